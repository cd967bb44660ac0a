import Calendars
import Entries
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Wire

/// Refuses what a route does not know, before the route looks at anything.
///
/// A mistyped `?asof=` must not silently answer the present, nor a `dryRun` that a route does not
/// have do the real thing.
struct RequestChecks: RouterMiddleware {
    typealias Context = KembarContext

    let description: APIDescription

    /// The header fields of which one value is read.
    private static let single: [HTTPField.Name] = [.idempotencyKey, .ifMatch, .lastEventID]

    @concurrent
    func handle(
        _ request: Request,
        context: KembarContext,
        next: @concurrent (Request, KembarContext) async throws -> Response
    ) async throws -> Response {
        // Without a route there is nothing to hold the request against; that gets its own answer.
        guard let path = context.endpointPath else { return try await next(request, context) }
        var context = context
        context.coreContext.parameters = try Self.decoded(context.parameters)
        let operation =
            description.operation(request.method.rawValue, "/" + path.trimmingSlashes)
            ?? APIDescription.Operation()
        try Self.check(request.uri.query ?? "", operation.query)
        for name in Self.single where request.headers[values: name].count > 1 {
            // Read together they would be one value that nobody sent, such as a key "a, b".
            throw Problem(
                .malformedRequest,
                ["reason": "header-twice", "header": .string(name.rawName)]
            )
        }
        if request.headers[.ifMatch] != nil, !operation.headers.contains("if-match") {
            throw Problem(.malformedRequest, ["reason": "if-match-not-here"])
        }
        return try await next(request, context)
    }

    /// The parts of the path as they are meant: `%2D` is a hyphen.
    private static func decoded(_ parameters: Parameters) throws(Problem) -> Parameters {
        var decoded = Parameters()
        for (name, value) in parameters {
            let name = String(name)
            decoded[name[...]] = try text(value, of: name)[...]
        }
        return decoded
    }

    private static func check(_ query: String, _ known: [String]) throws(Problem) {
        var seen: Set<String> = []
        for pair in query.split(separator: "&", omittingEmptySubsequences: true) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try text(parts[0], of: "query")
            guard known.contains(name) else {
                var params: [String: JSONValue] = [
                    "reason": "unknown-parameter", "parameter": .string(name),
                    "allowed": .array(known.map(JSONValue.string)),
                ]
                params["nearest"] = Spelling.nearest(to: name, in: known).map(JSONValue.string)
                throw Problem(.malformedRequest, params)
            }
            guard seen.insert(name).inserted else {
                throw Problem(
                    .malformedRequest,
                    ["reason": "parameter-twice", "parameter": .string(name)]
                )
            }
            guard parts.count == 2, try !text(parts[1], of: name).isEmpty else {
                throw Problem(
                    .malformedRequest,
                    ["reason": "parameter-empty", "parameter": .string(name)]
                )
            }
        }
    }

    /// The text that a part of the target stands for; refuses what could not be shown again safely.
    private static func text(_ raw: Substring, of name: String) throws(Problem) -> String {
        guard let text = PercentEncoding.text(of: raw) else {
            throw Problem(
                .malformedRequest,
                ["reason": "percent-encoding", "parameter": .string(name)]
            )
        }
        if let fault = InputText.fault(in: text) { throw ProblemMaker.problem(of: fault, name) }
        return text
    }
}

/// The encoding of a request's target (RFC 3986, section 2.1).
enum PercentEncoding {
    /// Returns the text that stands for; nil if an escape is broken or the bytes are no UTF-8.
    static func text(of raw: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(raw.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy(\.isHexDigit),
                let escaped = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(escaped)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

extension String {
    fileprivate var trimmingSlashes: Substring {
        self[...].drop { $0 == "/" }
    }
}
