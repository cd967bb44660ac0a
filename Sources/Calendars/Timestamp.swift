/// An instant, to the millisecond: the one precision in memory, on disk and on the wire.
///
/// The range leaves one day free at either end of the years 1 to 9999, so that an instant has a
/// date with a four-digit year in every zone. Outside it the nearest instant stands.
package struct Timestamp: Codable, Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let milliseconds: Int64

    /// The earliest instant there is, 0001-01-02T00:00:00.000Z.
    package static let earliest = Timestamp(
        unclamped: Int64(LocalDate.earliest.dayNumber + 1) * millisecondsPerDay
    )
    /// The latest instant there is, 9999-12-30T23:59:59.999Z.
    package static let latest = Timestamp(
        unclamped: Int64(LocalDate.latest.dayNumber) * millisecondsPerDay - 1
    )

    static let millisecondsPerMinute: Int64 = 60_000
    static let millisecondsPerDay: Int64 = 86_400_000

    /// Makes the instant that many milliseconds after 1970-01-01T00:00:00Z.
    package init(milliseconds: Int64) {
        self.milliseconds = min(
            max(milliseconds, Self.earliest.milliseconds),
            Self.latest.milliseconds
        )
    }

    private init(unclamped milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whether `left` is the earlier instant, by milliseconds since 1970.
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Returns the instant that many milliseconds later, earlier if negative.
    package func adding(milliseconds: Int64) -> Timestamp {
        let (sum, overflow) = self.milliseconds.addingReportingOverflow(milliseconds)
        guard !overflow else { return milliseconds > 0 ? .latest : .earliest }
        return Timestamp(milliseconds: sum)
    }

    /// Splits the instant into the local date and the milliseconds since that day began.
    func local(offsetMinutes: Int) -> (date: LocalDate, millisecondOfDay: Int) {
        let shifted = milliseconds + Int64(offsetMinutes) * Self.millisecondsPerMinute
        var (day, rest) = shifted.quotientAndRemainder(dividingBy: Self.millisecondsPerDay)
        if rest < 0 {
            day -= 1
            rest += Self.millisecondsPerDay
        }
        return (LocalDate(dayNumber: Int(day)), Int(rest))
    }

    /// Joins a local date and a time of day; nil if that instant is outside the range.
    static func exactly(
        _ date: LocalDate,
        millisecondOfDay: Int,
        offsetMinutes: Int
    ) -> Timestamp? {
        let count =
            Int64(date.dayNumber) * millisecondsPerDay + Int64(millisecondOfDay)
            - Int64(offsetMinutes) * millisecondsPerMinute
        let instant = Timestamp(milliseconds: count)
        return instant.milliseconds == count ? instant : nil
    }
}
