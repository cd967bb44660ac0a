/// The proof that a tree is the beginning of a later one (RFC 6962 section 2.1.2).
///
/// Nothing was changed, removed or put in between: the later tree only goes on.
package struct ConsistencyProof: Hashable, Sendable {
    /// The hashes in the order of RFC 6962; none at all only between equal sizes.
    package let hashes: [TreeHash]

    /// Takes over hashes from wherever they came; only `verify` says whether they prove anything.
    package init(hashes: [TreeHash]) {
        self.hashes = hashes
    }

    /// Makes the proof from `oldSize` to `newSize`, in O(log newSize) reads.
    ///
    /// Throws a `ProofFailure` if the old tree is empty or the larger one, or what `nodes` throws.
    package static func generate(
        oldSize: Int64,
        newSize: Int64,
        from nodes: some TreeNodes
    ) throws -> ConsistencyProof {
        try checkSizes(oldSize, newSize)
        var hashes: [TreeHash] = []
        var range = 0..<newSize
        while range.upperBound != oldSize {
            let left = range.lowerBound..<range.treeSplit
            let right = range.treeSplit..<range.upperBound
            let endsLeft = oldSize <= left.upperBound
            hashes.append(try nodes.root(of: endsLeft ? right : left))
            range = endsLeft ? left : right
        }
        // A part that begins at the first leaf is the old tree itself: its root is known.
        if range.lowerBound > 0 {
            hashes.append(try nodes.root(of: range))
        }
        return ConsistencyProof(hashes: hashes.reversed())
    }

    /// Refuses unless the hashes lead to `oldRoot` and to `newRoot`, with none left over.
    ///
    /// Trusts the sizes and roots: they come from two verified checkpoints, or nothing is proved.
    package func verify(
        oldSize: Int64,
        newSize: Int64,
        oldRoot: TreeHash,
        newRoot: TreeHash
    ) throws(ProofFailure) {
        try Self.checkSizes(oldSize, newSize)
        guard oldSize < newSize else {
            guard hashes.isEmpty else { throw .tooManyHashes }
            guard oldRoot == newRoot else { throw .wrongRoot }
            return
        }
        guard let first = hashes.first else { throw .tooFewHashes }
        // A complete old tree is itself the first node of the way, so its root is left out.
        let oldIsComplete = oldSize.nonzeroBitCount == 1
        try verifyWay(
            from: oldIsComplete ? oldRoot : first,
            through: oldIsComplete ? hashes[...] : hashes.dropFirst(),
            sizes: (oldSize, newSize),
            roots: (oldRoot, newRoot)
        )
    }

    private func verifyWay(
        from start: TreeHash,
        through others: ArraySlice<TreeHash>,
        sizes: (old: Int64, new: Int64),
        roots: (old: TreeHash, new: TreeHash)
    ) throws(ProofFailure) {
        var walk = ProofWalk(from: sizes.old - 1, inSize: sizes.new)
        walk.skipRightChildren()
        var (old, new) = (start, start)
        for other in others {
            switch try walk.climb() {
            case .left:
                old = MerkleTree.nodeHash(other, old)
                new = MerkleTree.nodeHash(other, new)
            case .right:
                new = MerkleTree.nodeHash(new, other)
            }
        }
        guard walk.isAtRoot else { throw .tooFewHashes }
        guard old == roots.old else { throw .wrongOldRoot }
        guard new == roots.new else { throw .wrongRoot }
    }

    private static func checkSizes(_ oldSize: Int64, _ newSize: Int64) throws(ProofFailure) {
        guard oldSize >= 0 else { throw .outsideTree }
        guard oldSize > 0 else { throw .emptyTree }
        guard oldSize <= newSize else { throw .shrinkingTree }
    }
}
