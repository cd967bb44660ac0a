import Entries
import EventLog
import Synchronization

/// Keeps the rules in force between commands, so that no command reads the rule files again.
///
/// An adoption in a batch holds for the later commands of that batch, but the batch may still be
/// lost, and another entry may take its position: so its rules are pending until the very entry is
/// seen to be there. If it is not, the rules are folded again from what the log has.
final class RulesKeeper: Sendable {
    private struct Kept {
        var committed: RulesInForce
        var pending: RulesInForce?
    }

    private let kept: Mutex<Kept>

    init(_ rules: RulesInForce) { kept = Mutex(Kept(committed: rules)) }

    /// What holds inside this transaction; asked on the writer's thread only.
    func inForce(_ transaction: any LogTransaction) throws -> RulesInForce {
        guard let pending = kept.withLock({ $0.pending }) else {
            return kept.withLock { $0.committed }
        }
        if try pending.isConfirmed(by: transaction.entry(at: pending.position)) { return pending }
        return try fold(
            HistoryReader.entries(
                transaction.engineEntries(ofTypes: RulesInForce.types),
                in: transaction
            ),
            insteadOf: pending
        )
    }

    /// Takes in an adoption of the running transaction.
    func adopt(_ rules: RulesInForce) { kept.withLock { $0.pending = rules } }

    /// What every reader may rely on: what is durable by now.
    func current(_ log: any EntryLog) -> RulesInForce {
        let (committed, pending) = kept.withLock { ($0.committed, $0.pending) }
        guard let pending, pending.position < log.head.size else { return committed }
        do {
            guard try pending.isConfirmed(by: log.entry(at: pending.position)) else {
                return try fold(
                    HistoryReader.entries(
                        log.engineEntries(ofTypes: RulesInForce.types),
                        in: log
                    ),
                    insteadOf: pending
                )
            }
        } catch {
            // Unreadable now: the next question asks the log again, what held before holds on.
            return committed
        }
        return settle(pending, insteadOf: pending)
    }

    private func fold(
        _ adoptions: [Entry],
        insteadOf pending: RulesInForce
    ) throws -> RulesInForce {
        guard let folded = try RulesInForce.folding(adoptions) else {
            return kept.withLock { $0.committed }
        }
        return settle(folded, insteadOf: pending)
    }

    /// Makes `rules` count for everybody, unless a newer adoption is pending meanwhile.
    private func settle(_ rules: RulesInForce, insteadOf pending: RulesInForce) -> RulesInForce {
        kept.withLock { kept in
            // What is committed never moves back: a slow reader may come with older rules.
            if rules.position >= kept.committed.position { kept.committed = rules }
            if kept.pending?.entryID == pending.entryID { kept.pending = nil }
            return kept.committed
        }
    }
}

extension RulesInForce {
    /// Whether that entry is the adoption that these rules end with.
    fileprivate func isConfirmed(by entry: KeptEntry?) throws -> Bool {
        guard let entry, let bytes = entry.bytes, RulesInForce.types.contains(entry.type) else {
            return false
        }
        return try HistoryReader.entry(bytes, at: entry.position).id == entryID
    }
}
