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

    /// What would go out by the end of June under a policy of that text.
    private static func simulated(
        _ policy: String,
        _ daemon: Daemon
    ) async throws -> SimulationAnswer {
        let file = daemon.place.file("pengingat.yaml")
        try policy.write(toFile: file, atomically: true, encoding: .utf8)
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

    @Test func `what is over is not simulated, and a start that is over is now`() async throws {
        try await Place.with { place in
            let daemon = try await Self.begun(place)
            let words = ["remind", "simulate", "--from", "2026-01-01", "--to"]
            let past = try await daemon.run(["--lang", "en"] + words + ["2026-02-28"])
            #expect(past.status == 1, "\(past)")
            let said = past.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(said.contains("A simulation looks ahead only"), "\(said)")
            #expect(said.contains("kembar history ID") && said.hasSuffix("kembar audit silences"))
            let told = try await daemon.asked(
                SimulationAnswer.self,
                "remind",
                "simulate",
                "--from",
                "2026-01-01",
                "--to",
                "2026-06-30"
            )
            let fromNow = try await daemon.asked(
                SimulationAnswer.self,
                "remind",
                "simulate",
                "--to",
                "2026-06-30"
            )
            #expect(!told.reminders.isEmpty && told == fromNow)
            #expect(told.from == (try await daemon.asked(StatusAnswer.self, "status").now))
        }
    }

    @Test func `the end of a term is foreseen, and what other rules change in its final report`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done(
                "register",
                "Riset bersama (contoh)",
                "--party",
                "99.71",
                "--at",
                "2022-03-15",
                "--until",
                "2026-06-10"
            )
            let before = try await daemon.lines()
            let policy = try await daemon.done("rules", "show", "policy", "main")
            let rungs = "en: Final report}\n    rungs:\n      - {after: 0, roles: [petugas"
            try #require(policy.contains(rungs))
            let told = try await Self.simulated(
                policy.replacing(rungs, with: rungs + ", kabag, sekda"),
                daemon
            )
            #expect(try await daemon.lines() == before)
            let reports = told.reminders.filter { $0.reminder.rule == "laporan-akhir" }
            #expect(reports.map(\.reminder.role).sorted() == ["kabag", "petugas", "sekda"])
            #expect(reports.filter { $0.change == nil }.map(\.reminder.role) == ["petugas"])
            #expect(reports.count { $0.change == "added" } == 2)
            #expect(reports.allSatisfy { $0.foreseen == true })
            #expect(reports.allSatisfy { $0.reminder.term?.lastDay == "2026-06-10" })
            let others = told.reminders.filter { $0.reminder.rule != "laporan-akhir" }
            #expect(!others.isEmpty)
            #expect(others.allSatisfy { $0.foreseen == nil && $0.change == nil })
            try await daemon.done("rehearse", "to", "2026-06-30")
            let issued = try await daemon.entries().filter {
                $0.type == "ReminderIssued" && $0.data["rule"] == "laporan-akhir"
            }
            #expect(issued.map { $0.data["role"] } == ["petugas"])
            #expect(issued.map { $0.recorded.rfc3339(offsetMinutes: 480) } == [reports[0].at])
        }
    }

    @Test(arguments: [
        ("--calendar", "reminders.yaml", "--calendar menerima berkas kalender", "--policy."),
        ("--policy", "calendars/id.yaml", "--policy menerima berkas pengingat", "--calendar."),
        (
            "--policy", "offices.yaml", "berkas yang diberikan berisi kantor",
            "rules show policy NAMA"
        ),
    ])
    func `a file of another kind than its option is refused by both`(
        option: String,
        file: String,
        sentence: String,
        remedy: String
    ) async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let path = Daemon.shipped + "/" + file
            let words = ["remind", "simulate", "--to", "2026-12-31", option, path]
            let outcome = try await daemon.run(["--lang", "id"] + words)
            #expect(outcome.status == 1)
            let said = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(said.contains(sentence) && said.hasSuffix(remedy), "\(said)")
        }
    }

    @Test func `other hours on some days are told by the simulation and by the adoption alike`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.begun(place)
            let policy = try await daemon.done("rules", "show", "policy", "main")
            let window = "\nwindow: {from: \"08:00\", until: \"15:00\"}\n"
            try #require(policy.contains(window))
            let ramadan = """

                window:
                  from: "08:00"
                  until: "15:00"
                  except:
                    - {first: 2026-05-07, last: 2026-05-31, from: "08:30", until: "14:00", label: {id: Ramadan, en: Ramadan}}

                """
            let file = place.file("pengingat.yaml")
            try policy.replacing(window, with: ramadan)
                .write(toFile: file, atomically: true, encoding: .utf8)
            let told = try await daemon.asked(
                SimulationAnswer.self,
                "remind",
                "simulate",
                "--to",
                "2026-07-31",
                "--policy",
                file
            )
            let changed = told.reminders.filter { $0.change != nil }
            #expect(!changed.isEmpty)
            #expect(changed.allSatisfy { $0.change == "moved" && $0.movedDays == 0 })
            let screen = try await daemon.done(
                "remind",
                "simulate",
                "--to",
                "2026-07-31",
                "--policy",
                file
            )
            let words = screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("pukul 08.30 WITA, semula pukul 08.00 WITA"), "\(screen)")
            let trial = try await daemon.asked(
                AdoptionAnswer.self,
                "rules",
                "adopt",
                file,
                "--dry-run"
            )
            let moves = trial.touch.moves
            #expect(Set(moves.map(\.agreement)) == Set(changed.map(\.reminder.agreement)))
            #expect(moves.allSatisfy { $0.before == $0.after })
            #expect(
                Set(moves.map { "\($0.goesOutBefore ?? "") \($0.goesOutAfter ?? "")" })
                    == Set(changed.map { "\($0.before ?? "") \($0.at)" })
            )
        }
    }

    @Test func `a simulation and an adoption count one change alike, place by place`() async throws
    {
        try await Place.with { place in
            let daemon = try await Self.begun(place)
            let policy = try await daemon.done("rules", "show", "policy", "main")
            let repeated = "repeat: {every: 20, times: 6, roles: [petugas, kabag]}"
            let second = "{after: 20, roles: [petugas, kabag]}"
            try #require(policy.contains(repeated) && policy.contains(second))
            let file = place.file("pengingat.yaml")
            try policy.replacing(
                repeated,
                with: "repeat: {every: 5, times: 2, roles: [petugas, kabag]}"
            )
            .replacing(second, with: "{after: 20, roles: [petugas]}")
            .write(toFile: file, atomically: true, encoding: .utf8)
            let told = try await daemon.asked(
                SimulationAnswer.self,
                "remind",
                "simulate",
                "--to",
                "2027-12-31",
                "--policy",
                file
            )
            let trial = try await daemon.asked(
                AdoptionAnswer.self,
                "rules",
                "adopt",
                file,
                "--dry-run"
            )
            let changed = told.reminders.filter { $0.change != nil && $0.reminder.rung != 2 }
            let simulated = changed.map { one in
                let before = one.change == "removed" ? one.at : one.before
                let after = one.change == "removed" ? nil : one.at
                return Self.line(one.reminder.agreement, one.reminder.occurrence, before, after)
            }
            let adopted = trial.touch.moves.filter { $0.rolesBefore == nil }.map { move in
                Self.line(move.agreement, move.occurrence ?? 0, move.before, move.after)
            }
            #expect(!adopted.isEmpty)
            #expect(Set(simulated) == Set(adopted))
            #expect(Set(changed.map(\.change)) == ["moved", "removed"])
            // Who is told no more is told of by both.
            let lost = told.reminders.filter { $0.reminder.rung == 2 && $0.change != nil }
            #expect(Set(lost.map(\.change)) == ["removed"])
            let others = trial.touch.moves.filter { $0.rolesBefore != nil }
            #expect(others.map(\.agreement) == lost.map(\.reminder.agreement).sorted())
            #expect(others.allSatisfy { $0.before == $0.after && $0.rolesAfter?.count == 1 })
            let screen = try await daemon.done("rules", "adopt", file, "--dry-run")
            #expect(screen.contains("Tenggat atau penerima berubah pada 2 naskah:"), "\(screen)")
        }
    }

    /// A reminder of a ladder by its place, with its day before and after.
    private static func line(
        _ agreement: String,
        _ occurrence: Int,
        _ before: String?,
        _ after: String?
    ) -> String {
        let days = [before, after].map { $0.map { String($0.prefix(10)) } ?? "-" }
        return "\(agreement) \(occurrence): \(days.joined(separator: " -> "))"
    }

    @Test func `another policy is held against the one in force, and stays out of the log`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.begun(place)
            let before = try await daemon.lines()
            let policy = try await daemon.done("rules", "show", "policy", "main")
            let file = place.file("pengingat.yaml")
            let same = try await Self.simulated(policy, daemon)
            #expect(same.compared)
            #expect(!same.reminders.isEmpty)
            #expect(same.reminders.allSatisfy { $0.change == nil })
            let sooner = try await Self.simulated(
                policy.replacing(
                    "{after: 10, roles: [petugas]}",
                    with: "{after: 7, roles: [petugas]}"
                ),
                daemon
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
