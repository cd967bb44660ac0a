/// What a log commits to: so many entries, with this root (C2SP tlog-checkpoint v1.0.0).
///
/// It has no time. When it was seen, only cosignatures and time stamps from outside can say.
package struct Checkpoint: Hashable, Sendable {
    private let exactOrigin: ExactText
    /// How many entries.
    package let size: Int64
    /// The root of the tree over them.
    package let root: TreeHash

    /// The most entries that a log of this program can have, 2^53 - 1: their number stands in JSON, and no larger one
    /// is kept exactly there (`JSONValue.integerMax`, of a module that this one does not need otherwise).
    ///
    /// The format goes up to 2^63 - 1, and so do `init(text:)` and `init(origin:size:root:)`.
    package static let sizeMax: Int64 = 9_007_199_254_740_991

    /// Makes a checkpoint of a log's state.
    package init(origin: String, size: Int64, root: TreeHash) throws(CheckpointFailure) {
        guard !origin.isEmpty, origin.utf8.allSatisfy({ $0 >= 0x20 }) else { throw .origin }
        guard size >= 0 else { throw .size }
        guard size > 0 || root == MerkleTree.emptyRoot else { throw .emptyTreeRoot }
        exactOrigin = ExactText(origin)
        self.size = size
        self.root = root
    }

    /// Reads the text of a checkpoint, with its last newline and without signatures.
    package init(text: String) throws(CheckpointFailure) {
        guard let lines = Lines.split(Array(text.utf8)), lines.count >= 3 else { throw .malformed }
        guard lines.count == 3 else { throw .extensionLines }
        guard let size = DecimalText.decode(lines[1]) else { throw .size }
        guard let bytes = Base64.decode(lines[2]), let root = TreeHash(bytes: bytes) else {
            throw .root
        }
        try self.init(origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root)
    }

    /// Reads what a note says, whoever signed it.
    ///
    /// Throws `CheckpointFailure.size` also for more entries than a log can have: nobody signed such a tree of one, and
    /// no answer could say the number.
    package init(of note: SignedNote) throws(CheckpointFailure) {
        try self.init(text: note.text)
        guard size <= Self.sizeMax else { throw .size }
    }

    /// Which log; by custom a URL without scheme.
    package var origin: String { exactOrigin.string }

    /// The three lines that are signed.
    package var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// Whether it is of the log with this origin, byte for byte.
    package func isOf(origin: String) -> Bool { exactOrigin == ExactText(origin) }

    /// Returns the whole note, signed by the log's key, whose name must be the origin.
    ///
    /// A log that signs two trees of which neither goes on from the other has lied. Whoever calls
    /// this has compared with the last checkpoint signed, and has made the new one durable before
    /// it is shown to anybody.
    package func sign(with key: SigningKey) throws(CheckpointFailure) -> String {
        guard key.verifierKey.isNamed(origin) else { throw .foreignKey }
        do throws(NoteFailure) {
            return try SignedNote.sign(text, with: key).description
        } catch {
            throw .note(error)
        }
    }

    /// Verifies a note with the given log and witness keys and reads the checkpoint in it.
    ///
    /// At least one signature must be by a log key (type 0x01) whose name is the origin: a witness
    /// alone does not make a checkpoint. The keys come from whoever verifies, never from the log.
    package static func open(
        _ note: SignedNote,
        keys: [VerifierKey]
    ) throws(CheckpointFailure) -> OpenedCheckpoint {
        let signatures: [VerifiedSignature]
        do throws(NoteFailure) {
            signatures = try note.verify(keys)
        } catch {
            throw .note(error)
        }
        let checkpoint = try Checkpoint(of: note)
        let byLog = signatures.contains {
            $0.key.type == .ed25519 && $0.key.isNamed(checkpoint.origin)
        }
        guard byLog else { throw .notSignedByLog }
        return OpenedCheckpoint(checkpoint: checkpoint, note: note, signatures: signatures)
    }

    /// Reads a note's text and opens it as the other `open` does.
    package static func open(
        _ text: String,
        keys: [VerifierKey]
    ) throws(CheckpointFailure) -> OpenedCheckpoint {
        let note: SignedNote
        do throws(NoteFailure) {
            note = try SignedNote.parse(text)
        } catch {
            throw .note(error)
        }
        return try open(note, keys: keys)
    }
}

extension Checkpoint {
    /// Whether a note names keys of its log as signers, and none of `keys`, of which some are that log's.
    ///
    /// So looks a checkpoint after an honest change of the log's key, to whoever holds the old one, and one
    /// that somebody else signed in the log's name: nothing of it is proved.
    package static func isByAnotherKey(_ note: SignedNote, than keys: [VerifierKey]) -> Bool {
        guard let checkpoint = try? Checkpoint(of: note) else { return false }
        let own = keys.filter { $0.isNamed(checkpoint.origin) }
        let lines = note.signatures.filter { ExactText(checkpoint.origin) == $0.exactName }
        return !own.isEmpty && !lines.isEmpty
            && !lines.contains { line in own.contains { $0.isClaimed(by: line) } }
    }
}

/// A checkpoint that its log signed, and who else did.
package struct OpenedCheckpoint: Hashable, Sendable {
    /// The statement itself.
    package let checkpoint: Checkpoint
    /// The note as it was read, with the signatures of unknown keys.
    package let note: SignedNote
    /// The signatures by known keys: the log's, and those of witnesses.
    package let signatures: [VerifiedSignature]

    /// The signatures of witnesses, each with its time.
    package var cosignatures: [VerifiedSignature] {
        signatures.filter { $0.key.type == .cosignature }
    }
}
