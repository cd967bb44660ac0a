extension Timestamp {
    /// Reads an RFC 3339 date and time such as `2018-11-07T10:00:00.000+08:00`.
    ///
    /// Any offset; digits after the third of the fraction are cut off, never rounded, so that
    /// nothing moves into the future. Nil for anything else, a leap second (`:60`) included: a
    /// count of milliseconds since 1970 has no place for it.
    package init?(rfc3339 text: some StringProtocol) {
        guard let (instant, _) = Timestamp.read(rfc3339: text) else { return nil }
        self = instant
    }

    /// The instant in UTC, as `2018-11-07T02:00:00.000Z`.
    package var utc: String { rfc3339(offsetMinutes: 0) }

    /// Returns the instant as RFC 3339 at that offset, always with three digits of fraction.
    ///
    /// Offset 0 is written `Z`. Offsets reach less than a day to either side.
    package func rfc3339(offsetMinutes: Int) -> String {
        let (date, millisecond) = local(offsetMinutes: offsetMinutes)
        let (hour, minute) = (millisecond / 3_600_000, millisecond / 60_000 % 60)
        let (second, fraction) = (millisecond / 1_000 % 60, millisecond % 1_000)
        let time = "\(hour.padded(2)):\(minute.padded(2)):\(second.padded(2)).\(fraction.padded(3))"
        let offset = offsetMinutes == 0 ? "Z" : Zone.offsetText(minutes: offsetMinutes)
        return "\(date)T\(time)\(offset)"
    }

    /// Reads an RFC 3339 date and time and keeps the offset that was written.
    static func read(
        rfc3339 text: some StringProtocol
    ) -> (instant: Timestamp, offsetMinutes: Int)? {
        var reader = ASCIIReader(text)
        guard let date = reader.date(), reader.take("T", "t"),
            let minute = reader.hourAndMinute(), reader.take(":"),
            let millisecond = reader.secondAndFraction(fractionDigitsMax: .max),
            let offset = reader.offset(), reader.isAtEnd,
            let instant = Timestamp.exactly(
                date,
                millisecondOfDay: minute * 60_000 + millisecond,
                offsetMinutes: offset
            )
        else { return nil }
        return (instant, offset)
    }
}

extension ASCIIReader {
    /// Reads `10:00` as the minute of the day, 0 to 1439.
    mutating func hourAndMinute() -> Int? {
        guard let hour = number(digits: 2), hour < 24, take(":"),
            let minute = number(digits: 2), minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// Reads `30` or `30.123` as milliseconds; further digits are read and dropped.
    mutating func secondAndFraction(fractionDigitsMax: Int) -> Int? {
        guard let second = number(digits: 2), second < 60 else { return nil }
        guard take(".") else { return second * 1_000 }
        guard let first = digit() else { return nil }
        var (milliseconds, count) = (first * 100, 1)
        while let next = digit() {
            milliseconds += count == 1 ? next * 10 : count == 2 ? next : 0
            count += 1
        }
        return count <= fractionDigitsMax ? second * 1_000 + milliseconds : nil
    }

    /// Reads `Z` or `+08:00` as minutes east of UTC.
    mutating func offset() -> Int? {
        if take("Z", "z") { return 0 }
        let sign = next == UInt8(ascii: "-") ? -1 : 1
        guard take("+", "-"), let minutes = hourAndMinute() else { return nil }
        return sign * minutes
    }
}
