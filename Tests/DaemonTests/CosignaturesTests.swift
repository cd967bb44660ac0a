import Answers
import Audit
import Engine
import Entries
import EventLog
import Foundation
import Testing
import Wire

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
