/// A time as the daemon's answers write it, read strictly, to be said aloud.
///
/// The four exactnesses are `2018`, `2018-10`, `2018-11-07` and an instant with its offset,
/// `2018-11-07T10:00:00.000+08:00`. Nothing is guessed: a month stays a month.
package struct SpokenTime: Hashable, Sendable {
    /// The year, 1 to 9999.
    package let year: Int
    /// The month, unless only the year is known.
    package let month: Int?
    /// The day of the month, unless less is known.
    package let day: Int?
    /// The hour and offset, for an instant.
    package let clock: Clock?

    /// The time of day of an instant.
    package struct Clock: Hashable, Sendable {
        /// 0 to 23.
        package let hour: Int
        /// 0 to 59.
        package let minute: Int
        /// Minutes east of UTC.
        package let offsetMinutes: Int
    }

    /// Reads the text of an answer; nil if it is none of the four forms or no day of the calendar.
    package init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), year > 0 else { return nil }
        var month: Int?
        var day: Int?
        var clock: Clock?
        if reader.take("-") {
            guard let read = reader.number(digits: 2), (1...12).contains(read) else { return nil }
            month = read
            if reader.take("-") {
                guard let read = reader.number(digits: 2),
                    (1...Self.days(inMonth: month ?? 1, of: year)).contains(read)
                else { return nil }
                day = read
                if reader.take("T") {
                    guard let read = Clock(from: &reader) else { return nil }
                    clock = read
                }
            }
        }
        guard reader.isAtEnd else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.clock = clock
    }

    private init(dayNumber: Int, clock: Clock) {
        let civil = Self.civil(fromDayNumber: dayNumber)
        self.year = civil.year
        self.month = civil.month
        self.day = civil.day
        self.clock = clock
    }

    /// The same instant on the clocks of a zone that far east of UTC; unchanged if it is no instant.
    package func shifted(toOffsetMinutes offset: Int) -> SpokenTime {
        guard let clock, let month, let day else { return self }
        let minutes =
            Self.dayNumber(year: year, month: month, day: day) * 1440
            + clock.hour * 60 + clock.minute - clock.offsetMinutes + offset
        let number = minutes.quotientFloored(by: 1440)
        let minuteOfDay = minutes - number * 1440
        return SpokenTime(
            dayNumber: number,
            clock: Clock(
                hour: minuteOfDay / 60,
                minute: minuteOfDay % 60,
                offsetMinutes: offset
            )
        )
    }

    /// 0 for Monday to 6 for Sunday; nil if the day is not known.
    package var weekday: Int? {
        guard let month, let day else { return nil }
        // 1970-01-01 was a Thursday.
        let number = Self.dayNumber(year: year, month: month, day: day) + 3
        return number - number.quotientFloored(by: 7) * 7
    }
}

extension SpokenTime.Clock {
    /// Reads `10:00:00.000+08:00`: three decimals or none, `Z` for UTC.
    fileprivate init?(from reader: inout DigitReader) {
        guard let hour = reader.number(digits: 2), hour < 24, reader.take(":"),
            let minute = reader.number(digits: 2), minute < 60, reader.take(":"),
            let second = reader.number(digits: 2), second < 60
        else { return nil }
        if reader.take("."), reader.number(digits: 3) == nil { return nil }
        self.hour = hour
        self.minute = minute
        if reader.take("Z") {
            self.offsetMinutes = 0
            return
        }
        let isEast = reader.take("+")
        guard isEast || reader.take("-"), let hours = reader.number(digits: 2), hours < 24,
            reader.take(":"), let minutes = reader.number(digits: 2), minutes < 60
        else { return nil }
        self.offsetMinutes = (hours * 60 + minutes) * (isEast ? 1 : -1)
    }
}

extension SpokenTime {
    /// Days since 1970-01-01, by the arithmetic of Howard Hinnant's "chrono-compatible low-level date algorithms".
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.quotientFloored(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// The inverse of `dayNumber(year:month:day:)`, by the same source.
    static func civil(fromDayNumber number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted.quotientFloored(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension Int {
    fileprivate func quotientFloored(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
