import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends one request over a Unix socket and reads the answer.
///
/// There are no retries here.
struct SocketClient {
    /// What went wrong between the two programs; what it means for a write is the caller's to judge.
    enum Fault: Error, Hashable {
        /// Nothing was sent.
        case notConnected(errno: Int32)
        /// The connection ended, or the time was up, before the answer was complete.
        case lost
    }

    /// How long an answer may take, in seconds; nil for a stream that may last.
    var limitSeconds: Int64?

    private typealias Channel = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// Takes the next bytes of a streamed body; says whether more are wanted.
    typealias Sink = @Sendable ([UInt8]) async -> Bool

    /// Sends `request` through the socket at `path`; a streamed body goes to `sink` as it comes.
    func send(
        _ request: Request,
        through path: String,
        sink: Sink? = nil
    ) async throws(Fault) -> Response {
        let channel = try await connect(path)
        let alarm = limitSeconds.map { limit in
            channel.channel.eventLoop.scheduleTask(in: .seconds(limit)) {
                channel.channel.close(promise: nil)
            }
        }
        defer { alarm?.cancel() }
        do {
            return try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(contentsOf: Self.parts(of: request, channel.channel))
                return try await Self.response(from: inbound, sink: sink)
            }
        } catch {
            // Whatever it was, nobody can say whether the daemon acted: that is all that matters.
            throw .lost
        }
    }

    private func connect(_ path: String) async throws(Fault) -> Channel {
        do {
            return try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try Channel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch let error as IOError {
            throw .notConnected(errno: error.errnoCode)
        } catch {
            // The one other cause is a path longer than a socket address holds.
            throw .notConnected(errno: ENAMETOOLONG)
        }
    }

    private static func parts(
        of request: Request,
        _ channel: any NIOCore.Channel
    ) -> [HTTPClientRequestPart] {
        var headers = HTTPHeaders([("Host", "localhost"), ("Connection", "close")])
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        if let body = request.body {
            headers.add(name: "Content-Length", value: String(body.count))
        }
        let head = HTTPRequestHead(
            version: .http1_1,
            method: HTTPMethod(rawValue: request.method.rawValue),
            uri: request.target,
            headers: headers
        )
        let body = request.body.map { bytes in
            [HTTPClientRequestPart.body(.byteBuffer(channel.allocator.buffer(bytes: bytes)))]
        }
        return [.head(head)] + (body ?? []) + [.end(nil)]
    }

    private static func response(
        from inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>,
        sink: Sink?
    ) async throws -> Response {
        var response: Response?
        for try await part in inbound {
            switch part {
            case .head(let head) where head.status.code >= 200:
                response = Response(
                    status: Int(head.status.code),
                    body: [],
                    isRehearsal: head.headers.first(name: Response.rehearsalField) == "true"
                )
            case .head: continue
            case .body(let buffer):
                if let sink, let response, response.isSuccess {
                    guard await sink(Array(buffer.readableBytesView)) else { return response }
                } else {
                    response?.body += buffer.readableBytesView
                }
            case .end:
                guard let response else { throw Fault.lost }
                return response
            }
        }
        throw Fault.lost
    }
}
