import Calendars
import Engine
import Entries
import EventLog
import Synchronization
import TestSupport
import Testing
import Workflows

/// Rules hold when their entry is in the log, whatever became of the batch that brought them.
@Suite struct LostAdoptionTests {
    private struct Broken: Error {}

    private final class Switch: Sendable {
        private let isOn = Mutex(false)

        func turn(_ on: Bool) { isOn.withLock { $0 = on } }

        func check() throws { if isOn.withLock({ $0 }) { throw Broken() } }
    }

    private func changed(_ label: String) throws -> Submission.Request {
        let text = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
        return .adopt(RuleFile(text: text.replacing("Kunjungan Diusulkan", with: label)))
    }

    private func newest(_ shop: Workshop) -> Int? {
        shop.submitter.rulesInForce.newest(.workflow, "kerja-sama-daerah")?.version
    }

    @Test func `an adoption that was lost does not hold, even when its position is taken again`()
        async throws
    {
        let fault = Switch()
        let shop = try await Workshop(faults: LogFaults(beforeCommit: { try fault.check() }))
        fault.turn(true)
        await #expect(throws: LogFailure.self) {
            _ = try await shop.submit("1", changed("Satu"))
        }
        fault.turn(false)
        // Another entry takes the position that the lost adoption had.
        try await shop.submitter.record(.daemonStopped, key: "stop", [:])
        #expect(newest(shop) == 1)
        let next = try await shop.submit("2", changed("Dua"))
        #expect(next.entries[0].data["version"] == 2)
        #expect(newest(shop) == 2)
    }

    @Test func `an adoption whose commit only seemed to fail holds and is counted`() async throws {
        let fault = Switch()
        let shop = try await Workshop(faults: LogFaults(afterCommit: { try fault.check() }))
        fault.turn(true)
        await #expect(throws: LogFailure.self) {
            _ = try await shop.submit("1", changed("Satu"))
        }
        fault.turn(false)
        #expect(newest(shop) == 2)
        #expect(try await shop.submit("1", changed("Satu")).entries[0].data["version"] == 2)
        #expect(try await shop.submit("2", changed("Dua")).entries[0].data["version"] == 3)
    }

    @Test func `an adoption that holds is not forgotten when the next one is lost`() async throws {
        let fault = Switch()
        let shop = try await Workshop(faults: LogFaults(beforeCommit: { try fault.check() }))
        _ = try await shop.submit("1", changed("Satu"))
        fault.turn(true)
        await #expect(throws: LogFailure.self) {
            _ = try await shop.submit("2", changed("Dua"))
        }
        fault.turn(false)
        let third = try await shop.submit("3", changed("Tiga"))
        #expect(third.entries[0].data["version"] == 3)
    }

    @Test func `a refusal while the clock is ahead leaves the recorded time where it was`()
        async throws
    {
        let shop = try await Workshop()
        let before = shop.submitter.lastRecordedTime
        shop.clock.move(to: before.adding(milliseconds: 3_600_000))
        await #expect(throws: Rejection.self) {
            _ = try await shop.happen("1", "draft", [:])
        }
        #expect(shop.submitter.lastRecordedTime == before)
        _ = try await shop.propose("2")
        #expect(shop.submitter.lastRecordedTime == before.adding(milliseconds: 3_600_000))
    }
}
