import Answers
import Engine
import Entries
import EventLog
import Wire

/// What a look at the log goes by where a kept checkpoint was changed.
///
/// For whoever looks alone: nothing is signed, kept or handed out on the ground of it.
struct ChangedCheckpoint: Sendable {
    /// The note to verify the log under: a good one that is kept elsewhere, else the changed one; nil where a tree
    /// that no key signed, or none in its time, would accuse entries.
    let note: String?
    /// What is wrong with it.
    let fault: VerifyFault
    /// What a note kept elsewhere says against the log; nil if none does.
    let conflict: CheckpointConflict?

    /// Looks at what is kept; nil where nothing was changed, or where what lies there is no checkpoint at all.
    init?(_ checkpoints: Checkpoints, in log: any EntryLog) throws {
        let history = try checkpoints.history()
        let kept = try checkpoints.keptNotes()
        guard let changed = kept.first(where: { $0.conflict == .keptNoteChanged }),
            KeptCheckpoint.said(by: changed.note) != nil
        else { return nil }
        var judged = try Self.judged(changed.note, history, checkpoints.origin, in: log)
        // There may be two: whoever is to look has to know at which.
        judged.fault.params["path"] = .string(changed.path)
        let other = kept.first { other in
            // A key that only a kept handover names vouches for nothing in this log.
            other.conflict == nil
                && (try? KeptCheckpoint(other.note, of: history, in: log))?.isByKnownKey == true
        }
        note = other?.note ?? judged.note
        fault = judged.fault
        conflict = kept.compactMap(\.conflict).first { $0 != .keptNoteChanged }
    }

    /// What of a changed note may be held against the log, and what is wrong with it.
    ///
    /// Whoever can spoil the file must hide nothing else by that: a tree that the log does not go on from would
    /// end the reading, and no key signed it.
    private static func judged(
        _ note: String,
        _ history: KeyHistory,
        _ origin: String,
        in log: any EntryLog
    ) throws -> (note: String?, fault: VerifyFault) {
        do {
            let kept = try KeptCheckpoint(note, of: history, in: log)
            let unfit = try kept.fault(in: log, origin: origin)
            if let unfit, kept.isByKnownKey { return (nil, VerifyFault(unfit)) }
            let fault = VerifyFault(
                position: -1,
                code: "kept-checkpoint",
                params: kept.isByKnownKey ? [:] : ["reason": "unsigned"]
            )
            return (unfit == nil ? note : nil, fault)
        } catch let found as LogReview.Fault {
            // Of one with a spoilt signature `Verification` takes the tree for nothing.
            let fault = VerifyFault(found)
            return (fault.isOfSpoiltSignature ? note : nil, fault)
        }
    }
}

extension VerifyFault {
    fileprivate init(_ fault: LogReview.Fault) {
        self.init(position: fault.position, code: fault.code, params: fault.params)
    }
}

extension VerifyAnswer {
    /// Says that a kept checkpoint was changed, where that leaves the entries whole.
    mutating func tell(_ changed: ChangedCheckpoint) {
        if !checked.contains("checkpoint") { checked.append("checkpoint") }
        let isTold = findings.contains { $0.code == changed.fault.code && !$0.isOfCosignatures }
        guard !isTold, changed.fault.leavesEntriesWhole else { return }
        tell(changed.fault, as: "damaged")
    }

    /// Says once all has been looked at what a changed checkpoint, or one kept elsewhere, says against the log.
    mutating func tell(damageBy changed: ChangedCheckpoint) {
        // A wrong entry that was found is nearer.
        guard areEntriesWhole else { return }
        if let conflict = changed.conflict {
            tell(VerifyFault(conflict.withoutRecovery), as: "damaged")
        } else if !changed.fault.leavesEntriesWhole {
            tell(changed.fault, as: "damaged")
        }
    }
}

extension CheckpointConflict {
    /// The same where no loss can be recorded before the changed checkpoint was seen to.
    fileprivate var withoutRecovery: CheckpointConflict {
        guard case .notAnExtension(let kept, let found, _) = self else { return self }
        return .notAnExtension(kept: kept, found: found, isRecoverable: false)
    }
}
