import Calendars
import Foundation
import Reminders
import TestSupport
import Testing
import Workflows

/// docs/reminders.md, which tells officers what the shipped policy does, and its picture.
@Suite struct GuideTests {
    /// A small number as people write it.
    private static func word(_ number: Int) throws -> (id: String, en: String) {
        let words = [
            ("satu", "one"), ("dua", "two"), ("tiga", "three"), ("empat", "four"), ("lima", "five"),
            ("enam", "six"), ("tujuh", "seven"), ("delapan", "eight"), ("sembilan", "nine"),
        ]
        try #require(words.indices.contains(number - 1), "\(number) has no word here")
        return words[number - 1]
    }

    /// What people call a role in running text.
    private static let people = [
        "petugas": (id: "petugas", en: "the officer"),
        "kabag": (id: "Kepala Bagian", en: "the head of section"),
        "sekda": (id: "Sekretaris Daerah", en: "the regional secretary"),
    ]

    /// The two halves of the guide, with single spaces.
    private static func halves() throws -> (id: String, en: String) {
        let halves = try Shipped.text("docs/reminders.md")
            .components(separatedBy: "\n## In English\n")
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        try #require(halves.count == 2)
        return (halves[0], halves[1])
    }

    private static func hasSaid(_ id: String, _ en: String) throws {
        let halves = try halves()
        #expect(halves.id.contains(id), "\(id)")
        #expect(halves.en.contains(en), "\(en)")
    }

    /// `10, 20 and 40`.
    private static func listed(_ numbers: [Int], _ and: String) throws -> String {
        let words = numbers.map(String.init)
        return words.dropLast().joined(separator: ", ") + " \(and) " + (try #require(words.last))
    }

    private static func ladder(_ name: String?) throws -> Ladder {
        let policy = try Shipped.policy()
        return try #require(name.flatMap(policy.ladder(named:)))
    }

    @Test func `the ladders of stages and waits are told with their numbers and people`() throws {
        let policy = try Shipped.policy()
        let wait = try Self.ladder(policy.waits)
        let days = wait.rungs.map(\.days)
        let again = try #require(wait.repetition)
        try Self.hasSaid(
            """
            sesudah \(Self.listed(days, "dan")) hari kerja, lalu berulang setiap \(again.every) hari kerja, \
            \(Self.word(again.times).id) kali
            """,
            """
            after \(Self.listed(days, "and")) working days, then every \(again.every) working days, \
            \(Self.word(again.times).en) times
            """
        )
        let stages = try #require(try Shipped.workflows().first).stages.compactMap(\.ladder)
        for name in Set(stages) {
            let stage = try Self.ladder(name)
            #expect(stage.rungs == wait.rungs && stage.repetition == again, "\(name)")
        }
        let signature = try Self.ladder(policy.signatures)
        let numbers = signature.rungs.map { "\($0.days)" }.joined(separator: ", ")
        let every = try #require(signature.repetition).every
        try Self.hasSaid(
            "(tanda tangan: \(numbers), lalu setiap \(every))",
            "(signatures: \(numbers), then every \(every))"
        )
        #expect(signature.repetition?.times == again.times)
        #expect(signature.rungs.map(\.roles) == wait.rungs.map(\.roles))
        #expect(signature.repetition?.roles == again.roles)
    }

    @Test func `each rung is told with whom it adds, and the repetition with its people`() throws {
        let wait = try Self.ladder(try Shipped.policy().waits)
        let ordinals = [
            ("Anak tangga pertama: ", "First rung: "), ("Kedua: juga ", "Second: "),
            ("Ketiga: juga ", "Third: "),
        ]
        #expect(wait.rungs.count == ordinals.count)
        var told: [String] = []
        for (rung, ordinal) in zip(wait.rungs, ordinals) {
            #expect(rung.roles.starts(with: told))
            let added = rung.roles.dropFirst(told.count)
            try #require(added.count == 1)
            let person = try #require(Self.people[added[told.count]])
            try Self.hasSaid(ordinal.0 + person.id, ordinal.1 + person.en)
            told = rung.roles
        }
        let again = try #require(wait.repetition).roles.map { try #require(Self.people[$0]) }
        try Self.hasSaid(
            "Ulangannya: " + again.map(\.id).joined(separator: " dan ") + ".",
            "Repetitions: " + again.map(\.en).joined(separator: " and ") + "."
        )
    }

    @Test func `the end of a term is told with its days, its law and its people`() throws {
        let policy = try Shipped.policy()
        let ladders = try policy.terms.map(Self.ladder)
        try #require(ladders.count == 3)
        let days = ladders[0].rungs.map(\.days)
        try Self.hasSaid(
            "\(Self.listed(days, "dan")) hari sebelumnya",
            "\(Self.listed(days, "and")) before, moved to the last working day"
        )
        // Everybody's; the other two are for regions abroad.
        #expect(ladders.map { $0.back?.when } == [[:], ["kind": ["KSDPL"]], ["kind": ["KSDPL"]]])
        let abroad = ladders[1].rungs.map(\.days)
        #expect(abroad.count == 1)
        try Self.hasSaid("KSDPL juga \(abroad[0]) hari", "for foreign regions also \(abroad[0]),")
        let months = try #require(ladders[2].back).monthsBefore
        let law = ladders[2].source.text
        try Self.hasSaid(
            "batas pemberitahuan perpanjangan \(Self.word(months).id) bulan sebelum berakhir (\(law))",
            "deadline for the notice of renewal \(Self.word(months).en) months before the end (\(law))"
        )
        #expect(ladders.map(\.isImmediate) == [false, false, true])
        // From which rung on the head is told too; the secretary never.
        for ladder in [ladders[0], ladders[2]] {
            let head = try #require(ladder.rungs.first { $0.roles.contains("kabag") }).days
            try Self.hasSaid(
                "petugas, mulai \(head) hari sebelumnya juga Kepala Bagian",
                "the officer, from \(head) days before also the head of section"
            )
        }
        #expect(ladders[1].rungs[0].roles == ["petugas", "kabag"])
        try Self.hasSaid(
            "(\(abroad[0]) hari sebelum KSDPL berakhir: keduanya), tidak pernah Sekretaris Daerah",
            "(\(abroad[0]) days before the end abroad: both), never the regional secretary"
        )
        #expect(ladders.allSatisfy { $0.rungs.allSatisfy { !$0.roles.contains("sekda") } })
        for name in [policy.lapsed, policy.ended] {
            let rungs = try Self.ladder(name).rungs
            #expect(rungs.map(\.days) == [0] && rungs.map(\.roles) == [["petugas"]])
        }
        let limits = try Shipped.workflows().flatMap(\.limits).filter { $0.body == "DPRD" }
        for limit in limits {
            try Self.hasSaid(
                "\(limit.workingDays) hari kerja DPRD",
                "a DPRD's \(limit.workingDays) working days"
            )
        }
        #expect(!limits.isEmpty)
    }

    @Test func `window and weekly report are told with their hours, day and people`() throws {
        let policy = try Shipped.policy()
        func hour(_ minute: Int, _ mark: String) -> String {
            [minute / 60, minute % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(
                separator: mark
            )
        }
        let (from, until) = (policy.window.from, policy.window.until)
        try Self.hasSaid(
            "mulai pukul \(hour(from, ".")), tidak sesudah \(hour(until, "."))",
            "from \(hour(from, ":")), not after \(hour(until, ":"))"
        )
        let weekly = try #require(policy.weekly)
        #expect(weekly.day == .monday && weekly.roles == ["petugas", "kabag"])
        try Self.hasSaid(
            "**Setiap Senin** petugas dan Kepala Bagian",
            "**Every Monday** the officer and the head of section"
        )
    }

    /// A day of the picture, as it is drawn.
    private struct Cell: Equatable {
        var column: Int
        var date: LocalDate
        var fill: String
        var number: String?
        var note: String?
    }

    /// The days that the picture shows, in its order.
    private static func drawn() throws -> [Cell] {
        var cells: [Cell] = []
        let months = ["Nov": 11, "Des/Dec": 12]
        for line in try Shipped.text("docs/pictures/ladder.svg").split(separator: "\n") {
            if let cell = line.firstMatch(
                of: #/<rect x="(\d+)" y="\d+" width="92" height="58" fill="#(\w+)"/#
            ) {
                let column = try #require(Int(cell.1)) / 92
                cells.append(Cell(column: column, date: .earliest, fill: String(cell.2)))
                continue
            }
            guard !cells.isEmpty, !line.contains("width=\"14\""),
                let text = line.firstMatch(of: #/font-size="([\d.]+)".*>([^<]+)</text>/#)
            else { continue }
            let last = cells.count - 1
            switch text.1 {
            case "10":
                let words = text.2.split(separator: " ")
                let month = try #require(months[String(words[1])])
                let day = (words[0].count < 2 ? "0" : "") + words[0]
                cells[last].date = try #require(LocalDate("2018-\(month)-\(day)"))
            case "18": cells[last].number = String(text.2)
            default: cells[last].note = String(text.2)
            }
        }
        return cells
    }

    @Test func `the picture counts as the calendar of the office and the ladder do`() throws {
        let circumstances = try Shipped.buleleng()
        let office = circumstances.offices.office("35.72")
        let calendar = try #require(circumstances.calendars.calendar(named: office.calendar))
        let rungs = try Self.ladder(try Shipped.policy().waits).rungs
        let anchor = try #require(LocalDate("2018-11-07"))
        let second = calendar.adding(workingDays: rungs[1].days, to: anchor).date
        let notes = ["1: petugas / officer", "2: + kabag / head"]
        let drawn = try Self.drawn()
        try #require(drawn.count == 35)
        var date = try #require(LocalDate("2018-11-05"))
        for cell in drawn {
            var expected = Cell(column: date.weekday.rawValue - 1, date: date, fill: "ffffff")
            let count = calendar.workingDays(after: anchor, through: date)
            if date.weekday.isWeekend {
                expected.fill = "ededed"
            } else if !calendar.isWorkingDay(date) {
                expected.fill = "f7dcdc"
                expected.note = "Maulid (libur / off)"
            } else if date == anchor {
                expected.fill = "dce9f7"
                expected.number = "0"
                expected.note = "mulai / start"
            } else if date > anchor, date <= second {
                expected.number = "\(count)"
                if let rung = rungs.firstIndex(where: { $0.days == count }) {
                    expected.fill = "fbe7b8"
                    expected.note = notes[rung]
                }
            }
            #expect(cell == expected)
            date = date.adding(days: 1)
        }
        // The day that the text names.
        let off = try #require(drawn.first { $0.fill == "f7dcdc" }).date
        #expect(off.weekday == .tuesday)
        let day = String(off.description.suffix(2))
        try Self.hasSaid("Selasa, \(day) November 2018 (Maulid)", "Tuesday, \(day) November 2018")
        // The heads of the columns, and the hour of the legend.
        let picture = try Shipped.text("docs/pictures/ladder.svg")
        let heads = picture.matches(of: #/y="74"[^>]*>(\w+) (\w+)</#).map { "\($0.1) \($0.2)" }
        #expect(
            heads == ["Sen Mon", "Sel Tue", "Rab Wed", "Kam Thu", "Jum Fri", "Sab Sat", "Min Sun"]
        )
        let opens = try Shipped.policy().window.from / 60
        #expect(
            picture.contains("terbit 0\(opens).00 WITA") && picture.contains("at 0\(opens):00 WITA")
        )
    }
}
