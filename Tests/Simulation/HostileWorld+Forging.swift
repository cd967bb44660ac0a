import Calendars
import Engine
import Entries
import EventLog
import TestSupport
import Workflows

/// Writes into the log what a broken kembar would write, as soon as the world gives occasion for it.
extension HostileWorld {
    func forge() async throws {
        switch sabotage {
        case .issuesTwice:
            // As after a crash, by a planner that does not find what it issued before.
            guard let last = try last(.reminderIssued, where: { _ in true }) else { return }
            try await append(last, id: last.command.id)
        case .issuesEveryRung:
            guard let last = try last(.reminderIssued, where: { self.isLaterRung($0) }) else {
                return
            }
            try await append(last, id: last.command.id + "-", ["workingDays": 3, "daysBefore": 3])
        case .remindsTheClosed:
            guard let last = try last(.reminderIssued, where: { self.isClosed($0) }) else { return }
            try await append(last, id: last.command.id + "-", ["workingDays": 999])
        case .remindsTheHeld:
            guard let last = try last(.reminderIssued, where: { self.isHeld($0) }) else { return }
            try await append(last, id: last.command.id + "-", ["workingDays": 999])
        case .writesTwiceADay:
            guard let last = try last(.messageIssued, where: { self.isOfToday($0) }) else { return }
            try await append(last, id: last.command.id + "-")
        case .carriesTwice:
            // As by an outbox that does not find in which message a reminder stands.
            guard let last = try last(.messageIssued, where: { self.carries($0) }) else { return }
            try await append(last, id: last.command.id + "-", ["day": .string(today)])
        case .reportsTwice:
            guard let last = try last(.messageIssued, where: { self.reports($0) }) else { return }
            try await append(
                last,
                id: last.command.id + "-",
                ["day": .string(today), "reminders": []]
            )
        case .tellsAnEndTooSoon:
            guard let last = try last(.reminderIssued, where: { _ in true }) else { return }
            try await append(last, id: last.command.id + "-", as: .ladderExhausted)
        case .forgetsATerm:
            // It is for the next wake-up to say that this one has ended.
            try await registerOldPaper(endsIn: -1)
        case .turnsTimeBack:
            guard let last = try last(.reminderIssued, where: { _ in true }) else { return }
            let before = last.recorded.adding(milliseconds: -1)
            try await append(last, id: last.command.id + "-", recorded: before)
        case .misfilesAnEntry:
            // Whatever people did: its bytes are good, and the log finds it under another name.
            guard
                let last = try last(where: {
                    $0.subject != nil && EngineEvent(rawValue: $0.type) == nil
                })
            else { return }
            try await append(last, id: last.command.id + "-")
        case .inventsAnOutcome:
            guard let last = try last(.messageDelivered, where: { _ in true }) else { return }
            try await append(last, id: last.command.id + "-")
        default: break
        }
    }

    /// The last entry of that kind that fits; the window is open now, so what is forged is wrong in one
    /// way only.
    private func last(
        _ event: EngineEvent? = nil,
        where fits: (Entry) -> Bool
    ) throws -> Entry? {
        let size = life.log.head.size
        return try life.log.read(after: max(-1, size - 400), limit: 400)
            .filter { event == nil || $0.type == event?.rawValue }
            .map { try HistoryReader.entry($0, in: life.log) }
            .last(where: fits)
    }

    private var today: String { Zone.bali.date(of: time.now()).description }

    private func isOfToday(_ message: Entry) -> Bool { message.data["day"]?.string == today }

    private func carries(_ message: Entry) -> Bool {
        message.data["reminders"]?.array?.isEmpty == false && isRepeatable(message)
    }

    private func reports(_ message: Entry) -> Bool {
        message.data["weekly"] != nil && isRepeatable(message)
    }

    /// Whether another one like it would be its role's first message today.
    private func isRepeatable(_ message: Entry) -> Bool {
        inspector.messages[message.position]?.isReleased == false
            && message.data["immediate"] == nil
            && !inspector.hasMessage(to: message.data["role"]?.string ?? "", on: today)
    }

    private func isClosed(_ reminder: Entry) -> Bool {
        let state = inspector.state(reminder.subject?.agreement ?? "")
        return state.map { $0.closed != nil && $0.term == nil } ?? false
    }

    private func isHeld(_ reminder: Entry) -> Bool {
        inspector.isHeld(reminder.subject?.agreement ?? "", at: time.now())
    }

    /// Whether an earlier rung could have been issued as well as the one that was.
    private func isLaterRung(_ reminder: Entry) -> Bool {
        (reminder.data["rung"]?.integer ?? 0) > 1
            && inspector.stands(reminder.command.id, at: time.now())
    }

    /// Appends a copy of an entry with another place and time; the log finds it under another key.
    private func append(
        _ entry: Entry,
        id: String,
        as event: EngineEvent? = nil,
        recorded: Timestamp? = nil,
        _ changes: [String: JSONValue] = [:]
    ) async throws {
        let recorded = recorded ?? max(time.now(), life.submitter.lastRecordedTime)
        let identity = place.identity.next()
        let forged = entry
        let type = event?.rawValue ?? entry.type
        try await life.log.write { transaction in
            var entry = forged
            entry.id = identity
            entry.type = type
            entry.position = transaction.size
            entry.recorded = recorded
            entry.moment = Moment(instant: recorded, offsetMinutes: entry.moment.offsetMinutes)
            entry.command.id = id
            if var data = entry.data.object {
                for (name, value) in changes where data[name] != nil { data[name] = value }
                entry.data = .object(data)
            }
            if let agreement = entry.subject?.agreement {
                entry.subject?.version = try transaction.entries(ofSubject: agreement).count + 1
            }
            try transaction.append(
                NewEntry(
                    bytes: try entry.encoded(),
                    subject: entry.subject?.agreement,
                    subjectVersion: entry.subject?.version,
                    type: entry.type,
                    command: CommandKey(actor: .system, id: "forged:" + identity),
                    part: 1
                )
            )
        }
        isSabotaged = true
    }
}
