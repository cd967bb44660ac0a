import Entries
import Hummingbird
import Wire

/// The deliverer's socket: the desk for what is to be carried, and nothing else.
struct DeliveryRoutes: Sendable {
    let house: House

    /// What the deliverer's socket answers begins so.
    static let path = "/v1/deliveries"

    func add(to router: Router<KembarContext>) {
        router.get("/v1/deliveries") { try await list($0, $1) }
        router.post("/v1/deliveries/:position/take") { try await take($0, $1) }
        router.post("/v1/deliveries/:position/outcomes") { try await note($0, $1) }
        addWitnesses(to: router)
    }

    private var desk: DeliveryDesk { house.wakeUp.desk }

    private func list(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        try await house.reachHead()
        return try Answer.json(try desk.list())
    }

    private func take(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        let position = try position(context)
        try await house.reachHead()
        return try Answer.json(try await desk.take(position))
    }

    private func note(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.deliver, of: context.caller)
        let (body, _) = try await request.decoded(DeliveryOutcomeRequest.self)
        let position = try position(context)
        try await house.reachHead()
        return try Answer.json(try await desk.note(body, of: position))
    }

    private func position(_ context: KembarContext) throws -> Int64 {
        let text = try context.parameters.require("position")
        guard let position = Int64(text), String(position) == text else {
            throw Problem(
                .badField,
                ["field": "position", "value": .string(text), "expected": "integer"]
            )
        }
        return position
    }
}
