/// `GET /v1/calendars`: the calendars in force.
package struct CalendarList: Codable, Hashable, Sendable {
    package var calendars: [CalendarAnswer]

    package init(calendars: [CalendarAnswer]) { self.calendars = calendars }
}

/// One calendar and the years that it knows.
package struct CalendarAnswer: Codable, Hashable, Sendable {
    /// Such as `id-bali`.
    package var name: String
    package var label: Label
    /// The adopted version.
    package var version: Int
    /// The years with data; every other year counts Monday to Friday.
    package var years: [Int]

    package init(name: String, label: Label, version: Int, years: [Int]) {
        self.name = name
        self.label = label
        self.version = version
        self.years = years
    }
}

/// `GET /v1/calendars/{name}/count?date=&days=`: the date that many working days after another.
package struct CalendarCount: Codable, Hashable, Sendable {
    package var calendar: String
    /// The date counted from; the next working day is day 1.
    package var from: String
    package var days: Int
    /// Where the count ends.
    package var date: String
    /// The days between that did not count, weekends left out.
    package var skipped: [SkippedAnswer]
    /// The count rests on a day that is only estimated.
    package var estimated: Bool
    /// Years touched for which no holidays are known.
    package var missingYears: [Int]

    package init(
        calendar: String,
        from: String,
        days: Int,
        date: String,
        skipped: [SkippedAnswer],
        estimated: Bool,
        missingYears: [Int]
    ) {
        self.calendar = calendar
        self.from = from
        self.days = days
        self.date = date
        self.skipped = skipped
        self.estimated = estimated
        self.missingYears = missingYears
    }
}
