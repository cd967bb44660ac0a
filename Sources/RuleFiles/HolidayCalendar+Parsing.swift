package import Calendars

extension HolidayCalendar {
    /// Reads a calendar file.
    ///
    ///     calendar: NAME
    ///     label: { id: ..., en: ... }
    ///     source: { id: ..., en: ... }
    ///     includes: [{ calendar: NAME, kinds: [KIND, ...] }]
    ///     years: [2018, 2027]          # first and last year for which `days` is complete
    ///     missing: [2020, 2021]        # years in between for which it is not
    ///     days:
    ///       - { date: 2018-01-01, name: { id: ..., en: ... }, kind: public, estimated: true }
    ///     workdays:
    ///       - { date: 2018-12-24, name: { id: ..., en: ... }, source: TEXT }
    ///
    /// A file without `days` of its own needs no `years`, one without `includes` does. Throws all
    /// mistakes of the file at once.
    package static func parse(
        _ text: String,
        for purpose: FileFaults.Purpose = .proving
    ) throws(FileFaults) -> HolidayCalendar {
        var faults = FileFaults(purpose)
        guard let root = RuleNode.parse(text, &faults) else { throw faults }
        return try read(root, faults)
    }

    /// Reads a calendar file whose text was taken apart already; as `parse` otherwise.
    package static func read(
        _ root: RuleNode,
        _ faults: FileFaults
    ) throws(FileFaults) -> HolidayCalendar {
        var faults = faults
        let calendar = read(root, &faults)
        try faults.throwIfAny()
        guard let calendar else { throw faults }
        return calendar
    }

    private static func read(_ root: RuleNode, _ faults: inout FileFaults) -> HolidayCalendar? {
        let optional = ["includes", "years", "missing", "days", "workdays"]
        let fields = root.mapping(
            required: ["calendar", "label", "source"],
            optional: optional,
            &faults
        )
        guard let fields else { return nil }
        if fields["years"] == nil, fields["days"] != nil || fields["includes"] == nil {
            faults.add(root.fault(.missingKey, ["key": "years"]))
        }
        let name = fields["calendar"]?.name(max: 40, &faults)
        let label = fields["label"]?.bilingual(&faults)
        let source = fields["source"]?.bilingual(&faults)
        let includes = readIncludes(fields["includes"], &faults)
        let years = readYears(fields["years"], missing: fields["missing"], &faults)
        let days = readDays(fields["days"], years: years, calendar: name ?? "", &faults)
        let workdays = readWorkdays(fields["workdays"], days: days, &faults)
        guard let name, let label, let source else { return nil }
        return HolidayCalendar(
            name: name,
            label: label,
            source: source,
            includes: includes,
            years: years,
            days: days,
            workdays: workdays
        )
    }

    private static func readIncludes(
        _ node: RuleNode?,
        _ faults: inout FileFaults
    ) -> [Include] {
        var includes: [Include] = []
        for item in node?.list(&faults) ?? [] {
            let fields = item.mapping(required: ["calendar"], optional: ["kinds"], &faults)
            let kinds = fields?["kinds"]?.list(count: 1...100, &faults)?
                .compactMap { $0.name(&faults) }
            guard let name = fields?["calendar"]?.name(max: 40, &faults) else { continue }
            if includes.contains(where: { $0.calendar == name }) {
                faults.object(to: item.fault(.duplicate, ["value": name]))
            }
            includes.append(Include(calendar: name, kinds: kinds))
        }
        return includes
    }

    private static func readYears(
        _ node: RuleNode?,
        missing: RuleNode?,
        _ faults: inout FileFaults
    ) -> Set<Int> {
        guard let node, let items = node.list(count: 2...2, &faults) else { return [] }
        let ends = items.compactMap { $0.integer(in: 1...9999, &faults) }
        guard ends.count == 2 else { return [] }
        guard ends[0] <= ends[1] else {
            faults.add(node.fault(.outOfOrder, ["value": "\(ends[1])", "other": "\(ends[0])"]))
            return []
        }
        var years = Set(ends[0]...ends[1])
        for item in missing?.list(&faults) ?? [] {
            guard let year = item.integer(in: ends[0]...ends[1], &faults) else { continue }
            if years.remove(year) == nil {
                faults.object(to: item.fault(.duplicate, ["value": String(year)]))
            }
        }
        return years
    }

    private static func readDays(
        _ node: RuleNode?,
        years: Set<Int>,
        calendar: String,
        _ faults: inout FileFaults
    ) -> [Holiday] {
        var days: [Holiday] = []
        var seen: Set<DayWord> = []
        var seenKinds: Set<DayWord> = []
        for item in node?.list(&faults) ?? [] {
            guard let day = readDay(item, calendar: calendar, &faults) else { continue }
            if !years.isEmpty, !years.contains(day.date.year) {
                // Otherwise a figure would say "no data for 2028" and yet skip a day of 2028.
                let year = String(day.date.year)
                faults.object(
                    to: item.fault(.outsideYears, ["value": "\(day.date)", "year": year])
                )
            }
            let isNew = [
                seen.insert(DayWord(date: day.date, word: Array(day.name.id.utf8))).inserted,
                seenKinds.insert(DayWord(date: day.date, word: Array(day.kind.utf8))).inserted,
            ]
            // One name under two kinds is one day twice; so is one kind under two names.
            if !isNew[0] {
                faults.object(to: item.fault(.duplicate, ["value": "\(day.date) \(day.name.id)"]))
            } else if !isNew[1] {
                faults.object(to: item.fault(.duplicate, ["value": "\(day.date) \(day.kind)"]))
            }
            days.append(day)
        }
        return days.sorted { $0.date < $1.date }
    }

    private static func readDay(
        _ item: RuleNode,
        calendar: String,
        _ faults: inout FileFaults
    ) -> Holiday? {
        let fields = item.mapping(
            required: ["date", "name", "kind"],
            optional: ["estimated", "source"],
            &faults
        )
        let date = fields?["date"]?.date(&faults)
        let name = fields?["name"]?.bilingual(&faults)
        let kind = fields?["kind"]?.name(&faults)
        let estimated = fields?["estimated"]?.boolean(&faults)
        let source = fields?["source"]?.text(&faults)
        guard let date, let name, let kind else { return nil }
        return Holiday(
            date: date,
            name: name,
            kind: kind,
            estimated: estimated ?? false,
            source: source,
            calendar: calendar
        )
    }

    private static func readWorkdays(
        _ node: RuleNode?,
        days: [Holiday],
        _ faults: inout FileFaults
    ) -> [Workday] {
        var workdays: [Workday] = []
        for item in node?.list(&faults) ?? [] {
            let fields = item.mapping(
                required: ["date", "name"],
                optional: ["source"],
                &faults
            )
            let name = fields?["name"]?.bilingual(&faults)
            let source = fields?["source"]?.text(&faults)
            guard let date = fields?["date"]?.date(&faults), let name else { continue }
            if date.weekday.isWeekend {
                let params = ["value": "\(date)", "allowed": "Monday to Friday"]
                faults.object(to: item.fault(.badValue, params))
            } else if workdays.contains(where: { $0.date == date }) {
                faults.object(to: item.fault(.duplicate, ["value": "\(date)"]))
            } else if let day = days.first(where: { $0.date == date }) {
                faults.object(
                    to: item.fault(.contradiction, ["value": "\(date)", "other": day.name.id])
                )
            }
            workdays.append(Workday(date: date, name: name, source: source))
        }
        return workdays.sorted { $0.date < $1.date }
    }
}

/// A day under one of its names or kinds, compared by bytes.
private struct DayWord: Hashable {
    let date: LocalDate
    let word: [UInt8]
}
