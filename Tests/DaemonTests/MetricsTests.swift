import Engine
import EventLog
import Projections
import Testing

@testable import Daemon

/// The figures for a monitoring system are those of the log, the views and the daemon's life.
@Suite(.timeLimit(.minutes(5))) struct MetricsTests {
    /// The figures without labels, by name.
    private static func figures(_ house: House) throws -> [String: Double] {
        let lines = try MetricsRoutes(house: house).text().split(separator: "\n")
        let pairs = lines.filter { !$0.hasPrefix("#") && !$0.contains("{") }.map {
            $0.split(separator: " ")
        }
        return Dictionary(
            uniqueKeysWithValues: pairs.map { (String($0[0]), Double($0[1]) ?? .nan) }
        )
    }

    @Test func `each batch of entries is counted, and its commit is a part of it`() async throws {
        try await Household.with { household in
            let before = try Self.figures(household.house)
            try await household.propose()
            let after = try Self.figures(household.house)
            for name in ["kembar_append_duration_seconds", "kembar_commit_duration_seconds"] {
                let (old, new) = (before["\(name)_count"] ?? -1, after["\(name)_count"] ?? -1)
                #expect(new == old + 1, "\(name)")
                #expect((after["\(name)_sum"] ?? 0) > (before["\(name)_sum"] ?? 0), "\(name)")
            }
            let (batch, commit) = (
                after["kembar_append_duration_seconds_sum"] ?? 0,
                after["kembar_commit_duration_seconds_sum"] ?? 0
            )
            #expect(batch >= commit)
        }
    }

    @Test func `a reminder is owed until it is issued`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            #expect(try Self.figures(house)["kembar_reminders_owed"] == 0)
            house.rehearsal?.move(to: try #require(try house.views.firstDue()))
            #expect(try Self.figures(house)["kembar_reminders_owed"] == 1)
            let issued = try Self.figures(house)["kembar_reminders_issued"] ?? -1
            _ = try await house.wakeUp.run()
            await house.views.catchUp()
            let after = try Self.figures(house)
            #expect(after["kembar_reminders_owed"] == 0)
            #expect((after["kembar_reminders_issued"] ?? -1) > issued)
            #expect(after["kembar_messages_failed"] == 0)
        }
    }

    @Test func `the newest signature has a time once there is one`() async throws {
        try await Household.with { household in
            let house = household.house
            #expect(try Self.figures(house)["kembar_checkpoint_timestamp_seconds"] == nil)
            _ = try house.checkpoints.signed(ofSize: house.log.head.size)
            let signed = try #require(
                try Self.figures(house)["kembar_checkpoint_timestamp_seconds"]
            )
            // The file's own time, which is the machine's.
            #expect(signed > 1_700_000_000)
        }
    }
}
