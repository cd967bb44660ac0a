import EventLog
import GRDB
import Synchronization

/// At which of the next commits the daemon dies, on which side of it; and whether the disk is full.
final class FaultPlan: Sendable {
    /// The daemon died: whatever it still tries is not done.
    struct Death: Error {}

    /// On which side of a commit somebody dies.
    enum Side: CaseIterable, Sendable { case before, after }

    private struct State {
        var commits = 0
        var side: Side?
        var isDead = false
        var isDiskFull = false
        /// How many commits the full disk refused.
        var refused = 0
    }

    private let state = Mutex(State())

    /// Lets the daemon die at the commit that comes as the `commits`-th from now.
    func die(inCommits commits: Int, _ side: Side) {
        state.withLock {
            $0.commits = commits
            $0.side = side
        }
    }

    /// Lets the daemon die now.
    func die() { state.withLock { $0.isDead = true } }

    /// Takes the space of the disk away, or gives it back.
    func fillDisk(_ isFull: Bool) {
        state.withLock {
            $0.isDiskFull = isFull
            $0.refused = 0
        }
    }

    /// Another life begins; the disk stays as it is.
    func forget() {
        state.withLock {
            $0.side = nil
            $0.isDead = false
        }
    }

    var isDead: Bool { state.withLock { $0.isDead } }

    /// How many commits the disk has refused since it is full.
    var refusedCommits: Int { state.withLock { $0.refused } }

    var logFaults: LogFaults {
        LogFaults(
            beforeCommit: { [self] in try strike(.before) },
            afterCommit: { [self] in try strike(.after) }
        )
    }

    private func strike(_ side: Side) throws {
        try state.withLock { state in
            // Whoever has died writes nothing more.
            guard !state.isDead else { throw Death() }
            if state.isDiskFull, side == .before {
                state.refused += 1
                throw DatabaseError(resultCode: .SQLITE_FULL)
            }
            guard state.side == side else { return }
            state.commits -= 1
            guard state.commits <= 0 else { return }
            state.side = nil
            state.isDead = true
            throw Death()
        }
    }
}
