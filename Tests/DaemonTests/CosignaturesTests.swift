import Answers
import Audit
import Engine
import Entries
import EventLog
import Exports
import Foundation
import Testing
import Wire
import Workflows

@testable import Daemon

/// Cosignatures that are handed in: what our own key signed and our own tree has, and nothing else.
@Suite struct CosignaturesTests {
    private struct Scene {
        var house: House
        var witness: SigningKey
        var cosignatures: Cosignatures

        func cosigned(_ note: String, at time: Int64 = 1_700_000_000) throws -> String {
            let parsed = try SignedNote.parse(note)
            return try parsed.adding([try witness.cosign(parsed.text, at: time)]).description
        }
    }

    private static func with(_ body: (Scene) async throws -> Void) async throws {
        try await Household.with { home in
            let house = home.house
            let witness = try SigningKey(
                name: "saksi.invalid/1",
                seed: [UInt8](repeating: 5, count: 32)
            )
            let policy = try TrustPolicy(
                """
                log \(house.folder.identity.vkey)
                witness satu \(witness.cosignerKey)
                quorum satu

                """
            )
            let cosignatures = Cosignatures(
                log: house.log,
                policy: policy,
                path: house.folder.cosignaturesPath
            )
            try await body(Scene(house: house, witness: witness, cosignatures: cosignatures))
        }
    }

    @Test func `a cosigned head is kept, and stands under what is signed then`() async throws {
        try await Self.with { scene in
            let history = try scene.house.checkpoints.history()
            let note = try scene.house.checkpoints.signed()
            #expect(try scene.cosignatures.enough(history) == nil)
            let taken = try scene.cosignatures.take(scene.cosigned(note), history)
            #expect(taken.size == scene.house.log.head.size)
            let kept = try #require(try scene.cosignatures.enough(history))
            #expect(kept.signatures.count == 2)
            #expect(try scene.cosignatures.notes().cosigning(note) == kept.description)
            // Kept durably: another look at the file says the same.
            let again = Cosignatures(
                log: scene.house.log,
                policy: scene.cosignatures.policy,
                path: scene.house.folder.cosignaturesPath
            )
            #expect(try again.enough(history) == kept)
        }
    }

    @Test
    func `a checkpoint of a tree that this log has not is an alarm, although our key signed it`()
        async throws
    {
        try await Self.with { scene in
            let history = try scene.house.checkpoints.history()
            let key = scene.house.folder.key
            for (size, root) in [
                (scene.house.log.head.size, MerkleTree.leafHash([1])),
                (scene.house.log.head.size + 5, MerkleTree.leafHash([1])),
            ] {
                let note = try Checkpoint(
                    origin: key.verifierKey.name,
                    size: size,
                    root: root
                ).sign(with: key)
                #expect(throws: CheckpointConflict.self) {
                    try scene.cosignatures.take(scene.cosigned(note), history)
                }
            }
            #expect(try scene.cosignatures.notes().notes == [])
        }
    }

    @Test func `what was cosigned of entries that are lost stands under no answer any more`()
        async throws
    {
        try await Self.with { scene in
            let house = scene.house
            // Given a cosigned checkpoint of a log that was longer, and its recovery
            let start = house.log.head.size
            let early = try scene.cosigned(house.checkpoints.signed())
            let checkpoint = try Checkpoint(
                origin: house.checkpoints.origin,
                size: start + 3,
                root: MerkleTree.leafHash([1])
            )
            let note = try checkpoint.sign(with: house.folder.key)
            try Data(note.utf8).write(to: URL(filePath: house.folder.checkpointPath))
            let lost = try scene.cosigned(note)
            func keep(_ notes: String...) throws {
                let kept = CosignedNotes(try notes.map { try SignedNote.parse($0) })
                try Data(kept.json).write(to: URL(filePath: house.folder.cosignaturesPath))
            }
            try keep(lost)
            let recovery = try #require(try house.checkpoints.lost(because: "disk rusak"))
            try await house.record("pulih", .recover(recovery), as: "kembar-admin")
            // While the log is shorter than that, and when it is longer
            for length in [start + 1, start + 5] {
                while house.log.head.size < length {
                    try await house.submitter.record(
                        .daemonStopped,
                        key: "lagi \(house.log.head.size)",
                        [:]
                    )
                }
                // When a receipt is asked for, then it is under what was signed last
                let history = try house.checkpoints.history()
                let signed = try house.checkpoints.signed()
                let receipt = try house.auditAnswers.receipt(
                    of: "0",
                    under: signed,
                    orCosigned: SignedNote.parse(lost)
                )
                #expect(receipt.note.description == signed)
                let proved = try receipt.verify([house.folder.key.verifierKey])
                #expect(proved.checkpoint.size == house.log.head.size)
                // And no cosigned one is handed on, but what fits
                #expect(try scene.cosignatures.enough(history) == nil)
                #expect(try scene.cosignatures.lostSize() == start + 3)
                let refused = #expect(throws: Problem.self) { try house.note(isCosigned: true) }
                #expect(refused == Problem.nothingCosigned(lost: start + 3))
                try keep(early, lost)
                #expect(try scene.cosignatures.enough(history)?.description == early)
                // And what witnesses cosign from then on is kept, although it is smaller
                try keep(lost)
                let fresh = try scene.cosigned(signed)
                _ = try scene.cosignatures.take(fresh, history)
                #expect(try scene.cosignatures.enough(history)?.description == fresh)
                #expect(try scene.cosignatures.lostSize() == start + 3)
                try keep(lost)
            }
        }
    }

    @Test func `a damaged file of cosignatures is no empty one`() async throws {
        try await Self.with { scene in
            try Data("[".utf8).write(
                to: URL(filePath: scene.house.folder.cosignaturesPath)
            )
            #expect(throws: StartFailure.self) { try scene.cosignatures.notes() }
        }
    }

    @Test(arguments: ["[", #"["kembar","x"]"#])
    func `verify names a spoilt file of cosignatures, and looks at the log all the same`(
        text: String
    ) async throws {
        try await Self.with { scene in
            let house = scene.house
            try Data(text.utf8).write(to: URL(filePath: house.folder.cosignaturesPath))
            let answer = try await house.answer(VerifyAnswer.self, to: "/v1/audit/verify")
            #expect(answer.result == "damaged" && answer.fault?.code == "kept-cosignatures")
            #expect(answer.fault?.params["file"]?.string == "cosignatures")
            #expect(answer.size == house.log.head.size && answer.views == "same")
            // Whoever asks for what the log itself signed gets it.
            #expect(try house.note(isCosigned: false) == house.checkpoints.signed())
        }
    }

    @Test func `cosignatures that can't be read are not said to be changed`() async throws {
        try await Self.with { scene in
            let house = scene.house
            try FileManager.default.createDirectory(
                atPath: house.folder.cosignaturesPath,
                withIntermediateDirectories: true
            )
            let answer = try await house.answer(VerifyAnswer.self, to: "/v1/audit/verify")
            #expect(answer.result == "unverified" && answer.fault?.code == "kept-cosignatures")
            #expect(answer.fault?.params["reason"]?.string == "unreadable")
            #expect(answer.size == house.log.head.size && answer.views == "same")
        }
    }

    @Test func `what only a witness signed covers no entry of a running log either`() async throws {
        try await Self.with { scene in
            let house = scene.house
            let head = house.log.head
            let checkpoint = try Checkpoint(
                origin: house.checkpoints.origin,
                size: head.size,
                root: head.root
            )
            let note = try SignedNote(
                text: checkpoint.text,
                signatures: [scene.witness.cosign(checkpoint.text, at: 1_700_000_000)]
            )
            try Data(CosignedNotes([note]).json)
                .write(to: URL(filePath: house.folder.cosignaturesPath))
            let live = try await house.answer(VerifyAnswer.self, to: "/v1/audit/verify")
            #expect(live.result == "damaged" && live.fault?.code == "kept-cosignatures")
            #expect(live.fault?.params["reason"]?.string == "unsigned")
            let alone = try Verification(
                house.log,
                house.folder.identity,
                note: nil,
                vkey: nil,
                cosigned: [note.description]
            ).answer()
            #expect(alone.signed == nil && alone.fault?.code == "kept-cosignatures")
        }
    }

    @Test func `of a cosigned note that was changed the file is named, and not the checkpoint's`()
        async throws
    {
        try await Self.with { scene in
            let house = scene.house
            let note = try house.checkpoints.signed()
            let size = house.log.head.size
            let forged = try scene.cosigned(note).replacing("\n\(size)\n", with: "\n\(size + 1)\n")
            let answer = try Verification(
                house.log,
                house.folder.identity,
                note: note,
                vkey: house.folder.identity.vkey,
                cosigned: [forged]
            ).answer()
            #expect(answer.fault?.code == "kept-checkpoint" && answer.signer == "verified")
            #expect(answer.fault?.params["file"]?.string == "cosignatures")
            #expect(answer.size == size)
        }
    }
}
