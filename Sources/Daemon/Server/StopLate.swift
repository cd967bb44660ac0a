import NIOCore

/// Lets who has just connected say what he wants before the daemon stops.
///
/// A connection without a request is closed at once on the way down. One that was accepted a moment
/// before has its request on the way: it would end without an answer, and its caller would not know
/// whether anything was done.
final class StopLate: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// How long a connection that has said nothing is waited for.
    static let patience = TimeAmount.milliseconds(300)

    private var hasSpoken = false
    private var alarm: Scheduled<Void>?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasSpoken = true
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent, !hasSpoken else {
            return context.fireUserInboundEventTriggered(event)
        }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        alarm = context.eventLoop.scheduleTask(in: Self.patience) {
            bound.value.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = nil
    }
}
