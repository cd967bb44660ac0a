import EventLog
import Synchronization

/// Keeps the rules in force between commands, so that no command reads the rule files again.
///
/// An adoption in a batch holds for the later commands of that batch, but the batch may still be
/// lost: so its rules are pending until its entry is seen to be there.
final class RulesKeeper: Sendable {
    private struct Kept {
        var committed: RulesInForce
        var pending: RulesInForce?
    }

    private let kept: Mutex<Kept>

    init(_ rules: RulesInForce) { kept = Mutex(Kept(committed: rules)) }

    /// What every reader may rely on.
    var current: RulesInForce { kept.withLock { $0.committed } }

    /// What holds inside this transaction; asked on the writer's thread only.
    func inForce(_ transaction: any LogTransaction) throws -> RulesInForce {
        guard let pending = kept.withLock({ $0.pending }) else { return current }
        let entry = try transaction.entry(at: pending.position)
        return kept.withLock { kept in
            guard let entry, RulesInForce.types.contains(entry.type) else {
                kept.pending = nil
                return kept.committed
            }
            return pending
        }
    }

    /// Takes in an adoption of the running transaction.
    func adopt(_ rules: RulesInForce) { kept.withLock { $0.pending = rules } }

    /// Makes what is durable by now count for everybody.
    func commit(through size: Int64) {
        kept.withLock { kept in
            guard let pending = kept.pending, pending.position < size else { return }
            kept.committed = pending
            kept.pending = nil
        }
    }
}
