import Answers
import Calendars
import Engine
import Entries
import EventLog
import Hummingbird
import Projections
import Wire
import Workflows

/// The rules in force, the offices and the calendars.
struct RuleRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/rules") { try await list($0, $1) }
        router.get("/v1/rules/:kind/:name") { try await show($0, $1) }
        router.post("/v1/rules/check") { try await check($0, $1) }
        router.post("/v1/rules") { try await adopt($0, $1) }
        router.get("/v1/offices") { try await offices($0, $1) }
        router.get("/v1/calendars") { try await calendars($0, $1) }
        router.get("/v1/calendars/:name/count") { try await count($0, $1) }
    }

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        return try Answer.json(RuleList(rules: try rules.newest.map { try answer($0) }))
    }

    private func show(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let kind = try context.parameters.require("kind")
        let name = try context.parameters.require("name")
        let version = request.query("version").flatMap { Int($0) }
        let found = rules.adoptions.last {
            $0.kind.rawValue == kind && $0.name == name
                && (version == nil || $0.version == version)
        }
        guard let found else {
            throw Problem(.unknownRules, ["kind": .string(kind), "name": .string(name)])
        }
        var answer = try answer(found)
        if let kept = try house.log.entry(at: found.position) {
            let entry = try HistoryReader.entry(kept, in: house.log)
            answer.text = entry.data["text"]?.string
        }
        return try Answer.json(answer)
    }

    private func answer(_ adoption: RulesInForce.Adoption) throws -> RuleAnswer {
        var agreements: Int?
        if adoption.kind == .workflow {
            agreements = try house.views.board(openOnly: true).count {
                $0.agreement.workflow.name == adoption.name
                    && $0.agreement.workflow.version == adoption.version
            }
        }
        return RuleAnswer(
            kind: adoption.kind.rawValue,
            name: adoption.name,
            version: adoption.version,
            position: adoption.position,
            adopted: adoption.recorded.utc,
            sha256: adoption.sha256,
            label: adoption.label.answer,
            agreements: agreements
        )
    }

    private func check(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let (body, _) = try await request.decoded(RuleFileRequest.self)
        let rules = try await house.currentRules()
        let file = RuleFile(text: body.text, regions: body.regions)
        do {
            let content = try file.content()
            try rules.checkTogether(content)
            let newest = rules.newest(content.kind, content.name)
            let unchanged = newest?.sha256 == file.digest
            let change = Notice(
                code: newest == nil ? "new" : "text-changed",
                params: [
                    "kind": .string(content.kind.rawValue), "name": .string(content.name),
                    "version": .integer(rules.nextVersion(content.kind, content.name)),
                ]
            )
            return try Answer.json(
                RuleCheckAnswer(
                    kind: content.kind.rawValue,
                    name: content.name,
                    version: rules.nextVersion(content.kind, content.name),
                    faults: [],
                    unchanged: unchanged,
                    changes: unchanged ? [] : [change]
                )
            )
        } catch let faults as FileFaults {
            return try Answer.json(
                RuleCheckAnswer(
                    kind: (try? file.kind())?.rawValue,  // A file of no kind has its fault listed.
                    faults: faults.all.map(\.answer),
                    unchanged: false,
                    changes: []
                )
            )
        }
    }

    private func adopt(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, bytes) = try await request.decoded(RuleFileRequest.self)
        let submission = try house.submission(
            request,
            context,
            bytes,
            role: "kembar-admin",
            .adopt(RuleFile(text: body.text, regions: body.regions))
        )
        return try Answer.json(
            WriteAnswer(try await house.submit(submission)),
            status: submission.isDryRun ? .ok : .created
        )
    }

    private func offices(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let offices = try await house.currentRules().circumstances.offices
        let regions = offices.allRegions.map { offices.office($0.code) }
        let all = offices.listed + regions
        return try Answer.json(
            OfficeList(
                offices: all.map { office in
                    OfficeEntry(
                        code: office.code,
                        name: office.name,
                        zone: office.zone.abbreviation,
                        calendar: office.calendar,
                        synthetic: office.synthetic
                    )
                },
                own: offices.own.code
            )
        )
    }

    private func calendars(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let calendars = rules.circumstances.calendars
        return try Answer.json(
            CalendarList(
                calendars: calendars.names.compactMap { name in
                    guard let file = calendars.file(named: name) else { return nil }
                    return CalendarAnswer(
                        name: name,
                        label: file.label.answer,
                        version: rules.newest(.calendar, name)?.version ?? 0,
                        years: file.years.sorted()
                    )
                }
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
            throw Problem(.badTime, ["value": .string(request.query("date") ?? "")])
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
                missingYears: count.yearsWithoutData
            )
        )
    }
}
