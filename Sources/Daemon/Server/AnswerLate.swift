import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers in the place of whoever answers too late, and has that work cancelled.
///
/// A connection has one alarm, which is set anew only when it rings: a request that is answered in
/// time costs a look at the clock. After a late answer whatever else is written for the connection is
/// dropped, and the connection ends when the work has.
///
/// It also has an answer cancelled that nobody is there to read on, such as what a follower left; work
/// whose answer has not begun goes on, since it may be a write.
final class AnswerLate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let responder: any Responding
    private let limits: ServerLimits
    private let cancelWork: @Sendable () -> Void
    /// The requests whose answers have not ended; the first is the one that is worked on.
    private var open: [HTTPRequest] = []
    /// Whether the answer to the first of them has begun, so that it can't be late any more.
    private var hasBegun = false
    /// When the answer to the first of them is late.
    private var due = NIODeadline.distantFuture
    private var alarm: (time: NIODeadline, task: Scheduled<Void>)?
    private var isOver = false

    init(
        _ responder: any Responding,
        _ limits: ServerLimits,
        cancelWork: @escaping @Sendable () -> Void
    ) {
        self.responder = responder
        self.limits = limits
        self.cancelWork = cancelWork
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            open.append(head)
            if open.count == 1 { begin(head, context) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.succeed()
            return
        }
        switch unwrapOutboundIn(data) {
        // That a body may come is no answer yet.
        case .head(let head): if head.status.kind != .informational { hasBegun = true }
        case .body: break
        case .end: end(context)
        }
        context.write(data, promise: promise)
    }

    /// The connection ended at both sides: who only has nothing more to say still reads.
    func channelInactive(context: ChannelHandlerContext) {
        if hasBegun { cancelWork() }
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.task.cancel()
        alarm = nil
    }

    /// The time of a request that came while another one was worked on begins with its own turn.
    private func end(_ context: ChannelHandlerContext) {
        hasBegun = false
        if !open.isEmpty { open.removeFirst() }
        if let next = open.first { begin(next, context) }
    }

    private func begin(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        due = .now() + TimeAmount(limits.deadline(of: head, responder))
        setAlarm(context)
    }

    /// Sees to it that the alarm rings no later than the answer is due.
    private func setAlarm(_ context: ChannelHandlerContext) {
        if let alarm {
            guard alarm.time > due else { return }
            alarm.task.cancel()
        }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        alarm = (
            due,
            context.eventLoop.scheduleTask(deadline: due) {
                bound.value.handler.ring(bound.value.context)
            }
        )
    }

    private func ring(_ context: ChannelHandlerContext) {
        alarm = nil
        guard let head = open.first, !hasBegun, !isOver else { return }
        guard NIODeadline.now() >= due else { return setAlarm(context) }
        let deadline = limits.deadline(of: head, responder)
        let answer = responder.lateAnswer(to: head, deadline: deadline)
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        if let body = answer.body { context.write(wrapOutboundOut(.body(body)), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        isOver = true
        cancelWork()
    }
}

extension ServerLimits {
    fileprivate func deadline(of head: HTTPRequest, _ responder: any Responding) -> Duration {
        responder.isLong(head) ? longDeadline : deadline
    }
}
