import Calendars
import Entries
import Reminders

extension Differences {
    /// What changes from one reminder policy to another.
    mutating func compare(_ before: Policy, _ after: Policy) {
        compare(.policy, "", "name", .string(before.name), .string(after.name))
        compare(.policy, "", "label", before.label.json, after.label.json)
        compare(.policy, "", "waits", .string(before.waits), .string(after.waits))
        compare(.policy, "", "signatures", .string(before.signatures), .string(after.signatures))
        compare(
            .policy,
            "",
            "terms",
            .array(before.terms.map(JSONValue.string)),
            .array(after.terms.map(JSONValue.string))
        )
        compare(
            .policy,
            "",
            "ended",
            before.ended.map(JSONValue.string),
            after.ended.map(JSONValue.string)
        )
        compare(
            .policy,
            "",
            "lapsed",
            before.lapsed.map(JSONValue.string),
            after.lapsed.map(JSONValue.string)
        )
        compare(.policy, "", "weekly", before.weeklyWords, after.weeklyWords)
        compare(.window, "", "hours", .string(before.window.text), .string(after.window.text))
        compare(.window, "", "except", before.window.exceptionWords, after.window.exceptionWords)
        match(.role, before.roles, after.roles, name: \.name, label: \.label.json) {
            $0.compare(.role, $2.name, "label", $1.label.json, $2.label.json)
            $0.compare(.role, $2.name, "superior", .bool($1.isSuperior), .bool($2.isSuperior))
        }
        match(.ladder, before.ladders, after.ladders, name: \.name, label: \.label.json) {
            $0.compare(.ladder, $2.name, "label", $1.label.json, $2.label.json)
            $0.compare(.ladder, $2.name, "rungs", $1.rungWords, $2.rungWords)
            $0.compare(.ladder, $2.name, "repeat", $1.repetitionWords, $2.repetitionWords)
            $0.compare(.ladder, $2.name, "months-before", $1.monthsWords, $2.monthsWords)
            $0.compare(.ladder, $2.name, "when", $1.whenWords, $2.whenWords)
            $0.compare(.ladder, $2.name, "immediate", .bool($1.isImmediate), .bool($2.isImmediate))
            $0.compare(.ladder, $2.name, source: $1.source, $2.source)
        }
    }

    /// What changes from one version of a calendar to another; a day is known by its date and kind.
    mutating func compare(_ before: HolidayCalendar, _ after: HolidayCalendar) {
        compare(.calendar, "", "label", before.label.json, after.label.json)
        compare(.calendar, "", "source", before.source.json, after.source.json)
        match(
            .include,
            before.includes,
            after.includes,
            name: \.calendar,
            label: { _ in nil },
            { $0.compare(.include, $2.calendar, "kinds", $1.kindWords, $2.kindWords) }
        )
        for year in before.years.subtracting(after.years).sorted() {
            add(RuleChange(.removed, .year, String(year)))
        }
        for year in after.years.subtracting(before.years).sorted() {
            add(RuleChange(.added, .year, String(year)))
        }
        match(.day, before.days, after.days, name: \.key, label: \.name.json) {
            $0.compare(.day, $2.key, "name", $1.name.json, $2.name.json)
            $0.compare(.day, $2.key, "estimated", .bool($1.estimated), .bool($2.estimated))
            $0.compare(
                .day,
                $2.key,
                "source",
                $1.source.map(JSONValue.string),
                $2.source.map(JSONValue.string)
            )
        }
        match(
            .workday,
            before.workdays,
            after.workdays,
            name: \.date.description,
            label: \.name.json
        ) {
            let name = $2.date.description
            $0.compare(.workday, name, "name", $1.name.json, $2.name.json)
            $0.compare(
                .workday,
                name,
                "source",
                $1.source.map(JSONValue.string),
                $2.source.map(JSONValue.string)
            )
        }
    }

    /// The kinds of days that no calendar has had: one that takes the days of certain kinds passes them over.
    mutating func addKinds(of calendar: HolidayCalendar, unknownTo calendars: CalendarSet) {
        for kind in calendar.kinds.subtracting(calendars.knownKinds).sorted() {
            add(RuleChange(.added, .kind, kind))
        }
    }

    /// What becomes of weekdays in the calendars that include `name`, where it is not what becomes of them there.
    ///
    /// A day of another kind is off in its own calendar as before, and worked on where only some kinds are taken
    /// over. What comes or goes in both is told by the days themselves.
    mutating func compareOthers(
        _ before: CalendarSet,
        _ after: CalendarSet,
        than name: String
    ) {
        guard let old = before.calendar(named: name), let new = after.calendar(named: name) else {
            return
        }
        for other in before.names where other != name {
            guard let was = before.calendar(named: other), let now = after.calendar(named: other),
                was != now
            else { continue }
            let days = [was, now].flatMap { $0.holidays(from: .earliest, through: .latest) }
            for date in Set(days.map(\.date)).sorted() {
                let wasOff = !was.isWorkingDay(date)
                let isOff = !now.isWorkingDay(date)
                let isSame = old.isWorkingDay(date) != wasOff && new.isWorkingDay(date) != isOff
                guard wasOff != isOff, !isSame else { continue }
                compare(.day, "\(date)", of: other, "off", .bool(wasOff), .bool(isOff))
            }
        }
    }

    /// What changes from one set of offices to another.
    mutating func compare(_ before: Offices, _ after: Offices) {
        compare(.offices, "", "name", .string(before.name), .string(after.name))
        compare(.offices, "", "own", .string(before.own.code), .string(after.own.code))
        compare(.offices, "", "language", .string(before.language), .string(after.language))
        compare(.offices, "", "signatory", before.signatory.json, after.signatory.json)
        match(.zone, before.zones, after.zones, name: \.name, label: { .string($0.offsetText) }) {
            $0.compare(
                .zone,
                $2.name,
                "offset",
                .string($1.offsetText),
                .string($2.offsetText)
            )
            $0.compare(
                .zone,
                $2.name,
                "abbreviation",
                .string($1.abbreviation),
                .string($2.abbreviation)
            )
        }
        compare(.offices, "", "calendars", before.calendarWords, after.calendarWords)
        let (old, new) = (before.bodies.sorted(), after.bodies.sorted())
        match(.body, old, new, name: \.code, label: \.label.json) {
            $0.compare(.body, $2.code, "label", $1.label.json, $2.label.json)
        }
        match(.office, before.all, after.all, name: \.code, label: \.label.json) {
            $0.compare(.office, $2.code, "label", $1.label.json, $2.label.json)
            $0.compare(.office, $2.code, "zone", .string($1.zone.name), .string($2.zone.name))
            $0.compare(
                .office,
                $2.code,
                "calendar",
                .string($1.calendar),
                .string($2.calendar)
            )
            $0.compare(.office, $2.code, "synthetic", .bool($1.synthetic), .bool($2.synthetic))
            $0.compare(.office, $2.code, "addressee", $1.addressee.json, $2.addressee.json)
            $0.compare(.office, $2.code, "seat", $1.seat.json, $2.seat.json)
        }
        let kinds = Dictionary(before.allRegions.map { ($0.code, $0.kind) }) { _, last in last }
        for region in after.allRegions {
            guard let kind = kinds[region.code] else { continue }
            compare(
                .office,
                region.code,
                "kind",
                .string(kind.rawValue),
                .string(region.kind.rawValue)
            )
        }
    }
}

extension Offices {
    /// The calendars by the beginning of a code, as the file has them.
    fileprivate var calendarWords: JSONValue {
        .object(calendarsByPrefix.mapValues(JSONValue.string))
    }

    /// Every office that has a row, listed or as a region, by code.
    fileprivate var all: [Office] {
        let listedCodes = Set(listed.map(\.code))
        let regions = allRegions.filter { !listedCodes.contains($0.code) }
        return (listed + regions.map { office($0.code) }).sorted { $0.code < $1.code }
    }
}

extension String? {
    fileprivate var json: JSONValue? { map(JSONValue.string) }
}

extension [String: Bilingual] {
    fileprivate func sorted() -> [(code: String, label: Bilingual)] {
        map { (code: $0.key, label: $0.value) }.sorted { $0.code < $1.code }
    }
}

extension Window {
    fileprivate var text: String { Self.text(from, until) }

    /// `2027-02-08 - 2027-03-09 08:00-14:00 (Ramadan)`, in order; nil without any.
    fileprivate var exceptionWords: JSONValue? {
        guard !exceptions.isEmpty else { return nil }
        return .array(
            exceptions.map { exception in
                let days = "\(exception.days.lowerBound) - \(exception.days.upperBound)"
                let hours = Self.text(exception.from, exception.until)
                return .string("\(days) \(hours) (\(exception.label.id))")
            }
        )
    }

    private static func text(_ from: Int, _ until: Int) -> String {
        [from, until].map { minute in
            let parts = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            return parts.joined(separator: ":")
        }.joined(separator: "-")
    }
}

extension Policy {
    /// `monday: petugas, kabag`.
    fileprivate var weeklyWords: JSONValue? {
        weekly.map { .string("\($0.day.name): \($0.roles.joined(separator: ", "))") }
    }
}

extension Ladder {
    /// `10: petugas`, a text for each rung; `-90: petugas` where it counts back.
    fileprivate var rungWords: JSONValue {
        let sign = back == nil ? "" : "-"
        return .array(
            rungs.map { .string("\(sign)\($0.days): \($0.roles.joined(separator: ", "))") }
        )
    }

    fileprivate var monthsWords: JSONValue? {
        back.flatMap { $0.monthsBefore > 0 ? .integer($0.monthsBefore) : nil }
    }

    fileprivate var whenWords: JSONValue? {
        guard let when = back?.when, !when.isEmpty else { return nil }
        return .object(when.mapValues { .array($0.map(JSONValue.string)) })
    }

    fileprivate var repetitionWords: JSONValue? {
        repetition.map {
            .string("\($0.every) x \($0.times): \($0.roles.joined(separator: ", "))")
        }
    }
}

extension HolidayCalendar.Include {
    fileprivate var kindWords: JSONValue? { kinds.map { .array($0.map(JSONValue.string)) } }
}

extension Holiday {
    /// Two names of one day are told apart by their kinds.
    fileprivate var key: String { "\(date) \(kind)" }
}
