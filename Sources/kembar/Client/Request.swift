import Entries
import FoundationEssentials
import Wire

/// One request to the daemon, complete but for the socket it goes through.
struct Request: Hashable, Sendable {
    enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", delete = "DELETE"
    }

    var method: Method
    /// Path and query, escaped.
    var target: String
    var headers: [Header]
    var body: [UInt8]?
    /// The idempotency key, for a write that has one.
    var key: String?

    struct Header: Hashable, Sendable {
        var name: String
        var value: String

        /// Whether the value ends where its line ends.
        fileprivate var isOneLine: Bool {
            value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        }
    }

    init(
        _ method: Method,
        target: String,
        headers: [Header] = [],
        body: [UInt8]? = nil,
        key: String? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.key = key
    }
}

extension Request {
    /// What it may leave behind.
    var kind: RequestKind { RequestKind(method: method.rawValue, target: target) }

    /// Whether it may be sent again: under its key the daemon does the same thing only once.
    var isRepeatable: Bool { key != nil && kind != .unkeyed }

    /// A question: path segments and query as they are, escaped here; parameters without a value are left out.
    static func get(_ path: [String], _ query: [(name: String, value: String?)] = []) -> Request {
        Request(.get, target: target(path, query))
    }

    /// A write with its JSON body, always the same bytes for the same content.
    ///
    /// The daemon digests the bytes to tell a repeated command from another one under the same key.
    static func post(
        _ path: [String],
        _ query: [(name: String, value: String?)] = [],
        body: some Encodable,
        key: String?,
        version: Int? = nil
    ) throws -> Request {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var headers = [Header(name: "Content-Type", value: "application/json")]
        if let key { headers.append(Header(name: "Idempotency-Key", value: key)) }
        if let version { headers.append(Header(name: "If-Match", value: String(version))) }
        return Request(
            .post,
            target: target(path, query),
            headers: headers,
            body: Array(try encoder.encode(body)),
            key: key
        )
    }

    private static func target(
        _ path: [String],
        _ query: [(name: String, value: String?)]
    ) -> String {
        let escapedPath = "/v1/" + path.map(escaped).joined(separator: "/")
        let pairs = query.compactMap { name, value in value.map { "\(name)=\(escaped($0))" } }
        return pairs.isEmpty ? escapedPath : "\(escapedPath)?\(pairs.joined(separator: "&"))"
    }

    /// The request as it is sent (RFC 9112, section 3); the connection ends with its answer.
    ///
    /// Nil if a header holds what would end its line: nothing of such a request is sent.
    var bytes: [UInt8]? {
        var fields = [
            Header(name: "Host", value: "localhost"), Header(name: "Connection", value: "close"),
        ]
        fields += headers
        if let body { fields.append(Header(name: "Content-Length", value: String(body.count))) }
        guard fields.allSatisfy(\.isOneLine) else { return nil }
        let lines =
            ["\(method.rawValue) \(target) HTTP/1.1"] + fields.map { "\($0.name): \($0.value)" }
        return lines.flatMap { Array($0.utf8) + [0x0D, 0x0A] } + [0x0D, 0x0A] + (body ?? [])
    }

    /// Escapes all but the unreserved characters (RFC 3986, section 2.3).
    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { escaped, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                escaped += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
