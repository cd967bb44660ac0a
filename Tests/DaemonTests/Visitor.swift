import Foundation
import Glibc

/// Somebody at a socket, byte by byte.
final class Visitor: Sendable {
    private let descriptor: CInt

    /// What does not come must not hang the test: it blocks a thread.
    ///
    /// Long, because beside all other tests a server in this process may not get its turn for minutes.
    private static let patienceSeconds = 240

    struct Failure: Error {
        var call: String
        var errno: CInt
    }

    /// Connects to the Unix socket at that path.
    init(to path: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        try connect(to: &address)
    }

    /// Connects to that port of this machine.
    init(toPort port: in_port_t) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        try connect(to: &address)
    }

    private func connect<Address>(to address: inout Address) throws {
        var patience = timeval(tv_sec: Self.patienceSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard result == 0 else { throw Failure(call: "connect", errno: errno) }
    }

    deinit { close(descriptor) }

    func say(_ text: String) throws {
        let bytes = Array(text.utf8)
        let count = send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL))
        guard count == bytes.count else { throw Failure(call: "send", errno: errno) }
    }

    /// Says that nothing more will be said; what comes is heard all the same.
    func saysNoMore() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Returns what has come up to and with `words`, or up to the end of the connection.
    ///
    /// Waits on a thread of its own: the server needs those of the test's tasks.
    func hears(_ words: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { [self] in
                continuation.resume(with: Result { try listen(for: words) })
            }
        }
    }

    private func listen(for words: String) throws -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !bytes.reversed().starts(with: words.utf8.reversed()) {
            let count = recv(descriptor, &byte, 1, 0)
            guard count >= 0 else { throw Failure(call: "recv", errno: errno) }
            guard count > 0 else { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether something, or the end, has come that was not heard yet.
    var hasSomethingToHear: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 0) > 0
    }

    /// Returns everything up to the end of the connection.
    func hearsOut() async throws -> String { try await hears("\u{0}end of the connection") }
}

extension Visitor {
    /// Asks for a path on a connection that ends with the answer.
    func ask(_ target: String, _ fields: String...) throws {
        let more = fields.map { $0 + "\r\n" }.joined()
        try say("GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(more)\r\n")
    }
}
