/// Why a text is no moment.
package enum MomentError: String, Error, Sendable, CaseIterable {
    /// It has none of the forms that are read.
    case malformed
    /// It has the form of a date, but there is no such day or month.
    case noSuchDate
    /// It has the form of a time of day, but there is no such hour, minute or second.
    case noSuchTime
    /// It has the form of an offset, but there is no such one.
    case noSuchOffset
    /// It lies at the edge of, or outside, the years 1 to 9999.
    case outOfRange
}

extension Moment {
    /// Reads what a person types as the time of a fact.
    ///
    /// `2018`, `2018-10`, `2018-11-07`, `2018-11-07T10:00`, `2018-11-07 10:00:30.123`; a time of
    /// day may end in `Z` or an offset such as `+08:00`, all else is meant in `zone`. A time
    /// without seconds counts as exact: nobody writes down a meeting more exactly than that.
    package init(_ text: String, in zone: Zone) throws(MomentError) {
        var reader = ASCIIReader(text)
        guard let year = reader.number(digits: 4) else { throw .malformed }
        if reader.isAtEnd {
            try self.init(.year, year, 1, 1, zone)
            return
        }
        guard reader.take("-"), let month = reader.number(digits: 2) else { throw .malformed }
        if reader.isAtEnd {
            try self.init(.month, year, month, 1, zone)
            return
        }
        guard reader.take("-"), let day = reader.number(digits: 2) else { throw .malformed }
        if reader.isAtEnd {
            try self.init(.day, year, month, day, zone)
            return
        }
        guard let date = LocalDate(year: year, month: month, day: day) else { throw .noSuchDate }
        guard reader.take("T", "t", " ") else { throw .malformed }
        let millisecond = try reader.timeOfDay()
        let offset = reader.isAtEnd ? zone.offsetMinutes : try reader.typedOffset()
        let instant = Timestamp.exactly(date, millisecondOfDay: millisecond, offsetMinutes: offset)
        guard let instant else { throw .outOfRange }
        self.init(instant: instant, offsetMinutes: offset)
    }

    private init(
        _ precision: Precision,
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ zone: Zone
    ) throws(MomentError) {
        guard year > 0 else { throw .outOfRange }
        guard let first = LocalDate(year: year, month: month, day: day) else { throw .noSuchDate }
        let period = Moment(precision, from: first, offsetMinutes: zone.offsetMinutes)
        guard let period else { throw .outOfRange }
        self = period
    }
}

extension ASCIIReader {
    /// Reads `10:00`, `10:00:30` or `10:00:30.123` as the millisecond of the day.
    fileprivate mutating func timeOfDay() throws(MomentError) -> Int {
        guard let hour = number(digits: 2), take(":"), let minute = number(digits: 2) else {
            throw .malformed
        }
        guard hour < 24, minute < 60 else { throw .noSuchTime }
        let start = (hour * 60 + minute) * 60_000
        guard take(":") else { return start }
        var ahead = self
        guard let second = ahead.number(digits: 2) else { throw .malformed }
        guard second < 60 else { throw .noSuchTime }
        // A fourth digit would be dropped in silence, and what a person typed is not ours to cut.
        guard let rest = secondAndFraction(fractionDigitsMax: 3) else { throw .malformed }
        return start + rest
    }

    /// Reads the offset that ends a typed time.
    fileprivate mutating func typedOffset() throws(MomentError) -> Int {
        var ahead = self
        if let offset = offset() {
            guard isAtEnd else { throw .malformed }
            return offset
        }
        guard ahead.take("+", "-"), ahead.number(digits: 2) != nil, ahead.take(":"),
            ahead.number(digits: 2) != nil, ahead.isAtEnd
        else { throw .malformed }
        throw .noSuchOffset
    }
}
