import Calendars
import Engine
import Entries
import EventLog
import Projections
import Workflows

/// One message for a role and day, each reminder in one of them, and one outcome for each.
extension Inspector {
    mutating func lookAtMessage(_ entry: Entry) throws {
        let message = Message(
            role: entry.data["role"]?.string ?? "",
            day: entry.data["day"]?.string ?? "",
            keys: (entry.data["reminders"]?.array ?? []).compactMap(\.string),
            issued: entry.recorded,
            isImmediate: entry.data["immediate"]?.bool == true,
            week: entry.data["weekly"]?["week"]?.string
        )
        guard isOpen(entry.recorded), let own = rules.offices?.own,
            own.zone.date(of: entry.recorded).description == message.day
        else { throw broken(.inWindow, "message \(entry.position) is not of its day") }
        let others = messages.values.filter {
            $0.role == message.role && $0.day == message.day && !$0.isReleased && !$0.isImmediate
        }
        // What leaves at once goes behind the day's message, or it would have gone with it.
        guard others.isEmpty != message.isImmediate else {
            throw broken(.oneMessageADay, "\(others.count) to \(message.role) on \(message.day)")
        }
        let isUrgent = message.keys.allSatisfy { isImmediate($0) }
        guard !message.isImmediate || message.keys.count == 1 && isUrgent else {
            throw broken(.oneMessageADay, "message \(entry.position) could have waited")
        }
        guard !message.keys.isEmpty || message.week != nil else {
            throw broken(.carriedOnce, "message \(entry.position) says nothing")
        }
        if let week = message.week { try lookAtReport(of: week, message) }
        for key in message.keys {
            guard let reminder = reminders[key], reminder.name.role == message.role else {
                throw broken(.carriedOnce, "\(key) was never issued to \(message.role)")
            }
            if let other = carriers[key], messages[other]?.isReleased == false {
                throw broken(.carriedOnce, "\(key) is in message \(other) already")
            }
            guard stands(key, at: entry.recorded) else {
                throw broken(.stillOpen, "message \(entry.position) speaks of \(key)")
            }
            carriers[key] = entry.position
            uncarried[message.role]?.remove(key)
        }
        messages[entry.position] = message
        open.insert(entry.position)
        count(message.isImmediate ? .leftAtOnce : .message)
        if message.week != nil { count(.report) }
    }

    mutating func lookAtOutcome(_ entry: Entry) throws {
        let position = Int64(entry.data["message"]?.integer ?? -1)
        guard let message = messages[position], message.outcome == nil else {
            throw broken(.oneOutcome, "message \(position) is not there or has an outcome")
        }
        messages[position]?.outcome = entry
        open.remove(position)
        let reached = entry.data["reached"]?.integer ?? 0
        let ledgers = relay.ledgers.filter { $0.key.message == position }.values
        switch entry.data["reason"]?.string {
        case nil:
            guard ledgers.count(where: { $0.accepted > 0 }) >= reached else {
                throw broken(.oneOutcome, "message \(position) was said to be delivered")
            }
            if entry.data["fallback"] != nil { count(.nobody) }
        case "noLongerStands":
            // Its entry was made at this moment or before: what fell is still fallen.
            guard message.keys.contains(where: { !stands($0, at: entry.recorded) }) else {
                throw broken(.oneOutcome, "message \(position) was taken back and stands")
            }
            for key in message.keys { uncarried[message.role, default: []].insert(key) }
            count(.takenBack)
        case "gaveUp":
            let age = entry.recorded.milliseconds - message.issued.milliseconds
            guard age >= 5 * 86_400_000, ledgers.allSatisfy({ $0.accepted == $0.untold }) else {
                throw broken(.oneOutcome, "message \(position) was given up too early")
            }
            count(.gaveUp)
        case "refused":
            guard ledgers.contains(where: { $0.refused > 0 }) else {
                throw broken(.oneOutcome, "message \(position) was refused by nobody")
            }
        case let reason?:
            throw broken(.oneOutcome, "message \(position) failed: \(reason)")
        }
        let isReleased = messages[position]?.isReleased == true
        guard isReleased || place.journal.taken(position).times > 0 else {
            throw broken(.oneOutcome, "message \(position) is in no journal")
        }
    }

    /// Whether a reminder waits that a message of today should carry; and whether what has no outcome
    /// is outstanding, and nothing else.
    mutating func lookAtOutstanding(_ life: Life) throws {
        let outstanding = Set(try life.views.outstanding())
        guard outstanding == open else {
            throw broken(.oneOutcome, "outstanding are \(outstanding), open are \(open)")
        }
        let now = place.clock.truth
        guard isOpen(now), let own = rules.offices?.own else { return }
        let today = own.zone.date(of: now).description
        try lookForReports(today, at: now)
        for role in uncarried.keys.sorted() {
            let hasMessage = hasMessage(to: role, on: today)
            for key in uncarried[role]?.sorted() ?? []
            where stands(key, at: now) && (!hasMessage || isImmediate(key)) {
                throw broken(.carriedOnce, "\(key) is in no message")
            }
        }
    }

    /// Whether a role has had its message of a day.
    func hasMessage(to role: String, on day: String) -> Bool {
        messages.values.contains {
            $0.role == role && $0.day == day && !$0.isReleased && !$0.isImmediate
        }
    }

    /// Whether anything was sent more often than the relay's and the journal's deaths explain.
    mutating func lookAtMail() throws {
        for (address, ledger) in relay.ledgers {
            guard ledger.accepted <= ledger.untold + 1 else {
                throw broken(
                    .mailedOnce,
                    "message \(address.message) was taken \(ledger.accepted) times"
                )
            }
        }
        for position in messages.keys {
            let (times, unknown) = place.journal.taken(position)
            guard times <= unknown + 1 else {
                throw broken(.mailedOnce, "message \(position) is in the journal \(times) times")
            }
        }
    }

    /// At the end of a world: nothing hangs in the air, and the log is whole.
    func finish(_ life: Life) throws {
        guard open.isEmpty else {
            let since = open.sorted().map { "\($0) of \(messages[$0]?.issued.utc ?? "-")" }
            throw broken(.oneOutcome, "still outstanding: \(since.joined(separator: ", "))")
        }
        try lookAtWhole(life)
    }

    /// Whether the log is whole, to whoever reads all of it again.
    func lookAtWhole(_ life: Life) throws {
        do {
            var review = try LogReview(life.log, origin: Life.origin, kept: [])
            _ = try review.run()
        } catch let fault as LogReview.Fault {
            throw broken(.whole, "\(fault)")
        }
    }
}
