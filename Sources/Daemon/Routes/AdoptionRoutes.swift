import Calendars
import Engine
import Entries
import Hummingbird
import Projections
import RuleFiles
import Wire
import Workflows

/// Rules that change: checking, adopting, one more day off, moving agreements along.
struct AdoptionRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.post("/v1/rules/check") { try await check($0, $1) }
        router.post("/v1/rules") { try await adopt($0, $1) }
        router.post("/v1/rules/moves") { try await move($0, $1) }
        router.post("/v1/calendars/days") { try await addDay($0, $1) }
        router.post("/v1/calendars/imports") { try await importDays($0, $1) }
    }

    private func check(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let (body, _) = try await request.decoded(RuleFileRequest.self)
        let rules = try await house.currentRules()
        let file = RuleFile(text: body.text, regions: body.regions)
        do {
            let content = try rules.proved(file, only: try body.onlyKind())
            return try Answer.json(try answer(to: file, content, rules))
        } catch let faults as FileFaults {
            return try Answer.json(
                RuleCheckAnswer(
                    kind: (try? file.kind())?.rawValue,  // A file of no kind has its fault listed.
                    faults: faults.all.map(\.answer),
                    unchanged: false,
                    changes: [],
                    faultsLeftOut: faults.droppedCount > 0 ? faults.droppedCount : nil
                )
            )
        }
    }

    private func answer(
        to file: RuleFile,
        _ content: RuleFile.Content,
        _ rules: RulesInForce
    ) throws -> RuleCheckAnswer {
        let standing = rules.standing(content.kind, content.name)
        var answer = RuleCheckAnswer(
            kind: content.kind.rawValue,
            name: content.name,
            version: rules.nextVersion(content.kind, content.name),
            faults: [],
            unchanged: standing?.sha256 == file.digest,
            changes: []
        )
        guard !answer.unchanged else { return answer }
        let effect = try rules.effect(
            of: content,
            in: house.log,
            at: house.submitter.time
        )
        answer.changes = AnswerMaker(house, rules).changes(
            effect,
            RuleReference(
                kind: content.kind.rawValue,
                name: content.name,
                version: answer.version ?? 1
            )
        )
        answer.touch = try AnswerMaker(house, rules).touch(effect)
        return answer
    }

    private func adopt(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, bytes) = try await request.decoded(RuleFileRequest.self)
        let file = RuleFile(text: body.text, regions: body.regions)
        return try await submit(
            house.submission(
                request,
                context,
                bytes,
                right: .admin,
                .adopt(file, only: try body.onlyKind())
            )
        )
    }

    private func addDay(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, bytes) = try await request.decoded(CalendarDayRequest.self)
        let addition = Submission.CalendarAddition(
            calendar: body.calendar,
            days: [try body.day()]
        )
        return try await submit(
            house.submission(request, context, bytes, right: .admin, .addDays(addition))
        )
    }

    private func importDays(
        _ request: Request,
        _ context: KembarContext
    ) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, bytes) = try await request.decoded(CalendarImportRequest.self)
        let addition = Submission.CalendarAddition(
            calendar: body.calendar,
            days: try body.wishes().map { wish throws(Problem) in try wish.day() },
            year: body.year
        )
        return try await submit(
            house.submission(request, context, bytes, right: .admin, .addDays(addition))
        )
    }

    private func submit(_ submission: Submission) async throws -> Response {
        let receipt = try await house.submit(submission)
        // The entry alone says what the answer is, so that it is the same for ever.
        guard let entry = receipt.entries.first,
            let kind = RuleFile.Kind(adoptedBy: entry.type)
        else { throw Problem(.internalError) }
        let effect = AdoptionEffect(data: entry.data) ?? AdoptionEffect()
        let rule = RuleReference(
            kind: kind.rawValue,
            name: entry.data["name"]?.string ?? "",
            version: entry.data["version"]?.integer ?? 1
        )
        let maker = AnswerMaker(house, house.submitter.rulesInForce)
        return try Answer.json(
            AdoptionAnswer(
                entries: WriteAnswer(receipt).entries,
                dryRun: receipt.isDryRun ? true : nil,
                rule: rule,
                changes: maker.changes(effect, rule),
                touch: try maker.touch(effect)
            ),
            status: receipt.isDryRun ? .ok : .created
        )
    }

    private func move(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, bytes) = try await request.decoded(WorkflowMoveRequest.self)
        let submission = try await house.submission(
            request,
            context,
            bytes,
            right: .admin,
            .move(try body.move())
        )
        let receipt = try await house.submit(submission)
        let rules = try await house.currentRules()
        let maker = AnswerMaker(house, rules)
        var answer = WorkflowMoveAnswer(
            entries: WriteAnswer(receipt).entries,
            dryRun: receipt.isDryRun ? true : nil,
            moved: try receipt.entries.map { try maker.moved($0) },
            stays: [],
            remaining: 0
        )
        if case .all(let workflow) = submission.request.moveWhich {
            try maker.addStaying(to: &answer, of: workflow, version: body.to)
        }
        return try Answer.json(answer)
    }
}

extension Submission.Request {
    fileprivate var moveWhich: Submission.WorkflowMove.Which? {
        guard case .move(let move) = self else { return nil }
        return move.which
    }
}

extension RuleFileRequest {
    fileprivate func onlyKind() throws(Problem) -> RuleFile.Kind? {
        guard let kind else { return nil }
        guard let known = RuleFile.Kind(rawValue: kind) else {
            throw Problem(
                .badField,
                [
                    "field": "kind", "value": .string(kind), "expected": "choice",
                    "allowed": .array(RuleFile.Kind.allCases.map { .string($0.rawValue) }),
                ]
            )
        }
        return known
    }
}

extension CalendarImportRequest {
    /// Most days of one import: some years of every kind.
    private static let daysMax = 400

    /// The days one by one, by date.
    fileprivate func wishes() throws(Problem) -> [CalendarDayRequest] {
        guard (1...Self.daysMax).contains(days.count) else {
            throw Problem(
                .badField,
                [
                    "field": "days", "value": .string(String(days.count)), "expected": "range",
                    "from": 1, "to": .integer(Self.daysMax),
                ]
            )
        }
        return days.sorted { $0.key < $1.key }.map { date, name in
            CalendarDayRequest(
                calendar: calendar,
                date: date,
                kind: kind,
                name: Label(id: name, en: name),
                source: source,
                estimated: estimated
            )
        }
    }
}

extension CalendarDayRequest {
    fileprivate func day() throws(Problem) -> CalendarText.Day {
        guard let date = LocalDate(date) else {
            throw Problem(.badTime, ["value": .string(self.date), "expected": "day"])
        }
        for (field, text) in [("name", name.id), ("name", name.en), ("source", source ?? "-")] {
            // It becomes one line of the calendar's text.
            let isOneLine = PlainText.disturbing(text) == nil
            guard isOneLine, text.contains(where: { !$0.isWhitespace }) else {
                throw Problem(
                    .badField,
                    [
                        "field": .string(field), "value": .string(text),
                        "expected": isOneLine ? "text" : "line",
                    ]
                )
            }
        }
        return CalendarText.Day(
            date: date,
            kind: kind,
            name: Bilingual(id: name.id, en: name.en),
            source: source,
            isEstimated: estimated ?? false
        )
    }
}

extension WorkflowMoveRequest {
    fileprivate func move() throws(Problem) -> Submission.WorkflowMove {
        switch (agreements ?? [], all ?? false) {
        case (let ids, false) where !ids.isEmpty && workflow == nil:
            return Submission.WorkflowMove(which: .named(ids), version: to)
        case ([], true):
            return Submission.WorkflowMove(which: .all(workflow: workflow), version: to)
        default:
            throw Problem(
                .malformedRequest,
                ["reason": "exactly-one", "members": ["agreements", "all"]]
            )
        }
    }
}
