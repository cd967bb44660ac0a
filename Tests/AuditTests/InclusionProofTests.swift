import Audit
import Testing

@Suite struct InclusionProofTests {
    @Test(arguments: EightLeaves.inclusionProofs)
    func `the published paths are made and accepted`(published: PublishedProof) throws {
        let tree = try EightLeaves.tree()
        let proof = try InclusionProof.generate(
            index: published.first,
            size: published.second,
            from: tree
        )
        #expect(proof.hashes.map(\.base64) == published.base64)
        let claim = try Claim(published)
        #expect(claim.failure == nil)
    }

    @Test(arguments: EightLeaves.inclusionProofs)
    func `everything wrong with a published path is refused`(published: PublishedProof) throws {
        let claim = try Claim(published)
        let mutants = try claim.mutants() + claim.otherSizes()
        #expect(mutants.count >= 16)
        for (name, mutant) in mutants {
            #expect(mutant.failure != nil, "\(name)")
        }
    }

    @Test func `each fault is named`() throws {
        let claim = try Claim(EightLeaves.inclusionProofs[1])
        let other = try EightLeaves.root(3)
        #expect(claim.with { $0.index = 8 }.failure == .outsideTree)
        #expect(claim.with { $0.index = -1 }.failure == .outsideTree)
        #expect(claim.with { $0.size = 0 }.failure == .outsideTree)
        #expect(claim.with { $0.size = 16 }.failure == .tooFewHashes)
        #expect(claim.with { $0.hashes.append(other) }.failure == .tooManyHashes)
        #expect(claim.with { $0.root = other }.failure == .wrongRoot)
        #expect(claim.with { $0.index = .max }.failure == .outsideTree)
        #expect(
            claim.with {
                $0.index = .max - 1
                $0.size = .max
            }.failure == .tooFewHashes
        )
    }

    @Test func `every leaf of every tree to 130 has a proof, and no other leaf shares it`() throws {
        let tree = counterTree(ofSize: 130)
        for size in Int64(1)...130 {
            let root = try root(ofSize: size, from: tree)
            for index in 0..<size {
                let proof = try InclusionProof.generate(index: index, size: size, from: tree)
                let leaf = try tree.hash(level: 0, index: index)
                try proof.verify(index: index, size: size, leaf: leaf, root: root)
                let other = try tree.hash(level: 0, index: (index + 1) % 130)
                #expect(throws: ProofFailure.wrongRoot) {
                    try proof.verify(index: index, size: size, leaf: other, root: root)
                }
            }
        }
    }

    @Test func `every mutation of every proof in trees to 17 is refused`() throws {
        let tree = counterTree(ofSize: 17)
        for size in Int64(1)...17 {
            for index in 0..<size {
                let claim = Claim(
                    index: index,
                    size: size,
                    leaf: try tree.hash(level: 0, index: index),
                    root: try root(ofSize: size, from: tree),
                    hashes: try InclusionProof.generate(index: index, size: size, from: tree)
                        .hashes
                )
                for (name, mutant) in try claim.mutants() {
                    #expect(mutant.failure != nil, "\(index) of \(size): \(name)")
                }
            }
        }
    }

    @Test func `a leaf that is not in the tree gets no proof`() throws {
        let tree = counterTree(ofSize: 5)
        for (index, size) in [(5, 5), (-1, 5), (0, 0), (0, -1)] as [(Int64, Int64)] {
            #expect(throws: ProofFailure.outsideTree) {
                try InclusionProof.generate(index: index, size: size, from: tree)
            }
        }
        #expect(throws: StoredTree.Missing.self) {
            try InclusionProof.generate(index: 0, size: 6, from: tree)
        }
    }

    @Test func `a proof in a large tree is right and costs few reads`() throws {
        let nodes = CountedNodes(counterTree(ofSize: 70_000))
        let proof = try InclusionProof.generate(index: 12_345, size: 70_000, from: nodes)
        #expect(proof.hashes.count == 17)
        #expect(nodes.reads <= 2 * 17)
        #expect(
            digest(of: proof.hashes)
                == "036b8a3c3d68dadbec86742c4649636dd445884fb973207d79be0d3de64562b9"
        )
        let last = try InclusionProof.generate(index: 69_999, size: 70_000, from: nodes)
        #expect(last.hashes.count == 9)
        try last.verify(
            index: 69_999,
            size: 70_000,
            leaf: MerkleTree.leafHash(counterLeaf(69_999)),
            root: try root(ofSize: 70_000, from: nodes)
        )
    }

    @Test(arguments: [
        (leaf: Int64(0), sizes: Int64(5)...8), (1, 5...8), (2, 5...8), (3, 5...8), (4, 7...8),
        (5, 7...8),
    ])
    func `a path says nothing about the size of its tree`(
        leaf: Int64,
        sizes: ClosedRange<Int64>
    ) throws {
        let tree = try EightLeaves.tree()
        let proof = try InclusionProof.generate(index: leaf, size: 8, from: tree)
        let claim = Claim(
            index: leaf,
            size: 8,
            leaf: try tree.hash(level: 0, index: leaf),
            root: try EightLeaves.root(8),
            hashes: proof.hashes
        )
        let accepted = (Int64(0)...40).filter { size in
            claim.with { $0.size = size }.failure == nil
        }
        #expect(accepted == Array(sizes))
    }
}

/// What somebody claims with an inclusion proof.
private struct Claim {
    var index: Int64
    var size: Int64
    var leaf: TreeHash
    var root: TreeHash
    var hashes: [TreeHash]

    var failure: ProofFailure? {
        do throws(ProofFailure) {
            try InclusionProof(hashes: hashes)
                .verify(index: index, size: size, leaf: leaf, root: root)
            return nil
        } catch {
            return error
        }
    }

    func with(_ change: (inout Claim) -> Void) -> Claim {
        var changed = self
        change(&changed)
        return changed
    }

    /// Changes that leave the size alone: none of them may ever be accepted.
    func mutants() throws -> [(String, Claim)] {
        let garbage = MerkleTree.leafHash("garbage".utf8)
        var mutants = [
            ("index + 1", with { $0.index += 1 }), ("index - 1", with { $0.index -= 1 }),
            ("index ^ 2", with { $0.index ^= 2 }),
            ("empty leaf", with { $0.leaf = MerkleTree.emptyRoot }),
            ("wrong leaf", with { $0.leaf = garbage }),
            ("empty root", with { $0.root = MerkleTree.emptyRoot }),
            ("wrong root", with { $0.root = garbage }),
        ]
        if leaf != root {
            mutants += [
                ("leaf is the root", with { $0.leaf = root }),
                ("leaf and root swapped", with { ($0.leaf, $0.root) = (root, leaf) }),
                ("no proof", with { $0.hashes = [] }),
            ]
        }
        return mutants
            + (try mutations(of: hashes, roots: [root, leaf, garbage])).map { name, mutation in
                (name, with { $0.hashes = mutation })
            }
    }

    /// Sizes of another height. (Other sizes of the same height can be accepted.)
    func otherSizes() -> [(String, Claim)] {
        [
            ("size * 2", with { $0.size *= 2 }), ("size / 2", with { $0.size /= 2 }),
            ("size 0", with { $0.size = 0 }), ("size * 16", with { $0.size <<= 4 }),
        ]
    }
}

/// Returns every list of hashes that is nearly `hashes`, with a name for each.
func mutations(
    of hashes: [TreeHash],
    roots: [TreeHash]
) throws -> [(String, [TreeHash])] {
    var mutations: [(String, [TreeHash])] = []
    for (number, root) in roots.enumerated() {
        mutations.append(("hash \(number) before", [root] + hashes))
        mutations.append(("hash \(number) after", hashes + [root]))
    }
    for index in hashes.indices {
        var changed = hashes
        changed[index] = try flippedBit(in: hashes[index], byte: index % TreeHash.byteCount)
        mutations.append(("bit flipped in \(index)", changed))
        changed = hashes
        changed.remove(at: index)
        mutations.append(("\(index) removed", changed))
        changed = hashes
        changed.insert(roots[0], at: index)
        mutations.append(("inserted at \(index)", changed))
        changed = hashes
        changed.insert(hashes[index], at: index)
        mutations.append(("\(index) doubled", changed))
        if index > 0 { mutations.append(("cut after \(index)", Array(hashes[..<index]))) }
    }
    if hashes.count > 1 { mutations.append(("reversed", hashes.reversed())) }
    return mutations
}

func flippedBit(in hash: TreeHash, byte: Int) throws -> TreeHash {
    var bytes = hash.bytes
    bytes[byte] ^= 0x10
    return try #require(TreeHash(bytes: bytes))
}

extension Claim {
    fileprivate init(_ published: PublishedProof) throws {
        self.init(
            index: published.first,
            size: published.second,
            leaf: try hash(EightLeaves.leafHashes[Int(published.first)]),
            root: try EightLeaves.root(published.second),
            hashes: try published.hashes
        )
    }
}
