import Audit
import Testing

@Suite struct TreeFrontierTests {
    @Test func `the trees of the eight leaves have the published roots`() throws {
        var frontier = TreeFrontier()
        var roots = [frontier.root.hex]
        for data in EightLeaves.data {
            _ = frontier.append(MerkleTree.leafHash(try bytes(hex: data)))
            roots.append(frontier.root.hex)
        }
        #expect(roots == EightLeaves.roots)
    }

    @Test func `appending gives the roots of the recursive definition at every size to 300`()
        throws
    {
        let leaves = (0..<300).map { MerkleTree.leafHash(counterLeaf($0)) }
        var frontier = TreeFrontier()
        #expect(frontier.root == recursiveRoot(leaves[..<0]))
        for (index, leaf) in leaves.enumerated() {
            _ = frontier.append(leaf)
            #expect(frontier.size == Int64(index + 1))
            #expect(frontier.root == recursiveRoot(leaves[...index]))
        }
    }

    @Test func `larger trees have their known roots, read from stored nodes as well`() throws {
        let known = [
            255: "58f204dcc06ebcf29082c362701341df88ec3d5f338036c72a98894aaf69059d",
            256: "78cd7db3bbfa785ffefa21e1c0aa7d4806c6e22ad65472710377ecb7e5a5a54e",
            257: "086ce24d72dd8347eef9afbf95829379f67cee8f5d23cece828a2dae88729c8d",
            300: "7cb38a3a7211231d902f423fcd3f43cf9ac6da0aa1f31de0876c9927451ee3c5",
            512: "95ac9d3d517c6fd86e3e0613c9b656da20440869a4a6bfaba4cf14481900550e",
            65536: "208bed836edee10551d1a0208e22c9eead1a59c4c33abeb697eb60132f61a798",
            65537: "a919470e091dba7c96b77d370fdea7c7d88d58c8f35cfad49a9fa284b228b74d",
            70000: "339ecf3ae716405fdc28cef164e45a785cade0d5bc3e1400a7a4d70d0b2dec9b",
        ]
        var tree = StoredTree()
        var reached: [Int: String] = [:]
        for number in 0..<70_000 {
            tree.append(MerkleTree.leafHash(counterLeaf(number)))
            if known[number + 1] != nil { reached[number + 1] = tree.frontier.root.hex }
        }
        #expect(reached == known)
        for (size, expected) in known {
            #expect(try root(ofSize: Int64(size), from: tree).hex == expected)
        }
    }

    @Test func `a completed node is the root of the leaves under it`() throws {
        let leaves = (0..<300).map { MerkleTree.leafHash(counterLeaf($0)) }
        var frontier = TreeFrontier()
        var count = 0
        for (position, leaf) in leaves.enumerated() {
            let nodes = frontier.append(leaf)
            #expect(nodes.map(\.level) == Array(1..<(nodes.count + 1)))
            for node in nodes {
                let width = 1 << node.level
                let first = Int(node.index) * width
                #expect(node.hash == recursiveRoot(leaves[first..<first + width]))
                #expect(node.lastPosition == Int64(position))
            }
            count += nodes.count
        }
        // All complete nodes of 300 leaves: 150 + 75 + 37 + 18 + 9 + 4 + 2 + 1.
        #expect(count == 296)
    }

    @Test func `a frontier goes on from the nodes it names, at every size to 300`() throws {
        let tree = counterTree(ofSize: 301)
        var running = TreeFrontier()
        for size in Int64(0)...300 {
            let subtrees = try TreeFrontier.nodes(ofSize: size).map {
                try tree.hash(level: $0.level, index: $0.index)
            }
            var resumed = try #require(TreeFrontier(size: size, subtrees: subtrees))
            #expect(resumed == running)
            #expect(resumed.subtrees == subtrees)
            let leaf = try tree.hash(level: 0, index: size)
            #expect(resumed.append(leaf) == running.append(leaf))
            #expect(resumed == running)
        }
    }

    @Test func `the nodes of a frontier are named tallest first`() {
        let nodes = TreeFrontier.nodes(ofSize: 70_000)
        #expect(nodes.map(\.level) == [16, 12, 8, 6, 5, 4])
        #expect(nodes.map(\.index) == [0, 16, 272, 1092, 2186, 4374])
        #expect(TreeFrontier.nodes(ofSize: 0).isEmpty)
        #expect(TreeFrontier.nodes(ofSize: -1).isEmpty)
        #expect(TreeFrontier.nodes(ofSize: .max).count == 63)
    }

    @Test func `a frontier with too few or too many subtrees is refused`() throws {
        let one = try hash(EightLeaves.leafHashes[0])
        #expect(TreeFrontier(size: 0, subtrees: []) == TreeFrontier())
        #expect(TreeFrontier(size: 0, subtrees: [one]) == nil)
        #expect(TreeFrontier(size: 4, subtrees: [one, one]) == nil)
        #expect(TreeFrontier(size: 6, subtrees: [one]) == nil)
        #expect(TreeFrontier(size: -1, subtrees: []) == nil)
        #expect(TreeFrontier(size: 6, subtrees: [one, one]) != nil)
    }

    @Test func `the root of a size that is not stored is an error, not a hash`() throws {
        let tree = counterTree(ofSize: 5)
        #expect(try root(ofSize: 0, from: tree) == MerkleTree.emptyRoot)
        #expect(throws: StoredTree.Missing.self) { try root(ofSize: 6, from: tree) }
        #expect(throws: ProofFailure.outsideTree) { try root(ofSize: -1, from: tree) }
    }
}

/// The definition of RFC 6962 section 2.1, word for word.
private func recursiveRoot(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard let first = leaves.first else { return MerkleTree.emptyRoot }
    guard leaves.count > 1 else { return first }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    return MerkleTree.nodeHash(
        recursiveRoot(leaves.prefix(split)),
        recursiveRoot(leaves.dropFirst(split))
    )
}
