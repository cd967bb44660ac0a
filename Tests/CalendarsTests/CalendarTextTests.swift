import Calendars
import RuleFiles
import Testing

/// A day is written into a calendar's text, and nothing else of it changes.
@Suite struct CalendarTextTests {
    private static let head = """
        # Libur contoh.
        calendar: contoh
        label: { id: Contoh, en: Example }
        source: { id: rekaan, en: invented }
        years: [2025, 2026]

        """

    private func day(_ date: String, name: String = "Hari Contoh") throws -> CalendarText.Day {
        CalendarText.Day(
            date: try #require(LocalDate(date)),
            kind: "contoh",
            name: Bilingual(id: name, en: name),
            source: nil,
            isEstimated: false
        )
    }

    @Test(arguments: [
        (
            "2025-01-02",
            """
            days:
              - { date: 2025-01-02, kind: contoh, name: { id: Hari Contoh, en: Hari Contoh } }
              - { date: 2025-03-01, kind: a, name: { id: A, en: A } }
              # 2026
              - { date: 2026-01-01, kind: a, name: { id: B, en: B } }

            # akhir

            """
        ),
        (
            "2025-08-18",
            """
            days:
              - { date: 2025-03-01, kind: a, name: { id: A, en: A } }
              - { date: 2025-08-18, kind: contoh, name: { id: Hari Contoh, en: Hari Contoh } }
              # 2026
              - { date: 2026-01-01, kind: a, name: { id: B, en: B } }

            # akhir

            """
        ),
        (
            "2026-08-18",
            """
            days:
              - { date: 2025-03-01, kind: a, name: { id: A, en: A } }
              # 2026
              - { date: 2026-01-01, kind: a, name: { id: B, en: B } }
              - { date: 2026-08-18, kind: contoh, name: { id: Hari Contoh, en: Hari Contoh } }

            # akhir

            """
        ),
    ])
    func `the line goes where the dates put it, comments stay where they were`(
        date: String,
        expected: String
    ) throws {
        let days = """
            days:
              - { date: 2025-03-01, kind: a, name: { id: A, en: A } }
              # 2026
              - { date: 2026-01-01, kind: a, name: { id: B, en: B } }

            # akhir

            """
        #expect(try CalendarText(Self.head + days).adding(day(date)) == Self.head + expected)
    }

    @Test func `a file whose lines end with CR and LF keeps them`() throws {
        let days = """
            days:
              - { date: 2025-03-01, kind: a, name: { id: A, en: A } }
              - { date: 2026-01-01, kind: a, name: { id: B, en: B } }

            """
        let text = (Self.head + days)
        let expected = try CalendarText(text).adding(day("2025-12-26"))
        let written = try CalendarText(text.replacing("\n", with: "\r\n"))
            .adding(day("2025-12-26"))
        #expect(Array(written.utf8) == Array(expected.replacing("\n", with: "\r\n").utf8))
    }

    @Test func `days in blocks of several lines and keys behind them are left alone`() throws {
        let text =
            Self.head + """
                days:
                - date: 2025-03-01
                  kind: a
                  name:
                    id: A
                    en: A
                workdays:
                - { date: 2025-12-24, name: { id: C, en: C } }

                """
        let written = try CalendarText(text).adding(try day("2025-12-26"))
        #expect(
            written
                == text.replacing(
                    "workdays:",
                    with: """
                        - { date: 2025-12-26, kind: contoh, name: { id: Hari Contoh, en: Hari Contoh } }
                        workdays:
                        """
                )
        )
    }

    @Test(arguments: [
        "Isra': Mi'raj", "a, b", "# x", "{x}", #"kata "dalam" tanda"#, "ya\\no", "true",
    ])
    func `a name that means something to YAML reads back as it was given`(name: String) throws {
        let text = Self.head + "days:\n  - { date: 2025-03-01, kind: a, name: { id: A, en: A } }\n"
        let written = try CalendarText(text).adding(try day("2025-04-01", name: name))
        let read = try HolidayCalendar.parse(written)
        #expect(read.days.map(\.name.id) == ["A", name])
    }

    @Test func `a year without data, a day that is there, and another layout are refused`() throws {
        let list = "days:\n  - { date: 2025-03-01, kind: contoh, name: { id: A, en: A } }\n"
        let text = CalendarText(Self.head + list)
        #expect(throws: CalendarText.Obstacle.yearMissing(2031, next: 2027)) {
            try text.adding(day("2031-01-01"))
        }
        #expect {
            try text.adding(day("2025-03-01"))
        } throws: { error in
            guard case .present(let holiday)? = error as? CalendarText.Obstacle else {
                return false
            }
            return holiday.name.id == "A"
        }
        let flow = "days: [{ date: 2025-03-01, kind: a, name: { id: A, en: A } }]\n"
        #expect(throws: CalendarText.Obstacle.noList) {
            try CalendarText(Self.head + flow).adding(day("2025-04-01"))
        }
        let none = Self.head.replacing("years: [2025, 2026]", with: "includes: [{ calendar: id }]")
        #expect(throws: CalendarText.Obstacle.noneOfItsOwn(includes: ["id"])) {
            try CalendarText(none).adding(day("2025-04-01"))
        }
        #expect(throws: CalendarText.Obstacle.noneOfItsOwn(includes: ["id"])) {
            try CalendarText(none).adding([day("2025-04-01")], completing: 2025)
        }
    }
}

/// A whole year of days, written into a text.
@Suite struct CalendarImportTests {
    private static let text = """
        calendar: c
        label: { id: C, en: C }
        source: { id: s, en: s }
        years: [2025, 2026]  # complete
        days:
          - { date: 2025-01-01, kind: public, name: { id: A, en: A } }
        """

    private func days(_ dates: String...) throws -> [CalendarText.Day] {
        try dates.map { date in
            CalendarText.Day(
                date: try #require(LocalDate(date)),
                kind: "public",
                name: Bilingual(id: "B", en: "B"),
                source: "SKB",
                isEstimated: false
            )
        }
    }

    @Test func `a year next to those of the file becomes complete, comments stay`() throws {
        let written = try CalendarText(Self.text)
            .adding(days("2027-01-01", "2025-01-01"), completing: 2027)
        #expect(written.contains("years: [2025, 2027]  # complete\n"))
        #expect(
            written.hasSuffix(
                "\n  - { date: 2027-01-01, kind: public, name: { id: B, en: B }, source: SKB }"
            )
        )
        let earlier = try CalendarText(Self.text).adding(days("2024-01-01"), completing: 2024)
        #expect(earlier.contains("years: [2024, 2026]"))
    }

    @Test func `a year that leaves a gap, or that nobody called complete, is refused`() {
        #expect(throws: CalendarText.Obstacle.yearMissing(2028, next: 2027)) {
            try CalendarText(Self.text).adding(days("2028-01-01"), completing: 2028)
        }
        #expect(throws: CalendarText.Obstacle.yearMissing(2020, next: 2024)) {
            try CalendarText(Self.text).adding(days("2020-01-01"), completing: 2020)
        }
        #expect(throws: CalendarText.Obstacle.yearMissing(2027, next: 2027)) {
            try CalendarText(Self.text).adding(days("2027-01-01"))
        }
    }

    @Test(arguments: [
        ("missing: [2021, 2022, 2023] # belum", 2021, "missing: [2022, 2023] # belum"),
        ("missing: [2021, 2022 , 2023]", 2022, "missing: [2021, 2023]"),
        ("missing: [2021, 2022, 2023]", 2023, "missing: [2021, 2022]"),
        ("missing: [2021]", 2021, "missing: []"),
        ("missing:\n  - 2021 # satu\n  - 2022", 2021, "missing:\n  - 2022"),
        ("missing:\n- 2021\n- 2022", 2022, "missing:\n- 2021"),
        ("missing:\n  - 2021", 2021, "missing: []"),
    ])
    func `a year that the file calls missing becomes complete`(
        missing: String,
        year: Int,
        left: String
    ) throws {
        let text = Self.text.replacing("years: [2025, 2026]", with: "years: [2020, 2026]")
            .replacing("days:", with: missing + "\ndays:")
        let written = try CalendarText(text).adding(days("\(year)-01-01"), completing: year)
        #expect(written.contains("  # complete\n\(left)\ndays:\n"))
        let calendar = try HolidayCalendar.parse(written)
        #expect(calendar.years.contains(year))
        #expect(calendar.days.contains { $0.date.year == year })
    }

    @Test func `behind a missing year the years go on, and a quoted year is left to its author`()
        throws
    {
        let text = Self.text.replacing("days:", with: "missing: [\"2026\"]\ndays:")
        let written = try CalendarText(text).adding(days("2027-01-01"), completing: 2027)
        #expect(try HolidayCalendar.parse(written).years == [2025, 2027])
        #expect(throws: CalendarText.Obstacle.garbled) {
            try CalendarText(text).adding(days("2026-01-01"), completing: 2026)
        }
    }

    @Test func `days that are all there change nothing`() {
        #expect(throws: CalendarText.Obstacle.self) {
            try CalendarText(Self.text).adding(days("2025-01-01"))
        }
    }
}
