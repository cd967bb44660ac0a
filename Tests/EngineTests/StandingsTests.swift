import Engine
import Entries
import EventLog
import Synchronization
import TestSupport
import Testing
import Workflows

/// What the door keeps of agreements is never more than what the log has.
@Suite struct StandingsTests {
    private struct Broken: Error {}

    @Test func `what a lost batch left is not built on`() async throws {
        let isBroken = Mutex(false)
        let shop = try await Workshop(
            faults: LogFaults(beforeCommit: { if isBroken.withLock({ $0 }) { throw Broken() } })
        )
        _ = try await shop.propose("1")
        _ = try await shop.happen("1a", "discuss", ["scope": ["budaya"]])
        isBroken.withLock { $0 = true }
        await #expect(throws: LogFailure.self) {
            _ = try await shop.happen("2", "await", ["office": "35.72", "for": "kesiapan"])
        }
        isBroken.withLock { $0 = false }
        // The wait was lost, so there is none that could end.
        await #expect(throws: Rejection.self) {
            _ = try await shop.happen("3", "ready", ["office": "35.72"])
        }
        let receipt = try await shop.happen("4", "discuss", ["scope": ["pariwisata"]])
        #expect(receipt.version == 3)
        #expect(receipt.state?.waits.contains { $0.purpose == "kesiapan" } == false)
    }

    @Test
    func `the state in a receipt is the fold of its history, also when it is asked for again`()
        async throws
    {
        let shop = try await Workshop()
        var receipts = [try await shop.propose("1")]
        for (key, verb, fields) in [
            ("2", "discuss", ["scope": ["pariwisata"]]), ("3", "discuss", ["scope": ["budaya"]]),
            ("4", "await", ["office": "35.72", "for": "kesiapan"]),
            ("5", "ready", ["office": "35.72"]),
        ] as [(String, String, [String: JSONValue])] {
            receipts.append(try await shop.happen(key, verb, fields))
        }
        // Between the others, so that the order of what happened is another one.
        receipts.append(
            try await shop.happen("6", "discuss", at: "2018-11", ["scope": ["ekonomi"]])
        )
        let circumstances = shop.submitter.rulesInForce.circumstances
        for receipt in receipts {
            let history = try #require(receipt.history)
            let folded = Fold(circumstances).agreement("2018-0001", history)
            #expect(receipt.state == folded)
            #expect(receipt.version == history.version)
        }
        let again = try await shop.happen("6", "discuss", at: "2018-11", ["scope": ["ekonomi"]])
        #expect(again == receipts.last)
    }
}
