import Answers
import Audit
import Calendars
import Entries
import EventLog
import Exports
import Foundation
import GRDB
import Testing
import Wire

@testable import kembar_audit

/// What comes from outside: checkpoints that somebody kept, and those that a witness is handed.
@Suite(.timeLimit(.minutes(15))) struct OutsideTests {
    /// The checkpoint of the first `size` entries, signed by the log, or one of another history.
    private static func note(
        _ folder: SmallFolder,
        _ size: Int64,
        isOther: Bool = false
    ) async throws -> String {
        let log = try SQLiteLog.open(folder: folder.path, access: .readOnly)
        var root = try Audit.root(ofSize: size, from: log.nodes)
        await log.close()
        if isOther { root = MerkleTree.leafHash(Array("lain \(size)".utf8)) }
        return try Checkpoint(origin: SmallFolder.origin, size: size, root: root)
            .sign(with: folder.key)
    }

    private static func verify(
        _ folder: SmallFolder,
        since: String? = nil,
        vkey: String? = nil
    ) async throws -> VerifyAnswer {
        let result = await Examination.result(folder.path) { examined in
            try .document(try await examined.verify(VerifyWish(vkey: vkey, since: since)))
        }
        guard case .answer(let bytes, _) = try result.get() else { throw CancellationError() }
        return try JSONDecoder().decode(VerifyAnswer.self, from: Data(bytes))
    }

    @Test(arguments: [false, true])
    func `a policy that is not met hides no finding about the views`(isForged: Bool) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli", hasViews: true)
        if isForged {
            let queue = try DatabaseQueue(path: folder.file("views.db"))
            try await queue.write {
                try $0.execute(
                    sql: "UPDATE agreement SET state = replace(state, 'Contoh', 'Lain')"
                )
            }
            try queue.close()
        }
        let answer = try await folder.underUnmetPolicy(folder.path)
        #expect(answer.fault?.code == "policy" && answer.result == "damaged")
        #expect(answer.views == (isForged ? "differ" : "same"))
        #expect(answer.checked.contains("policy") && answer.checked.contains("views"))
    }

    /// What a copy with that checkpoint leaves open of its last key.
    private static func keyDoubt(
        _ folder: SmallFolder,
        beside note: String
    ) async throws -> String {
        try folder.write(note, to: "checkpoint")
        let result = await Examination.result(folder.path) { examined in
            .text(try examined.keyDoubt() ?? "")
        }
        guard case .answer(let bytes, _) = try result.get() else { throw CancellationError() }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a copy whose checkpoint an unknown key signed does not tell which key is in force`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let own = try folder.text("checkpoint")
        #expect(try await Self.keyDoubt(folder, beside: own) == "")
        let newer = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 9, count: 32))
        let ahead = try Checkpoint(
            origin: SmallFolder.origin,
            size: 99,
            root: MerkleTree.leafHash([9])
        )
        let unknown = try await Self.keyDoubt(folder, beside: ahead.sign(with: newer))
        #expect(unknown == "signed-by-unknown-key" && KeyList.doubts.contains(unknown))
        // That entries are lost says nothing of the key that signed them.
        #expect(try await Self.keyDoubt(folder, beside: ahead.sign(with: folder.key)) == "")
    }

    @Test func `a copy that does not fit a checkpoint by an unknown key says who did not sign it`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let newer = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 9, count: 32))
        let other = try Checkpoint(
            origin: SmallFolder.origin,
            size: 5,
            root: MerkleTree.leafHash([9])
        )
        let cases: [(SigningKey, String?)] = [(newer, "unknown"), (folder.key, nil)]
        for (key, signer) in cases {
            try folder.write(try other.sign(with: key), to: "checkpoint")
            for vkey in [nil, folder.vkey] {
                let result = await Examination.result(folder.path) { examined in
                    let refused = #expect(throws: Problem.self) { try examined.vkey() }
                    #expect(refused?.code == .copyCheckpoint)
                    #expect(refused?.params["signer"]?.string == signer)
                    return try .document(try await examined.verify(VerifyWish(vkey: vkey)))
                }
                guard case .answer(let bytes, _) = try result.get() else {
                    throw CancellationError()
                }
                let answer = try JSONDecoder().decode(VerifyAnswer.self, from: Data(bytes))
                #expect(answer.result == "damaged" && answer.fault?.code == "root")
                #expect(answer.fault?.params["signer"]?.string == signer)
            }
        }
    }

    @Test func `a key that only an entry beyond the checkpoint adopts is not printed as the log's`()
        async throws
    {
        let scratch = try Scratch()
        let founder = try SmallFolder.founder()
        let other = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 8, count: 32))
        let folder = try await SmallFolder(scratch.path + "/asli", successor: other)
        func vkey() async throws -> String {
            let result = await Examination.result(folder.path) { examined in
                .text(try examined.vkey())
            }
            guard case .answer(let bytes, _) = try result.get() else { throw CancellationError() }
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try await vkey() == other.verifierKey.description)
        // The adoption is the last entry, and the checkpoint ends before it.
        let entries = try Forged.all(in: folder)
        let adoption = entries.count - 2
        try folder.forge { database in
            try database.execute(sql: "DELETE FROM entry WHERE position > \(adoption)")
            try database.execute(
                sql: "DELETE FROM node WHERE (idx + 1) << level > \(adoption + 1)"
            )
        }
        var frontier = TreeFrontier()
        for entry in entries.prefix(adoption) { _ = frontier.append(entry.leaf) }
        let checkpoint = try Checkpoint(
            origin: SmallFolder.origin,
            size: frontier.size,
            root: frontier.root
        )
        try folder.write(checkpoint.sign(with: founder), to: "checkpoint")
        #expect(try await vkey() == founder.verifierKey.description)
    }

    @Test func `what stands in a signed entry's place by the word of an unsigned one is named`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        func found(_ agreement: String? = nil) async throws -> UnsignedRedaction? {
            let result = await Examination.result(folder.path) { examined in
                let found = try examined.unsignedRedaction(of: agreement)
                return try .document([found].compactMap(\.self))
            }
            guard case .answer(let bytes, _) = try result.get() else { throw CancellationError() }
            return try JSONDecoder().decode([UnsignedRedaction].self, from: Data(bytes)).first
        }
        // Given a copy in which entry 8 took the bytes of entry 6
        #expect(try await found() == nil, "the checkpoint covers both")
        // When the checkpoint covers the one and not the other
        let early = try await Self.note(folder, 8)
        try folder.write(early, to: "checkpoint")
        // Then both are named, unless another agreement is asked about
        let open = UnsignedRedaction(position: 6, by: 8)
        #expect(try await found() == open)
        #expect(try await found(SmallFolder.agreement) == open)
        #expect(try await found("2026-0099") == nil)
        // And so they are where only a witness's copy of that checkpoint lies there
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let note = try SignedNote.parse(early)
        let cosigned = try note.adding([witness.cosign(note.text, at: 1)])
        let list = String(decoding: CosignedNotes([cosigned]).json, as: UTF8.self)
        try folder.write(list, to: "cosignatures")
        try FileManager.default.removeItem(atPath: folder.file("checkpoint"))
        #expect(try await found() == open)
        // Where nothing is signed, nothing signed was taken away
        try FileManager.default.removeItem(atPath: folder.file("cosignatures"))
        #expect(try await found() == nil)
        // Nor where the entry that was taken is not signed either
        try folder.write(try await Self.note(folder, 6), to: "checkpoint")
        #expect(try await found() == nil)
    }

    @Test func `every checkpoint of a file is held, and the first that does not fit is named`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        var notes: [Int64: String] = [:]
        for size: Int64 in [3, 5, 7] { notes[size] = try await Self.note(folder, size) }
        let good = [7, 3, 5].compactMap { notes[$0] }.joined()
        let whole = try await Self.verify(folder, since: good)
        #expect(whole.result == "whole")
        #expect(whole.since == 7 && whole.sinceOldest == 3 && whole.sinceCount == 3)
        #expect(whole.sinceOthers == nil)

        // Wherever in the file it stands.
        let forged = try await Self.note(folder, 5, isOther: true)
        for order in [[notes[7], notes[3], forged], [forged, notes[3]], [notes[3], forged]] {
            let text = order.compactMap(\.self).joined()
            let found = try await Self.verify(folder, since: text)
            #expect(found.result == "damaged")
            #expect(found.fault?.code == "root")
            #expect(found.fault?.position == 3)
            #expect(found.fault?.params["since"] == 5)
        }
        // One of the head's own size contradicts the log's own checkpoint: the entry lies before it.
        let size = whole.size
        let head = try await Self.note(folder, size, isOther: true)
        let fork = try await Self.verify(folder, since: good + head)
        #expect(fork.fault?.position == 7)
        #expect(fork.fault?.params["since"]?.integer == Int(size))
        // Entries that are gone: the smallest that reaches over the end is named.
        let ahead = try [size + 4, size + 2].map {
            try Checkpoint(origin: SmallFolder.origin, size: $0, root: MerkleTree.leafHash([1]))
                .sign(with: folder.key)
        }
        let cut = try await Self.verify(folder, since: good + ahead.joined())
        #expect(cut.fault?.code == "truncated")
        #expect(cut.fault?.position == size)
        #expect(cut.fault?.params["since"]?.integer == Int(size) + 2)
    }

    @Test func `another log's are passed over, and a signature that is none is named`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let own = try await Self.note(folder, 3)
        let other = try SigningKey(name: "lain.invalid", seed: Array(repeating: 2, count: 32))
        let foreign = try Checkpoint(
            origin: "lain.invalid",
            size: 9,
            root: MerkleTree.leafHash([2])
        ).sign(with: other)
        let passed = try await Self.verify(folder, since: foreign + own)
        #expect(passed.result == "whole" && passed.sinceOthers == 1 && passed.sinceCount == 1)
        let forged = own.replacing("\n3\n", with: "\n4\n")
        for (text, name, expected) in [
            (foreign, "lain.invalid, 9", "checkpoint"),
            (own + forged, "\(SmallFolder.origin), 4", "checkpoint-signature"),
        ] {
            let problem = await #expect(throws: Problem.self) {
                try await Self.verify(folder, since: text)
            }
            #expect(problem?.code == .badField)
            #expect(problem?.params["value"]?.string == name)
            #expect(problem?.params["expected"]?.string == expected)
            #expect(Outcome.verifying(try #require(problem)) == 2)
        }
    }

    @Test func `what no key of the log signed proves nothing of a log that is vouched for`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let stranger = try SigningKey(
            name: SmallFolder.origin,
            seed: Array(repeating: 9, count: 32)
        )
        func byStranger(_ note: String) throws -> String {
            try Checkpoint(text: SignedNote.parse(note).text).sign(with: stranger)
        }
        let own = try await Self.note(folder, 3)
        let fitting = try byStranger(try await Self.note(folder, 5))
        let other = try byStranger(try await Self.note(folder, 5, isOther: true))
        for (note, vkey) in [
            (fitting, folder.vkey), (other, folder.vkey), (fitting, nil),
        ] as [(String, String?)] {
            let answer = try await Self.verify(folder, since: own + note, vkey: vkey)
            #expect(answer.result == "unverified" && Outcome.status(of: answer) == 2)
            let fault = try #require(answer.fault)
            #expect(fault.code == "since-unsigned" && fault.position == -1)
            #expect(fault.params["size"] == 5)
            #expect(fault.params["fits"]?.bool == (note == fitting))
            #expect(answer.since == 3 && answer.sinceCount == 1, "the other one was no help")
        }
        // Nobody vouches for the log: it may have been replaced, and its key with it.
        let beyond = try Checkpoint(
            origin: SmallFolder.origin,
            size: 99,
            root: MerkleTree.leafHash([9])
        ).sign(with: stranger)
        for (note, code, size) in [(other, "root", 5), (beyond, "truncated", 99)] {
            let answer = try await Self.verify(folder, since: own + note)
            #expect(answer.result == "damaged" && answer.size > 7)
            let fault = try #require(answer.fault)
            #expect(fault.code == code && fault.params["signer"]?.string == "unknown")
            #expect(fault.params["since"]?.integer == size)
            #expect(fault.position == (code == "root" ? 3 : answer.size))
        }
        // By the key that was pinned: that the log has another says how much.
        let pinned = try await Self.verify(
            folder,
            since: other,
            vkey: stranger.verifierKey.description
        )
        #expect(pinned.fault?.code == "root" && pinned.fault?.params["signer"] == nil)
        // What the log's key signed is told first, whoever else signed something.
        let forged = try await Self.note(folder, 7, isOther: true)
        for vkey in [folder.vkey, nil] {
            let answer = try await Self.verify(folder, since: other + forged, vkey: vkey)
            #expect(answer.result == "damaged" && answer.fault?.code == "root")
            #expect(answer.fault?.params["since"] == 7)
            #expect(answer.fault?.params["signer"] == nil)
        }
    }

    @Test(arguments: ["vkey", "policy", "since", "handover"])
    func `whatever nothing could be held against is no damage, and no wrong command line`(
        field: String
    ) {
        let problem = Problem(.badField, ["field": .string(field), "value": "foo"])
        #expect(Outcome.verifying(problem) == 2)
        #expect(Outcome.verifying(Problem(.copyMissing)) == 2)
        #expect(Outcome.verifying(Problem(.copyTorn)) == 1)
    }

    @Test func `a file has at most so many checkpoints, and one without is no success`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let own = try await Self.note(folder, 3)
        func read(_ text: String) throws -> String? {
            let path = scratch.path + "/berkas"
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            return try SavedMail.checkpoints(path)
        }
        let many = (1...1_001).map { own.replacing("\n3\n", with: "\n\($0)\n") }
        #expect(try read(many.dropLast().joined())?.isEmpty == false)
        let over = #expect(throws: Problem.self) { try read(many.joined()) }
        #expect(over?.params["found"] == 1_001 && over?.params["limit"] == 1_000)
        let none = #expect(throws: Problem.self) { try read("Salam\n") }
        #expect(none?.params["expected"] == "checkpoint")
    }

    @Test func `what says more entries than a log can have is no checkpoint, and hides none`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let own = try await Self.note(folder, 3)
        let path = scratch.path + "/berkas"
        for seed: UInt8 in [7, 9] {
            // Given such a note in the log's name, by its own key or by one that somebody made up
            let key = try SigningKey(
                name: SmallFolder.origin,
                seed: Array(repeating: seed, count: 32)
            )
            let beyond = try Checkpoint(
                origin: SmallFolder.origin,
                size: Checkpoint.sizeMax + 1,
                root: MerkleTree.leafHash([1])
            ).sign(with: key)
            // When it lies in a mailbox, then the genuine one beside it counts
            try (own + beyond).write(toFile: path, atomically: false, encoding: .utf8)
            let kept = try await Self.verify(folder, since: SavedMail.checkpoints(path))
            #expect(kept.result == "whole" && kept.since == 3 && kept.sinceCount == 1, "\(kept)")
            // And given by itself, or as a note, it is told to be none
            try beyond.write(toFile: path, atomically: false, encoding: .utf8)
            let none = #expect(throws: Problem.self) { try SavedMail.checkpoints(path) }
            let given = await #expect(throws: Problem.self) {
                try await Self.verify(folder, since: own + beyond)
            }
            for problem in [none, given] {
                #expect(problem?.params["expected"] == "checkpoint")
            }
            // And beside the log it is damage that can be read
            let changed = try await SmallFolder(scratch.path + "/ubah \(seed)")
            try beyond.write(
                toFile: changed.path + "/checkpoint",
                atomically: false,
                encoding: .utf8
            )
            let found = try await Self.verify(changed)
            #expect(found.result == "damaged" && Outcome.status(of: found) == 1, "\(found)")
            let fault = try #require(found.fault)
            #expect(fault.code == "kept-checkpoint" && fault.position == -1)
            #expect(fault.params["reason"] == "no-checkpoint")
        }
    }

    @Test func `files have at most so many handovers together, each under a checkpoint`() throws {
        let scratch = try Scratch()
        let founder = try SmallFolder.founder()
        let new = try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 8, count: 32))
        let proof = try Self.handover(from: founder, to: new, size: 5).receipt.description
        func file(_ name: String, _ text: String) throws -> String {
            let path = scratch.path + "/" + name
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            return path
        }
        let most = try file("seribu", String(repeating: proof, count: 1_000))
        #expect(try KeyHandover.files([most]).count == 1_000)
        let one = try file("satu", proof)
        let more = try file("lebih", String(repeating: proof, count: 1_001))
        for paths in [[more], [most, one]] {
            let over = #expect(throws: Problem.self) { try KeyHandover.files(paths) }
            #expect(over?.code == .badField && over?.params["expected"] == "handover-count")
            #expect(over?.params["found"] == 1_001 && over?.params["limit"] == 1_000)
            #expect(over?.params["value"]?.string == paths.last)
        }
        // More entries than a log can have
        let beyond = try file("jauh", proof.replacing("\n5\n", with: "\n9007199254740992\n"))
        let none = #expect(throws: Problem.self) { try KeyHandover.files([beyond]) }
        #expect(none?.params["expected"] == "handover")
    }

    // MARK: What a witness is handed

    @Test(arguments: [
        "as is", "mail", "windows", "unended", "text around", "octets", "typewriter", "hyphen",
    ])
    func `a witness signs the note's own bytes, however they came`(way: String) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let note = try await Self.note(folder, 5)
        let text: String =
            switch way {
            case "mail":
                "From: a@contoh.invalid\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                    + "\r\nTerlampir.\r\n--b\r\nContent-Disposition: attachment\r\n"
                    + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + Data(note.utf8).base64EncodedString(options: .lineLength76Characters)
                    + "\r\n--b--\r\n"
            case "octets":
                "From: a@contoh.invalid\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
                    + "\nTerlampir.\n--b\nContent-Disposition: attachment; filename=checkpoint\n"
                    + "Content-Type: application/octet-stream\n"
                    + "Content-Transfer-Encoding: base64\n\n"
                    + Data(note.utf8).base64EncodedString(options: .lineLength76Characters)
                    + "\n--b--\n"
            case "typewriter": note.replacing("\u{2014}", with: "--")
            case "hyphen":
                "Subject: Fwd\n\n> "
                    + note.replacing("\u{2014}", with: "-")
                    .replacing("\n", with: "\n> ")
            case "windows": note.replacing("\n", with: "\r\n")
            case "unended": String(note.dropLast())
            case "text around": "Mohon ditandatangani:\n\n" + note + "\nTerima kasih.\n"
            default: note
            }
        let log = folder.key.verifierKey
        let requests = HandedRequests(Array(text.utf8), of: FollowedKey(log)).newest
        let request = try #require(requests.first)
        #expect(requests.count == 1 && request.note.description == note)
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let record = WitnessRecord(scratch.path + "/catatan")
        let answer = try record.cosign(request, witness, FollowedKey(log))
        #expect(answer.result == "cosigned")
        let opened = try Checkpoint.open(
            try #require(answer.note),
            keys: [log, witness.cosignerKey]
        )
        #expect(opened.signatures.count == 2 && opened.checkpoint.size == 5)
    }

    @Test(arguments: [
        "no empty line", "broken signature", "broken twice", "byte order mark", "all of them",
    ])
    func `what was typed off a paper is read, and one wrong letter is told to be that`(
        way: String
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let key = FollowedKey(folder.key.verifierKey)
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let record = WitnessRecord(scratch.path + "/catatan")
        let first = try #require(
            HandedRequests(Array(try await Self.note(folder, 3).utf8), of: key).newest.first
        )
        #expect(try record.cosign(first, witness, key).result == "cosigned")

        let log = try SQLiteLog.open(folder: folder.path, access: .readOnly)
        let proof = try ConsistencyProof.generate(oldSize: 3, newSize: 5, from: log.nodes)
        await log.close()
        let note = try SignedNote.parse(try await Self.note(folder, 5))
        let request = WitnessRequest(oldSize: 3, proof: proof, note: note).description
        func typed(_ text: String) -> String {
            var text = text
            let all = way == "all of them"
            let line = String(note.description.split(separator: "\n").last ?? "")
            if all || way == "no empty line" {
                text = text.replacing("\n\n", with: "\n")
            }
            if all || way == "broken signature" {
                text = text.replacing(line, with: line.dropLast(30) + "\n" + line.suffix(30))
            }
            if way == "broken twice" {
                let middle = line.dropLast(20).suffix(40)
                text = text.replacing(
                    line,
                    with: line.dropLast(60) + "\r\n" + middle + "\n" + line.suffix(20)
                )
            }
            if all || way == "byte order mark" { text = "\u{FEFF}" + text }
            return text
        }
        let handed = HandedRequests(Array(typed(request).utf8), of: key)
        #expect(handed.newest.map(\.description) == [request])
        let path = scratch.path + "/diketik"
        try typed(note.description).write(toFile: path, atomically: false, encoding: .utf8)
        #expect(try SavedMail.checkpoints(path) == note.description)

        // One letter of a hash: the proof does not fit. A hash that is none: it can't be read.
        let hash = try #require(proof.hashes.first?.base64)
        let other = (hash.hasPrefix("A") ? "B" : "A") + hash.dropFirst()
        let wrong = HandedRequests(
            Array(typed(request.replacing(hash, with: other)).utf8),
            of: key
        )
        let refused = try record.cosign(try #require(wrong.newest.first), witness, key)
        #expect(refused.reason == "not-an-extension" && refused.status == 1)
        #expect(wrong.unreadProofSize == nil)
        let short = HandedRequests(
            Array(typed(request.replacing(hash, with: hash.dropFirst())).utf8),
            of: key
        )
        #expect(short.unreadProofSize == 3)
        let unread = try record.cosign(try #require(short.newest.first), witness, key)
        #expect(unread.reason == "conflict" && unread.stored == 3)
        #expect(try record.cosign(handed.newest[0], witness, key).result == "cosigned")
    }

    @Test func `of a thread the newest is taken, with its proof, and of two that differ none`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let log = folder.key.verifierKey
        let (old, new) = (try await Self.note(folder, 3), try await Self.note(folder, 5))
        let hash = MerkleTree.leafHash([1]).base64
        let thread = "old 3\n\(hash)\n\n\(new)\nMenjawab:\n" + old + "dan lagi:\n" + new
        let found = HandedRequests(Array(thread.utf8), of: FollowedKey(log)).newest
        #expect(found.map(\.oldSize) == [3] && found.first?.note.description == new)
        let fork = try await Self.note(folder, 5, isOther: true)
        let key = FollowedKey(log)
        #expect(HandedRequests(Array("x\n\(new)\n\(fork)".utf8), of: key).newest.count == 2)
        #expect(HandedRequests(Array("Salam\n".utf8), of: key).newest.isEmpty)
        // Somebody else's in the log's name may be larger: the log's own is taken all the same.
        let stranger = try SigningKey(
            name: SmallFolder.origin,
            seed: Array(repeating: 9, count: 32)
        )
        let larger = try Checkpoint(
            origin: SmallFolder.origin,
            size: 99,
            root: MerkleTree.leafHash([9])
        ).sign(with: stranger)
        let among = HandedRequests(Array("x\n\(larger)\n\(old)\n\(new)".utf8), of: key).newest
        #expect(among.map(\.note.description) == [new])
        let alone = HandedRequests(Array("x\n\(larger)\n".utf8), of: key).newest
        #expect(alone.map(\.note.description) == [larger], "it is refused with its reason")
    }

    @Test func `a fork is told, kept once with both checkpoints, and the record stays`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let log = folder.key.verifierKey
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        let place = scratch.path + "/catatan"
        func cosign(_ note: String) throws -> CosignAnswer {
            let request = try #require(WitnessRequest(Array(note.utf8)))
            return try WitnessRecord(place).cosign(request, witness, FollowedKey(log))
        }
        let note = try await Self.note(folder, 5)
        let fork = try await Self.note(folder, 5, isOther: true)
        #expect(try cosign(note).result == "cosigned")
        #expect(try cosign(note).result == "cosigned", "the same again says nothing new")
        let stranger = try SigningKey(name: "x.invalid", seed: Array(repeating: 8, count: 32))
        let line = try stranger.cosign(SignedNote.parse(fork).text, at: 1).description
        let told = try cosign(fork + line + "\n")
        #expect(told.result == "refused" && told.reason == "fork" && told.note == nil)
        #expect(told.status == 6)
        let file = try #require(told.evidence)
        let kept = try String(contentsOfFile: file, encoding: .utf8)
        let both = SignedNote.sequence(in: kept)
        #expect(both.count == 2 && both[1] == fork, "no line of a stranger is kept")
        for text in both { _ = try Checkpoint.open(text, keys: [log]) }
        #expect(try cosign(fork).evidence == file)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == kept)
        // What was kept speaks for itself: held against the log, the other history is named.
        let found = try await Self.verify(folder, since: kept)
        #expect(found.fault?.code == "root" && found.fault?.params["since"] == 5)
        #expect(try cosign(note).result == "cosigned")
    }

    // MARK: After a change of the log's key

    /// The proof that `old` adopted `new` in the last entry of a tree of `size` entries.
    private static func handover(
        from old: SigningKey,
        to new: SigningKey,
        size: Int64
    ) throws -> KeyHandover {
        let time = Timestamp(milliseconds: 1_780_000_000_000)
        let entry = Entry(
            id: "00000000-0000-4000-8000-000000000001",
            source: "https://\(SmallFolder.origin)",
            type: "KeyAdopted",
            subject: nil,
            moment: Moment(instant: time, offsetMinutes: 480),
            recorded: time,
            position: size - 1,
            command: CommandStamp(id: "k", part: 1, parts: 1, digest: "0123456789abcdef"),
            actor: .user(id: "a-0001", role: "kembar-admin"),
            data: [
                "vkey": .string(new.verifierKey.description),
                "previous": .string(old.verifierKey.description),
            ]
        )
        let bytes = try entry.encoded()
        var frontier = TreeFrontier()
        for index in 0..<(size - 1) { _ = frontier.append(MerkleTree.leafHash([UInt8(index)])) }
        let before = frontier
        _ = frontier.append(MerkleTree.leafHash(bytes))
        let note = try Checkpoint(origin: SmallFolder.origin, size: size, root: frontier.root)
            .sign(with: old)
        return KeyHandover(
            try EntryReceipt(
                line: EntryLine(bytes),
                position: size - 1,
                inclusion: InclusionProof(hashes: Array(before.subtrees.reversed())),
                note: SignedNote.parse(note)
            )
        )
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `another successor than that of a handover which is held is told, in folder and bundle`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        func key(_ number: UInt8) throws -> SigningKey {
            try SigningKey(name: SmallFolder.origin, seed: Array(repeating: number, count: 32))
        }
        let founder = try SmallFolder.founder()
        let folder = try await SmallFolder(scratch.path + "/asli", successor: key(8))
        let bundle = scratch.path + "/berkas"
        _ = try await Examination.result(folder.path) { examined in
            try .document(
                examined.writeBundle(bundle, agreement: agreement, checkpoint: nil)
            )
        }.get()
        let held = try Self.handover(from: founder, to: key(9), size: 200)
        func verify(_ path: String, _ handovers: [KeyHandover]) async throws -> VerifyAnswer {
            let vkey = founder.verifierKey.description
            let result = await Examination.result(path) { examined in
                let wish = VerifyWish(vkey: vkey, handovers: handovers)
                return try .document(try await examined.verify(wish))
            }
            guard case .answer(let bytes, _) = try result.get() else { throw CancellationError() }
            return try JSONDecoder().decode(VerifyAnswer.self, from: Data(bytes))
        }
        for path in [folder.path, bundle] {
            #expect(try await verify(path, []).result == "whole")
            #expect(try await verify(path, [held]).fault?.code == "handover")
        }
    }

    @Test
    func `a record goes on under a new key by its handover, and not because somebody typed it`()
        throws
    {
        let scratch = try Scratch()
        func key(_ number: UInt8) throws -> SigningKey {
            try SigningKey(name: SmallFolder.origin, seed: Array(repeating: number, count: 32))
        }
        let (old, new) = (try key(1), try key(2))
        let witness = try SigningKey(name: "saksi.invalid", seed: Array(repeating: 4, count: 32))
        func note(_ size: Int64, _ key: SigningKey, root: UInt8 = 1) throws -> String {
            try Checkpoint(
                origin: SmallFolder.origin,
                size: size,
                root: MerkleTree.leafHash([root])
            ).sign(with: key)
        }
        func cosign(_ note: String, _ log: FollowedKey) throws -> CosignAnswer {
            let request = try #require(WitnessRequest(Array(note.utf8)))
            return try WitnessRecord(scratch.path + "/catatan").cosign(request, witness, log)
        }
        let pinned = FollowedKey(old.verifierKey)
        let typed = FollowedKey(new.verifierKey)
        let handover = try Self.handover(from: old, to: new, size: 5)
        let followed = FollowedKey(old.verifierKey, over: [handover])
        try #require(followed.keys == [old.verifierKey, new.verifierKey])

        #expect(try cosign(note(5, old), pinned).result == "cosigned")
        let stranger = try cosign(note(5, new), pinned)
        #expect(stranger.reason == "signer" && stranger.otherKey == true && stranger.note == nil)
        for root: UInt8 in [1, 2] {
            // Neither gone on with nor called a fork: nobody knows whose key that is.
            let refused = try cosign(note(5, new, root: root), typed)
            #expect(refused.reason == "record-key" && refused.evidence == nil)
            #expect(refused.status == 1)
        }
        let retired = try cosign(note(6, old), followed)
        #expect(retired.reason == "retired-key")
        let fork = try cosign(note(5, new, root: 2), followed)
        #expect(fork.reason == "fork" && fork.status == 6)

        let on = try cosign(note(5, new), followed)
        #expect(on.result == "cosigned" && on.followed == [4])
        // From now on the record knows the new key.
        let later = try cosign(note(5, new), typed)
        #expect(later.result == "cosigned" && later.followed == nil)
        #expect(try cosign(note(5, new), followed).result == "cosigned")
        #expect(try cosign(note(5, old), pinned).reason == "record-key")
    }
}
