package import Audit
package import Engine
import Entries
import EventLog
package import Exports
package import Wire
import Workflows

extension AuditAnswers {
    /// The receipt of one entry under a signed checkpoint.
    ///
    /// Throws `Problem` for a position that the checkpoint does not cover.
    package func receipt(of position: Int64, under note: String) throws -> EntryReceipt {
        let (signed, checkpoint) = try opened(note)
        return try receipt(of: position, signed, checkpoint)
    }

    /// The receipt of an entry, named by its position, or of the newest entry of an agreement.
    ///
    /// Under `cosigned`, the newest checkpoint that witnesses have cosigned, if that covers the entry:
    /// such a receipt convinces more people. Not under one of entries that the log lost.
    package func receipt(
        of what: String,
        under note: String,
        orCosigned cosigned: SignedNote?
    ) throws -> EntryReceipt {
        // No agreement's id is a number alone.
        let receipt =
            try Int64(what).map { try self.receipt(of: $0, under: note) }
            ?? self.receipt(ofNewestIn: what, under: note)
        guard let cosigned, let checkpoint = try? Checkpoint(text: cosigned.text),
            receipt.position < checkpoint.size, try log.extends(checkpoint)
        else { return receipt }
        return try self.receipt(of: receipt.position, cosigned, checkpoint)
    }

    /// The receipt of an agreement's newest entry: its `subjectversion` says how many there are.
    package func receipt(ofNewestIn agreement: String, under note: String) throws -> EntryReceipt {
        let (signed, checkpoint) = try opened(note)
        let covered = try positions(of: agreement, checkpoint)
        guard let newest = covered.last else {
            throw noAgreement(agreement)
        }
        return try receipt(of: newest, signed, checkpoint)
    }

    /// The receipts of all that it takes to read one agreement: its entries, the first entry of the
    /// log, every adoption of rules, calendars and offices, and every change of the log's key and every
    /// loss that was signed.
    ///
    /// Rules that were adopted after its last entry are in force for it too: its deadlines are by them. Throws
    /// `Problem` (`redacted-later`) for a checkpoint that is older than what took the bytes of one of them.
    package func receipts(
        of agreement: String,
        under note: String,
        _ identity: LogIdentity
    ) throws -> ReceiptsAnswer {
        let (signed, checkpoint) = try opened(note)
        let own = try positions(of: agreement, checkpoint)
        guard !own.isEmpty else {
            throw noAgreement(agreement)
        }
        // Where the log lost what a key signed over its successor, only the loss explains that.
        let types =
            RulesInForce.types + KeyHistory.types
            + [EngineEvent.logStarted, .logRecovered].map(\.rawValue)
        let common = try log.engineEntries(ofTypes: types).map(\.position)
            .filter { $0 < checkpoint.size }
        try log.requireRedactions(below: checkpoint.size, of: Set(own + common))
        var answer = ReceiptsAnswer(
            agreement: agreement,
            checkpoint: note,
            receipts: try (own + common).sorted().map { position in
                ReceiptAnswer(
                    position: position,
                    proof: try receipt(of: position, signed, checkpoint).description
                )
            },
            rehearsal: isRehearsal
        )
        let handovers =
            try KeyHistory(identity, in: log)?
            .handovers(in: log, below: checkpoint.size) ?? []
        if !handovers.isEmpty { answer.handovers = handovers.map(\.receipt.description) }
        return answer
    }

    private func positions(of agreement: String, _ checkpoint: Checkpoint) throws -> [Int64] {
        try log.entries(ofSubject: agreement).map(\.position).filter { $0 < checkpoint.size }
    }

    private func receipt(
        of position: Int64,
        _ note: SignedNote,
        _ checkpoint: Checkpoint
    ) throws -> EntryReceipt {
        guard (0..<checkpoint.size).contains(position), let kept = try log.entry(at: position)
        else {
            throw Problem(
                .badField,
                [
                    "field": "position", "value": .string(String(position)),
                    "expected": "position", "last": .integer(Int(checkpoint.size - 1)),
                ]
            )
        }
        // What was changed behind our back gets no receipt: it is damage, and it says where.
        _ = try HistoryReader.entry(kept, in: log)
        let receipt = try EntryReceipt(
            line: EntryLine(kept.line),
            position: position,
            inclusion: log.inclusion(of: position, size: checkpoint.size),
            note: note
        )
        do throws(ProofFailure) {
            try receipt.verify(under: checkpoint)
        } catch {
            // Who carries it away finds out too late that it proves nothing.
            throw Problem(.integrityFailure, ["position": .integer(Int(position))])
        }
        return receipt
    }

    private func opened(_ note: String) throws -> (SignedNote, Checkpoint) {
        let signed = try SignedNote.parse(note)
        return (signed, try Checkpoint(of: signed))
    }
}

extension Problem {
    /// No cosigned checkpoint of the log is kept; `lost` entries the newest covers that it does not go on
    /// from.
    package static func nothingCosigned(lost: Int64?) -> Problem {
        Problem(.nothingCosigned, lost.map { ["lost": .integer(Int($0))] } ?? [:])
    }
}
