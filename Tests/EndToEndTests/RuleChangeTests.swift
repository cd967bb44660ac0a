import Entries
import Foundation
import Testing
import Wire

/// Rules that change while an agreement waits, told to the real programs.
@Suite(.timeLimit(.minutes(10))) struct RuleChangeTests {
    /// The shipped rules with invented offices, and the calendar as it was in July 2025.
    private func configuration(_ place: Place) throws -> String {
        let folder = place.file("rules")
        try FileManager.default.copyItem(atPath: place.rules, toPath: folder)
        for name in ["offices.yaml", "kembard.yaml"] {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            try FileManager.default.copyItem(
                atPath: "\(folder)/examples/synthetic/\(name)",
                toPath: "\(folder)/\(name)"
            )
        }
        let path = folder + "/calendars/id.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let july = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("date: 2025-08-18") }.joined(separator: "\n")
        try july.write(toFile: path, atomically: true, encoding: .utf8)
        let settings = "settings: main\nrules: \(folder)\noffices: \(folder)/offices.yaml\n"
        try settings.write(
            toFile: folder + "/kembard.yaml",
            atomically: true,
            encoding: .utf8
        )
        return folder + "/kembard.yaml"
    }

    private static let day = [
        "calendars", "add", "2025-08-18", "--kind", "cuti_bersama", "--name", "Cuti Bersama",
        "--decree", "keputusan bersama (contoh)",
    ]

    @Test func `18 August 2025 becomes a day off in that August, and the wait's deadline moves`()
        async throws
    {
        try await Place.with { place in
            var options = Daemon.Options()
            options.rehearsal = "2025-07-21T09:00"
            options.config = try configuration(place)
            let daemon = try await Daemon.serving(in: place, options)
            let id = "2025-0001"
            try await daemon.done(
                "propose",
                "Pertukaran data",
                "--party",
                "99.71",
                "--at",
                "2025-07"
            )
            try await daemon.done("discuss", id, "--scope", "data", "--at", "2025-07-18")
            try await daemon.done(
                "await",
                id,
                "--party",
                "99.71",
                "--for",
                "kesiapan",
                "--at",
                "2025-07-21"
            )
            try await daemon.done("rehearse", "to", "2025-08-13T10:00")
            let issued = try await daemon.entries().filter { $0.type == "ReminderIssued" }
            #expect(issued.map { $0.data["day"] } == ["2025-08-04"])

            // Nobody can be asked without a terminal: it is shown, and nothing is recorded.
            let shown = try await daemon.run(Self.day)
            #expect(shown.status == 2)
            let words = shown.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("18 Agustus 2025 -> Selasa, 19 Agustus 2025"), "\(shown)")
            #expect(shown.errors.contains("--yes"))
            #expect(try await daemon.entries().count { $0.type == "CalendarAdopted" } == 3)

            let answer = try await daemon.run(Self.day + ["--yes", "--json"])
            #expect(answer.status == 0)
            let adopted = try JSONDecoder().decode(
                AdoptionAnswer.self,
                from: Data(answer.output.utf8)
            )
            #expect(adopted.rule == RuleReference(kind: "calendar", name: "id", version: 2))
            #expect(adopted.touch.touched == 1)
            // Every reminder that is ahead, to the last repetition.
            #expect(adopted.touch.moves.count == 8)
            #expect(adopted.touch.moves.first?.before == "2025-08-18")
            #expect(adopted.touch.moves.first?.after == "2025-08-19")
            #expect(shown.output.contains("pengingat kedua"))
            let again = try await daemon.run(Self.day + ["--yes", "--json"])
            #expect(again.status == 1)
            #expect(again.errors.contains(#""code":"calendar-not-editable""#))

            let history = try await daemon.done("history", id)
            #expect(history.contains("CalendarAdopted"))
            #expect(history.contains("18 Agustus 2025 -> Selasa, 19"))
            // Before that day nobody could have known.
            let before = try await daemon.done("history", id, "--known-at", "2025-08-12")
            #expect(!before.contains("CalendarAdopted"))

            try await daemon.done("rehearse", "to", "2025-08-20")
            let days = try await daemon.entries().filter { $0.type == "ReminderIssued" }
                .map { $0.data["day"] }
            #expect(days == ["2025-08-04", "2025-08-19", "2025-08-19"])
            try await daemon.done("audit", "verify")
        }
    }

    @Test func `a workflow is adopted with its differences, and an agreement moves to it`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let id = "2026-0001"
            try await daemon.done("propose", "Jalur wisata", "--party", "99.71")
            let text = try String(
                contentsOfFile: Daemon.shipped + "/workflows/kerja-sama-daerah.yaml",
                encoding: .utf8
            ).replacing("working-days: 45", with: "working-days: 44")
            let adopted = try await daemon.done("rules", "adopt", "-", input: text)
            #expect(adopted.contains("hari kerja: 45 -> 44"))
            #expect(adopted.contains("1 naskah terbuka tetap pada versi lama; 0 dipindahkan, 1"))
            let shown = try await daemon.asked(AgreementAnswer.self, "show", id)
            #expect(shown.workflow.version == 1)
            let trial = try await daemon.asked(
                WorkflowMoveAnswer.self,
                "rules",
                "move",
                "--all",
                "--dry-run"
            )
            #expect(trial.moved.map(\.agreement) == [id])
            try await daemon.done("rules", "move", id)
            let moved = try await daemon.asked(AgreementAnswer.self, "show", id)
            #expect(moved.workflow.version == 2)
            let same = try await daemon.run(["rules", "move", id, "--json"])
            #expect(same.status == 1)
            #expect(same.errors.contains(#""code":"same-workflow-version""#))
            #expect(try await daemon.run(["rules", "move", id, "--to", "9"]).status == 3)
            #expect(try await daemon.run(["rules", "move", "2026-0099"]).status == 3)
            try await daemon.done("audit", "verify")
        }
    }

    @Test func `the diagram of the shipped workflow has every stage, and every way into one`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let lines = try await daemon.done("rules", "diagram", "kerja-sama-daerah")
                .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(lines.prefix(2) == ["stateDiagram-v2", "%% kerja-sama-daerah@1"])
            #expect(
                lines.filter { $0.hasPrefix("state ") } == [
                    #"state "Kunjungan Diusulkan" as s1"#,
                    #"state "Ruang Lingkup Dibahas" as s2"#,
                    #"state "Naskah PKS Disusun" as s3"#,
                    #"state "Menunggu Kesiapan" as s4"#,
                    #"state "Ditandatangani" as s5"#,
                ]
            )
            /// The arrows that an event has, from a stage or the beginning to another or the end.
            func arrows(of event: String) -> [String] {
                lines.compactMap { line in
                    let parts = line.components(separatedBy: " : ")
                    let isOfIt = parts.dropFirst().joined().components(separatedBy: " / ")
                        .contains(event)
                    return isOfIt ? parts[0] : nil
                }
            }
            #expect(arrows(of: "Kunjungan diusulkan") == ["[*] --> s1"])
            #expect(arrows(of: "Dicatat sebagai naskah lama") == ["[*] --> s5"])
            #expect(
                arrows(of: "Ruang lingkup dibahas")
                    == ["s1 --> s2", "s2 --> s2", "s3 --> s2", "s4 --> s2"]
            )
            #expect(
                arrows(of: "Naskah PKS disusun") == ["s2 --> s3", "s3 --> s3", "s4 --> s3"]
            )
            #expect(arrows(of: "Menunggu kesiapan") == ["s2 --> s4", "s3 --> s4", "s4 --> s4"])
            #expect(arrows(of: "Ditandatangani") == ["s3 --> s5", "s4 --> s5"])
            #expect(
                arrows(of: "Ditarik") == ["s1 --> [*]", "s2 --> [*]", "s3 --> [*]", "s4 --> [*]"]
            )
            #expect(arrows(of: "Diakhiri") == ["s5 --> [*]"])
        }
    }

    @Test func `what is refused about rules says what to write instead`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            func refused(_ words: [String], _ status: Int32) async throws -> String {
                let outcome = try await daemon.run(words)
                #expect(outcome.status == status, "\(words): \(outcome)")
                return outcome.errors.split(whereSeparator: \.isWhitespace)
                    .joined(separator: " ")
            }
            let workflow = "kerja-sama-daerah"
            #expect(
                try await refused(["rules", "show", "alur-kerja", workflow, "--version", "9"], 3)
                    .contains("yang ada hanya versi 1")
            )
            #expect(
                try await refused(["rules", "diagram", workflow, "--version", "9"], 3)
                    .contains("yang ada hanya versi 1")
            )
            #expect(
                try await refused(["calendars", "count", "id", "2018-11", "10"], 1)
                    .contains("tanggal lengkap")
            )
            var day = Self.day
            day[2] = "2019-02"
            #expect(try await refused(day + ["--yes"], 1).contains("tanggal lengkap"))
            day = Self.day
            day[6] = "x\ny"
            #expect(
                try await refused(day + ["--yes"], 1).contains("tulis dalam satu baris")
            )
            let size = try await daemon.entries().count
            let calendar = place.file("rules.yaml")
            let text = try String(
                contentsOfFile: Daemon.shipped + "/calendars/id.yaml",
                encoding: .utf8
            )
            try (text + "# x\n").write(toFile: calendar, atomically: true, encoding: .utf8)
            let regions = Daemon.shipped + "/regions.csv"
            for command in ["check", "adopt"] {
                let outcome = try await daemon.run(
                    ["rules", command, calendar, "--regions", regions]
                )
                #expect(outcome.status == 1)
                #expect((outcome.output + outcome.errors).contains("--regions"))
            }
            let offices = try await daemon.run(
                ["rules", "check", Daemon.shipped + "/offices.yaml"]
            )
            #expect(offices.output.contains("--regions regions.csv"))
            #expect(try await daemon.entries().count == size)
        }
    }

    @Test func `a year that only the overlay lacks is called so, until a list completes it`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            func count() async throws -> CalendarCount {
                try await daemon.asked(
                    CalendarCount.self,
                    "calendars",
                    "count",
                    "id-bali",
                    "2019-12-30",
                    "5"
                )
            }
            let before = try await count()
            #expect(before.missingYears == [2020])
            #expect(before.missingFrom == ["id-bali": [2020]])
            let file = place.file("bali.ics")
            func imported(_ year: Int) async throws -> Outcome {
                let event = "DTSTART:\(year)0219\nSUMMARY:Hari Raya Galungan\nEND:VEVENT\n"
                try "BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(event)END:VCALENDAR\n"
                    .write(toFile: file, atomically: true, encoding: .utf8)
                return try await daemon.run([
                    "--lang", "id", "calendars", "import", file, "--kind", "bali_pawukon",
                    "--calendar", "id-bali", "--decree", "SE (contoh)", "--year", String(year),
                    "--yes",
                ])
            }
            let later = try await imported(2029)
            #expect(later.status == 1)
            let said = later.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let advice = "lengkapi dahulu 2028: kembar calendars import BERKAS"
            #expect(said.contains(advice), "\(said)")
            let outcome = try await imported(2020)
            #expect(outcome.status == 0, "\(outcome)")
            let after = try await count()
            #expect(after.missingYears.isEmpty && after.missingFrom == nil)
        }
    }
}
