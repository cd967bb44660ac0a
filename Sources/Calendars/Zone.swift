/// A time zone as a fixed offset from UTC.
///
/// Indonesia's three zones have no daylight saving, and which place lies in which zone is data of
/// `offices.yaml`: so no zone database, whose update on one machine could move a deadline.
package struct Zone: Hashable, Sendable {
    /// The name in the zone database, such as `Asia/Makassar`; a label, never looked up.
    package let name: String
    /// What people call it, such as `WITA`.
    package let abbreviation: String
    /// Minutes east of UTC, less than a day to either side.
    package let offsetMinutes: Int

    /// Coordinated Universal Time.
    package static let utc = Zone(name: "UTC", abbreviation: "UTC", offsetMinutes: 0)

    /// Makes a zone; an offset of a day or more is cut to the largest there is.
    package init(name: String, abbreviation: String, offsetMinutes: Int) {
        self.name = name
        self.abbreviation = abbreviation
        self.offsetMinutes = min(max(offsetMinutes, -1_439), 1_439)
    }

    /// Returns the date that the calendar on the wall shows at that instant.
    package func date(of instant: Timestamp) -> LocalDate {
        instant.local(offsetMinutes: offsetMinutes).date
    }

    /// Returns the minute of the local day, 0 to 1439.
    package func minuteOfDay(of instant: Timestamp) -> Int {
        instant.local(offsetMinutes: offsetMinutes).millisecondOfDay / 60_000
    }

    /// Returns the first instant of that day here.
    package func startOfDay(_ date: LocalDate) -> Timestamp {
        instant(date, minuteOfDay: 0)
    }

    /// Returns the instant at which the clock here shows that minute of that day.
    ///
    /// Minute 1440 is the first of the next day.
    package func instant(_ date: LocalDate, minuteOfDay: Int) -> Timestamp {
        let minutes = Int64(date.dayNumber) * 1_440 + Int64(minuteOfDay) - Int64(offsetMinutes)
        return Timestamp(milliseconds: minutes * Timestamp.millisecondsPerMinute)
    }

    /// The offset as `+08:00`; UTC is `+00:00`.
    package var offsetText: String { Self.offsetText(minutes: offsetMinutes) }

    static func offsetText(minutes: Int) -> String {
        let distance = minutes.magnitude
        return "\(minutes < 0 ? "-" : "+")\((distance / 60).padded(2)):\((distance % 60).padded(2))"
    }

    /// Reads an offset such as `+08:00` or `Z` as minutes; nil for anything else.
    package static func offsetMinutes(_ text: String) -> Int? {
        var reader = ASCIIReader(text)
        guard let minutes = reader.offset(), reader.isAtEnd else { return nil }
        return minutes
    }
}
