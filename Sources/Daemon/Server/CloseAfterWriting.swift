import NIOCore

/// Closes a connection only when everything written before has left it.
///
/// On the way down Hummingbird closes a connection as soon as the last part of its answer is
/// written, and closing drops what a slow reader has not taken yet.
final class CloseAfterWriting: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long a reader may take: less than the stopping daemon has.
    static let patience = TimeAmount.seconds(5)

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all else { return context.close(mode: mode, promise: promise) }
        let written = context.writeAndFlush(wrapOutboundOut(ByteBuffer()))
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let alarm = context.eventLoop.scheduleTask(in: Self.patience) {
            bound.value.close(mode: mode, promise: nil)
        }
        written.whenComplete { _ in
            alarm.cancel()
            bound.value.close(mode: mode, promise: promise)
        }
    }
}
