import Answers
import Audit
import Engine
import EventLog
import Glibc
import Synchronization

/// The cosignatures that came back from log witnesses: kept, and told to whoever asks.
///
/// Which witnesses count is the settings' word: a policy file as auditors have one. What is kept here
/// proves nothing to a verifier by itself; the signatures do.
final class Cosignatures: Sendable {
    /// Whom this office asks to witness, and how many of them are enough; nil if it asks nobody.
    let policy: TrustPolicy?
    private let log: any EntryLog
    private let path: String
    /// One note at a time: what is kept is read, added to and written.
    private let keeping = Mutex(())

    init(log: any EntryLog, policy: TrustPolicy?, path: String) {
        self.log = log
        self.policy = policy
        self.path = path
    }

    /// What is kept now; throws `KeptFile.Unreadable` if the file is there and can't be read, or a folder lies in
    /// its place, and `StartFailure` without an `errno` if it is none that was written here.
    func notes() throws -> CosignedNotes {
        guard access(path, F_OK) == 0 || errno != ENOENT else { return CosignedNotes() }
        guard let notes = CosignedNotes(json: try KeptFile.bytes(of: path)) else {
            throw StartFailure.folder(path: path, cause: "no list of cosigned checkpoints")
        }
        return notes
    }

    /// What is kept now, told apart; the log's own keys are those of `history`.
    func toldApart(_ history: KeyHistory) throws -> KeptCosignatures {
        try KeptCosignatures(notes(), of: history, in: log)
    }

    /// A checkpoint with the cosignatures that are kept of it and can be believed.
    ///
    /// What lies beside it and is spoilt, `verify` tells; what the log signed stands by itself.
    func cosigning(_ note: String, _ history: KeyHistory) -> String {
        guard let kept = try? toldApart(history) else { return note }
        return kept.fitting.cosigning(note, witnesses: policy?.witnesses)
    }

    /// The newest note that enough witnesses have cosigned; nil without one.
    ///
    /// The log's own keys are those of `history`: a policy that names the first of them goes on. What was
    /// cosigned of entries that the log lost is passed over.
    func enough(_ history: KeyHistory) throws -> SignedNote? {
        guard let policy = policy?.trusting(logs: history.keys) else { return nil }
        return try toldApart(history).fitting.newest(meeting: policy)
    }

    /// How many entries the newest note covers that a key of this log signed and this log does not go on from;
    /// nil if there is none.
    ///
    /// Whether the log says why is no matter here: whoever is told asks that first.
    func lostSize(_ history: KeyHistory) throws -> Int64? {
        let kept = try toldApart(history)
        let notes = CosignedNotes(kept.lost.map(\.note) + kept.contradicting).notes
        return notes.last.flatMap { try? Checkpoint(text: $0.text).size }
    }

    /// Takes in a cosigned checkpoint of this log, signed by a key that may have signed it.
    ///
    /// Throws `Refusal`. What is answered is kept durably by then.
    func take(_ text: String, _ history: KeyHistory) throws -> Taken {
        guard let note = try? SignedNote.parse(text),
            let checkpoint = try? Checkpoint(of: note)
        else { throw Refusal.note(.noCheckpoint) }
        return try keeping.withLock { _ in
            let before = try toldApart(history)
            var notes = before.fitting
            let cosignatures: [VerifiedSignature]
            do throws(CosignatureRefusal) {
                cosignatures = try notes.take(
                    note,
                    logs: history.signers(ofSize: checkpoint.size),
                    witnesses: policy?.witnesses ?? [],
                    policy: policy?.trusting(logs: history.keys)
                )
            } catch {
                throw Refusal.note(error)
            }
            // Our own key signed it: a tree that this one does not go on from is an alarm, not a mistake.
            guard try log.extends(checkpoint) else {
                throw CheckpointConflict.notAnExtension(
                    kept: checkpoint.size,
                    found: log.head.size
                )
            }
            // A larger one of entries that were lost takes no place from it, and stays as what was promised; so
            // does what nothing explains: that it is wrong is for `verify` to say, and no reason to forget it.
            let kept = notes.beside(before.others)
            try DurableFile.write(kept.json, to: path, mode: 0o640)
            return Taken(size: checkpoint.size, cosignatures: cosignatures)
        }
    }

    /// What was kept of a note.
    struct Taken {
        /// The entries that its checkpoint covers.
        var size: Int64
        /// What was found good.
        var cosignatures: [VerifiedSignature]
    }

    /// Why a note is not kept.
    enum Refusal: Error {
        /// What is wrong with it.
        case note(CosignatureRefusal)
    }
}
