import FoundationEssentials
import Glibc
import Testing

@testable import kembar

/// The connection to the daemon, on sockets that behave as the test wants.
@Suite(.timeLimit(.minutes(5))) struct SocketClientTests {
    private static let question = Request.get(["status"])

    /// A socket file in a folder of its own, as `prepare` leaves it.
    private static func with(
        _ prepare: (_ path: String) throws -> Int32,
        _ body: (_ path: String, _ listener: Int32) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/kembar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        let path = folder + "/s"
        let listener = try prepare(path)
        do {
            try await body(path, listener)
        } catch {
            Issue.record(error)
        }
        close(listener)
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Takes connections, but nobody accepts them.
    private static func listening(_ path: String) throws -> Int32 {
        let descriptor = try bound(path)
        try #require(listen(descriptor, 128) == 0)
        return descriptor
    }

    /// A socket file that nobody listens at, as a daemon leaves it that was killed.
    private static func bound(_ path: String) throws -> Int32 {
        let descriptor = socket(
            AF_UNIX,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue),
            0
        )
        var address = try #require(sockaddr_un(path: path))
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        try #require(result == 0)
        return descriptor
    }

    private static func fault(
        _ path: String,
        asking request: Request = question,
        limitSeconds: Int64? = nil
    ) async -> SocketClient.Fault? {
        do throws(SocketClient.Fault) {
            _ = try await SocketClient(limitSeconds: limitSeconds).send(request, through: path)
            return nil
        } catch {
            return error
        }
    }

    /// Does what waits for the system where nobody else waits for it.
    private static func waiting(_ work: @escaping @Sendable () -> Void) async {
        let thread = WaitingThread()
        await thread.run(work)
        thread.end()
    }

    @Test func `why there is no connection is the system's word`() async throws {
        #expect(await Self.fault("/nonexistent/s") == .notConnected(errno: ENOENT))
        let long = "/" + String(repeating: "a", count: 200)
        #expect(await Self.fault(long) == .notConnected(errno: ENAMETOOLONG))
        try await Self.with(Self.bound) { path, _ in
            #expect(await Self.fault(path) == .notConnected(errno: ECONNREFUSED))
        }
    }

    @Test func `a daemon that does not answer in time is given up`() async throws {
        try await Self.with(Self.listening) { path, _ in
            #expect(await Self.fault(path, limitSeconds: 0) == .lost)
        }
    }

    @Test func `cancelling ends a wait that has no limit`() async throws {
        try await Self.with(Self.listening) { path, _ in
            let waiting = Task { await Self.fault(path) }
            waiting.cancel()
            #expect(await waiting.value == .lost)
        }
    }

    @Test func `what would end a header's line is not sent`() async throws {
        let request = Request(
            .post,
            target: "/v1/agreements",
            headers: [Request.Header(name: "Idempotency-Key", value: "a\r\nX-Other: b")]
        )
        try await Self.with(Self.listening) { path, listener in
            #expect(await Self.fault(path, asking: request) == .notConnected(errno: EINVAL))
            var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            #expect(poll(&waiting, 1, 0) == 0)
        }
    }

    @Test func `those who wait for an answer hold up nobody else in this process`() async throws {
        // More than the pool of any machine that tests run on has threads.
        let count = 200
        try await Self.with(Self.listening) { path, listener in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<count {
                    group.addTask {
                        try await SocketClient().send(Self.question, through: path).text
                    }
                }
                // Nobody is answered before everybody has asked.
                await Self.waiting { Self.answer(count, at: listener) }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers == Array(repeating: "ya", count: count))
        }
    }

    private static func answer(_ count: Int, at listener: Int32) {
        let connections = (0..<count).map { _ in accept(listener, nil, nil) }
        let words = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nya".utf8)
        for connection in connections {
            _ = write(connection, words, words.count)
            close(connection)
        }
    }

    @Test func `an answer may end with the connection, and its head may come in pieces`()
        async throws
    {
        try await Self.with(Self.listening) { path, listener in
            async let answer = SocketClient().send(Self.question, through: path)
            await Self.waiting {
                let connection = accept(listener, nil, nil)
                for piece in ["HTTP/1.1 20", "0 OK\r\nKembar-Rehearsal: true\r\n", "\r\nsa", "tu"] {
                    let bytes = Array(piece.utf8)
                    _ = write(connection, bytes, bytes.count)
                }
                // Read to the end, or the other side would see a connection that broke.
                shutdown(connection, CInt(SHUT_WR))
                var buffer = [UInt8](repeating: 0, count: 1_024)
                while read(connection, &buffer, buffer.count) > 0 {}
                close(connection)
            }
            let response = try await answer
            #expect(response.status == 200 && response.isRehearsal)
            #expect(response.text == "satu")
        }
    }
}
