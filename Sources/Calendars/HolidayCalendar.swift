/// One calendar file: which days are off, and from where that is known.
///
/// Data as written; `CalendarSet` joins it with the calendars that it includes. Not called
/// `Calendar`, because Foundation has a type of that name.
package struct HolidayCalendar: Hashable, Sendable {
    /// The name by which offices and other calendars refer to it, such as `id-bali`.
    package let name: String
    /// What people call it.
    package let label: Bilingual
    /// Where the file's statements come from, in a sentence or two for people.
    package let source: Bilingual
    /// The calendars whose days off hold here too, in the order of the file.
    package let includes: [Include]
    /// The years for which this file itself has data; empty if it has no days of its own.
    package let years: Set<Int>
    /// The file's own days off, by date.
    package let days: [Holiday]
    /// Days on which offices work although an included calendar names them.
    package let workdays: [Workday]

    /// A calendar whose days off are taken over.
    package struct Include: Hashable, Sendable {
        /// The name of the other calendar.
        package let calendar: String
        /// Which kinds of its days are taken over; nil for all.
        package let kinds: [String]?

        /// Takes over the days of `calendar` that are of one of these kinds.
        package init(calendar: String, kinds: [String]?) {
            self.calendar = calendar
            self.kinds = kinds
        }
    }

    /// A day that would be off, but is not: for instance a cuti bersama that a governor cancels.
    package struct Workday: Hashable, Sendable {
        /// The day.
        package let date: LocalDate
        /// Why it is worked on.
        package let name: Bilingual
        /// Who says so.
        package let source: String?

        /// Names a day that is worked on.
        package init(date: LocalDate, name: Bilingual, source: String?) {
            self.date = date
            self.name = name
            self.source = source
        }
    }

    /// Holds what a calendar file says; `days` and `workdays` by date.
    package init(
        name: String,
        label: Bilingual,
        source: Bilingual,
        includes: [Include],
        years: Set<Int>,
        days: [Holiday],
        workdays: [Workday]
    ) {
        self.name = name
        self.label = label
        self.source = source
        self.includes = includes
        self.years = years
        self.days = days
        self.workdays = workdays
    }

    /// The kinds of days that the file itself has.
    package var kinds: Set<String> { Set(days.map(\.kind)) }
}

/// A day off with a name.
package struct Holiday: Hashable, Sendable {
    /// The day.
    package let date: LocalDate
    /// What the day is called.
    package let name: Bilingual
    /// Which kind of day off it is, such as `public` or `cuti_bersama`.
    package let kind: String
    /// Whether the date, or that it is a day off at all, is only expected so far.
    package let estimated: Bool
    /// Where this day comes from, if not from the source of the whole file.
    package let source: String?
    /// The name of the calendar file in which it stands.
    package let calendar: String

    /// Describes a day off as a calendar file does.
    package init(
        date: LocalDate,
        name: Bilingual,
        kind: String,
        estimated: Bool,
        source: String?,
        calendar: String
    ) {
        self.date = date
        self.name = name
        self.kind = kind
        self.estimated = estimated
        self.source = source
        self.calendar = calendar
    }
}
