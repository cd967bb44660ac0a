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
    /// Since when nothing of it was taken.
    private var quietSince = NIODeadline.now()
    /// Set anew only when it rings: what is taken in time costs a look at the clock.
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
            bound.value.handler.quietSince = .now()
        }
        unwritten += 1
        if unwritten == 1 {
            quietSince = .now()
            if alarm == nil { watch(context) }
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            patience = limits.stalledReaderTimeoutWhenStopping
            alarm?.cancel()
            alarm = nil
            if unwritten > 0 {
                quietSince = .now()
                watch(context)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = nil
    }

    private func watch(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        alarm = context.eventLoop.scheduleTask(deadline: quietSince + patience) {
            bound.value.handler.ring(bound.value.context)
        }
    }

    private func ring(_ context: ChannelHandlerContext) {
        alarm = nil
        guard unwritten > 0 else { return }
        guard NIODeadline.now() >= quietSince + patience else { return watch(context) }
        context.close(promise: nil)
    }
}
