import Answers
import Entries
import Foundation
import Testing
import Wire

@testable import Daemon

/// What is compared when a history is gone through under another workflow file.
@Suite struct OtherRulesTests {
    private static let id = "2018-0001"

    private static func shipped(_ name: String = "kerja-sama-daerah") throws -> String {
        try String(
            contentsOfFile: Household.shipped + "/workflows/\(name).yaml",
            encoding: .utf8
        )
    }

    /// The shipped file with something else in the event of that name.
    private static func file(
        without line: String,
        in event: String,
        instead: String = ""
    ) throws -> String {
        let text = try shipped()
        let start = try #require(text.range(of: "  - name: \(event)\n"))
        let place = try #require(text[start.upperBound...].range(of: line))
        return text.replacingCharacters(in: place, with: instead)
    }

    private static func signed(_ home: Household) async throws -> Int64 {
        try await home.begin(id)
        try await home.forge("PKSDrafted", of: id, at: "2018-10-05")
        return try await home.forge(
            "Signed",
            of: id,
            at: "2018-10-08",
            ["until": "2021-10-08", "signatures": [["party": "51.08"], ["party": "35.72"]]]
        )
    }

    @Test func `a term that would not open is a difference, and is named`() async throws {
        try await Household.with { home in
            let signed = try await Self.signed(home)
            let text = try Self.file(without: "      opens-term: true\n", in: "Signed")
            let answer = try home.house.auditAnswers.replay(nil, underRules: text)
            let step = try #require(answer.agreements.first?.steps.first)
            #expect(step.position == signed)
            #expect(step.was.term?.until == "2021-10-08" && step.would.term == nil)
            #expect(answer.same == 0)
        }
    }

    @Test func `signatures that would still stand are a difference`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            try await home.forge(
                "PartySigned",
                of: Self.id,
                at: "2018-10-08",
                ["party": "51.08"]
            )
            let draft = try await home.forge("PKSDrafted", of: Self.id, at: "2018-10-09")
            let text = try Self.file(without: "      voids: signatures\n", in: "PKSDrafted")
            let answer = try home.house.auditAnswers.replay(nil, underRules: text)
            let step = try #require(answer.agreements.first?.steps.first)
            #expect(step.position == draft)
            #expect(step.was.signed == [] && step.would.signed == ["51.08"])
        }
    }

    @Test func `another source or mark is told of the rules that judged, and of no agreement`()
        async throws
    {
        try await Household.with { home in
            _ = try await Self.signed(home)
            let answers = home.house.auditAnswers
            let same = try answers.replay(nil, underRules: try Self.shipped())
            #expect(same.sources == [] && same.same == 1)
            let text = try Self.file(
                without: "mark: legal",
                in: "PKSDrafted",
                instead: "mark: unverified"
            )
            let answer = try answers.replay(nil, underRules: text)
            #expect(answer.agreements == [] && answer.same == 1)
            #expect(answer.sources?.map(\.was.event) == ["PKSDrafted"])
            #expect(answer.sources?.map(\.was.mark) == ["legal"])
            #expect(answer.sources?.map(\.would.mark) == ["unverified"])
            #expect(answer.sources?.map(\.would.workflow) == ["kerja-sama-daerah"])
        }
    }

    @Test func `an agreement of another workflow is not compared`() async throws {
        try await Household.with { home in
            _ = try await Self.signed(home)
            let text = try Self.shipped().replacing(
                "workflow: kerja-sama-daerah",
                with: "workflow: lain"
            )
            let answer = try home.house.auditAnswers.replay(Self.id, underRules: text)
            #expect(answer.agreements == [] && answer.same == 0)
        }
    }

    @Test func `an agreement that would never begin differs from its first step`() async throws {
        try await Household.with { home in
            _ = try await Self.signed(home)
            let text = try Self.shipped()
                .replacing("  - name: VisitProposed\n", with: "  - name: Diusulkan\n")
            let answer = try home.house.auditAnswers.replay(nil, underRules: text)
            let steps = try #require(answer.agreements.first?.steps)
            #expect(steps.map(\.type) == ["VisitProposed"])
            #expect(steps.first?.would.state == nil && steps.first?.was.state != nil)
        }
    }
}
