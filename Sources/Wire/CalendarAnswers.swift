/// `GET /v1/calendars`: the calendars in force.
package struct CalendarList: Codable, Hashable, Sendable {
    /// In the order of their names.
    package var calendars: [CalendarAnswer]

    /// Makes the answer.
    package init(calendars: [CalendarAnswer]) { self.calendars = calendars }
}

/// One calendar and the years that it knows.
package struct CalendarAnswer: Codable, Hashable, Sendable {
    /// Such as `id-bali`.
    package var name: String
    /// What people call it.
    package var label: Label
    /// The adopted version.
    package var version: Int
    /// The years with data; every other year counts Monday to Friday.
    package var years: [Int]

    /// Describes one calendar by what it knows.
    package init(name: String, label: Label, version: Int, years: [Int]) {
        self.name = name
        self.label = label
        self.version = version
        self.years = years
    }
}

/// `GET /v1/calendars/{name}/count?date=&days=`: the date that many working days after another.
package struct CalendarCount: Codable, Hashable, Sendable {
    /// The name of the calendar that was counted by.
    package var calendar: String
    /// The date counted from; the next working day is day 1.
    package var from: String
    /// How many working days were counted, 0 to 10,000.
    package var days: Int
    /// Where the count ends.
    package var date: String
    /// The days between that did not count, weekends left out.
    package var skipped: [SkippedAnswer]
    /// The count rests on a day that is only estimated.
    package var estimated: Bool
    /// Years touched for which no holidays are known.
    package var missingYears: [Int]
    /// Those of `missingYears` that are known in part, under the calendar files that lack them; absent
    /// without any.
    package var missingFrom: [String: [Int]]?

    /// Makes the answer with all that the count rests on.
    package init(
        calendar: String,
        from: String,
        days: Int,
        date: String,
        skipped: [SkippedAnswer],
        estimated: Bool,
        missingYears: [Int],
        missingFrom: [String: [Int]]? = nil
    ) {
        self.missingFrom = missingFrom
        self.calendar = calendar
        self.from = from
        self.days = days
        self.date = date
        self.skipped = skipped
        self.estimated = estimated
        self.missingYears = missingYears
    }
}

/// `GET /v1/calendars/{name}?year=`: the days off of one year, with all that the calendar includes.
package struct CalendarYear: Codable, Hashable, Sendable {
    /// The calendar's name.
    package var name: String
    /// What people call it.
    package var label: Label
    /// The adopted version.
    package var version: Int
    /// Where the file's statements come from.
    package var source: Label
    /// The calendars whose days hold here too.
    package var includes: [String]
    /// The years with data, of this file and of all that it includes.
    package var years: [Int]
    /// The year that is shown; absent `year` asks for the present one.
    package var year: Int
    /// Whether there is data for it; if not, Monday to Friday are counted but for these days.
    package var hasData: Bool
    /// The days off by date; one with two names stands twice.
    package var days: [CalendarDay]

    /// Makes the answer for one year.
    package init(
        name: String,
        label: Label,
        version: Int,
        source: Label,
        includes: [String],
        years: [Int],
        year: Int,
        hasData: Bool,
        days: [CalendarDay]
    ) {
        self.name = name
        self.label = label
        self.version = version
        self.source = source
        self.includes = includes
        self.years = years
        self.year = year
        self.hasData = hasData
        self.days = days
    }
}

/// One day off under one of its names.
package struct CalendarDay: Codable, Hashable, Sendable {
    /// The day, `2018-12-25`.
    package var date: String
    /// What the day is called.
    package var name: Label
    /// `public`, `cuti_bersama`, or what else the file calls it.
    package var kind: String
    /// Whether it is only expected so far.
    package var estimated: Bool
    /// The decree, if the file names one for this day.
    package var source: String?
    /// The file in which it stands.
    package var calendar: String
    /// It falls on a Saturday or Sunday and changes no count.
    package var weekend: Bool

    /// Describes one day off under one of its names.
    package init(
        date: String,
        name: Label,
        kind: String,
        estimated: Bool,
        source: String?,
        calendar: String,
        weekend: Bool
    ) {
        self.date = date
        self.name = name
        self.kind = kind
        self.estimated = estimated
        self.source = source
        self.calendar = calendar
        self.weekend = weekend
    }
}
