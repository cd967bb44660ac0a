import NIOCore

/// Runs tasks on the thread of an event loop.
///
/// What is read there is answered there: no other thread is woken on the way. Whatever may wait for
/// a disk or take long runs on Swift's pool instead, see `Pool`.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // From the loop's own thread that is an entry in its list; from another one it wakes the
        // loop, once for all that is enqueued until it runs.
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// Swift's own threads: where work goes that would hold up an event loop.
enum Pool {
    /// Runs `work` there, and comes back to where the caller runs.
    static func run<Answer: Sendable>(
        _ work: @concurrent @Sendable () async throws -> Answer
    ) async rethrows -> Answer {
        try await withTaskExecutorPreference(globalConcurrentExecutor, operation: work)
    }
}
