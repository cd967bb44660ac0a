/// The right edge of a growing tree: its complete subtrees, tallest first.
///
/// It is all that appending needs, O(log n) of it, and gives the root at every size on the way.
package struct TreeFrontier: Sendable, Equatable {
    /// How many leaves the tree has.
    package private(set) var size: Int64
    /// The roots of the complete subtrees, tallest first: one for each one bit of `size`.
    package private(set) var subtrees: [TreeHash]

    /// The frontier of the empty tree.
    package init() {
        size = 0
        subtrees = []
    }

    /// Continues a tree from the nodes that `nodes(ofSize:)` names, in that order.
    ///
    /// Nil if the size is negative or the number of hashes is not the one the size asks for.
    package init?(size: Int64, subtrees: [TreeHash]) {
        guard size >= 0, subtrees.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.subtrees = subtrees
    }

    /// The root of the tree as it stands.
    package var root: TreeHash { Self.root(of: subtrees) }

    /// Names the complete nodes that make the frontier of a size, tallest first.
    ///
    /// These are what a store has to read at its start. A size of zero or less has none.
    package static func nodes(ofSize size: Int64) -> [(level: Int, index: Int64)] {
        var nodes: [(level: Int, index: Int64)] = []
        var remaining = max(size, 0)
        while remaining > 0 {
            let level = Int64.bitWidth - 1 - remaining.leadingZeroBitCount
            remaining -= 1 << Int64(level)
            nodes.append((level, ((size - remaining) >> Int64(level)) - 1))
        }
        return nodes
    }

    /// Appends a leaf and returns the interior nodes (level 1 and up) it completed, lowest first.
    package mutating func append(_ leaf: TreeHash) -> [TreeNode] {
        var completed: [TreeNode] = []
        var hash = leaf
        // Each trailing one bit of the size is a subtree that this leaf doubles.
        for level in 0..<(~size).trailingZeroBitCount {
            hash = MerkleTree.nodeHash(subtrees.removeLast(), hash)
            let index = size >> Int64(level + 1)
            completed.append(TreeNode(level: level + 1, index: index, hash: hash))
        }
        subtrees.append(hash)
        size += 1
        return completed
    }

    static func root(of subtrees: [TreeHash]) -> TreeHash {
        guard var root = subtrees.last else { return MerkleTree.emptyRoot }
        for subtree in subtrees.dropLast().reversed() {
            root = MerkleTree.nodeHash(subtree, root)
        }
        return root
    }
}
