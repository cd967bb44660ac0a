import Calendars
import Engine
import Entries
import Workflows

/// What the inspector knows of one agreement: its entries, and what follows from them.
struct CaseFile {
    let id: String
    private var entries: [Entry] = []
    private var state: Agreement?
    private var duties: [Duty]?
    private var isStale = true
    /// The reminders that stand in the log.
    var issued: Set<ReminderName> = []
    /// The ladders of which an entry says that they are at their end, as opener, office and name.
    var told: Set<String> = []

    init(id: String) { self.id = id }

    /// Takes in an entry; what the nag says changes nothing that it counts by.
    mutating func take(_ entry: Entry) {
        entries.append(entry)
        switch EngineEvent(rawValue: entry.type) {
        case .reminderIssued, .ladderExhausted: break
        default:
            isStale = true
            duties = nil
        }
    }

    /// The rules are others now.
    mutating func forget() { duties = nil }

    /// What the agreement is by its entries.
    mutating func state(_ circumstances: Circumstances) -> Agreement? {
        if isStale {
            state = Fold(circumstances).agreement(id, History(entries))
            isStale = false
        }
        return state
    }

    /// What stands of it.
    mutating func duties(_ circumstances: Circumstances, _ rules: RuleRecord) -> [Duty] {
        if let duties { return duties }
        let found = state(circumstances).map { Duty.all(of: $0, rules) } ?? []
        duties = found
        return found
    }

    /// What it was when it was last worked out.
    var known: Agreement? { state }

    var isOver: Bool { state.map { $0.closed != nil && $0.term == nil } ?? true }
}
