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

    /// What witnesses have cosigned, as far as the daemon knows.
    func witnesses() async throws -> CosignatureList {
        try await ask("/v1/deliveries/witnesses", as: CosignatureList.self)
    }

    /// What a witness is asked that cosigned so many entries last.
    func witnessRequest(since: Int64) async throws -> String {
        try await text("/v1/deliveries/checkpoint?since=\(since)")
    }

    /// Hands a cosigned checkpoint in.
    func take(cosigned note: String) async throws -> CosignatureList {
        let wish = CosignedRequest(checkpoint: note)
        let body = String(decoding: try JSONEncoder().encode(wish), as: UTF8.self)
        return try await ask(
            "/v1/deliveries/cosignatures",
            body: body,
            as: CosignatureList.self
        )
    }

    private func ask<Reply: Decodable>(
        _ path: String,
        body: String? = nil,
        as type: Reply.Type
    ) async throws -> Reply {
        try JSONDecoder().decode(type, from: Data(try await text(path, body: body).utf8))
    }

    private func text(_ path: String, body: String? = nil) async throws -> String {
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
            throw DeliveryFailure.unreachable(cause(of: answer))
        }
        guard (200..<300).contains(answer.code) else {
            // Whatever is no problem document is told by its status alone.
            let problem = try? JSONDecoder().decode(Refusal.self, from: Data(answer.body.utf8))
            throw DeliveryFailure.refused(status: answer.code, code: problem?.code ?? "")
        }
        return answer.body
    }

    /// CURLE_COULDNT_CONNECT.
    private static let connectError = 7

    /// Why a run of curl came to nothing.
    private func cause(of answer: Curl.Answer) -> String {
        guard answer.exit != Self.connectError else {
            return SocketTrouble.cause(at: socket) ?? "nobody listened a moment ago"
        }
        return answer.message.isEmpty ? "curl \(answer.exit)" : answer.message
    }

    private struct Refusal: Decodable {
        var code: String
    }
}
