import Calendars
package import Entries
import EventLog
import Reminders
package import Workflows

extension Submitter {
    /// Records something of the engine's own, once under its key.
    ///
    /// Answers the entry, whether it is new or was there before.
    @discardableResult
    package func record(
        _ event: EngineEvent,
        key: String,
        causation: String? = nil,
        _ data: [String: JSONValue]
    ) async throws -> Entry {
        try await log.write { [self] transaction in
            let command = CommandKey(actor: .system, id: key)
            if let kept = try transaction.entries(ofCommand: command).first {
                return try HistoryReader.entry(kept, in: transaction)
            }
            var entry = engineEntry(
                event,
                .object(data),
                command: CommandStamp(id: key, part: 1, parts: 1, digest: Self.systemDigest),
                actor: .system,
                position: transaction.size
            )
            entry.causation = causation
            try append(entry, transaction)
            return entry
        }
    }

    /// The daemon's own commands have no request to digest.
    static let systemDigest = "0000000000000000"

    func engineEntry(
        _ event: EngineEvent,
        _ data: JSONValue,
        command: CommandStamp,
        actor: Actor,
        position: Int64
    ) -> Entry {
        let now = recordingTime()
        return Entry(
            id: door.identity(),
            source: source,
            type: event.rawValue,
            subject: nil,
            moment: Moment(instant: now, offsetMinutes: 0),
            recorded: now,
            position: position,
            command: command,
            actor: actor,
            data: data
        )
    }

    /// Does work of the engine's own in a transaction.
    ///
    /// Where an entry is damaged the log refuses to hand it out; that comes back as
    /// `SubmissionFailure.unreadable`, which the engine goes around.
    func working<Result: Sendable>(
        _ work: @escaping @Sendable (any LogTransaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await log.write(work)
        } catch let failure as LogFailure {
            guard let position = failure.damagedPosition else { throw failure }
            throw SubmissionFailure.unreadable(position: position)
        }
    }

    /// Issues what is owed for one agreement at this moment; asks the planner inside the transaction.
    ///
    /// What is no longer owed is dropped, what was issued is found under its key: neither a restart
    /// nor a race with a person's command can lose or repeat one. Throws
    /// `SubmissionFailure.unreadable` where an entry of it is damaged.
    package func remind(_ agreement: String) async throws -> [Entry] {
        try await working { [self] transaction in
            let inForce = try rules.inForce(transaction)
            guard let planner = inForce.planner else { return [] }
            let kept = try transaction.entries(ofSubject: agreement)
            let history = History(
                try HistoryReader.entries(kept, in: transaction, recent: recent)
            )
            guard let state = Fold(inForce.circumstances).agreement(agreement, history) else {
                return []
            }
            nonisolated(unsafe) let transaction = transaction
            let now = recordingTime()
            let owed = planner.owed(
                state,
                issued: { key in
                    let command = CommandKey(actor: .system, id: key.description)
                    // Unreadable counts as issued: better late than twice.
                    return (try? transaction.entries(ofCommand: command).isEmpty) != true
                },
                now: now
            )
            var entries: [Entry] = []
            for obligation in owed {
                let opener = history.facts.first { $0.position == obligation.key.opener }
                let entry = Entry(
                    id: door.identity(),
                    source: source,
                    type: EngineEvent.reminderIssued.rawValue,
                    subject: Entry.Subject(
                        agreement: agreement,
                        version: kept.count + entries.count + 1
                    ),
                    moment: Moment(
                        instant: now,
                        offsetMinutes: inForce.circumstances.offices.own.zone.offsetMinutes
                    ),
                    recorded: now,
                    position: transaction.size,
                    command: CommandStamp(
                        id: obligation.key.description,
                        part: 1,
                        parts: 1,
                        digest: Self.systemDigest
                    ),
                    actor: .system,
                    causation: opener?.entryID,
                    data: .object(obligation.data)
                )
                try append(entry, transaction)
                entries.append(entry)
            }
            return entries
        }
    }
}

extension Obligation {
    /// As `ReminderIssued` holds it: the key in parts, and the arithmetic that made it due.
    var data: [String: JSONValue] {
        var data: [String: JSONValue] = [
            "opener": .integer(Int(key.opener)), "rule": .string(key.rule),
            "rung": .integer(slot.step.rung), "occurrence": .integer(slot.step.occurrence),
            "role": .string(key.role), "workingDays": .integer(slot.step.workingDays),
            "day": .string(slot.day.description), "due": .string(slot.due.utc),
        ]
        data["office"] = key.office.map(JSONValue.string)
        if slot.count.touchesEstimate { data["estimated"] = true }
        if !slot.count.yearsWithoutData.isEmpty {
            data["yearsWithoutData"] = .array(
                slot.count.yearsWithoutData.map(JSONValue.integer)
            )
        }
        return data
    }
}
