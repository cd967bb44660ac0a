import Audit
import Engine
import Entries
import EventLog
import Foundation
import Testing
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
}
