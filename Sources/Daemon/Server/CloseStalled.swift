import NIOCore

/// Ends a connection whose reader takes nothing of what was written for it.
///
/// What is written and not taken is held in memory; a reader that stopped must not hold it for ever,
/// nor keep the daemon from stopping.
final class CloseStalled: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let limits: ServerLimits
    private var patience: TimeAmount
    private var unwritten = 0
    private var alarm: Scheduled<Void>?

    init(_ limits: ServerLimits) {
        self.limits = limits
        patience = limits.stalledReaderTimeout
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        promise.futureResult.whenComplete { _ in
            bound.value.handler.unwritten -= 1
            bound.value.handler.watch(bound.value.context)
        }
        unwritten += 1
        if unwritten == 1 { watch(context) }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            patience = limits.stalledReaderTimeoutWhenStopping
            if unwritten > 0 { watch(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = nil
    }

    /// Begins to wait anew: something was taken, or there is something to take.
    private func watch(_ context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = nil
        guard unwritten > 0 else { return }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        alarm = context.eventLoop.scheduleTask(in: patience) {
            bound.value.close(promise: nil)
        }
    }
}
