/// The complete nodes of a tree that inclusion proofs show, those beside the way up and those on it.
///
/// A complete node stands for ever. So what proofs of two trees show must not differ where one tree goes on from the
/// other, and an entry that was changed between them shows: a proof of the smaller tree's last leaf has a node over
/// each leaf before it, and the larger tree's proof of any of those comes through that node.
package struct ShownNodes: Hashable, Sendable {
    /// Where a complete node stands.
    package struct Place: Hashable, Sendable {
        /// Its height: 0 is a leaf.
        package let level: Int
        /// Its number among the nodes of its level.
        package let index: Int64

        /// The position of the last leaf under it.
        package var lastPosition: Int64 { ((index + 1) << Int64(level)) - 1 }

        fileprivate func isOver(_ position: Int64) -> Bool { position >> Int64(level) == index }
    }

    private var hashes: [Place: TreeHash] = [:]

    /// Begins with none.
    package init() {}

    /// Adds what the proof of leaf `index` in the tree of `size` leaves shows.
    ///
    /// The proof has been verified, or nothing that it shows is worth anything; one of another length adds nothing.
    package mutating func add(_ proof: InclusionProof, index: Int64, size: Int64, leaf: TreeHash) {
        guard index >= 0, index < size else { return }
        var steps: [(own: Range<Int64>, beside: Range<Int64>)] = []
        var range = 0..<size
        while range.upperBound - range.lowerBound > 1 {
            let left = range.lowerBound..<range.treeSplit
            let right = range.treeSplit..<range.upperBound
            steps.append(left.contains(index) ? (left, right) : (right, left))
            range = left.contains(index) ? left : right
        }
        guard steps.count == proof.hashes.count else { return }
        var hash = leaf
        for (step, other) in zip(steps.reversed(), proof.hashes) {
            add(hash, over: step.own)
            add(other, over: step.beside)
            hash =
                step.own.lowerBound < step.beside.lowerBound
                ? MerkleTree.nodeHash(hash, other) : MerkleTree.nodeHash(other, hash)
        }
        add(hash, over: 0..<size)
    }

    /// A range into which the recursive definition splits a tree begins at a multiple of its length, if that is a
    /// power of two; any other is no complete node and changes as the tree grows.
    private mutating func add(_ hash: TreeHash, over range: Range<Int64>) {
        let count = range.upperBound - range.lowerBound
        guard count.nonzeroBitCount == 1 else { return }
        let level = count.trailingZeroBitCount
        hashes[Place(level: level, index: range.lowerBound >> Int64(level))] = hash
    }

    /// Where both show a node, and not the same: in no order.
    package func differences(from other: ShownNodes) -> [Place] {
        hashes.filter { place, hash in other.hashes[place].map { $0 != hash } ?? false }
            .map(\.key)
    }

    /// Whether both show a node over the leaf at `position`, be it the same or not.
    package func meets(_ other: ShownNodes, over position: Int64) -> Bool {
        hashes.keys.contains { $0.isOver(position) && other.hashes[$0] != nil }
    }

    /// How many leaves from the first are the same in both trees, as far as nodes show that are in both.
    package func agreed(with other: ShownNodes) -> Int64 {
        let same = hashes.filter { other.hashes[$0.key] == $0.value }.map(\.key)
        var size: Int64 = 0
        while let place = same.first(where: { $0.isOver(size) }) { size = place.lastPosition + 1 }
        return size
    }
}
