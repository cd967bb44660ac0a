import Engine
import Entries
import EventLog
import Synchronization
import Testing
import Wire
import Workflows

@testable import Daemon

/// The whole log is read again while it grows (audit-formats A11, item 12).
@Suite(.timeLimit(.minutes(5))) struct VerifyingTests {
    @Test func `verification while the daemon writes finds no damage that is none`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            let isOver = Mutex(false)
            async let written: Int = {
                defer { isOver.withLock { $0 = true } }
                var count = 0
                while count < 100 || !isOver.withLock(\.self) {
                    count += 1
                    let note = Submission.Happening(
                        intent: .event("NoteAdded"),
                        at: nil,
                        fields: ["text": .string("catatan \(count)")]
                    )
                    try await house.record(
                        "note-\(count)",
                        .happened(agreement: "2018-0001", note)
                    )
                }
                return count
            }()
            defer { isOver.withLock { $0 = true } }
            // As many as met a log that had grown by the time of their answer.
            var disturbed = 0
            while disturbed < 5, !isOver.withLock(\.self) {
                _ = try house.checkpoints.signed()
                let before = house.log.head.size
                let answer = try await house.answer(VerifyAnswer.self, to: "/v1/audit/verify")
                if house.log.head.size > before { disturbed += 1 }
                #expect(answer.result == "whole", "\(answer)")
                #expect(answer.views == "same", "\(answer)")
                #expect(answer.size >= before)
                let signed = try #require(answer.signed)
                #expect(signed >= before)
            }
            isOver.withLock { $0 = true }
            #expect(try await written >= 100)
        }
    }
}
