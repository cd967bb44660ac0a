import Answers
import Audit
import Engine
import Entries
import EventLog
import Wire

/// What a look at the log goes by where a kept checkpoint was changed, or is by a key that nobody here knows.
///
/// For whoever looks alone: nothing is signed, kept or handed out on the ground of it.
struct ChangedCheckpoint: Sendable {
    /// The note to verify the log under: a good one that is kept elsewhere, else a changed one; nil where a tree
    /// that no key signed, or none in its time, would accuse entries.
    let note: String?
    /// What is wrong with each file that was changed, which is named.
    let faults: [VerifyFault]
    /// What a note kept elsewhere says against the log; nil if none does.
    let conflict: CheckpointConflict?
    /// The file in which the note lies.
    private let path: String?

    /// Looks at what is kept; nil where nothing was changed, or where nothing that lies there is a checkpoint.
    ///
    /// `vkey` is the key that whoever verifies has pinned, as typed.
    init?(_ checkpoints: Checkpoints, in log: any EntryLog, pinning vkey: String? = nil) throws {
        let (history, origin) = (try checkpoints.history(), checkpoints.origin)
        let pinned = vkey.flatMap { try? VerifierKey($0) }
        let kept = try checkpoints.keptNotes()
        let changed = kept.filter { $0.conflict?.isOfChange ?? false }
        guard !changed.isEmpty, kept.contains(where: { KeptCheckpoint.said(by: $0.note) != nil })
        else { return nil }
        let judged = try changed.map { file in
            let (note, found) =
                try Self.stranger(file.note, file.conflict, pinned)
                ?? Self.judged(file.note, history, origin, in: log)
            var fault = found
            // There may be two: whoever is to look has to know at which.
            fault.params["path"] = .string(file.path)
            return (path: file.path, note: note, fault: fault)
        }
        let good = kept.first { other in
            other.conflict == nil && Self.isGood(other.note, history, origin, in: log)
        }
        let best = judged.first { $0.note != nil }
        note = good?.note ?? best?.note
        path = good?.path ?? best?.path
        faults = judged.map(\.fault)
        conflict = kept.compactMap(\.conflict).first { !$0.isOfChange }
    }

    /// Whether a key of the log signed the note, and the log goes on from it.
    ///
    /// A key that only a kept handover names vouches for nothing in this log, and what the log lost accuses it of
    /// nothing.
    private static func isGood(
        _ note: String,
        _ history: KeyHistory,
        _ origin: String,
        in log: any EntryLog
    ) -> Bool {
        // What can't be looked at vouches for nothing.
        guard let kept = try? KeptCheckpoint(note, of: history, in: log), kept.isByKnownKey,
            kept.checkpoint.isOf(origin: origin)
        else { return false }
        return (try? log.extends(kept.checkpoint)) == true
    }

    /// The same as `judged` of a note by a key that neither the log nor a kept handover knows, over a tree that the
    /// log does not go on from; nil if it is none.
    private static func stranger(
        _ note: String,
        _ conflict: CheckpointConflict?,
        _ pinned: VerifierKey?
    ) -> (note: String?, fault: VerifyFault)? {
        guard let conflict, case .signedByUnknownKey = conflict else { return nil }
        var fault = VerifyFault(conflict)
        // Whoever pinned the newer key knows who signed, although the log does not.
        if let pinned, (try? Checkpoint.open(note, keys: [pinned])) != nil {
            fault.params["signer"] = "pinned"
        }
        return (nil, fault)
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

    /// What the reading has told, with the file of the note where that is about its signature.
    fileprivate func naming(_ told: VerifyFault) -> VerifyFault {
        guard told.isOfSpoiltSignature, told.params["path"] == nil, let path else { return told }
        var named = told
        named.params["path"] = .string(path)
        return named
    }
}

extension VerifyFault {
    fileprivate init(_ fault: LogReview.Fault) {
        self.init(position: fault.position, code: fault.code, params: fault.params)
    }
}

extension VerifyAnswer {
    /// Says which kept checkpoints were changed, where that leaves the entries whole.
    mutating func tell(_ changed: ChangedCheckpoint) {
        if !checked.contains("checkpoint") { checked.append("checkpoint") }
        // The reading tells of the note that it was given, and does not know where that lies.
        fault = fault.map(changed.naming)
        beside = beside?.map(changed.naming)
        for new in changed.faults where new.leavesEntriesWhole && !isTold(new) {
            tell(new, as: "damaged")
        }
    }

    /// Whether the same is told of the same file.
    private func isTold(_ new: VerifyFault) -> Bool {
        findings.contains { $0.code == new.code && $0.params["path"] == new.params["path"] }
    }

    /// Says once all has been looked at what a changed checkpoint, or one kept elsewhere, says against the log.
    mutating func tell(damageBy changed: ChangedCheckpoint) {
        let conflicts = [changed.conflict].compactMap(\.self).map(\.withoutRecovery)
        let faults = changed.faults.filter { !$0.leavesEntriesWhole }
        for new in conflicts.map({ VerifyFault($0) }) + faults { tell(last: new) }
    }

    /// Says it before what leaves the entries whole, and behind what was found before.
    private mutating func tell(last new: VerifyFault) {
        // A wrong entry that was found is nearer, and hides nothing.
        guard !areEntriesWhole else { return tell(new, as: "damaged") }
        var rest = beside ?? []
        rest.insert(new, at: rest.firstIndex(where: \.leavesEntriesWhole) ?? rest.endIndex)
        beside = rest
    }
}

extension CheckpointConflict {
    /// Whether somebody changed the note, or none that is known here has signed it: then whoever looks goes on.
    fileprivate var isOfChange: Bool {
        switch self {
        case .keptNoteChanged, .signedByUnknownKey: true
        case .notAnExtension, .keyNotHere, .keyRetired, .handoversUnreadable: false
        }
    }

    /// The same where no loss can be recorded before the changed checkpoint was seen to.
    fileprivate var withoutRecovery: CheckpointConflict {
        guard case .notAnExtension(let kept, let found, _) = self else { return self }
        return .notAnExtension(kept: kept, found: found, isRecoverable: false)
    }
}
