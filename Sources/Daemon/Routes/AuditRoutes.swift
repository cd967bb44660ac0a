import Answers
import Audit
import Engine
import Entries
import EventLog
import Exports
import Foundation
import Hummingbird
import NIOCore
import Wire

/// What an auditor asks a running daemon: the signed head, the key, a full re-reading.
struct AuditRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/audit/checkpoint") { try await checkpoint($0, $1) }
        router.get("/v1/audit/key") { try await key($0, $1) }
        router.get("/v1/audit/verify") { try await verify($0, $1) }
        router.post("/v1/audit/verify") { try await verifyKept($0, $1) }
        router.get("/v1/audit/replay") { try await replay($0, $1) }
        router.post("/v1/audit/replay") { try await replayOtherwise($0, $1) }
        router.get("/v1/audit/diff") { try await diff($0, $1) }
        router.get("/v1/audit/prove") { try await prove($0, $1) }
        router.get("/v1/audit/receipts") { try await receipts($0, $1) }
        router.get("/v1/audit/export") { try await export($0, $1) }
        router.get("/v1/audit/register") { try await register($0, $1) }
        addInquiries(to: router)
    }

    private func checkpoint(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let note = try house.note(isCosigned: try request.flag("cosigned"))
        guard let since = try request.whole("since") else { return Answer.text(note) }
        return Answer.text(try house.auditAnswers.witnessRequest(since: Int64(since), under: note))
    }

    private func key(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let checkpoints = house.checkpoints
        let isRetired = try checkpoints.successor() != nil
        let isUnclear = try checkpoints.keyDoubt() != nil
        return Answer.key(
            try checkpoints.history().current.description,
            standing: isRetired ? "retired" : isUnclear ? "unclear" : nil
        )
    }

    private func verify(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        return try await verified(
            VerifyRequest(
                // A vkey's base64 may hold '+', which a query turns into a space.
                vkey: request.query("vkey")?.replacing(" ", with: "+"),
                since: try request.query("since").map { try text($0, of: "since") },
                policy: try request.query("policy").map { try text($0, of: "policy") }
            ),
            isOfLogAlone: try request.flag("logOnly")
        )
    }

    private func verifyKept(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let (body, _) = try await request.decoded(VerifyRequest.self)
        return try await verified(body, isOfLogAlone: false)
    }

    /// Reads the log once, however many checkpoints there are to hold against it.
    private func verified(_ wish: VerifyRequest, isOfLogAlone: Bool) async throws -> Response {
        let identity = house.folder.identity
        let (vkey, since) = (wish.vkey, wish.since)
        let policy = try wish.policy.map { try TrustPolicy.read(Array($0.utf8)) }
        do {
            // A file of cosignatures that is none is a finding, and no end: the log is verified all the same.
            let (notes, trouble) = keptNotes()
            let (note, changed) = try house.noteToVerify(pinning: vkey)
            let log = house.log
            let cosigned = notes.notes.reversed().map(\.description)
            // What is spoilt among them is told as that, and never as a fault of the checkpoint.
            let believed = KeptCosignatures.believed(
                notes,
                of: try house.checkpoints.history(),
                in: house.log
            )
            let policies = [policy, house.cosignatures.policy].compactMap(\.self)
            let witnesses: [VerifierKey]? =
                policies.isEmpty ? nil : policies.flatMap(\.witnesses)
            let house = house
            let verify: @Sendable (String?) throws -> VerifyAnswer = { note in
                try Verification(
                    log,
                    identity,
                    note: note.map { believed.cosigning($0, witnesses: witnesses) },
                    vkey: vkey,
                    since: since,
                    cosigned: cosigned,
                    policyKeys: policy?.logs ?? []
                ).answer()
            }
            return try Answer.json(
                try await Self.aside {
                    // Where nothing can be signed, no newer one covers more.
                    let found =
                        try changed == nil
                        ? house.verified(under: note, verify)
                        : (answer: verify(note), note: note)
                    var answer = found.answer
                    // Beside damage views prove nothing: the replay would meet it too. That too few
                    // have cosigned is no damage to the entries, so then both are told.
                    let isReadable = answer.areEntriesWhole
                    if let changed { answer.tell(changed) }
                    if let trouble {
                        // What can't be read is not known to be changed.
                        answer.condemnCosignatures(isUnreadable: trouble is KeptFile.Unreadable)
                    } else if notes.isForged(inNameOf: witnesses ?? []) {
                        answer.condemnCosignatures(isUnreadable: false)
                    }
                    if let policy {
                        let signed = found.note.map {
                            believed.cosigning($0, witnesses: witnesses)
                        }
                        answer.check(policy, [signed] + cosigned, in: log, identity)
                    }
                    if isReadable, !isOfLogAlone { house.compareViews(&answer) }
                    // The key that is said to be in force is the one of `audit keys`.
                    if answer.keys != nil {
                        answer.keySuccessor = try house.checkpoints.successor()?.description
                        answer.keyDoubt = try house.checkpoints.keyDoubt()
                    }
                    if let changed { answer.tell(damageBy: changed) }
                    return answer
                }
            )
        } catch let conflict as CheckpointConflict {
            var answer = VerifyAnswer(
                result: "damaged",
                origin: identity.origin,
                size: 0,
                root: "",
                redacted: 0,
                agreements: 0,
                signer: "not-checked",
                vkey: vkey,
                checked: ["checkpoint"],
                rehearsal: identity.isRehearsal
            )
            let faults = try house.faults(of: conflict)
            answer.fault = faults.first
            answer.beside = faults.count > 1 ? Array(faults.dropFirst()) : nil
            return try Answer.json(answer)
        }
    }

    /// What witnesses have cosigned, or none and why that can't be said.
    private func keptNotes() -> (notes: CosignedNotes, trouble: (any Error)?) {
        do {
            return (try house.cosignatures.notes(), nil)
        } catch {
            return (CosignedNotes(), error)
        }
    }

    /// The text of a query: base64 with the letters of addresses (RFC 4648, section 5).
    private func text(_ text: String, of field: String) throws(Problem) -> String {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        guard let data = Data(base64Encoded: base64),
            let note = String(validating: data, as: UTF8.self)
        else {
            throw Problem(
                .badField,
                [
                    "field": .string(field), "value": .string(text),
                    "expected": field == "since" ? "checkpoint" : "policy",
                ]
            )
        }
        return note
    }

    private func replay(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let answers = house.auditAnswers
        let (id, asOf, knownAt) = (
            request.query("agreement"), request.time("asOf"), request.time("knownAt")
        )
        return try Answer.json(
            try await Self.aside { try answers.replay(id, asOf: asOf, knownAt: knownAt) }
        )
    }

    private func replayOtherwise(
        _ request: Request,
        _ context: KembarContext
    ) async throws -> Response {
        try house.require(.read, of: context.caller)
        let (body, _) = try await request.decoded(RuleFileRequest.self)
        let answers = house.auditAnswers
        let (id, text) = (request.query("agreement"), body.text)
        return try Answer.json(
            try await Self.aside { try answers.replay(id, underRules: text) }
        )
    }

    private func diff(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let answers = house.auditAnswers
        let edges = (from: request.time("from") ?? "", to: request.time("to") ?? "")
        let (mode, id) = (request.query("mode"), request.query("agreement"))
        return try Answer.json(
            try await Self.aside {
                try answers.diff(from: edges.from, to: edges.to, mode: mode, agreement: id)
            }
        )
    }

    private func prove(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let note = try house.note(isCosigned: false)
        let what = request.query("of") ?? ""
        let answers = house.auditAnswers
        return Answer.text(
            try answers.receipt(of: what, under: note, orCosigned: try? house.cosigned())
                .description
        )
    }

    private func receipts(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let answers = house.auditAnswers
        let note = try house.note(isCosigned: try request.flag("cosigned"))
        let id = request.query("agreement") ?? ""
        let identity = house.folder.identity
        return try Answer.json(
            try await Self.aside { try answers.receipts(of: id, under: note, identity) }
        )
    }

    private func export(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let name = request.query("format") ?? ""
        guard let format = ExportFormat(rawValue: name) else {
            throw Problem(
                .badField,
                [
                    "field": "format", "value": .string(name), "expected": "choice",
                    "allowed": .array(ExportFormat.allCases.map { .string($0.rawValue) }),
                ]
            )
        }
        let (log, origin) = (house.log, house.folder.identity.origin)
        return Response(
            status: .ok,
            headers: [.contentType: format.mediaType],
            body: ResponseBody { writer in
                var reader = ExportReader(log, format, origin: origin)
                while let piece = try reader.next() {
                    if !piece.isEmpty { try await writer.write(ByteBuffer(bytes: piece)) }
                }
                try await writer.finish(nil)
            }
        )
    }

    private func register(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        let (house, head) = (house, house.log.head.size)
        let size = try request.whole("size").map(Int64.init) ?? head
        guard (1...head).contains(size) else {
            throw Problem(
                .badField,
                [
                    "field": "size", "value": .string("\(size)"), "expected": "range", "from": 1,
                    "to": .integer(Int(head)),
                ]
            )
        }
        let id = request.query("agreement")
        if let id, try house.log.entries(ofSubject: id).isEmpty {
            throw Problem(.unknownAgreement, ["id": .string(id)])
        }
        let file = try await Self.aside {
            try RegisterFile(of: house, size: size, agreement: id)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "application/vnd.sqlite3"],
            body: ResponseBody { writer in
                while let piece = try file.next() { try await writer.write(piece) }
                try await writer.finish(nil)
            }
        )
    }

    /// Reads for a while: on a thread of its own, so that requests go on.
    static func aside<Answer: Sendable>(
        _ work: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result(catching: work))
            }
        }
    }
}

extension House {
    /// What an auditor asks, answered from the log under the rules of this moment.
    var auditAnswers: AuditAnswers {
        AuditAnswers(log, submitter.rulesInForce, isRehearsal: folder.identity.isRehearsal)
    }

    /// The signed head to verify the log under; where a kept checkpoint was changed, or is by a key that nobody here
    /// knows, what can still be looked at by it.
    ///
    /// `vkey` is the key that whoever verifies has pinned. Throws `CheckpointConflict` where there is nothing to
    /// look at the log by.
    fileprivate func noteToVerify(
        pinning vkey: String?
    ) throws -> (note: String?, changed: ChangedCheckpoint?) {
        do {
            return (try checkpoints.signedOrKept(), nil)
        } catch let conflict as CheckpointConflict {
            guard let changed = try ChangedCheckpoint(checkpoints, in: log, pinning: vkey) else {
                throw conflict
            }
            return (changed.note, changed)
        }
    }

    /// What is told where a conflict leaves nothing to look at the log by: of a changed file, each that is one.
    fileprivate func faults(of conflict: CheckpointConflict) throws -> [VerifyFault] {
        let fault = VerifyFault(conflict)
        guard conflict == .keptNoteChanged else { return [fault] }
        let named = try checkpoints.keptNotes().filter { $0.conflict == conflict }.map { file in
            var one = fault
            one.params["path"] = .string(file.path)
            return one
        }
        return named.isEmpty ? [fault] : named
    }

    /// What `verify` says under that checkpoint; once more under the newest one where only that covers a
    /// redaction which was recorded meanwhile.
    func verified(
        under note: String?,
        _ verify: (String?) throws -> VerifyAnswer
    ) throws -> (answer: VerifyAnswer, note: String?) {
        let answer = try verify(note)
        guard let open = answer.unsignedRedaction,
            let later = try checkpoints.signedOrKept(),
            let signed = KeptCheckpoint.said(by: later), open.by < signed.size
        else { return (answer, note) }
        return (try verify(later), later)
    }
}

extension VerifyFault {
    /// What speaks against the log, or against what it is held against.
    init(_ conflict: CheckpointConflict) {
        switch conflict {
        case .notAnExtension(let kept, let found, let isRecoverable):
            self.init(
                position: min(kept, found),
                code: "signed-before",
                params: CheckpointConflict.params(kept, found, isRecoverable)
            )
        case .signedByUnknownKey(let kept, let found):
            self.init(
                position: -1,
                code: "signed-by-unknown-key",
                params: ["kept": .integer(Int(kept)), "found": .integer(Int(found))]
            )
        case .keptNoteChanged, .keyNotHere, .keyRetired, .handoversUnreadable:
            self.init(position: -1, code: "kept-checkpoint", params: [:])
        }
    }
}

extension Request {
    /// A typed time: a '+' in a query reads as a space, so an offset's sign is brought back.
    fileprivate func time(_ name: String) -> String? {
        query(name).map { $0.contains("T") ? $0.replacing(" ", with: "+") : $0 }
    }
}
