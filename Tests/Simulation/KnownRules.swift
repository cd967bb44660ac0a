import Engine
import Entries
import EventLog
import Synchronization

/// The rules of a world's log, folded once for each adoption: most lives of a daemon find the same.
///
/// Folding them anew at every start would be most of what a world does.
final class KnownRules: Sendable {
    let sabotage: Sabotage?
    private let last = Mutex<(position: Int64, rules: RulesInForce)?>(nil)

    init(sabotage: Sabotage?) { self.sabotage = sabotage }

    /// The rules that a planner is told of: those of the log, unless they are spoilt on purpose.
    func inForce(_ log: SQLiteLog) throws -> RulesInForce? {
        let kept = try log.engineEntries(ofTypes: RulesInForce.types)
        let position = kept.last?.position ?? -1
        if let last = last.withLock({ $0 }), last.position == position { return last.rules }
        let entries = try HistoryReader.entries(kept, in: log)
        let rules = try RulesInForce.folding(entries.map { sabotage?.spoilt($0) ?? $0 })
        last.withLock { $0 = rules.map { (position, $0) } }
        return rules
    }
}
