import Engine
import Entries
import Testing
import Workflows

@testable import Daemon

/// Whoever is seen for the first time gets a number that nobody in the log has.
@Suite(.timeLimit(.minutes(5))) struct ActorNumberTests {
    private static func note(_ text: String, by name: String, _ house: House) async throws {
        _ = try await house.submitter.submit(
            Submission(
                actor: .user(id: name, role: "kembar"),
                key: "\(name) \(text)",
                digest: "0123456789abcdef",
                request: .happened(
                    agreement: "2018-0001",
                    .init(intent: .event("NoteAdded"), fields: ["text": .string(text)])
                )
            )
        )
    }

    @Test func `the highest number in the log is that of who acted, not of what was written`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            #expect(try house.log.greatestActor() == 0)
            try await household.propose()
            #expect(try house.log.greatestActor() == 1)
            try await Self.note("satu", by: "a-0012", house)
            try await Self.note(#"{"authid":"a-0099"} "authid":"a-0098""#, by: "a-0007", house)
            #expect(try house.log.greatestActor() == 12)
            try await Self.note("dua", by: "a-12345", house)
            #expect(try house.log.greatestActor() == 12_345)
        }
    }
}
