/// When something happened, as exactly as is known: a half-open period.
///
/// An office often knows only the month ("Oktober lalu"). The period is kept as such, with the
/// offset in which it was meant, and is never filled up with an invented day or hour.
package struct Moment: Codable, Hashable, Sendable {
    /// The first instant of the period.
    package let start: Timestamp
    /// The first instant after the period; one millisecond after `start` for an instant.
    package let end: Timestamp
    /// How long the period is.
    package let precision: Precision
    /// The offset in which the period was meant, in minutes east of UTC.
    package let offsetMinutes: Int

    /// Makes an exact instant, to be shown at that offset.
    package init(instant: Timestamp, offsetMinutes: Int) {
        start = instant
        end = instant.adding(milliseconds: 1)
        precision = .instant
        self.offsetMinutes = offsetMinutes
    }

    /// Makes the day, month or year that begins with `first`; nil if `first` does not begin one,
    /// if `precision` is an instant, or outside the range of `Timestamp`.
    init?(_ precision: Precision, from first: LocalDate, offsetMinutes: Int) {
        let dayCount: Int
        switch precision {
        case .day: dayCount = 1
        case .month where first.day == 1:
            dayCount = LocalDate.days(inMonth: first.month, ofYear: first.year)
        case .year where first.day == 1 && first.month == 1:
            dayCount = LocalDate.isLeap(first.year) ? 366 : 365
        default: return nil
        }
        guard
            let start = Timestamp.exactly(first, millisecondOfDay: 0, offsetMinutes: offsetMinutes),
            let end = Timestamp.exactly(
                first,
                millisecondOfDay: dayCount * Int(Timestamp.millisecondsPerDay),
                offsetMinutes: offsetMinutes
            )
        else { return nil }
        self.start = start
        self.end = end
        self.precision = precision
        self.offsetMinutes = offsetMinutes
    }

    /// Reads an entry's `time` and `timeprecision`, taking the period in the offset of `time`.
    ///
    /// Nil if `time` is no RFC 3339 time, or not the first instant of such a period.
    package init?(time: String, precision: Precision) {
        guard let (instant, offset) = Timestamp.read(rfc3339: time) else { return nil }
        self.init(precision, from: instant, offsetMinutes: offset)
    }

    /// Makes the period that begins with `instant`; nil if that begins none.
    init?(_ precision: Precision, from instant: Timestamp, offsetMinutes: Int) {
        guard precision != .instant else {
            self.init(instant: instant, offsetMinutes: offsetMinutes)
            return
        }
        let (date, millisecond) = instant.local(offsetMinutes: offsetMinutes)
        guard millisecond == 0 else { return nil }
        self.init(precision, from: date, offsetMinutes: offsetMinutes)
    }

    /// The first instant as an entry's `time` says it, RFC 3339 in the moment's own offset.
    package var time: String { start.rfc3339(offsetMinutes: offsetMinutes) }

    /// The moment as a person types it: `2018`, `2018-10`, `2018-11-07`, or `time` if exact.
    package var text: String {
        let day = start.local(offsetMinutes: offsetMinutes).date.description
        return switch precision {
        case .instant: time
        case .day: day
        case .month: String(day.prefix(7))
        case .year: String(day.prefix(4))
        }
    }
}
