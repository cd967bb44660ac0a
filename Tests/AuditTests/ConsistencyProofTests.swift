import Audit
import Testing

@Suite struct ConsistencyProofTests {
    @Test(arguments: EightLeaves.consistencyProofs)
    func `the published proofs are made and accepted`(published: PublishedProof) throws {
        let proof = try ConsistencyProof.generate(
            oldSize: published.first,
            newSize: published.second,
            from: try EightLeaves.tree()
        )
        #expect(proof.hashes.map(\.base64) == published.base64)
        #expect(try Claim(published).failure == nil)
    }

    @Test(arguments: EightLeaves.consistencyProofs)
    func `everything wrong with a published proof is refused`(published: PublishedProof) throws {
        let claim = try Claim(published)
        let mutants = try claim.mutants() + claim.otherSizes()
        #expect(mutants.count >= 14)
        for (name, mutant) in mutants {
            #expect(mutant.failure != nil, "\(name)")
        }
    }

    @Test func `each fault is named`() throws {
        let claim = try Claim(try #require(EightLeaves.consistencyProofs.last { $0.first == 3 }))
        let other = try EightLeaves.root(5)
        #expect(claim.with { $0.oldSize = 0 }.failure == .emptyTree)
        #expect(claim.with { $0.oldSize = -1 }.failure == .outsideTree)
        #expect(claim.with { $0.oldSize = 9 }.failure == .shrinkingTree)
        #expect(claim.with { $0.hashes = [] }.failure == .tooFewHashes)
        #expect(claim.with { $0.hashes.removeLast() }.failure == .tooFewHashes)
        #expect(claim.with { $0.hashes.append(other) }.failure == .tooManyHashes)
        #expect(claim.with { $0.oldRoot = other }.failure == .wrongOldRoot)
        #expect(claim.with { $0.newRoot = other }.failure == .wrongRoot)
        let same = Claim(
            oldSize: 5,
            newSize: 5,
            oldRoot: other,
            newRoot: other,
            hashes: []
        )
        #expect(same.failure == nil)
        #expect(same.with { $0.hashes = [other] }.failure == .tooManyHashes)
        #expect(same.with { $0.newRoot = claim.newRoot }.failure == .wrongRoot)
    }

    @Test func `from every size to 130 to every larger one there is a proof`() throws {
        let tree = counterTree(ofSize: 130)
        let roots = try (Int64(0)...130).map { try root(ofSize: $0, from: tree) }
        for newSize in Int64(1)...130 {
            for oldSize in 1...newSize {
                let proof = try ConsistencyProof.generate(
                    oldSize: oldSize,
                    newSize: newSize,
                    from: tree
                )
                #expect(proof.hashes.isEmpty == (oldSize == newSize))
                let claim = Claim(
                    oldSize: oldSize,
                    newSize: newSize,
                    oldRoot: roots[Int(oldSize)],
                    newRoot: roots[Int(newSize)],
                    hashes: proof.hashes
                )
                #expect(claim.failure == nil)
                #expect(claim.with { $0.oldRoot = roots[0] }.failure != nil)
                #expect(claim.with { $0.newRoot = roots[0] }.failure != nil)
            }
        }
    }

    @Test func `every mutation of every proof between trees to 17 is refused`() throws {
        let tree = counterTree(ofSize: 17)
        for newSize in Int64(1)...17 {
            for oldSize in 1...newSize {
                let claim = Claim(
                    oldSize: oldSize,
                    newSize: newSize,
                    oldRoot: try root(ofSize: oldSize, from: tree),
                    newRoot: try root(ofSize: newSize, from: tree),
                    hashes: try ConsistencyProof.generate(
                        oldSize: oldSize,
                        newSize: newSize,
                        from: tree
                    ).hashes
                )
                for (name, mutant) in try claim.mutants() {
                    #expect(mutant.failure != nil, "\(oldSize) to \(newSize): \(name)")
                }
            }
        }
    }

    @Test func `a log that was changed before the old size has no proof`() throws {
        let leaves = (0..<20).map { MerkleTree.leafHash(counterLeaf($0)) }
        var changed = leaves
        changed[2] = MerkleTree.leafHash("changed".utf8)
        let (honest, forged) = (StoredTree(leaves: leaves), StoredTree(leaves: changed))
        for oldSize in Int64(3)...19 {
            let proof = try ConsistencyProof.generate(oldSize: oldSize, newSize: 20, from: forged)
            #expect(throws: ProofFailure.self) {
                try proof.verify(
                    oldSize: oldSize,
                    newSize: 20,
                    oldRoot: try root(ofSize: oldSize, from: honest),
                    newRoot: forged.frontier.root
                )
            }
        }
    }

    @Test func `from the empty tree, or to a smaller one, no proof is made`() throws {
        let tree = counterTree(ofSize: 5)
        #expect(throws: ProofFailure.emptyTree) {
            try ConsistencyProof.generate(oldSize: 0, newSize: 5, from: tree)
        }
        #expect(throws: ProofFailure.shrinkingTree) {
            try ConsistencyProof.generate(oldSize: 5, newSize: 4, from: tree)
        }
        #expect(throws: ProofFailure.outsideTree) {
            try ConsistencyProof.generate(oldSize: -1, newSize: 4, from: tree)
        }
        #expect(throws: StoredTree.Missing.self) {
            try ConsistencyProof.generate(oldSize: 5, newSize: 6, from: tree)
        }
    }

    @Test func `a proof between large trees is right and costs few reads`() throws {
        let nodes = CountedNodes(counterTree(ofSize: 70_000))
        let proof = try ConsistencyProof.generate(oldSize: 65_537, newSize: 70_000, from: nodes)
        #expect(proof.hashes.count == 15)
        #expect(nodes.reads <= 2 * 17)
        #expect(
            digest(of: proof.hashes)
                == "5440e25e0fc97eefa9c7be5c1cf235b39df9b101991b044ce28d06514946b54c"
        )
    }

    @Test func `a proof says nothing about the sizes it connects`() throws {
        let claim = try Claim(try #require(EightLeaves.consistencyProofs.last { $0.first == 3 }))
        var accepted: [[Int64]] = []
        for newSize in Int64(0)...16 {
            for oldSize in Int64(0)...16 {
                let other = claim.with { ($0.oldSize, $0.newSize) = (oldSize, newSize) }
                if other.failure == nil { accepted.append([oldSize, newSize]) }
            }
        }
        #expect(
            accepted == (Int64(5)...8).map { [3, $0] } + (Int64(9)...16).map { [6, $0] }
        )
    }
}

/// What somebody claims with a consistency proof.
private struct Claim {
    var oldSize: Int64
    var newSize: Int64
    var oldRoot: TreeHash
    var newRoot: TreeHash
    var hashes: [TreeHash]

    var failure: ProofFailure? {
        do throws(ProofFailure) {
            try ConsistencyProof(hashes: hashes).verify(
                oldSize: oldSize,
                newSize: newSize,
                oldRoot: oldRoot,
                newRoot: newRoot
            )
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

    /// Changes that leave the new size alone: none of them may ever be accepted.
    func mutants() throws -> [(String, Claim)] {
        let garbage = MerkleTree.leafHash("garbage".utf8)
        var mutants = [
            ("old size + 1", with { $0.oldSize += 1 }), ("old size - 1", with { $0.oldSize -= 1 }),
            ("old size ^ 2", with { $0.oldSize ^= 2 }), ("old size 0", with { $0.oldSize = 0 }),
            ("empty old root", with { $0.oldRoot = MerkleTree.emptyRoot }),
            ("wrong old root", with { $0.oldRoot = garbage }),
            ("empty new root", with { $0.newRoot = MerkleTree.emptyRoot }),
            ("wrong new root", with { $0.newRoot = garbage }),
        ]
        if oldSize < newSize {
            mutants += [
                ("roots swapped", with { ($0.oldRoot, $0.newRoot) = (newRoot, oldRoot) }),
                ("sizes swapped", with { ($0.oldSize, $0.newSize) = (newSize, oldSize) }),
                ("equal sizes", with { $0.oldSize = newSize }),
                ("no proof", with { $0.hashes = [] }),
            ]
        }
        return mutants
            + (try mutations(of: hashes, roots: [oldRoot, newRoot, garbage])).map {
                name,
                mutation in
                (name, with { $0.hashes = mutation })
            }
    }

    /// Sizes of another height. (Other sizes of the same height can be accepted.)
    func otherSizes() -> [(String, Claim)] {
        [
            ("new size * 2", with { $0.newSize *= 2 }), ("new size / 2", with { $0.newSize /= 2 }),
            ("new size 0", with { $0.newSize = 0 }), ("new size * 16", with { $0.newSize <<= 4 }),
        ]
    }
}

extension Claim {
    fileprivate init(_ published: PublishedProof) throws {
        self.init(
            oldSize: published.first,
            newSize: published.second,
            oldRoot: try EightLeaves.root(published.first),
            newRoot: try EightLeaves.root(published.second),
            hashes: try published.hashes
        )
    }
}
