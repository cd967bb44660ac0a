import Answers
import Calendars
import Crypto
import Engine
import Entries
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
        let span = try TimeSpanQuery(request, zone: rules.circumstances.offices.own.zone)
        let rows = try house.views.board(
            stage: span.isPresent ? request.query("stage") : nil,
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
        if !span.isPresent {
            answers.removeAll { answer in
                let isElsewhere = request.query("stage").map { $0 != answer.stage } ?? false
                let waitsForOthers =
                    request.query("waitingOn").map { office in
                        !answer.awaiting.contains { $0.office.code == office }
                    } ?? false
                return isElsewhere || waitsForOthers
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

    private func show(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let id = try context.parameters.require("id")
        let span = try TimeSpanQuery(request, zone: rules.circumstances.offices.own.zone)
        guard let answer = try AnswerMaker(house, rules).answer(id, span) else {
            throw Problem(.unknownAgreement, ["id": .string(id)])
        }
        return try Answer.json(answer)
    }

    private func history(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let rules = try await house.currentRules()
        let id = try context.parameters.require("id")
        let span = try TimeSpanQuery(request, zone: rules.circumstances.offices.own.zone)
        guard let answer = try AnswerMaker(house, rules).history(id, span) else {
            throw Problem(.unknownAgreement, ["id": .string(id)])
        }
        return try Answer.json(answer)
    }

    private func begin(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.write, of: context.caller)
        let (body, bytes) = try await request.decoded(CommandRequest.self)
        let submission = try submission(
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
        let submission = try submission(
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
        var submission = try house.submission(
            request,
            context,
            bytes,
            role: "kembar-admin",
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
    ) throws -> Submission {
        var submission = try house.submission(request, context, bytes, role: "kembar", wanted)
        submission.onBehalfOf = body.onBehalfOf
        return submission
    }

    private func submit(_ submission: Submission) async throws -> Response {
        let receipt = try await house.submit(submission)
        var answer = WriteAnswer(receipt)
        if let agreement = receipt.agreement, let row = receipt.entries.first {
            answer.warnings = AnswerMaker(house, house.submitter.rulesInForce)
                .warnings(of: row, in: agreement)
        }
        let isNew = !receipt.isDryRun && receipt.entries.first?.subject?.version == 1
        return try Answer.json(answer, status: isNew ? .created : .ok)
    }
}

extension WriteAnswer {
    init(_ receipt: Receipt) {
        self.init(
            id: receipt.agreement,
            version: receipt.version,
            entries: receipt.entries.map {
                EntryReference(position: $0.position, id: $0.id, type: $0.type)
            },
            dryRun: receipt.isDryRun ? true : nil
        )
    }
}

extension House {
    /// Puts a request at the door: its actor by the kernel's word, its key and its digest.
    func submission(
        _ request: Request,
        _ context: KembarContext,
        _ bytes: [UInt8],
        role: String,
        _ wanted: Submission.Request
    ) throws -> Submission {
        let isDryRun = try request.flag("dryRun")
        let key = request.headers[.idempotencyKey]
        guard let key = key ?? (isDryRun ? "dry-run" : nil), !key.isEmpty else {
            throw Problem(.idempotencyKeyMissing)
        }
        try IdempotencyKey.check(key)
        var hash = SHA256()
        hash.update(data: Data("\(request.method.rawValue) \(request.uri.path)\n".utf8))
        hash.update(data: Data(bytes))
        let digest = hash.finalize().prefix(8).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        return Submission(
            actor: try actor(of: context.caller, role: role),
            key: key,
            digest: digest,
            expectedVersion: try expectedVersion(request),
            isDryRun: isDryRun,
            request: wanted
        )
    }

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

    /// Submits, with the rules' "no" as a problem.
    func submit(_ submission: Submission) async throws -> Receipt {
        do {
            return try await submitter.submit(submission)
        } catch let rejection as Rejection {
            let circumstances = submitter.rulesInForce.circumstances
            throw RejectionProblem(offices: circumstances.offices, rules: circumstances.rules)
                .problem(of: rejection)
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

    init(_ request: Request, zone: Zone) throws(Problem) {
        happenedBy = try Self.end(request.query("asOf"), zone)
        knownAt = try Self.end(request.query("knownAt"), zone)
    }

    private static func end(_ text: String?, _ zone: Zone) throws(Problem) -> Timestamp? {
        guard let text else { return nil }
        // A '+' in a query reads as a space: an offset's sign is brought back.
        let typed = text.contains("T") ? text.replacing(" ", with: "+") : text
        guard let moment = try? Moment(typed, in: zone) else {
            throw Problem(.badTime, ["value": .string(text)])
        }
        return moment.end.adding(milliseconds: -1)
    }
}
