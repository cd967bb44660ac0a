/// One complete node of the tree, with its place.
package struct TreeNode: Hashable, Sendable {
    /// Its height: 0 is a leaf.
    package let level: Int
    /// Its number among the nodes of its level, from the left, starting at 0.
    package let index: Int64
    /// The root of the 2^level leaves under it.
    package let hash: TreeHash

    /// Makes a node from its place and hash.
    package init(level: Int, index: Int64, hash: TreeHash) {
        self.level = level
        self.index = index
        self.hash = hash
    }

    /// The position of its last leaf: the node exists from the moment that leaf was appended.
    package var lastPosition: Int64 { ((index + 1) << Int64(level)) - 1 }
}

/// Where complete nodes are read from: a store, a test's array.
package protocol TreeNodes {
    /// Returns the hash of a complete node; level 0 are the leaf hashes.
    ///
    /// Only nodes whose leaves all lie inside the size in question are asked for. What a reader
    /// does not have it must refuse: a made-up hash gives a proof that nobody can verify.
    func hash(level: Int, index: Int64) throws -> TreeHash
}

extension TreeNodes {
    /// Returns the root of the leaves in `range`.
    ///
    /// The range begins at a multiple of a power of two that is not smaller than its length, as
    /// every part does into which the recursive definition splits a tree.
    func root(of range: Range<Int64>) throws -> TreeHash {
        var subtrees: [TreeHash] = []
        for (level, index) in TreeFrontier.nodes(ofSize: range.upperBound - range.lowerBound) {
            let offset = range.lowerBound >> Int64(level)
            subtrees.append(try hash(level: level, index: offset + index))
        }
        return TreeFrontier.root(of: subtrees)
    }
}

extension Range<Int64> {
    /// Where the recursive definition cuts these two or more leaves: the left part is the largest
    /// complete subtree that leaves something to the right.
    var treeSplit: Int64 {
        let highestBit = Int64.bitWidth - 1 - (upperBound - lowerBound - 1).leadingZeroBitCount
        return lowerBound + (1 << Int64(highestBit))
    }
}

/// Returns the root of the first `size` leaves, for any size that the stored nodes cover.
///
/// It reads as many nodes as `size` has one bits. Throws what `nodes` throws, and
/// `ProofFailure.outsideTree` for a negative size.
package func root(ofSize size: Int64, from nodes: some TreeNodes) throws -> TreeHash {
    guard size >= 0 else { throw ProofFailure.outsideTree }
    return try nodes.root(of: 0..<size)
}
