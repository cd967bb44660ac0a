/// The calendars that are in force together, each joined with those it includes.
package struct CalendarSet: Hashable, Sendable {
    private let files: [String: HolidayCalendar]
    private let joined: [String: WorkingCalendar]

    /// Joins the files.
    ///
    /// Throws if an include leads nowhere, into a circle or to a kind of day that is not there,
    /// and if two files have one name.
    package init(_ calendars: [HolidayCalendar]) throws(CalendarSetError) {
        var files: [String: HolidayCalendar] = [:]
        for calendar in calendars {
            guard files.updateValue(calendar, forKey: calendar.name) == nil else {
                throw .duplicate(calendar: calendar.name)
            }
        }
        var joined: [String: WorkingCalendar] = [:]
        var contents: [String: CalendarContent] = [:]
        for calendar in calendars {
            let content = try Self.content(of: calendar, in: files, above: [], &contents)
            joined[calendar.name] = WorkingCalendar(calendar, content)
        }
        self.files = files
        self.joined = joined
    }

    /// Returns the set in which `calendar` replaces the one of its name, or is added.
    package func adopting(_ calendar: HolidayCalendar) throws(CalendarSetError) -> CalendarSet {
        let others = files.values.filter { $0.name != calendar.name }
        return try CalendarSet(others.sorted { $0.name < $1.name } + [calendar])
    }

    /// The names of all calendars, in ASCII order.
    package var names: [String] { files.keys.sorted() }

    /// Returns the calendar of that name, ready to count with; nil if there is none.
    package func calendar(named name: String) -> WorkingCalendar? { joined[name] }

    /// Returns the calendar file of that name as adopted; nil if there is none.
    package func file(named name: String) -> HolidayCalendar? { files[name] }

    /// Joins one file with what it includes; `contents` keeps what was joined before, so that
    /// includes which meet again cost nothing.
    private static func content(
        of calendar: HolidayCalendar,
        in files: [String: HolidayCalendar],
        above: [String],
        _ contents: inout [String: CalendarContent]
    ) throws(CalendarSetError) -> CalendarContent {
        if let known = contents[calendar.name] { return known }
        let way = above + [calendar.name]
        guard !above.contains(calendar.name) else { throw .cycle(way) }
        var content = CalendarContent()
        for include in calendar.includes {
            guard let file = files[include.calendar] else {
                throw .unknownInclude(
                    calendar: calendar.name,
                    include: include.calendar,
                    nearest: Spelling.nearest(to: include.calendar, in: files.keys.sorted())
                )
            }
            let included = try Self.content(of: file, in: files, above: way, &contents)
            content.add(try included.only(include, by: calendar.name))
        }
        content.add(calendar)
        contents[calendar.name] = content
        return content
    }
}

/// Why calendars can't stand together.
package enum CalendarSetError: Error, Hashable, Sendable {
    /// Two files have this name.
    case duplicate(calendar: String)
    /// A file includes a calendar that is not there; `nearest` is what may have been meant.
    case unknownInclude(calendar: String, include: String, nearest: String?)
    /// A file takes over a kind of day that the included calendar does not have.
    case unknownKind(calendar: String, include: String, kind: String)
    /// Calendars include each other; the way round, beginning and ending with one name.
    case cycle([String])

    /// What is wrong, as a stable word for machines.
    package var code: String {
        switch self {
        case .duplicate: "calendar_duplicate"
        case .unknownInclude: "calendar_unknown_include"
        case .unknownKind: "calendar_unknown_kind"
        case .cycle: "calendar_cycle"
        }
    }

    /// The particulars, for the sentence that a program makes of it.
    package var params: [String: String] {
        switch self {
        case .duplicate(let calendar): return ["calendar": calendar]
        case .unknownInclude(let calendar, let include, let nearest):
            var params = ["calendar": calendar, "include": include]
            params["nearest"] = nearest
            return params
        case .unknownKind(let calendar, let include, let kind):
            return ["calendar": calendar, "include": include, "kind": kind]
        case .cycle(let names): return ["way": names.joined(separator: " > ")]
        }
    }
}

/// What a calendar comes to with all that it includes.
struct CalendarContent {
    var days: [Holiday] = []
    /// For each file that has days of its own, the years for which it has data.
    var years: [String: Set<Int>] = [:]

    /// Returns what an include takes over.
    func only(
        _ include: HolidayCalendar.Include,
        by calendar: String
    ) throws(CalendarSetError) -> CalendarContent {
        guard let kinds = include.kinds else { return self }
        for kind in kinds where !days.contains(where: { $0.kind == kind }) {
            throw .unknownKind(calendar: calendar, include: include.calendar, kind: kind)
        }
        return CalendarContent(days: days.filter { kinds.contains($0.kind) }, years: years)
    }

    mutating func add(_ other: CalendarContent) {
        // Two includes can lead to one file; its days are named once.
        let known = Set(days)
        days += other.days.filter { !known.contains($0) }
        years.merge(other.years) { first, _ in first }
    }

    mutating func add(_ file: HolidayCalendar) {
        let worked = Set(file.workdays.map(\.date))
        days.removeAll { worked.contains($0.date) }
        days += file.days
        if !file.years.isEmpty || file.includes.isEmpty { years[file.name] = file.years }
    }
}
