import Calendars
import TestSupport
import Testing
import Workflows

/// Months later and earlier.
@Suite struct MonthTests {
    @Test(arguments: [
        ("2027-03-14", -6, "2026-09-14"), ("2027-08-31", -6, "2027-02-28"),
        ("2028-08-31", -6, "2028-02-29"), ("2027-01-31", 1, "2027-02-28"),
        ("2027-12-15", 1, "2028-01-15"), ("2027-05-05", 0, "2027-05-05"),
        ("0001-02-01", -1, "0001-01-01"), ("0001-01-01", -1, "0001-01-01"),
        ("9999-12-31", 1, "9999-12-31"),
    ])
    func `a month keeps the number of the day, or ends earlier`(
        date: String,
        months: Int,
        expected: String
    ) throws {
        let date = try #require(LocalDate(date))
        #expect(date.adding(months: months).description == expected)
    }

    @Test(arguments: UInt64(1)...200)
    func `from a to c there are as many working days as from a to b and from b to c`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let name = ["id", "id-bali", "id-public"][Int(seed % 3)]
        let calendar = try #require(try Shipped.buleleng().calendars.calendar(named: name))
        let start = try #require(LocalDate("2018-01-01"))
        let days = (0..<3).map { _ in
            start.adding(days: Int.random(in: 0..<4_000, using: &random))
        }
        let (a, b, c) = (days[0], days[1], days[2])
        #expect(
            calendar.workingDays(after: a, through: c)
                == calendar.workingDays(after: a, through: b)
                + calendar.workingDays(after: b, through: c),
            "seed \(seed): \(days)"
        )
        // And counting forward is its inverse.
        let count = Int.random(in: 1..<300, using: &random)
        let reached = calendar.adding(workingDays: count, to: a).date
        #expect(calendar.workingDays(after: a, through: reached) == count)
        #expect(calendar.isWorkingDay(reached))
        // The last working day on or before a day leaves none out.
        let back = calendar.rolledBack(from: a)
        #expect(calendar.workingDays(after: back.date, through: a) == 0)
        #expect(back.date <= a && calendar.isWorkingDay(back.date))
    }
}
