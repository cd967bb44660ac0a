/// Where a count of working days ended, and what it rests on.
package struct WorkingDayCount: Hashable, Sendable {
    /// The day reached.
    package let date: LocalDate
    /// The named days off on the way from Monday to Friday, in order.
    ///
    /// Weekends are skipped without being listed, and so is a holiday on one: it moved nothing.
    package let skipped: [SkippedDay]
    /// The years on the way for which the calendar lacks data, in order.
    package let yearsWithoutData: [Int]
    /// Of these, the years that are known in part, under the calendar files that lack them: the days off
    /// of the other files were left out.
    package let gaps: [String: [Int]]

    /// Whether a day that was skipped is only expected to be off.
    package var touchesEstimate: Bool { skipped.contains { $0.estimated } }
}

/// A day from Monday to Friday that a count passed over because it has a name.
package struct SkippedDay: Hashable, Sendable {
    /// The day.
    package let date: LocalDate
    /// All that is on that day, in the order of the calendars; never empty.
    package let holidays: [Holiday]

    /// What the day is called, each holiday on it.
    package var names: [Bilingual] { holidays.map(\.name) }

    /// Whether the day is only expected to be off.
    ///
    /// One certain holiday settles it, whatever else is expected on the same day.
    package var estimated: Bool { holidays.allSatisfy { $0.estimated } }

    /// The kind of the holiday that settles it: the first certain one, else the first.
    package var kind: String { (holidays.first { !$0.estimated } ?? holidays.first)?.kind ?? "" }
}

/// A reason why offices are closed on a day.
package enum DayOff: Hashable, Sendable {
    /// It is that day of the weekend.
    case weekend(Weekday)
    /// It has a name.
    case holiday(Holiday)
}
