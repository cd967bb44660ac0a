import FoundationEssentials
import Wire

/// The daemon's desk, over its socket.
struct DaemonClient: DeliveryDoor, CustomStringConvertible {
    let socket: String
    let curl: Curl

    var description: String { socket }

    /// How long an answer may take: signing and composing one message.
    private static let limitSeconds = 60

    func list() async throws -> DeliveryList {
        try await ask("/v1/deliveries", as: DeliveryList.self)
    }

    func take(_ position: Int64) async throws -> Parcel {
        try await ask("/v1/deliveries/\(position)/take", body: "", as: Parcel.self)
    }

    func note(
        _ outcome: DeliveryOutcomeRequest,
        of position: Int64
    ) async throws -> DeliveryStanding {
        let body = String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self)
        return try await ask(
            "/v1/deliveries/\(position)/outcomes",
            body: body,
            as: DeliveryStanding.self
        )
    }

    private func ask<Reply: Decodable>(
        _ path: String,
        body: String? = nil,
        as type: Reply.Type
    ) async throws -> Reply {
        var options = CurlConfiguration()
        options.set("proto", "=http")
        options.set("unix-socket", socket)
        options.set("url", "http://localhost" + path)
        options.set("max-time", String(Self.limitSeconds))
        if let body {
            options.set("header", "Content-Type: application/json")
            options.set("data-raw", body)
        }
        let answer = try await curl.run(options)
        guard answer.exit == 0 else {
            throw DeliveryFailure.unreachable(
                answer.message.isEmpty ? "curl \(answer.exit)" : answer.message
            )
        }
        let bytes = Data(answer.body.utf8)
        guard (200..<300).contains(answer.code) else {
            // Whatever is no problem document is told by its status alone.
            let problem = try? JSONDecoder().decode(Refusal.self, from: bytes)
            throw DeliveryFailure.refused(status: answer.code, code: problem?.code ?? "")
        }
        return try JSONDecoder().decode(type, from: bytes)
    }

    private struct Refusal: Decodable {
        var code: String
    }
}
