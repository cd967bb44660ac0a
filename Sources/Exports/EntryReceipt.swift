package import Audit

/// The proof that one entry is in a log, with the entry: it needs the log's key and nothing else.
///
/// It is a C2SP tlog-proof. The entry travels in the line `extra`, for which nothing vouches by itself:
/// whoever verifies hashes it, and only the signed tree says that it is the entry.
package struct EntryReceipt: Hashable, Sendable, CustomStringConvertible {
    /// The entry, or what stands for its redacted bytes.
    package let line: EntryLine
    private let proof: TlogProof

    /// Puts a receipt together.
    package init(
        line: EntryLine,
        position: Int64,
        inclusion: InclusionProof,
        note: SignedNote
    ) throws(TlogProofFailure) {
        self.line = line
        proof = try TlogProof(
            index: position,
            inclusion: inclusion,
            note: note,
            extra: line.bytes
        )
    }

    /// Reads a file; throws `TlogProofFailure` if it is no proof, or has no entry with it that one could be.
    package init(_ bytes: [UInt8]) throws(TlogProofFailure) {
        guard bytes.count <= BundleLimits.fileBytesMax else { throw .extra }
        proof = try TlogProof.parse(bytes)
        guard let extra = proof.extra else { throw .extra }
        line = EntryLine(extra)
    }

    /// Where in the log the entry stands, as the receipt says.
    package var position: Int64 { proof.index }
    /// The signed checkpoint.
    package var note: SignedNote { proof.note }
    /// The hashes beside the entry's way up to the checkpoint's root.
    package var inclusion: InclusionProof { proof.inclusion }
    /// The file's whole text.
    package var description: String { proof.description }

    /// Verifies the signature, then the entry's place under it.
    package func verify(_ keys: [VerifierKey]) throws(TlogProofFailure) -> OpenedCheckpoint {
        try proof.verify(leaf: line.leaf, keys: keys)
    }

    /// Checks the entry's place under a checkpoint that was verified elsewhere.
    package func verify(under checkpoint: Checkpoint) throws(ProofFailure) {
        try verify(line, under: checkpoint)
    }

    /// The complete nodes of the tree that its proof shows, once that has been verified under the checkpoint.
    package func nodes(under checkpoint: Checkpoint) -> ShownNodes {
        var nodes = ShownNodes()
        nodes.add(inclusion, index: position, size: checkpoint.size, leaf: line.leaf)
        return nodes
    }

    /// Checks whether another line stands there instead.
    func verify(_ line: EntryLine, under checkpoint: Checkpoint) throws(ProofFailure) {
        try proof.inclusion.verify(
            index: proof.index,
            size: checkpoint.size,
            leaf: line.leaf,
            root: checkpoint.root
        )
    }
}
