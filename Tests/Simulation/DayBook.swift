import Calendars

/// Which days are off, read off the calendar files: a set of days for each, and nothing clever.
struct DayBook {
    private var off: [String: Set<LocalDate>] = [:]

    init() {}

    init(_ files: [String: HolidayCalendar]) {
        for name in files.keys { off[name] = Self.daysOff(in: name, files, kinds: nil) }
    }

    /// The days of a file and of those that it includes, but for those it works on.
    private static func daysOff(
        in name: String,
        _ files: [String: HolidayCalendar],
        kinds: [String]?
    ) -> Set<LocalDate> {
        guard let file = files[name] else { return [] }
        var days: Set<LocalDate> = []
        for include in file.includes {
            days.formUnion(daysOff(in: include.calendar, files, kinds: include.kinds))
        }
        days.subtract(file.workdays.map(\.date))
        for day in file.days where kinds?.contains(day.kind) ?? true { days.insert(day.date) }
        return days
    }

    /// Whether offices with that calendar work on that day.
    func isWorked(_ day: LocalDate, in calendar: String) -> Bool {
        // 1970-01-01 was a Thursday: two and three days later nobody worked.
        let weekday = ((day.dayNumber % 7) + 7) % 7
        guard weekday != 2, weekday != 3 else { return false }
        return off[calendar]?.contains(day) != true
    }

    /// The first day worked on that is not before `day`.
    func onOrAfter(_ day: LocalDate, in calendar: String) -> LocalDate {
        var day = day
        while !isWorked(day, in: calendar) { day = day.adding(days: 1) }
        return day
    }

    /// The last day worked on that is not after `day`.
    func onOrBefore(_ day: LocalDate, in calendar: String) -> LocalDate {
        var day = day
        while !isWorked(day, in: calendar) { day = day.adding(days: -1) }
        return day
    }

    /// The day on which so many have been worked after `start`, those that `stands` names not counted.
    func counting(
        _ count: Int,
        after start: LocalDate,
        in calendar: String,
        except stands: (LocalDate) -> Bool
    ) -> LocalDate {
        guard count > 0 else { return onOrAfter(start, in: calendar) }
        var day = start
        var counted = 0
        while counted < count {
            day = day.adding(days: 1)
            if isWorked(day, in: calendar), !stands(day) { counted += 1 }
        }
        return day
    }
}
