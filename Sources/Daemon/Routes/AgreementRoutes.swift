import Answers
import Audit
import Calendars
import Crypto
import Engine
import Entries
import EventLog
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Projections
import Wire
import Workflows

/// What people record and look at.
struct AgreementRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/agreements") { try await list($0, $1) }
        router.post("/v1/agreements") { try await begin($0, $1) }
        router.get("/v1/agreements/:id") { try await show($0, $1) }
        router.get("/v1/agreements/:id/history") { try await history($0, $1) }
        router.post("/v1/agreements/:id/events") { try await record($0, $1) }
        router.post("/v1/agreements/:id/redactions") { try await redact($0, $1) }
    }

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let maker = AnswerMaker(house, rules)
        let span = try TimeSpanQuery(request, zone: maker.offices.own.zone, now: maker.now)
        let stages = try request.query("stage").map(rules.circumstances.rules.stages(meaning:))
        try check(office: request.query("waitingOn"), rules)
        let rows = try house.views.board(
            stage: span.isPresent && stages?.count == 1 ? stages?.first : nil,
            waitingOn: span.isPresent ? request.query("waitingOn") : nil
        )
        var answers: [AgreementAnswer] = []
        for row in rows {
            if span.isPresent {
                answers.append(try maker.answer(row))
            } else if let answer = try maker.answer(row.agreement.id, span) {
                answers.append(answer)
            }
        }
        if let stages { answers.removeAll { !stages.contains($0.stage) } }
        if !span.isPresent {
            answers.removeAll { answer in
                let waitsForOthers =
                    request.query("waitingOn").map { office in
                        !answer.awaiting.contains { $0.office.code == office }
                    } ?? false
                return waitsForOthers
            }
        }
        if try request.flag("stalled") { answers.removeAll { !$0.stalled } }
        return try Answer.json(
            AgreementList(
                agreements: answers,
                position: house.views.state.position,
                rehearsal: house.folder.identity.isRehearsal
            )
        )
    }

    /// Refuses what is no office's code, and a code that nobody has: the board would be empty.
    private func check(office text: String?, _ rules: RulesInForce) throws {
        guard let text else { return }
        let offices = rules.circumstances.offices
        if Offices.validCode(text) {
            if offices.office(text).known { return }
            // An office that no list has is known by the agreements that name it.
            let isNamed = try house.views.board().contains { row in
                row.agreement.hasParty(text) || row.agreement.waits.contains { $0.office == text }
            }
            if isNamed { return }
        }
        throw Problem(
            .badField,
            [
                "field": "waitingOn", "value": .string(text), "expected": "office",
                "nearest": .array(
                    offices.nearest(to: text).map {
                        ["code": .string($0.code), "name": .string($0.name)]
                    }
                ),
            ]
        )
    }

    /// Why there is no answer: it does not exist, or not yet as of the time that is asked for.
    private func absence(
        of id: String,
        _ span: TimeSpanQuery,
        _ request: Request
    ) throws -> Problem {
        try AgreementAbsence.problem(
            of: id,
            in: house.log,
            asOf: request.query("asOf"),
            knownAt: request.query("knownAt"),
            recordedBy: span.knownAt
        )
    }

    private func show(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let id = try context.parameters.require("id")
        let maker = AnswerMaker(house, rules)
        let span = try TimeSpanQuery(request, zone: maker.offices.own.zone, now: maker.now)
        guard let answer = try maker.answer(id, span) else {
            throw try absence(of: id, span, request)
        }
        return try Answer.json(answer)
    }

    private func history(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let id = try context.parameters.require("id")
        let maker = AnswerMaker(house, rules)
        let span = try TimeSpanQuery(request, zone: maker.offices.own.zone, now: maker.now)
        guard let answer = try maker.history(id, span) else {
            throw try absence(of: id, span, request)
        }
        return try Answer.json(answer)
    }

    private func begin(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.write, of: context.caller)
        let (body, bytes) = try await request.decoded(CommandRequest.self)
        let submission = try await submission(
            request,
            context,
            bytes,
            body,
            .begin(workflow: body.workflow, try happening(body))
        )
        return try await submit(submission)
    }

    private func record(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.write, of: context.caller)
        let (body, bytes) = try await request.decoded(CommandRequest.self)
        let id = try context.parameters.require("id")
        let submission = try await submission(
            request,
            context,
            bytes,
            body,
            .happened(agreement: id, try happening(body))
        )
        return try await submit(submission)
    }

    private func redact(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, bytes) = try await request.decoded(RedactionRequest.self)
        let id = try context.parameters.require("id")
        var submission = try await house.submission(
            request,
            context,
            bytes,
            right: .admin,
            .redact(
                agreement: id,
                Redaction(
                    position: body.position,
                    removed: body.remove,
                    set: body.set,
                    authority: body.authority
                )
            )
        )
        submission.onBehalfOf = body.onBehalfOf
        let receipt = try await house.submit(submission)
        // Before the answer, so that no view shows or holds what is gone. Views that lag will follow;
        // that is no failure of the redaction, which is durable.
        try? await house.reachHead()
        var answer = WriteAnswer(receipt)
        let maker = AnswerMaker(house, house.submitter.rulesInForce, receipt)
        answer.entries = references(to: receipt, maker)
        if !receipt.losses.isEmpty {
            answer.redactions = try receipt.losses.map { try maker.redaction($0, of: id) }
        }
        if !receipt.elsewhere.isEmpty {
            answer.warnings = [
                Notice(
                    code: "text-elsewhere",
                    params: ["positions": .array(receipt.elsewhere.map { .integer(Int($0)) })]
                )
            ]
        }
        return try Answer.json(answer)
    }

    private func happening(_ body: CommandRequest) throws(Problem) -> Submission.Happening {
        let intent: Command.Intent
        switch (body.event, body.verb) {
        case (let event?, nil): intent = .event(event)
        case (nil, let verb?): intent = .verb(verb)
        default:
            throw Problem(
                .malformedRequest,
                ["reason": "exactly-one", "members": ["event", "verb"]]
            )
        }
        return Submission.Happening(
            intent: intent,
            at: body.at,
            source: body.source,
            fields: body.data
        )
    }

    private func submission(
        _ request: Request,
        _ context: KembarContext,
        _ bytes: [UInt8],
        _ body: CommandRequest,
        _ wanted: Submission.Request
    ) async throws -> Submission {
        var submission = try await house.submission(
            request,
            context,
            bytes,
            right: .write,
            wanted
        )
        submission.onBehalfOf = body.onBehalfOf
        return submission
    }

    private func submit(_ submission: Submission) async throws -> Response {
        let receipt = try await house.submit(submission)
        var answer = WriteAnswer(receipt)
        let maker = AnswerMaker(house, house.submitter.rulesInForce, receipt)
        // It is done and durable: where the views can't be asked, words are missing, no more.
        answer.warnings = (try? maker.warnings(of: receipt, asked: submission.fields)) ?? nil
        answer.entries = references(to: receipt, maker)
        let isNew = !receipt.isDryRun && receipt.entries.first?.subject?.version == 1
        return Answer.json(answer.json, status: isNew ? .created : .ok)
    }
}

extension AgreementRoutes {
    /// The entries with their names and offices; bare where the views can't be asked just now.
    private func references(to receipt: Receipt, _ maker: AnswerMaker) -> [EntryReference] {
        receipt.entries.map { entry in
            (try? maker.reference(to: entry, in: receipt.agreement)) ?? EntryReference(entry)
        }
    }
}

extension Submission {
    /// The fields of what happened, as they came in.
    fileprivate var fields: [String: JSONValue] {
        switch request {
        case .begin(_, let happening), .happened(_, let happening): happening.fields
        default: [:]
        }
    }
}

extension WriteAnswer {
    init(_ receipt: Receipt) {
        self.init(
            id: receipt.agreement,
            version: receipt.version,
            entries: receipt.entries.map(EntryReference.init),
            dryRun: receipt.isDryRun ? true : nil
        )
    }
}

extension EntryReference {
    /// The entry by its position, without words.
    init(_ entry: Entry) {
        self.init(position: entry.position, id: entry.id, type: entry.type)
    }
}

extension House {
    /// Puts a request at the door: its actor by the kernel's word, its key and its digest.
    ///
    /// `right` is the one that the caller needed.
    @inline(never)
    func submission(
        _ request: Request,
        _ context: KembarContext,
        _ bytes: [UInt8],
        right: Right,
        _ wanted: Submission.Request
    ) async throws -> Submission {
        let stamp = try await stamp(request, context, bytes, right: right)
        if !wanted.isNeededOnAFullDisk, !stamp.isDryRun {
            try checkRoom(for: stamp.actor, key: stamp.key)
        }
        return Submission(
            actor: stamp.actor,
            key: stamp.key,
            digest: stamp.digest,
            expectedVersion: try expectedVersion(request),
            isDryRun: stamp.isDryRun,
            request: wanted
        )
    }

    /// Who asks, under which key, and the digest of what is asked.
    @inline(never)
    func stamp(
        _ request: Request,
        _ context: KembarContext,
        _ bytes: [UInt8],
        right: Right
    ) async throws -> (actor: Actor, key: String, digest: String, isDryRun: Bool) {
        let isDryRun = try request.flag("dryRun")
        let key = request.headers[.idempotencyKey]
        guard let key = key ?? (isDryRun ? "dry-run" : nil), !key.isEmpty else {
            throw Problem(.idempotencyKeyMissing)
        }
        try IdempotencyKey.check(key)
        var hash = SHA256()
        hash.update(data: Array("\(request.method.rawValue) \(request.uri.path)\n".utf8))
        hash.update(data: bytes)
        let digest = Hexadecimal.encode(hash.finalize().prefix(8))
        let actor = try await actor(of: context.caller, by: right, isDryRun: isDryRun)
        return (actor, key, digest, isDryRun)
    }

    @inline(never)
    private func expectedVersion(_ request: Request) throws(Problem) -> Int? {
        guard let text = request.headers[.ifMatch] else { return nil }
        // An entity tag has quotes (RFC 9110, section 8.8.3); a bare number is as clear.
        let isQuoted = text.count > 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
        let bare = isQuoted ? text.dropFirst().dropLast() : text[...]
        guard bare.allSatisfy(\.isWholeNumber), let version = Int(bare) else {
            throw Problem(.malformedRequest, ["reason": "if-match"])
        }
        return version
    }

    /// Refuses a command for which the disk has no room to spare.
    ///
    /// One that was done already gets its answer again: that takes no room.
    @inline(never)
    func checkRoom(for actor: Actor, key: String) throws {
        do throws(Problem) {
            try reserve.check()
        } catch {
            let kept = try log.entries(ofCommand: CommandKey(actor: actor, id: key))
            if kept.isEmpty { throw error }
        }
    }

    /// Submits, with the rules' "no" as a problem.
    @inline(never)
    func submit(_ submission: Submission) async throws -> Receipt {
        do {
            return try await submitter.submit(submission)
        } catch let rejection as Rejection {
            let circumstances = submitter.rulesInForce.circumstances
            var problem = RejectionProblem(
                offices: circumstances.offices,
                rules: circumstances.rules
            ).problem(of: rejection)
            if case .notOfThisAgreement(let position) = rejection.reason {
                name(&problem, asAdoptionAt: position)
            }
            throw problem
        }
    }

    /// Says that the entry is an adoption of rules: a history shows those that moved a deadline, though
    /// they are no agreement's.
    private func name(_ problem: inout Problem, asAdoptionAt position: Int64) {
        // Where the entry can't be read, the refusal says less.
        guard let kept = try? log.entry(at: position), kept.subject == nil,
            RulesInForce.types.contains(kept.type)
        else { return }
        problem.params["type"] = .string(kept.type)
        problem.params["label"] = EngineEvent(rawValue: kept.type).map(EngineLabels.label)
            .map { ["id": .string($0.id), "en": .string($0.en)] }
    }
}

extension Submission.Request {
    /// Whether it is let in although room is short: erasing is an obligation, and the clock's
    /// confirmation is what reminders wait for.
    fileprivate var isNeededOnAFullDisk: Bool {
        switch self {
        case .redact, .confirmClock: true
        default: false
        }
    }
}

/// The key under which a command is done once.
enum IdempotencyKey {
    /// The most bytes of a key: five times a UUID.
    static let bytesMax = 200

    /// Refuses a key that two programs could read differently: a header field is ASCII
    /// (RFC 9110, section 5.5).
    static func check(_ key: String) throws(Problem) {
        guard key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Problem(.textRefused, ["field": "Idempotency-Key", "kind": "notASCII"])
        }
        guard key.utf8.count <= bytesMax else {
            throw Problem(
                .textRefused,
                [
                    "field": "Idempotency-Key", "kind": "tooLong",
                    "limit": .integer(bytesMax),
                ]
            )
        }
    }
}

extension HTTPField.Name {
    static let idempotencyKey = token("Idempotency-Key")

    /// Says that the log is a rehearsal's: `Kembar-Rehearsal: true`.
    static let rehearsal = token("Kembar-Rehearsal")

    /// Says that the log's key is `retired`, or that it is `unclear` whether it is.
    static let keyStanding = token("Kembar-Key-Standing")

    /// The name of a field, which is a token of HTTP.
    static func token(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("\(text) is a token") }
        return name
    }
}

/// `asOf` and `knownAt` of a request: the end of the day that is named, in the own office's zone.
struct TimeSpanQuery {
    var happenedBy: Timestamp?
    var knownAt: Timestamp?

    /// Whether nothing but the present is asked for.
    var isPresent: Bool { happenedBy == nil && knownAt == nil }
}

extension TimeSpanQuery {
    init(_ request: Request, zone: Zone, now: Timestamp) throws(Problem) {
        happenedBy = try Self.end(request, "asOf", zone, now)
        knownAt = try Self.end(request, "knownAt", zone, now)
    }

    private static func end(
        _ request: Request,
        _ name: String,
        _ zone: Zone,
        _ now: Timestamp
    ) throws(Problem) -> Timestamp? {
        guard let text = request.query(name) else { return nil }
        // A '+' in a query reads as a space: an offset's sign is brought back.
        let typed = text.contains("T") ? text.replacing(" ", with: "+") : text
        guard let moment = try? Moment(typed, in: zone) else {
            throw Problem(.badTime, ["value": .string(text)])
        }
        // What has not come yet would silently be answered with the present.
        guard moment.start <= now else {
            throw Problem(
                .timeInFuture,
                [
                    "value": .string(moment.text), "field": .string(name),
                    "now": .string(now.rfc3339(offsetMinutes: zone.offsetMinutes)),
                ]
            )
        }
        return moment.end.adding(milliseconds: -1)
    }
}
