/// The proof that a leaf stands at its place in a tree (RFC 6962 section 2.1.1).
package struct InclusionProof: Hashable, Sendable {
    /// The hashes beside the way up, the leaf's sibling first.
    package let hashes: [TreeHash]

    /// Takes over hashes from wherever they came; only `verify` says whether they prove anything.
    package init(hashes: [TreeHash]) {
        self.hashes = hashes
    }

    /// Makes the proof of leaf `index` in the tree of `size` leaves, in O(log size) reads.
    ///
    /// Throws `ProofFailure.outsideTree`, or what `nodes` throws.
    package static func generate(
        index: Int64,
        size: Int64,
        from nodes: some TreeNodes
    ) throws -> InclusionProof {
        guard index >= 0, index < size else { throw ProofFailure.outsideTree }
        var hashes: [TreeHash] = []
        var range = 0..<size
        while range.upperBound - range.lowerBound > 1 {
            let left = range.lowerBound..<range.treeSplit
            let right = range.treeSplit..<range.upperBound
            let isLeft = left.contains(index)
            hashes.append(try nodes.root(of: isLeft ? right : left))
            range = isLeft ? left : right
        }
        return InclusionProof(hashes: hashes.reversed())
    }

    /// Refuses unless the hashes lead from `leaf` at `index` to `root`, with none left over.
    ///
    /// Trusts `size` and `root`: both come from one verified checkpoint, or nothing is proved.
    package func verify(
        index: Int64,
        size: Int64,
        leaf: TreeHash,
        root: TreeHash
    ) throws(ProofFailure) {
        guard index >= 0, index < size else { throw .outsideTree }
        var walk = ProofWalk(from: index, inSize: size)
        var hash = leaf
        for other in hashes {
            switch try walk.climb() {
            case .left: hash = MerkleTree.nodeHash(other, hash)
            case .right: hash = MerkleTree.nodeHash(hash, other)
            }
        }
        guard walk.isAtRoot else { throw .tooFewHashes }
        guard hash == root else { throw .wrongRoot }
    }
}
