import Calendars
package import EventLog
import Synchronization
package import Workflows

/// The offices and calendars that were in force when an entry was recorded.
///
/// Workflow versions never change, so the newest rulebook serves for every day.
package final class RulesOfDay: Sendable {
    private let log: any EntryLog
    private let current: RulesInForce
    /// What was read before, by the position of the adoption that ended it.
    private let known = Mutex<[Int64: Circumstances]>([:])

    /// Reads from `log`, whose adoptions are all in `current`.
    package init(_ log: any EntryLog, _ current: RulesInForce) {
        self.log = log
        self.current = current
    }

    /// What is in force now.
    package var today: Circumstances { current.circumstances }

    /// What was in force when the entry at `position` was recorded.
    func circumstances(at position: Int64) throws -> Circumstances {
        let next = current.adoptions.first { adoption in
            adoption.position > position && [.calendar, .offices].contains(adoption.kind)
        }
        guard let end = next?.position else { return today }
        if let read = known.withLock({ $0[end] }) { return read }
        guard var then = try RulesInForce.adopted(in: log, through: end - 1)?.circumstances else {
            return today
        }
        then.rules = today.rules
        known.withLock { $0[end] = then }
        return then
    }
}
