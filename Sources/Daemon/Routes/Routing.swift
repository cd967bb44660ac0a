import Engine
import Entries
import EventLog
import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Wire
import Workflows

/// What a request knows beside itself: who asks.
struct KembarContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let caller: Caller

    struct Source: RequestContextSource {
        let logger: Logger
        let caller: Caller
    }

    init(source: Source) {
        coreContext = .init(source: source)
        caller = source.caller
    }
}

/// Finds the route of a request and turns whatever goes wrong into a problem.
struct Routing: Sendable {
    /// The most bytes of a request's body: an entry and its wrapping.
    static let bodyBytesMax = 262_144

    private let responder: RouterResponder<KembarContext>
    private let logger: Logger
    private let isRehearsal: Bool

    init(_ house: House, logger: Logger) {
        let router = Router(context: KembarContext.self)
        StatusRoutes(house: house).add(to: router)
        AgreementRoutes(house: house).add(to: router)
        ReminderRoutes(house: house).add(to: router)
        RuleRoutes(house: house).add(to: router)
        SearchRoutes(house: house).add(to: router)
        AdoptionRoutes(house: house).add(to: router)
        CalendarRoutes(house: house).add(to: router)
        AuditRoutes(house: house).add(to: router)
        RehearsalRoutes(house: house).add(to: router)
        responder = router.buildResponder()
        self.logger = logger
        isRehearsal = house.folder.identity.isRehearsal
    }

    /// Answers; in a rehearsal every answer says so, whatever it is about.
    func respond(to request: Request, from caller: Caller) async -> Response {
        var response = await answer(request, from: caller)
        if isRehearsal { response.headers[.rehearsal] = "true" }
        return response
    }

    private func answer(_ request: Request, from caller: Caller) async -> Response {
        let context = KembarContext(source: .init(logger: logger, caller: caller))
        do {
            let response = try await responder.respond(to: request, context: context)
            // The router answers by itself, without a body, what it has no route for.
            let isBare = response.headers[.contentType] == nil
            guard !isBare || ![.notFound, .methodNotAllowed].contains(response.status) else {
                return Answer.problem(Problem(.unknownRoute, ["path": .string(request.uri.path)]))
            }
            return response
        } catch {
            let problem = ProblemMaker.problem(of: error)
            if problem.status >= 500 {
                logger.error(
                    "request failed",
                    metadata: [
                        "path": "\(request.uri.path)", "code": "\(problem.code.rawValue)",
                        "error": "\(error)",
                    ]
                )
            }
            return Answer.problem(problem)
        }
    }
}

/// Answers as bytes.
enum Answer {
    static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encode(value)))
        )
    }

    static func text(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    static func problem(_ problem: Problem) -> Response {
        Response(
            status: .init(code: problem.status),
            headers: [.contentType: Problem.mediaType],
            // A problem holds strings and numbers only: encoding it can't fail.
            body: ResponseBody(
                byteBuffer: ByteBuffer(bytes: (try? encode(problem)) ?? Data("{}".utf8))
            )
        )
    }

    private static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}

extension Request {
    /// Reads the body as JSON of a form; refuses what is too long or has another form.
    func decoded<Body: Decodable>(_ type: Body.Type) async throws -> (Body, [UInt8]) {
        let bytes = try await bodyBytes()
        do {
            return (try JSONDecoder().decode(type, from: Data(bytes)), bytes)
        } catch {
            throw Problem(.malformedRequest, ["reason": .string(ProblemMaker.reason(error))])
        }
    }

    private func bodyBytes() async throws -> [UInt8] {
        do {
            return Array(buffer: try await body.collect(upTo: Routing.bodyBytesMax))
        } catch is NIOTooManyBytesError {
            throw Problem(.bodyTooLarge, ["limit": .integer(Routing.bodyBytesMax)])
        }
    }

    /// The value of a query parameter; nil if it is absent or empty.
    func query(_ name: String) -> String? {
        guard let value = uri.queryParameters[name[...]], !value.isEmpty else { return nil }
        return String(value)
    }

    /// Reads a whole number; absent is nil, anything else is refused.
    func whole(_ name: String) throws(Problem) -> Int? {
        guard let text = query(name) else { return nil }
        guard let number = Int(text), String(number) == text else {
            throw Problem(
                .badField,
                ["field": .string(name), "value": .string(text), "expected": "integer"]
            )
        }
        return number
    }

    /// Reads `true` or `false`; absent is false, anything else is refused, lest a dry run be real.
    func flag(_ name: String) throws(Problem) -> Bool {
        switch query(name) {
        case nil, "false": return false
        case "true": return true
        case let value?:
            throw Problem(
                .badField,
                [
                    "field": .string(name), "value": .string(value), "expected": "boolean",
                    "allowed": ["true", "false"],
                ]
            )
        }
    }
}
