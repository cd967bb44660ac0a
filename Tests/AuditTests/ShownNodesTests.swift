import Audit
import Testing

@Suite struct ShownNodesTests {
    private static let sizeMax = 70

    private static func tree(changing place: Int64? = nil) -> StoredTree {
        StoredTree(
            leaves: (0..<sizeMax).map { number in
                let isChanged = place.map { Int($0) == number } ?? false
                return MerkleTree.leafHash(counterLeaf(isChanged ? number + 1000 : number))
            }
        )
    }

    private static func shown(_ index: Int64, of size: Int64, in tree: StoredTree) throws
        -> ShownNodes
    {
        var nodes = ShownNodes()
        nodes.add(
            try InclusionProof.generate(index: index, size: size, from: tree),
            index: index,
            size: size,
            leaf: try tree.hash(level: 0, index: index)
        )
        return nodes
    }

    @Test func `proofs of trees of which one extends the other agree, and meet over their leaves`()
        throws
    {
        let tree = Self.tree()
        for size in Int64(1)...Int64(Self.sizeMax) {
            let last = try Self.shown(size - 1, of: size, in: tree)
            for larger in Set([size, min(size + 1, 70), min(2 * size, 70), 70]) {
                for index in 0..<larger {
                    let other = try Self.shown(index, of: larger, in: tree)
                    #expect(last.differences(from: other).isEmpty, "\(size), \(index) of \(larger)")
                    guard index < size else { continue }
                    #expect(last.meets(other, over: index), "\(size), \(index) of \(larger)")
                    #expect(other.meets(last, over: index))
                }
            }
        }
    }

    @Test func `proofs of any leaves of two such trees agree, and have a node in common`() throws {
        let tree = Self.tree()
        for size in [1, 2, 3, 5, 8, 13, 21, 22, 33, 64] as [Int64] {
            for larger in [size, size + 1, 70] as [Int64] {
                for first in 0..<size {
                    let one = try Self.shown(first, of: size, in: tree)
                    for second in 0..<size {
                        let other = try Self.shown(second, of: larger, in: tree)
                        #expect(one.differences(from: other).isEmpty)
                        let isMet = (0..<size).contains { one.meets(other, over: $0) }
                        #expect(isMet, "\(first) of \(size), \(second) of \(larger)")
                    }
                }
            }
        }
    }

    @Test func `a leaf that was changed since shows, in its own proof`() throws {
        let tree = Self.tree()
        for changed in Int64(0)..<Int64(Self.sizeMax) {
            let other = Self.tree(changing: changed)
            for size in (changed + 1)...Int64(Self.sizeMax) {
                // Given the proof of the last leaf from before, and one of the changed leaf in any larger tree
                let before = try Self.shown(size - 1, of: size, in: tree)
                for larger in Set([size, min(size + 1, 70), 70]) {
                    let proof = try Self.shown(changed, of: larger, in: other)
                    // When they are compared, then they differ, and no node before the leaf does
                    let differences = before.differences(from: proof)
                    #expect(!differences.isEmpty, "\(changed), \(size) and \(larger)")
                    #expect(differences.allSatisfy { $0.lastPosition >= changed })
                    #expect(before.agreed(with: proof) <= changed)
                }
            }
        }
    }

    @Test func `a node that is not complete is none, and a proof of another length shows nothing`()
        throws
    {
        let tree = Self.tree()
        // The root of seven leaves, and that of three on its right, change as the tree grows.
        let seven = try Self.shown(0, of: 7, in: tree)
        #expect((0..<4).allSatisfy { seven.meets(seven, over: $0) })
        #expect((4..<7).allSatisfy { !seven.meets(seven, over: $0) })
        #expect(seven.agreed(with: try Self.shown(6, of: 7, in: tree)) == 4)
        var none = ShownNodes()
        let proof = try InclusionProof.generate(index: 0, size: 7, from: tree)
        let leaf = try tree.hash(level: 0, index: 0)
        for (index, size) in [(0, 16), (7, 7), (-1, 7)] as [(Int64, Int64)] {
            none.add(proof, index: index, size: size, leaf: leaf)
        }
        #expect(none == ShownNodes())
    }
}
