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

/// Serves HTTP/1.1 on one bound socket until the daemon stops; then finishes what it has begun.
struct HTTPService: Service {
    let socket: ListeningSocket
    let responder: any Responding
    let logger: Logger
    var limits = ServerLimits()

    func run() async throws {
        let quiescing = ServerQuiescingHelper(group: MultiThreadedEventLoopGroup.singleton)
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
                setup(child)
            }
        // The channel has made the queue as short as it finds usual: back to ours.
        listen(socket.descriptor, ListeningSocket.backlog)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                do {
                    try await server.executeThenClose { connections in
                        for try await connection in connections {
                            group.addTask { await connection.serve(logger) }
                        }
                    }
                } catch {
                    logger.error("accepting connections failed", metadata: ["error": "\(error)"])
                }
            }
        } onGracefulShutdown: {
            quiescing.initiateShutdown(promise: nil)
        }
    }

    /// One accepted connection, its caller known.
    private struct Connection: Sendable {
        let http: HTTP1Channel
        let channel: HTTP1Channel.Value

        func serve(_ logger: Logger) async {
            await http.handle(value: channel, logger: logger)
        }
    }

    /// Builds the handlers of a connection, and asks the kernel, once, who is there.
    private func setup(_ child: any Channel) -> EventLoopFuture<Connection> {
        let responder = responder
        let limits = limits
        let logger = logger
        let role = socket.role
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
                    let answering = Answering(responder: responder, caller: caller, limits: limits)
                    try await answering.answer(request, writer)
                },
                configuration: .init(
                    additionalChannelHandlers: [RefuseUnreadable(limits)],
                    idleTimeout: limits.idleTimeout,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headerBytesMax,
                        maxHeaderListSize: limits.headerBytesMax,
                        maxHeaderFieldCount: limits.headerLinesMax
                    )
                )
            )
            return http.setup(channel: child, logger: logger)
                .map { Connection(http: http, channel: $0) }
        }
    }
}

/// One request on its way to its answer, within its time.
private struct Answering {
    let responder: any Responding
    /// Who is at the other end; nil if the kernel does not tell.
    let caller: Caller?
    let limits: ServerLimits

    @concurrent
    func answer(_ request: Request, _ writer: consuming ResponseWriter) async throws {
        guard let caller else {
            let response = responder.strangerAnswer(to: request)
            return try await writer.write(response: response.head, body: response.body)
        }
        let deadline = responder.isLong(request) ? limits.longDeadline : limits.deadline
        let (answers, source) = AsyncStream.makeStream(of: Response?.self)
        // Cancelled and waited for when this returns: until then nobody else reads the connection.
        async let _ = race(request, caller, deadline, source)
        // Nil is the time that is up; there is always one of both.
        let answer = await answers.first { _ in true } ?? nil
        let response = answer ?? responder.lateAnswer(to: request, deadline: deadline)
        try await writer.write(response: response.head, body: response.body)
    }

    /// Yields the answer, or nil when it did not come in time.
    private func race(
        _ request: Request,
        _ caller: Caller,
        _ deadline: Duration,
        _ source: AsyncStream<Response?>.Continuation
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { source.yield(await responder.respond(to: request, from: caller)) }
            group.addTask {
                // Ends early only by cancellation: the answer is there, or the daemon gives up.
                try? await Task.sleep(for: deadline)
                source.yield(nil)
            }
            await group.next()
            group.cancelAll()
        }
    }
}
