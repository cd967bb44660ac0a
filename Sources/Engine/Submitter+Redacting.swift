import Calendars
import Entries
import EventLog
import Workflows

extension Submitter {
    /// Takes the personal part out of an entry of an agreement, and out of the corrections of it.
    ///
    /// One `Redacted` entry for each entry that loses its bytes, all in this transaction.
    func redact(
        _ submission: Submission,
        _ agreement: String,
        _ redaction: Redaction,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let inForce = try rules.inForce(transaction)
        let kept = try transaction.entries(ofSubject: agreement)
        let entries = try HistoryReader.entries(kept, in: transaction)
        let history = History(entries)
        guard !history.isEmpty else { throw Rejection(.unknownAgreement(agreement)) }
        if let expected = submission.expectedVersion, expected != history.version {
            throw SubmissionFailure.versionConflict(expected: expected, actual: history.version)
        }
        let gone = try redactions(of: kept, transaction)
        let restated = try decider(inForce, transaction)
            .redact(redaction, of: agreement, history) { gone[$0] }
        if restated.entries.first?.dropsOnBehalfOf == true {
            let target = entries.first { $0.position == redaction.position }
            guard target?.onBehalfOf != nil else { throw Rejection(.nothingChanged) }
        }
        let now = recordingTime()
        var written: [Entry] = []
        for (offset, one) in restated.entries.enumerated() {
            guard let old = entries.first(where: { $0.position == one.position }) else { continue }
            let zone = inForce.circumstances.offices.own.zone
            written.append(
                Entry(
                    id: door.identity(),
                    source: source,
                    type: EngineEvent.redacted.rawValue,
                    subject: Entry.Subject(
                        agreement: agreement,
                        version: kept.count + offset + 1
                    ),
                    moment: Moment(instant: now, offsetMinutes: zone.offsetMinutes),
                    recorded: now,
                    position: transaction.size + Int64(offset),
                    command: CommandStamp(
                        id: submission.key,
                        part: offset + 1,
                        parts: restated.entries.count,
                        digest: submission.digest
                    ),
                    actor: submission.actor,
                    onBehalfOf: submission.onBehalfOf,
                    causation: offset == 0 ? nil : written.first?.id,
                    data: [
                        "position": .integer(Int(one.position)),
                        "authority": .string(redaction.authority), "entry": old.restated(one),
                    ]
                )
            )
        }
        for entry in written {
            let fits = try NewEntry(entry)
            if !submission.isDryRun { try append(fits, entry, transaction) }
        }
        return Receipt(
            agreement: agreement,
            version: history.version,
            entries: written,
            isDryRun: submission.isDryRun,
            elsewhere: restated.elsewhere,
            losses: submission.isDryRun ? losses(entries, restated.entries) : []
        )
    }

    /// What each entry would lose, field by field.
    private func losses(_ entries: [Entry], _ restated: [RestatedEntry]) -> [Receipt.Loss] {
        restated.compactMap { one in
            guard let old = entries.first(where: { $0.position == one.position }) else {
                return nil
            }
            var fields = differences(old.data.object ?? [:], one.data)
            for (index, correction) in (old.data["corrections"]?.array ?? []).enumerated() {
                // What a correction sets is told field by field, as an entry's own is.
                let new = one.data["corrections"]?.array?[index]
                fields += differences(
                    correction["set"]?.object ?? [:],
                    new?["set"]?.object ?? [:]
                )
            }
            if one.dropsOnBehalfOf, let name = old.onBehalfOf {
                fields.append(
                    .init(name: Redaction.onBehalfOf, was: .string(name), instead: nil)
                )
            }
            return Receipt.Loss(entry: old, fields: fields)
        }
    }

    private func differences(
        _ old: [String: JSONValue],
        _ new: [String: JSONValue]
    ) -> [Receipt.Loss.Field] {
        old.sorted { $0.key < $1.key }.compactMap { name, was in
            guard name != "corrections", new[name] != was else { return nil }
            return Receipt.Loss.Field(name: name, was: was, instead: new[name])
        }
    }

    private func redactions(
        of kept: [KeptEntry],
        _ transaction: any LogTransaction
    ) throws -> [Int64: Int64] {
        var gone: [Int64: Int64] = [:]
        for one in kept where one.bytes == nil {
            gone[one.position] = try transaction.redaction(of: one.position)?.position
        }
        return gone
    }
}
