// The one spelling in which entries are written, read straight from their bytes. People's and other
// programs' spellings are read by `Timestamp(rfc3339:)`.
extension Timestamp {
    /// Reads what `rfc3339(offsetMinutes:)` writes, and nothing else.
    ///
    /// Nil for any other spelling, also for one of the same instant.
    package static func written(
        _ text: Span<UInt8>
    ) -> (instant: Timestamp, offsetMinutes: Int)? {
        guard text.count == 24 || text.count == 29,
            let year = text.number(at: 0, digits: 4), text[4] == UInt8(ascii: "-"),
            let month = text.number(at: 5, digits: 2), text[7] == UInt8(ascii: "-"),
            let day = text.number(at: 8, digits: 2), text[10] == UInt8(ascii: "T"),
            let date = LocalDate(year: year, month: month, day: day),
            let minute = text.minute(at: 11), text[16] == UInt8(ascii: ":"),
            let second = text.number(at: 17, digits: 2), second < 60,
            text[19] == UInt8(ascii: "."), let millisecond = text.number(at: 20, digits: 3),
            let offset = text.writtenOffset(at: 23),
            let instant = exactly(
                date,
                millisecondOfDay: (minute * 60 + second) * 1_000 + millisecond,
                offsetMinutes: offset
            )
        else { return nil }
        return (instant, offset)
    }
}

extension Moment {
    /// Reads an entry's `time` in the one spelling in which it is written; nil for any other, and
    /// where `init(time:precision:)` is nil.
    package init?(written time: Span<UInt8>, precision: Precision) {
        guard let (instant, offset) = Timestamp.written(time) else { return nil }
        self.init(precision, from: instant, offsetMinutes: offset)
    }
}

extension Span<UInt8> {
    /// The number of these digits; the caller has counted that they are there.
    fileprivate func number(at start: Int, digits count: Int) -> Int? {
        var number = 0
        for index in start..<start + count {
            let digit = self[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    /// `10:00` as the minute of the day.
    fileprivate func minute(at start: Int) -> Int? {
        guard let hour = number(at: start, digits: 2), hour < 24,
            self[start + 2] == UInt8(ascii: ":"),
            let minute = number(at: start + 3, digits: 2), minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// The offset that ends a time: UTC is `Z` and never `+00:00`.
    fileprivate func writtenOffset(at start: Int) -> Int? {
        guard count > start + 1 else { return self[start] == UInt8(ascii: "Z") ? 0 : nil }
        guard let minutes = minute(at: start + 1), minutes != 0 else { return nil }
        switch self[start] {
        case UInt8(ascii: "+"): return minutes
        case UInt8(ascii: "-"): return -minutes
        default: return nil
        }
    }
}
