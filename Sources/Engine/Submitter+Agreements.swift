import Audit
import Calendars
package import Entries
package import EventLog
import Workflows

extension Submitter {
    func begin(
        _ submission: Submission,
        _ name: String?,
        _ happening: Submission.Happening,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let inForce = try rules.inForce(transaction)
        let workflow = try workflow(named: name, happening.intent, inForce)
        let now = recordingTime()
        let moment = try happening.moment(now: now, zone: inForce.circumstances.offices.own.zone)
        let command = Command(
            agreement: try nextID(moment, transaction),
            intent: happening.intent,
            moment: moment,
            source: happening.source,
            fields: happening.fields,
            position: transaction.size,
            now: now
        )
        let decider = decider(inForce, transaction)
        let events = try decider.begin(command, under: workflow)
        let nothing = Standing(command.agreement, History(), Fold(inForce.circumstances))
        return try append(events, submission, command, after: (nothing, []), inForce, transaction)
    }

    func happened(
        _ submission: Submission,
        _ agreement: String,
        _ happening: Submission.Happening,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let inForce = try rules.inForce(transaction)
        let before = try standing(of: agreement, inForce, transaction)
        let history = before.standing.history
        guard !history.isEmpty else { throw Rejection(.unknownAgreement(agreement)) }
        if let expected = submission.expectedVersion, expected != history.version {
            throw SubmissionFailure.versionConflict(expected: expected, actual: history.version)
        }
        let now = recordingTime()
        let moment = try happening.moment(now: now, zone: inForce.circumstances.offices.own.zone)
        let command = Command(
            agreement: agreement,
            intent: happening.intent,
            moment: moment,
            source: happening.source,
            fields: happening.fields,
            position: transaction.size,
            now: now
        )
        let events = try decider(inForce, transaction).decide(command, before.standing)
        return try append(events, submission, command, after: before, inForce, transaction)
    }

    /// How an agreement stands, and the leaves of its entries; nil where bytes were redacted.
    ///
    /// What is kept in memory is taken only for entries that are all there and intact.
    private func standing(
        of agreement: String,
        _ inForce: RulesInForce,
        _ transaction: any LogTransaction
    ) throws -> (standing: Standing, leaves: [TreeHash]?) {
        let leaves = try transaction.leaves(ofSubject: agreement)
        if let leaves,
            let kept = standings.standing(of: agreement, leaves, under: inForce.entryID)
        {
            return (kept, leaves)
        }
        let history = try history(of: agreement, transaction)
        return (Standing(agreement, history, Fold(inForce.circumstances)), leaves)
    }

    func decider(
        _ inForce: RulesInForce,
        _ transaction: any LogTransaction
    ) -> Decider {
        // The transaction outlives the decision: both run on the writer's thread, inside one work.
        nonisolated(unsafe) let transaction = transaction
        return Decider(inForce.circumstances) { id in
            (try? transaction.entries(ofSubject: id).isEmpty) == false  // Unreadable is not there.
        }
    }

    private func workflow(
        named name: String?,
        _ intent: Command.Intent,
        _ inForce: RulesInForce
    ) throws -> Workflow {
        let rules = inForce.circumstances.rules
        if let name {
            guard let workflow = rules.newest(name) else {
                throw SubmissionFailure.unknownWorkflow(name)
            }
            return workflow
        }
        // Unnamed is the one that this log adopted first: the shipped one.
        let first = inForce.adoptions.first { $0.kind == .workflow }
        guard let workflow = first.flatMap({ rules.newest($0.name) }) else {
            throw SubmissionFailure.unknownWorkflow("")
        }
        return workflow
    }

    /// `2018-0001`: the year of the first fact, and the next number of that year.
    private func nextID(_ moment: Moment, _ transaction: any LogTransaction) throws -> String {
        let prefix = String(moment.time.prefix(4)) + "-"
        let last = try transaction.lastSubject(withPrefix: prefix)
        let number = last.flatMap { Int($0.dropFirst(prefix.count)) } ?? 0
        let digits = String(number + 1)
        return prefix + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Makes positions and bytes, appends, and answers.
    private func append(
        _ events: [Event],
        _ submission: Submission,
        _ command: Command,
        after before: (standing: Standing, leaves: [TreeHash]?),
        _ inForce: RulesInForce,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        var entries: [Entry] = []
        for (offset, event) in events.enumerated() {
            entries.append(
                Entry(
                    id: door.identity(),
                    source: source,
                    type: event.type,
                    subject: Entry.Subject(
                        agreement: command.agreement,
                        version: before.standing.history.facts.count + offset + 1
                    ),
                    moment: event.moment,
                    recorded: command.now,
                    position: command.position + Int64(offset),
                    command: CommandStamp(
                        id: submission.key,
                        part: offset + 1,
                        parts: events.count,
                        digest: submission.digest
                    ),
                    actor: submission.actor,
                    onBehalfOf: submission.onBehalfOf,
                    causation: event.isConsequence ? entries.first?.id : nil,
                    data: .object(event.data)
                )
            )
        }
        var after = before.standing
        let fold = Fold(inForce.circumstances)
        for entry in entries { after.append(Fact(entry), fold) }
        let receipt = Receipt(
            agreement: command.agreement,
            version: after.history.version,
            entries: entries,
            isDryRun: submission.isDryRun,
            history: after.history,
            state: after.agreement
        )
        let key = CommandKey(actor: submission.actor, id: submission.key)
        var leaves = before.leaves
        for entry in entries {
            // A dry run finds out as well whether the entry would fit.
            let fits = try NewEntry(entry, under: key)
            if !submission.isDryRun { try append(fits, entry, transaction) }
            leaves?.append(fits.leaf)
        }
        if let leaves, !submission.isDryRun {
            standings.keep(after, after: leaves, under: inForce.entryID)
        }
        return receipt
    }
}

extension NewEntry {
    /// The entry's bytes with what the log finds them by.
    ///
    /// Throws `SubmissionFailure.entryTooLong`.
    package init(_ entry: Entry) throws {
        try self.init(entry, under: CommandKey(actor: entry.actor, id: entry.command.id))
    }

    /// The same where the command's key is known.
    init(_ entry: Entry, under key: CommandKey) throws {
        let bytes = try Self.bytes(of: entry)
        self.init(
            bytes: bytes,
            subject: entry.subject?.agreement,
            subjectVersion: entry.subject?.version,
            type: entry.type,
            command: key,
            part: entry.command.part,
            redacts: entry.redacts
        )
    }

    private static func bytes(of entry: Entry) throws -> [UInt8] {
        do {
            return try entry.encoded()
        } catch .tooLong(let count, let limit) {
            throw SubmissionFailure.entryTooLong(bytes: count, limit: limit)
        }
    }
}

extension Submission.Happening {
    fileprivate func moment(now: Timestamp, zone: Zone) throws(Rejection) -> Moment {
        guard let at else { return Moment(instant: now, offsetMinutes: zone.offsetMinutes) }
        guard let moment = try? Moment(at, in: zone) else { throw Rejection(.badTime(at)) }
        return moment
    }
}
