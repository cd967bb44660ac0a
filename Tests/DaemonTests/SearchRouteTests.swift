import Engine
import Entries
import Testing
import Wire
import Workflows

@testable import Daemon

/// What was found is called what the list calls it.
@Suite(.timeLimit(.minutes(5))) struct SearchRouteTests {
    @Test func `a registered paper that was terminated is found as terminated`() async throws {
        try await Household.with { household in
            let house = household.house
            func found() async throws -> Label? {
                try await house.answer(SearchAnswer.self, to: "/v1/search?q=contoh").hits.first?
                    .label
            }
            func listed() async throws -> AgreementAnswer? {
                try await house.answer(AgreementList.self, to: "/v1/agreements").agreements.first
            }
            let begun = Submission.Happening(
                intent: .verb("register"),
                at: "2018-11-07",
                fields: [
                    "title": "Naskah contoh", "parties": ["35.72"], "from": "2018-01-01",
                    "until": "2020-12-31",
                ]
            )
            try await house.record("register", .begin(workflow: nil, begun))
            let before = try #require(try await found())
            #expect(try await listed()?.closed?.label == before)
            let end = Submission.Happening(
                intent: .verb("terminate"),
                at: nil,
                fields: ["party": "35.72", "reason": "uji"]
            )
            try await house.record("terminate", .happened(agreement: "2018-0001", end))
            let after = try #require(try await found())
            #expect(try await listed()?.term?.ending?.label == after)
            #expect(after != before)
        }
    }
}
