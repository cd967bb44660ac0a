import Audit
import Crypto
import Entries
import EventLog
import Exports
import Foundation
import GRDB
import Projections
import Testing
import Wire
import Workflows

import struct TestSupport.SeededGenerator

@testable import kembar_audit

/// What the program says of a bundle that somebody changed with care: the manifests fit again.
///
/// Every byte of every file is `TamperTests`' part, in the module that reads bundles; here only of those that such a
/// small one has not: the register, what keys signed over, and cosignatures.
@Suite(.timeLimit(.minutes(15))) struct BundleForgeryTests {
    /// A bundle on disk that may be changed.
    private struct Bundle {
        let path: String

        init(
            _ path: String,
            of folder: SmallFolder,
            agreement: String?,
            checkpoint: String? = nil
        ) async throws {
            self.path = path
            _ = try await Examination.result(folder.path) { examined in
                try .document(
                    examined.writeBundle(path, agreement: agreement, checkpoint: checkpoint)
                )
            }.get()
        }

        func bytes(_ name: String) throws -> [UInt8] {
            Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
        }

        func write(_ bytes: [UInt8], to name: String) throws {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        }

        /// Writes the manifests anew, as anybody can.
        func repair() throws {
            let names = try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(
                    atPath: "\(path)/\(name)",
                    isDirectory: &isFolder
                )
                return !isFolder.boolValue
            }.sorted()
            func manifest(_ names: [String]) throws -> [UInt8] {
                Array(
                    try names.map { name in
                        let digest = SHA256.hash(data: try bytes(name))
                        let hex = digest.map { byte in
                            (byte < 16 ? "0" : "") + String(byte, radix: 16)
                        }
                        return "\(hex.joined())  \(name)\n"
                    }.joined().utf8
                )
            }
            try write(
                try manifest(names.filter { $0.hasPrefix("data/") }),
                to: "manifest-sha256.txt"
            )
            try write(
                try manifest(
                    names.filter { !$0.hasPrefix("data/") && $0 != "tagmanifest-sha256.txt" }
                ),
                to: "tagmanifest-sha256.txt"
            )
        }
    }

    @Test
    func `a bundle of one agreement is carried on as what it is, and nothing is left of a refusal`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let one = try await Bundle(
            scratch.path + "/satu",
            of: folder,
            agreement: SmallFolder.agreement
        )
        func export(_ name: String, agreement: String?) async -> Result<Outcome, Problem> {
            await Examination.result(one.path) { examined in
                try .document(
                    examined.writeBundle(
                        "\(scratch.path)/\(name)",
                        agreement: agreement,
                        checkpoint: nil
                    )
                )
            }
        }
        _ = try await export("lagi", agreement: nil).get()
        #expect(try await Finding.verify(scratch.path + "/lagi", vkey: folder.vkey).isWhole)
        _ = try await export("sama", agreement: SmallFolder.agreement).get()
        for name in ["data/events.jsonl", "data/checkpoint", "manifest-sha256.txt"] {
            let bytes = try one.bytes(name)
            for copy in ["lagi", "sama"] {
                let path = URL(fileURLWithPath: "\(scratch.path)/\(copy)/\(name)")
                #expect(try Array(Data(contentsOf: path)) == bytes, "\(copy)/\(name)")
            }
        }
        guard case .failure(let problem) = await export("lain", agreement: "2026-0099") else {
            Issue.record("that agreement is not here")
            return
        }
        #expect(problem.code == .unknownAgreement)
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/lain"))
    }

    @Test func `an export of a bundle of one agreement says that it is a part`() async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let one = try await Bundle(
            scratch.path + "/satu",
            of: folder,
            agreement: SmallFolder.agreement
        )
        for (path, isPart) in [(one.path, true), (folder.path, false)] {
            let file = "\(scratch.path)/\(isPart).xes"
            _ = try await Examination.result(path) { examined in
                try .document(examined.write(.xes, to: file))
            }.get()
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.contains("kembar:carried") == isPart)
        }
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `a policy that is not met hides no finding about register or page`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let bundle = try await Bundle(scratch.path + "/berkas", of: folder, agreement: agreement)
        let sound = try await folder.underUnmetPolicy(bundle.path)
        #expect(sound.fault?.code == "policy" && sound.result == "damaged")
        #expect(sound.register == "same" && sound.page == "same")

        let queue = try DatabaseQueue(path: bundle.path + "/data/register.sqlite")
        try await queue.write { try $0.execute(sql: "UPDATE agreements SET title = 'Lain'") }
        try queue.close()
        try bundle.write(try bundle.bytes("data/README.txt") + [0x0A], to: "data/README.txt")
        try bundle.repair()
        let found = try await folder.underUnmetPolicy(bundle.path)
        #expect(found.fault?.code == "policy" && found.result == "damaged")
        #expect(found.register == "differ" && found.page == "differ")
    }

    @Test func `a changed byte of a register is found, or the register says the same`() async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let bundle = try await Bundle(scratch.path + "/berkas", of: folder, agreement: nil)
        let name = "data/register.sqlite"
        let sound = try bundle.bytes(name)
        let words = try Register.dump("\(bundle.path)/\(name)")
        var generator = SeededGenerator(seed: 5)
        var found = 0
        for offset in sound.indices.shuffled(using: &generator).prefix(40) {
            var changed = sound
            changed[offset] ^= UInt8.random(in: 1...255, using: &generator)
            try bundle.write(changed, to: name)
            try bundle.repair()
            let finding = try await Finding.verify(bundle.path, vkey: folder.vkey)
            guard finding == Finding() else {
                #expect(finding.code == "register", "byte \(offset): \(finding)")
                found += 1
                continue
            }
            #expect(try Register.dump("\(bundle.path)/\(name)") == words, "byte \(offset)")
        }
        // Most of such a small one is room that nothing uses.
        #expect(found >= 5)
    }

    @Test func `a register that a write-ahead log beside it rewrites is no part of a bundle`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let bundle = try await Bundle(scratch.path + "/berkas", of: folder, agreement: nil)
        // Given a register of the same rows, and a write-ahead log with others
        let name = "data/register.sqlite"
        let (forged, opened) = (scratch.path + "/lain.sqlite", scratch.path + "/dibuka.sqlite")
        try FileManager.default.copyItem(atPath: "\(bundle.path)/\(name)", toPath: forged)
        let queue = try DatabaseQueue(path: forged)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
            try db.execute(sql: "UPDATE agreements SET title = 'Lain'")
        }
        for end in ["", "-wal"] {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: forged + end)))
            try bundle.write(bytes, to: name + end)
            try Data(bytes).write(to: URL(fileURLWithPath: opened + end))
        }
        try queue.close()
        // When somebody opens it, the rows are the log's
        let reader = try DatabaseQueue(path: opened)
        let titles = try await reader.read { db in
            try String.fetchAll(db, sql: "SELECT title FROM agreements")
        }
        try reader.close()
        #expect(titles == ["Lain"])
        // Then it is named, also where the manifests list it
        #expect(try await Finding.verify(bundle.path, vkey: folder.vkey).code == "bundle-unlisted")
        try bundle.repair()
        #expect(try await Finding.verify(bundle.path, vkey: folder.vkey).code == "bundle-foreign")
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `what no bundle has is named, wherever it lies and whatever the manifests say`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let bundle = try await Bundle(scratch.path + "/berkas", of: folder, agreement: agreement)
        func code() async throws -> String? {
            try await Finding.verify(bundle.path, vkey: folder.vkey).code
        }
        for name in [
            "data/register.sqlite-journal", "data/Register.sqlite", "data/dokumen/nota.pdf",
            "DATA/README.txt", "fetch.txt", "manifest-md5.txt", "catatan.txt",
        ] {
            let file = URL(fileURLWithPath: "\(bundle.path)/\(name)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try bundle.write([0x78], to: name)
            #expect(try await code() == "bundle-unlisted", "\(name)")
            try bundle.repair()
            #expect(try await code() == "bundle-foreign", "\(name)")
            try FileManager.default.removeItem(at: file)
            try bundle.repair()
        }
        // A name in letters that none of ours has, and a link: these are not even read.
        try bundle.write([0x78], to: "data/catat\u{E9}n.txt")
        #expect(try await code() == "bundle-foreign")
        try FileManager.default.removeItem(atPath: "\(bundle.path)/data/catat\u{E9}n.txt")
        let link = bundle.path + "/data/lampiran"
        try FileManager.default.createSymbolicLink(
            atPath: link,
            withDestinationPath: folder.file("checkpoint")
        )
        #expect(try await code() == "bundle-foreign")
        try FileManager.default.removeItem(atPath: link)
        // Folders with nothing in them are left over, and say nothing.
        #expect(try await Finding.verify(bundle.path, vkey: folder.vkey) == Finding())
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `redacted bytes that somebody puts back are found, and told as a finding`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        // Given the bytes of an entry, kept from before it was redacted
        let before = try await SmallFolder(scratch.path + "/dahulu", isRedacted: false)
        let (old, new) = (try Forged.all(in: before), try Forged.all(in: folder))
        let lost = try #require(old[6].bytes)
        #expect(new[6].bytes == nil && new[6].leaf == old[6].leaf)
        // When they are put back into a bundle, and into their proof
        let bundle = try await Bundle(scratch.path + "/berkas", of: folder, agreement: agreement)
        let gone = Array("{\"redacted\":\"\(new[6].leaf.hex)\"}".utf8)
        let lines = try bundle.bytes("data/events.jsonl").split(separator: 0x0A).map(Array.init)
        #expect(lines.contains(gone))
        let put = lines.map { $0 == gone ? lost : $0 }
        try bundle.write(Array(put.joined(separator: [0x0A])) + [0x0A], to: "data/events.jsonl")
        if agreement != nil {
            let proof = "data/proofs/0000000006.tlog-proof"
            let text = String(decoding: try bundle.bytes(proof), as: UTF8.self)
            let changed = text.replacing(
                Data(gone).base64EncodedString(),
                with: Data(lost).base64EncodedString()
            )
            #expect(changed != text)
            try bundle.write(Array(changed.utf8), to: proof)
        }
        try bundle.repair()
        // Then register and page, which are those of the entries without them, are no hindrance
        let found = try await Finding.verify(bundle.path, vkey: folder.vkey)
        #expect(found == Finding(code: "redacted-bytes", first: 6...6))
        // And nothing else is told from it, for it would show what was redacted
        let sheet = scratch.path + "/lembar.csv"
        let refused = [
            await Examination.result(bundle.path) { examined in
                try .document(examined.write(.csv, to: sheet))
            },
            await Examination.result(bundle.path) { examined in
                _ = try examined.answers()
                return .text("")
            },
        ]
        for result in refused {
            guard case .failure(let problem) = result else {
                Issue.record("\(result)")
                continue
            }
            #expect(problem.code == .bundleDamaged && problem.params["fault"] == "redacted-bytes")
            #expect(problem.params["position"] == 6, "\(problem)")
        }
        #expect(!FileManager.default.fileExists(atPath: sheet))
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `no bundle is made under a checkpoint that is older than a redaction`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        // Given a copy in which entry 8 took the bytes of entry 6, and checkpoints of before and after that
        let folder = try await SmallFolder(scratch.path + "/asli")
        let leaves = try Forged.all(in: folder).map(\.leaf)
        func bundle(under size: Int) async throws -> Result<Outcome, Problem> {
            var frontier = TreeFrontier()
            for leaf in leaves.prefix(size) { _ = frontier.append(leaf) }
            let checkpoint = try Checkpoint(
                origin: SmallFolder.origin,
                size: frontier.size,
                root: frontier.root
            )
            let file = "\(scratch.path)/checkpoint-\(size)"
            try checkpoint.sign(with: folder.key)
                .write(toFile: file, atomically: false, encoding: .utf8)
            let path = "\(scratch.path)/berkas-\(size)"
            return await Examination.result(folder.path) { examined in
                try .document(
                    examined.writeBundle(path, agreement: agreement, checkpoint: file)
                )
            }
        }
        // When a bundle is wanted under the one of before, then both entries are named and nothing is made
        let refused = try await bundle(under: 8)
        guard case .failure(let problem) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(problem.code == .redactedLater)
        #expect(problem.params == ["position": 6, "by": 8, "signed": 8])
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/berkas-8"))
        // And what is made under the one of after is whole
        _ = try await bundle(under: 9).get()
        let found = try await Finding.verify(scratch.path + "/berkas-9", vkey: folder.vkey)
        #expect(found.isWhole, "\(found)")
    }

    /// What is said of a checkpoint under which no bundle can be made; nothing is left of one.
    private static func refusal(
        _ note: String,
        of path: String,
        _ agreement: String?,
        in scratch: Scratch
    ) async throws -> Problem? {
        let (file, bundle) = (scratch.path + "/diberikan", scratch.path + "/ditolak")
        try note.write(toFile: file, atomically: false, encoding: .utf8)
        let result = await Examination.result(path) { examined in
            try .document(
                examined.writeBundle(bundle, agreement: agreement, checkpoint: file)
            )
        }
        guard case .failure(let problem) = result else { return nil }
        #expect(!FileManager.default.fileExists(atPath: bundle))
        let named = problem.params[problem.code == .badField ? "value" : "checkpoint"]
        #expect(named?.string == file, "\(problem)")
        return problem
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `a checkpoint that is none, or not of what is here, is told and stands over nothing`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let own = try Checkpoint(text: try SignedNote.parse(folder.text("checkpoint")).text)
        func signed(_ size: Int64, _ origin: String, _ root: TreeHash) throws -> String {
            let key = try SigningKey(name: origin, seed: Array(repeating: 7, count: 32))
            return try Checkpoint(origin: origin, size: size, root: root).sign(with: key)
        }
        let foreign = try signed(own.size, "lain.invalid/x", own.root)
        let later = try signed(own.size + 3, SmallFolder.origin, own.root)
        let other = try signed(own.size, SmallFolder.origin, MerkleTree.emptyRoot)
        let notes = [
            ("hello\n", "checkpoint"), ("", "checkpoint"), (own.text + "\n", "checkpoint"),
            (foreign, "checkpoint-of-log"), (later, "checkpoint-covered"),
        ]
        // Given a copy, and a bundle of everything
        let whole = try await Bundle(scratch.path + "/semua", of: folder, agreement: nil)
        for path in [folder.path, whole.path] {
            // When a bundle is wanted under what is no checkpoint of it, then the reason is told
            for (note, expected) in notes {
                let problem = try await Self.refusal(note, of: path, agreement, in: scratch)
                #expect(problem?.code == .badField, "\(note): \(String(describing: problem))")
                #expect(problem?.params["field"] == "checkpoint")
                #expect(problem?.params["expected"]?.string == expected, "\(note)")
            }
            let beyond = try await Self.refusal(later, of: path, agreement, in: scratch)
            #expect(beyond?.params["signed"]?.integer == Int(own.size + 3))
            #expect(beyond?.params["found"]?.integer == Int(own.size))
            let named = try await Self.refusal(foreign, of: path, agreement, in: scratch)
            #expect(named?.params["found"] == "lain.invalid/x")
            #expect(named?.params["origin"]?.string == SmallFolder.origin)
            // And one that signed something else may be evidence: the end says so
            let differs = try #require(
                try await Self.refusal(other, of: path, agreement, in: scratch)
            )
            #expect(differs.code == .integrityFailure && Outcome.reading(differs) == 6)
            #expect(differs.params["signed"]?.integer == Int(own.size))
        }
    }

    @Test func `a bundle of one agreement stands under the checkpoint that it carries alone`()
        async throws
    {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let one = try await Bundle(
            scratch.path + "/satu",
            of: folder,
            agreement: SmallFolder.agreement
        )
        var frontier = TreeFrontier()
        for entry in try Forged.all(in: folder).dropLast() { _ = frontier.append(entry.leaf) }
        let earlier = try Checkpoint(
            origin: SmallFolder.origin,
            size: frontier.size,
            root: frontier.root
        ).sign(with: folder.key)
        let problem = try await Self.refusal(earlier, of: one.path, nil, in: scratch)
        #expect(problem?.code == .badField)
        #expect(problem?.params["expected"] == "checkpoint-carried")
        #expect(problem?.params["agreement"]?.string == SmallFolder.agreement)
        #expect(problem?.params["signed"]?.integer == Int(frontier.size + 1))
        // With a witness's line under it, it is the same checkpoint.
        let witness = try SigningKey(name: "saksi.invalid/1", seed: Array(repeating: 5, count: 32))
        let own = try SignedNote.parse(folder.text("checkpoint"))
        let cosigned = try own.adding([witness.cosign(own.text, at: 1_780_000_000)])
        for (name, note) in [("lagi", own), ("disaksikan", cosigned)] {
            let (file, path) = ("\(scratch.path)/\(name).txt", "\(scratch.path)/\(name)")
            try note.description.write(toFile: file, atomically: false, encoding: .utf8)
            _ = try await Examination.result(one.path) { examined in
                try .document(examined.writeBundle(path, agreement: nil, checkpoint: file))
            }.get()
            let found = try await Finding.verify(path, vkey: folder.vkey)
            #expect(found.isWhole, "\(name): \(found)")
        }
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `of a bundle whose end nobody signed, a key that only its end adopts is not the log's`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        let (founder, other) = (
            try SmallFolder.founder(),
            try SigningKey(name: SmallFolder.origin, seed: Array(repeating: 8, count: 32))
        )
        let stranger = try SigningKey(
            name: SmallFolder.origin,
            seed: Array(repeating: 9, count: 32)
        )
        let folder = try await SmallFolder(scratch.path + "/asli", successor: other)
        // Given a bundle that ends with the adoption of a key, signed by the one before or by a stranger
        var frontier = TreeFrontier()
        for entry in try Forged.all(in: folder).dropLast() { _ = frontier.append(entry.leaf) }
        let checkpoint = try Checkpoint(
            origin: SmallFolder.origin,
            size: frontier.size,
            root: frontier.root
        )
        for (name, signer) in [("sah", founder), ("asing", stranger)] {
            let isSigned = name == "sah"
            let file = "\(scratch.path)/checkpoint-\(name)"
            try checkpoint.sign(with: signer)
                .write(toFile: file, atomically: false, encoding: .utf8)
            let bundle = try await Bundle(
                "\(scratch.path)/\(name)",
                of: folder,
                agreement: agreement,
                checkpoint: file
            )
            // When it is asked for its keys, and when it is verified
            let outcome = try await Examination.result(bundle.path) { examined in
                let vkey = (isSigned ? other : founder).verifierKey.description
                #expect(try examined.vkey() == vkey)
                #expect(try examined.keyDoubt() == (isSigned ? nil : KeyList.noCheckpoint))
                #expect(try examined.signedSize() == (isSigned ? checkpoint.size : 0))
                return try .document(try await examined.verify(VerifyWish()))
            }.get()
            guard case .answer(let bytes, _) = outcome else { throw CancellationError() }
            // Then only what is signed adopts a key without a remark
            let answer = try JSONDecoder().decode(VerifyAnswer.self, from: Data(bytes))
            #expect(answer.keys?.map(\.unsigned) == [nil, isSigned ? nil : true], "\(answer)")
        }
    }

    @Test func `a redaction has one name, in what makes bundles and in what the log keeps`() {
        #expect(BundleMaker.redactionType == EngineEvent.redacted.rawValue)
        #expect(NewEntry.redactionType == EngineEvent.redacted.rawValue)
    }

    @Test func `every byte of a handover between keys and of a cosignature is guarded`()
        async throws
    {
        let scratch = try Scratch()
        let successor = try SigningKey(
            name: SmallFolder.origin,
            seed: Array(repeating: 8, count: 32)
        )
        let folder = try await SmallFolder(scratch.path + "/asli", successor: successor)
        let witness = try SigningKey(name: "saksi.invalid/1", seed: Array(repeating: 5, count: 32))
        let policy = try TrustPolicy(
            "log \(folder.vkey)\nwitness satu \(witness.cosignerKey)\nquorum satu\n"
        )
        let note = try SignedNote.parse(try folder.text("checkpoint"))
        let cosignature = try witness.cosign(note.text, at: 1_780_000_000)
        let checkpoint = scratch.path + "/checkpoint"
        try note.adding([cosignature]).description
            .write(toFile: checkpoint, atomically: false, encoding: .utf8)
        let bundle = try await Bundle(
            scratch.path + "/berkas",
            of: folder,
            agreement: nil,
            checkpoint: checkpoint
        )
        func verified() async throws -> Finding {
            try await Finding.verify(bundle.path, vkey: folder.vkey, policy: policy)
        }
        #expect(try await verified() == Finding())
        // What is made again and compared would take its time at every byte.
        for name in ["data/register.sqlite", "data/README.txt"] {
            try FileManager.default.removeItem(atPath: "\(bundle.path)/\(name)")
        }
        try bundle.repair()
        #expect(try await verified() == Finding())
        let founder = try SmallFolder.founder().verifierKey.description
        #expect(try await Finding.verify(bundle.path, vkey: founder).isWhole)

        let handovers = try FileManager.default.contentsOfDirectory(
            atPath: bundle.path + "/data/keys"
        ).map { "data/keys/" + $0 }
        #expect(handovers.count == 1)
        let line = Array("\(cosignature)\n".utf8)
        for name in handovers + ["data/checkpoint"] {
            let sound = try bundle.bytes(name)
            // Of the checkpoint its last line: the others are `TamperTests`' part.
            let place = name == "data/checkpoint" ? sound.indices.suffix(line.count) : sound.indices
            #expect(name != "data/checkpoint" || Array(sound[place]) == line)
            for offset in place {
                var changed = sound
                changed[offset] ^= 0x01
                try bundle.write(changed, to: name)
                try bundle.repair()
                let found = try await verified()
                #expect(!found.isWhole, "\(name), byte \(offset)")
            }
            try bundle.write(sound, to: name)
        }
    }

    @Test func `half a folder that was made is taken away, and nothing else`() throws {
        let scratch = try Scratch()
        let made = try NewFolder(scratch.path + "/berkas")
        try made.add([1], to: "data/tile/0/000")
        try made.add([2], to: "data/checkpoint")
        try made.close("data/checkpoint")
        try Data([3]).write(to: URL(fileURLWithPath: scratch.path + "/lain"))
        made.remove()
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/berkas"))
        #expect(FileManager.default.fileExists(atPath: scratch.path + "/lain"))
        // What somebody else put in there meanwhile is his.
        let second = try NewFolder(scratch.path + "/kedua")
        try Data([3]).write(to: URL(fileURLWithPath: scratch.path + "/kedua/milik"))
        second.remove()
        #expect(FileManager.default.fileExists(atPath: scratch.path + "/kedua/milik"))
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `a changed page is found out, also with manifests that fit, and no entry is accused`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let bundle = try await Bundle(scratch.path + "/berkas", of: folder, agreement: agreement)
        func verified() async throws -> (answer: VerifyAnswer, status: Int32) {
            let outcome = try await Examination.result(bundle.path) { examined in
                let answer = try await examined.verify(VerifyWish(vkey: folder.vkey))
                return try .document(answer, status: Outcome.status(of: answer))
            }.get()
            switch outcome {
            case .answer(let bytes, let status):
                return (try JSONDecoder().decode(VerifyAnswer.self, from: Data(bytes)), status)
            }
        }
        let name = "data/README.txt"
        let page = String(decoding: try bundle.bytes(name), as: UTF8.self)
        let whole = try await verified()
        #expect(whole.answer.page == "same" && whole.status == 0)
        #expect(whole.answer.checked.contains("page") && whole.answer.times == "claims")

        let forged = page.replacing("if signed ", with: "if true ")
        #expect(forged != page)
        try bundle.write(Array(forged.utf8), to: name)
        try bundle.repair()
        let found = try await verified()
        #expect(found.status == 1 && found.answer.page == "differ")
        #expect(found.answer.fault?.code == "page" && found.answer.fault?.position == -1)
        #expect(found.answer.fault?.params["file"]?.string == name)

        let number = try #require(forged.firstRange(of: "kembar page "))
        let later = forged.replacingCharacters(in: number, with: "kembar page 9")
        try bundle.write(Array(later.utf8), to: name)
        try bundle.repair()
        let newer = try await verified()
        #expect(newer.status == 2 && newer.answer.result == "unverified")
        #expect(newer.answer.page == "newer" && newer.answer.fault?.code == "page-newer")

        try FileManager.default.removeItem(atPath: "\(bundle.path)/\(name)")
        try bundle.repair()
        let none = try await verified()
        #expect(none.status == 0 && none.answer.page == "none")
    }

    @Test(arguments: [nil, SmallFolder.agreement])
    func `bytes dropped without an entry that redacts them are missed, however careful`(
        agreement: String?
    ) async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let bundle = try await Bundle(
            scratch.path + "/berkas",
            of: folder,
            agreement: agreement
        )
        #expect(try await Finding.verify(bundle.path, vkey: folder.vkey) == Finding())
        try bundle.repair()
        #expect(try await Finding.verify(bundle.path, vkey: folder.vkey) == Finding())

        let lines = try bundle.bytes("data/events.jsonl").split(separator: 0x0A).map(Array.init)
        let line = try #require(lines.last)
        let gone = Array("{\"redacted\":\"\(MerkleTree.leafHash(line).hex)\"}".utf8)
        try bundle.write(
            Array((lines.dropLast() + [gone]).joined(separator: [0x0A])) + [0x0A],
            to: "data/events.jsonl"
        )
        if agreement != nil {
            // The proof carries the entry too.
            let proofs = try FileManager.default.contentsOfDirectory(
                atPath: bundle.path + "/data/proofs"
            )
            let proof = "data/proofs/" + (try #require(proofs.max()))
            let text = String(decoding: try bundle.bytes(proof), as: UTF8.self)
            let changed = text.replacing(
                Data(line).base64EncodedString(),
                with: Data(gone).base64EncodedString()
            )
            #expect(changed != text)
            try bundle.write(Array(changed.utf8), to: proof)
        }
        let careless = try await Finding.verify(bundle.path, vkey: folder.vkey)
        #expect(careless.code == "bundle-changed")
        try bundle.repair()
        let careful = try await Finding.verify(bundle.path, vkey: folder.vkey)
        #expect(careful.code == "unexplained-redaction")
    }
}
