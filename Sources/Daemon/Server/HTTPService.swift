import Glibc
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
    /// How long a connection may lie idle, or a request's head take.
    static let idleTimeout = TimeAmount.seconds(60)
    /// The most bytes of a request's header lines together.
    static let headerBytesMax = 16_384

    let socket: ListeningSocket
    let responder: @Sendable (Request, Caller, any Channel) async -> Response
    let logger: Logger

    func run() async throws {
        let quiescing = ServerQuiescingHelper(group: MultiThreadedEventLoopGroup.singleton)
        let channel = HTTP1Channel(
            responder: { [responder, role = socket.role] request, writer, channel in
                let response: Response
                if let caller = await Self.caller(of: channel, role) {
                    response = await responder(request, caller, channel)
                } else {
                    response = Response(status: .internalServerError)
                }
                try await writer.write(response: response.head, body: response.body)
            },
            configuration: .init(
                idleTimeout: Self.idleTimeout,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: Self.headerBytesMax,
                    maxHeaderListSize: Self.headerBytesMax,
                    maxHeaderFieldCount: 100
                )
            )
        )
        let logger = logger
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelInitializer { server in
                server.eventLoop.makeCompletedFuture {
                    try server.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: server)
                    )
                }
            }
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .bind(socket.descriptor, serverBackPressureStrategy: nil) { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(CloseAfterWriting())
                }.flatMap { channel.setup(channel: child, logger: logger) }
            }
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                do {
                    try await server.executeThenClose { connections in
                        for try await connection in connections {
                            group.addTask {
                                await channel.handle(value: connection, logger: logger)
                            }
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

    /// Asks the kernel who is there.
    private static func caller(of channel: any Channel, _ role: SocketRole) async -> Caller? {
        let asking = channel.eventLoop.submit {
            try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable {
                (descriptor: NIOBSDSocket.Handle) in
                Caller(descriptor: descriptor, socket: role)
            } ?? nil
        }
        return try? await asking.get()  // Nil answers 500: nobody acts without a name.
    }
}
