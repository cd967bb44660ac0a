import Answers
import Audit
import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon

/// The served views are held against the log by one at a time.
@Suite struct ServedViewsTests {
    private static let answer = VerifyAnswer(
        result: "whole",
        origin: "test.invalid/kembar",
        size: 1,
        root: "00",
        redacted: 0,
        agreements: 0,
        signer: "not-checked",
        checked: ["bytes"],
        rehearsal: true
    )

    @Test func `who asks while another compares is told that nobody looked`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            var (meanwhile, afterwards) = (Self.answer, Self.answer)
            let taken: Void? = house.comparing.take { house.compareViews(&meanwhile) }
            #expect(taken != nil)
            #expect(meanwhile.views == "not-checked")
            #expect(meanwhile.checked == ["bytes"])
            house.compareViews(&afterwards)
            #expect(afterwards.views == "same")
            #expect(afterwards.checked == ["bytes", "views"])
        }
    }

    @Test func `a policy that is not met hides no finding about the views`() async throws {
        try await Household.with { household in
            let house = household.house
            try await household.propose()
            _ = try house.checkpoints.signed()
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            let answer = try await house.verified(demanding: witness)
            #expect(answer.fault?.code == "policy")
            #expect(answer.views == "same")
        }
    }

    private static func changeViews(of house: House) async throws {
        let views = try DatabaseQueue(path: house.folder.viewsPath)
        try await views.write { try $0.execute(sql: "UPDATE agreement SET stage = 'Signed'") }
        try views.close()
    }

    @Test(arguments: ["spoilt", "stripped", "other", "larger", "retired"])
    func `a kept checkpoint that was changed hides no finding of a running log`(
        change: String
    ) async throws {
        try await Household.with { household in
            // Given a running log whose views and kept checkpoint somebody changed
            let house = household.house
            try await household.propose()
            let old = house.folder.key
            if change == "retired" {
                _ = try await house.rotation.rotate(isDryRun: false, isRepetition: false) { new in
                    try await house.record(
                        "ganti",
                        .adoptKey(new, reason: nil),
                        as: "kembar-admin"
                    )
                }
            }
            let note = try house.checkpoints.signed()
            let text = try SignedNote.parse(note).text
            let code: String
            let reason: String?
            let kept: String
            switch change {
            case "spoilt":
                (code, reason) = ("kept-checkpoint", "forged")
                kept = String(note.dropLast(8)) + "AAAAAA=\n"
            case "stripped": (code, reason, kept) = ("kept-checkpoint", "unsigned", text)
            case "other":
                let key = try SigningKey(
                    name: house.checkpoints.origin,
                    seed: [UInt8](repeating: 8, count: 32)
                )
                (code, reason) = ("kept-checkpoint", "unsigned")
                kept = try Checkpoint(text: text).sign(with: key)
            case "larger":
                let size = house.log.head.size
                (code, reason) = ("kept-checkpoint", "unsigned")
                kept = text.replacing("\n\(size)\n", with: "\n\(size + 9)\n")
            default:
                (code, reason) = ("retired-key", nil)
                kept = try Checkpoint(text: text).sign(with: old)
            }
            #expect(kept != note)
            let path = URL(filePath: house.folder.checkpointPath)
            try Data(kept.utf8).write(to: path)
            try await Self.changeViews(of: house)
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            // When it is verified, then both are told, and a policy is looked at
            for isPolicy in [false, true] {
                let answer =
                    try await isPolicy
                    ? house.verified(demanding: witness)
                    : house.verified()
                #expect(answer.result == "damaged" && answer.fault?.code == code, "\(answer)")
                #expect(answer.fault?.params["reason"]?.string == reason)
                #expect(answer.views == "differ", "\(answer)")
                #expect(answer.size == house.log.head.size)
                // What a key signed over its successor stands in the log.
                #expect(answer.signed == nil || change == "retired")
                #expect(answer.checked.contains("checkpoint"))
                #expect(answer.findings.contains { $0.code == "policy" } == isPolicy, "\(answer)")
            }
            // And nothing is signed, or handed out, on the ground of that
            #expect(throws: CheckpointConflict.keptNoteChanged) { try house.checkpoints.signed() }
            #expect(throws: CheckpointConflict.keptNoteChanged) {
                try house.checkpoints.signedOrKept()
            }
            let refused = try await house.answer(Problem.self, to: "/v1/audit/checkpoint")
            #expect(refused.code == .integrityFailure)
            #expect(try Data(contentsOf: path) == Data(kept.utf8))
        }
    }

    @Test(arguments: [true, false], [true, false])
    func `where one of two kept checkpoints was changed, the log is verified under the good one`(
        isInside: Bool,
        isStripped: Bool
    ) async throws {
        try await Household.with(isKeptTwice: true) { household in
            // Given a log whose checkpoint is kept twice, one of them without its signature or with a spoilt one
            let house = household.house
            try await household.propose()
            let note = try house.checkpoints.signed()
            let kept = try house.checkpoints.keptNotes()
            #expect(kept.map(\.note) == [note, note])
            let path = try #require(isInside ? kept.first?.path : kept.last?.path)
            let text = try SignedNote.parse(note).text
            let changed = isStripped ? text : String(note.dropLast(8)) + "AAAAAA=\n"
            try Data(changed.utf8).write(to: URL(filePath: path))
            // When it is verified with its key, then that file is named, and the signer is found all the same
            let key = house.folder.identity.vkey.replacing("+", with: "%2B")
            for query in ["", "?vkey=\(key)"] {
                let answer = try await house.answer(
                    VerifyAnswer.self,
                    to: "/v1/audit/verify\(query)"
                )
                #expect(answer.result == "damaged" && answer.beside == nil, "\(answer)")
                #expect(answer.fault?.code == "kept-checkpoint")
                #expect(answer.fault?.params["path"]?.string == path)
                let reason = answer.fault?.params["reason"]?.string
                #expect(reason == (isStripped ? "unsigned" : "forged"))
                #expect(answer.signed == answer.size)
                #expect(answer.signer == (query.isEmpty ? "not-checked" : "verified"))
            }
            #expect(throws: CheckpointConflict.keptNoteChanged) { try house.checkpoints.signed() }
        }
    }

    /// Where the two kept checkpoints of a log lie.
    private static func paths(_ house: House) throws -> (inside: URL, outside: URL) {
        let paths = try house.checkpoints.keptNotes().map { URL(filePath: $0.path) }
        return (try #require(paths.first), try #require(paths.last))
    }

    /// What a key that nobody knows signed in the log's name, of a tree that the log does not go on from.
    private static func strange(_ house: House) throws -> (note: String, key: VerifierKey) {
        let key = try SigningKey(
            name: house.checkpoints.origin,
            seed: [UInt8](repeating: 8, count: 32)
        )
        let checkpoint = try Checkpoint(
            origin: house.checkpoints.origin,
            size: house.log.head.size,
            root: MerkleTree.leafHash([9])
        )
        return (try checkpoint.sign(with: key), key.verifierKey)
    }

    @Test(arguments: [true, false], [true, false])
    func `a kept checkpoint by an unknown key hides nothing, also where another is good`(
        isInside: Bool,
        isOtherGood: Bool
    ) async throws {
        try await Household.with(isKeptTwice: true) { household in
            // Given a log whose views were changed, and a checkpoint that a stranger signed
            let house = household.house
            try await household.propose()
            _ = try house.checkpoints.signed()
            let (inside, outside) = try Self.paths(house)
            let (note, stranger) = try Self.strange(house)
            let (changed, other) = isInside ? (inside, outside) : (outside, inside)
            try Data(note.utf8).write(to: changed)
            if !isOtherGood { try FileManager.default.removeItem(at: other) }
            try await Self.changeViews(of: house)
            // When it is verified, then that file is named, and all the rest is looked at
            let answer = try await house.verified()
            #expect(answer.result == "damaged", "\(answer)")
            #expect(answer.fault?.code == "signed-by-unknown-key")
            #expect(answer.fault?.params["path"]?.string == changed.path)
            #expect(answer.fault?.params["signer"] == nil && answer.beside == nil)
            #expect(answer.views == "differ" && answer.size == house.log.head.size)
            #expect(answer.signed == (isOtherGood ? answer.size : nil))
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            let demanded = try await house.verified(demanding: witness)
            #expect(demanded.findings.contains { $0.code == "policy" }, "\(demanded)")
            // And whoever pins that key is told that it signed
            let vkey = stranger.description.replacing("+", with: "%2B")
            let pinned = try await house.answer(
                VerifyAnswer.self,
                to: "/v1/audit/verify?vkey=\(vkey)"
            )
            #expect(pinned.fault?.code == "signed-by-unknown-key", "\(pinned)")
            #expect(pinned.fault?.params["signer"]?.string == "pinned")
            #expect(throws: CheckpointConflict.self) { try house.checkpoints.signed() }
        }
    }

    @Test(arguments: ["", "bukan checkpoint\n"])
    func `what is no checkpoint hides nothing beside a good one`(junk: String) async throws {
        try await Household.with(isKeptTwice: true) { household in
            let house = household.house
            try await household.propose()
            _ = try house.checkpoints.signed()
            let (inside, outside) = try Self.paths(house)
            try await Self.changeViews(of: house)
            // Given one file that holds no checkpoint, then it is named, and the log verified under the other
            for changed in [inside, outside] {
                let kept = try Data(contentsOf: changed)
                try Data(junk.utf8).write(to: changed)
                let answer = try await house.verified()
                #expect(answer.result == "damaged", "\(answer)")
                #expect(answer.fault?.code == "kept-checkpoint" && answer.beside == nil)
                #expect(answer.fault?.params["path"]?.string == changed.path)
                #expect(answer.views == "differ" && answer.signed == house.log.head.size)
                try kept.write(to: changed)
            }
            // Given two, then both are named, and nothing is read
            for changed in [inside, outside] { try Data(junk.utf8).write(to: changed) }
            let answer = try await house.verified()
            let named = answer.findings.map { $0.params["path"]?.string }
            #expect(named == [inside.path, outside.path], "\(answer)")
            #expect(answer.result == "damaged" && answer.size == 0 && answer.views == nil)
        }
    }

    @Test(arguments: ["spoilt", "stripped", "other", "strange"], [true, false])
    func `of two kept checkpoints that were changed each is named`(
        second: String,
        isSpoiltInside: Bool
    ) async throws {
        try await Household.with(isKeptTwice: true) { household in
            // Given one with a spoilt signature, and one that was changed in another way
            let house = household.house
            try await household.propose()
            let note = try house.checkpoints.signed()
            let text = try SignedNote.parse(note).text
            let spoilt = String(note.dropLast(8)) + "AAAAAA=\n"
            let (strange, _) = try Self.strange(house)
            let other =
                switch second {
                case "spoilt": spoilt
                case "stripped": text
                case "other":
                    try Checkpoint(text: text).sign(
                        with: SigningKey(
                            name: house.checkpoints.origin,
                            seed: [UInt8](repeating: 8, count: 32)
                        )
                    )
                default: strange
                }
            let (inside, outside) = try Self.paths(house)
            let places = isSpoiltInside ? (inside, outside) : (outside, inside)
            try Data(spoilt.utf8).write(to: places.0)
            try Data(other.utf8).write(to: places.1)
            // When it is verified, then each is told by its file
            let answer = try await house.verified()
            #expect(answer.result == "damaged" && answer.size == house.log.head.size)
            let found = Dictionary(grouping: answer.findings) { $0.params["path"]?.string ?? "" }
                .compactMapValues(\.first)
            #expect(answer.findings.count == 2, "\(answer)")
            #expect(found[places.0.path]?.params["reason"]?.string == "forged")
            let code = second == "strange" ? "signed-by-unknown-key" : "kept-checkpoint"
            #expect(found[places.1.path]?.code == code)
            let reasons = ["spoilt": "forged", "stripped": "unsigned", "other": "unsigned"]
            #expect(found[places.1.path]?.params["reason"]?.string == reasons[second])
        }
    }

    /// Has a log go on from a loss; returns what its key had signed of the lost entries, and the entry that says so.
    private static func recovered(_ house: House) async throws -> (lost: String, recovery: Int64) {
        let size = house.log.head.size
        let lost = try Checkpoint(
            origin: house.checkpoints.origin,
            size: size + 3,
            root: MerkleTree.leafHash([9])
        )
        let note = try lost.sign(with: house.folder.key)
        let receipt = try await house.record(
            "pulih",
            .recover(
                Submission.Recovery(
                    note: note,
                    signed: lost,
                    lostFrom: size - 1,
                    reason: "disk rusak"
                )
            ),
            as: "kembar-admin"
        )
        while house.log.head.size <= lost.size {
            try await house.submitter.record(
                .daemonStopped,
                key: "lagi \(house.log.head.size)",
                [:]
            )
        }
        await house.views.catchUp()
        return (note, try #require(receipt.entries.first).position)
    }

    @Test(arguments: ["spoilt", "stripped"], [true, false])
    func `what was signed of lost entries is no good checkpoint beside a changed one`(
        change: String,
        isInside: Bool
    ) async throws {
        try await Household.with(isKeptTwice: true) { household in
            // Given a recovered log, a changed checkpoint, and elsewhere that of the lost entries
            let house = household.house
            let (lost, _) = try await Self.recovered(house)
            let note = try house.checkpoints.signed()
            let text = try SignedNote.parse(note).text
            let kept = change == "stripped" ? text : String(note.dropLast(8)) + "AAAAAA=\n"
            let (inside, outside) = try Self.paths(house)
            let (changed, other) = isInside ? (inside, outside) : (outside, inside)
            try Data(lost.utf8).write(to: other)
            let honest = try await house.verified()
            #expect(honest.result == "whole", "\(honest)")
            // Where that was honest, it was signed anew.
            try Data(lost.utf8).write(to: other)
            try Data(kept.utf8).write(to: changed)
            // When it is verified, then the log is accused of nothing
            let answer = try await house.verified()
            #expect(answer.findings.map(\.code) == ["kept-checkpoint"], "\(answer)")
            #expect(answer.fault?.params["path"]?.string == changed.path)
            #expect(answer.size == house.log.head.size && answer.views == "same")
        }
    }

    @Test func `a checkpoint by a key after its time is told beside what ended the reading`()
        async throws
    {
        try await Household.with { household in
            // Given a recovered log whose key was lost since, and what witnesses have of the lost entries
            let house = household.house
            let (lost, recovery) = try await Self.recovered(house)
            let new = try SigningKey(
                name: house.checkpoints.origin,
                seed: [UInt8](repeating: 8, count: 32)
            )
            try await house.submitter.replaceLostKey(by: new.verifierKey, reason: nil)
            await house.views.catchUp()
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            let note = try SignedNote.parse(lost)
            let cosigned = try note.adding([witness.cosign(note.text, at: 1_700_000_000)])
            try Data(CosignedNotes([cosigned]).json)
                .write(to: URL(filePath: house.folder.cosignaturesPath))
            // And a checkpoint that the old key signed of the log as it is now
            let head = house.log.head
            let late = try Checkpoint(
                origin: house.checkpoints.origin,
                size: head.size,
                root: head.root
            ).sign(with: house.folder.key)
            let path = house.folder.checkpointPath
            try Data(late.utf8).write(to: URL(filePath: path))
            // When it is verified, then what the recovery does not explain is told, and the checkpoint too
            let answer = try await house.verified()
            #expect(answer.result == "damaged" && answer.fault?.code == "root", "\(answer)")
            #expect(answer.fault?.params["unsignedRecovery"]?.integer == Int(recovery))
            let retired = answer.beside?.first { $0.code == "retired-key" }
            #expect(retired?.params["path"]?.string == path, "\(answer)")
        }
    }

    @Test func `where the kept checkpoint is none, only that is told`() async throws {
        try await Household.with { household in
            let house = household.house
            _ = try house.checkpoints.signed()
            try Data("bukan checkpoint\n".utf8)
                .write(to: URL(filePath: house.folder.checkpointPath))
            let answer = try await house.verified()
            #expect(answer.result == "damaged" && answer.fault?.code == "kept-checkpoint")
            #expect(answer.size == 0 && answer.views == nil, "\(answer)")
            #expect(answer.fault?.params["path"]?.string == house.folder.checkpointPath)
        }
    }

    @Test func `a turn that failed is given back`() {
        let turn = ComparisonTurn()
        #expect(throws: POSIXError.self) { try turn.take { throw POSIXError(.ENOSPC) } }
        #expect(turn.take { 1 } == 1)
    }
}
