import Foundation
import Glibc
import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization
import Testing

@testable import Daemon

/// What one connection may use up, and how it ends.
@Suite(.timeLimit(.minutes(5))) struct ServingTests {
    @Test func `a connection that says nothing, or half a head, is closed`() async throws {
        var limits = ServerLimits()
        limits.idleTimeout = .milliseconds(100)
        try await Served.with(Stub.polite, limits) { served in
            let silent = try Visitor(to: served.path)
            let halting = try Visitor(to: served.path)
            try halting.say("GET /v1/status HTTP/1.1\r\nHost: loc")
            #expect(try await silent.hearsOut() == "")
            #expect(try await halting.hearsOut() == "")
        }
    }

    @Test(arguments: [true, false])
    func `an answer that does not come in time is said to be late, and is not given later`(
        isQuick: Bool
    ) async throws {
        var limits = ServerLimits()
        limits.deadline = .milliseconds(100)
        var never = Stub { _, _ in
            // Ends with the request's cancellation and not before.
            for await _ in AsyncStream<Void>.makeStream().stream {}
            return Response(status: .ok)
        }
        never.isQuick = isQuick
        try await Served.with(never, limits) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask("/")
            let heard = try await visitor.hearsOut()
            #expect(heard.hasPrefix("HTTP/1.1 503"))
            #expect(!heard.contains("200"))
        }
    }

    @Test(arguments: [true, false])
    func `on one connection every answer has its own time, and many are given`(
        isQuick: Bool
    ) async throws {
        var limits = ServerLimits()
        limits.deadline = .milliseconds(100)
        let never = AsyncStream<Void>.makeStream()
        var patient = Stub { request, _ in
            if request.uri.path == "/never" { for await _ in never.stream {} }
            return Response(
                status: .ok,
                body: .init(byteBuffer: ByteBuffer(string: request.uri.path))
            )
        }
        patient.isQuick = isQuick
        patient.isLongPath = { $0 != "/never" }
        try await Served.with(patient, limits) { served in
            let visitor = try Visitor(to: served.path)
            for number in 0..<20 {
                try visitor.say("GET /\(number) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                _ = try await visitor.hears("\r\n\r\n/\(number)")
            }
            // Sent at once; the one behind the late one is not answered any more.
            try visitor.say(
                ["/a", "/b", "/never", "/c"].map { path in
                    "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
                }.joined()
            )
            let heard = try await visitor.hearsOut()
            #expect(
                heard.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["200", "200", "503"]
            )
        }
    }

    @Test func `work that blocks its thread holds up no other connection`() async throws {
        var ends: [CInt] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        let blocking = Stub { request, _ in
            var byte: UInt8 = 0
            if request.uri.path == "/blocks" { _ = read(reading, &byte, 1) }
            return Response(status: .ok)
        }
        try await Served.with(blocking) { served in
            let blocked = try Visitor(to: served.path)
            try blocked.ask("/blocks")
            // More than there are loops, so that some of them share the first one's.
            for _ in 0..<NIOSingletons.groupLoopCountSuggestion * 2 {
                let other = try Visitor(to: served.path)
                try other.ask("/")
                #expect(try await other.hearsOut().hasPrefix("HTTP/1.1 200"))
            }
            _ = write(writing, "x", 1)
            #expect(try await blocked.hearsOut().hasPrefix("HTTP/1.1 200"))
        }
        close(reading)
        close(writing)
    }

    @Test func `a body that does not come in time is said to be late, and the connection ends`()
        async throws
    {
        var limits = ServerLimits()
        limits.deadline = .milliseconds(100)
        let reading = Stub { request, _ in
            let body = try? await request.body.collect(upTo: 1_000)
            return Response(status: body == nil ? .badRequest : .ok)
        }
        try await Served.with(reading, limits) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.say("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf")
            #expect(try await visitor.hearsOut().hasPrefix("HTTP/1.1 503"))
        }
    }

    @Test func `who asks before sending a body is told to send it, and has no longer for it`()
        async throws
    {
        var limits = ServerLimits()
        let reading = Stub { request, _ in
            let body = try? await request.body.collect(upTo: 1_000)
            return Response(status: .ok, body: .init(byteBuffer: body ?? ByteBuffer()))
        }
        let asking =
            "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        let invitation = "HTTP/1.1 100 Continue\r\n\r\n"
        try await Served.with(reading, limits) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.say(asking)
            #expect(try await visitor.hears("\r\n\r\n") == invitation)
            try visitor.say("surat")
            let answer = try await visitor.hearsOut()
            #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("\r\n\r\nsurat"))
        }
        limits.deadline = .milliseconds(100)
        try await Served.with(reading, limits) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.say(asking)
            let said = try await visitor.hearsOut()
            // Where others have the processors the time is over before the invitation.
            #expect(said.replacing(invitation, with: "").hasPrefix("HTTP/1.1 503"), "\(said)")
        }
    }

    @Test func `what takes its time by nature gets it`() async throws {
        var limits = ServerLimits()
        limits.deadline = .zero
        let (gate, opener) = AsyncStream<Void>.makeStream()
        var long = Stub { _, _ in
            for await _ in gate { break }
            return Response(status: .ok)
        }
        long.isLongPath = { _ in true }
        try await Served.with(long, limits) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask("/")
            opener.yield()
            #expect(try await visitor.hearsOut().hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `beyond the limit a connection waits until another ends`() async throws {
        var limits = ServerLimits()
        limits.connectionsMax = 2
        try await Served.with(Stub.polite, limits) { served in
            var first: Visitor? = try Visitor(to: served.path)
            let second = try Visitor(to: served.path)
            for visitor in [first, second].compactMap(\.self) {
                try visitor.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                _ = try await visitor.hears("uid \(geteuid())")
            }
            let third = try Visitor(to: served.path)
            try third.ask("/")
            // Both that were let in are served on, while the third has no answer yet.
            try second.say("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try await second.hears("uid \(geteuid())")
            #expect(!third.hasSomethingToHear)
            first = nil
            #expect(try await third.hearsOut().hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `a head that is too large, or none, gets a problem`() async throws {
        try await Served.with(Stub.polite) { served in
            let heads = [
                ("GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 17_000))\r\n\r\n", 431),
                ("GET /\(String(repeating: "a", count: 17_000)) HTTP/1.1\r\n\r\n", 431),
                (
                    "GET / HTTP/1.1\r\n"
                        + (0..<101).map { "A\($0): a\r\n" }.joined() + "\r\n", 431
                ),
                ("hello\r\n\r\n", 400), ("GET / HTTP/9.9\r\n\r\n", 400),
                ("GET /\u{1}x HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
                ("GET / HTTP/1.1\r\nA\u{0}b: c\r\n\r\n", 400),
                ("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
                ("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ]
            for (head, status) in heads {
                let visitor = try Visitor(to: served.path)
                try visitor.say(head)
                let answer = try await visitor.hearsOut()
                #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(head.prefix(40)): \(answer)")
                #expect(answer.contains("application/problem+json"), "\(head.prefix(40))")
                #expect(answer.contains("Connection: close"), "\(head.prefix(40))")
            }
            let visitor = try Visitor(to: served.path)
            try visitor.ask("/")
            #expect(try await visitor.hearsOut().hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `a head just within the limits is taken`() async throws {
        try await Served.with(Stub.polite) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask("/", "A: " + String(repeating: "a", count: 16_000))
            #expect(try await visitor.hearsOut().hasPrefix("HTTP/1.1 200"))
            let many = try Visitor(to: served.path)
            try many.say(
                "GET / HTTP/1.1\r\nConnection: close\r\n"
                    + (0..<99).map { "A\($0): a\r\n" }.joined() + "\r\n"
            )
            #expect(try await many.hearsOut().hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func `a reader that takes nothing is cut off`() async throws {
        var limits = ServerLimits()
        limits.stalledReaderTimeout = .milliseconds(100)
        let (ends, ended) = AsyncStream<Void>.makeStream()
        let endless = Stub { _, _ in
            Response(
                status: .ok,
                body: .init { writer in
                    defer { ended.yield() }
                    while true {
                        try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536))
                    }
                }
            )
        }
        try await Served.with(endless, limits) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask("/")
            for await _ in ends { break }
            #expect(try await visitor.hearsOut().count < 10_000_000)
        }
    }

    @Test func `a reader that takes nothing is cut off sooner when the daemon stops`() async throws
    {
        var limits = ServerLimits()
        limits.stalledReaderTimeout = .hours(1)
        limits.stalledReaderTimeoutWhenStopping = .milliseconds(100)
        let (beginnings, begun) = AsyncStream<Void>.makeStream()
        let endless = Stub { _, _ in
            Response(
                status: .ok,
                body: .init { writer in
                    begun.yield()
                    while true {
                        try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536))
                    }
                }
            )
        }
        let visitor = try await Served.with(endless, limits) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask("/")
            for await _ in beginnings { break }
            return visitor
        }
        #expect(try await visitor.hearsOut().count < 10_000_000)
    }

    @Test func `a request that still runs a while after the stop is cut off`() async throws {
        var limits = ServerLimits()
        limits.deadline = .seconds(3_600)
        let (beginnings, begun) = AsyncStream<Void>.makeStream()
        let isCutOff = Mutex(false)
        let never = Stub { _, _ in
            begun.yield()
            // Ends with the request's cancellation and not before.
            for await _ in AsyncStream<Void>.makeStream().stream {}
            isCutOff.withLock { $0 = Task.isCancelled }
            return Response(status: .ok)
        }
        let visitor = try await Served.with(never, limits, stop: .milliseconds(100)) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask("/")
            for await _ in beginnings { break }
            return visitor
        }
        let wasCutOff = isCutOff.withLock(\.self)
        #expect(wasCutOff)
        _ = try await visitor.hearsOut()
    }

    @Test func `somebody of whom the kernel does not tell gets a problem, not an empty answer`()
        async throws
    {
        let (socket, port) = try ListeningSocket.onLoopback()
        try await Served.with(Stub.polite, socket: socket) { _ in
            let visitor = try Visitor(toPort: port)
            try visitor.ask("/")
            #expect(try await visitor.hearsOut().hasPrefix("HTTP/1.1 403"))
        }
    }

    /// As over a restart under systemd, which keeps the socket: the next server takes over who waits there.
    @Test func `whoever comes while a server stops is answered, by it or by the next one`()
        async throws
    {
        var template = Array("/tmp/kembar-stopping.XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for round in 0..<10 {
            let place = "\(folder)/\(round)"
            try FileManager.default.createDirectory(
                atPath: place,
                withIntermediateDirectories: false
            )
            let first = try ListeningSocket.bind(.operator, in: place)
            let next = ListeningSocket(
                role: .operator,
                path: first.path,
                descriptor: dup(first.descriptor)
            )
            let visitors = try await Served.with(Stub.polite, socket: first) { served in
                // They go on coming while it stops: it is told to as soon as this returns.
                (0..<12).map { _ in
                    Task {
                        let visitor = try Visitor(to: served.path)
                        try visitor.ask("/")
                        return try await visitor.hearsOut()
                    }
                }
            }
            try await Served.with(Stub.polite, socket: next) { _ in
                for visitor in visitors {
                    let answer = try await visitor.value
                    #expect(answer.hasSuffix("uid \(getuid())"))
                }
            }
        }
    }

    @Test func `the path of a socket that somebody else bound is the kernel's word`() async throws {
        try await Served.with(Stub.polite) { served in
            let visitor = try ListeningSocket.bind(.audit, in: served.path.folder)
            #expect(
                ListeningSocket.path(of: visitor.descriptor) == served.path.folder + "/audit.sock"
            )
        }
        let (network, _) = try ListeningSocket.onLoopback()
        #expect(ListeningSocket.path(of: network.descriptor) == nil)
        close(network.descriptor)
    }
}

extension ListeningSocket {
    /// A socket of the network, whose peers have no names.
    fileprivate static func onLoopback() throws -> (ListeningSocket, in_port_t) {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard Glibc.bind(descriptor, address, size) == 0, listen(descriptor, 8) == 0
                else { return CInt(-1) }
                return getsockname(descriptor, address, &size)
            }
        }
        guard result == 0 else { throw Visitor.Failure(call: "bind", errno: errno) }
        let socket = ListeningSocket(role: .operator, path: "", descriptor: descriptor)
        return (socket, in_port_t(bigEndian: address.sin_port))
    }
}

extension String {
    fileprivate var folder: String { (self as NSString).deletingLastPathComponent }
}
