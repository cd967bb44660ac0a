import Answers
import Audit
import Engine
import Entries
import EventLog
import Exports
import Foundation
import Projections
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

        /// What a key signed of another tree than the log's, cosigned.
        func cosigned(_ size: Int64, by key: SigningKey, leaf: UInt8 = 1) throws -> SignedNote {
            let checkpoint = try Checkpoint(
                origin: house.checkpoints.origin,
                size: size,
                root: MerkleTree.leafHash([leaf])
            )
            return try SignedNote.parse(cosigned(checkpoint.sign(with: key)))
        }

        /// Puts these notes into the file, whatever they are.
        func keep(_ notes: SignedNote...) throws {
            try Data(CosignedNotes(notes).json)
                .write(to: URL(filePath: house.folder.cosignaturesPath))
        }

        /// Writes a list of these notes, also one that is never written.
        func put(_ notes: SignedNote...) throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            try encoder.encode(notes.map(\.description))
                .write(to: URL(filePath: house.folder.cosignaturesPath))
        }

        /// The house without a policy for witnesses, and with one.
        var houses: [House] {
            var asking = house
            asking.cosignatures = cosignatures
            return [house, asking]
        }

        /// What the daemon answers whoever asks for the cosignatures.
        func list() throws -> CosignatureList {
            var house = house
            house.cosignatures = cosignatures
            return try house.cosignatureList()
        }

        /// What whoever asks for the cosignatures, for a cosigned note, or sends one back is refused with.
        static func refusals<Failure: Error>(
            of house: House,
            takingIn fresh: String,
            _ failure: Failure.Type
        ) throws -> [Problem] {
            let asked: [() throws -> Void] = [
                { _ = try house.cosignatureList() },
                { _ = try house.note(isCosigned: true) },
                { _ = try house.take(cosigned: fresh) },
            ]
            return try asked.map { ask in
                let failure: any Error = try #require(#expect(throws: failure) { try ask() })
                return ProblemMaker.problem(of: failure)
            }
        }

        /// Records that the log goes on without `lost`, which was kept as the last that it signed.
        func recover(from lost: SignedNote) async throws -> Int64 {
            try Data(lost.description.utf8)
                .write(to: URL(filePath: house.folder.checkpointPath))
            let recovery = try #require(try house.checkpoints.lost(because: "disk rusak"))
            let receipt = try await house.record(
                "pulih",
                .recover(recovery),
                as: "kembar-admin"
            )
            return try #require(receipt.entries.first).position
        }

        func grow(to size: Int64) async throws {
            while house.log.head.size < size {
                try await house.submitter.record(
                    .daemonStopped,
                    key: "lagi \(house.log.head.size)",
                    [:]
                )
            }
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
                #expect(try scene.cosignatures.lostSize(history) == start + 3)
                let refused = #expect(throws: Problem.self) { try house.note(isCosigned: true) }
                #expect(refused == Problem.nothingCosigned(lost: start + 3))
                try keep(early, lost)
                #expect(try scene.cosignatures.enough(history)?.description == early)
                // And what witnesses cosign from then on is kept, although it is smaller
                try keep(lost)
                let fresh = try scene.cosigned(signed)
                _ = try scene.cosignatures.take(fresh, history)
                #expect(try scene.cosignatures.enough(history)?.description == fresh)
                #expect(try scene.cosignatures.lostSize(history) == start + 3)
                try keep(lost)
            }
        }
    }

    @Test func `a witness that cosigned only what is lost is asked from the beginning again`()
        async throws
    {
        try await Self.with { scene in
            let house = scene.house
            // Given a recovered log beside which the cosignatures of the lost entries were kept
            let size = house.log.head.size + 3
            let lost = try scene.cosigned(size, by: house.folder.key)
            try scene.keep(lost)
            let recovery = try await scene.recover(from: lost)
            let name = scene.witness.verifierKey.name
            let beside = [
                LostCosignatures(
                    size: size,
                    recovery: recovery,
                    witnesses: [WitnessAnswer(name: name, time: 1_700_000_000)]
                )
            ]
            // When the deliverer asks, then it is told of nothing that could be gone on from
            let signed = try house.checkpoints.signed()
            let list = try scene.list()
            #expect(list.witnesses.map(\.name) == [name])
            #expect(list.witnesses.map(\.size) == [nil] && list.witnesses.map(\.time) == [nil])
            #expect(list.lost == beside && list.unexplained == nil && list.enough == nil)
            // And what it asks the witness then can be made
            let since = list.witnesses.first?.size ?? 0
            let request = try house.auditAnswers.witnessRequest(since: since, under: signed)
            #expect(request.hasPrefix("old 0\n"))
            // And what comes back counts from there on
            let history = try house.checkpoints.history()
            let fresh = try scene.cosigned(signed)
            _ = try scene.cosignatures.take(fresh, history)
            let later = try scene.list()
            #expect(later.witnesses.map(\.size) == [house.log.head.size])
            #expect(later.enough == house.log.head.size && later.lost == beside)
            // And takes no place from the lost one where the log comes to be as long as that
            try await scene.grow(to: size)
            let again = try scene.cosigned(house.checkpoints.signed())
            _ = try scene.cosignatures.take(again, history)
            let kept = try scene.cosignatures.notes().notes.map(\.description)
            #expect(Set(kept) == [lost.description, again] && kept.count == 2)
            let last = try scene.list()
            #expect(last.enough == size && last.lost == beside)
        }
    }

    @Test func `what was cosigned of lost entries damages no log, and verify tells of it`()
        async throws
    {
        try await Self.with { scene in
            // Given a recovered log beside which the cosignatures of the lost entries were kept
            let house = scene.house
            let before = try house.checkpoints.signed()
            let size = house.log.head.size + 3
            let lost = try scene.cosigned(size, by: house.folder.key)
            let recovery = try await scene.recover(from: lost)
            // While nobody has signed that, it excuses nothing
            let excused = try Verification(
                house.log,
                house.folder.identity,
                note: before,
                vkey: nil,
                cosigned: [lost.description]
            ).answer()
            #expect(excused.result == "damaged" && excused.fault?.code == "truncated")
            #expect(excused.fault?.params["unsignedRecovery"]?.integer == Int(recovery))
            try scene.keep(lost)
            for length in [house.log.head.size, size + 1] {
                try await scene.grow(to: length)
                await house.views.catchUp()
                // When it is verified, then it is whole, also what lies beside it
                let answer = try await house.verified()
                #expect(answer.result == "whole" && answer.fault == nil, "\(answer)")
                #expect(answer.size == house.log.head.size && answer.views == "same")
                // And what is lost is told
                #expect(answer.lost?.map(\.entry) == [recovery])
                #expect(answer.lost?.map(\.signed) == [size])
                #expect(answer.lost?.first?.reason == "disk rusak")
            }
            // But whoever holds it himself is told that the log is not what was signed
            let held = try Verification(
                house.log,
                house.folder.identity,
                note: house.checkpoints.signed(),
                vkey: nil,
                since: lost.description,
                cosigned: [lost.description]
            ).answer()
            #expect(held.result == "damaged" && held.fault?.code == "root")
            #expect(held.fault?.params["recovery"]?.integer == Int(recovery))
            #expect(held.size == house.log.head.size && held.areEntriesWhole)
            // And what no recovery covers is no less damage than before
            let beyond = try scene.cosigned(size + 9, by: house.folder.key)
            try scene.keep(lost, beyond)
            let answer = try await house.verified()
            #expect(answer.result == "damaged" && answer.fault?.code == "truncated", "\(answer)")
            #expect(answer.fault?.params["recovery"] == nil)
        }
    }

    @Test func `what no key of the log signed is no lost branch, and is not forgotten`()
        async throws
    {
        try await Self.with { scene in
            let house = scene.house
            let size = house.log.head.size + 3
            let lost = try scene.cosigned(size, by: house.folder.key)
            _ = try await scene.recover(from: lost)
            let signed = try house.checkpoints.signed()
            let history = try house.checkpoints.history()
            // Given another key's note in the range that is lost, and the head that a witness alone signed
            let stranger = try SigningKey(
                name: house.checkpoints.origin,
                seed: [UInt8](repeating: 9, count: 32)
            )
            let made = try scene.cosigned(size, by: stranger)
            let text = try SignedNote.parse(signed).text
            let bare = try SignedNote(
                text: text,
                signatures: [scene.witness.cosign(text, at: 1_600_000_000)]
            )
            try scene.keep(made, bare)
            // When it is asked for, then neither is told as lost, nor counted
            let list = try scene.list()
            #expect(list.lost == nil && list.unexplained == 2 && list.enough == nil)
            #expect(list.witnesses.map(\.size) == [nil])
            #expect(try scene.cosignatures.lostSize(history) == nil)
            let refused = #expect(throws: Problem.self) { try house.note(isCosigned: true) }
            #expect(refused == Problem.nothingCosigned(lost: nil))
            // And what comes in stands beside them
            let fresh = try scene.cosigned(signed)
            _ = try scene.cosignatures.take(fresh, history)
            let kept = try scene.cosignatures.notes().notes.map(\.description)
            #expect(Set(kept) == [made.description, bare.description, fresh])
            #expect(try scene.cosignatures.enough(history)?.description == fresh)
            #expect(try scene.cosignatures.notes().cosigning(signed) == fresh)
            let later = try scene.list()
            #expect(later.lost == nil && later.unexplained == 2)
        }
    }

    @Test func `what the log's key signed and no recovery covers is not told as lost`()
        async throws
    {
        try await Self.with { scene in
            let house = scene.house
            let size = house.log.head.size + 3
            let lost = try scene.cosigned(size, by: house.folder.key)
            _ = try await scene.recover(from: lost)
            let beyond = try scene.cosigned(size + 1, by: house.folder.key)
            try scene.keep(lost, beyond)
            let list = try scene.list()
            #expect(list.lost?.map(\.size) == [size] && list.unexplained == 1)
            // Whoever asks for a cosigned one is sent to find out all the same.
            let history = try house.checkpoints.history()
            #expect(try scene.cosignatures.lostSize(history) == size + 1)
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

    @Test(arguments: [true, false])
    func `a spoilt file of cosignatures is told as that, and not as a disk that fails`(
        isList: Bool
    ) async throws {
        try await Self.with { scene in
            // Given two notes of one text with the same line, or what is no list
            let path = scene.house.folder.cosignaturesPath
            let signed = try SignedNote.parse(scene.house.checkpoints.signed())
            let fresh = try scene.cosigned(signed.description)
            if isList {
                try scene.put(signed, SignedNote.parse(fresh))
            } else {
                try Data("[".utf8).write(to: URL(filePath: path))
            }
            let before = try Data(contentsOf: URL(filePath: path))
            for house in scene.houses {
                // When cosignatures are asked for or sent back, then the file is named, and it stays as it is
                for problem in try Scene.refusals(of: house, takingIn: fresh, StartFailure.self) {
                    #expect(problem.code == .logUnavailable)
                    #expect(problem.params == ["reason": "spoilt", "path": .string(path)])
                }
            }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
        }
    }

    @Test func `a folder in the place of the cosignatures is named, and is no disk that fails`()
        async throws
    {
        try await Self.with { scene in
            let path = scene.house.folder.cosignaturesPath
            let signed = try scene.house.checkpoints.signed()
            let fresh = try scene.cosigned(signed)
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: false
            )
            for house in scene.houses {
                let refusals = try Scene.refusals(
                    of: house,
                    takingIn: fresh,
                    KeptFile.Unreadable.self
                )
                for problem in refusals {
                    #expect(problem.code == .logUnavailable)
                    #expect(
                        problem.params == [
                            "reason": "unreadable", "path": .string(path),
                            "cause": "Is a directory",
                        ]
                    )
                }
                // What the log signed stands by itself
                #expect(try house.note(isCosigned: false) == signed)
            }
        }
    }

    @Test(arguments: ["[", #"["kembar","x"]"#])
    func `verify names a spoilt file of cosignatures, and looks at the log all the same`(
        text: String
    ) async throws {
        try await Self.with { scene in
            let house = scene.house
            try Data(text.utf8).write(to: URL(filePath: house.folder.cosignaturesPath))
            let answer = try await house.verified()
            #expect(answer.result == "damaged" && answer.fault?.code == "kept-cosignatures")
            #expect(answer.fault?.params["file"]?.string == "cosignatures")
            #expect(answer.size == house.log.head.size && answer.views == "same")
            // Whoever asks for what the log itself signed gets it.
            #expect(try house.note(isCosigned: false) == house.checkpoints.signed())
        }
    }

    @Test(arguments: [true, false])
    func `a line put in the log's name accuses the file that it lies in, and is not handed out`(
        isBeside: Bool
    ) async throws {
        try await Self.with { scene in
            // Given the log's own line and one that only claims to be by it, beside a good note or alone
            let size = scene.house.log.head.size
            let signed = try SignedNote.parse(scene.house.checkpoints.signed())
            let spoilt = try signed.adding([scene.house.folder.key.sign("lain\n")])
            if isBeside {
                try scene.put(SignedNote.parse(scene.cosigned(signed.description)), spoilt)
            } else {
                try scene.put(spoilt)
            }
            for house in scene.houses {
                // When the log is verified, then it is read, and the file named
                let answer = try await house.verified()
                let code = isBeside ? "kept-cosignatures" : "kept-checkpoint"
                #expect(answer.result == "damaged" && answer.fault?.code == code, "\(answer)")
                #expect(answer.fault?.params["file"]?.string == "cosignatures")
                #expect(answer.size == size && answer.views == "same")
                // And what is handed out is what the log signed
                let note = try house.note(isCosigned: false)
                #expect(note == signed.description)
                let receipt = try house.auditAnswers.receipt(
                    of: "0",
                    under: note,
                    orCosigned: try? house.cosigned()
                )
                let proved = try receipt.verify([house.folder.key.verifierKey])
                #expect(proved.checkpoint.size == size)
            }
        }
    }

    @Test func `what comes back is kept beside a spoilt note of the same text`() async throws {
        try await Self.with { scene in
            let house = scene.house
            let size = house.log.head.size
            let signed = try SignedNote.parse(house.checkpoints.signed())
            let junk = try house.folder.key.sign("lain\n")
            try scene.put(signed.adding([junk]))
            // When a cosignature comes in, then the file can be read, and what was spoilt is there still
            let fresh = try SignedNote.parse(scene.cosigned(signed.description))
            let history = try house.checkpoints.history()
            _ = try scene.cosignatures.take(fresh.description, history)
            let rest = try SignedNote(text: signed.text, signatures: [junk])
            #expect(try Set(scene.cosignatures.notes().notes) == [fresh, rest])
            let list = try scene.list()
            #expect(list.enough == size && list.unexplained == 1)
            #expect(try scene.houses.last?.note(isCosigned: false) == fresh.description)
            let answer = try await house.verified()
            #expect(answer.fault?.code == "kept-checkpoint", "\(answer)")
            #expect(answer.fault?.params["file"]?.string == "cosignatures")
        }
    }

    @Test func `a line put in a witness's name is not handed out by a house that knows him`()
        async throws
    {
        try await Self.with { scene in
            let signed = try SignedNote.parse(scene.house.checkpoints.signed())
            let junk = try scene.witness.cosign("lain\n", at: 1_700_000_000)
            let fresh = try SignedNote.parse(scene.cosigned(signed.description))
            let asking = try #require(scene.houses.last)
            // Under the line that is genuine
            try scene.put(fresh.adding([junk]))
            #expect(try asking.note(isCosigned: false) == fresh.description)
            let told = try await asking.verified()
            #expect(told.result == "damaged" && told.fault?.code == "kept-cosignatures")
            #expect(told.size == scene.house.log.head.size && told.views == "same")
            // Whoever has no key of his can't tell
            let blind = try await scene.house.verified()
            #expect(blind.result == "whole" && blind.fault == nil)
            // But no file has two notes with the log's line under one text
            try scene.put(fresh, signed.adding([junk]))
            #expect(throws: StartFailure.self) { try scene.cosignatures.notes() }
            for house in scene.houses {
                let answer = try await house.verified()
                #expect(answer.result == "damaged" && answer.fault?.code == "kept-cosignatures")
                #expect(try house.note(isCosigned: false) == signed.description)
            }
        }
    }

    @Test func `cosignatures that can't be read are not said to be changed`() async throws {
        try await Self.with { scene in
            let house = scene.house
            try FileManager.default.createDirectory(
                atPath: house.folder.cosignaturesPath,
                withIntermediateDirectories: true
            )
            let answer = try await house.verified()
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
            let live = try await house.verified()
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

    @Test(arguments: [true, false])
    func `verify of a running log tells a spoilt file of cosignatures beside an unmet policy`(
        isList: Bool
    ) async throws {
        try await Self.with { scene in
            let house = scene.house
            let signed = try SignedNote.parse(try house.checkpoints.signed()).text
            let junk = try SignedNote(text: signed, signatures: [scene.witness.sign(signed)])
            try Data(isList ? CosignedNotes([junk]).json : Array("[".utf8))
                .write(to: URL(filePath: house.folder.cosignaturesPath))
            let answer = try await house.verified(demanding: scene.witness)
            #expect(answer.result == "damaged" && answer.fault?.code == "policy", "\(answer)")
            #expect(answer.cosignatures?.code == "kept-cosignatures")
            #expect(answer.views == "same" && answer.checked.contains("policy"))
            let alone = try await house.verified()
            #expect(alone.fault?.code == "kept-cosignatures" && alone.cosignatures == nil)
            #expect(alone.views == "same")
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
