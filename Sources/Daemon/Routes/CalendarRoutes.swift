import Answers
import Calendars
import Engine
import Entries
import Hummingbird
import Projections
import Wire
import Workflows

/// The calendars in force: which, which days, and counting by them.
struct CalendarRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/calendars") { try await list($0, $1) }
        router.get("/v1/calendars/:name") { try await show($0, $1) }
        router.get("/v1/calendars/:name/count") { try await count($0, $1) }
        router.get("/v1/deadlines") { try await deadlines($0, $1) }
    }

    private func deadlines(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let origin = house.folder.identity.origin
        // Closed ones too: the term of a signed paper begins with its closing.
        let open = try house.views.board().flatMap { row in
            OpenDeadline.all(of: row.agreement, rules)
        }.sorted { ($0.day, $0.agreement) < ($1.day, $1.agreement) }
        return try Answer.json(
            DeadlineList(
                origin: origin,
                now: house.submitter.time.utc,
                deadlines: open.map { $0.answer(origin: origin) },
                rehearsal: house.folder.identity.isRehearsal
            )
        )
    }

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let calendars = rules.circumstances.calendars
        return try Answer.json(
            CalendarList(
                calendars: calendars.names.compactMap { name in
                    guard let calendar = calendars.calendar(named: name) else { return nil }
                    return CalendarAnswer(
                        name: name,
                        label: calendar.label.answer,
                        version: rules.newest(.calendar, name)?.version ?? 0,
                        years: calendar.yearsWithData
                    )
                }
            )
        )
    }

    private func show(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let name = try context.parameters.require("name")
        let calendars = rules.circumstances.calendars
        guard let file = calendars.file(named: name), let calendar = calendars.calendar(named: name)
        else { throw Problem(.unknownRules, ["kind": "calendar", "name": .string(name)]) }
        let zone = rules.circumstances.offices.own.zone
        let today = zone.date(of: house.submitter.time)
        let year = try request.whole("year") ?? today.year
        guard let first = LocalDate(year: year, month: 1, day: 1),
            let last = LocalDate(year: year, month: 12, day: 31)
        else {
            throw Problem(
                .badField,
                ["field": "year", "value": .string(String(year)), "expected": "integer"]
            )
        }
        return try Answer.json(
            CalendarYear(
                name: name,
                label: file.label.answer,
                version: rules.newest(.calendar, name)?.version ?? 0,
                source: file.source.answer,
                includes: file.includes.map(\.calendar),
                years: calendar.yearsWithData,
                year: year,
                hasData: calendar.hasData(in: year),
                days: calendar.holidays(from: first, through: last).map(\.answer)
            )
        )
    }

    private func count(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let calendars = try await house.currentRules().circumstances.calendars
        let name = try context.parameters.require("name")
        guard let calendar = calendars.calendar(named: name) else {
            throw Problem(.unknownRules, ["kind": "calendar", "name": .string(name)])
        }
        guard let text = request.query("date"), let date = LocalDate(text) else {
            throw Problem(
                .badTime,
                ["value": .string(request.query("date") ?? ""), "expected": "day"]
            )
        }
        guard let days = request.query("days").flatMap({ Int($0) }), (0...10_000).contains(days)
        else {
            throw Problem(
                .badField,
                [
                    "field": "days", "value": .string(request.query("days") ?? ""),
                    "expected": "integer",
                ]
            )
        }
        let count = calendar.adding(workingDays: days, to: date)
        return try Answer.json(
            CalendarCount(
                calendar: name,
                from: date.description,
                days: days,
                date: count.date.description,
                skipped: count.skipped.map(\.answer),
                estimated: count.touchesEstimate,
                missingYears: count.yearsWithoutData,
                missingFrom: count.gaps.unlessEmpty
            )
        )
    }
}

extension Holiday {
    fileprivate var answer: CalendarDay {
        CalendarDay(
            date: date.description,
            name: name.answer,
            kind: kind,
            estimated: estimated,
            source: source,
            calendar: calendar,
            weekend: date.weekday.isWeekend
        )
    }
}
