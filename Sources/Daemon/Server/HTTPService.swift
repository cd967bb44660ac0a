import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOHTTPTypes
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Serves HTTP/1.1 on one bound socket until the daemon stops; then finishes what it has begun.
struct HTTPService: Service {
    let socket: ListeningSocket
    let responder: any Responding
    let logger: Logger
    var limits = ServerLimits()

    func run() async throws {
        let quiescing = ServerQuiescingHelper(group: MultiThreadedEventLoopGroup.singleton)
        // Not the server's own sequence: it drops a connection that is ready only after the server has closed.
        let (arrivals, arriving) = AsyncStream.makeStream(of: Arrival.self)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelInitializer { [limits] server in
                server.eventLoop.makeCompletedFuture {
                    try server.pipeline.syncOperations.addHandlers([
                        quiescing.makeServerChannelHandler(channel: server),
                        AvailableConnectionsChannelHandler(maxConnections: limits.connectionsMax),
                    ])
                }
            }
            // One at a time, or a burst would get past the limit on connections.
            .serverChannelOption(ChannelOptions.maxMessagesPerRead, value: 1)
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .bind(socket.descriptor, serverBackPressureStrategy: nil) { child in
                setup(child).map { _ = arriving.yield(Arrival($0)) }
            }
        // The channel has made the queue as short as it finds usual: back to ours.
        listen(socket.descriptor, ListeningSocket.backlog)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    await accept(from: server)
                    arriving.finish()
                }
                for await arrival in arrivals {
                    guard let connection = arrival.take() else { continue }
                    group.addTask(executorPreference: connection.executor) {
                        await connection.serve(logger)
                    }
                }
            }
        } onGracefulShutdown: {
            // NIO hangs up on whoever is on the way when the server closes, and tells a connection to end
            // before there is anybody to hear it. So first nobody more is let in: the others wait in the
            // socket for the next daemon.
            Task {
                try? await server.channel.setOption(.autoRead, value: false).get()
                await Self.settle()
                quiescing.initiateShutdown(promise: nil)
            }
        }
    }

    /// Returns when whoever was let in before has arrived.
    ///
    /// He goes from the server's loop to his own and back, and once more to his own, where his handlers are
    /// built; what is asked of a loop comes after what it was asked for before.
    private static func settle() async {
        for _ in 0..<3 {
            for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() {
                // A loop ends with the program.
                try? await loop.submit {}.get()
            }
        }
    }

    /// Lets in whoever comes; returns when the server has closed and they have arrived.
    private func accept(from server: NIOAsyncChannel<Void, Never>) async {
        do {
            try await server.executeThenClose { accepted in for try await _ in accepted {} }
        } catch {
            logger.error("accepting connections failed", metadata: ["error": "\(error)"])
        }
        await Self.settle()
    }

    /// A connection on the way to its server.
    ///
    /// NIO ends the program over one that is let go unserved. That happens when serving is given up, which
    /// ends the waiting for connections before all that wait are taken.
    private final class Arrival: Sendable {
        private let connection: Mutex<Connection?>

        init(_ connection: Connection) { self.connection = Mutex(connection) }

        deinit {
            guard let connection = take() else { return }
            Task { await connection.close() }
        }

        /// The connection, once.
        func take() -> Connection? { connection.withLock { $0.take() } }
    }

    /// One accepted connection, its caller known.
    private struct Connection: Sendable {
        let http: HTTP1Channel
        let channel: HTTP1Channel.Value
        /// The thread that reads and writes it serves it too.
        let executor: LoopExecutor
        /// Says that an answer is late, or that nobody reads it on.
        let lateness: AsyncStream<Void>

        /// Ends it without an answer.
        func close() async {
            // It is closed, or it was closed before.
            try? await channel.executeThenClose { _, _ in }
        }

        func serve(_ logger: Logger) async {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await http.handle(value: channel, logger: logger) }
                // One for the life of the connection, and not for every request.
                group.addTask { for await _ in lateness { break } }
                await group.next()
                // Waited for when this returns: until then nobody else gets the connection's place.
                group.cancelAll()
            }
        }
    }

    /// Builds the handlers of a connection, and asks the kernel, once, who is there.
    private func setup(_ child: any Channel) -> EventLoopFuture<Connection> {
        let responder = responder
        let limits = limits
        let logger = logger
        let role = socket.role
        let (lateness, late) = AsyncStream.makeStream(of: Void.self)
        return child.eventLoop.makeCompletedFuture {
            let pipeline = child.pipeline.syncOperations
            try pipeline.addHandlers([StopLate(), CloseStalled(limits), CloseAfterWriting()])
            let caller = try pipeline.withUnsafeTransportIfAvailable { descriptor in
                Caller(descriptor: descriptor as NIOBSDSocket.Handle, socket: role)
            }
            return caller ?? nil
        }.flatMap { caller in
            let http = HTTP1Channel(
                responder: { request, writer, _ in
                    let answering = Answering(responder: responder, caller: caller)
                    try await answering.answer(request, writer)
                },
                configuration: .init(
                    additionalChannelHandlers: [
                        OmitLastChunk(), RefuseUnreadable(limits),
                        AnswerLate(responder, limits) { late.yield() },
                    ],
                    idleTimeout: limits.idleTimeout,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headerBytesMax,
                        maxHeaderListSize: limits.headerBytesMax,
                        maxHeaderFieldCount: limits.headerLinesMax
                    )
                )
            )
            let executor = LoopExecutor(child.eventLoop)
            return http.setup(channel: child, logger: logger)
                .map {
                    Connection(http: http, channel: $0, executor: executor, lateness: lateness)
                }
        }
    }
}

/// One request on its way to its answer; `AnswerLate` sees to the time.
private struct Answering {
    let responder: any Responding
    /// Who is at the other end; nil if the kernel does not tell.
    let caller: Caller?

    /// Runs on the connection's loop, which everything that is not quick leaves.
    @concurrent
    func answer(_ request: Request, _ writer: consuming ResponseWriter) async throws {
        guard let caller else {
            let answer = responder.strangerAnswer(to: request.head)
            let body = answer.body.map { ResponseBody(byteBuffer: $0) } ?? ResponseBody()
            return try await writer.write(response: answer.head, body: body)
        }
        guard !responder.isQuick(request.head) else {
            return try await respond(to: request, caller, writer)
        }
        // Used by the closure alone, which is called once and has ended when this goes on.
        nonisolated(unsafe) var writer: ResponseWriter? = writer
        try await Pool.run {
            guard let writer = writer.take() else { return }
            try await respond(to: request, caller, writer)
        }
    }

    @concurrent
    private func respond(
        to request: Request,
        _ caller: Caller,
        _ writer: consuming ResponseWriter
    ) async throws {
        let head = request.head
        if head.isAskingToSend, head.declaredBodyBytes <= responder.bodyBytesMax(of: head) {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        let response = await responder.respond(to: request, from: caller)
        try await writer.write(response: response.head, body: response.body)
    }
}
