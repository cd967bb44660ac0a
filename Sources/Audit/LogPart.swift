/// Consecutive entries of a log, hashed apart from the rest so that all processors can hash at once.
///
/// `LogVerifier.add(_:)` puts the parts together. A part begins at a multiple of a power of two that
/// is not smaller than its length, so that its subtrees are those of the whole tree.
package struct LogPart: Sendable {
    /// The position of its first entry.
    package let start: Int64
    /// The hashes of the interior nodes completed inside it, from the left, by their level less one.
    package private(set) var nodes: [[TreeHash]] = []
    /// The positions whose bytes are gone, in order.
    package private(set) var redacted: [Int64] = []

    /// The tree over its entries alone.
    private var frontier = TreeFrontier()
    /// The nodes that the last entry completed; kept for its memory.
    private var completed: [TreeNode] = []
    /// The sizes of the log at which somebody knows the root, the nearest last.
    private var keptSizes: [Int64]
    /// What stands at the right edge at such a size, as far as it belongs to this part.
    private var edges: [Int64: [TreeHash]] = [:]

    /// Begins at an entry; `keptSizes` are sizes of the log, in order, whose roots will be asked for.
    package init(start: Int64, keptSizes: [Int64] = []) {
        self.start = start
        self.keptSizes = keptSizes.filter { $0 > start }.reversed()
    }

    /// How many entries it has so far.
    package var count: Int64 { frontier.size }

    /// Adds the next entry by the hash of its bytes; nil for a redacted one, which must have its
    /// stored leaf hash.
    package mutating func add(
        position: Int64,
        computedLeaf: TreeHash?,
        storedLeaf: TreeHash?
    ) throws(LogFault) {
        let expected = start + count
        guard position <= expected else { throw .gap(expected: expected, found: position) }
        guard position == expected else { throw .outOfOrder(expected: expected, found: position) }
        guard let leaf = computedLeaf ?? storedLeaf else { throw .leafMissing(position: position) }
        if let storedLeaf, storedLeaf != leaf {
            throw .leafMismatch(position: position, stored: storedLeaf, computed: leaf)
        }
        if computedLeaf == nil { redacted.append(position) }
        completed.removeAll(keepingCapacity: true)
        frontier.append(leaf, level: 0, completed: &completed)
        for node in completed {
            if nodes.count < node.level { nodes.append([]) }
            nodes[node.level - 1].append(node.hash)
        }
        while keptSizes.last == position + 1 {
            edges[keptSizes.removeLast()] = frontier.subtrees
        }
    }

    /// Puts the part behind what came before it, and returns the nodes that only both together complete.
    func append(to whole: inout TreeFrontier) -> [TreeNode] {
        var completed: [TreeNode] = []
        let places = TreeFrontier.nodes(ofSize: count)
        for (place, subtree) in zip(places, frontier.subtrees) {
            whole.append(subtree, level: place.level, completed: &completed)
        }
        return completed
    }

    /// The root of the log at a size inside this part; `before` is the tree over what came before.
    func root(ofSize size: Int64, after before: TreeFrontier) -> TreeHash {
        guard let edge = edges[size] else { preconditionFailure("nobody asked for this size") }
        return TreeFrontier.root(of: before.subtrees + edge)
    }
}
