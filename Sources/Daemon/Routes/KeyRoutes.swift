import Answers
import Audit
import Engine
import Entries
import EventLog
import Hummingbird
import Wire

/// What concerns signatures: the log's keys, the witnesses' cosignatures, and going on after a loss.
struct KeyRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/audit/keys") { try await keys($0, $1) }
        router.get("/v1/audit/cosignatures") { try await cosignatures($0, $1) }
        router.post("/v1/admin/key/rotation") { try await rotate($0, $1) }
        router.post("/v1/admin/cosignatures") { try await take($0, $1) }
        router.post("/v1/admin/recovery") { try await recover($0, $1) }
    }

    private func keys(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        return try Answer.json(
            KeyList(
                keys: try house.checkpoints.history().answers(in: house.log),
                successor: try house.checkpoints.successor()?.description,
                doubt: try house.checkpoints.keyDoubt(),
                rehearsal: house.folder.identity.isRehearsal
            )
        )
    }

    private func cosignatures(
        _ request: Request,
        _ context: KembarContext
    ) async throws -> Response {
        try house.require(.read, of: context.caller)
        return try Answer.json(try house.cosignatureList())
    }

    private func take(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, _) = try await request.decoded(CosignedRequest.self)
        return try Answer.json(try house.take(cosigned: body.checkpoint))
    }

    private func rotate(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, bytes) = try await request.decoded(KeyRotationRequest.self)
        let stamp = try await house.stamp(request, context, bytes, right: .admin)
        let command = CommandKey(actor: stamp.actor, id: stamp.key)
        let receipt = try await house.rotation.rotate(
            isDryRun: stamp.isDryRun,
            isRepetition: try !house.log.entries(ofCommand: command).isEmpty
        ) { key in
            try await house.submit(
                house.submission(
                    request,
                    context,
                    bytes,
                    right: .admin,
                    .adoptKey(key, reason: body.reason)
                )
            )
        }
        return try Answer.json(WriteAnswer(receipt))
    }

    private func recover(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (body, bytes) = try await request.decoded(RecoveryRequest.self)
        guard body.reason.contains(where: { !$0.isWhitespace }) else {
            throw Problem(.missingField, ["field": "reason", "event": "LogRecovered"])
        }
        let stamp = try await house.stamp(request, context, bytes, right: .admin)
        let command = CommandKey(actor: stamp.actor, id: stamp.key)
        let isRepetition = try !house.log.entries(ofCommand: command).isEmpty
        guard
            let lost = try house.checkpoints.lost(because: body.reason)
                ?? (isRepetition ? try house.nothingLost(body.reason) : nil)
        else { throw Problem(.nothingToRecover) }
        let receipt = try await house.submit(
            house.submission(request, context, bytes, right: .admin, .recover(lost))
        )
        // From now on this is what was signed: nothing but the entry remembers the other tree.
        if !receipt.isDryRun { _ = try house.checkpoints.signed() }
        var answer = WriteAnswer(receipt)
        // A repetition finds nothing lost any more.
        if !lost.note.isEmpty {
            answer.lost = LostEntries(
                from: lost.lostFrom,
                through: lost.signed.size - 1,
                signer: lost.isByKnownKey ? nil : "unknown"
            )
        }
        return try Answer.json(answer)
    }
}

extension House {
    /// A wish that is answered by what its command came to before.
    fileprivate func nothingLost(_ reason: String) throws -> Submission.Recovery {
        let head = log.head
        return Submission.Recovery(
            note: "",
            signed: try Checkpoint(
                origin: folder.identity.origin,
                size: head.size,
                root: head.root
            ),
            lostFrom: 0,
            reason: reason
        )
    }

    /// Keeps a cosigned checkpoint; answers what is kept then.
    func take(cosigned note: String) throws -> CosignatureList {
        _ = try cosignatures.take(note, try checkpoints.history())
        return try cosignatureList()
    }

    /// The newest checkpoint that enough witnesses have cosigned; nil without one.
    func cosigned() throws -> SignedNote? { try cosignatures.enough(try checkpoints.history()) }

    /// What witnesses have cosigned; what they cosigned of entries that the log lost stands beside.
    func cosignatureList() throws -> CosignatureList {
        let kept = try cosignatures.toldApart(try checkpoints.history())
        let enough = try cosigned()
        return CosignatureList(
            head: log.head.size,
            witnesses: CosignatureState.all(of: cosignatures.policy, in: kept.fitting),
            enough: enough.flatMap { try? Checkpoint(text: $0.text).size },
            checkpoint: enough?.description,
            lost: LostCosignatures.all(of: cosignatures.policy, in: kept),
            unexplained: kept.unexplainedCount,
            rehearsal: folder.identity.isRehearsal
        )
    }

    /// The signed head, with the cosignatures that are kept of it; or the newest checkpoint that enough
    /// witnesses have cosigned.
    func note(isCosigned: Bool) throws -> String {
        guard isCosigned else {
            let note = try checkpoints.signed()
            return cosignatures.cosigning(note, try checkpoints.history())
        }
        guard let note = try cosigned() else {
            throw try Problem.nothingCosigned(lost: cosignatures.lostSize(checkpoints.history()))
        }
        return note.description
    }
}
