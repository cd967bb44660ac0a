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
struct Routing: Responding {
    /// The most bytes of a request's body: an entry and its wrapping.
    static let bodyBytesMax = 262_144
    /// The same of a question that brings years of saved checkpoints: a thousand of a kilobyte each, which is a
    /// note with a dozen cosignatures.
    static let checkpointsBytesMax = 1_048_576
    /// What reads the whole log, or runs years of wake-ups.
    static let longPaths: Set = [
        "/v1/audit/verify", "/v1/audit/replay", "/v1/audit/diff", "/v1/audit/receipts",
        "/v1/audit/export", "/v1/audit/why", "/v1/audit/first", "/v1/audit/silences",
        "/v1/audit/exceptions", "/v1/audit/sample", "/v1/rehearsal", "/v1/reminders/simulation",
        "/v1/audit/register", "/v1/admin/backup",
    ]

    private let responder: RouterResponder<KembarContext>
    private let table: RouteTable
    private let logger: Logger
    private let isRehearsal: Bool
    private let metrics: Metrics

    init(_ house: House, logger: Logger) {
        let router = Self.router(house)
        table = RouteTable(Self.routes(router))
        responder = router.buildResponder()
        self.logger = logger
        isRehearsal = house.folder.identity.isRehearsal
        metrics = house.metrics
    }

    private static func router(_ house: House) -> Router<KembarContext> {
        let router = Router(context: KembarContext.self)
        let description = APIDescription.builtIn
        router.add(middleware: RequestChecks(description: description))
        DescriptionRoutes(description: description).add(to: router)
        StatusRoutes(house: house).add(to: router)
        AgreementRoutes(house: house).add(to: router)
        ReminderRoutes(house: house).add(to: router)
        LetterRoutes(house: house).add(to: router)
        SimulationRoutes(house: house).add(to: router)
        RuleRoutes(house: house).add(to: router)
        SearchRoutes(house: house).add(to: router)
        AdoptionRoutes(house: house).add(to: router)
        CalendarRoutes(house: house).add(to: router)
        AuditRoutes(house: house).add(to: router)
        EventRoutes(house: house).add(to: router)
        RehearsalRoutes(house: house).add(to: router)
        ClockRoutes(house: house).add(to: router)
        ContactRoutes(house: house).add(to: router)
        OfficerRoutes(house: house).add(to: router)
        DeliveryRoutes(house: house).add(to: router)
        BackupRoutes(house: house).add(to: router)
        KeyRoutes(house: house).add(to: router)
        MetricsRoutes(house: house).add(to: router)
        return router
    }

    /// Every route of this program, its path written `/v1/agreements/{id}`.
    static func routes(_ house: House) -> [(path: String, method: String)] {
        routes(router(house))
    }

    private static func routes(
        _ router: Router<KembarContext>
    ) -> [(path: String, method: String)] {
        router.routes.map { route in
            ("/" + route.path.description.drop { $0 == "/" }, route.method.rawValue)
        }
    }

    func respond(to request: Request, from caller: Caller) async -> Response {
        let start = ContinuousClock.now
        let answer = await answer(request, from: caller)
        metrics.count(request, answer, since: start)
        return finished(answer.response, to: request.head)
    }

    /// People's commands: what they wait for is the log's writer, which has a thread of its own.
    func isQuick(_ request: HTTPRequest) -> Bool {
        guard request.method == .post else { return false }
        let path = request.pathWithoutQuery
        let prefix = "/v1/agreements"
        return path == prefix || (path.hasPrefix(prefix + "/") && path.hasSuffix("/events"))
    }

    func isLong(_ request: HTTPRequest) -> Bool {
        let path = request.pathWithoutQuery
        return Self.longPaths.contains { $0 == path }
    }

    func bodyBytesMax(of request: HTTPRequest) -> Int { request.bodyBytesMax }

    func lateAnswer(to request: HTTPRequest, deadline: Duration) -> WholeAnswer {
        // A question may have a body, and records nothing for that; nor does a dry run.
        let isRead =
            RequestKind(method: request.method.rawValue, target: request.path ?? "") == .question
        // A write goes on where it is: nobody can say whether it will be kept.
        let problem =
            isRead
            ? Problem(
                .deadlinePassed,
                ["limit": .integer(Int(deadline.components.seconds))]
            ) : Problem(.outcomeUnknown)
        logger.error("answer late", metadata: ["path": "\(request.pathWithoutQuery)"])
        var answer = whole(problem, to: request)
        answer.head.headerFields[.connection] = "close"
        return answer
    }

    func strangerAnswer(to request: HTTPRequest) -> WholeAnswer {
        whole(Problem(.callerUnknown), to: request)
    }

    private func whole(_ problem: Problem, to request: HTTPRequest) -> WholeAnswer {
        WholeAnswer(
            head: finished(Answer.problem(problem), to: request).head,
            body: request.method == .head ? nil : ByteBuffer(bytes: Answer.bytes(of: problem))
        )
    }

    /// In a rehearsal every answer says so, whatever it is about; to a HEAD none has a body.
    private func finished(_ response: Response, to request: HTTPRequest) -> Response {
        var response = request.method == .head ? response.withoutBody : response
        if isRehearsal { response.headers[.rehearsal] = "true" }
        return response
    }

    private func answer(_ request: Request, from caller: Caller) async -> RoutedAnswer {
        let context = KembarContext(source: .init(logger: logger, caller: caller))
        // The deliverer is the one who talks to a network: what it does not need it can't even ask for.
        if caller.socket == .deliver, !request.uri.path.hasPrefix(DeliveryRoutes.path) {
            return RoutedAnswer(Problem(.unknownRoute, ["path": .string(request.uri.path)]))
        }
        do {
            let response = try await responder.respond(to: request.asGet, context: context)
            // The router answers by itself, without a body, what it has no route for.
            guard response.status == .notFound, response.headers[.contentType] == nil else {
                return RoutedAnswer(response: response)
            }
            return unrouted(request)
        } catch {
            var problem = ProblemMaker.problem(of: error)
            // Who wants to write there is helped by no group: the other socket is the remedy. Who lacks
            // even the reader's group is told that group.
            let isWriting = problem.params["group"] != .string(SocketRole.audit.group)
            if problem.code == .notPermitted, caller.socket == .audit, isWriting {
                problem.params["socket"] = .string(SocketRole.audit.rawValue)
            }
            // Its own socket is the only way, whatever the group.
            if problem.code == .notPermitted, caller.socket != .deliver,
                problem.params["group"] == .string(SocketRole.deliver.group)
            {
                problem.params["socket"] = .string(caller.socket.rawValue)
            }
            if problem.status >= 500 { tell(problem, of: error, request.uri.path) }
            return RoutedAnswer(problem)
        }
    }

    /// A full disk or too many readers is the operator's business; what has no code is a fault of ours.
    private func tell(_ problem: Problem, of error: any Error, _ path: String) {
        let isOurs = problem.code == .internalError
        let cause = isOurs ? "\(error)" : JSONValue.object(problem.params).canonicalText
        logger.log(
            level: isOurs ? .error : .warning,
            "request failed",
            metadata: [
                "path": "\(path)", "code": "\(problem.code.rawValue)",
                (isOurs ? "error" : "params"): "\(cause)",
            ]
        )
    }

    /// Says which methods the path has, or that there is no such path.
    private func unrouted(_ request: Request) -> RoutedAnswer {
        let methods = table.methods(of: request.uri.path)
        guard !methods.isEmpty else {
            return RoutedAnswer(Problem(.unknownRoute, ["path": .string(request.uri.path)]))
        }
        let isQuestion = request.method == .options
        var answer =
            isQuestion
            ? RoutedAnswer(response: Response(status: .noContent))
            : RoutedAnswer(
                Problem(
                    .methodNotAllowed,
                    [
                        "method": .string(request.method.rawValue),
                        "allowed": .array(methods.map(JSONValue.string)),
                    ]
                )
            )
        answer.response.headers[.allow] = methods.joined(separator: ", ")
        return answer
    }
}

/// An answer, and as what it is counted.
struct RoutedAnswer {
    var response: Response
    /// The code of the problem that it tells; nil if it tells none.
    private(set) var refused: ProblemCode?

    init(response: Response) { self.response = response }

    init(_ problem: Problem) {
        response = Answer.problem(problem)
        refused = problem.code
    }
}

/// The description of this interface, for everybody who may connect.
private struct DescriptionRoutes {
    let description: APIDescription

    func add(to router: Router<KembarContext>) {
        let bytes = ByteBuffer(bytes: description.bytes)
        router.get("/v1/openapi.json") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: bytes)
            )
        }
    }
}

/// Answers as bytes.
enum Answer {
    @inline(never)
    static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        json(ByteBuffer(bytes: try encode(value)), status)
    }

    /// The same of a value that needs no encoder.
    static func json(_ value: JSONValue, status: HTTPResponse.Status) -> Response {
        var text = JSONText(capacity: 512)
        text.write(value)
        return json(ByteBuffer(bytes: text.bytes), status)
    }

    private static func json(_ bytes: ByteBuffer, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: bytes)
        )
    }

    static func text(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// A key alone, as it is kept in files and handed to programs; whether it is in force stands in the head.
    static func key(_ vkey: String, standing: String?) -> Response {
        var response = text(vkey + "\n")
        if let standing { response.headers[.keyStanding] = standing }
        return response
    }

    static func problem(_ problem: Problem) -> Response {
        Response(
            status: .init(code: problem.status),
            headers: [.contentType: Problem.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes(of: problem)))
        )
    }

    /// A problem as it is written out.
    static func bytes(of problem: Problem) -> Data {
        // It holds strings and numbers only: encoding it can't fail.
        (try? encode(problem)) ?? Data("{}".utf8)
    }

    private static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}

extension HTTPRequest {
    /// The target's path, as it was written.
    fileprivate var pathWithoutQuery: Substring { (path ?? "").prefix { $0 != "?" } }

    /// The most bytes of a body that are taken there.
    fileprivate var bodyBytesMax: Int {
        pathWithoutQuery == "/v1/audit/verify" ? Routing.checkpointsBytesMax : Routing.bodyBytesMax
    }
}

extension Response {
    /// As it is to a HEAD.
    ///
    /// It tells the length that a GET would get, or none where that is not known before the body is made
    /// (RFC 9110, section 8.6).
    fileprivate var withoutBody: Response {
        var response = self
        response.body = ResponseBody()
        response.headers[.contentLength] = headers[.contentLength]
        return response
    }
}

extension Request {
    /// What a HEAD asks for is what a GET would be answered, without its body.
    fileprivate var asGet: Request {
        guard method == .head else { return self }
        var head = head
        head.method = .get
        return Request(head: head, body: body)
    }

    /// Reads the body as JSON of a form; refuses what is too long, has another form, or has members
    /// that the form does not know.
    @inline(never)
    func decoded<Body: RequestForm>(_ type: Body.Type) async throws -> (Body, [UInt8]) {
        let bytes = try await bodyBytes()
        let given: JSONValue
        do throws(RequestJSON.Fault) {
            given = try RequestJSON.value(of: bytes)
        } catch {
            throw ProblemMaker.problem(of: error)
        }
        let known = Body.members
        if let unknown = given.object?.keys.sorted().first(where: { !known.contains($0) }) {
            throw ProblemMaker.problem(unknownMember: unknown, known: known)
        }
        for (part, known) in Body.parts {
            let names = given[part]?.object?.keys.sorted() ?? []
            guard let unknown = names.first(where: { !known.contains($0) }) else { continue }
            throw ProblemMaker.problem(unknownMember: unknown, known: known)
        }
        if let body = given.object.flatMap({ Body(members: $0) }) { return (body, bytes) }
        do {
            return (try JSONDecoder().decode(type, from: Data(bytes)), bytes)
        } catch {
            throw ProblemMaker.problem(ofDecoding: error)
        }
    }

    @inline(never)
    private func bodyBytes() async throws -> [UInt8] {
        let bytesMax = head.bodyBytesMax
        let tooLarge = Problem(.bodyTooLarge, ["limit": .integer(bytesMax)])
        // Who asks first is not asked for it. Whoever sends at once is read as far as the limit: he may
        // read the refusal only after he has written.
        if head.isAskingToSend, head.declaredBodyBytes > bytesMax { throw tooLarge }
        do {
            return Array(buffer: try await body.collect(upTo: bytesMax))
        } catch is NIOTooManyBytesError {
            throw tooLarge
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
