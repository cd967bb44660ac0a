import Audit
import Calendars
import Engine
import Entries
import EventLog
import Projections
import Workflows

@testable import Daemon
@testable import Reminders

/// Reads the log of a world and says what must never be in it.
///
/// Days are counted here one by one, without the planner's arithmetic; which ladders run, and since
/// when, is the planner's word.
struct Inspector {
    private let world: HostileWorld
    /// The next position to look at.
    private var position: Int64 = 0
    private var rules: RulesInForce?
    private var issued: [String: Int64] = [:]
    private var messages: [Int64: (role: String, day: String, keys: [String])] = [:]
    private var outcomes: [Int64: Entry] = [:]
    private var lastRecorded: Timestamp?

    init(_ world: HostileWorld) { self.world = world }

    private var log: SQLiteLog { world.house.log }

    /// Looks at what came since the last time, and whether something is missing now.
    mutating func look() throws {
        for kept in try log.read(after: position - 1, limit: 100_000) {
            let entry = try Entry(bytes: kept.bytes ?? [], strictly: true)
            position = entry.position + 1
            if let lastRecorded, entry.recorded < lastRecorded {
                throw world.broken("recorded time decreased at \(entry.position)")
            }
            lastRecorded = entry.recorded
            switch EngineEvent(rawValue: entry.type) {
            case .reminderIssued: try lookAtReminder(entry)
            case .messageIssued: try lookAtMessage(entry)
            case .messageDelivered, .messageFailed:
                let message = Int64(entry.data["message"]?.integer ?? -1)
                guard outcomes.updateValue(entry, forKey: message) == nil else {
                    throw world.broken("message \(message) has two outcomes")
                }
            case .policyAdopted, .calendarAdopted, .workflowAdopted, .officesAdopted: rules = nil
            default: break
            }
        }
        try lookForMissing()
    }

    private mutating func inForce(before position: Int64) throws -> RulesInForce {
        if let rules { return rules }
        guard let adopted = try RulesInForce.adopted(in: log, through: position - 1) else {
            throw world.broken("no rules")
        }
        rules = adopted
        return adopted
    }

    private func state(of id: String, before position: Int64, _ rules: RulesInForce) throws
        -> Agreement?
    {
        let known = try log.entries(ofSubject: id).filter { $0.position < position }
        let history = History(try HistoryReader.entries(known, in: log))
        return Fold(rules.circumstances).agreement(id, history)
    }

    private mutating func lookAtReminder(_ entry: Entry) throws {
        let key = entry.command.id
        guard issued.updateValue(entry.position, forKey: key) == nil else {
            throw world.broken("\(key) was issued twice")
        }
        world.count("reminder")
        let rules = try inForce(before: entry.position)
        guard let planner = rules.planner, let id = entry.subject?.agreement,
            let state = try state(of: id, before: entry.position, rules)
        else { throw world.broken("\(key) is about nothing") }
        let own = rules.circumstances.offices.own
        let minute = own.zone.minuteOfDay(of: entry.recorded)
        let day = own.zone.date(of: entry.recorded)
        guard planner.calendar(of: own).isWorkingDay(day),
            (planner.policy.window.from..<planner.policy.window.until).contains(minute)
        else { throw world.broken("\(key) was issued at night or on a day off") }
        let running = planner.ladders(of: state).first { running in
            !running.isSilent
                && key.hasPrefix(
                    "reminder:\(id):\(running.opener.position):\(running.wait?.office ?? "-"):\(running.ladder.name):"
                )
        }
        guard let running else { throw world.broken("\(key) was issued after its opener closed") }
        if let held = state.held, state.closed == nil,
            held.holds(at: entry.recorded, in: own.zone)
        {
            throw world.broken("\(key) was issued while the clock stood still")
        }
        // What is issued is the latest step that is due, so an outage is made up for by one reminder.
        let role = entry.data["role"]?.string ?? ""
        let due = Self.due(planner, running, by: entry.recorded)
        guard let latest = due.last(where: { $0.roles.contains(role) }) else {
            throw world.broken("\(key) was issued too early")
        }
        if !key.contains("@"), !key.hasSuffix(":\(latest.days):\(role)"),
            !key.hasSuffix("-\(latest.days):\(role)")
        {
            throw world.broken("\(key) was issued though \(latest.days) was due as well")
        }
    }

    /// The steps of a ladder that are due, counted day by day, with the roles that are told.
    private static func due(
        _ planner: Planner,
        _ running: RunningLadder,
        by now: Timestamp
    ) -> [(days: Int, due: Timestamp, roles: [String])] {
        let own = planner.circumstances.offices.own
        let calendar = planner.calendar(of: running.actor)
        let ownCalendar = planner.calendar(of: own)
        func instant(_ day: LocalDate) -> Timestamp {
            own.zone.instant(day, minuteOfDay: planner.policy.window.from)
        }
        var found: [(days: Int, due: Timestamp, roles: [String])] = []
        var day = running.anchor
        var count = 0
        for step in running.ladder.steps {
            var rolled = day
            if running.ladder.back != nil {
                rolled = running.anchor.adding(days: -step.days)
                while !ownCalendar.isWorkingDay(rolled) { rolled = rolled.adding(days: -1) }
            } else {
                while count < step.days {
                    day = day.adding(days: 1)
                    let isPaused = running.pauses.contains { $0.contains(day) }
                    if calendar.isWorkingDay(day), !isPaused { count += 1 }
                    guard instant(day) <= now else { return found }
                }
                rolled = day
                while !ownCalendar.isWorkingDay(rolled) { rolled = rolled.adding(days: 1) }
            }
            guard instant(rolled) <= now else { return found }
            found.append((step.days, instant(rolled), step.roles))
        }
        return found
    }

    private mutating func lookAtMessage(_ entry: Entry) throws {
        let role = entry.data["role"]?.string ?? ""
        let day = entry.data["day"]?.string ?? ""
        let keys = (entry.data["reminders"]?.array ?? []).compactMap(\.string)
        for (other, message) in messages where message.role == role && message.day == day {
            guard let outcome = outcomes[other], Submitter.MessageFailure.isReleasing(outcome),
                outcome.type == EngineEvent.messageFailed.rawValue
            else { throw world.broken("two messages to \(role) on \(day)") }
        }
        for key in keys {
            guard issued[key] != nil else { throw world.broken("a message carries \(key)") }
            for (other, message) in messages where message.keys.contains(key) {
                guard let outcome = outcomes[other],
                    outcome.type == EngineEvent.messageFailed.rawValue,
                    Submitter.MessageFailure.isReleasing(outcome)
                else { throw world.broken("\(key) is carried by two messages") }
            }
        }
        messages[entry.position] = (role, day, keys)
        world.count("message")
    }

    /// Whether something is owed at this moment, after a wake-up, that was not issued.
    private mutating func lookForMissing() throws {
        let now = world.time.now()
        let rules = try inForce(before: position)
        guard var planner = rules.planner, planner.isInWindow(now) else { return }
        planner.renewals = try world.house.views.signedRenewals()
        let zone = rules.circumstances.offices.own.zone
        for row in try world.house.views.board() {
            let state = row.agreement
            if state.closed == nil, let held = state.held, held.holds(at: now, in: zone) {
                continue
            }
            for running in planner.ladders(of: state) where !running.isSilent {
                // What was put off, or was once, is for the planner's own tests.
                guard running.postponed == nil else { continue }
                let due = Self.due(planner, running, by: now)
                for role in planner.policy.roles.map(\.name) {
                    guard let latest = due.last(where: { $0.roles.contains(role) }),
                        latest.due >= running.owedFrom
                    else { continue }
                    let start = planner.tenure.start(running.ladder, days: latest.days, role: role)
                    guard latest.due >= start else { continue }
                    let isThere = isIssued(running, role, from: latest.days)
                    guard isThere else {
                        throw world.broken(
                            "\(state.id): step \(latest.days) of \(running.ladder.name) for \(role), due \(latest.due.utc), was never issued"
                        )
                    }
                }
            }
        }
    }

    /// Whether that step or one behind it was issued.
    private func isIssued(_ running: RunningLadder, _ role: String, from days: Int) -> Bool {
        let start =
            "reminder:\(running.agreement):\(running.opener.position):\(running.wait?.office ?? "-"):\(running.ladder.name):"
        return issued.keys.contains { key in
            guard key.hasPrefix(start), key.hasSuffix(":\(role)") else { return false }
            let middle = key.dropFirst(start.count).dropLast(role.count + 1)
            let number = middle.split(separator: "@").first?.split(separator: "-").last
            guard let step = number.flatMap({ Int($0) }) else { return false }
            return running.ladder.back == nil ? step >= days : step <= days
        }
    }

    /// At the end: nothing hangs in the air, and the log is whole.
    mutating func finish() async throws {
        let outstanding = try world.house.views.outstanding()
        for position in messages.keys where outcomes[position] == nil {
            guard outstanding.contains(position) else {
                throw world.broken("message \(position) has no outcome and is not outstanding")
            }
        }
        // Everybody was reached or refused in two quiet weeks; a message to nobody is in the journal.
        guard outstanding.isEmpty else {
            throw world.broken("\(outstanding) are still outstanding")
        }
        guard let planner = try inForce(before: position).planner else { return }
        let carried = Set(
            messages.filter { position, _ in
                outcomes[position].map {
                    !Submitter.MessageFailure.isReleasing($0)
                        || $0.type != EngineEvent.messageFailed.rawValue
                } ?? true
            }.flatMap(\.value.keys)
        )
        for reminder in try planner.policy.roles.flatMap({
            try world.house.views.uncarried(role: $0.name)
        }) {
            guard !carried.contains(reminder.key),
                let state = try world.house.views.row(of: reminder.agreement)?.agreement
            else { continue }
            var planner = planner
            planner.renewals = try world.house.views.signedRenewals()
            let stands = planner.stands(
                state,
                opener: reminder.opener,
                office: reminder.office,
                key: reminder.key,
                at: world.time.now()
            )
            guard !stands else { throw world.broken("\(reminder.key) was told to nobody") }
        }
        var review = try LogReview(log, origin: "world.invalid/kembar", kept: [])
        _ = try review.run()
    }
}
