import Answers
import Engine
import Hummingbird
import Wire

/// What an auditor wants to understand: why, since when, what stands out.
extension AuditRoutes {
    func addInquiries(to router: Router<KembarContext>) {
        router.get("/v1/audit/why") { try await why($0, $1) }
        router.get("/v1/audit/first") { try await first($0, $1) }
        router.get("/v1/audit/silences") { try await silences($0, $1) }
        router.get("/v1/audit/exceptions") { try await exceptions($0, $1) }
        router.get("/v1/audit/sample") { try await sample($0, $1) }
    }

    private func why(_ request: Request, _ context: KembarContext) async throws -> Response {
        let (id, field) = (request.query("agreement") ?? "", request.query("field") ?? "")
        return try await answer(context) { try $0.why(id, field) }
    }

    private func first(_ request: Request, _ context: KembarContext) async throws -> Response {
        let (field, id) = (request.query("field") ?? "", request.query("agreement"))
        return try await answer(context) { try $0.first(field, agreement: id) }
    }

    private func silences(_ request: Request, _ context: KembarContext) async throws -> Response {
        try await answer(context) { try $0.silences() }
    }

    private func exceptions(
        _ request: Request,
        _ context: KembarContext
    ) async throws -> Response {
        let lateDays = try request.whole("lateDays") ?? AuditAnswers.lateDaysDefault
        let holdDays = try request.whole("holdDays") ?? AuditAnswers.holdDaysDefault
        let nearDays = try request.whole("nearDays") ?? AuditAnswers.nearDaysDefault
        let now = house.submitter.time
        return try await answer(context) {
            try $0.exceptions(
                lateDays: lateDays,
                holdDays: holdDays,
                nearDays: nearDays,
                now: now
            )
        }
    }

    private func sample(_ request: Request, _ context: KembarContext) async throws -> Response {
        let count = try AuditAnswers.sampleCount(request.query("n") ?? "")
        let seed = request.query("seed") ?? ""
        return try await answer(context) { try $0.sample(count, seed: seed) }
    }

    private func answer(
        _ context: KembarContext,
        _ ask: @escaping @Sendable (AuditAnswers) throws -> some Encodable & Sendable
    ) async throws -> Response {
        try house.require(.read, of: context.caller)
        let answers = house.auditAnswers
        return try Answer.json(try await Self.aside { try ask(answers) })
    }
}
