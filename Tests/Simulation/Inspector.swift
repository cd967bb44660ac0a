import Calendars
import Engine
import Entries
import EventLog
import Projections
import Reminders
import Workflows

/// Reads the log of a world as it grows, and says what must never be in it, or is missing.
///
/// It has the fold of an agreement from the engine, and works out for itself what is owed from that,
/// the policy and the calendar files: no planner is asked.
struct Inspector {
    let seed: UInt64
    let place: Life.Place
    let relay: WorldRelay
    var tally: Tally = [:]
    var rules = RuleRecord()
    var circumstances: Circumstances?
    var cases: [String: CaseFile] = [:]
    var messages: [Int64: Message] = [:]
    /// Of the messages, those that have no outcome.
    var open: Set<Int64> = []
    /// Which message carries a reminder: its key to the message's position.
    var carriers: [String: Int64] = [:]
    /// Every reminder by its key.
    var reminders: [String: (agreement: String, name: ReminderName)] = [:]
    /// The reminders of a role that no message carries.
    var uncarried: [String: Set<String>] = [:]
    /// When something was issued last for what, and whom: two at one moment are a burst.
    var lastIssued: [String: Timestamp] = [:]
    /// Which agreements say that they renew which.
    private var renewers: [String: Set<String>] = [:]
    private var next: Int64 = 0
    private var lastRecorded = Timestamp.earliest

    init(seed: UInt64, place: Life.Place, relay: WorldRelay) {
        self.seed = seed
        self.place = place
        self.relay = relay
    }

    /// A message as its entry says it, and what became of it.
    struct Message {
        var role: String
        var day: String
        var keys: [String]
        var issued: Timestamp
        /// Whether it went behind the day's message because it could not wait.
        var isImmediate: Bool
        /// The week whose report it is, if it is one.
        var week: String?
        var outcome: Entry?

        /// Whether it never left, so that what it carried goes into another one.
        var isReleased: Bool {
            guard let outcome, outcome.type == EngineEvent.messageFailed.rawValue else {
                return false
            }
            return ["noLongerStands", "redacted"].contains(outcome.data["reason"]?.string)
        }
    }

    func broken(_ promise: Promise, _ what: String) -> Broken {
        Broken(seed: seed, at: place.clock.truth, promise: promise, what: what)
    }

    /// Looks at what came since the last time; and, after a wake-up that nothing disturbed, whether
    /// something is missing.
    mutating func look(_ life: Life, isUndisturbed: Bool = true) throws {
        for kept in try life.log.read(after: next - 1, limit: .max) {
            try take(kept)
        }
        if let fault = relay.fault { throw broken(.mailedOnce, fault) }
        guard isUndisturbed else { return }
        try lookForMissing()
        try lookAtOutstanding(life)
        try lookAtMail()
    }

    private mutating func take(_ kept: KeptEntry) throws {
        let entry = try Entry(bytes: kept.bytes ?? [], strictly: true)
        guard entry.position == next else { throw broken(.whole, "position \(next) is missing") }
        next += 1
        guard entry.recorded >= lastRecorded else {
            throw broken(.whole, "time goes back at \(entry.position)")
        }
        guard entry.recorded <= place.clock.truth else {
            throw broken(.rightClock, "\(entry.position) is recorded before its time")
        }
        lastRecorded = entry.recorded
        switch EngineEvent(rawValue: entry.type) {
        case .reminderIssued: try lookAtReminder(entry)
        case .ladderExhausted: try lookAtEnd(entry)
        case .messageIssued: try lookAtMessage(entry)
        case .messageDelivered, .messageFailed: try lookAtOutcome(entry)
        default: if entry.type == "TermEnded" { count(.termEnded) }
        }
        if let id = entry.subject?.agreement {
            cases[id, default: CaseFile(id: id)].take(entry)
            for predecessor in entry.data["renews"]?.array ?? [] {
                renewers[predecessor.string ?? "", default: []].insert(id)
            }
        } else if try rules.take(entry) {
            circumstances = try rules.circumstances()
            for id in cases.keys { cases[id]?.forget() }
        }
    }
}

// MARK: What stands

extension Inspector {
    mutating func state(_ id: String) -> Agreement? {
        guard let circumstances else { return nil }
        return cases[id]?.state(circumstances)
    }

    /// The agreements under way, as of the last look.
    var openAgreements: [Agreement] {
        cases.values.compactMap(\.known).filter { $0.closed == nil }.sorted { $0.id < $1.id }
    }

    /// What stands of an agreement and is not silent for good.
    mutating func duties(_ id: String) -> [Duty] {
        guard let circumstances, let all = cases[id]?.duties(circumstances, rules) else {
            return []
        }
        let isRenewed = isRenewed(id)
        return all.filter { duty in
            !duty.isSilent && !(isRenewed && duty.date != nil)
        }
    }

    private mutating func isRenewed(_ id: String) -> Bool {
        (renewers[id] ?? []).contains { successor in
            let state = self.state(successor)
            return state.map { $0.term != nil && $0.renews.contains(id) } ?? false
        }
    }

    mutating func isHeld(_ id: String, at now: Timestamp) -> Bool {
        guard let state = state(id), state.closed == nil, let held = state.held,
            let own = rules.offices?.own
        else { return false }
        return held.holds(at: now, in: own.zone)
    }

    /// Whether messages may go out at that moment, by the clock on the office's wall.
    func isOpen(_ now: Timestamp) -> Bool {
        guard let own = rules.offices?.own, let window = rules.policy?.window else { return false }
        let day = own.zone.date(of: now)
        return rules.days.isWorked(day, in: own.calendar)
            && window.minutes(of: day).contains(own.zone.minuteOfDay(of: now))
    }

    /// Whether what a reminder is about still stands at `now`, and may be spoken of.
    mutating func stands(_ key: String, at now: Timestamp) -> Bool {
        guard let (id, name) = reminders[key], !isHeld(id, at: now) else { return false }
        return duties(id).contains { duty in
            duty.opener == name.opener && duty.office == name.office
                && duty.limit?.name == name.limit
                // Another holiday may have moved a limit that was over.
                && duty.limit.map { $0.lapses <= now } ?? true
                && duty.seen.map { now >= $0.until } ?? true && !duty.isSeen(name)
        }
    }

    /// Whether a reminder is of a ladder of which nothing waits for another day.
    func isImmediate(_ key: String) -> Bool {
        guard let rule = reminders[key]?.name.rule else { return false }
        return rules.policy?.ladder(named: rule)?.isImmediate == true
    }

    mutating func count(_ kind: Kind) { tally[kind, default: 0] += 1 }
}
