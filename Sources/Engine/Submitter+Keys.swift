package import Audit
package import Entries
import EventLog
import Workflows

extension Submitter {
    /// Somebody who may lets another key sign from now on.
    func adoptKey(
        _ submission: Submission,
        _ key: VerifierKey,
        reason: String?,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let history = try keyHistory(transaction)
        if let pending = history.adoptions.last, pending.handover == nil, !pending.isLost {
            throw SubmissionFailure.handoverPending
        }
        let entry = keyAdopted(
            key,
            after: history.current,
            isLost: false,
            reason: reason,
            CommandStamp(id: submission.key, part: 1, parts: 1, digest: submission.digest),
            actor: submission.actor,
            at: transaction.size
        )
        return try record(entry, of: submission, transaction)
    }

    /// Records that the key in force is lost and another one signs from now on.
    ///
    /// Nothing but this entry links the two: no signature by the lost key can be made any more. Where the
    /// log lost only the entries that say what that key signed, `handover` is the proof of it that was kept
    /// elsewhere, which the entry keeps then. The same key is recorded once.
    @discardableResult
    package func replaceLostKey(
        by key: VerifierKey,
        reason: String?,
        handover: String? = nil
    ) async throws -> Entry {
        try await log.write { [self] transaction in
            let history = try keyHistory(transaction)
            let stamp = CommandStamp(
                id: "key-lost:\(key.id)",
                part: 1,
                parts: 1,
                digest: Self.systemDigest
            )
            let command = CommandKey(actor: .system, id: stamp.id)
            if let kept = try transaction.entries(ofCommand: command).first {
                return try HistoryReader.entry(kept, in: transaction)
            }
            let entry = keyAdopted(
                key,
                after: history.current,
                isLost: true,
                handover: handover,
                reason: reason,
                stamp,
                actor: .system,
                at: transaction.size
            )
            try append(entry, transaction)
            return entry
        }
    }

    /// Records what the old key signed over the adoption of its successor, once.
    @discardableResult
    package func recordHandover(
        of adoption: KeyHistory.Adoption,
        _ note: String
    ) async throws -> Entry {
        try await record(
            .keyHandedOver,
            key: "key-handed-over:\(adoption.position)",
            [
                "adoption": .integer(Int(adoption.position)), "checkpoint": .string(note),
            ]
        )
    }

    private func keyHistory(_ transaction: any LogTransaction) throws -> KeyHistory {
        guard let first = try transaction.entry(at: 0),
            let identity = LogIdentity(try HistoryReader.entry(first, in: transaction)),
            let history = try KeyHistory(identity, in: transaction)
        else { throw SubmissionFailure.unreadable(position: 0) }
        return history
    }

    private func keyAdopted(
        _ key: VerifierKey,
        after previous: VerifierKey,
        isLost: Bool,
        handover: String? = nil,
        reason: String?,
        _ stamp: CommandStamp,
        actor: Actor,
        at position: Int64
    ) -> Entry {
        var data: [String: JSONValue] = [
            "vkey": .string(key.description), "previous": .string(previous.description),
        ]
        if isLost { data["lost"] = true }
        data["handover"] = handover.map(JSONValue.string)
        data["reason"] = reason.map(JSONValue.string)
        return engineEntry(
            .keyAdopted,
            .object(data),
            command: stamp,
            actor: actor,
            position: position
        )
    }
}
