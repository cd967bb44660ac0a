import NIOCore
import NIOEmbedded
import NIOHTTP1

/// Reads the answer out of the bytes of a connection, in whatever pieces they come.
///
/// It is the parser of swift-nio in a channel that no event loop drives. To be used on one thread.
struct AnswerReader {
    private let channel: EmbeddedChannel

    /// Begins to read the answer to `request`.
    init(to request: Request) throws {
        channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPResponseDecoder()))
        // The parser takes no answer to what was not asked; what it lets through here is not sent.
        let head = HTTPRequestHead(
            version: .http1_1,
            method: HTTPMethod(rawValue: request.method.rawValue),
            uri: request.target
        )
        try channel.writeOutbound(HTTPClientRequestPart.head(head))
        try channel.writeOutbound(HTTPClientRequestPart.end(nil))
    }

    /// What those bytes of the answer complete.
    func take(_ bytes: UnsafeRawBufferPointer) throws -> [HTTPClientResponsePart] {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        return try read()
    }

    /// What the end of the connection completes: an answer may end by it.
    func end() throws -> [HTTPClientResponsePart] {
        _ = try channel.finish()
        return try read()
    }

    private func read() throws -> [HTTPClientResponsePart] {
        var parts: [HTTPClientResponsePart] = []
        while let part = try channel.readInbound(as: HTTPClientResponsePart.self) {
            parts.append(part)
        }
        return parts
    }
}
