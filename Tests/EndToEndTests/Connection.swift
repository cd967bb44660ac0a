import Foundation
import Glibc

/// One connection to a Unix socket, with the bytes as the test wants them.
///
/// The command line can't open a hundred connections at one instant, nor stop in the middle.
final class Connection {
    private let descriptor: CInt

    /// An answer that does not come must not hang the test: it blocks a thread.
    private static let patienceSeconds = 60

    struct Failure: Error {
        var call: String
        var errno: CInt
    }

    init(to path: String) throws {
        descriptor = socket(
            AF_UNIX,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue),
            0
        )
        var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        let result = try withSocketAddress(path) { connect(descriptor, $0, $1) }
        guard result == 0 else { throw Failure(call: "connect", errno: errno) }
    }

    /// A write as it goes over the connection, which ends with the answer.
    static func post(_ path: String, key: String, body: String) -> String {
        """
        POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
        Content-Type: application/json\r\nIdempotency-Key: \(key)\r\n\
        Content-Length: \(body.utf8.count)\r\n\r\n\(body)
        """
    }

    /// Sends one request to the socket at `path` and returns its answer, which ends the connection.
    static func ask(
        _ path: String,
        _ method: String,
        _ target: String,
        _ fields: [String: String] = [:],
        body: [UInt8]? = nil
    ) throws -> Answer {
        let connection = try Connection(to: path)
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            head += "\(name): \(value)\r\n"
        }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        // A refusal may come, and the connection end, before all of it is sent.
        try? connection.write(bytes: Array((head + "\r\n").utf8) + (body ?? []))
        let bytes = try connection.rest()
        guard let answer = Answer(bytes) else {
            throw NoAnswer(said: String(decoding: bytes, as: UTF8.self))
        }
        return answer
    }

    /// The connection ended without an answer.
    struct NoAnswer: Error {
        var said: String
    }

    deinit { close(descriptor) }

    func write(_ text: some StringProtocol) throws { try write(bytes: Array(text.utf8)) }

    func write(bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(call: "send", errno: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Returns the next bytes, at most `limit`; empty at the end.
    func read(limit: Int = 65_536) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = Glibc.read(descriptor, &bytes, limit)
        guard count >= 0 else { throw Failure(call: "read", errno: errno) }
        return Array(bytes[..<count])
    }

    /// Returns everything up to the end of the connection.
    func rest() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while case let piece = try read(), !piece.isEmpty { bytes += piece }
        return bytes
    }
}

/// Calls `body` with the address of a Unix socket.
func withSocketAddress<Result>(
    _ path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
) throws -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
        throw Connection.Failure(call: "path", errno: ENAMETOOLONG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return try withUnsafePointer(to: &address) { pointer in
        try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            try body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}

/// An HTTP/1.1 answer, read to its end.
struct Answer: Hashable {
    var status: Int
    /// The header fields, their names in small letters.
    var fields: [String: String]
    var body: String
    /// Whether as many bytes came as the head promised.
    var isWhole: Bool

    init?(_ bytes: [UInt8]) {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let first = lines.first?.split(separator: " "), first.count > 1,
            let status = Int(first[1])
        else { return nil }
        self.status = status
        fields = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            fields[line[..<colon].lowercased()] =
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        let rest = bytes[end.upperBound...]
        if fields["transfer-encoding"] == "chunked" {
            (body, isWhole) = Self.joined(chunks: rest)
        } else {
            body = String(decoding: rest, as: UTF8.self)
            isWhole = fields["content-length"] == "\(rest.count)"
        }
    }

    private static func joined(chunks: ArraySlice<UInt8>) -> (String, isWhole: Bool) {
        var body: [UInt8] = []
        var rest = chunks
        while let end = rest.firstRange(of: Array("\r\n".utf8)),
            let count = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16),
            rest.endIndex - end.upperBound >= count + 2
        {
            if count == 0 { return (String(decoding: body, as: UTF8.self), true) }
            body += rest[end.upperBound..<end.upperBound + count]
            rest = rest[(end.upperBound + count + 2)...]
        }
        return (String(decoding: body, as: UTF8.self), false)
    }
}
