import Calendars
import RuleFiles
import Testing

@Suite struct HolidayCalendarTests {
    static let head = """
        calendar: a
        label: { id: Kalender a, en: Calendar a }
        source: { id: Uji, en: Test }

        """

    static func calendar(
        _ name: String,
        _ rest: String = "years: [2026, 2026]"
    ) throws -> HolidayCalendar {
        let head = head.replacing("calendar: a", with: "calendar: \(name)")
        return try HolidayCalendar.parse(head + rest)
    }

    @Test func `a calendar file says its days, years and includes`() throws {
        let calendar = try Self.calendar(
            "a",
            """
            includes: [{ calendar: id, kinds: [public] }, { calendar: other }]
            years: [2025, 2027]
            missing: [2026]
            days:
              - { date: 2027-01-02, kind: x, name: { id: Dua, en: Two }, source: SE 1/2027 }
              - { date: 2025-01-01, kind: y, estimated: true, name: { id: Satu, en: One } }
              - { date: 2025-01-01, kind: x, name: { id: Lain, en: Other } }
            workdays:
              - { date: 2027-01-04, name: { id: Masuk, en: At work }, source: SE 2/2027 }
            """
        )
        #expect(calendar.name == "a")
        #expect(calendar.label == Bilingual(id: "Kalender a", en: "Calendar a"))
        #expect(calendar.source.en == "Test")
        #expect(calendar.includes.map(\.calendar) == ["id", "other"])
        #expect(calendar.includes.map(\.kinds) == [["public"], nil])
        #expect(calendar.years == [2025, 2027])
        #expect(calendar.days.map(\.name.id) == ["Satu", "Lain", "Dua"])
        #expect(calendar.days.map(\.estimated) == [true, false, false])
        #expect(calendar.days.map(\.source) == [nil, nil, "SE 1/2027"])
        #expect(calendar.days.allSatisfy { $0.calendar == "a" })
        #expect(calendar.kinds == ["x", "y"])
        #expect(calendar.workdays.map(\.source) == ["SE 2/2027"])
    }

    @Test(arguments: [
        ("", ["1:1 - missing_key key=years"]),
        ("days: []", ["1:1 - missing_key key=years"]),
        ("years: [2026, 2025]", ["4:8 years out_of_order other=2026 value=2025"]),
        ("years: [2026]", ["4:8 years out_of_range max=2 min=2 value=1"]),
        ("years: [2026, 12026]", ["4:15 years[1] out_of_range max=9999 min=1 value=12026"]),
        (
            "years: [2025, 2026]\nmissing: [2027, 2025, 2025]",
            [
                "5:11 missing[0] out_of_range max=2026 min=2025 value=2027",
                "5:23 missing[2] duplicate value=2025",
            ]
        ),
        (
            "years: [2026, 2026]\ndays:\n  - { date: 2027-01-01, kind: x, name: { id: B, en: C } }",
            ["6:5 days[0] outside_years value=2027-01-01 year=2027"]
        ),
        (
            """
            years: [2026, 2026]
            days:
              - { date: 2026-02-30, kind: x, name: { id: B, en: C } }
              - { date: 2026-01-01, kind: "x y", name: { id: B } }
              - { date: 2026-01-02, kind: x, name: { id: B, en: C } }
              - { date: 2026-01-02, kind: z, name: { id: B, en: D } }
            """,
            [
                "6:13 days[0].date bad_date value=2026-02-30",
                "7:31 days[1].kind bad_name allowed=A-Z a-z 0-9 . - / _ value=x y",
                "7:44 days[1].name missing_key key=en",
                "9:5 days[3] duplicate value=2026-01-02 B",
            ]
        ),
        (
            """
            years: [2026, 2026]
            days:
              - { date: 2026-01-02, kind: x, name: { id: B, en: C } }
              - { date: 2026-01-02, kind: x, name: { id: D, en: E } }
              - { date: 2026-01-02, kind: y, name: { id: F, en: G } }
            """,
            ["7:5 days[1] duplicate value=2026-01-02 x"]
        ),
        (
            """
            years: [2026, 2026]
            days:
              - { date: 2026-01-02, kind: x, name: { id: B, en: C } }
            workdays:
              - { date: 2026-01-02, name: { id: B, en: C } }
              - { date: 2026-01-03, name: { id: B, en: C } }
              - { date: 2026-01-05, name: { id: B, en: C } }
              - { date: 2026-01-05, name: { id: D, en: E } }
            """,
            [
                "8:5 workdays[0] contradiction other=B value=2026-01-02",
                "9:5 workdays[1] bad_value allowed=Monday to Friday value=2026-01-03",
                "11:5 workdays[3] duplicate value=2026-01-05",
            ]
        ),
        (
            "includes: [{ calendar: id }, { calendar: id, kinds: [] }]",
            [
                "4:30 includes[1] duplicate value=id",
                "4:53 includes[1].kinds out_of_range max=100 min=1 value=0",
            ]
        ),
    ])
    func `mistakes of a calendar file are found together, each with its place`(
        rest: String,
        expected: [String]
    ) {
        #expect(
            faults { () throws(FileFaults) in _ = try HolidayCalendar.parse(Self.head + rest) }
                == expected
        )
    }

    @Test func `two holidays on one day are skipped as one day with two names`() throws {
        let calendar = try Self.calendar(
            "a",
            """
            years: [2026, 2026]
            days:
              - { date: 2026-01-02, kind: x, estimated: true, name: { id: B, en: C } }
              - { date: 2026-01-02, kind: z, name: { id: D, en: E } }
            """
        )
        let working = try #require(try CalendarSet([calendar]).calendar(named: "a"))
        let count = try working.adding(workingDays: 1, to: day("2026-01-01"))
        #expect(count.date.description == "2026-01-05")
        #expect(count.skipped.map { $0.names.map(\.id) } == [["B", "D"]])
        #expect(count.skipped.map(\.kind) == ["z"])
        #expect(!count.touchesEstimate)
    }
}

@Suite struct CalendarSetTests {
    private func calendar(_ name: String, _ rest: String) throws -> HolidayCalendar {
        try HolidayCalendarTests.calendar(name, rest)
    }

    private func oneDay(_ name: String, _ date: String, kind: String = "x") throws
        -> HolidayCalendar
    {
        try calendar(
            name,
            """
            years: [2026, 2026]
            days: [{ date: \(date), kind: \(kind), name: { id: \(name), en: \(name) } }]
            """
        )
    }

    @Test func `only the kinds that an include names are taken over`() throws {
        let base = try calendar(
            "base",
            """
            years: [2026, 2026]
            days:
              - { date: 2026-01-01, kind: public, name: { id: A, en: A } }
              - { date: 2026-01-02, kind: leave, name: { id: B, en: B } }
            """
        )
        let top = try calendar("top", "includes: [{ calendar: base, kinds: [public] }]")
        let working = try #require(try CalendarSet([top, base]).calendar(named: "top"))
        #expect(try !working.isWorkingDay(day("2026-01-01")))
        #expect(try working.isWorkingDay(day("2026-01-02")))
        #expect(working.hasData(in: 2026))
        #expect(!working.hasData(in: 2027))
    }

    @Test func `a day reached through two includes is named once`() throws {
        let base = try oneDay("base", "2026-01-01")
        let left = try calendar("left", "includes: [{ calendar: base }]")
        let right = try calendar("right", "includes: [{ calendar: base }]")
        let top = try calendar("top", "includes: [{ calendar: left }, { calendar: right }]")
        let set = try CalendarSet([base, left, right, top])
        let working = try #require(set.calendar(named: "top"))
        #expect(try working.reason(day("2026-01-01")).count == 1)
        #expect(set.names == ["base", "left", "right", "top"])
        #expect(set.file(named: "left") == left)
        #expect(set.calendar(named: "none") == nil)
    }

    @Test func `a workday takes back what an included calendar names`() throws {
        let base = try oneDay("base", "2026-01-01")
        let top = try calendar(
            "top",
            """
            includes: [{ calendar: base }]
            workdays: [{ date: 2026-01-01, name: { id: Masuk, en: At work } }]
            """
        )
        let set = try CalendarSet([base, top])
        let working = try #require(set.calendar(named: "top"))
        #expect(try working.isWorkingDay(day("2026-01-01")))
        #expect(try set.calendar(named: "base")?.isWorkingDay(day("2026-01-01")) == false)
    }

    @Test func `includes that lead into a circle are refused`() throws {
        let a = try calendar("a", "includes: [{ calendar: b }]")
        let b = try calendar("b", "includes: [{ calendar: c }]")
        let c = try calendar("c", "includes: [{ calendar: a }]")
        #expect(throws: CalendarSetError.cycle(["a", "b", "c", "a"])) {
            try CalendarSet([a, b, c])
        }
        let own = try calendar("own", "includes: [{ calendar: own }]")
        #expect(throws: CalendarSetError.cycle(["own", "own"])) { try CalendarSet([own]) }
    }

    @Test func `an include that leads nowhere is refused, with what may have been meant`() throws {
        let base = try oneDay("id-bali", "2026-01-01")
        let top = try calendar("top", "includes: [{ calendar: id-bly }]")
        #expect(
            throws: CalendarSetError.unknownInclude(
                calendar: "top",
                include: "id-bly",
                nearest: "id-bali"
            )
        ) { try CalendarSet([base, top]) }
    }

    @Test func `a kind of day that is not there is refused`() throws {
        let base = try oneDay("base", "2026-01-01", kind: "public")
        let top = try calendar("top", "includes: [{ calendar: base, kinds: [publik] }]")
        let error = CalendarSetError.unknownKind(calendar: "top", include: "base", kind: "publik")
        #expect(throws: error) { try CalendarSet([base, top]) }
        #expect(error.code == "calendar_unknown_kind")
        #expect(error.params == ["calendar": "top", "include": "base", "kind": "publik"])
    }

    @Test func `two files of one name are refused`() throws {
        let base = try oneDay("base", "2026-01-01")
        #expect(throws: CalendarSetError.duplicate(calendar: "base")) {
            try CalendarSet([base, base])
        }
    }

    @Test func `adopting a file replaces the one of its name, also where it is included`() throws {
        let top = try calendar("top", "includes: [{ calendar: base }]")
        let before = try CalendarSet([try oneDay("base", "2026-01-01"), top])
        let after = try before.adopting(try oneDay("base", "2026-01-02"))
        #expect(try before.calendar(named: "top")?.isWorkingDay(day("2026-01-01")) == false)
        #expect(try after.calendar(named: "top")?.isWorkingDay(day("2026-01-01")) == true)
        #expect(try after.calendar(named: "top")?.isWorkingDay(day("2026-01-02")) == false)
        #expect(after.names == ["base", "top"])
    }

    @Test(.timeLimit(.minutes(3)))
    func `includes that meet again and again are joined in no time`() throws {
        var calendars = [try oneDay("l0", "2026-01-01"), try oneDay("r0", "2026-01-02")]
        for level in 1...40 {
            let rest = "includes: [{ calendar: l\(level - 1) }, { calendar: r\(level - 1) }]"
            calendars += [try calendar("l\(level)", rest), try calendar("r\(level)", rest)]
        }
        let working = try #require(try CalendarSet(calendars).calendar(named: "l40"))
        #expect(try !working.isWorkingDay(day("2026-01-02")))
    }
}
