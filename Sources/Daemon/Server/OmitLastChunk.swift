import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Keeps the end of an answer to a HEAD from being written.
///
/// An answer whose length is not known goes out in chunks, and its end is a last one without bytes. To a
/// HEAD nothing comes behind the head (RFC 9112, section 6.3): that chunk would be read as the beginning of
/// the next answer.
final class OmitLastChunk: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Of the requests whose answers have not ended, in their order.
    private var methods: [HTTPRequest.Method] = []

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) { methods.append(head.method) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // A head that can't be read is no request, and is answered all the same.
        guard case .end = unwrapOutboundIn(data), !methods.isEmpty, methods.removeFirst() == .head
        else { return context.write(data, promise: promise) }
        // Writes nothing, in its turn.
        context.write(wrapOutboundOut(.body(ByteBuffer())), promise: promise)
    }
}
