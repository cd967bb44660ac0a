import EventLog
import Synchronization

/// What the daemon has counted since its start, for a monitoring system.
final class Metrics: Sendable {
    /// Requests that were answered, by what tells a person something.
    struct Answered: Hashable, Comparable {
        /// `read` or `write`.
        var kind: String
        /// The problem's code, or `ok`.
        var outcome: String

        static func < (one: Answered, other: Answered) -> Bool {
            (one.kind, one.outcome) < (other.kind, other.outcome)
        }
    }

    /// How long answers took: how many took at most as long as each bound.
    struct Durations {
        static let boundsSeconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
        var counts = [Int](repeating: 0, count: boundsSeconds.count)
        var count = 0
        var sumSeconds = 0.0

        mutating func add(_ duration: Duration) {
            let (seconds, attoseconds) = duration.components
            add(Double(seconds) + Double(attoseconds) / 1e18)
        }

        mutating func add(_ seconds: Double) {
            count += 1
            sumSeconds += seconds
            for (index, bound) in Self.boundsSeconds.enumerated() where seconds <= bound {
                counts[index] += 1
            }
        }
    }

    struct Counts {
        var answered: [Answered: Int] = [:]
        /// By `read` and `write`; a write's includes the wait for its sync.
        var durations: [String: Durations] = [:]
        /// Of batches of entries, and of the commit and its sync in them.
        var batches = Durations()
        var commits = Durations()
    }

    private let state = Mutex(Counts())

    var counts: Counts { state.withLock(\.self) }

    /// Counts one answer.
    func count(_ answered: Answered, seconds: Double) {
        state.withLock { counts in
            counts.answered[answered, default: 0] += 1
            counts.durations[answered.kind, default: Durations()].add(seconds)
        }
    }

    /// Counts one batch of entries that was committed.
    func count(_ times: WriteTimes) {
        state.withLock { counts in
            counts.batches.add(times.batch)
            counts.commits.add(times.commit)
        }
    }
}
