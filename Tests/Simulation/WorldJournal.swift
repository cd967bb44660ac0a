import Synchronization

/// The journal of a world's machine: takes messages, refuses them, or takes one and the daemon dies.
final class WorldJournal: Sendable {
    enum Mood: Sendable { case takes, refuses, takesAndDaemonDies }

    private struct State {
        var mood = Mood.takes
        var taken: [Int64: Int] = [:]
        /// How often it took a message and the daemon did not live to know it.
        var unknown: [Int64: Int] = [:]
        var refused = 0
    }

    private let state = Mutex(State())
    private let faults: FaultPlan

    init(faults: FaultPlan) { self.faults = faults }

    var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }

    /// How often each message was taken.
    func taken(_ position: Int64) -> (times: Int, unknown: Int) {
        state.withLock { ($0.taken[position] ?? 0, $0.unknown[position] ?? 0) }
    }

    /// How many messages it refused.
    var refused: Int { state.withLock { $0.refused } }

    /// The daemon begins anew and remembers nothing of what it wrote: that may come once more.
    func forget() { state.withLock { $0.unknown = $0.taken } }

    /// The journal's end of `WakeUp`.
    func take(_ position: Int64) -> Bool {
        guard !faults.isDead else { return false }
        return state.withLock { state in
            switch state.mood {
            case .refuses:
                state.refused += 1
                return false
            case .takes:
                state.taken[position, default: 0] += 1
                return true
            case .takesAndDaemonDies:
                state.mood = .takes
                state.taken[position, default: 0] += 1
                state.unknown[position, default: 0] += 1
                faults.die()
                return false
            }
        }
    }
}
