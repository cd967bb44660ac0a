import Answers
import Audit
import Calendars
import Engine
import Entries
import EventLog
import Exports
import Foundation
import GRDB
import Projections
import TestSupport
import Testing
import Wire

@testable import Engine
@testable import Workflows
@testable import kembar_audit

/// What somebody does to a copied folder who can write SQL, with and without care, and who notices.
///
/// The table of docs/tampering.md is made from this suite.
@Suite(.timeLimit(.minutes(15))) struct ForgeryTests {
    /// How far a forger goes.
    private enum Care: CaseIterable {
        /// The rows are changed, and nothing that follows from them.
        case none
        /// Leaf hashes, columns and the tree are made anew.
        case tree
        /// And the checkpoint is signed anew, by another key; the auditor has the log's own.
        case otherKey
        /// And it is signed by the log's own key, which was stolen; the auditor has a checkpoint of before.
        case ownKey
    }

    /// What is done to the entries, in their order.
    private struct Deed {
        var name: String
        var body: @Sendable (inout [Forged]) throws -> Void
    }

    private static let deeds: [Deed] = [
        Deed(name: "a letter of an entry changed") { entries in
            try entries[5].edit { $0.data = ["title": "Contoj", "parties": ["99.71"]] }
        },
        Deed(name: "the time of recording of an entry changed") { entries in
            try entries[9].edit { $0.recorded = .init(milliseconds: 1_780_000_000_001) }
        },
        Deed(name: "the recorder of an entry changed") { entries in
            try entries[7].edit { $0.actor = .user(id: "a-0002", role: "admin") }
        },
        Deed(name: "an entry in the middle deleted") { $0.remove(at: 7) },
        Deed(name: "the last entries deleted") { $0.removeLast() },
        Deed(name: "two entries exchanged") { $0.swapAt(7, 9) },
        Deed(name: "an entry doubled, behind itself") { $0.insert($0[7], at: 8) },
        Deed(name: "an entry doubled, at the end") { $0.append($0[7]) },
        Deed(name: "an entry put in") { entries in
            var forged = entries[7]
            try forged.edit {
                $0.data = ["text": "tidak pernah ada"]
                $0.command.id = "palsu"
            }
            entries.insert(forged, at: 7)
        },
        Deed(name: "an entry put in at the end") { entries in
            var forged = entries[9]
            try forged.edit {
                $0.data = ["text": "tidak pernah ada"]
                $0.command.id = "palsu"
            }
            entries.append(forged)
        },
        Deed(name: "the history written anew from a point on (fork)") { entries in
            for index in 7..<entries.count where index != 8 {
                try entries[index].edit { $0.data = ["text": "lain"] }
            }
        },
        Deed(name: "the bytes of an entry dropped, no entry redacting it") { $0[7].bytes = nil },
        Deed(name: "the entry that redacts another dropped with it") { $0.removeSubrange(8...8) },
        Deed(name: "redacted bytes put back, others") { entries in
            try entries[6].restore(like: entries[7]) { $0.data = ["text": "lain"] }
        },
        Deed(name: "an entry put in at the end that redacts a signed one, with other words") {
            entries in
            let old = try Entry(bytes: entries[9].bytes ?? [], strictly: true)
            var forged = entries[8]
            try forged.edit { entry in
                entry.data = [
                    "authority": "Nota 2",
                    "entry": old.restated(
                        RestatedEntry(
                            position: 9,
                            data: ["text": "lain"],
                            dropsOnBehalfOf: false
                        )
                    ),
                    "position": 9,
                ]
            }
            entries.append(forged)
            entries[9].bytes = nil
        },
        Deed(name: "a letter changed, and an excuse put in at the end (`LogRecovered`)") {
            entries in
            let excuse = try Self.excuse(for: entries)
            try entries[5].edit { $0.data = ["title": "Contoj", "parties": ["99.71"]] }
            entries.append(excuse)
        },
        Deed(name: "every entry given another origin") { entries in
            for index in entries.indices where entries[index].bytes != nil {
                try entries[index].edit { $0.source = "https://lain.invalid/kembar" }
            }
        },
    ]

    /// An entry that says of the tree over these that it was lost, from its last entry on.
    private static func excuse(for entries: [Forged]) throws -> Forged {
        var frontier = TreeFrontier()
        for entry in entries { _ = frontier.append(entry.leaf) }
        let (size, root) = (Int(frontier.size), frontier.root)
        var excuse = entries[0]
        try excuse.edit { entry in
            entry.type = "LogRecovered"
            entry.command.id = "pulih"
            entry.data = [
                "checkpoint": "-",
                "found": ["root": .string(root.hex), "size": .integer(size)],
                "lostFrom": .integer(size - 1), "lostThrough": .integer(size - 1),
                "reason": "disk rusak",
                "signed": ["root": .string(root.hex), "size": .integer(size)],
            ]
        }
        return excuse
    }

    /// All that is said of a folder or a bundle.
    fileprivate static func answer(
        _ path: String,
        vkey: String? = nil,
        policy: TrustPolicy? = nil,
        since: String? = nil,
        handovers: [KeyHandover] = []
    ) async throws -> VerifyAnswer {
        let outcome = try await Examination.result(path) { examined in
            let wish = VerifyWish(vkey: vkey, policy: policy, since: since, handovers: handovers)
            return try .document(try await examined.verify(wish))
        }.get()
        guard case .answer(let bytes, _) = outcome else { throw CancellationError() }
        return try JSONDecoder().decode(VerifyAnswer.self, from: Data(bytes))
    }

    /// A copy to which that was done, with hashes, columns and tree.
    private static func forged(
        _ folder: SmallFolder,
        _ path: String,
        _ care: Care = .tree,
        _ body: (inout [Forged]) throws -> Void
    ) throws -> SmallFolder {
        let forged = try folder.copy(path)
        var entries = try Forged.all(in: folder)
        try body(&entries)
        try write(entries, into: forged, care)
        return forged
    }

    private static func deed(_ name: String) throws -> Deed {
        try #require(deeds.first { $0.name.hasPrefix(name) })
    }

    @Test(arguments: [false, true])
    func `an excuse that nobody signed neither explains nor hides what was changed`(
        isSpoilt: Bool
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let kept = try folder.text("checkpoint")
        let deed = try Self.deed("a letter changed, and an excuse")
        let forged = try Self.forged(folder, scratch.path + "/lain", .tree, deed.body)
        if isSpoilt {
            // No entry in its one spelling: the last of eleven is in no node, so its leaf is all that follows.
            let bytes = try #require(try Forged.all(in: forged).last?.bytes) + [0x20]
            let leaf = Data(MerkleTree.leafHash(bytes).bytes)
            try forged.forge { database in
                try database.execute(
                    sql: "UPDATE entry SET bytes = ?, leaf = ? WHERE position = 10",
                    arguments: [Data(bytes), leaf]
                )
            }
        }
        let asked: [(String?, String?)] = [(nil, nil), (folder.vkey, nil), (folder.vkey, kept)]
        for (vkey, since) in asked {
            let answer = try await Self.answer(forged.path, vkey: vkey, since: since)
            let fault = try #require(answer.fault)
            #expect(answer.result == "damaged" && fault.code == "root", "\(fault)")
            #expect(fault.position == 0 && fault.params["through"] == 9, "\(fault)")
            #expect(fault.params["recovery"] == nil && fault.params["recoveryReason"] == nil)
            #expect(answer.checked.contains("checkpoint"), "there is one")
            if !isSpoilt { #expect(fault.params["unsignedRecovery"] == 10) }
        }
        guard !isSpoilt else { return }
        // Nor where a key signed it that nobody knows.
        let other = try Self.forged(folder, scratch.path + "/kunci", .otherKey, deed.body)
        for vkey in [nil, folder.vkey] {
            let fault = try #require(
                try await Self.answer(other.path, vkey: vkey, since: kept).fault
            )
            #expect(fault.code == "root" && fault.position == 0, "\(fault)")
            #expect(fault.params["recovery"] == nil, "\(fault)")
        }
    }

    @Test func `no unsigned entry says what a signed one said, in a copy or a bundle`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let kept = try folder.text("checkpoint")
        let deed = try Self.deed("an entry put in at the end that redacts")
        let forged = try Self.forged(folder, scratch.path + "/lain", .tree, deed.body)
        for vkey in [nil, folder.vkey] {
            let answer = try await Self.answer(forged.path, vkey: vkey)
            #expect(answer.result == "unverified" && answer.signed == 10)
            #expect(answer.fault?.code == "unsigned-redaction" && answer.fault?.position == 9)
            #expect(answer.fault?.params["by"] == 10)
            // It keeps nobody from looking at the file.
            #expect(answer.checked.contains("structure"))
        }
        // Of a bundle under a checkpoint that no key of the log signed.
        let other = try Self.forged(folder, scratch.path + "/kunci", .otherKey, deed.body)
        let bundle = scratch.path + "/berkas"
        _ = try await Examination.result(other.path) { examined in
            try .document(
                examined.writeBundle(bundle, agreement: nil, checkpoint: nil)
            )
        }.get()
        let found = try await Self.answer(bundle, since: kept)
        #expect(found.result == "unverified" && found.fault?.code == "unsigned-redaction")
        #expect(try await Self.answer(bundle, vkey: folder.vkey).fault?.code == "signer")
    }

    @Test(arguments: [true, false])
    func `neither a spoilt file of cosignatures nor an unsigned entry hides the other`(
        isList: Bool
    ) async throws {
        // Given an entry that takes away what was signed, and junk beside the log
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        let kept = try folder.text("checkpoint")
        let deed = try Self.deed("an entry put in at the end that redacts")
        let forged = try Self.forged(folder, scratch.path + "/lain", .tree, deed.body)
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let text = try SignedNote.parse(kept).text
        let junk = try SignedNote(text: text, signatures: [witness.sign(text)])
        let list = String(decoding: CosignedNotes([junk]).json, as: UTF8.self)
        try forged.write(isList ? list : "[", to: "cosignatures")
        let policy = try TrustPolicy(
            "log \(folder.vkey)\nwitness satu \(witness.cosignerKey)\nquorum satu\n"
        )
        for vkey in [nil, folder.vkey] {
            // When the copy is verified, then both are told, and what is worse is the result
            let answer = try await Self.answer(forged.path, vkey: vkey, policy: policy)
            #expect(answer.result == "damaged" && Outcome.status(of: answer) == 1)
            #expect(answer.fault?.code == "unsigned-redaction" && answer.fault?.position == 9)
            #expect(answer.unsignedRedaction?.by == 10)
            #expect(answer.cosignatures?.code == "kept-cosignatures")
            #expect(answer.cosignatures?.params["file"] == "cosignatures")
            // And the file, the views and the policy are looked at as of a whole log
            #expect(answer.checked.contains("structure") && answer.checked.contains("policy"))
            #expect(answer.views != nil && answer.policyKey == nil)
        }
    }

    @Test func `junk that an auditor kept hides neither changed views nor an unmet policy`()
        async throws
    {
        // Given a checkpoint in the log's name that a stranger signed
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        let stranger = try SigningKey(
            name: SmallFolder.origin,
            seed: Array(repeating: 9, count: 32)
        )
        let kept = try Checkpoint(text: SignedNote.parse(folder.text("checkpoint")).text)
        let junk = try kept.sign(with: stranger)
        let beyond = try Checkpoint(
            origin: SmallFolder.origin,
            size: 99,
            root: MerkleTree.leafHash([9])
        ).sign(with: stranger)
        // When the copy is held against it, then all the rest is looked at
        let cases: [(String, String?)] = [(junk, nil), (junk, folder.vkey), (beyond, nil)]
        for (since, vkey) in cases {
            let answer = try await Self.answer(folder.path, vkey: vkey, since: since)
            let code = since == junk ? "since-unsigned" : "truncated"
            #expect(answer.fault?.code == code && answer.beside == nil, "\(answer)")
            #expect(answer.checked.contains("structure") && answer.views == "same")
        }
        // And what is worse is told first and is the result
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let policy = try TrustPolicy(
            "log \(folder.vkey)\nwitness satu \(witness.cosignerKey)\nquorum satu\n"
        )
        let unmet = try await Self.answer(
            folder.path,
            vkey: folder.vkey,
            policy: policy,
            since: junk
        )
        #expect(unmet.result == "damaged" && unmet.fault?.code == "policy", "\(unmet)")
        #expect(unmet.beside?.map(\.code) == ["since-unsigned"])
        let queue = try DatabaseQueue(path: folder.file("views.db"))
        try await queue.write { database in
            try database.execute(
                sql: "UPDATE agreement SET state = replace(state, 'Contoh', 'Lain')"
            )
        }
        try queue.close()
        let changed = try await Self.answer(folder.path, vkey: folder.vkey, since: junk)
        #expect(changed.fault?.code == "since-unsigned" && changed.views == "differ")
        #expect(Outcome.status(of: changed) == 1)
        try folder.forge { try $0.execute(sql: "DROP INDEX entry_engine") }
        let dropped = try await Self.answer(folder.path, vkey: folder.vkey, since: junk)
        #expect(dropped.result == "damaged" && dropped.fault?.code == "structure")
    }

    @Test func `a checkpoint of a witness alone signs nothing`() async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let deed = try Self.deed("an entry put in at the end")
        let forged = try Self.forged(folder, scratch.path + "/lain", .tree, deed.body)
        var frontier = TreeFrontier()
        for entry in try Forged.all(in: forged) { _ = frontier.append(entry.leaf) }
        let witness = try SigningKey(
            name: "saksi.invalid",
            seed: Array(repeating: 4, count: 32)
        )
        let checkpoint = try Checkpoint(
            origin: SmallFolder.origin,
            size: frontier.size,
            root: frontier.root
        )
        let note = try SignedNote(
            text: checkpoint.text,
            signatures: [witness.sign(checkpoint.text)]
        )
        let list = String(decoding: CosignedNotes([note]).json, as: UTF8.self)
        try forged.write(list, to: "cosignatures")
        for vkey in [nil, folder.vkey] {
            let answer = try await Self.answer(forged.path, vkey: vkey)
            #expect(answer.result == "damaged" && answer.signed == 10, "\(answer)")
            #expect(answer.fault?.code == "kept-cosignatures")
            #expect(answer.fault?.params["file"] == "cosignatures")
        }
        // Nor is it handed on.
        let refused = await Examination.result(forged.path) { examined in
            .text(try examined.cosignedNote())
        }
        guard case .failure(let problem) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(problem.code == .copyCheckpoint && problem.params["file"] == "cosignatures")
    }

    /// What one question of a folder is answered with.
    private static func text(
        _ path: String,
        _ ask: (any Examined) throws -> String
    ) async -> Result<String, Problem> {
        await Examination.result(path) { .text(try ask($0)) }.map { outcome in
            guard case .answer(let bytes, _) = outcome else { return "" }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func refusal(
        _ path: String,
        _ ask: (any Examined) throws -> String
    ) async throws -> Problem {
        let result = await text(path, ask)
        guard case .failure(let problem) = result else {
            Issue.record("\(result)")
            throw CancellationError()
        }
        return problem
    }

    @Test func `a key that only an unsigned entry adopts signs nothing, and is not the log's`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let other = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 9, count: 32))
        let forged = try Self.forged(folder, scratch.path + "/lain") { entries in
            var adoption = entries[0]
            try adoption.edit { entry in
                entry.type = "KeyAdopted"
                entry.command.id = "kunci"
                entry.data = [
                    "lost": true, "previous": .string(folder.vkey),
                    "vkey": .string(other.verifierKey.description),
                ]
            }
            entries.append(adoption)
        }
        var frontier = TreeFrontier()
        for entry in try Forged.all(in: forged) { _ = frontier.append(entry.leaf) }
        let note = try Checkpoint(
            origin: SmallFolder.origin,
            size: frontier.size,
            root: frontier.root
        ).sign(with: other)
        let list = String(decoding: CosignedNotes([try SignedNote.parse(note)]).json, as: UTF8.self)
        try forged.write(list, to: "cosignatures")
        for vkey in [nil, folder.vkey] {
            let answer = try await Self.answer(forged.path, vkey: vkey)
            #expect(answer.result == "damaged" && answer.signed == 10, "\(answer)")
            #expect(answer.fault?.code == "kept-cosignatures")
            #expect(answer.keys?.map(\.unsigned) == [nil, true])
        }
        let handedOn = try await Self.refusal(forged.path) { try $0.cosignedNote() }
        #expect(handedOn.code == .copyCheckpoint && handedOn.params["file"] == "cosignatures")
        #expect(try await Self.text(forged.path) { try $0.vkey() }.get() == folder.vkey)
        #expect(try await Self.text(forged.path) { try $0.keyDoubt() ?? "" }.get() == "")

        // Nor where the checkpoint is not one, or was not copied along.
        let kept = try forged.text("checkpoint")
        let end = try #require(kept.range(of: "\n\n")).upperBound
        try forged.write(String(kept[..<end]), to: "checkpoint")
        for isThere in [true, false] {
            if !isThere {
                try FileManager.default.removeItem(atPath: forged.file("checkpoint"))
                // Elsewhere one may lie that covers the entry: that is no tampering.
                let absent = try await Self.refusal(forged.path) { try $0.cosignedNote() }
                #expect(absent.code == .copyWithoutCheckpoint)
                try FileManager.default.removeItem(atPath: forged.file("cosignatures"))
            }
            #expect(try await Self.text(forged.path) { try $0.vkey() }.get() == folder.vkey)
            let doubt = try await Self.text(forged.path) { try $0.keyDoubt() ?? "" }.get()
            #expect(doubt == KeyList.noCheckpoint)
        }
        let answer = try await Self.answer(forged.path)
        #expect(answer.result == "whole" && answer.signed == nil)
        #expect(answer.keys?.map(\.unsigned) == [nil, true])
    }

    @Test func `a key that was handed over is the log's in a copy without a checkpoint too`()
        async throws
    {
        let scratch = try Scratch()
        let next = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 8, count: 32))
        let folder = try await SmallFolder(scratch.path + "/asli", successor: next)
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let note = try SignedNote.parse(try folder.text("checkpoint"))
        let cosigned = try note.adding([witness.cosign(note.text, at: 1)])
        let list = String(decoding: CosignedNotes([cosigned]).json, as: UTF8.self)
        try folder.write(list, to: "cosignatures")
        try FileManager.default.removeItem(atPath: folder.file("checkpoint"))
        #expect(try await Self.text(folder.path) { try $0.vkey() }.get() == folder.vkey)
        let handedOn = try await Self.text(folder.path) { try $0.cosignedNote() }.get()
        #expect(handedOn == cosigned.description)
        let answer = try await Self.answer(folder.path)
        #expect(answer.result == "whole" && answer.signed == answer.size)
        #expect(answer.keys?.map(\.unsigned) == [nil, nil])
    }

    @Test func `signed damage is told before an unsigned entry that is none`() async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let kept = try folder.text("checkpoint")
        let forged = try Self.forged(folder, scratch.path + "/lain") { entries in
            let last = entries[9]
            try entries[9].edit { $0.data = ["text": "lain"] }
            for number in 0..<5 {
                var more = last
                try more.edit { $0.command.id = "lagi-\(number)" }
                entries.append(more)
            }
        }
        // The last of fifteen is in no node, so its leaf is all that follows from its bytes.
        let bytes = try #require(try Forged.all(in: forged).last?.bytes) + [0x20]
        let leaf = Data(MerkleTree.leafHash(bytes).bytes)
        try forged.forge { database in
            try database.execute(
                sql: "UPDATE entry SET bytes = ?, leaf = ? WHERE position = 14",
                arguments: [Data(bytes), leaf]
            )
        }
        let asked: [(String?, String?)] = [(nil, nil), (folder.vkey, nil), (folder.vkey, kept)]
        for (vkey, since) in asked {
            let answer = try await Self.answer(forged.path, vkey: vkey, since: since)
            let fault = try #require(answer.fault)
            #expect(answer.result == "damaged" && fault.code == "root", "\(fault)")
            #expect(fault.position <= 9 && fault.params["through"] == 9, "\(fault)")
            #expect(answer.checked.contains("checkpoint"), "there is one")
        }
    }

    @Test(arguments: [3, 10, 25] as [Int64])
    func `a cosigned checkpoint that claims the log's key stands under no answer`(
        size: Int64
    ) async throws {
        // Given one that was changed under its signatures: another root, or another size
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let kept = try folder.text("checkpoint")
        let genuine = try #require(
            CosignedNotes(json: Array(try FolderForgeryTests.cosignatures(folder).utf8))?.notes
                .first
        )
        let changed = try Checkpoint(
            origin: SmallFolder.origin,
            size: size,
            root: MerkleTree.leafHash([1])
        )
        let note = try SignedNote(text: changed.text, signatures: genuine.signatures)
        let list = String(decoding: CosignedNotes([note]).json, as: UTF8.self)
        try folder.write(list, to: "cosignatures")
        // When it is asked for, then it is refused, and nothing is made under it
        let handedOn = try await Self.refusal(folder.path) { try $0.cosignedNote() }
        #expect(handedOn.code == .copyCheckpoint && handedOn.params["file"] == "cosignatures")
        let bundle = scratch.path + "/berkas"
        let made = try await Self.refusal(folder.path) { examined in
            _ = try examined.writeBundle(
                bundle,
                agreement: nil,
                checkpoint: nil,
                isCosigned: true
            )
            return ""
        }
        #expect(made.code == .copyCheckpoint)
        #expect(!FileManager.default.fileExists(atPath: bundle))
        // And a receipt is under the checkpoint beside the log
        for position in ["2", "9"] {
            let receipt = try await Self.text(folder.path) { examined in
                try examined.receipt(position).note.description
            }.get()
            #expect(receipt == kept)
        }
    }

    /// A file of cosignatures with these notes, also one that is never written.
    private static func list(_ notes: [SignedNote]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return String(decoding: try encoder.encode(notes.map(\.description)), as: UTF8.self)
    }

    @Test(arguments: [true, false])
    func `a line in the log's name accuses the file that it lies in, and hides no changed entry`(
        isBeside: Bool
    ) async throws {
        // Given the log's own line and one that only claims to be by it, beside a good note or alone
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let signed = try SignedNote.parse(try folder.text("checkpoint"))
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let genuine = try signed.adding([witness.cosign(signed.text, at: 1)])
        let spoilt = try signed.adding([folder.key.sign("lain\n")])
        let list = try Self.list(isBeside ? [genuine, spoilt] : [spoilt])
        try folder.write(list, to: "cosignatures")
        let code = isBeside ? "kept-cosignatures" : "kept-checkpoint"
        for vkey in [nil, folder.vkey] {
            // When the copy is verified, then the log is read, and the file named
            let answer = try await Self.answer(folder.path, vkey: vkey)
            #expect(answer.result == "damaged" && answer.fault?.code == code, "\(answer)")
            #expect(answer.fault?.params["file"] == "cosignatures")
            #expect(answer.size == 10 && answer.signed == 10)
            #expect(answer.signer == (vkey == nil ? "not-checked" : "verified"))
        }
        // And what is handed on is what the log signed
        let handedOn = try await Self.text(folder.path) { try $0.keptNote() }.get()
        #expect(handedOn == signed.description)
        let receipt = try await Self.text(folder.path) { examined in
            try examined.receipt("9").note.description
        }.get()
        #expect(receipt == signed.description)
        // And an entry that was changed is told first
        let deed = try Self.deed("a letter of an entry changed")
        let changed = try Self.forged(folder, scratch.path + "/lain", .tree, deed.body)
        try changed.write(list, to: "cosignatures")
        for vkey in [nil, folder.vkey] {
            let answer = try await Self.answer(changed.path, vkey: vkey)
            #expect(answer.fault?.code == "root" && answer.fault?.params["file"] == nil)
            // And the file beside it
            #expect(answer.cosignatures?.code == code, "\(answer)")
        }
    }

    @Test(arguments: [true, false])
    func `a line in a witness's name is told to whoever can tell, and spoils no other's`(
        isBeside: Bool
    ) async throws {
        // Given what one witness cosigned, and a line that claims to be by another
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let signed = try SignedNote.parse(try folder.text("checkpoint"))
        let first = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let second = try SigningKey(name: "saksi.invalid/2", seed: Array(repeating: 5, count: 32))
        let genuine = try signed.adding([first.cosign(signed.text, at: 1)])
        let junk = try second.cosign("lain\n", at: 1)
        let notes = try isBeside ? [genuine, signed.adding([junk])] : [genuine.adding([junk])]
        try folder.write(Self.list(notes), to: "cosignatures")
        let policy = try TrustPolicy(
            """
            log \(folder.vkey)
            witness satu \(first.cosignerKey)
            witness dua \(second.cosignerKey)
            quorum satu

            """
        )
        let alone = try await Self.answer(folder.path)
        let checked = try await Self.answer(folder.path, policy: policy)
        if isBeside {
            // When it is a second note of the same text, then no such file was ever written
            #expect(alone.fault?.code == "kept-cosignatures" && alone.result == "damaged")
            #expect(checked.fault?.code == "policy")
            #expect(checked.cosignatures?.code == "kept-cosignatures")
            let handedOn = try await Self.text(folder.path) { try $0.keptNote() }.get()
            #expect(handedOn == signed.description)
        } else {
            // And else who has that witness's key is told, and has the other's line
            #expect(alone.result == "whole")
            #expect(checked.fault?.code == "kept-cosignatures" && checked.result == "damaged")
            #expect(checked.witnessed == 10 && checked.witnesses?.map(\.name) == ["saksi.invalid"])
        }
    }

    @Test(arguments: [true, false])
    func `what is no file in the place of the cosignatures is named, and hides nothing`(
        isFolder: Bool
    ) async throws {
        // Given a copy with a folder or a link where the cosignatures lie
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        let place = folder.file("cosignatures")
        if isFolder {
            try FileManager.default.createDirectory(
                atPath: place,
                withIntermediateDirectories: false
            )
        } else {
            try FileManager.default.createSymbolicLink(
                atPath: place,
                withDestinationPath: folder.file("checkpoint")
            )
        }
        // When it is verified, then the log is, and that is told
        let answer = try await Self.answer(folder.path, vkey: folder.vkey)
        #expect(answer.result == "unverified" && answer.fault?.code == "kept-cosignatures")
        #expect(answer.fault?.params["reason"]?.string == "unreadable", "\(answer)")
        #expect(answer.signer == "verified" && answer.views == "same")
        #expect(answer.checked.contains("structure"))
        // And what the log signed is handed on, what witnesses signed is not
        let handedOn = try await Self.text(folder.path) { try $0.keptNote() }.get()
        #expect(try handedOn == folder.text("checkpoint"))
        let refused = try await Self.refusal(folder.path) { examined in
            _ = try examined.cosignatures()
            return ""
        }
        let cause = isFolder ? "Is a directory" : "Too many levels of symbolic links"
        #expect(refused.code == .copyUnreadable)
        #expect(
            refused.params == [
                "path": .string(place), "file": "cosignatures", "cause": .string(cause),
            ]
        )
    }

    @Test func `a spoilt signature hides neither changed views nor an index that is gone`()
        async throws
    {
        // Given views that say something else, and a checkpoint that another key signed
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        let other = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 9, count: 32))
        let text = try SignedNote.parse(try folder.text("checkpoint")).text
        try folder.write(Checkpoint(text: text).sign(with: other), to: "checkpoint")
        let queue = try DatabaseQueue(path: folder.file("views.db"))
        try await queue.write { database in
            try database.execute(
                sql: "UPDATE agreement SET state = replace(state, 'Contoh', 'Lain')"
            )
        }
        try queue.close()
        let policy = try TrustPolicy("log \(folder.vkey)\nquorum none\n")
        // When it is verified by the log's key, then the views, the file and a policy are looked at
        let changed = try await Self.answer(folder.path, vkey: folder.vkey, policy: policy)
        #expect(changed.result == "damaged" && changed.fault?.code == "signer", "\(changed)")
        #expect(changed.views == "differ" && changed.documents != nil)
        #expect(changed.checked.contains("schema") && changed.checked.contains("structure"))
        #expect(changed.beside?.map(\.code) == ["policy"])
        // And what is wrong with the file is told first
        try folder.forge { try $0.execute(sql: "DROP INDEX entry_engine") }
        let dropped = try await Self.answer(folder.path, vkey: folder.vkey)
        #expect(dropped.result == "damaged" && dropped.fault?.code == "structure", "\(dropped)")
        #expect(dropped.beside?.map(\.code) == ["signer"])
    }

    @Test func `a handover that is brought shows a history written anew, in folder and bundle`()
        async throws
    {
        // Given what the founding key signed over its successor, who has written an entry anew since
        let scratch = try Scratch()
        let next = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 8, count: 32))
        let founder = try SmallFolder.founder().verifierKey
        let folder = try await SmallFolder(scratch.path + "/asli", successor: next)
        let proofs = try await Self.text(folder.path) { examined in
            try examined.handovers(below: .max).map(\.receipt.description).joined()
        }.get()
        let held = KeyHandover.all(in: Array(proofs.utf8))
        #expect(held.count == 1)
        let forged = try Self.forged(folder, scratch.path + "/lain", .ownKey) { entries in
            try entries[5].edit { $0.data = ["title": "Contoj", "parties": ["99.71"]] }
            // What the founding key signed over the adoption would not fit.
            entries.removeLast()
        }
        let bundle = scratch.path + "/berkas"
        _ = try await Examination.result(forged.path) { examined in
            try .document(
                examined.writeBundle(bundle, agreement: nil, checkpoint: nil)
            )
        }.get()
        let policy = try TrustPolicy("log \(founder)\nquorum none\n")
        for path in [forged.path, bundle] {
            #expect(try await Self.answer(path).result == "whole")
            // When it is brought, with the founding key, a policy that names it, its successor, or nothing else
            let asked: [(String?, TrustPolicy?)] = [
                (founder.description, nil), (nil, policy),
                (next.verifierKey.description, nil), (nil, nil),
            ]
            for (vkey, policy) in asked {
                let found = try await Self.answer(
                    path,
                    vkey: vkey,
                    policy: policy,
                    handovers: held
                )
                // Then the log is not what it signed
                #expect(found.result == "damaged" && found.fault?.code == "root", "\(found)")
                #expect(found.fault?.params["signed"] == 11 && found.policyKey == nil)
            }
        }
        // And the genuine one is
        let whole = try await Self.answer(folder.path, policy: policy, handovers: held)
        #expect(whole.result == "whole" && whole.policyKey == next.verifierKey.description)
    }

    @Test(arguments: [6, 25] as [Int64])
    func `a cosigned checkpoint of entries that are lost is passed over`(size: Int64) async throws {
        // Given what the log's key signed of another branch, and one that fits
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        func cosigned(_ size: Int64, _ root: TreeHash) throws -> SignedNote {
            let checkpoint = try Checkpoint(origin: SmallFolder.origin, size: size, root: root)
            let note = try SignedNote.parse(checkpoint.sign(with: folder.key))
            return try note.adding([witness.cosign(note.text, at: 1)])
        }
        var frontier = TreeFrontier()
        for entry in try Forged.all(in: folder).prefix(4) { _ = frontier.append(entry.leaf) }
        let fitting = try cosigned(4, frontier.root)
        let lost = try cosigned(size, MerkleTree.leafHash([1]))
        let kept = try folder.text("checkpoint")
        for notes in [[lost], [fitting, lost]] {
            let list = String(decoding: CosignedNotes(notes).json, as: UTF8.self)
            try folder.write(list, to: "cosignatures")
            // When receipts are made, then under what fits and covers the entry
            for (position, covering) in [("3", fitting.description), ("5", kept)] {
                let receipt = try await Self.text(folder.path) { examined in
                    try examined.receipt(position).note.description
                }.get()
                #expect(receipt == (notes.count == 1 ? kept : covering))
            }
            // And a cosigned one is handed on only if it fits
            guard notes.count == 1 else {
                let handedOn = try await Self.text(folder.path) { try $0.cosignedNote() }.get()
                #expect(handedOn == fitting.description)
                continue
            }
            let refused = try await Self.refusal(folder.path) { try $0.cosignedNote() }
            #expect(refused == Problem.nothingCosigned(lost: size))
        }
    }

    @Test(arguments: [6, 12] as [Int64])
    func `of a recovered log what is lost stands beside what witnesses cosigned of it`(
        size: Int64
    ) async throws {
        // Given a copy whose log says that it lost entries, with what was cosigned of both branches
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        func cosigned(_ note: String) throws -> SignedNote {
            let note = try SignedNote.parse(note)
            return try note.adding([witness.cosign(note.text, at: 1)])
        }
        let root = MerkleTree.leafHash([1])
        let lost = try cosigned(
            Checkpoint(origin: SmallFolder.origin, size: size, root: root).sign(with: folder.key)
        )
        func recover(_ entries: inout [Forged]) throws {
            var recovery = entries[0]
            try recovery.edit { entry in
                entry.type = "LogRecovered"
                entry.command.id = "pulih"
                entry.data = [
                    "checkpoint": "-", "lostFrom": 4, "lostThrough": 11, "reason": "disk rusak",
                    "signed": ["root": .string(root.hex), "size": 12],
                ]
            }
            entries.append(recovery)
        }
        let policy = try TrustPolicy(
            "log \(folder.vkey)\nwitness satu \(witness.cosignerKey)\nquorum satu\n"
        )
        func list(_ folder: SmallFolder, _ policy: TrustPolicy?) async throws -> CosignatureList {
            let result = await Examination.result(folder.path) { examined in
                try .document(examined.cosignatureList(under: policy, path: folder.path))
            }
            guard case .answer(let bytes, _) = try result.get() else { throw CancellationError() }
            return try JSONDecoder().decode(CosignatureList.self, from: Data(bytes))
        }
        let honest = try Self.forged(folder, scratch.path + "/pulih", .ownKey, recover)
        let fitting = try cosigned(try honest.text("checkpoint"))
        for notes in [[lost], [fitting, lost]] {
            let hasFitting = notes.count == 2
            let kept = String(decoding: CosignedNotes(notes).json, as: UTF8.self)
            try honest.write(kept, to: "cosignatures")
            // When the cosignatures are asked for, then those of the log count, and the others are told as lost
            let checked = try await list(honest, policy)
            #expect(checked.head == 11 && checked.unexplained == nil)
            #expect(checked.enough == (hasFitting ? 11 : nil))
            #expect(checked.witnesses.map(\.size) == [hasFitting ? 11 : nil])
            #expect(checked.unchecked == [])
            let by = [WitnessAnswer(name: "saksi.invalid", time: 1)]
            #expect(
                checked.lost == [LostCosignatures(size: size, recovery: 10, witnesses: by)]
            )
            // And the log is whole, as far as it says what it has not
            let whole = try await Self.answer(honest.path, vkey: folder.vkey)
            #expect(whole.result == "whole" && whole.checked.contains("structure"), "\(whole)")
            #expect(whole.lost?.map(\.entry) == [10] && whole.lost?.map(\.signed) == [size])
            // But whoever kept one of them is told so, and all the rest is looked at
            let held = try await Self.answer(
                honest.path,
                vkey: folder.vkey,
                since: lost.description
            )
            #expect(held.result == "damaged" && held.fault?.params["recovery"] == 10, "\(held)")
            #expect(held.size == 11 && held.signer == "verified" && held.views == "none")
            #expect(held.checked.contains("structure") && held.documents != nil)
            // And without a policy nobody vouches for who cosigned them
            let named = try await list(honest, nil)
            #expect(named.unchecked?.map(\.size) == (hasFitting ? [11] : []))
            #expect(named.lost == [LostCosignatures(size: size, recovery: 10, witnesses: [])])
        }
        // But where no key signed that entry, it explains nothing
        let excused = try Self.forged(folder, scratch.path + "/dalih", .tree, recover)
        let kept = String(decoding: CosignedNotes([lost]).json, as: UTF8.self)
        for folder in [folder, excused] {
            try folder.write(kept, to: "cosignatures")
            let problem = await #expect(throws: Problem.self) { try await list(folder, policy) }
            #expect(problem?.code == .copyCheckpoint)
            #expect(problem?.params["file"] == "cosignatures")
            let code = problem?.params["fault"]?.string
            #expect(code == "root" || code == "truncated", "\(String(describing: code))")
            let answer = try await Self.answer(folder.path)
            #expect(answer.result == "damaged" && answer.lost == nil, "\(answer)")
        }
    }

    @Test func `a spoilt file of cosignatures stops only what needs it`() async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        try folder.write("[", to: "cosignatures")
        let kept = try folder.text("checkpoint")
        let bundle = scratch.path + "/berkas"
        _ = try await Examination.result(folder.path) { examined in
            #expect(try examined.keptNote() == kept)
            _ = try examined.receipt("3")
            _ = try examined.writeBundle(bundle, agreement: nil, checkpoint: nil)
            let refused = #expect(throws: Problem.self) { try examined.cosignedNote() }
            #expect(refused?.code == .copyCheckpoint)
            return .text(kept)
        }.get()
        #expect(try await Self.answer(bundle, vkey: folder.vkey).result == "whole")
        #expect(try await Self.answer(folder.path).fault?.code == "kept-cosignatures")
    }

    @Test func `the table of forgeries is what the document says`() async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let original = try Forged.all(in: folder)
        let kept = try folder.text("checkpoint")
        var rows: [[String]] = []
        for (number, deed) in Self.deeds.enumerated() {
            var cells = [deed.name]
            for care in Care.allCases {
                let forged = try folder.copy("\(scratch.path)/\(number)-\(cells.count)")
                var entries = original
                try deed.body(&entries)
                try Self.write(entries, into: forged, care)
                let found = try await Finding.verify(
                    forged.path,
                    vkey: care == .none || care == .tree ? nil : folder.vkey,
                    since: care == .ownKey ? kept : nil
                )
                cells.append(found.cell)
                // What is told of is not whole: the first row that is another lies where it is said to be.
                let different = entries.indices.first { index in
                    guard index < original.count else { return true }
                    let (one, other) = (entries[index], original[index])
                    return one.bytes != other.bytes || one.leaf != other.leaf
                        || one.subject != other.subject || one.type != other.type
                }
                // Nor is an entry whole whose bytes no entry took, once that one is gone.
                let elsewhere: Set = [
                    "truncated", "signer", "wal-missing", "unexplained-redaction",
                ]
                if let first = found.first, let different, !elsewhere.contains(found.code ?? "") {
                    #expect(first.contains(Int64(different)), "\(deed.name), \(care): \(first)")
                }
            }
            rows.append(cells)
        }
        try TamperTable(name: "forgeries").check(
            head: [
                "Done to the entries", "rows only", "with hashes, columns and tree",
                "and signed by another key, against `--vkey`",
                "and signed by the log's own key, against `--since`",
            ],
            rows: rows
        )
        // Whatever was done, somebody notices; only what nobody signed yet can be taken or added.
        for row in rows { #expect(row[1...].contains { !$0.hasPrefix("whole") }, "\(row)") }
    }

    private static func write(
        _ entries: [Forged],
        into folder: SmallFolder,
        _ care: Care
    ) throws {
        var entries = entries
        if care != .none {
            for index in entries.indices { try entries[index].fit(at: index, entries) }
        }
        try folder.forge { database in
            try database.execute(sql: "DELETE FROM entry")
            for (position, entry) in entries.enumerated() {
                try entry.insert(into: database, at: position)
            }
            guard care != .none else { return }
            try database.execute(sql: "DELETE FROM node; DELETE FROM redaction")
            for (index, entry) in entries.enumerated() {
                guard let redacted = entry.redacts else { continue }
                try database.execute(
                    sql: "INSERT OR IGNORE INTO redaction VALUES (?, ?)",
                    arguments: [redacted, index]
                )
            }
            var frontier = TreeFrontier()
            for entry in entries {
                for node in frontier.append(entry.leaf) where node.level > 0 {
                    try database.execute(
                        sql: "INSERT INTO node VALUES (?, ?, ?)",
                        arguments: [node.level, node.index, Data(node.hash.bytes)]
                    )
                }
            }
        }
        guard care == .otherKey || care == .ownKey else { return }
        let other = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 9, count: 32))
        var frontier = TreeFrontier()
        for entry in entries { _ = frontier.append(entry.leaf) }
        let note = try Checkpoint(
            origin: SmallFolder.origin,
            size: frontier.size,
            root: frontier.root
        ).sign(with: care == .ownKey ? folder.key : other)
        try folder.write(note, to: "checkpoint")
    }
}

/// The same for what lies beside the entries: the file, its rules, the checkpoint, the views.
@Suite(.timeLimit(.minutes(15))) struct FolderForgeryTests {
    private struct Deed {
        var name: String
        var body: @Sendable (SmallFolder) async throws -> Void
    }

    private static func note(
        _ folder: SmallFolder,
        origin: String = SmallFolder.origin,
        size: Int64? = nil,
        root: TreeHash? = nil,
        seed: UInt8 = 7
    ) throws -> String {
        let key = try SigningKey(name: origin, seed: Array(repeating: seed, count: 32))
        let kept = try Checkpoint.open(
            try folder.text("checkpoint"),
            keys: [folder.key.verifierKey]
        )
        .checkpoint
        return try Checkpoint(
            origin: origin,
            size: size ?? kept.size,
            root: root ?? kept.root
        ).sign(with: key)
    }

    /// What the daemon keeps once a witness has cosigned the checkpoint.
    fileprivate static func cosignatures(_ folder: SmallFolder) throws -> String {
        let witness = try SigningKey(
            name: "saksi.invalid",
            seed: Array(repeating: 4, count: 32)
        )
        let note = try SignedNote.parse(try folder.text("checkpoint"))
        let cosigned = try note.adding([witness.cosign(note.text, at: 1)])
        let list = String(decoding: CosignedNotes([cosigned]).json, as: UTF8.self)
        // Unspoilt it is no finding.
        try #require(CosignedNotes(json: Array(list.utf8)) != nil)
        return list
    }

    private static func sql(_ text: String) -> @Sendable (SmallFolder) async throws -> Void {
        { folder in try folder.forge { try $0.execute(sql: text) } }
    }

    private static func views(
        _ statements: String...
    ) -> @Sendable (SmallFolder) async throws -> Void {
        { folder in
            let queue = try DatabaseQueue(path: folder.file("views.db"))
            try await queue.write { for sql in statements { try $0.execute(sql: sql) } }
            try queue.close()
        }
    }

    private static let deeds: [Deed] = [
        Deed(
            name: "a stored node changed",
            body: sql("UPDATE node SET hash = zeroblob(32) WHERE level = 2")
        ),
        Deed(
            name: "a stored node deleted",
            body: sql("DELETE FROM node WHERE level = 1 AND idx = 1")
        ),
        Deed(
            name: "a node put in that belongs to no entry",
            body: sql("INSERT INTO node VALUES (5, 0, zeroblob(32))")
        ),
        Deed(
            name: "a column changed: another agreement",
            body: sql("UPDATE entry SET subject = '2026-0002' WHERE position = 9")
        ),
        Deed(
            name: "a column changed: another type",
            body: sql("UPDATE entry SET type = 'NoteAddee' WHERE position = 9")
        ),
        Deed(
            name: "a stored leaf hash changed",
            body: sql("UPDATE entry SET leaf = zeroblob(32) WHERE position = 3")
        ),
        Deed(name: "the table of redactions emptied", body: sql("DELETE FROM redaction")),
        Deed(
            name: "a row of the table of redactions put in",
            body: sql("INSERT INTO redaction VALUES (2, 5)")
        ),
        Deed(
            name: "a row of the table of redactions led to another entry",
            body: sql("UPDATE redaction SET redactedby = 9")
        ),
        Deed(
            name: "an entry at a position below 0",
            body: sql(
                "INSERT INTO entry SELECT -1, bytes, leaf, NULL, NULL, type, zeroblob(16), 1 FROM entry WHERE position = 0"
            )
        ),
        Deed(name: "a rule of the file dropped") { folder in
            try folder.forge(restoringRules: false) { _ in }
        },
        Deed(name: "a table put in", body: sql("CREATE TABLE catatan (isi TEXT)")),
        Deed(name: "an index dropped", body: sql("DROP INDEX entry_engine")),
        Deed(name: "the file cut in half") { folder in
            let bytes = try folder.bytes("log.db")
            try Data(bytes.prefix(bytes.count / 2)).write(
                to: URL(fileURLWithPath: folder.file("log.db"))
            )
        },
        Deed(name: "the file emptied") { folder in
            try Data().write(to: URL(fileURLWithPath: folder.file("log.db")))
        },
        Deed(name: "the file emptied, and the checkpoint taken away") { folder in
            try Data().write(to: URL(fileURLWithPath: folder.file("log.db")))
            try FileManager.default.removeItem(atPath: folder.file("checkpoint"))
        },
        Deed(name: "a checkpoint of another size") { folder in
            try folder.write(note(folder, size: 5), to: "checkpoint")
        },
        Deed(name: "a checkpoint of another root") { folder in
            try folder.write(note(folder, root: MerkleTree.leafHash([])), to: "checkpoint")
        },
        Deed(name: "a checkpoint of another origin") { folder in
            try folder.write(
                note(folder, origin: "lain.invalid/kembar", seed: 3),
                to: "checkpoint"
            )
        },
        Deed(name: "the checkpoint signed by another key") { folder in
            try folder.write(note(folder, seed: 9), to: "checkpoint")
        },
        Deed(name: "a letter of the signature changed") { folder in
            let text = try folder.text("checkpoint")
            try folder.write(String(text.dropLast(8)) + "AAAAAA=\n", to: "checkpoint")
        },
        Deed(name: "the signatures stripped") { folder in
            let text = try folder.text("checkpoint")
            let end = try #require(text.range(of: "\n\n"))
            try folder.write(String(text[..<end.upperBound]), to: "checkpoint")
        },
        Deed(name: "the checkpoint taken away") { folder in
            try FileManager.default.removeItem(atPath: folder.file("checkpoint"))
        },
        Deed(name: "signature lines of unknown keys added") { folder in
            let foreign = try SigningKey(
                name: "saksi.invalid",
                seed: Array(repeating: 4, count: 32)
            )
            var note = try SignedNote.parse(try folder.text("checkpoint"))
            note = try note.adding([foreign.sign(note.text), foreign.cosign(note.text, at: 1)])
            try folder.write(note.description, to: "checkpoint")
        },
        Deed(name: "the file `cosignatures` overwritten") { folder in
            try folder.write("bukan daftar", to: "cosignatures")
        },
        Deed(name: "something that is no checkpoint put among the `cosignatures`") { folder in
            let list = try Self.cosignatures(folder)
            try folder.write("[\"kembar\"," + list.dropFirst(), to: "cosignatures")
        },
        Deed(name: "a checkpoint put among the `cosignatures` that no key of the log signed") {
            folder in
            let witness = try SigningKey(
                name: "saksi.invalid",
                seed: Array(repeating: 4, count: 32)
            )
            let text = try SignedNote.parse(try folder.text("checkpoint")).text
            let note = try SignedNote(text: text, signatures: [witness.sign(text)])
            let list = String(decoding: CosignedNotes([note]).json, as: UTF8.self)
            try folder.write(list, to: "cosignatures")
        },
        Deed(name: "a cosigned checkpoint given another size") { folder in
            let list = try Self.cosignatures(folder)
            let size = try Forged.all(in: folder).count
            let other = list.replacing(
                "\\u000a\(size)\\u000a",
                with: "\\u000a\(size + 1)\\u000a"
            )
            try #require(other != list)
            try folder.write(other, to: "cosignatures")
        },
        Deed(
            name: "what people are shown changed (`views.db`)",
            body: views("UPDATE agreement SET state = replace(state, 'Contoh', 'Lain')")
        ),
        Deed(
            name: "the same, and the root beside it: `views.db` of another log or state",
            body: views(
                "UPDATE agreement SET state = replace(state, 'Contoh', 'Lain')",
                "UPDATE progress SET root = zeroblob(32)"
            )
        ),
        Deed(
            name: "the same, and the position beside it: `views.db` ahead of the log",
            body: views(
                "UPDATE agreement SET state = replace(state, 'Contoh', 'Lain')",
                "UPDATE progress SET position = 99"
            )
        ),
        Deed(
            name: "a text that can be searched changed (`views.db`)",
            body: views("UPDATE search SET body = 'Lain' WHERE rowid = 1")
        ),
        Deed(
            name: "a text that can be searched taken away (`views.db`)",
            body: views(
                "DELETE FROM search WHERE rowid = 1",
                "DELETE FROM searchrow WHERE id = 1"
            )
        ),
        Deed(
            name: "the words that lead to the texts changed (`views.db`)",
            body: views("DELETE FROM search_data WHERE id > 10")
        ),
        Deed(
            name: "a table of `views.db` renamed",
            body: views("ALTER TABLE renewal RENAME TO pembaruan")
        ),
        Deed(name: "`views.db` that can't be read") { folder in
            try folder.write("bukan basis data", to: "views.db")
        },
        Deed(
            name: "`views.db` said to be of another version",
            body: views("PRAGMA user_version = 999")
        ),
        Deed(name: "`views.db` taken away") { folder in
            for name in ["views.db", "views.db-wal", "views.db-shm"] {
                try? FileManager.default.removeItem(atPath: folder.file(name))
            }
        },
    ]

    @Test func `the table of other changes to a folder is what the document says`() async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        #expect(try await Finding.verify(folder.path, vkey: folder.vkey) == Finding())
        var rows: [[String]] = []
        for (number, deed) in Self.deeds.enumerated() {
            let forged = try folder.copy("\(scratch.path)/\(number)")
            try await deed.body(forged)
            let alone = try await Finding.verify(forged.path)
            let pinned = try await Finding.verify(forged.path, vkey: folder.vkey)
            rows.append([deed.name, alone.cell, pinned.cell])
        }
        try TamperTable(name: "folder").check(
            head: ["Done to the folder", "`verify`", "`verify --vkey`"],
            rows: rows
        )
    }

    @Test(arguments: ["kept-cosignatures", "kept-checkpoint", "["])
    func `a spoilt file of cosignatures hides neither changed views nor an unmet policy`(
        text: String
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        let list = try Self.cosignatures(folder)
        switch text {
        case "kept-cosignatures":
            let witness = try SigningKey(
                name: "saksi.invalid",
                seed: Array(repeating: 4, count: 32)
            )
            let text = try SignedNote.parse(try folder.text("checkpoint")).text
            let note = try SignedNote(text: text, signatures: [witness.sign(text)])
            let junk = String(decoding: CosignedNotes([note]).json, as: UTF8.self)
            try folder.write(junk, to: "cosignatures")
        case "kept-checkpoint":
            let size = try Forged.all(in: folder).count
            let other = list.replacing(
                "\\u000a\(size)\\u000a",
                with: "\\u000a\(size + 1)\\u000a"
            )
            try folder.write(other, to: "cosignatures")
        default: try folder.write(text, to: "cosignatures")
        }
        let code = text == "[" ? "kept-cosignatures" : text
        // Views that are as the log says are told as that, and so are others.
        let whole = try await ForgeryTests.answer(folder.path, vkey: folder.vkey)
        #expect(whole.fault?.code == code && whole.views == "same", "\(whole)")
        #expect(whole.checked.contains("structure") && whole.cosignatures == nil)
        // A policy is not met by what was not held against the log.
        let unmet = try await folder.underUnmetPolicy(folder.path)
        #expect(unmet.fault?.code == "policy" && unmet.result == "damaged")
        #expect(unmet.cosignatures?.code == code && unmet.views == "same")
        let changed = try folder.copy(scratch.path + "/lain")
        try await Self.views(
            "UPDATE agreement SET state = replace(state, 'Contoh', 'Lain')"
        )(changed)
        let both = try await ForgeryTests.answer(changed.path, vkey: folder.vkey)
        #expect(both.fault?.code == code && both.views == "differ", "\(both)")
        // An index that is gone is told first, and the file beside it.
        let dropped = try folder.copy(scratch.path + "/indeks")
        try dropped.forge { try $0.execute(sql: "DROP INDEX entry_engine") }
        let structure = try await ForgeryTests.answer(dropped.path, vkey: folder.vkey)
        #expect(structure.fault?.code == "structure", "\(structure)")
        #expect(structure.cosignatures?.code == code)
    }

    @Test func `a spoilt letter of the signature hides neither a changed entry nor changed views`()
        async throws
    {
        // Given a signature with other letters, alone
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        let text = try folder.text("checkpoint")
        let spoilt = String(text.dropLast(8)) + "AAAAAA=\n"
        try folder.write(spoilt, to: "checkpoint")
        let policy = try TrustPolicy("log \(folder.vkey)\nquorum none\n")
        for vkey in [nil, folder.vkey] {
            let alone = try await ForgeryTests.answer(folder.path, vkey: vkey, policy: policy)
            #expect(alone.result == "damaged" && alone.fault?.code == "kept-checkpoint", "\(alone)")
            // Then all else is looked at
            #expect(alone.views == "same" && alone.checked.contains("structure"))
            #expect(alone.beside?.map(\.code) == ["policy"] && alone.areEntriesWhole)
            #expect(alone.faultOfSigner != nil && alone.signed == nil)
        }
        // When views are changed as well, then they are told
        let changed = try folder.copy(scratch.path + "/tampilan")
        try await Self.views(
            "UPDATE agreement SET state = replace(state, 'Contoh', 'Lain')"
        )(changed)
        let both = try await ForgeryTests.answer(changed.path, vkey: folder.vkey)
        #expect(both.fault?.code == "kept-checkpoint" && both.views == "differ", "\(both)")
        // And when an entry is, then that is told first
        let forged = try folder.copy(scratch.path + "/entri")
        try forged.forge {
            try $0.execute(sql: "UPDATE entry SET leaf = zeroblob(32) WHERE position = 3")
        }
        let named = try await ForgeryTests.answer(forged.path, vkey: folder.vkey)
        #expect(named.fault?.position == 3 && named.fault?.code == "leaf-hash", "\(named)")
        #expect(named.beside?.map(\.code) == ["kept-checkpoint"])
    }

    @Test func `a spoilt signature by a later key is told as that, whichever key is pinned`()
        async throws
    {
        // Given a log whose key was handed over, and other letters in what the successor signed last
        let scratch = try Scratch()
        let next = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 8, count: 32))
        let founder = try SmallFolder.founder().verifierKey
        let folder = try await SmallFolder(
            scratch.path + "/asli",
            hasViews: true,
            successor: next
        )
        let text = try folder.text("checkpoint")
        try folder.write(String(text.dropLast(8)) + "AAAAAA=\n", to: "checkpoint")
        for vkey in [nil, founder.description, next.verifierKey.description] {
            // When the copy is verified, then that is told, and not that nobody signed
            let answer = try await ForgeryTests.answer(folder.path, vkey: vkey)
            #expect(answer.result == "damaged" && answer.fault?.code == "kept-checkpoint")
            #expect(answer.fault?.params["reason"]?.string == "forged", "\(answer)")
            #expect(answer.beside == nil && answer.signer == "not-checked")
            #expect(answer.views == "same" && answer.checked.contains("structure"))
        }
    }

    @Test(arguments: [true, false])
    func `a spoilt line in a witness's name under the checkpoint is told, and genuine ones count`(
        isBeside: Bool
    ) async throws {
        // Given a line in a witness's name that is not by it, with the genuine one or alone
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let signed = try SignedNote.parse(try folder.text("checkpoint"))
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let genuine = try isBeside ? [witness.cosign(signed.text, at: 1)] : []
        let junk = try witness.cosign("lain\n", at: 1)
        try folder.write(signed.adding(genuine + [junk]).description, to: "checkpoint")
        let policy = try TrustPolicy(
            "log \(folder.vkey)\nwitness satu \(witness.cosignerKey)\nquorum satu\n"
        )
        var paths = [folder.path]
        for agreement in [nil, SmallFolder.agreement] {
            let bundle = "\(scratch.path)/berkas\(paths.count)"
            _ = try await Examination.result(folder.path) { examined in
                try .document(
                    examined.writeBundle(bundle, agreement: agreement, checkpoint: nil)
                )
            }.get()
            paths.append(bundle)
        }
        for path in paths {
            // When nobody asks after that witness, then nothing is wrong
            #expect(try await ForgeryTests.answer(path).result == "whole")
            for vkey in [nil, folder.vkey] {
                // And under its policy that line is told, and what is genuine meets it
                let answer = try await ForgeryTests.answer(path, vkey: vkey, policy: policy)
                #expect(answer.result == "damaged" && answer.areEntriesWhole, "\(answer)")
                #expect(answer.fault?.code == "spoilt-cosignature")
                let named = answer.fault?.params["witnesses"]?.array?.compactMap(\.string)
                #expect(named == ["saksi.invalid"])
                #expect(answer.witnessed == (isBeside ? 10 : nil))
                // And too few is not that the log's key signed nothing
                #expect(answer.beside?.map(\.code) == (isBeside ? nil : ["policy"]))
                #expect(answer.beside?.first?.params["reason"] == nil)
            }
        }
    }

    @Test func `under a policy whose log signed nothing here no witness is missed`() async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        let other = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 9, count: 32))
        let cases: [(String, String?)] = [
            (other.verifierKey.description, "signer"), (folder.vkey, nil),
        ]
        for (key, reason) in cases {
            // Given a policy that asks for a witness, and one that asks for none
            let witness = try SigningKey(
                name: "saksi.invalid",
                seed: Array(repeating: 4, count: 32)
            )
            for quorum in ["witness satu \(witness.cosignerKey)\nquorum satu\n", "quorum none\n"] {
                let policy = try TrustPolicy("log \(key)\n\(quorum)")
                // When the copy is held against it, then what is missing is told
                let answer = try await ForgeryTests.answer(folder.path, policy: policy)
                let isMet = reason == nil && quorum == "quorum none\n"
                #expect(answer.fault?.code == (isMet ? nil : "policy"), "\(answer)")
                #expect(answer.fault?.params["reason"]?.string == reason)
                #expect(answer.views == "same")
            }
        }
    }

    @Test func `no cosigned checkpoint of another history meets a policy`() async throws {
        // Given what somebody kept of a log that was written anew with another key
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let other = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 9, count: 32))
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let foreign = try SignedNote.parse(
            Checkpoint(origin: SmallFolder.origin, size: 5, root: MerkleTree.leafHash([1]))
                .sign(with: other)
        )
        let cosigned = try foreign.adding([witness.cosign(foreign.text, at: 1)])
        let list = String(decoding: CosignedNotes([cosigned]).json, as: UTF8.self)
        try folder.write(list, to: "cosignatures")
        // When a policy names that key, then it is not met by what this log does not go on from
        let policy = try TrustPolicy(
            "log \(other.verifierKey)\nwitness satu \(witness.cosignerKey)\nquorum satu\n"
        )
        let answer = try await ForgeryTests.answer(folder.path, policy: policy)
        #expect(answer.fault?.code == "policy" && answer.witnessed == nil, "\(answer)")
        #expect(answer.cosignatures?.code == "kept-cosignatures")
    }

    @Test func `an older copy is whole by itself, and shown up by any later checkpoint`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let newest = try folder.text("checkpoint")
        let old = try folder.copy(scratch.path + "/lama")
        try old.forge { database in
            // As it was before the entry was there that is redacted now.
            try database.execute(sql: "DELETE FROM entry WHERE position > 5")
            try database.execute(sql: "DELETE FROM redaction")
            try database.execute(sql: "DELETE FROM node WHERE (idx + 1) << level > 6")
        }
        var frontier = TreeFrontier()
        for entry in try Forged.all(in: folder).prefix(6) { _ = frontier.append(entry.leaf) }
        try old.write(
            Checkpoint(origin: SmallFolder.origin, size: 6, root: frontier.root).sign(
                with: old.key
            ),
            to: "checkpoint"
        )
        #expect(try await Finding.verify(old.path, vkey: folder.vkey) == Finding())
        let shown = try await Finding.verify(old.path, vkey: folder.vkey, since: newest)
        #expect(shown.code == "truncated")
    }
}
