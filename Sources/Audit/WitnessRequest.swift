import Crypto

/// What a log asks a witness: to cosign a checkpoint that goes on from the last one it cosigned
/// (C2SP tlog-witness, the body of `add-checkpoint`).
package struct WitnessRequest: Hashable, Sendable, CustomStringConvertible {
    /// The most hashes of a proof.
    package static let hashCountMax = 63

    /// The size of the tree that the witness cosigned last, as the log believes; 0 if none.
    package let oldSize: Int64
    /// The proof that the new tree goes on from it.
    package let proof: ConsistencyProof
    /// The new checkpoint, as the log signed it.
    package let note: SignedNote

    /// Puts a request together.
    package init(oldSize: Int64, proof: ConsistencyProof, note: SignedNote) {
        self.oldSize = oldSize
        self.proof = proof
        self.note = note
    }

    /// Reads a request, or is nil; a checkpoint alone asks as if nothing had been cosigned before.
    package init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        func line() -> ArraySlice<UInt8>? {
            guard let end = rest.firstIndex(of: Lines.end) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }
        let opening = Array("old ".utf8)
        guard bytes.starts(with: opening) else {
            guard let note = try? SignedNote.parse(bytes) else { return nil }
            self.init(oldSize: 0, proof: ConsistencyProof(hashes: []), note: note)
            return
        }
        guard let first = line(), let size = DecimalText.decode(first.dropFirst(opening.count))
        else { return nil }
        var hashes: [TreeHash] = []
        while let next = line(), !next.isEmpty {
            guard hashes.count < Self.hashCountMax, let bytes = Base64.decode(next),
                let hash = TreeHash(bytes: bytes)
            else { return nil }
            hashes.append(hash)
        }
        guard let note = try? SignedNote.parse(Array(rest)) else { return nil }
        self.init(oldSize: size, proof: ConsistencyProof(hashes: hashes), note: note)
    }

    /// The request's text.
    package var description: String {
        (["old \(oldSize)"] + proof.hashes.map(\.base64)).joined(separator: "\n") + "\n\n\(note)"
    }

    /// Returns the checkpoint to cosign, if it may be: `stored` is what was cosigned last of this
    /// origin, nil if nothing was; `logs` are the keys that the witness trusts for it.
    ///
    /// The checks come in the order of the protocol, but for one: a checkpoint of the recorded size needs no
    /// proof. With the recorded root it says nothing new, and is cosigned again; with another root it is
    /// a second history of one log, whatever size the request names.
    package func judge(
        stored: Checkpoint?,
        logs: [VerifierKey]
    ) throws(WitnessRefusal) -> Checkpoint {
        let checkpoint: Checkpoint
        do throws(CheckpointFailure) {
            checkpoint = try Checkpoint.open(note, keys: logs).checkpoint
        } catch {
            throw .notSigned
        }
        guard oldSize <= checkpoint.size else { throw .malformed }
        let known = stored?.size ?? 0
        if let stored, !stored.isOf(origin: checkpoint.origin) { throw .malformed }
        if let stored, stored.size == checkpoint.size {
            guard stored.root == checkpoint.root else { throw .fork }
            return checkpoint
        }
        // Nobody can roll a witness back: what is smaller than the record is refused below too.
        guard oldSize == known else { throw .conflict(stored: known) }
        guard let stored, stored.size > 0 else {
            guard proof.hashes.isEmpty else { throw .notAnExtension }
            return checkpoint
        }
        do throws(ProofFailure) {
            try proof.verify(
                oldSize: stored.size,
                newSize: checkpoint.size,
                oldRoot: stored.root,
                newRoot: checkpoint.root
            )
        } catch {
            throw .notAnExtension
        }
        return checkpoint
    }
}

/// Why a witness does not cosign.
package enum WitnessRefusal: Error, Hashable, Sendable {
    /// No key that the witness trusts signed it, or a line of one does not verify.
    case notSigned
    /// The sizes make no sense.
    case malformed
    /// The witness cosigned another size last; the request has to start from there.
    case conflict(stored: Int64)
    /// The new tree does not go on from the one that was cosigned: somebody rewrote history.
    case notAnExtension
    /// The log signed two trees of the size that was cosigned last: two histories, beyond doubt.
    case fork
}

extension Checkpoint {
    /// The SHA-256 of the origin, hex: under this name witnesses keep what they saw of a log.
    package var originDigest: String { Hexadecimal.encode(SHA256.hash(data: Array(origin.utf8))) }
}
