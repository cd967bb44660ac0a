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

/// What counts of working days rest on that is not certain.
package struct CountDoubt: Hashable, Sendable {
    /// Whether a day that was skipped is only expected to be off.
    package let isEstimated: Bool
    /// The years on the way for which a calendar lacks data, in order.
    package let missingYears: [Int]
    /// Of these, the years that all counts which touch them know in part, under the calendar files that
    /// lack them.
    package let missingFrom: [String: [Int]]

    /// Takes a doubt as it was told; nil if it is none.
    package init?(isEstimated: Bool, missingYears: [Int], missingFrom: [String: [Int]]) {
        guard isEstimated || !missingYears.isEmpty else { return nil }
        self.isEstimated = isEstimated
        self.missingYears = missingYears
        self.missingFrom = missingFrom
    }

    /// Puts the doubts of several counts together; nil if all that they rest on is certain.
    package init?(_ counts: [WorkingDayCount]) {
        let whole = counts.flatMap { count in
            Set(count.yearsWithoutData).subtracting(count.gaps.values.joined())
        }
        let gaps = counts.reduce(into: [String: Set<Int>]()) { all, count in
            all.merge(count.gaps.mapValues { Set($0) }) { $0.union($1) }
        }
        self.init(
            isEstimated: counts.contains(where: \.touchesEstimate),
            missingYears: Set(counts.flatMap(\.yearsWithoutData)).sorted(),
            missingFrom: gaps.mapValues { $0.subtracting(whole).sorted() }
                .filter { !$0.value.isEmpty }
        )
    }
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
