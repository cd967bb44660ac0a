import Calendars
import Entries
import Foundation
import Testing
import Wire

/// What would go out is what goes out, and nothing is written to know it.
@Suite(.timeLimit(.minutes(10))) struct SimulationTests {
    private static func begun(_ place: Place) async throws -> Daemon {
        let daemon = try await Daemon.serving(in: place)
        try await daemon.done("propose", "Riset bersama", "--party", "99.71")
        try await daemon.done("propose", "Pertukaran pustaka", "--party", "99.71")
        try await daemon.done("discuss", "2026-0001", "--scope", "riset")
        try await daemon.done("await", "2026-0001", "--party", "99.71", "--for", "kesiapan")
        return daemon
    }

    @Test func `a simulation says beforehand what the rehearsal then issues`() async throws {
        try await Place.with { place in
            let daemon = try await Self.begun(place)
            let before = try await daemon.lines()
            let told = try await daemon.asked(
                SimulationAnswer.self,
                "remind",
                "simulate",
                "--to",
                "2026-09-30"
            )
            #expect(try await daemon.lines() == before)
            #expect(!told.compared)
            #expect(told.reminders.allSatisfy { $0.change == nil })
            try await daemon.done("rehearse", "to", "2026-09-30")
            let issued = try await daemon.entries().filter { $0.type == "ReminderIssued" }
            #expect(issued.count > 10)
            #expect(
                told.reminders.map(\.reminder.key).sorted() == issued.map(\.command.id).sorted()
            )
            let times = Dictionary(
                uniqueKeysWithValues: issued.map {
                    ($0.command.id, $0.recorded.rfc3339(offsetMinutes: 480))
                }
            )
            for one in told.reminders { #expect(times[one.reminder.key] == one.at) }
        }
    }

    @Test func `another policy is held against the one in force, and stays out of the log`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.begun(place)
            let before = try await daemon.lines()
            let policy = try await daemon.done("rules", "show", "policy", "main")
            let file = place.file("pengingat.yaml")
            func simulated(_ text: String) async throws -> SimulationAnswer {
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                return try await daemon.asked(
                    SimulationAnswer.self,
                    "remind",
                    "simulate",
                    "--to",
                    "2026-06-30",
                    "--policy",
                    file
                )
            }
            let same = try await simulated(policy)
            #expect(same.compared)
            #expect(!same.reminders.isEmpty)
            #expect(same.reminders.allSatisfy { $0.change == nil })
            let sooner = try await simulated(
                policy.replacing(
                    "{after: 10, roles: [petugas]}",
                    with: "{after: 7, roles: [petugas]}"
                )
            )
            let moved = sooner.reminders.filter { $0.change != nil }
            #expect(moved.map(\.change) == ["moved", "moved"])
            #expect(moved.allSatisfy { ($0.movedDays ?? 0) < 0 && $0.at < ($0.before ?? "") })
            #expect(sooner.reminders.count == same.reminders.count)
            #expect(
                Set(same.reminders.map(\.reminder.key))
                    .isSuperset(
                        of: sooner.reminders.filter { $0.change == nil }.map(\.reminder.key)
                    )
            )
            #expect(try await daemon.lines() == before)
            try "policy: main\n".write(toFile: file, atomically: true, encoding: .utf8)
            let faulty = try await daemon.run(
                ["remind", "simulate", "--to", "2026-06-30", "--policy", file]
            )
            #expect(faulty.status == 1, "\(faulty)")
            let past = try await daemon.run(["remind", "simulate", "--to", "2020-01-01"])
            #expect(past.status == 1, "\(past)")
        }
    }
}
