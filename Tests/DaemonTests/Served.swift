import Foundation
import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

@testable import Daemon

/// A socket that is served in this process, under limits of the test's own.
struct Served: Sendable {
    let path: String
    private let group: ServiceGroup

    /// Gives `body` a served socket, and stops serving gracefully afterwards.
    ///
    /// What then still runs is cut off after `stop`, as by a daemon; without one it may take as long as the test.
    static func with<Result: Sendable>(
        _ responder: any Responding,
        _ limits: ServerLimits = ServerLimits(),
        socket given: ListeningSocket? = nil,
        stop: Duration = .seconds(3_600),
        _ body: @Sendable @escaping (Served) async throws -> Result
    ) async throws -> Result {
        var template = Array("/tmp/kembar-served.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        let folder = String(cString: made)
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let socket = try given ?? ListeningSocket.bind(.operator, in: folder)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = HTTPService(
            socket: socket,
            responder: responder,
            logger: logger,
            limits: limits
        )
        let group = Daemon.group(of: [service], endingOn: [], stop: stop, logger: logger)
        let served = Served(path: socket.path, group: group)
        async let running: Void = group.run()
        do {
            let result = try await body(served)
            await served.stop()
            try await running
            return result
        } catch {
            await served.stop()
            throw error
        }
    }

    /// Tells the service to stop; it finishes what it has begun.
    func stop() async { await group.triggerGracefulShutdown() }
}

/// Answers every request in the same way.
struct Stub: Responding {
    var isLongPath: @Sendable (String) -> Bool = { _ in false }
    var isQuick = false
    var answer: @Sendable (Request, Caller) async -> Response

    init(_ answer: @escaping @Sendable (Request, Caller) async -> Response) {
        self.answer = answer
    }

    func respond(to request: Request, from caller: Caller) async -> Response {
        await answer(request, caller)
    }

    func isQuick(_ request: HTTPRequest) -> Bool { isQuick }

    func isLong(_ request: HTTPRequest) -> Bool { isLongPath(request.path ?? "") }

    func bodyBytesMax(of request: HTTPRequest) -> Int { 1_000 }

    func lateAnswer(to request: HTTPRequest, deadline: Duration) -> WholeAnswer {
        WholeAnswer(head: Response(status: .serviceUnavailable).head)
    }

    func strangerAnswer(to request: HTTPRequest) -> WholeAnswer {
        WholeAnswer(head: Response(status: .forbidden).head)
    }

    /// Says the number of the caller.
    static let polite = Stub { _, caller in
        Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "uid \(caller.uid)")))
    }
}
