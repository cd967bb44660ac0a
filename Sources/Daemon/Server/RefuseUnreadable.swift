import Entries
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import Wire

/// Answers a request whose head can't be read, or is too large, with a problem, and hangs up.
///
/// The parser stops at the first mistake, so nothing behind it could be read any more.
final class RefuseUnreadable: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ServerLimits
    /// Requests that were passed on and whose answers have not ended.
    private var openRequests = 0

    init(_ limits: ServerLimits) { self.limits = limits }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { openRequests += 1 }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { openRequests -= 1 }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // While another answer is under way nothing may come between; the connection ends after it.
        guard openRequests == 0, let problem = problem(of: error) else {
            return context.fireErrorCaught(error)
        }
        let response = Answer.problem(problem)
        var head = response.head
        head.headerFields[.connection] = "close"
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let body = ByteBuffer(bytes: Answer.bytes(of: problem))
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }

    private func problem(of error: any Error) -> Problem? {
        switch error {
        case HTTPParserError.headerOverflow:
            Problem(
                .headersTooLarge,
                [
                    "limit": .integer(limits.headerBytesMax),
                    "lines": .integer(limits.headerLinesMax),
                ]
            )
        // The peer went away: nobody is there to be told.
        case HTTPParserError.invalidEOFState, is ChannelError, is IOError: nil
        // A mistake of the parser's kinds, or a head that is no HTTP request after all.
        default: Problem(.malformedRequest, ["reason": "http"])
        }
    }
}
