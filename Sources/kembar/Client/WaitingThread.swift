import Glibc
import Synchronization

/// A thread for what waits for the system, one piece of work after the other, all on the same thread.
///
/// It is the thread that was taken over, if the caller is there: nobody else waits for that. Else one of
/// its own, until `end`.
final class WaitingThread: Sendable {
    private let works = Mutex<[@Sendable () -> Void]>([])
    /// Counts what is waiting in `works`, and the end.
    private let waiting = Semaphore()
    private let isHere = JobThread.isHere

    init() {
        guard !isHere else { return }
        JobThread.start { self.work() }
    }

    /// Runs `work` on this thread.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        guard !isHere else { return work() }
        return await withCheckedContinuation { done in
            works.withLock { $0.append { done.resume(returning: work()) } }
            waiting.signal()
        }
    }

    /// Lets the thread finish when nothing is left to run.
    func end() {
        if !isHere { waiting.signal() }
    }

    private func work() {
        while true {
            waiting.wait()
            // Counted without a work: the end.
            guard let next = works.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
            next()
        }
    }
}
