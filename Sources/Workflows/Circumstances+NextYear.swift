package import Calendars

extension Circumstances {
    /// The first month in which the days off of the next year should be known: the decrees are out.
    private static let warningMonth = 11

    /// Calendars in use that do not know a year: where they lack its days off, its deadlines are counted
    /// Monday to Friday.
    package struct MissingYear: Hashable, Sendable {
        /// The running year, or the next.
        package var year: Int
        /// The calendars that lack it, in ASCII order; at least one.
        package var calendars: [String]
    }

    /// Returns which calendars in use lack the year after `day`; nil before November, and if none does.
    package func missingNextYear(on day: LocalDate) -> MissingYear? {
        day.month >= Self.warningMonth ? missing(day.year + 1) : nil
    }

    /// Returns which calendars in use lack the year in which `day` lies; nil if none does.
    package func missingYear(on day: LocalDate) -> MissingYear? { missing(day.year) }

    private func missing(_ year: Int) -> MissingYear? {
        let names = calendarsInUse(without: year)
        return names.isEmpty ? nil : MissingYear(year: year, calendars: names)
    }

    /// Returns the calendars that offices work by and that have no data for that year, in ASCII order.
    package func calendarsInUse(without year: Int) -> [String] {
        offices.calendarNames.filter { name in
            !(calendars.calendar(named: name) ?? .withoutData).hasData(in: year)
        }
    }
}
