/// A calendar with all that it includes, ready to count working days.
///
/// Monday to Friday are working days but for the days with a name. In a year without data only
/// the days that some included file still names are off, and every figure says so. Every question
/// is answered by binary search, so no count is too long; dates stop at the year 9999.
package struct WorkingCalendar: Hashable, Sendable {
    /// The name by which offices refer to it.
    package let name: String
    /// What people call it.
    package let label: Bilingual

    private let daysOff: [LocalDate: [Holiday]]
    /// The named days off from Monday to Friday, in order: those that change a count.
    private let weekdaysOff: [LocalDate]
    /// Those of them that are only expected to be off.
    private let expectedOff: [LocalDate]
    private let years: [String: Set<Int>]

    init(_ file: HolidayCalendar, _ content: CalendarContent) {
        self.init(name: file.name, label: file.label, content: content)
    }

    private init(name: String, label: Bilingual, content: CalendarContent) {
        self.name = name
        self.label = label
        daysOff = Dictionary(grouping: content.days, by: \.date)
        let weekdaysOff = daysOff.keys.filter { !$0.weekday.isWeekend }.sorted()
        self.weekdaysOff = weekdaysOff
        expectedOff = weekdaysOff.filter { [daysOff] day in
            (daysOff[day] ?? []).allSatisfy(\.estimated)
        }
        years = content.years
    }

    /// Monday to Friday, without data for any year.
    ///
    /// For an office whose calendar is not adopted: its deadlines still fall due, and each one
    /// says that no holiday was known.
    package static let withoutData = WorkingCalendar(
        name: "monday-friday",
        label: Bilingual(id: "Senin sampai Jumat, tanpa data", en: "Monday to Friday, no data"),
        content: CalendarContent()
    )

    /// Whether all files that make up this calendar have data for that year.
    package func hasData(in year: Int) -> Bool {
        !years.isEmpty && years.values.allSatisfy { $0.contains(year) }
    }

    /// The years for which all files that make up this calendar have data.
    package var yearsWithData: [Int] {
        let all = Set(years.values.joined())
        return all.filter { hasData(in: $0) }.sorted()
    }

    /// Returns the names of the calendar files that lack data for that year, in ASCII order.
    package func filesWithoutData(in year: Int) -> [String] {
        years.filter { !$0.value.contains(year) }.keys.sorted()
    }

    /// Returns, of those years, the ones that are known in part, under the calendar files that lack them.
    ///
    /// Not those for which no file has data: of them nothing is known.
    package func gaps(in years: some Sequence<Int>) -> [String: [Int]] {
        var gaps: [String: [Int]] = [:]
        for year in years {
            let files = filesWithoutData(in: year)
            guard files.count < self.years.count else { continue }
            for file in files { gaps[file, default: []].append(year) }
        }
        return gaps
    }

    /// Whether offices work on that day.
    package func isWorkingDay(_ date: LocalDate) -> Bool {
        !date.weekday.isWeekend && daysOff[date] == nil
    }

    /// Returns why offices are closed on that day: weekend, then names; empty on a working day.
    package func reason(_ date: LocalDate) -> [DayOff] {
        let weekend: [DayOff] = date.weekday.isWeekend ? [.weekend(date.weekday)] : []
        return weekend + (daysOff[date] ?? []).map { .holiday($0) }
    }

    /// Returns the named days off between the two dates, both included, in order.
    ///
    /// Those on a weekend too, which change no count; nothing if `last` is before `first`.
    package func holidays(from first: LocalDate, through last: LocalDate) -> [Holiday] {
        let dates = daysOff.keys.filter { first <= $0 && $0 <= last }.sorted()
        return dates.flatMap { daysOff[$0] ?? [] }
    }

    /// Whether every count that looks at no day outside of the two dates, both included, is certain: no day
    /// in between is only expected to be off, and no year lacks data.
    package func isCertain(from first: LocalDate, through last: LocalDate) -> Bool {
        guard first <= last else { return true }
        let before = Self.count(expectedOff, through: first.adding(days: -1))
        return before == Self.count(expectedOff, through: last)
            && (first.year...last.year).allSatisfy(hasData)
    }

    /// Returns the first working day that is not before that day.
    package func firstWorkingDay(onOrAfter date: LocalDate) -> LocalDate {
        var day = date
        while !isWorkingDay(day), day < .latest { day = day.adding(days: 1) }
        return day
    }

    /// Returns the last working day that is not after that day.
    package func lastWorkingDay(onOrBefore date: LocalDate) -> LocalDate {
        var day = date
        while !isWorkingDay(day), day > .earliest { day = day.adding(days: -1) }
        return day
    }

    /// Returns how many working days lie after `first`, up to and including `last`.
    ///
    /// Negative if `last` is before `first`, so that counts add up in any order: from a to c is
    /// from a to b plus from b to c.
    package func workingDays(after first: LocalDate, through last: LocalDate) -> Int {
        workingDays(through: last) - workingDays(through: first)
    }

    /// Returns the last working day on or before `date`, with the days off that it is rolled over.
    package func rolledBack(from date: LocalDate) -> WorkingDayCount {
        let result = lastWorkingDay(onOrBefore: date)
        return figure(result, over: result, through: date)
    }

    /// Returns the date that is so many working days after `date`.
    ///
    /// Day 1 is the first working day after `date`. Zero days lead to `date` itself, or if it is
    /// no working day, to the next one. A negative number counts back in the same way: day -1 is
    /// the last working day before.
    package func adding(workingDays count: Int, to date: LocalDate) -> WorkingDayCount {
        guard count != 0 else {
            let result = firstWorkingDay(onOrAfter: date)
            return figure(result, over: date, through: result)
        }
        // Working days are numbered from the beginning of time; `start` has the number 0 here.
        let start = workingDays(through: date) + (count < 0 && !isWorkingDay(date) ? 1 : 0)
        let (target, overflow) = start.addingReportingOverflow(count)
        if count > 0 {
            let result = overflow ? .latest : firstDay(withCount: target)
            return figure(result, over: date.adding(days: 1), through: result)
        }
        let result = overflow ? .earliest : firstDay(withCount: target)
        return figure(result, over: result, through: date.adding(days: -1))
    }
}

extension WorkingCalendar {
    /// Counts the working days from 0001-01-01, a Monday, up to and including that day.
    private func workingDays(through date: LocalDate) -> Int {
        let days = date.dayNumber - LocalDate.earliest.dayNumber + 1
        let weekdays = days / 7 * 5 + min(days % 7, 5)
        return weekdays - Self.count(weekdaysOff, through: date)
    }

    /// Finds the first day up to which there are `target` working days: itself a working day.
    private func firstDay(withCount target: Int) -> LocalDate {
        var low = LocalDate.earliest.dayNumber
        var high = LocalDate.latest.dayNumber
        while low < high {
            let middle = low + (high - low) / 2
            if workingDays(through: LocalDate(dayNumber: middle)) < target {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return LocalDate(dayNumber: low)
    }

    /// Puts the figure together from the days that were looked at, both ends included.
    private func figure(
        _ date: LocalDate,
        over first: LocalDate,
        through last: LocalDate
    ) -> WorkingDayCount {
        let start = Self.count(weekdaysOff, through: first.adding(days: -1))
        let end = max(start, Self.count(weekdaysOff, through: last))
        let skipped = weekdaysOff[start..<end].map { day in
            SkippedDay(date: day, holidays: daysOff[day] ?? [])
        }
        let missing = first <= last ? (first.year...last.year).filter { !hasData(in: $0) } : []
        return WorkingDayCount(
            date: date,
            skipped: skipped,
            yearsWithoutData: missing,
            gaps: gaps(in: missing)
        )
    }

    /// Counts how many of the sorted dates are not after `date`.
    private static func count(_ dates: [LocalDate], through date: LocalDate) -> Int {
        var (low, high) = (0, dates.count)
        while low < high {
            let middle = low + (high - low) / 2
            if dates[middle] <= date { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
