import Engine
import Entries
import Hummingbird
import Wire

/// The daemon's clock: somebody says that it is right after it jumped ahead.
struct ClockRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.post("/v1/clock/confirmation") { try await confirm($0, $1) }
    }

    private func confirm(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.admin, of: context.caller)
        let (_, bytes) = try await request.decoded(ClockConfirmation.self)
        let receipt = try await house.submit(
            house.submission(request, context, bytes, right: .admin, .confirmClock)
        )
        if !receipt.isDryRun { house.wakeUp.trustClock() }
        return try Answer.json(WriteAnswer(receipt))
    }
}
