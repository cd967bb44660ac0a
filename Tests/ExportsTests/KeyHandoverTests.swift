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
        // Who signed before the last change of keys is not followed over that one
        #expect(followed.positions(upTo: [b.verifierKey]) == [3])
        #expect(followed.positions(upTo: [c.verifierKey, a.verifierKey]) == [])
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

    // MARK: What was signed before a handover

    private static let codes = ["handover-differs", "handover-unshown"]

    @Test func `an agreement's bundle is held against every handover, also its own`() throws {
        // Given the history written anew by who has only the key in force, with the genuine handover
        let log = try RotatedLog()
        let forged = try RotatedLog(text: "lain")
        let policy = [log.old.verifierKey]
        let asked: [(vkey: VerifierKey?, carried: [KeyHandover], brought: [KeyHandover])] = [
            (nil, [log.handover], []), (log.old.verifierKey, [log.handover], []),
            (log.old.verifierKey, [], [log.handover]), (nil, [], [log.handover]),
            // Whoever trusts a later key is told of the older one's tree too.
            (log.new.verifierKey, [log.handover], []), (log.new.verifierKey, [], [log.handover]),
        ]
        for (vkey, carried, brought) in asked {
            func verified(_ history: RotatedLog, _ keys: [VerifierKey]) throws -> VerifyAnswer {
                try OpenedBundle(history.bundle(carried), path: "berkas")
                    .verify(vkey: vkey?.description, handovers: brought, policyKeys: keys)
            }
            // When it is verified, then it is not whole, and the handover is named
            let found = try verified(forged, [])
            #expect(found.result == "unverified" && !found.areEntriesWhole, "\(found)")
            #expect(found.fault?.code == "handover-differs" && found.fault?.params["signed"] == 4)
            #expect(found.fault?.params["vkey"]?.string == log.old.verifierKey.description)
            #expect(found.unproved == ["later-entries", "adoptions", "handover"])
            // And the genuine one is
            let whole = try verified(log, policy)
            #expect(whole.result == "whole" && whole.lost == nil, "\(whole)")
            #expect(whole.unproved == ["later-entries", "adoptions"])
        }
        // The key that a policy names counts as well as the pinned one
        let byPolicy = try OpenedBundle(forged.bundle([]), path: "berkas").verify(
            vkey: log.new.verifierKey.description,
            handovers: [log.handover],
            policyKeys: policy
        )
        #expect(byPolicy.fault?.code == "handover-differs", "\(byPolicy)")
    }

    @Test func `a loss that is carried excuses what a handover shows of it, and nothing before`()
        throws
    {
        // Given a log that lost the handover and says so, under the key that was handed to
        let log = try RotatedLog(lostFrom: 2)
        func verified(_ history: RotatedLog, without gone: Set<Int64> = []) throws -> VerifyAnswer {
            try OpenedBundle(history.bundle([log.handover], without: gone), path: "berkas")
                .verify(vkey: log.old.verifierKey.description)
        }
        // When its agreement is verified, then it is whole, and the loss is told
        let whole = try verified(log)
        #expect(whole.result == "whole" && whole.signer == "verified", "\(whole)")
        #expect(whole.lost?.map(\.entry) == [3] && whole.lost?.first?.shown == 2)
        // But not where something before the loss was changed, nor where the loss is not carried
        let forged = try RotatedLog(text: "lain", lostFrom: 2)
        for found in [try verified(forged), try verified(log, without: [3])] {
            #expect(found.result == "unverified" && found.lost == nil, "\(found)")
            #expect(
                found.fault?.code == "handover-differs" && found.fault?.params["recovery"] == nil
            )
        }
        // And where nothing carried shows how its signer became the log's key, the record of the loss is named
        let unled = try verified(log, without: [4])
        #expect(unled.result == "unverified" && unled.lost == nil, "\(unled)")
        #expect(unled.fault?.code == "handover-differs" && unled.fault?.params["recovery"] == 3)
    }

    @Test func `a receipt is held against the handovers that a key is followed by`() throws {
        let log = try RotatedLog()
        let forged = try RotatedLog(text: "lain")
        let vkey = log.old.verifierKey.description
        let policy = try TrustPolicy("log \(vkey)\nquorum none\n")
        for (vkey, policy) in [(vkey, nil), (nil, policy)] as [(String?, TrustPolicy?)] {
            func check(_ receipt: EntryReceipt) throws -> ReceiptCheck {
                try ReceiptVerification.answer(
                    Array(receipt.description.utf8),
                    vkey: vkey,
                    policy: policy,
                    handovers: [log.handover]
                )
            }
            // Given a receipt of what the old key signed otherwise, or in a tree too small to show it
            for (receipt, code) in zip(
                [try forged.receipt(1), try forged.receipt(0, size: 1)],
                Self.codes
            ) {
                // When it is checked by the old key, then it is not whole
                let found = try check(receipt)
                #expect(found.result == "unverified" && found.reason == code, "\(found)")
                #expect(found.data == nil && found.followed == nil)
            }
            // And genuine ones are, whichever key signed them
            for receipt in [
                try log.receipt(1), try log.receipt(5), try log.receipt(0, size: 1, by: log.old),
            ] {
                #expect(try check(receipt).result == "whole")
            }
        }
    }

    @Test func `a receipt is held against what an older key than the trusted one signed`() throws {
        let log = try RotatedLog()
        let forged = try RotatedLog(text: "lain")
        func check(_ receipt: EntryReceipt) throws -> ReceiptCheck {
            try ReceiptVerification.answer(
                Array(receipt.description.utf8),
                vkey: log.new.verifierKey.description,
                handovers: [log.handover]
            )
        }
        // Given the key in force, and the handover to it: when an entry was written anew, then it is not whole
        let found = try check(forged.receipt(1))
        #expect(found.result == "unverified" && found.reason == "handover-differs", "\(found)")
        #expect(try check(log.receipt(1)).result == "whole")
        // Nobody vouches for the older key
        #expect(try check(log.receipt(0, size: 1, by: log.old)).result == "damaged")
    }

    @Test func `handovers lead back to every key before one, also in a ring`() throws {
        let log = try RotatedLog()
        let (old, new, other) = (log.old.verifierKey, log.new.verifierKey, try Self.key(9))
        let genuine = HandoverSteps([log.handover])
        #expect(genuine.keys(before: new) == [old] && genuine.keys(after: old) == [new])
        #expect(genuine.keys(before: old).isEmpty && genuine.keys(after: new).isEmpty)
        #expect(HandoverSteps([]).keys(before: new).isEmpty)
        // Several may hand over to one, and one to several
        let made = try Self.handover(from: other, to: log.new, size: 1)
        for all in [[made, log.handover], [log.handover, made]] {
            let found = HandoverSteps(all).keys(before: new)
            #expect(found.count == 2 && Set(found) == [old, other.verifierKey])
        }
        let ring = try Self.handover(from: log.new, to: log.old, size: 6)
        let steps = HandoverSteps([log.handover, ring])
        #expect(steps.keys(before: new) == [old] && steps.keys(after: new) == [old])
        // What nobody signed leads nowhere
        let unsigned = try Self.handover(from: other, to: log.old, size: 1, signedBy: log.new)
        #expect(HandoverSteps([unsigned]).all.isEmpty)
    }

    @Test func `keys are told from the nearest on, in the order of the handovers`() throws {
        let keys = try (1...6).map { try Self.key($0) }
        let (a, b, c, d, e) = (keys[0], keys[1], keys[2], keys[3], keys[4])
        let steps = HandoverSteps(
            try [(b, d), (a, c), (c, e), (a, b), (d, e)].map { from, to in
                try Self.handover(from: from, to: to, size: 3)
            }
        )
        #expect(steps.keys(after: a.verifierKey) == [c, b, e, d].map(\.verifierKey))
        #expect(steps.keys(before: e.verifierKey) == [c, d, a, b].map(\.verifierKey))
        #expect(steps.keys(after: keys[5].verifierKey).isEmpty)
        // A long chain
        let chain = try (0...40).map { try Self.key(UInt8(100 + $0)) }
        let long = HandoverSteps(
            try zip(chain, chain.dropFirst()).reversed().map { from, to in
                try Self.handover(from: from, to: to, size: 2)
            }
        )
        let names = chain.map(\.verifierKey)
        #expect(long.keys(after: names[0]) == Array(names.dropFirst()))
        #expect(long.keys(before: names[40]) == Array(names.dropLast().reversed()))
    }

    @Test func `a bundle with more handovers than anybody follows is refused`() throws {
        let log = try RotatedLog()
        let many = Array(repeating: log.handover, count: KeyHandover.countMax + 1)
        let files = try log.bundle(many)
        // No log has so many: whoever put them there changed it
        let fault = #expect(throws: BundleFault.self) { try OpenedBundle(files, path: "berkas") }
        #expect(fault?.kind == .changed)
        #expect(fault?.path?.hasPrefix(BundleMaker.keysFolder) == true, "\(fault as Any)")
    }

    @Test func `a handover over more entries than a log can have leads nowhere`() throws {
        // Given a key that signed a tree of 2^53 entries over another one, whose numbers no answer could say
        #expect(Checkpoint.sizeMax == Int64(JSONValue.integerMax))
        let log = try RotatedLog()
        let (stranger, position) = (try Self.key(9), Checkpoint.sizeMax)
        let entry = SmallLog.value(
            3,
            "KeyAdopted",
            version: nil,
            [
                "vkey": .string(log.new.verifierKey.description),
                "previous": .string(stranger.verifierKey.description),
            ]
        )
        let text = String(decoding: try entry.encoded(), as: UTF8.self)
            .replacing("\"sequence\":\"0000000003\"", with: "\"sequence\":\"\(position)\"")
        let path = (1...53).map { MerkleTree.leafHash([UInt8($0)]) }
        let leaf = MerkleTree.leafHash(Array(text.utf8))
        let root = path.reduce(leaf) { MerkleTree.nodeHash($1, $0) }
        let note = try Checkpoint(origin: Self.origin, size: position + 1, root: root)
            .sign(with: stranger)
        let receipt = try EntryReceipt(
            line: EntryLine(Array(text.utf8)),
            position: position,
            inclusion: InclusionProof(hashes: path),
            note: SignedNote.parse(note)
        )
        let made = KeyHandover(receipt)
        // When it is brought, then it is none, and nothing is told of it
        #expect(!made.isSigned && HandoverSteps([made]).all.isEmpty)
        let vkey = stranger.verifierKey
        #expect(FollowedKey(vkey, over: [made]).keys == [vkey])
        let found = try OpenedBundle(log.bundle([]), path: "berkas")
            .verify(vkey: log.new.verifierKey.description, handovers: [made])
        #expect(found.result == "whole", "\(found)")
        // And as a receipt it is damaged
        let check = try ReceiptVerification.answer(
            Array(receipt.description.utf8),
            vkey: vkey.description
        )
        #expect(check.result == "damaged" && check.reason == "checkpoint", "\(check)")
    }

    @Test func `of what an older key signed a later one's handover says nothing`() throws {
        // Given a bundle that the first key signed, before the second one's time and at its end
        let log = try RotatedLog()
        let (old, new, last) = (log.old, log.new, try Self.key(9))
        let early = try OpenedBundle(log.bundle([], size: 3, by: old), path: "berkas")
        let late = try OpenedBundle(log.bundle([log.handover], size: 4, by: old), path: "berkas")
        // When it is verified by the second key, with that one's handover, then only the policy is not met
        let next = try Self.handover(from: new, to: last, size: 5)
        let policy = try TrustPolicy("log \(new.verifierKey)\nquorum none\n")
        var found = try early.verify(vkey: nil, handovers: [next], policyKeys: policy.logs)
        #expect(found.result == "whole", "\(found)")
        let note = try log.receipt(0, size: 3, by: old).note.description
        found.check(policy, [note], [next], of: nil)
        #expect(found.result == "damaged" && found.findings.map(\.code) == ["policy"], "\(found)")
        #expect(found.fault?.params["reason"] == "signer")
        // And by the first key, or none, that tree is whole, however large the other one is
        let far = try Self.handover(from: new, to: last, size: 9)
        let first = old.verifierKey
        for (vkey, policy) in [(first, []), (nil, [first]), (nil, [])]
            as [(VerifierKey?, [VerifierKey])]
        {
            let found = try late.verify(
                vkey: vkey?.description,
                handovers: [far],
                policyKeys: policy
            )
            #expect(found.result == "whole", "\(found)")
        }
        // But where the log does not carry the handover between them, its word alone puts no key before another one:
        // who has only the later key would write the log so
        let bare = try OpenedBundle(log.bundle([], size: 4, by: old), path: "berkas")
        for policy in [[first], [first, last.verifierKey]] {
            let found = try bare.verify(vkey: nil, handovers: [far], policyKeys: policy)
            #expect(found.result == "unverified", "\(found)")
            #expect(found.fault?.code == "handover-unshown", "\(found)")
        }
    }

    @Test func `a key that the log names later is doubted, although no handover leads to it`()
        throws
    {
        // Given a tree that a key signed which the log names after another one, and a handover of that to a third key
        let log = try RotatedLog()
        let held = try Self.handover(from: log.old, to: Self.key(9), size: 9)
        let bundle = try OpenedBundle(log.bundle([], size: 4, by: log.new), path: "berkas")
        // When it is verified by the later key, or by none, then nothing shows that the entries are those
        for policy in [[], [log.new.verifierKey]] {
            let found = try bundle.verify(vkey: nil, handovers: [held], policyKeys: policy)
            #expect(found.result == "unverified", "\(found)")
            #expect(found.fault?.code == "handover-unshown" && found.fault?.params["signed"] == 9)
        }
    }

    @Test func `a key that somebody made up hides no unmet policy, and no loss excuses it`() throws
    {
        // Given a log that says it lost everything, and a handover to its key by one that nobody knows
        let log = try RotatedLog(lostFrom: 0)
        let made = try Self.handover(from: Self.key(9), to: log.new, size: 1)
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let vkey = log.new.verifierKey.description
        // When its agreement is verified, then that is no loss, and nobody vouches for that key
        var found = try OpenedBundle(log.bundle([]), path: "berkas")
            .verify(vkey: vkey, handovers: [made])
        #expect(found.result == "unverified" && found.lost == nil, "\(found)")
        #expect(found.fault?.code == "handover-differs")
        #expect(found.fault?.params["standing"]?.string == "unknown")
        // And too few witnesses are told beside it
        let policy = try TrustPolicy(
            "log \(vkey)\nwitness satu \(witness.cosignerKey)\nquorum satu\n"
        )
        found.check(policy, [log.note], [made], of: nil)
        #expect(found.result == "damaged", "\(found)")
        #expect(found.findings.map(\.code) == ["handover-differs", "policy"])
    }

    @Test func `a key that somebody made up casts a doubt, and hides none`() throws {
        // Given a handover to the key in force by a key that nobody knows, before the genuine one and after it
        let log = try RotatedLog()
        let forged = try RotatedLog(text: "lain")
        let stranger = try Self.key(9)
        let made = try Self.handover(from: stranger, to: log.new, size: 1)
        let (old, unknown) = (
            log.old.verifierKey.description, stranger.verifierKey.description
        )
        let vkey = log.new.verifierKey.description
        for all in [[made, log.handover], [log.handover, made]] {
            func check(_ receipt: EntryReceipt) throws -> ReceiptCheck {
                try ReceiptVerification.answer(
                    Array(receipt.description.utf8),
                    vkey: vkey,
                    handovers: all
                )
            }
            // When receipts are checked by the key in force, then the forged one is told by the genuine handover too
            let found = try check(forged.receipt(1))
            #expect(found.result == "unverified" && found.reason == "handover-differs")
            #expect(Set(found.doubts?.map(\.vkey) ?? []) == [old, unknown], "\(found)")
            // And whose handover speaks against the genuine one is said
            let doubted = try check(log.receipt(1))
            #expect(doubted.result == "unverified" && doubted.doubts?.map(\.vkey) == [unknown])
            #expect(doubted.doubts?.first?.signed == 1)
            // And in a bundle the key that its log names is told first
            let bundle = try OpenedBundle(forged.bundle([]), path: "berkas")
            let fault = try #require(try bundle.verify(vkey: vkey, handovers: all).fault)
            #expect(fault.code == "handover-differs" && fault.params["vkey"]?.string == old)
            #expect(fault.params["otherKeys"]?.array?.map(\.string) == [unknown], "\(fault)")
            #expect(fault.params["standing"] == nil)
            #expect(fault.params["unknownKeys"]?.array?.map(\.string) == [unknown], "\(fault)")
        }
        // And to whoever trusts the old key it says nothing
        let whole = try ReceiptVerification.answer(
            Array(log.receipt(1).description.utf8),
            vkey: old,
            handovers: [made, log.handover]
        )
        #expect(whole.result == "whole" && whole.doubts == nil, "\(whole)")
    }

    @Test func `a ring lets no later key vouch for what an older one signed`() throws {
        // Given a key in force that hands over to another one, which hands over to the old key
        let log = try RotatedLog()
        let stranger = try Self.key(9)
        let handovers = [
            log.handover, try Self.handover(from: log.new, to: stranger, size: 9),
            try Self.handover(from: stranger, to: log.old, size: 9),
        ]
        // When the key in force signed a tree too small to show the entry
        let found = try ReceiptVerification.answer(
            Array(log.receipt(0, size: 1).description.utf8),
            vkey: log.old.verifierKey.description,
            handovers: handovers
        )
        // Then it is not whole
        #expect(found.result == "unverified", "\(found)")
        let old = log.old.verifierKey.description
        let doubt = try #require(found.doubts?.first { $0.vkey == old })
        #expect(doubt.reason == "handover-unshown" && doubt.signed == 4)
    }

    @Test func `a bundle in a tree too small for the handover is doubted whoever is trusted`()
        throws
    {
        // Given a tree of three entries that only the new key signed, before its own adoption
        let log = try RotatedLog()
        let held = try Self.handover(from: log.old, to: log.new, size: 5)
        let (old, new) = (log.old.verifierKey, log.new.verifierKey)
        let asked: [(VerifierKey?, [VerifierKey])] = [
            (old, []), (new, []), (nil, [old]), (nil, [new]), (nil, []), (new, [old]),
        ]
        for (vkey, policy) in asked {
            func verified(by key: SigningKey) throws -> VerifyAnswer {
                try OpenedBundle(log.bundle([], size: 3, by: key), path: "berkas")
                    .verify(vkey: vkey?.description, handovers: [held], policyKeys: policy)
            }
            // When it is verified with the handover, then nothing shows that the entries are those
            let found = try verified(by: log.new)
            #expect(found.result == "unverified", "\(found)")
            #expect(found.fault?.code == "handover-unshown" && found.fault?.params["signed"] == 5)
            // And what the old key signed itself is whole
            guard vkey != new else { continue }
            #expect(try verified(by: log.old).result == "whole")
        }
    }

    @Test func `a first entry written anew does not take an older key's handover away`() throws {
        // Given a history whose first entry names the key in force, with another entry in it
        let forged = try RotatedLog(text: "lain", isFoundedAnew: true)
        let new = forged.new.verifierKey
        for size in [nil, 3] as [Int64?] {
            let bundle = try OpenedBundle(forged.bundle([], size: size), path: "berkas")
            for (vkey, policy) in [(new, []), (nil, [new]), (nil, [])]
                as [(VerifierKey?, [VerifierKey])]
            {
                // When it is verified with the old key's handover, then that speaks against it
                let found = try bundle.verify(
                    vkey: vkey?.description,
                    handovers: [forged.handover],
                    policyKeys: policy
                )
                #expect(found.result == "unverified", "\(found)")
                #expect(found.fault?.code == "handover-differs")
            }
        }
    }

    @Test func `a policy that is not met does not hide what a handover shows of a receipt`() throws
    {
        // Given a receipt of an entry that was written anew, and a policy that wants a witness
        let log = try RotatedLog()
        let forged = try RotatedLog(text: "lain")
        let witness = try SigningKey(name: "saksi.invalid/w", seed: Array(repeating: 5, count: 32))
        let old = log.old.verifierKey
        let policy = try TrustPolicy(
            "log \(old)\nwitness saksi \(witness.cosignerKey)\nquorum saksi\n"
        )
        func check(_ receipt: EntryReceipt) throws -> ReceiptCheck {
            try ReceiptVerification.answer(
                Array(receipt.description.utf8),
                vkey: nil,
                policy: policy,
                handovers: [log.handover]
            )
        }
        // When it is checked, then both are told
        let found = try check(forged.receipt(1))
        #expect(found.result == "damaged" && found.reason == "policy", "\(found)")
        let doubt = HandoverDoubt(
            reason: "handover-differs",
            vkey: old.description,
            signed: 4
        )
        #expect(found.doubts == [doubt] && found.data == nil)
        #expect(try check(log.receipt(1)).doubts == nil)
    }

    @Test func `a fork shows in an agreement's bundle without a key, and under a spoilt signature`()
        throws
    {
        // Given a handover of the same key to another one
        let log = try RotatedLog()
        let fork = try Self.handover(from: log.old, to: Self.key(9), size: 6)
        let spoilt = String(log.note.dropLast(8)) + "AAAAAA=\n"
        for vkey in [nil, log.old.verifierKey.description] {
            for note in [log.note, spoilt] {
                // When it is brought, then it is told, whatever else is
                let bundle = try OpenedBundle(
                    log.bundle([log.handover], note: note),
                    path: "berkas"
                )
                let found = try bundle.verify(vkey: vkey, handovers: [fork])
                #expect(found.result == "damaged", "\(found)")
                #expect(found.findings.contains { $0.code == "handover" }, "\(found)")
                let isSpoilt = found.findings.contains { $0.code == "kept-checkpoint" }
                #expect(isSpoilt == (note == spoilt))
            }
        }
    }

    @Test func `under a spoilt signature no key that replaced a lost one is vouched for`() throws {
        let log = try RotatedLog(lostFrom: 2)
        let spoilt = String(log.note.dropLast(8)) + "AAAAAA=\n"
        for vkey in [nil, log.new.verifierKey.description] {
            let found = try OpenedBundle(log.bundle([], note: spoilt), path: "berkas")
                .verify(vkey: vkey)
            #expect(found.keys?.last?.vkey == log.new.verifierKey.description, "\(found)")
            #expect(found.keys?.last?.unsigned == true)
        }
    }
}
