import Audit
import Testing

@Suite struct LogVerifierTests {
    private let origin = FifteenEntries.origin
    private let entries = FifteenEntries.entries

    @Test func `a whole log is verified, with leaves, nodes and every checkpoint on the way`()
        throws
    {
        let kept = try [12, 3, 7, 3].map { try FifteenEntries.checkpoint($0) }
        var verifier = try LogVerifier(origin: origin, kept: kept)
        try feed(&verifier, entries)
        let whole = try verifier.finish(newest: FifteenEntries.checkpoint(15))
        #expect(whole.size == 15)
        #expect(whole.root.base64 == FifteenEntries.roots[14])
        #expect(whole.redacted.isEmpty)
        #expect(whole.agreedSizes == [3, 7, 12, 15])
    }

    @Test func `of two checkpoints of one size the second names no entry behind it`() throws {
        var changed = entries
        changed[9][0] ^= 1
        let leaves = StoredTree(leaves: changed.map { MerkleTree.leafHash($0) })
        let other = try Checkpoint(origin: origin, size: 12, root: root(ofSize: 12, from: leaves))
        let kept = try [FifteenEntries.checkpoint(7), FifteenEntries.checkpoint(12), other]
        var verifier = try LogVerifier(origin: origin, kept: kept)
        #expect {
            try feed(&verifier, entries)
            _ = try verifier.finish()
        } throws: { error in
            guard case .rootMismatch(12, other.root, _, let agreed) = error as? LogFault else {
                return false
            }
            return agreed == 7
        }
    }

    @Test func `a copy without stored hashes is verified from its bytes alone`() throws {
        var verifier = try LogVerifier(origin: origin)
        for (position, entry) in entries.enumerated() {
            try verifier.add(position: Int64(position), bytes: entry)
        }
        #expect(verifier.frontier == FifteenEntries.tree().frontier)
        let whole = try verifier.finish(newest: FifteenEntries.checkpoint(15))
        #expect(whole.agreedSizes == [15])
    }

    @Test func `without any checkpoint nothing is shown to be committed`() throws {
        var verifier = try LogVerifier(origin: origin)
        try feed(&verifier, entries)
        #expect(try verifier.finish().agreedSizes.isEmpty)
    }

    @Test(arguments: 0..<15)
    func `one changed byte is found at its entry`(position: Int) throws {
        var changed = entries
        changed[position][0] ^= 1
        let stored = MerkleTree.leafHash(entries[position])
        let computed = MerkleTree.leafHash(changed[position])
        var verifier = try LogVerifier(origin: origin)
        let fault = LogFault.leafMismatch(
            position: Int64(position),
            stored: stored,
            computed: computed
        )
        #expect(throws: fault) { try feed(&verifier, changed, nodesOf: entries) }
    }

    @Test(arguments: 0..<15)
    func `a byte changed together with its leaf hash makes other nodes from there on`(
        position: Int
    ) throws {
        var changed = entries
        changed[position][0] ^= 1
        let old = StoredTree(leaves: entries.map { MerkleTree.leafHash($0) })
        var verifier = try LogVerifier(origin: origin)
        var wrong: [TreeNode] = []
        for (index, entry) in changed.enumerated() {
            let completed = try verifier.add(
                position: Int64(index),
                bytes: entry,
                storedLeaf: MerkleTree.leafHash(entry)
            )
            let stored = try nodes(of: old, completedAt: Int64(index))
            wrong += zip(completed, stored).filter { $0 != $1 }.map(\.0)
        }
        // The last leaf of an odd size stands under no node: only a root tells.
        #expect(wrong.first?.index == (position == 14 ? nil : Int64(position / 2)))
        #expect(wrong.first?.level == (position == 14 ? nil : 1))
        #expect(throws: LogFault.self) {
            try verifier.finish(newest: FifteenEntries.checkpoint(15))
        }
    }

    @Test(arguments: 0..<15)
    func `a history rewritten with all its hashes fails at the next checkpoint kept elsewhere`(
        position: Int
    ) throws {
        var changed = entries
        changed[position][0] ^= 1
        let keptSizes: [Int64] = [4, 8, 12, 15]
        var verifier = try LogVerifier(
            origin: origin,
            kept: try keptSizes.map { try FifteenEntries.checkpoint($0) }
        )
        let fault = #expect(throws: LogFault.self) { try feed(&verifier, changed) }
        guard case .rootMismatch(let size, let committed, let computed, let agreed) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(size == keptSizes.first { $0 > position })
        #expect(agreed == keptSizes.last { $0 <= position } ?? 0)
        #expect(committed.base64 == FifteenEntries.roots[Int(size) - 1])
        #expect(computed != committed)
    }

    @Test func `entries removed from the end are missed by the checkpoint over them`() throws {
        var verifier = try LogVerifier(
            origin: origin,
            kept: [try FifteenEntries.checkpoint(15)]
        )
        try feed(&verifier, Array(entries.prefix(12)))
        // The log's own checkpoint was replaced by an old one: the kept one shows the cut.
        #expect(throws: LogFault.truncated(size: 12, committedSize: 15)) {
            try verifier.finish(newest: FifteenEntries.checkpoint(12))
        }
        var offline = try LogVerifier(origin: origin)
        try feed(&offline, Array(entries.prefix(12)))
        #expect(throws: LogFault.truncated(size: 12, committedSize: 15)) {
            try offline.finish(newest: FifteenEntries.checkpoint(15))
        }
    }

    @Test func `an old copy that went on is a fork, found at the kept size`() throws {
        let fork =
            Array(entries.prefix(10))
            + ["other", "entries", "came", "here", "later", "on"]
            .map { Array($0.utf8) }
        var verifier = try LogVerifier(
            origin: origin,
            kept: [try FifteenEntries.checkpoint(15), try FifteenEntries.checkpoint(9)]
        )
        let fault = #expect(throws: LogFault.self) { try feed(&verifier, fork) }
        guard case .rootMismatch(15, _, _, agreedSize: 9) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `entries after the newest checkpoint are under nobody's signature`() throws {
        var verifier = try LogVerifier(origin: origin)
        try feed(&verifier, entries)
        #expect(throws: LogFault.uncommitted(size: 15, committedSize: 14)) {
            try verifier.finish(newest: FifteenEntries.checkpoint(14))
        }
    }

    @Test func `a gap, a repetition and a swap are found at their place`() throws {
        var gap = try LogVerifier(origin: origin)
        try gap.add(position: 0, bytes: entries[0])
        #expect(throws: LogFault.gap(expected: 1, found: 2)) {
            try gap.add(position: 2, bytes: entries[2])
        }
        var late = try LogVerifier(origin: origin)
        #expect(throws: LogFault.gap(expected: 0, found: 1)) {
            try late.add(position: 1, bytes: entries[1])
        }
        var repeated = try LogVerifier(origin: origin)
        try repeated.add(position: 0, bytes: entries[0])
        #expect(throws: LogFault.outOfOrder(expected: 1, found: 0)) {
            try repeated.add(position: 0, bytes: entries[0])
        }
        // Renumbered after the swap, so that only a commitment can tell.
        var swapped = entries
        swapped.swapAt(4, 5)
        var renumbered = try LogVerifier(
            origin: origin,
            kept: [try FifteenEntries.checkpoint(5)]
        )
        let fault = #expect(throws: LogFault.self) { try feed(&renumbered, swapped) }
        guard case .rootMismatch(5, _, _, agreedSize: 0) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `after a fault nothing more is accepted`() throws {
        var verifier = try LogVerifier(origin: origin)
        let fault = LogFault.gap(expected: 0, found: 3)
        #expect(throws: fault) { try verifier.add(position: 3, bytes: entries[3]) }
        #expect(throws: fault) { try verifier.add(position: 0, bytes: entries[0]) }
        #expect(throws: fault) { try verifier.finish() }
        #expect(verifier.frontier.size == 0)
    }

    @Test func `a redacted entry stands by its leaf hash, and is counted`() throws {
        var verifier = try LogVerifier(origin: origin)
        for (position, entry) in entries.enumerated() {
            let isRedacted = position == 2 || position == 5
            try verifier.add(
                position: Int64(position),
                bytes: isRedacted ? nil : entry,
                storedLeaf: MerkleTree.leafHash(entry)
            )
            if position == 9 { verifier.explainRedaction(of: 5) }
            if position == 12 { verifier.explainRedaction(of: 2) }
        }
        let whole = try verifier.finish(newest: FifteenEntries.checkpoint(15))
        #expect(whole.redacted == [2, 5])
        #expect(whole.root.base64 == FifteenEntries.roots[14])
    }

    @Test func `bytes that are gone without a later entry that redacts them are damage`() throws {
        var verifier = try LogVerifier(origin: origin)
        // Named before it was there: no entry can redact a later one.
        verifier.explainRedaction(of: 5)
        for (position, entry) in entries.enumerated() {
            let isGone = position == 2 || position == 5
            try verifier.add(
                position: Int64(position),
                bytes: isGone ? nil : entry,
                storedLeaf: MerkleTree.leafHash(entry)
            )
        }
        verifier.explainRedaction(of: 2)
        #expect(verifier.redacted == [2, 5])
        #expect(throws: LogFault.unexplainedRedaction(position: 5)) {
            try verifier.finish(newest: FifteenEntries.checkpoint(15))
        }
    }

    @Test func `a redacted entry needs its leaf hash, and the right one`() throws {
        var verifier = try LogVerifier(origin: origin)
        #expect(throws: LogFault.leafMissing(position: 0)) {
            try verifier.add(position: 0, bytes: nil)
        }
        var forged = try LogVerifier(
            origin: origin,
            kept: [try FifteenEntries.checkpoint(1)]
        )
        let fault = #expect(throws: LogFault.self) {
            try forged.add(
                position: 0,
                bytes: nil,
                storedLeaf: MerkleTree.leafHash("other".utf8)
            )
        }
        guard case .rootMismatch(1, _, _, agreedSize: 0) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `a checkpoint of another log is refused, though the entries are the same`() throws {
        let foreign = try Checkpoint(
            origin: "example.org/twin",
            size: 15,
            root: FifteenEntries.tree().frontier.root
        )
        #expect(throws: LogFault.foreignCheckpoint(foreign)) {
            try LogVerifier(origin: origin, kept: [foreign])
        }
        var verifier = try LogVerifier(origin: origin)
        try feed(&verifier, entries)
        #expect(throws: LogFault.foreignCheckpoint(foreign)) {
            try verifier.finish(newest: foreign)
        }
    }

    @Test func `nothing to verify is no success`() throws {
        var verifier = try LogVerifier(origin: origin)
        #expect(throws: LogFault.nothingToVerify) { try verifier.finish() }
        var empty = try LogVerifier(origin: origin, kept: [try FifteenEntries.checkpoint(0)])
        #expect(throws: LogFault.nothingToVerify) {
            try empty.finish(newest: FifteenEntries.checkpoint(0))
        }
        // Where something was committed to, an empty log is a log that was emptied.
        var emptied = try LogVerifier(origin: origin, kept: [try FifteenEntries.checkpoint(3)])
        #expect(throws: LogFault.truncated(size: 0, committedSize: 3)) { try emptied.finish() }
    }

    @Test func `a thousand entries stream through a few hashes`() throws {
        var verifier = try LogVerifier(origin: origin)
        var tree = StoredTree()
        for number in 0..<1000 {
            let entry = counterLeaf(number)
            tree.append(MerkleTree.leafHash(entry))
            let completed = try verifier.add(position: Int64(number), bytes: entry)
            #expect(try completed == nodes(of: tree, completedAt: Int64(number)))
            #expect(verifier.frontier.subtrees.count <= 10)
        }
        #expect(try verifier.finish().root == tree.frontier.root)
    }

    /// Feeds entries with the hashes a store would have beside them.
    private func feed(
        _ verifier: inout LogVerifier,
        _ entries: [[UInt8]],
        nodesOf stored: [[UInt8]]? = nil
    ) throws {
        let stored = stored ?? entries
        for (position, entry) in entries.enumerated() {
            try verifier.add(
                position: Int64(position),
                bytes: entry,
                storedLeaf: MerkleTree.leafHash(stored[position])
            )
        }
    }

    /// The interior nodes whose last leaf is the one at `position`.
    private func nodes(of tree: StoredTree, completedAt position: Int64) throws -> [TreeNode] {
        var nodes: [TreeNode] = []
        var (level, index) = (0, position)
        while !index.isMultiple(of: 2) {
            level += 1
            index /= 2
            nodes.append(
                TreeNode(
                    level: level,
                    index: index,
                    hash: try tree.hash(level: level, index: index)
                )
            )
        }
        return nodes
    }
}
