import Calendars

/// How many working days lie between two days, and how sure that is.
struct DayCount {
    /// Never negative.
    let count: Int
    /// Days off in between are only expected so far.
    private(set) var isEstimated = false
    /// Years in between whose days off are not known.
    private(set) var missingYears: [Int] = []
    /// Those of them that are known in part, under the calendar files that lack them; nil without any.
    let missingFrom: [String: [Int]]?

    /// Counts the working days after `first`, up to and including `last`.
    init(by calendar: WorkingCalendar, after first: LocalDate, through last: LocalDate) {
        count = max(0, calendar.workingDays(after: first, through: last))
        var day = first
        if count > 0 {
            let figure = calendar.adding(workingDays: count, to: first)
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

extension [WorkingDayCount] {
    /// The years that all counts which touch them know in part, under the calendar files that lack them.
    var gaps: [String: [Int]] {
        let whole = flatMap { count in
            Set(count.yearsWithoutData).subtracting(count.gaps.values.joined())
        }
        let all = reduce(into: [String: Set<Int>]()) { all, count in
            all.merge(count.gaps.mapValues { Set($0) }) { $0.union($1) }
        }
        return all.mapValues { $0.subtracting(whole).sorted() }.filter { !$0.value.isEmpty }
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
