import Glibc
import Synchronization

/// A thread on which tasks run, one piece of work after the other.
///
/// Who runs here may wait for the system: that holds up this thread and nobody else. The pool of
/// Swift has two threads on a small machine, and starting it costs more than asking the daemon.
final class JobThread: TaskExecutor {
    private let state = Mutex<[UnownedJob]>([])
    /// Counts what is waiting in `state`.
    private let waiting = Semaphore()

    /// Runs `work` on the calling thread, and nothing else there ever again.
    ///
    /// `work` ends the process.
    static func takeOver(_ work: @escaping @Sendable () async -> Never) -> Never {
        let thread = JobThread()
        taken.withLock { $0 = pthread_self() }
        Task(executorPreference: thread) { await work() }
        thread.run()
    }

    /// The thread that `takeOver` has; nil in a process where nobody called it.
    private static let taken = Mutex<pthread_t?>(nil)

    /// Whether this is the thread that was taken over.
    static var isHere: Bool {
        taken.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.append(job) }
        waiting.signal()
    }

    private func run() -> Never {
        while true {
            waiting.wait()
            // One for each time that was counted.
            let job = state.withLock { $0.removeFirst() }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread that runs `body` and ends.
    static func start(_ body: @escaping @Sendable () -> Void) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            &attributes,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
                return nil
            },
            Unmanaged.passRetained(Work(body)).toOpaque()
        )
        precondition(code == 0, "no thread can be started: \(String(cString: strerror(code)))")
    }
}

/// A POSIX semaphore.
///
/// `@unchecked`: the pointer never changes, and what it points to is made for several threads.
final class Semaphore: @unchecked Sendable {
    private let pointer = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(pointer, 0, 0) }

    deinit {
        sem_destroy(pointer)
        pointer.deallocate()
    }

    func signal() { sem_post(pointer) }

    func wait() { _ = restarting { sem_wait(pointer) } }
}
