package import Calendars
package import Entries
package import EventLog
import Reminders
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
    /// The policies that were read before, by the position of their adoption.
    private let policies = Mutex<[Int64: Policy]>([:])

    /// Reads from `log`, whose adoptions are all in `current`.
    package init(_ log: any EntryLog, _ current: RulesInForce) {
        self.log = log
        self.current = current
    }

    /// What is in force now.
    package var today: Circumstances { current.circumstances }

    /// What was in force when the entry at `position` was recorded.
    func circumstances(at position: Int64) throws -> Circumstances {
        try circumstances(before: current.adoptions.first { $0.position > position && $0.counts })
    }

    /// What was in force at that instant; today's for an instant before the log was founded.
    package func circumstances(on instant: Timestamp) throws -> Circumstances {
        try circumstances(before: current.adoptions.first { $0.recorded > instant && $0.counts })
    }

    private func circumstances(before adoption: RulesInForce.Adoption?) throws -> Circumstances {
        guard let end = adoption?.position else { return today }
        if let read = known.withLock({ $0[end] }) { return read }
        guard var then = try RulesInForce.adopted(in: log, through: end - 1)?.circumstances else {
            return today
        }
        then.rules = today.rules
        known.withLock { $0[end] = then }
        return then
    }
}

/// What made a reminder due.
package struct ReminderRule: Hashable, Sendable {
    /// The policy that was in force.
    package var policy: RulesInForce.Adoption
    /// The ladder's name in it.
    package var ladder: String
    /// What the policy calls the ladder; nil if it has none of that name.
    package var ladderLabel: Bilingual?
    /// The calendar of the office that had to act.
    package var calendar: String
    /// The version of that calendar; nil if it was not adopted.
    package var calendarVersion: Int?
}

extension RulesOfDay {
    /// What made the reminder of an entry due, or ended its ladder; nil for other entries.
    package func reminderRule(of entry: Entry) throws -> ReminderRule? {
        let types: [EngineEvent] = [.reminderIssued, .ladderExhausted]
        guard types.map(\.rawValue).contains(entry.type), let ladder = entry.data["rule"]?.string,
            let adoption = adoption(before: entry.position, { $0.kind == .policy }),
            let policy = try policy(adoptedBy: adoption)
        else { return nil }
        let offices = try circumstances(at: entry.position).offices
        // Of a limit that is over the own office has to act, whoever was awaited.
        let awaited = entry.data["limit"] == nil ? entry.data["office"]?.string : nil
        let office = awaited.map { offices.office($0) } ?? offices.own
        return ReminderRule(
            policy: adoption,
            ladder: ladder,
            ladderLabel: policy.ladders.first { $0.name == ladder }?.label,
            calendar: office.calendar,
            calendarVersion: self.adoption(before: entry.position) {
                $0.kind == .calendar && $0.name == office.calendar
            }?.version
        )
    }

    private func adoption(
        before position: Int64,
        _ isWanted: (RulesInForce.Adoption) -> Bool
    ) -> RulesInForce.Adoption? {
        current.adoptions.last { $0.position < position && isWanted($0) }
    }

    private func policy(adoptedBy adoption: RulesInForce.Adoption) throws -> Policy? {
        if let read = policies.withLock({ $0[adoption.position] }) { return read }
        let policy = try RulesInForce.adopted(in: log, through: adoption.position)?.policy
        policies.withLock { $0[adoption.position] = policy }
        return policy
    }
}

extension RulesInForce.Adoption {
    /// Whether it can change which days count.
    fileprivate var counts: Bool { [.calendar, .offices].contains(kind) }
}
