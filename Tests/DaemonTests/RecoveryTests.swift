import Answers
import Audit
import Engine
import Entries
import EventLog
import Foundation
import Testing
import Wire
import Workflows

@testable import Daemon

/// A log that has lost entries which were signed goes on only when that is on record.
@Suite struct RecoveryTests {
    @Test func `what is lost is named, and only then is the shorter log signed`() async throws {
        try await Household.with { home in
            let house = home.house
            let path = house.folder.checkpointPath
            // Signed here, of a log that had more entries than this one.
            let lost = try Checkpoint(
                origin: house.folder.identity.origin,
                size: house.log.head.size + 20,
                root: MerkleTree.leafHash([9])
            )
            let note = try lost.sign(with: house.folder.key)
            try Data(note.utf8).write(to: URL(filePath: path))
            #expect(throws: CheckpointConflict.self) { try house.checkpoints.signed() }

            let recovery = try #require(try house.checkpoints.lost(because: "cadangan lama"))
            #expect(recovery.signed == lost)
            #expect(recovery.lostFrom == 0)
            _ = try await house.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar-admin"),
                    key: "pulih",
                    digest: "0123456789abcdef",
                    request: .recover(recovery)
                )
            )
            #expect(try house.checkpoints.lost(because: "lagi") == nil)
            let signed = try house.checkpoints.signed()
            #expect(try String(contentsOfFile: path, encoding: .utf8) == signed)
            #expect(try house.checkpoints.conflict() == nil)
        }
    }

    @Test func `a recovery is about one checkpoint alone: another loss is another conflict`()
        async throws
    {
        try await Household.with { home in
            let house = home.house
            let path = house.folder.checkpointPath
            func keep(_ size: Int64) throws {
                let checkpoint = try Checkpoint(
                    origin: house.folder.identity.origin,
                    size: size,
                    root: MerkleTree.leafHash([9])
                )
                try Data(try checkpoint.sign(with: house.folder.key).utf8)
                    .write(to: URL(filePath: path))
            }
            try keep(700)
            let recovery = try #require(try house.checkpoints.lost(because: "satu"))
            _ = try await house.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar-admin"),
                    key: "pulih",
                    digest: "0123456789abcdef",
                    request: .recover(recovery)
                )
            )
            _ = try house.checkpoints.signed()
            try keep(701)
            #expect(throws: CheckpointConflict.self) { try house.checkpoints.signed() }
        }
    }

    @Test func `nothing is lost of a log that goes on`() async throws {
        try await Household.with { home in
            _ = try home.house.checkpoints.signed()
            #expect(try home.house.checkpoints.lost(because: "tidak ada") == nil)
        }
    }

    @Test func `a checkpoint from the range that is lost is named with the entry that admits it`()
        async throws
    {
        try await Household.with { home in
            let house = home.house
            let identity = house.folder.identity
            func note(_ size: Int64, _ root: TreeHash) throws -> String {
                try Checkpoint(origin: identity.origin, size: size, root: root)
                    .sign(with: house.folder.key)
            }
            let kept = try house.checkpoints.signed()
            let head = house.log.head.size
            try #require(head > 4)
            let lost = try Checkpoint(
                origin: identity.origin,
                size: head + 20,
                root: MerkleTree.leafHash([9])
            )
            _ = try await house.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar-admin"),
                    key: "pulih",
                    digest: "0123456789abcdef",
                    request: .recover(
                        Submission.Recovery(
                            note: try lost.sign(with: house.folder.key),
                            signed: lost,
                            lostFrom: head - 1,
                            reason: "cadangan lama"
                        )
                    )
                )
            )
            let recovery = house.log.head.size - 1
            func verify(_ since: String...) throws -> VerifyAnswer {
                try Verification(
                    house.log,
                    identity,
                    note: house.checkpoints.signed(),
                    vkey: nil,
                    since: since.joined()
                ).answer()
            }
            #expect(try verify(kept).result == "whole")
            // Over the log's end, and within it: another root where new entries stand by now.
            for (size, code) in [(head + 20, "truncated"), (head, "root")] {
                let answer = try verify(kept, note(size, MerkleTree.leafHash([9])))
                #expect(answer.result == "damaged")
                let fault = try #require(answer.fault)
                #expect(fault.code == code)
                // That the log admits it makes no entry whole which no checkpoint shows to be; one that was
                // signed before the log went on does, whatever was known of it when that was recorded.
                #expect(fault.position == (code == "root" ? 0 : head), "\(fault)")
                #expect(fault.params["recovery"]?.integer == Int(recovery))
                #expect(fault.params["recoveryReason"]?.string == "cadangan lama")
                #expect(fault.params["lostFrom"]?.integer == Int(head) - 1)
                #expect(fault.params["lostThrough"]?.integer == Int(head) + 19)
                // All the rest was looked at, and is told.
                #expect(answer.size == head + 1 && !answer.root.isEmpty && answer.areEntriesWhole)
                #expect(answer.documents != nil)
            }
            // What was signed after that shows nothing of what was lost.
            #expect(try verify(kept).signed == head + 1)
            let alone = try verify(note(head + 20, MerkleTree.leafHash([9])))
            #expect(alone.fault?.position == head - 1)
            // What nobody admits is not hidden by what is admitted.
            let forged = try verify(
                note(head - 2, MerkleTree.leafHash([8])),
                note(head + 20, MerkleTree.leafHash([9]))
            )
            #expect(forged.fault?.code == "root")
            #expect(forged.fault?.params["since"]?.integer == Int(head) - 2)
            #expect(forged.fault?.params["recovery"] == nil)
            // Nor does the log admit anything before a key has signed that it does.
            let unsigned = try Verification(
                house.log,
                identity,
                note: kept,
                vkey: nil,
                since: kept + note(head + 20, MerkleTree.leafHash([9]))
            ).answer()
            #expect(unsigned.result == "damaged" && unsigned.fault?.code == "truncated")
            #expect(unsigned.fault?.params["recovery"] == nil)
            #expect(unsigned.fault?.params["recoveryReason"] == nil)
            #expect(unsigned.fault?.params["unsignedRecovery"]?.integer == Int(recovery))
            let beyond = try verify(note(head + 21, MerkleTree.leafHash([9])))
            #expect(beyond.fault?.code == "truncated")
            #expect(beyond.fault?.params["recovery"] == nil)
        }
    }
}
