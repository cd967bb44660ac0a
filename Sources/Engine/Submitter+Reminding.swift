import Calendars
package import Entries
import EventLog
import Reminders
import Workflows

extension Submitter {
    /// Issues what is owed for one agreement at this moment; asks the planner inside the transaction.
    ///
    /// What is no longer owed is dropped, what was issued is found under its key: neither a restart
    /// nor a race with a person's command can lose or repeat one. `successors` are agreements that
    /// may have renewed it; whether they did is looked up here. Throws `SubmissionFailure.unreadable`
    /// where an entry of it is damaged.
    package func remind(_ agreement: String, successors: [String] = []) async throws -> [Entry] {
        try await onItsOwn(agreement) { [self] subject, transaction in
            guard var planner = subject.inForce.planner else { return [] }
            planner.renewals[agreement] = try successors.first {
                try renews(agreement, $0, subject.inForce.circumstances, transaction)
            }
            nonisolated(unsafe) let transaction = transaction
            let owed = planner.owed(
                subject.state,
                issued: { Self.isRecorded($0.description, transaction) },
                now: subject.now
            )
            return try owed.map { obligation in
                try append(
                    .reminderIssued,
                    key: obligation.key.description,
                    opener: obligation.key.opener,
                    obligation.data,
                    &subject,
                    transaction
                )
            }
        }
    }

    /// Says of every ladder that has nothing more to give that it is at its end, once for its opener.
    package func tellExhausted(_ agreement: String) async throws -> [Entry] {
        try await onItsOwn(agreement) { [self] subject, transaction in
            guard let planner = subject.inForce.planner else { return [] }
            nonisolated(unsafe) let transaction = transaction
            let exhausted = planner.exhausted(subject.state) {
                Self.isRecorded($0.description, transaction)
            }
            return try exhausted.compactMap { running in
                let key = running.exhaustionKey
                guard !Self.isRecorded(key, transaction) else { return nil }
                var data: [String: JSONValue] = [
                    "opener": .integer(Int(running.opener.position)),
                    "rule": .string(running.ladder.name),
                ]
                data["office"] = running.wait.map { .string($0.office) }
                return try append(
                    .ladderExhausted,
                    key: key,
                    opener: running.opener.position,
                    data,
                    &subject,
                    transaction
                )
            }
        }
    }

    /// Records that the last day of an agreement's term has passed, once for that day.
    ///
    /// Nil where no term runs, or where its last day is not over yet.
    package func endTerm(of agreement: String) async throws -> Entry? {
        try await onItsOwn(agreement) { [self] subject, transaction in
            let decider = decider(subject.inForce, transaction)
            guard let term = subject.state.term, let key = subject.state.termEndKey,
                let event = decider.endingOfTerm(
                    of: subject.state,
                    subject.history,
                    position: transaction.size,
                    now: subject.now
                )
            else { return [] }
            guard !Self.isRecorded(key, transaction) else { return [] }
            return [
                try append(
                    event,
                    key: key,
                    opener: term.at.position,
                    &subject,
                    transaction
                )
            ]
        }.first
    }

    /// An agreement inside a transaction in which the daemon says something of it by itself.
    private struct OwnSubject {
        var inForce: RulesInForce
        var history: History
        var state: Agreement
        var now: Timestamp
        /// How many entries it has.
        var count: Int
    }

    /// Does work of the engine's own on one agreement; nothing where it is not, or not any more.
    private func onItsOwn(
        _ agreement: String,
        _ work: @escaping @Sendable (inout OwnSubject, any LogTransaction) throws -> [Entry]
    ) async throws -> [Entry] {
        try await working { [self] transaction in
            let inForce = try rules.inForce(transaction)
            let kept = try transaction.entries(ofSubject: agreement)
            let history = History(
                try HistoryReader.entries(kept, in: transaction, recent: recent)
            )
            guard let state = Fold(inForce.circumstances).agreement(agreement, history) else {
                return []
            }
            var subject = OwnSubject(
                inForce: inForce,
                history: history,
                state: state,
                now: recordingTime(),
                count: kept.count
            )
            return try work(&subject, transaction)
        }
    }

    /// Unreadable counts as recorded: better late than twice.
    private static func isRecorded(_ key: String, _ transaction: any LogTransaction) -> Bool {
        let command = CommandKey(actor: .system, id: key)
        return (try? transaction.entries(ofCommand: command).isEmpty) != true
    }

    /// Whether `successor` was signed, and renews that agreement.
    func renews(
        _ agreement: String,
        _ successor: String,
        _ circumstances: Circumstances,
        _ transaction: any LogTransaction
    ) throws -> Bool {
        let history = try history(of: successor, transaction)
        let state = Fold(circumstances).agreement(successor, history)
        return state.map { $0.term != nil && $0.renews.contains(agreement) } ?? false
    }

    private func append(
        _ type: EngineEvent,
        key: String,
        opener: Int64,
        _ data: [String: JSONValue],
        _ subject: inout OwnSubject,
        _ transaction: any LogTransaction
    ) throws -> Entry {
        let zone = subject.inForce.circumstances.offices.own.zone
        let moment = Moment(instant: subject.now, offsetMinutes: zone.offsetMinutes)
        let event = Event(type: type.rawValue, moment: moment, data: data)
        return try append(event, key: key, opener: opener, &subject, transaction)
    }

    /// Appends an entry of the daemon's own about an agreement, brought about by its opener.
    private func append(
        _ event: Event,
        key: String,
        opener: Int64,
        _ subject: inout OwnSubject,
        _ transaction: any LogTransaction
    ) throws -> Entry {
        subject.count += 1
        let entry = Entry(
            id: door.identity(),
            source: source,
            type: event.type,
            subject: Entry.Subject(agreement: subject.state.id, version: subject.count),
            moment: event.moment,
            recorded: subject.now,
            position: transaction.size,
            command: CommandStamp(id: key, part: 1, parts: 1, digest: Self.systemDigest),
            actor: .system,
            causation: subject.history.facts.first { $0.position == opener }?.entryID,
            data: .object(event.data)
        )
        try append(entry, transaction)
        return entry
    }
}

extension Agreement {
    /// Under which the end of its term is recorded once: `term:2018-0001:7:2027-03-14`; nil without a term.
    package var termEndKey: String? {
        term.map { "term:\(id):\($0.at.position):\($0.until ?? "")" }
    }
}

extension RunningLadder {
    /// Under which its end is recorded once: `exhausted:2018-0001:7:35.72:menunggu`.
    package var exhaustionKey: String {
        "exhausted:\(agreement):\(opener.position):\(wait?.office ?? "-"):\(ladder.name)"
    }
}

extension Obligation {
    /// As `ReminderIssued` holds it: the key in parts, and the arithmetic that made it due.
    var data: [String: JSONValue] {
        var data: [String: JSONValue] = [
            "opener": .integer(Int(key.opener)), "rule": .string(key.rule),
            "rung": .integer(slot.step.rung), "occurrence": .integer(slot.step.occurrence),
            "role": .string(key.role), "day": .string(slot.day.description),
            "due": .string(slot.due.utc),
        ]
        if let date = key.date {
            data["date"] = .string(date.description)
            data["daysBefore"] = .integer(slot.step.days)
        } else {
            data["workingDays"] = .integer(slot.step.days)
        }
        data["office"] = key.office.map(JSONValue.string)
        data["limit"] = key.limit.map(JSONValue.string)
        data["resumes"] = key.resumes.map { .integer(Int($0)) }
        if postponements > 0 { data["postponements"] = .integer(postponements) }
        if slot.count.touchesEstimate { data["estimated"] = true }
        if !slot.count.yearsWithoutData.isEmpty {
            data["yearsWithoutData"] = .array(
                slot.count.yearsWithoutData.map(JSONValue.integer)
            )
        }
        return data
    }
}
