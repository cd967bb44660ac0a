import Audit

/// A whole tree in memory: every complete node, level by level, as a store would keep it.
struct StoredTree: TreeNodes {
    enum Missing: Error { case node(level: Int, index: Int64) }

    private(set) var frontier = TreeFrontier()
    private(set) var levels: [[TreeHash]] = []

    init(leaves: some Sequence<TreeHash> = []) {
        for leaf in leaves { append(leaf) }
    }

    mutating func append(_ leaf: TreeHash) {
        put(leaf, at: 0)
        for node in frontier.append(leaf) { put(node.hash, at: node.level) }
    }

    func hash(level: Int, index: Int64) throws -> TreeHash {
        guard levels.indices.contains(level), levels[level].indices.contains(Int(index)) else {
            throw Missing.node(level: level, index: index)
        }
        return levels[level][Int(index)]
    }

    private mutating func put(_ hash: TreeHash, at level: Int) {
        if levels.count == level { levels.append([]) }
        levels[level].append(hash)
    }
}

/// Counts the reads that go through it.
final class CountedNodes: TreeNodes {
    private let nodes: StoredTree
    private(set) var reads = 0

    init(_ nodes: StoredTree) {
        self.nodes = nodes
    }

    func hash(level: Int, index: Int64) throws -> TreeHash {
        reads += 1
        return try nodes.hash(level: level, index: index)
    }
}

/// The counter trees: leaf i is the number i in four bytes, big-endian.
func counterLeaf(_ number: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) }
}

func counterTree(ofSize size: Int) -> StoredTree {
    StoredTree(leaves: (0..<size).map { MerkleTree.leafHash(counterLeaf($0)) })
}
