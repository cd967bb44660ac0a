package import Calendars

extension Circumstances {
    /// The first month in which the days off of the next year should be known: the decrees are out.
    private static let warningMonth = 11

    /// Calendars in use that do not know the next year, from November on: its deadlines would be
    /// counted Monday to Friday.
    package struct MissingYear: Hashable, Sendable {
        /// The next year.
        package var year: Int
        /// The calendars that lack it, in ASCII order; at least one.
        package var calendars: [String]
    }

    /// Returns which calendars in use lack the year after `day`; nil before November, and if none does.
    package func missingNextYear(on day: LocalDate) -> MissingYear? {
        guard day.month >= Self.warningMonth else { return nil }
        let year = day.year + 1
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
