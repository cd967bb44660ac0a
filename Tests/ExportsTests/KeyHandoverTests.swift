import Answers
import Audit
import Calendars
import Entries
import Exports
import Testing
import Wire

/// A key's word on its successor: who pinned the old key follows it, and it signs nothing more.
@Suite struct KeyHandoverTests {
    private static let origin = SmallLog.origin

    private static func key(_ number: UInt8) throws -> SigningKey {
        try SigningKey(name: origin, seed: [UInt8](repeating: number, count: 32))
    }

    /// The proof that `old` adopted `new` in the last entry of a tree of `size` entries.
    private static func handover(
        from old: SigningKey,
        to new: SigningKey,
        size: Int64,
        signedBy signer: SigningKey? = nil,
        previous: VerifierKey? = nil,
        type: String = "KeyAdopted"
    ) throws -> KeyHandover {
        let entry = SmallLog.value(
            size - 1,
            type,
            version: nil,
            [
                "vkey": .string(new.verifierKey.description),
                "previous": .string((previous ?? old.verifierKey).description),
            ]
        )
        let bytes = try entry.encoded()
        var frontier = TreeFrontier()
        for index in 0..<(size - 1) { _ = frontier.append(MerkleTree.leafHash([UInt8(index)])) }
        let before = frontier
        _ = frontier.append(MerkleTree.leafHash(bytes))
        let note = try Checkpoint(origin: origin, size: size, root: frontier.root)
            .sign(with: signer ?? old)
        // The way from a last leaf to the root: the subtrees to its left, the lowest first.
        let path = before.subtrees.reversed()
        return KeyHandover(
            try EntryReceipt(
                line: EntryLine(bytes),
                position: size - 1,
                inclusion: InclusionProof(hashes: Array(path)),
                note: SignedNote.parse(note)
            )
        )
    }

    @Test func `a pinned key is followed over every handover, in whatever order they come`() throws
    {
        let (a, b, c) = (try Self.key(1), try Self.key(2), try Self.key(3))
        let handovers = [
            try Self.handover(from: b, to: c, size: 9), try Self.handover(from: a, to: b, size: 4),
        ]
        let followed = FollowedKey(a.verifierKey, over: handovers)
        #expect(followed.keys == [a, b, c].map(\.verifierKey))
        #expect(followed.positions == [3, 8])
        #expect(followed.keys(forSize: 4) == [a, b, c].map(\.verifierKey))
        #expect(followed.keys(forSize: 5) == [b, c].map(\.verifierKey))
        #expect(followed.keys(forSize: 10) == [c.verifierKey])
        #expect(FollowedKey(c.verifierKey, over: handovers).keys == [c.verifierKey])
    }

    @Test func `nobody is followed on another key's word`() throws {
        let (a, b, c) = (try Self.key(1), try Self.key(2), try Self.key(3))
        for handover in [
            try Self.handover(from: a, to: b, size: 4, signedBy: c),
            try Self.handover(from: a, to: b, size: 4, signedBy: b),
            try Self.handover(from: a, to: b, size: 4, previous: c.verifierKey),
            try Self.handover(from: a, to: b, size: 4, type: "NoteAdded"),
        ] {
            #expect(FollowedKey(a.verifierKey, over: [handover]).keys == [a.verifierKey])
        }
    }

    @Test func `a key with two successors is told, and the handover that comes first is followed`()
        throws
    {
        let (a, b, c) = (try Self.key(1), try Self.key(2), try Self.key(3))
        let handovers = [
            try Self.handover(from: a, to: b, size: 4), try Self.handover(from: a, to: c, size: 6),
        ]
        let receipt = Array(handovers[0].receipt.description.utf8)
        for order in [handovers, Array(handovers.reversed())] {
            let successors = order.compactMap { $0.successor(of: a.verifierKey)?.key }
            let followed = FollowedKey(a.verifierKey, over: order)
            #expect(followed.keys == [a.verifierKey, successors[0]])
            #expect(followed.fork?.key == a.verifierKey)
            #expect(followed.fork?.successors == successors)
            let check = try ReceiptVerification.answer(
                receipt,
                vkey: a.verifierKey.description,
                handovers: order
            )
            #expect(check.result == "damaged" && check.reason == "handover")
        }
        // The same one twice is no other.
        let twice = [handovers[0], handovers[0]]
        #expect(FollowedKey(a.verifierKey, over: twice).fork == nil)
        #expect(FollowedKey(b.verifierKey, over: handovers).fork == nil)
    }

    @Test func `keys that hand over in a ring end`() throws {
        let (a, b) = (try Self.key(1), try Self.key(2))
        let ring = [
            try Self.handover(from: a, to: b, size: 4), try Self.handover(from: b, to: a, size: 6),
        ]
        #expect(FollowedKey(a.verifierKey, over: ring).keys.count == 3)
    }

    @Test func `a receipt under the new key is whole for whoever pinned the old one`() throws {
        let (a, b) = (try Self.key(1), try Self.key(2))
        let handover = try Self.handover(from: a, to: b, size: 4)
        let file = Array(handover.receipt.description.utf8)
        #expect(try KeyHandover(EntryReceipt(file)) == handover)
    }

    @Test
    func `a bundle's handovers stand in the order of the keys, wherever a lost log had them`()
        throws
    {
        let (a, b, c, d) = (try Self.key(1), try Self.key(2), try Self.key(3), try Self.key(4))
        let handovers = [
            try Self.handover(from: a, to: b, size: 9), try Self.handover(from: b, to: c, size: 9),
            try Self.handover(from: c, to: d, size: 4),
        ]
        let (log, files) = (try SmallLog(), MemoryFiles())
        var maker = try BundleMaker(files, note: log.note)
        for line in log.lines { try maker.add(line: line) }
        for handover in handovers { try maker.add(handover: handover) }
        try maker.finish()
        let names = try files.paths().filter { $0.hasPrefix("data/keys/") }
        #expect(
            names == [8, 9, 10].map { "data/keys/" + BundleMaker.proofName($0) }
        )
        #expect(try OpenedBundle(files, path: "berkas").handovers == handovers)
        let other = "data/keys/0000000011.tlog-proof"
        files.files[other] = files.files.removeValue(forKey: names[2])
        files.files = TamperTests.repaired(files.files)
        #expect(throws: BundleFault(.changed, path: other)) {
            try OpenedBundle(files, path: "berkas")
        }
    }
}
