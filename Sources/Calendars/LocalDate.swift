/// A day of the proleptic Gregorian calendar, in no particular zone.
///
/// Years 1 to 9999. Arithmetic that would leave them stops at their border: no office records
/// anything out there, and a daemon must not stop over a mistyped number.
package struct LocalDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of days since 1970-01-01; negative before.
    package let dayNumber: Int

    /// The first day there is, 0001-01-01.
    package static let earliest = LocalDate(unclamped: civilDayNumber(year: 1, month: 1, day: 1))
    /// The last day there is, 9999-12-31.
    package static let latest = LocalDate(unclamped: civilDayNumber(year: 9999, month: 12, day: 31))

    /// Makes the day that lies `dayNumber` days after 1970-01-01, or the nearest one there is.
    package init(dayNumber: Int) {
        self.dayNumber = min(max(dayNumber, Self.earliest.dayNumber), Self.latest.dayNumber)
    }

    /// Makes the day with these civil parts; nil if there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, ofYear: year)
        else { return nil }
        self.init(unclamped: Self.civilDayNumber(year: year, month: month, day: day))
    }

    private init(unclamped dayNumber: Int) {
        self.dayNumber = dayNumber
    }

    /// Whether `left` is the earlier day.
    package static func < (left: LocalDate, right: LocalDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    /// The civil year, 1 to 9999.
    package var year: Int { civil.year }
    /// The month, 1 to 12.
    package var month: Int { civil.month }
    /// The day of the month, 1 to 31.
    package var day: Int { civil.day }

    /// The day of the week.
    package var weekday: Weekday {
        // 1970-01-01 was a Thursday, which is number 4.
        Weekday(rawValue: Self.floorRemainder(dayNumber + 3, 7) + 1) ?? .monday
    }

    /// Returns the day that many days later, earlier if negative.
    package func adding(days: Int) -> LocalDate {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        return overflow ? (days > 0 ? .latest : .earliest) : LocalDate(dayNumber: sum)
    }

    /// Returns the day of that number so many months later, or earlier if negative.
    ///
    /// Where that month is shorter, its last day: six months before 31 August is the end of February.
    package func adding(months: Int) -> LocalDate {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        let (year, month) = (sum / 12, sum % 12 + 1)
        guard !overflow, (1...9999).contains(year) else { return months > 0 ? .latest : .earliest }
        let last = Self.days(inMonth: month, ofYear: year)
        return LocalDate(year: year, month: month, day: min(day, last)) ?? self
    }

    /// Returns how many days that month has; `month` must lie in 1 to 12.
    package static func days(inMonth month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Whether February of that year has 29 days.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and
// civil_from_days: years begin in March, so that the leap day comes last, and repeat every
// 400 years of 146,097 days. 719,468 is the day number of 1970-01-01 counted from 0000-03-01.
extension LocalDate {
    private static func civilDayNumber(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    private static func floorRemainder(_ number: Int, _ divisor: Int) -> Int {
        let remainder = number % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
