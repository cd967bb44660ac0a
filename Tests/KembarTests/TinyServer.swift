import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a temporary Unix socket that answers from a script and remembers what it was asked.
final class TinyServer: Sendable {
    struct Asked: Hashable, Sendable {
        var method: String
        var target: String
        var headers: [String: String]
        var body: String
    }

    enum Reply: Sendable {
        case answer(status: Int, body: String)
        /// The answer of a daemon that rehearses.
        case rehearsing(body: String)
        /// The log's key, with what the daemon says of it in the head.
        case key(String, standing: String)
        /// The connection ends without an answer.
        case hangUp
        /// The head and half of the body, then the connection ends.
        case hangUpHalfway

        static func problem(_ status: Int, _ code: String, _ params: String = "{}") -> Reply {
            .answer(status: status, body: #"{"code":"\#(code)","params":\#(params)}"#)
        }
    }

    let path: String
    private let folder: String
    private let channel: any Channel
    private let record: Record

    /// What was asked so far, shared with the connections.
    final class Record: Sendable {
        private let asked = Mutex<[Asked]>([])
        private let script: [Reply]

        init(_ script: [Reply]) { self.script = script }

        var all: [Asked] { asked.withLock { $0 } }

        /// Takes a question and gives the reply that is next; the last one is given for ever.
        func reply(to question: Asked) -> Reply {
            asked.withLock { asked in
                asked.append(question)
                let index = min(asked.count, script.count) - 1
                return index >= 0 ? script[index] : .hangUp
            }
        }
    }

    private init(path: String, folder: String, channel: any Channel, record: Record) {
        self.path = path
        self.folder = folder
        self.channel = channel
        self.record = record
    }

    var asked: [Asked] { record.all }

    /// Runs `body` beside a server that gives the replies in turn.
    static func serving<Value>(
        _ replies: Reply...,
        body: (TinyServer) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.path + "/kembar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        let path = folder + "/s"
        let record = Record(replies)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering(record))
                }
            }
            .bind(unixDomainSocketPath: path).get()
        let server = TinyServer(path: path, folder: folder, channel: channel, record: record)
        do {
            let value = try await body(server)
            try await server.stop()
            return value
        } catch {
            try await server.stop()
            throw error
        }
    }

    private func stop() async throws {
        try await channel.close()
        try FileManager.default.removeItem(atPath: folder)
    }
}

/// One connection: gathers a request, then does what the script says.
private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let record: TinyServer.Record
    private var head: HTTPRequestHead?
    private var body = ""

    init(_ record: TinyServer.Record) { self.record = record }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let buffer): body += String(buffer: buffer)
        case .end:
            guard let head else { return }
            let headers = Dictionary(head.headers.map { ($0.name, $0.value) }) { _, last in last }
            reply(
                to: TinyServer.Asked(
                    method: head.method.rawValue,
                    target: head.uri,
                    headers: headers,
                    body: body
                ),
                context
            )
        }
    }

    private func reply(to question: TinyServer.Asked, _ context: ChannelHandlerContext) {
        switch record.reply(to: question) {
        case .hangUp: context.close(promise: nil)
        case .hangUpHalfway:
            write(status: 200, text: "{", length: 1000, context)
            context.flush()
            context.close(promise: nil)
        case .answer(let status, let text):
            write(status: status, text: text, length: text.utf8.count, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .rehearsing(let text):
            write(
                status: 200,
                text: text,
                length: text.utf8.count,
                context,
                more: ["Kembar-Rehearsal": "true"]
            )
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .key(let vkey, let standing):
            write(
                status: 200,
                text: vkey + "\n",
                length: vkey.utf8.count + 1,
                context,
                more: ["Kembar-Key-Standing": standing]
            )
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }

    private func write(
        status: Int,
        text: String,
        length: Int,
        _ context: ChannelHandlerContext,
        more: HTTPHeaders = [:]
    ) {
        var headers = more
        headers.add(name: "Content-Length", value: String(length))
        headers.add(name: "Content-Type", value: "application/json")
        let head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: status),
            headers: headers
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(string: text)))),
            promise: nil
        )
    }
}
