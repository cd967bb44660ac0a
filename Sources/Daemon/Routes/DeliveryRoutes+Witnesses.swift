import Answers
import Audit
import Engine
import EventLog
import Hummingbird
import Wire

/// What kembar-deliver asks and tells when it carries checkpoints to public witnesses.
extension DeliveryRoutes {
    func addWitnesses(to router: Router<KembarContext>) {
        router.get("/v1/deliveries/witnesses") { try await witnesses($0, $1) }
        router.get("/v1/deliveries/checkpoint") { try await checkpoint($0, $1) }
        router.post("/v1/deliveries/cosignatures") { try await cosignatures($0, $1) }
    }

    /// A rehearsal's history is nobody's business outside.
    private func requireReal() throws(Problem) {
        guard house.folder.identity.isRehearsal else { return }
        throw Problem(.nothingCosigned)
    }

    private func witnesses(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        var list = try house.cosignatureList()
        if list.rehearsal { list.witnesses = [] }
        return try Answer.json(list)
    }

    /// What a witness is asked that cosigned `since` entries last.
    private func checkpoint(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        try requireReal()
        let since = Int64(try request.whole("since") ?? 0)
        let note = try house.checkpoints.signed()
        return Answer.text(try house.auditAnswers.witnessRequest(since: since, under: note))
    }

    private func cosignatures(
        _ request: Request,
        _ context: KembarContext
    ) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        try requireReal()
        let (body, _) = try await request.decoded(CosignedRequest.self)
        return try Answer.json(try house.take(cosigned: body.checkpoint))
    }
}
