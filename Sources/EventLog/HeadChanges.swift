import Synchronization

/// Tells the streams of `EntryLog.changes()` about new heads.
final class HeadChanges: Sendable {
    private struct Listeners {
        var nextNumber = 0
        var continuations: [Int: AsyncStream<LogHead>.Continuation] = [:]
        var isFinished = false
    }

    private let listeners = Mutex(Listeners())

    /// Returns a stream that begins with `head()` and holds the newest head only.
    func stream(startingWith head: () -> LogHead) -> AsyncStream<LogHead> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LogHead.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let number = listeners.withLock { listeners -> Int? in
            guard !listeners.isFinished else { return nil }
            listeners.nextNumber += 1
            listeners.continuations[listeners.nextNumber] = continuation
            return listeners.nextNumber
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.listeners.withLock { $0.continuations.removeValue(forKey: number) }
        }
        // Asked for only now: a head that moved before the registration would be missed otherwise.
        continuation.yield(head())
        return stream
    }

    /// Hands `head` to every stream.
    func tell(_ head: LogHead) {
        // Yielding happens outside the lock: a stream that ends there comes back for the lock.
        for continuation in listeners.withLock({ Array($0.continuations.values) }) {
            continuation.yield(head)
        }
    }

    /// Ends every stream, present and future.
    func finish() {
        let ended = listeners.withLock { listeners in
            defer { listeners.continuations = [:] }
            listeners.isFinished = true
            return Array(listeners.continuations.values)
        }
        for continuation in ended {
            continuation.finish()
        }
    }
}
