import Calendars
import Reminders
import Wire
import Workflows

/// How many working days lie between two days, and how sure that is.
struct DayCount {
    /// Without those of `pauses`; never negative.
    let count: Int
    /// The holds in between: their working days do not count.
    let pauses: [CountedPause]
    /// Days off in between are only expected so far.
    private(set) var isEstimated = false
    /// Years in between whose days off are not known.
    private(set) var missingYears: [Int] = []
    /// Those of them that are known in part, under the calendar files that lack them; nil without any.
    let missingFrom: [String: [Int]]?

    /// Counts the working days of an office after `first`, up to and including `last`, without those on
    /// which the agreement was on hold.
    ///
    /// Messages, `show` and `list` all count by it, so that they say one number.
    init(
        of agreement: Agreement,
        by office: Office,
        after first: LocalDate,
        through last: LocalDate,
        _ circumstances: Circumstances
    ) {
        let calendar = circumstances.calendars.calendar(named: office.calendar) ?? .withoutData
        let all = max(0, calendar.workingDays(after: first, through: last))
        pauses = circumstances.pauses(of: agreement, by: office, after: first, through: last)
        count = max(0, all - (pauses.heldDays ?? 0))
        var day = first
        if all > 0 {
            let figure = calendar.adding(workingDays: all, to: first)
            isEstimated = figure.touchesEstimate
            missingYears = figure.yearsWithoutData
            day = figure.date
        }
        // Days off behind the last working day: had they been none, there would be more to count.
        while day < last {
            day = day.adding(days: 1)
            if !missingYears.contains(day.year), !calendar.hasData(in: day.year) {
                missingYears.append(day.year)
            }
            if !day.weekday.isWeekend { isEstimated = isEstimated || calendar.isExpectedOff(day) }
        }
        missingFrom = calendar.gaps(in: missingYears).unlessEmpty
    }
}

extension DayCount {
    /// How many working days the holds take out of the count; nil without any.
    var heldDays: Int? { pauses.heldDays }
}

extension [CountedPause] {
    fileprivate var heldDays: Int? {
        let days = map(\.workingDays).reduce(0, +)
        return days > 0 ? days : nil
    }
}

extension [WorkingDayCount] {
    /// What all these counts rest on that is not certain; nil if all of it is.
    var doubt: DayDoubt? { CountDoubt(self).map(DayDoubt.init) }
}

extension DayDoubt {
    /// As answers carry it.
    init(_ doubt: CountDoubt) {
        self.init(
            estimated: doubt.isEstimated,
            missingYears: doubt.missingYears,
            missingFrom: doubt.missingFrom.unlessEmpty
        )
    }
}

extension [String: [Int]] {
    /// As answers carry what may be absent.
    var unlessEmpty: Self? { isEmpty ? nil : self }
}

extension WorkingCalendar {
    /// Whether the day has a name that is only expected so far.
    fileprivate func isExpectedOff(_ day: LocalDate) -> Bool {
        reason(day).contains { reason in
            guard case .holiday(let holiday) = reason else { return false }
            return holiday.estimated
        }
    }
}
