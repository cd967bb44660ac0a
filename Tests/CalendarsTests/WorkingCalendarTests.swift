import Calendars
import Testing

@Suite struct WorkingCalendarTests {
    @Test(arguments: [
        ("id", "2018-11-07", 10, "2018-11-22"), ("id-public", "2018-11-07", 10, "2018-11-22"),
        ("id-bali", "2018-11-07", 10, "2018-11-22"), ("id", "2018-11-07", 45, "2019-01-15"),
        ("id-public", "2018-11-07", 45, "2019-01-14"), ("id-bali", "2018-11-07", 45, "2019-01-18"),
        ("id", "2026-03-12", 45, "2026-05-29"), ("id-bali", "2026-03-12", 45, "2026-06-02"),
        ("id", "2018-11-07", 1, "2018-11-08"), ("id", "2018-11-09", 1, "2018-11-12"),
        ("id", "2018-11-19", 1, "2018-11-21"), ("id", "2018-11-07", 0, "2018-11-07"),
        ("id", "2018-11-20", 0, "2018-11-21"), ("id", "2018-11-10", 0, "2018-11-12"),
        ("id", "2018-11-10", 1, "2018-11-12"), ("id", "2018-11-22", -10, "2018-11-07"),
        ("id", "2018-11-12", -1, "2018-11-09"), ("id", "2018-11-11", -1, "2018-11-09"),
        ("id", "2018-11-20", -1, "2018-11-19"), ("id", "2018-11-21", -1, "2018-11-19"),
    ])
    func `so many working days lead to this day`(
        calendar: String,
        start: String,
        count: Int,
        end: String
    ) throws {
        let calendar = try Shipped.calendar(calendar)
        #expect(try calendar.adding(workingDays: count, to: day(start)).date == day(end))
    }

    @Test func `skipped days are listed by name, weekends are not`() throws {
        let count = try Shipped.calendar("id").adding(workingDays: 45, to: day("2018-11-07"))
        #expect(
            count.skipped.map { "\($0.date) \($0.kind) \($0.names.map(\.id))" } == [
                #"2018-11-20 public ["Maulid Nabi Muhammad"]"#,
                #"2018-12-24 cuti_bersama ["Cuti Bersama Hari Raya Natal"]"#,
                #"2018-12-25 public ["Hari Raya Natal"]"#,
                #"2019-01-01 public ["Tahun Baru Masehi"]"#,
            ]
        )
        #expect(!count.touchesEstimate)
        #expect(count.yearsWithoutData.isEmpty)
    }

    @Test
    func `a Balinese candidate day is marked estimated, unless a certain holiday falls on it`()
        throws
    {
        let count = try Shipped.calendar("id-bali").adding(workingDays: 45, to: day("2018-11-07"))
        let estimated = count.skipped.filter(\.estimated)
        #expect(estimated.map(\.date.description) == ["2018-12-26", "2018-12-27", "2019-01-04"])
        #expect(count.touchesEstimate)
        let christmas = try #require(count.skipped.first { $0.date.description == "2018-12-25" })
        #expect(christmas.names.map(\.en) == ["Christmas Day", "Day before Galungan"])
        #expect(!christmas.estimated)
        #expect(christmas.kind == "public")
    }

    @Test(arguments: [
        ("2018-11-07", "2018-12-25", true), ("2018-11-07", "2018-12-26", false),
        ("2018-12-26", "2018-12-26", false), ("2018-12-28", "2019-01-03", true),
        ("1999-01-04", "1999-01-05", false), ("2018-11-08", "2018-11-07", true),
    ])
    func `a span is certain unless a day in it is only expected to be off, or a year lacks data`(
        first: String,
        last: String,
        isCertain: Bool
    ) throws {
        let calendar = try Shipped.calendar("id-bali")
        #expect(try calendar.isCertain(from: day(first), through: day(last)) == isCertain)
    }

    @Test(arguments: [
        ("2026-12-14", "2026-12-14"), ("2027-01-13", "2027-01-11"), ("2027-02-12", "2027-02-12"),
        ("2027-03-07", "2027-03-05"), ("2027-03-14", "2027-03-05"),
    ])
    func `a reminder before the end of a term rolls to the last working day before`(
        date: String,
        rolled: String
    ) throws {
        let calendar = try Shipped.calendar("id-bali")
        #expect(try calendar.lastWorkingDay(onOrBefore: day(date)) == day(rolled))
    }

    @Test func `the days before the end of case 3 are 90, 60, 30, 7`() throws {
        let end = try day("2027-03-14")
        #expect(end.weekday == .sunday)
        #expect(
            [90, 60, 30, 7].map { end.adding(days: -$0).description }
                == ["2026-12-14", "2027-01-13", "2027-02-12", "2027-03-07"]
        )
    }

    @Test(arguments: Shipped.calendars)
    func `counting agrees with stepping day by day`(name: String) throws {
        let calendar = try Shipped.calendar(name)
        var generator = SeededGenerator(state: 45)
        let range = try day("2016-01-01").dayNumber...day("2029-12-31").dayNumber
        for _ in 0..<300 {
            let start = LocalDate(dayNumber: .random(in: range, using: &generator))
            let count = Int.random(in: 1...200, using: &generator)
            #expect(
                calendar.adding(workingDays: count, to: start).date
                    == stepped(calendar, count, from: start, by: 1)
            )
            #expect(
                calendar.adding(workingDays: -count, to: start).date
                    == stepped(calendar, count, from: start, by: -1)
            )
        }
    }

    private func stepped(
        _ calendar: WorkingCalendar,
        _ count: Int,
        from start: LocalDate,
        by step: Int
    ) -> LocalDate {
        var (date, left) = (start, count)
        while left > 0 {
            date = date.adding(days: step)
            if calendar.isWorkingDay(date) { left -= 1 }
        }
        return date
    }

    @Test(arguments: Shipped.calendars)
    func `elapsed working days add up, in any order`(name: String) throws {
        let calendar = try Shipped.calendar(name)
        var generator = SeededGenerator(state: 46)
        let range = try day("2016-01-01").dayNumber...day("2029-12-31").dayNumber
        for _ in 0..<300 {
            let dates = (0..<3).map { _ in
                LocalDate(dayNumber: .random(in: range, using: &generator))
            }
            let (a, b, c) = (dates[0], dates[1], dates[2])
            #expect(
                calendar.workingDays(after: a, through: c)
                    == calendar.workingDays(after: a, through: b)
                    + calendar.workingDays(after: b, through: c)
            )
            let passed = a < b ? (a.dayNumber + 1)..<(b.dayNumber + 1) : 0..<0
            if a < b {
                #expect(
                    calendar.workingDays(after: a, through: b)
                        == passed.count { calendar.isWorkingDay(LocalDate(dayNumber: $0)) }
                )
            }
        }
    }

    @Test(arguments: Shipped.calendars)
    func `adding working days is undone by counting them`(name: String) throws {
        let calendar = try Shipped.calendar(name)
        let start = try day("2018-11-07")
        for count in [1, 2, 10, 45, 250, 2_000, 10_000] {
            let result = calendar.adding(workingDays: count, to: start)
            #expect(calendar.workingDays(after: start, through: result.date) == count)
            #expect(calendar.isWorkingDay(result.date))
        }
    }

    @Test func `a year without data counts Monday to Friday and is named`() throws {
        let calendar = try Shipped.calendar("id")
        let far = try calendar.adding(workingDays: 20, to: day("2027-12-20"))
        #expect(far.yearsWithoutData == [2028])
        #expect(try calendar.isWorkingDay(day("2029-01-01")))
        #expect(try calendar.adding(workingDays: 3, to: day("2018-01-02")).yearsWithoutData == [])
        let back = try calendar.adding(workingDays: -3, to: day("2018-01-02"))
        #expect(back.date.description == "2017-12-27")
        #expect(back.yearsWithoutData == [2017])
        #expect(back.skipped.map(\.date.description) == ["2018-01-01"])
    }

    @Test func `a year that only an included calendar knows is named, its days are still off`()
        throws
    {
        let bali = try Shipped.calendar("id-bali")
        #expect(!bali.hasData(in: 2021))
        #expect(bali.filesWithoutData(in: 2021) == ["id-bali"])
        #expect(bali.filesWithoutData(in: 2030) == ["id", "id-bali"])
        #expect(bali.hasData(in: 2026))
        #expect(try !bali.isWorkingDay(day("2021-05-26")))
        let count = try bali.adding(workingDays: 5, to: day("2019-12-30"))
        #expect(count.yearsWithoutData == [2020])
        #expect(count.gaps == ["id-bali": [2020]])
        // Of a year that no file knows nothing is known, whichever files there are.
        #expect(bali.gaps(in: [2019, 2020, 2030]) == ["id-bali": [2020]])
        #expect(try bali.adding(workingDays: 5, to: day("2029-12-30")).gaps.isEmpty)
        #expect(WorkingCalendar.withoutData.gaps(in: [2018]).isEmpty)
    }

    @Test func `reasons for a day off name the weekend and every holiday`() throws {
        let bali = try Shipped.calendar("id-bali")
        #expect(try bali.reason(day("2018-11-07")) == [])
        #expect(try bali.reason(day("2018-11-10")) == [.weekend(.saturday)])
        let nyepi = try bali.reason(day("2018-03-17"))
        let names = nyepi.map { reason in
            switch reason {
            case .weekend(let weekday): "\(weekday)"
            case .holiday(let holiday): "\(holiday.name.id) (\(holiday.calendar))"
            }
        }
        #expect(names == ["saturday", "Hari Suci Nyepi (id)", "Hari Suci Saraswati (id-bali)"])
    }

    @Test func `holidays between two dates come in order, on weekends too`() throws {
        let bali = try Shipped.calendar("id-bali")
        let days = try bali.holidays(from: day("2018-03-16"), through: day("2018-03-18"))
        #expect(
            days.map(\.name.en) == [
                "Day before Nyepi", "Day of Silence", "Saraswati", "Day after Nyepi",
            ]
        )
        #expect(try bali.holidays(from: day("2018-03-18"), through: day("2018-03-16")) == [])
    }

    @Test func `the calendar without data says so of every year`() throws {
        let count = try WorkingCalendar.withoutData.adding(workingDays: 10, to: day("2018-11-07"))
        #expect(count.date.description == "2018-11-21")
        #expect(count.yearsWithoutData == [2018])
        #expect(!WorkingCalendar.withoutData.hasData(in: 2018))
    }

    @Test func `counts without measure stop at the border of the years`() throws {
        let calendar = try Shipped.calendar("id")
        let date = try day("2018-11-07")
        #expect(calendar.adding(workingDays: .max, to: date).date == .latest)
        #expect(calendar.adding(workingDays: .min, to: date).date == .earliest)
        #expect(calendar.adding(workingDays: 10_000_000, to: date).date == .latest)
        #expect(calendar.lastWorkingDay(onOrBefore: .earliest) == .earliest)
        #expect(calendar.firstWorkingDay(onOrAfter: .latest) == .latest)
    }

    @Test func `the holiday cluster of March 2026 moves the first working day`() throws {
        let calendar = try Shipped.calendar("id")
        #expect(
            try calendar.firstWorkingDay(onOrAfter: day("2026-03-18")).description == "2026-03-25"
        )
    }
}
