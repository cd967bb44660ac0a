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
        append(leaf, level: 0, completed: &completed)
        return completed
    }

    /// Appends a complete subtree of 2^level leaves, and adds the nodes above it that this completed.
    ///
    /// The size so far has to be a multiple of 2^level, as it is when subtrees come in their order.
    mutating func append(_ subtree: TreeHash, level: Int, completed: inout [TreeNode]) {
        precondition(size.trailingZeroBitCount >= level, "a subtree is not in its place")
        var (hash, level) = (subtree, level)
        let leafCount: Int64 = 1 << Int64(level)
        // Each one bit of the size from here on is a subtree that this one doubles.
        while (size >> Int64(level)) & 1 == 1 {
            hash = MerkleTree.nodeHash(subtrees.removeLast(), hash)
            level += 1
            completed.append(TreeNode(level: level, index: size >> Int64(level), hash: hash))
        }
        subtrees.append(hash)
        size += leafCount
    }

    static func root(of subtrees: [TreeHash]) -> TreeHash {
        guard var root = subtrees.last else { return MerkleTree.emptyRoot }
        for subtree in subtrees.dropLast().reversed() {
            root = MerkleTree.nodeHash(subtree, root)
        }
        return root
    }
}
