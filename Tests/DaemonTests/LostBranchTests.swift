import Answers
import Audit
import Calendars
import Engine
import Entries
import EventLog
import Exports
import Foundation
import Testing
import Wire
import Workflows

@testable import Daemon

/// What was signed of entries that a log lost is told as that, and leads on to the keys after it.
@Suite struct LostBranchTests {
    /// How a log went on before it was put back: the entries that it lost.
    private struct Branch {
        private static let origin = "test.invalid/kembar"

        private var frontier = TreeFrontier()

        /// Begins where the log ends now.
        init(of log: any EntryLog) throws {
            for position in 0..<log.head.size {
                _ = frontier.append(try #require(try log.entry(at: position)).leaf)
            }
        }

        var size: Int64 { frontier.size }

        var checkpoint: Checkpoint {
            get throws {
                try Checkpoint(origin: Self.origin, size: frontier.size, root: frontier.root)
            }
        }

        mutating func grow(by count: Int) {
            for number in 0..<count {
                _ = frontier.append(MerkleTree.leafHash([UInt8(clamping: number)]))
            }
        }

        /// Appends the adoption of a key; returns what the one before it signs over that.
        mutating func adopt(_ new: VerifierKey, after old: SigningKey) throws -> KeyHandover {
            let position = frontier.size
            let bytes = try Entry(
                id: "00000000-0000-4000-8000-000000000001",
                source: "https://\(Self.origin)",
                type: "KeyAdopted",
                subject: nil,
                moment: Moment(instant: Household.start, offsetMinutes: 480),
                recorded: Household.start,
                position: position,
                command: CommandStamp(id: "k", part: 1, parts: 1, digest: "0123456789abcdef"),
                actor: .user(id: "a-0001", role: "kembar-admin"),
                data: [
                    "vkey": .string(new.description),
                    "previous": .string(old.verifierKey.description),
                ]
            ).encoded()
            // The way from a last leaf to the root: the subtrees to its left, the lowest first.
            let path = Array(frontier.subtrees.reversed())
            _ = frontier.append(MerkleTree.leafHash(bytes))
            return KeyHandover(
                try EntryReceipt(
                    line: EntryLine(bytes),
                    position: position,
                    inclusion: InclusionProof(hashes: path),
                    note: SignedNote.parse(try checkpoint.sign(with: old))
                )
            )
        }
    }

    private static func key(_ number: UInt8) throws -> SigningKey {
        try SigningKey(name: "test.invalid/kembar", seed: [UInt8](repeating: number, count: 32))
    }

    private static func grow(_ house: House, to size: Int64) async throws {
        while house.log.head.size < size {
            try await house.submitter.record(
                .daemonStopped,
                key: "lagi \(house.log.head.size)",
                [:]
            )
        }
    }

    /// Records that the entries from `first` on were lost, which `note` had signed; returns the entry's position.
    private static func recover(
        _ house: House,
        _ signed: Checkpoint,
        as note: String,
        from first: Int64
    ) async throws -> Int64 {
        let receipt = try await house.record(
            "pulih \(first)",
            .recover(
                Submission.Recovery(
                    note: note,
                    signed: signed,
                    lostFrom: first,
                    reason: "disk rusak"
                )
            ),
            as: "kembar-admin"
        )
        return try #require(receipt.entries.first).position
    }

    private static func verify(
        _ house: House,
        note: String? = nil,
        vkey: VerifierKey? = nil,
        since: String? = nil,
        cosigned: [String] = []
    ) throws -> VerifyAnswer {
        try Verification(
            house.log,
            house.folder.identity,
            note: note,
            vkey: vkey?.description,
            since: since,
            cosigned: cosigned
        ).answer()
    }

    @Test
    func `two keys that were adopted at the same place, one in what is lost, are both followed`()
        async throws
    {
        try await Household.with { home in
            let house = home.house
            let (a, b, c) = (house.folder.key, try Self.key(8), try Self.key(9))
            var branch = try Branch(of: house.log)
            branch.grow(by: 6)
            let lost = try branch.adopt(b.verifierKey, after: a)
            try await house.submitter.replaceLostKey(
                by: b.verifierKey,
                reason: nil,
                handover: lost.receipt.description
            )
            try await Self.grow(house, to: lost.position)
            try await house.record(
                "ganti",
                .adoptKey(c.verifierKey, reason: nil),
                as: "kembar-admin"
            )
            let adoption = try #require(try house.checkpoints.history().adoptions.last)
            #expect(adoption.position == lost.position)
            let tree = try Checkpoint(
                origin: house.checkpoints.origin,
                size: adoption.position + 1,
                root: Audit.root(ofSize: adoption.position + 1, from: house.log.nodes)
            )
            try await house.submitter.recordHandover(of: adoption, tree.sign(with: b))

            let handovers = try house.checkpoints.history().handovers(in: house.log)
            #expect(handovers.map(\.position) == [lost.position, lost.position])
            #expect(handovers.first == lost)
            let head = house.log.head
            let note = try Checkpoint(
                origin: house.checkpoints.origin,
                size: head.size,
                root: head.root
            ).sign(with: c)
            // Their entries here, not those that the lost ones had.
            let adoptions = try house.checkpoints.history().adoptions.map(\.position)
            #expect(adoptions.count == 2 && adoptions[0] != lost.position)
            let followed = [adoptions, Array(adoptions.dropFirst()), nil]
            for (key, entries) in zip([a, b, c], followed) {
                let answer = try Self.verify(house, note: note, vkey: key.verifierKey)
                #expect(answer.followed == entries)
                #expect(answer.result == "whole", "\(String(describing: answer.fault))")
                #expect(answer.signer == "verified")
            }
            try house.checkpoints.keepHandovers()
            let kept = try Data(contentsOf: URL(filePath: house.folder.path + "/handovers"))
            #expect(KeyHandover.all(in: Array(kept)) == handovers)
        }
    }

    @Test(arguments: [true, false])
    func `what a key signed honestly before it was lost is explained by the recovery`(
        isHandedOver: Bool
    ) async throws {
        try await Household.with { home in
            let house = home.house
            let (a, b) = (house.folder.key, try Self.key(8))
            let size = house.log.head.size
            var branch = try Branch(of: house.log)
            branch.grow(by: 4)
            let mail = try branch.checkpoint.sign(with: a)
            branch.grow(by: 2)
            let handover = try branch.adopt(b.verifierKey, after: a)
            branch.grow(by: 2)
            let last = try branch.checkpoint
            let newer = try last.sign(with: b)
            try await house.submitter.replaceLostKey(
                by: b.verifierKey,
                reason: nil,
                handover: isHandedOver ? handover.receipt.description : nil
            )
            let recovery = try await Self.recover(house, last, as: newer, from: size)
            let change = try #require(
                try house.auditAnswers.exceptions().findings.first { $0.kind == "key-changed" }
            )
            #expect(change.params["lost"]?.bool == true)
            #expect(change.params["handover"]?.bool == (isHandedOver ? true : nil))
            // What the log says of its loss counts once it is signed.
            func own() throws -> String {
                try Checkpoint(
                    origin: house.checkpoints.origin,
                    size: house.log.head.size,
                    root: house.log.head.root
                ).sign(with: b)
            }
            // While the log is shorter than what was signed, and when it is longer.
            for (code, length) in [("truncated", 0), ("root", branch.size + 1)] {
                try await Self.grow(house, to: length)
                for note in [mail, newer] {
                    let answer = try Self.verify(house, note: own(), since: note)
                    #expect(answer.result == "damaged")
                    #expect(answer.fault?.code == code)
                    #expect(answer.fault?.params["recovery"]?.integer == Int(recovery))
                    // Junk among the cosignatures takes no word of that away, and is told beside it.
                    let text = try SignedNote.parse(own()).text
                    let junk = try SignedNote(text: text, signatures: [Self.key(5).sign(text)])
                    let both = try Self.verify(
                        house,
                        note: own(),
                        since: note,
                        cosigned: [junk.description]
                    )
                    #expect(both.fault == answer.fault, "\(both)")
                    #expect(both.cosignatures?.code == "kept-cosignatures")
                }
            }
            // After it had handed over it signs nothing; of a lost one nobody knows when that was.
            let late = try last.sign(with: a)
            if isHandedOver {
                #expect(throws: Problem.self) { try Self.verify(house, note: own(), since: late) }
            } else {
                let answer = try Self.verify(house, note: own(), since: late)
                #expect(answer.fault?.params["recovery"]?.integer == Int(recovery))
            }
            // What fits the log, and so was signed after the key was lost, is somebody else's.
            let head = house.log.head
            let stolen = try Checkpoint(
                origin: house.checkpoints.origin,
                size: head.size,
                root: head.root
            ).sign(with: a)
            #expect(throws: Problem.self) { try Self.verify(house, note: own(), since: stolen) }
        }
    }

    private static func rotate(_ house: House) async throws {
        _ = try await house.rotation.rotate(isDryRun: false, isRepetition: false) { new in
            try await house.record("ganti", .adoptKey(new, reason: nil), as: "kembar-admin")
        }
    }

    @Test
    func `what a key signed of a lost branch stays lost once it handed over in a smaller tree`()
        async throws
    {
        try await Household.with { home in
            let house = home.house
            let old = house.folder.key
            func keep(_ checkpoint: Checkpoint) throws -> String {
                let note = try checkpoint.sign(with: old)
                try Data(note.utf8).write(to: URL(filePath: house.folder.checkpointPath))
                return note
            }
            var branch = try Branch(of: house.log)
            branch.grow(by: 20)
            let early = try branch.checkpoint
            branch.grow(by: 20)
            let last = try branch.checkpoint
            _ = try keep(last)
            let lost = try #require(try house.checkpoints.lost(because: "disk rusak"))
            let receipt = try await house.record("pulih", .recover(lost), as: "kembar-admin")
            let recovery = try #require(receipt.entries.first).position
            try await Self.rotate(house)
            // An older copy of the kept file comes back, or a mail of that time.
            for checkpoint in [early, last] {
                let note = try keep(checkpoint)
                #expect(try house.checkpoints.conflict() == nil)
                #expect(try house.checkpoints.lost(because: "lagi") == nil)
                let answer = try Self.verify(house, since: note)
                #expect(answer.fault?.code == "truncated")
                #expect(answer.fault?.params["recovery"]?.integer == Int(recovery))
                // The same as the kept one of a folder that was copied.
                let copied = try Self.verify(house, note: note, vkey: old.verifierKey)
                #expect(copied.result == "damaged" && copied.fault?.code == "truncated")
                #expect(copied.fault?.params["recovery"]?.integer == Int(recovery))
                #expect(copied.fault.map { $0.position <= house.log.head.size } == true)
                let both = try Self.verify(house, note: note, since: note)
                #expect(both.fault?.params["recovery"]?.integer == Int(recovery))
                let signed = try house.checkpoints.signed()
                #expect(try Checkpoint(text: SignedNote.parse(signed).text) != checkpoint)
            }
            // Whoever has the retired key signs no more than that: nothing beyond it, and nothing of the log.
            branch.grow(by: 1)
            let head = house.log.head
            let own = try Checkpoint(
                origin: house.checkpoints.origin,
                size: head.size,
                root: head.root
            )
            for checkpoint in [try branch.checkpoint, own] {
                let note = try keep(checkpoint)
                #expect(try house.checkpoints.conflict() == .keptNoteChanged)
                #expect(throws: Problem.self) { try Self.verify(house, since: note) }
                let fault = try #require(try Self.verify(house, note: note).fault)
                #expect(fault.code == "retired-key" && fault.params["recovery"] == nil)
                #expect(fault.position < house.log.head.size, "no entry that is not there")
            }
        }
    }

    @Test func `a handover that the verifier holds speaks against another one in the log`()
        async throws
    {
        try await Household.with { home in
            let house = home.house
            let old = house.folder.key
            var branch = try Branch(of: house.log)
            let near = try branch.adopt(Self.key(8).verifierKey, after: old)
            branch.grow(by: 40)
            let far = try branch.adopt(Self.key(9).verifierKey, after: old)
            try await Self.rotate(house)
            let history = try house.checkpoints.history()
            let adoption = try #require(history.adoptions.last)
            let note = try house.checkpoints.signed()
            func verify(_ handovers: [KeyHandover]) throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: note,
                    vkey: old.verifierKey.description,
                    handovers: handovers
                ).answer()
            }
            #expect(try verify([]).result == "whole")
            #expect(try verify(history.handovers(in: house.log)).result == "whole")
            // Of more entries than are here: but nobody hands over twice.
            let fork = try #require(try verify([far]).fault)
            #expect(fork.code == "handover" && fork.position == adoption.position)
            #expect(fork.params["successors"]?.array?.count == 2)
            let unpinned = try Verification(
                house.log,
                house.folder.identity,
                note: note,
                vkey: nil,
                handovers: [far]
            ).answer()
            #expect(unpinned.fault == fork, "\(unpinned)")
            // What the old key signed then is another tree than this.
            let other = try #require(try verify([near]).fault)
            #expect(other.code == "root")
            #expect(other.params["signed"]?.integer == Int(near.position) + 1)
            // Whom a policy names by its old key is followed the same way.
            let policy = try TrustPolicy("log \(old.verifierKey)\nquorum none\n")
            var answer = try verify([])
            answer.check(policy, [note], in: house.log, house.folder.identity)
            #expect(answer.result == "whole")
            answer.check(policy, [note], in: house.log, house.folder.identity, over: [far])
            #expect(answer.fault?.code == "handover")
        }
    }

    /// How somebody who has the retired key lets an entry name the successor.
    enum Naming: CaseIterable {
        /// In an entry that nobody signed.
        case unsigned
        /// In one that the retired key signed.
        case signed
        /// As adopted after a loss, with the genuine proof of it.
        case lost
    }

    @Test(arguments: Naming.allCases)
    func `no entry that names the successor takes the weight off a handover that is held`(
        naming: Naming
    ) async throws {
        try await Household.with { home in
            let house = home.house
            let (old, new) = (house.folder.key, try Self.key(8))
            // Odd, so that the proof shows by itself the tree with one entry more.
            try await Self.grow(house, to: house.log.head.size | 1)
            var branch = try Branch(of: house.log)
            branch.grow(by: 2)
            let held = try branch.adopt(new.verifierKey, after: old)
            func note(_ key: SigningKey) throws -> String {
                try Checkpoint(
                    origin: house.checkpoints.origin,
                    size: house.log.head.size,
                    root: house.log.head.root
                ).sign(with: key)
            }
            func verify(
                _ note: String,
                _ handovers: [KeyHandover],
                since: String? = nil
            ) throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: note,
                    vkey: old.verifierKey.description,
                    since: since,
                    handovers: handovers
                ).answer()
            }
            let (early, start) = (try note(old), house.log.head.size)
            // Shorter than the tree that was handed over: it may be an older copy.
            #expect(try verify(early, [held]).result == "whole")
            var signed = early
            try await Self.adopt(new.verifierKey, by: naming, held, in: house)
            if naming == .signed { signed = try note(old) }
            // No older copy has another entry there.
            let short = try #require(try verify(signed, [held]).fault)
            #expect(short.code == "root" && short.params["signed"]?.integer == Int(start) + 1)
            try await Self.grow(house, to: branch.size)
            #expect(try verify(signed, []).result == "whole")
            let found = try verify(signed, [held])
            let fault = try #require(found.fault)
            #expect(found.result == "damaged" && fault.code == "root", "\(fault)")
            #expect(fault.params["signed"]?.integer == Int(branch.size))
            // What the retired key signs beside the log makes no entry whole; what the verifier kept does.
            #expect(fault.position == 0 && fault.params["through"]?.integer == Int(branch.size) - 1)
            let kept = try #require(try verify(signed, [held], since: early).fault)
            #expect(kept.code == "root" && kept.position == start, "\(kept)")
            guard naming == .lost else { return }
            // Once the successor itself has signed, the log went on honestly from a loss.
            let gone = try verify(note(new), [held])
            #expect(gone.result == "whole", "\(String(describing: gone.fault))")
            #expect(gone.signer == "verified" && gone.signed == house.log.head.size)
        }
    }

    /// Has an entry adopt the successor, as a lost log takes it over or as an administrator asks for it.
    private static func adopt(
        _ key: VerifierKey,
        by naming: Naming,
        _ held: KeyHandover,
        in house: House
    ) async throws {
        guard naming == .lost else {
            try await house.record("ganti", .adoptKey(key, reason: nil), as: "kembar-admin")
            return
        }
        try await house.submitter.replaceLostKey(
            by: key,
            reason: nil,
            handover: held.receipt.description
        )
    }

    @Test(arguments: Naming.allCases, [true, false])
    func `what the successor signed of the entries before it takes no weight off a handover`(
        naming: Naming,
        isCosigned: Bool
    ) async throws {
        try await Household.with { home in
            // Given a smaller tree that both histories have, signed by the successor after its adoption
            let house = home.house
            let (old, new) = (house.folder.key, try Self.key(8))
            var branch = try Branch(of: house.log)
            var signed = try branch.checkpoint.sign(with: old)
            let small = try branch.checkpoint.sign(with: new)
            branch.grow(by: 2)
            let held = try branch.adopt(new.verifierKey, after: old)
            // And another history, by whoever has the retired key
            try await Self.adopt(new.verifierKey, by: naming, held, in: house)
            func note(_ key: SigningKey) throws -> String {
                try Checkpoint(
                    origin: house.checkpoints.origin,
                    size: house.log.head.size,
                    root: house.log.head.root
                ).sign(with: key)
            }
            if naming == .signed { signed = try note(old) }
            try await Self.grow(house, to: branch.size)
            func verify(_ note: String) throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: note,
                    vkey: old.verifierKey.description,
                    since: isCosigned ? nil : small,
                    cosigned: isCosigned ? [small] : [],
                    handovers: [held]
                ).answer()
            }
            // When it is held against the handover, then that speaks against it
            let found = try verify(signed)
            #expect(found.result == "damaged" && found.fault?.code == "root", "\(found)")
            #expect(found.fault?.params["signed"]?.integer == Int(branch.size))
            // Until the successor has signed its own adoption here
            guard naming == .lost else { return }
            let gone = try verify(note(new))
            #expect(gone.result == "whole", "\(String(describing: gone.fault))")
        }
    }

    @Test(arguments: [true, false])
    func `who has only the key in force writes nothing anew that the one before it signed`(
        isLost: Bool
    ) async throws {
        try await Household.with { home in
            // Given what the old key signed, up to its successor's adoption; odd, so that the proof shows fewer
            // entries than there were before that
            let house = home.house
            let (old, new) = (house.folder.key, try Self.key(8))
            try await Self.grow(house, to: house.log.head.size | 1)
            let start = house.log.head.size
            var branch = try Branch(of: house.log)
            let early = try branch.checkpoint.sign(with: old)
            branch.grow(by: 2)
            let held = try branch.adopt(new.verifierKey, after: old)
            let genuine = try branch.checkpoint
            // And another history, which the successor signs: other entries, then its adoption in the same place
            try await Self.grow(house, to: held.position)
            if isLost {
                try await house.submitter.replaceLostKey(
                    by: new.verifierKey,
                    reason: nil,
                    handover: held.receipt.description
                )
            } else {
                try await house.record(
                    "ganti",
                    .adoptKey(new.verifierKey, reason: nil),
                    as: "kembar-admin"
                )
            }
            try await Self.grow(house, to: branch.size + 1)
            func note() throws -> String {
                try Checkpoint(
                    origin: house.checkpoints.origin,
                    size: house.log.head.size,
                    root: house.log.head.root
                ).sign(with: new)
            }
            func verify(_ note: String, _ handovers: [KeyHandover]) throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: note,
                    vkey: old.verifierKey.description,
                    handovers: handovers
                ).answer()
            }
            func recover(from first: Int64) async throws -> Int64 {
                try await Self.recover(house, genuine, as: genuine.sign(with: old), from: first)
            }
            // When it is verified, then the tree of the handover speaks against it, held or kept in the log
            let brought: [[KeyHandover]] = isLost ? [[], [held]] : [[held]]
            func expectRoot(_ note: String, unsigned: Int64? = nil) throws {
                for handovers in brought {
                    let found = try verify(note, handovers)
                    let fault = try #require(found.fault)
                    #expect(found.result == "damaged" && fault.code == "root", "\(fault)")
                    let claim = fault.params["unsignedRecovery"]?.integer.map(Int64.init)
                    #expect(claim == unsigned && fault.params["recovery"] == nil, "\(fault)")
                }
            }
            try expectRoot(note())
            if isLost {
                // Whoever pinned no key at all is told too.
                let alone = try Self.verify(house, note: note())
                #expect(alone.fault?.code == "root", "\(alone)")
            }
            // Nor does the log's word help that it lost what came after the entries that are other ones
            _ = try await recover(from: held.position)
            try expectRoot(note())
            // Nor one that is not signed yet
            let before = try note()
            let recovery = try await recover(from: start)
            try expectRoot(before, unsigned: recovery)
            // Once it is signed the log is whole, and says what it has not
            let gone = try verify(note(), [held])
            #expect(gone.result == "whole", "\(String(describing: gone.fault))")
            #expect(gone.lost?.map(\.entry) == [recovery], "\(String(describing: gone.lost))")
            #expect(gone.lost?.first?.lostFrom == start)
            #expect(gone.lost?.first?.signed == genuine.size)
            // And up to where the entries before are what was signed: by the proof alone, or by what somebody kept
            let shown = try #require(gone.lost?.first?.shown)
            #expect(shown < start)
            func told(since: String? = nil, cosigned: [String] = []) throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: note(),
                    vkey: old.verifierKey.description,
                    since: since,
                    cosigned: cosigned,
                    handovers: [held]
                ).answer()
            }
            let kept = try told(since: early)
            #expect(kept.result == "whole" && kept.lost?.first?.shown == start, "\(kept)")
            // But not by what the key in force signed of them, whenever that was
            let own = try Checkpoint(
                origin: house.checkpoints.origin,
                size: held.position,
                root: Audit.root(ofSize: held.position, from: house.log.nodes)
            ).sign(with: new)
            let written = try told(cosigned: [own])
            #expect(written.result == "whole" && written.lost?.first?.shown == shown, "\(written)")
        }
    }

    @Test func `a handover that is brought weighs without a pinned key, and by a policy's`()
        async throws
    {
        try await Household.with { home in
            // Given what the old key signed over its successor, and another history by that one
            let house = home.house
            let (old, new) = (house.folder.key, try Self.key(8))
            var branch = try Branch(of: house.log)
            branch.grow(by: 2)
            var other = branch
            let held = try branch.adopt(new.verifierKey, after: old)
            let made = try other.adopt(new.verifierKey, after: Self.key(9))
            try await Self.grow(house, to: held.position)
            try await house.record(
                "ganti",
                .adoptKey(new.verifierKey, reason: nil),
                as: "kembar-admin"
            )
            let note = try Checkpoint(
                origin: house.checkpoints.origin,
                size: house.log.head.size,
                root: house.log.head.root
            ).sign(with: new)
            func verify(
                _ handovers: [KeyHandover],
                vkey: SigningKey? = nil,
                policy: [SigningKey] = []
            ) throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: note,
                    vkey: vkey?.verifierKey.description,
                    handovers: handovers,
                    policyKeys: policy.map(\.verifierKey)
                ).answer()
            }
            #expect(try verify([]).result == "whole")
            #expect(try verify([], vkey: new).result == "whole")
            // When it is brought without a key, with the successor alone, or under a policy that names either
            for found in [
                try verify([held]), try verify([held], vkey: new),
                try verify([held], vkey: new, policy: [old]), try verify([held], policy: [new]),
                // Or behind one that somebody made up
                try verify([made, held], vkey: new),
            ] {
                // Then it speaks against the log
                #expect(found.result == "damaged" && found.fault?.code == "root", "\(found)")
                #expect(found.fault?.params["signed"]?.integer == Int(branch.size))
            }
            // And one by a key that nobody here knows is a doubt, which accuses no entry
            let doubted = try verify([made, made], vkey: new)
            #expect(doubted.result == "unverified" && doubted.areEntriesWhole, "\(doubted)")
            #expect(doubted.findings.map(\.code) == ["handover-unvouched"])
            let stranger = try Self.key(9).verifierKey.description
            #expect(doubted.fault?.params["vkey"]?.string == stranger)
            #expect(try verify([made], vkey: old).findings.allSatisfy { $0.code == "signer" })
        }
    }

    @Test func `a log made shorter than the tree of a handover has to fit what its proof shows`()
        async throws
    {
        try await Household.with { home in
            // Given an older copy that only the successor has signed
            let house = home.house
            let (old, new) = (house.folder.key, try Self.key(8))
            try await Self.grow(house, to: house.log.head.size | 1)
            var branch = try Branch(of: house.log)
            branch.grow(by: 2)
            let held = try branch.adopt(new.verifierKey, after: old)
            func verify() throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    house.folder.identity,
                    note: Checkpoint(
                        origin: house.checkpoints.origin,
                        size: house.log.head.size,
                        root: house.log.head.root
                    ).sign(with: new),
                    vkey: old.verifierKey.description,
                    handovers: [held]
                ).answer()
            }
            // When it is verified, then no entry is named that it has not
            let older = try verify()
            #expect(older.result == "whole" && older.signer == "verified", "\(older)")
            #expect(older.followed == [])
            // And a policy that names the old key tells the same
            let note = try Checkpoint(
                origin: house.checkpoints.origin,
                size: house.log.head.size,
                root: house.log.head.root
            ).sign(with: new)
            var byPolicy = try Verification(
                house.log,
                house.folder.identity,
                note: note,
                vkey: nil,
                handovers: [held],
                policyKeys: [old.verifierKey]
            ).answer()
            #expect(byPolicy.result == "whole" && byPolicy.signed == house.log.head.size)
            let policy = try TrustPolicy("log \(old.verifierKey)\nquorum none\n")
            byPolicy.check(policy, [note], in: house.log, house.folder.identity, over: [held])
            #expect(byPolicy.policyKey == new.verifierKey.description && byPolicy.followed == [])
            // And another entry than the proof shows is found, although the log ends before the handover
            try await Self.grow(house, to: house.log.head.size + 1)
            let found = try verify()
            #expect(found.result == "damaged" && found.fault?.code == "root", "\(found)")
            #expect(found.fault?.params["signed"]?.integer == Int(house.log.head.size))
            #expect(house.log.head.size < branch.size)
        }
    }

    /// Loses a rotation with the entries around it, recovers the log, and puts `last` in the place of its lost key.
    ///
    /// Returns the lost handover, and the entries of the recovery and of that replacement.
    private static func loseAgain(
        _ house: House,
        _ last: SigningKey
    ) async throws -> (held: KeyHandover, recovery: Int64, replaced: Int64) {
        let (old, new) = (house.folder.key, try key(8))
        let start = house.log.head.size
        var branch = try Branch(of: house.log)
        branch.grow(by: 2)
        let held = try branch.adopt(new.verifierKey, after: old)
        let genuine = try branch.checkpoint
        try await house.submitter.replaceLostKey(
            by: new.verifierKey,
            reason: nil,
            handover: held.receipt.description
        )
        let recovery = try await recover(house, genuine, as: genuine.sign(with: old), from: start)
        let replaced = try await house.submitter.replaceLostKey(by: last.verifierKey, reason: nil)
        try await grow(house, to: branch.size + 1)
        return (held, recovery, replaced.position)
    }

    @Test func `a recovery by a key that the pinned one does not lead to is not called unsigned`()
        async throws
    {
        try await Household.with { home in
            // Given a lost rotation and its recovery, after which the key in force was lost too
            let house = home.house
            let (old, last) = (house.folder.key, try Self.key(9))
            let (held, recovery, replaced) = try await Self.loseAgain(house, last)
            func verify(_ key: SigningKey, by signer: SigningKey?) throws -> VerifyAnswer {
                let checkpoint = try Checkpoint(
                    origin: house.checkpoints.origin,
                    size: house.log.head.size,
                    root: house.log.head.root
                )
                return try Verification(
                    house.log,
                    house.folder.identity,
                    note: signer.map { try checkpoint.sign(with: $0) },
                    vkey: key.verifierKey.description,
                    handovers: [held]
                ).answer()
            }
            // When it is verified by the old key, then the key is named that signed the recovery
            let found = try verify(old, by: last)
            let fault = try #require(found.fault)
            #expect(found.result == "damaged" && fault.code == "root", "\(fault)")
            #expect(fault.params["unsignedRecovery"]?.integer == Int(recovery))
            #expect(fault.params["recoveryKey"]?.string == last.verifierKey.description)
            #expect(fault.params["recoveryKeyEntry"]?.integer == Int(replaced))
            // But not where it signed nothing
            let unsigned = try #require(try verify(old, by: nil).fault)
            #expect(unsigned.params["unsignedRecovery"]?.integer == Int(recovery))
            #expect(unsigned.params["recoveryKey"] == nil)
            // And by that key the log is whole
            let whole = try verify(last, by: last)
            #expect(whole.result == "whole", "\(String(describing: whole.fault))")
        }
    }

    @Test func `a spoilt signature by the key that replaced a lost one is told as that`()
        async throws
    {
        try await Household.with { home in
            // Given a recovered log whose key was lost since, and other letters in the last signature
            let house = home.house
            let last = try Self.key(9)
            _ = try await Self.loseAgain(house, last)
            let note = try Checkpoint(
                origin: house.checkpoints.origin,
                size: house.log.head.size,
                root: house.log.head.root
            ).sign(with: last)
            let spoilt = String(note.dropLast(8)) + "AAAAAA=\n"
            for vkey in [nil, last.verifierKey] {
                for cosigned in [[], [note]] {
                    // When it is verified, then the signature is called spoilt, and not absent
                    let answer = try Self.verify(
                        house,
                        note: spoilt,
                        vkey: vkey,
                        cosigned: cosigned
                    )
                    #expect(answer.result == "damaged", "\(answer)")
                    #expect(answer.faultOfSigner?.isOfSpoiltSignature == true)
                    #expect(!answer.findings.contains { $0.code == "signer" })
                    // And what witnesses sent back, which is as it was, is not accused
                    #expect(!answer.findings.contains { $0.isOfCosignatures }, "\(answer)")
                }
            }
        }
    }

    @Test func `a bundle of a log that lost a key after its recovery is as whole as the log`()
        async throws
    {
        try await Household.with { home in
            // Given a lost rotation and its recovery, after which the key in force was lost too
            let house = home.house
            let last = try Self.key(9)
            let mail = try house.checkpoints.signed()
            let (held, recovery, replaced) = try await Self.loseAgain(house, last)
            let note = try Checkpoint(
                origin: house.checkpoints.origin,
                size: house.log.head.size,
                root: house.log.head.root
            ).sign(with: last)
            // When it is carried away with what its keys signed over one another
            let path = home.folder + "/berkas"
            var maker = try BundleMaker(try NewFolder(path), note: note)
            for kept in try house.log.read(after: -1, limit: .max) {
                try maker.add(line: kept.line)
            }
            let handovers = try house.checkpoints.history().handovers(in: house.log)
            #expect(handovers == [held])
            for handover in handovers { try maker.add(handover: handover) }
            try maker.finish()
            let bundle = try OpenedBundle(BundleFolder(path), path: path)
            // Then it is whole as the log is, also held against an older mail, and tells the loss
            for since in [nil, mail] {
                let folder = try Self.verify(house, note: note, since: since)
                let carried = try bundle.verify(vkey: nil, since: since)
                #expect(folder.result == "whole" && carried.result == "whole", "\(carried)")
                #expect(carried.lost?.map(\.entry) == [recovery] && carried.lost == folder.lost)
            }
            // And what the caller brings has no such excuse, but the key is told that signed it
            func brought() throws -> [VerifyAnswer] {
                [
                    try Verification(
                        house.log,
                        house.folder.identity,
                        note: note,
                        vkey: nil,
                        handovers: [held]
                    ).answer(), try bundle.verify(vkey: nil, handovers: [held]),
                ]
            }
            for found in try brought() {
                let fault = try #require(found.fault)
                #expect(found.result == "damaged" && fault.code == "root", "\(found)")
                #expect(fault.params["recovery"]?.integer == Int(recovery))
                #expect(fault.params["recoveryKey"]?.string == last.verifierKey.description)
                #expect(fault.params["recoveryKeyEntry"]?.integer == Int(replaced))
            }
        }
    }

    @Test func `a checkpoint by a lost key is told beside what was signed of lost entries`()
        async throws
    {
        try await Household.with { home in
            // Given a log that recovered from a loss, and whose key was lost since
            let house = home.house
            let (old, new) = (house.folder.key, try Self.key(8))
            let start = house.log.head.size
            var branch = try Branch(of: house.log)
            branch.grow(by: 4)
            let lost = try branch.checkpoint
            let cosigned = try lost.sign(with: old)
            let recovery = try await Self.recover(house, lost, as: cosigned, from: start)
            try await house.submitter.replaceLostKey(by: new.verifierKey, reason: nil)
            try await Self.grow(house, to: branch.size + 1)
            func note(_ key: SigningKey) throws -> String {
                try Checkpoint(
                    origin: house.checkpoints.origin,
                    size: house.log.head.size,
                    root: house.log.head.root
                ).sign(with: key)
            }
            let honest = try Self.verify(house, note: note(new), cosigned: [cosigned])
            #expect(honest.result == "whole", "\(honest)")
            #expect(honest.lost?.map(\.entry) == [recovery])
            // When the old key has signed the whole log, then that is told, whatever else is
            let alone = try Self.verify(house, note: note(old))
            #expect(alone.result == "damaged" && alone.fault?.code == "retired-key", "\(alone)")
            #expect(alone.beside == nil)
            let both = try Self.verify(house, note: note(old), cosigned: [cosigned])
            #expect(both.fault?.code == "root", "\(both)")
            #expect(both.fault?.params["unsignedRecovery"]?.integer == Int(recovery))
            #expect(both.beside?.map(\.code) == ["retired-key"], "\(both)")
            // But no entry behind a checkpoint makes its key one that signed after its time
            let early = try Checkpoint(
                origin: house.checkpoints.origin,
                size: start,
                root: Audit.root(ofSize: start, from: house.log.nodes)
            ).sign(with: old)
            let before = try Self.verify(house, note: early)
            #expect(before.result == "whole" && before.signed == start, "\(before)")
        }
    }

    @Test func `a loss excuses no handover by a key that somebody made up`() async throws {
        try await Household.with { home in
            // Given a log that recovered from a loss, and a handover in the lost part by a key that nobody knows,
            // whose proof shows no tree before the loss
            let house = home.house
            let (key, stranger) = (house.folder.key, try Self.key(9))
            let start = house.log.head.size
            var branch = try Branch(of: house.log)
            repeat { branch.grow(by: 1) } while branch.size.nonzeroBitCount != 1
            let made = try branch.adopt(key.verifierKey, after: stranger)
            let lost = try branch.checkpoint
            _ = try await Self.recover(house, lost, as: lost.sign(with: key), from: start)
            try await Self.grow(house, to: branch.size + 1)
            let note = try Checkpoint(
                origin: house.checkpoints.origin,
                size: house.log.head.size,
                root: house.log.head.root
            ).sign(with: key)
            for handovers in [[], [made]] {
                // When the log is verified with it, then nothing of the log was lost by that, and the key is named
                let found = try Verification(
                    house.log,
                    house.folder.identity,
                    note: note,
                    vkey: key.verifierKey.description,
                    handovers: handovers
                ).answer()
                #expect(found.lost == nil && found.areEntriesWhole, "\(found)")
                let codes = handovers.isEmpty ? [] : ["handover-unvouched"]
                #expect(found.findings.map(\.code) == codes, "\(found)")
            }
        }
    }

    @Test func `what a key signed after it handed over in the log is still refused`() async throws {
        try await Household.with { home in
            let house = home.house
            let old = house.folder.key
            try await Self.rotate(house)
            var branch = try Branch(of: house.log)
            branch.grow(by: 2)
            let note = try branch.checkpoint.sign(with: old)
            #expect(throws: Problem.self) { try Self.verify(house, since: note) }
        }
    }
}
