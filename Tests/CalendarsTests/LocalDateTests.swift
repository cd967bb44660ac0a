import Calendars
import Testing

@Suite struct LocalDateTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2018-11-07", 17_842),
        ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func `a date and its day number lead to each other`(text: String, number: Int) throws {
        #expect(try day(text).dayNumber == number)
        #expect(LocalDate(dayNumber: number).description == text)
    }

    /// The stepping below knows nothing of eras: it only knows how long a month is.
    @Test func `every day from year 1 to 9999 follows the one before it`() {
        var (year, month, dayOfMonth) = (1, 1, 1)
        var weekday = 1  // 0001-01-01 is a Monday in the proleptic Gregorian calendar.
        var wrong = 0
        for number in LocalDate.earliest.dayNumber...LocalDate.latest.dayNumber {
            let date = LocalDate(dayNumber: number)
            let same = date.year == year && date.month == month && date.day == dayOfMonth
            let back = LocalDate(year: year, month: month, day: dayOfMonth)
            if !same || back != date || date.weekday.rawValue != weekday { wrong += 1 }
            weekday = weekday % 7 + 1
            dayOfMonth += 1
            let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            if dayOfMonth > lengths[month - 1] { (month, dayOfMonth) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(wrong == 0)
        #expect(year == 10_000)
    }

    @Test func `arithmetic stops at the border of the years 1 to 9999`() throws {
        let date = try day("2018-11-07")
        #expect(date.adding(days: .max) == .latest)
        #expect(date.adding(days: .min) == .earliest)
        #expect(LocalDate(dayNumber: .max) == .latest)
        #expect(LocalDate(dayNumber: .min) == .earliest)
    }

    @Test(arguments: [
        "", "2018", "2018-11", "2018-11-7", "18-11-07", "2018-11-07 ", " 2018-11-07", "2018-13-01",
        "2018-00-01", "2018-02-29", "2018-02-30", "1900-02-29", "2018-11-00", "2018-11-31",
        "0000-01-01", "10000-01-01", "2018/11/07", "20181107", "+018-11-07", "-018-11-07",
        "２０１８-11-07", "٢٠١٨-11-07", "2018-11-07T10:00", "2018‐11‐07",
    ])
    func `what is not exactly a date is none`(text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test func `a date is read from a part of a text too`() throws {
        let text = "2018-11-07T10:00"
        #expect(LocalDate(text.prefix(10)) == LocalDate(year: 2018, month: 11, day: 7))
    }

    @Test func `dates have an order and a weekday`() throws {
        #expect(try day("2018-11-07") < day("2018-11-08"))
        #expect(try day("2018-11-07").weekday == .wednesday)
        #expect(try day("2026-03-12").weekday == .thursday)
        #expect(Weekday.allCases.filter(\.isWeekend) == [.saturday, .sunday])
    }
}
