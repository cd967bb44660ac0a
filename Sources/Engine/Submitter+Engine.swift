import Calendars
package import Entries
import EventLog
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

    /// Records the one entry to which somebody's command comes, or tries it.
    func recordAlone(
        _ event: EngineEvent,
        _ data: JSONValue,
        for submission: Submission,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let entry = engineEntry(
            event,
            data,
            command: CommandStamp(
                id: submission.key,
                part: 1,
                parts: 1,
                digest: submission.digest
            ),
            actor: submission.actor,
            position: transaction.size
        )
        return try record(entry, of: submission, transaction)
    }

    /// Records the one entry of a command about no agreement, unless it is only tried.
    func record(
        _ entry: Entry,
        of submission: Submission,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        if !submission.isDryRun { try append(entry, transaction) }
        return Receipt(
            agreement: nil,
            version: nil,
            entries: [entry],
            isDryRun: submission.isDryRun
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
}
