import Answers
import Audit
import Entries
import Exports
import Foundation
import Testing
import Wire

/// What is said of a bundle whose entries are asked too, not its files and tree alone.
@Suite struct CarriedAgreementTests {
    private func verified(_ files: [String: [UInt8]]) throws -> VerifyAnswer {
        let memory = MemoryFiles()
        memory.files = TamperTests.repaired(files)
        let key = try SmallLog().key.verifierKey.description
        return try OpenedBundle(memory, path: "berkas").verify(vkey: key)
    }

    /// The agreement's bundle without the lines at these positions, each with its proof.
    private func bundle(without gone: Set<Int>) throws -> [String: [UInt8]] {
        let log = try SmallLog()
        var files = try log.agreementBundle().files
        files["data/events.jsonl"] = log.lines.indices.filter { !gone.contains($0) }
            .flatMap { log.lines[$0] + [0x0A] }
        for position in gone { files["data/proofs/000000000\(position).tlog-proof"] = nil }
        if gone.contains(1) { files["data/rules/calendar-hari.yaml"] = nil }
        return files
    }

    @Test
    func `an agreement's bundle says what it can't prove, and a whole log has nothing to say`()
        throws
    {
        let log = try SmallLog()
        let carried = try verified(log.agreementBundle().files)
        #expect(carried.result == "whole")
        #expect(carried.unproved == ["later-entries", "adoptions"])
        let whole = try verified(log.bundle().files)
        #expect(whole.result == "whole", "\(String(describing: whole.fault))")
        #expect(whole.unproved == nil)
    }

    @Test
    func `a line taken away with its proof shows inside the agreement, and an adoption does not`()
        throws
    {
        for gone in 1...4 {
            // The files and the tree are whole without any of them: every line has its own proof.
            let memory = MemoryFiles()
            memory.files = TamperTests.repaired(try bundle(without: [gone]))
            #expect(throws: Never.self, "without \(gone)") { try BundleReview(memory).run() }
        }
        #expect(try verified(bundle(without: [2])).fault?.code == "subject-version")
        #expect(try verified(bundle(without: [3])).fault?.code == "subject-version")
        #expect(try verified(bundle(without: [4])).fault?.code == "unexplained-redaction")
        let answer = try verified(bundle(without: [1]))
        #expect(answer.result == "whole")
        #expect(answer.unproved == ["later-entries", "adoptions"])
    }

    @Test func `a spoilt signature in an agreement's bundle hides no missing line`() throws {
        // Given the same signature with other letters, wherever it stands
        let note = try SmallLog().note
        let spoilt = String(note.dropLast(8)) + "AAAAAA=\n"
        func verified(without gone: Set<Int>) throws -> VerifyAnswer {
            var files = try bundle(without: gone)
            for (path, bytes) in files
            where path == "data/checkpoint" || path.hasPrefix("data/proofs/") {
                let text = String(decoding: bytes, as: UTF8.self)
                files[path] = Array(text.replacing(note, with: spoilt).utf8)
            }
            return try self.verified(files)
        }
        // When it is verified, then that is told, and a missing line before it
        let alone = try verified(without: [])
        #expect(alone.result == "damaged" && alone.fault?.code == "kept-checkpoint", "\(alone)")
        #expect(alone.beside == nil && alone.signer == "not-checked" && alone.areEntriesWhole)
        let both = try verified(without: [2])
        #expect(both.fault?.code == "subject-version", "\(both)")
        #expect(both.beside?.map(\.code) == ["kept-checkpoint"])
    }

    @Test(arguments: TamperTests.Kind.allCases)
    func `bytes dropped without an entry that redacts them are missed`(
        kind: TamperTests.Kind
    ) throws {
        let log = try SmallLog()
        var files = try kind == .log ? log.bundle().files : log.agreementBundle().files
        let line = log.lines[3]
        let gone = Array("{\"redacted\":\"\(MerkleTree.leafHash(line).hex)\"}".utf8)
        files["data/events.jsonl"] = log.lines.flatMap { ($0 == line ? gone : $0) + [0x0A] }
        let proof = "data/proofs/0000000003.tlog-proof"
        if kind == .agreement {
            let text = String(decoding: try #require(files[proof]), as: UTF8.self)
            let changed = text.replacing(
                Data(line).base64EncodedString(),
                with: Data(gone).base64EncodedString()
            )
            #expect(changed != text)
            files[proof] = Array(changed.utf8)
        }
        let answer = try verified(files)
        #expect(answer.fault?.code == "unexplained-redaction")
        #expect(answer.fault?.position == 3)
    }

    @Test(arguments: TamperTests.Kind.allCases)
    func `redacted bytes that somebody puts back are found, with a proof that fits`(
        kind: TamperTests.Kind
    ) throws {
        // Given a bundle, and the bytes that the last entry took, kept from before
        let log = try SmallLog()
        var files = try kind == .log ? log.bundle().files : log.agreementBundle().files
        let lost = try SmallLog.entry(2, "Noted", version: 1, ["text": "rahasia"])
        #expect(MerkleTree.leafHash(lost) == EntryLine(log.lines[2]).leaf)
        // When they stand in their place again, and in their proof
        files["data/events.jsonl"] = log.lines.enumerated()
            .flatMap { ($0 == 2 ? lost : $1) + [0x0A] }
        if kind == .agreement {
            let proof = try EntryReceipt(
                line: EntryLine(lost),
                position: 2,
                inclusion: log.receipt(2).inclusion,
                note: SignedNote.parse(log.note)
            )
            files["data/proofs/0000000002.tlog-proof"] = Array(proof.description.utf8)
        }
        // Then files and tree fit, and the entry that took them away speaks
        let answer = try verified(files)
        #expect(answer.result == "damaged")
        #expect(answer.fault?.code == "redacted-bytes" && answer.fault?.position == 2)
        #expect(answer.fault?.params["by"]?.integer == 4)
    }

    @Test(arguments: [
        (Int64(2), "redaction", Int64(5)), (5, "redaction", 5), (6, "redaction", 5),
        (3, "redacted-bytes", 3),
    ])
    func `an entry is redacted once, by a later one, and gone then`(
        taken: Int64,
        code: String,
        position: Int64
    ) throws {
        // Given an agreement whose fifth entry says that it took one that another took, itself, one that is to
        // come, or one that is there
        let data: JSONValue = [
            "position": .integer(Int(taken)), "entry": SmallLog.restated(taken, "Noted"),
        ]
        let log = try SmallLog(adding: SmallLog.entry(5, "Redacted", version: 4, data))
        // When its bundle is verified
        let answer = try verified(log.agreementBundle().files)
        // Then the first thing that can't be is named
        #expect(answer.fault?.code == code && answer.fault?.position == position)
        #expect(answer.fault?.params["by"]?.integer == 5)
    }

    // MARK: Receipts

    @Test func `a receipt that carries the hash alone proves the hash, and no redaction`() throws {
        let log = try SmallLog()
        let key = log.key.verifierKey.description
        let whole = try log.receipt(3)
        let sound = try ReceiptVerification.answer(Array(whole.description.utf8), vkey: key)
        #expect(sound.result == "whole")
        #expect(sound.hashOnly == false)
        // Nobody has redacted that entry.
        let gone = "{\"redacted\":\"\(whole.line.leaf.hex)\"}"
        let stripped = whole.description.replacing(
            Data(whole.line.bytes).base64EncodedString(),
            with: Data(gone.utf8).base64EncodedString()
        )
        let check = try ReceiptVerification.answer(Array(stripped.utf8), vkey: key)
        #expect(check.result == "unverified")
        #expect(check.reason == "hash-only")
        #expect(check.hashOnly == true)
        #expect(check.data == nil)
        // The receipt of one that was: the receipt itself can't tell the two apart.
        let redacted = try log.receipt(2).description
        #expect(
            try ReceiptVerification.answer(Array(redacted.utf8), vkey: key).reason == "hash-only"
        )
        #expect(try ReceiptVerification.answer(Array(redacted.utf8), vkey: nil).reason == "no-key")
        let other = try SigningKey(name: SmallLog.origin, seed: Array(repeating: 4, count: 32))
        let foreign = try ReceiptVerification.answer(
            Array(redacted.utf8),
            vkey: other.verifierKey.description
        )
        #expect(foreign.result == "damaged")
    }

    @Test func `a receipt that a witness of a policy signed, and not its log, is not whole`()
        throws
    {
        // Given a policy that names another key of the log, and its witness's line under a receipt
        let log = try SmallLog()
        let witness = try SigningKey(name: "saksi.invalid/w", seed: Array(repeating: 5, count: 32))
        let other = try SigningKey(name: SmallLog.origin, seed: Array(repeating: 4, count: 32))
        let policy = try TrustPolicy(
            "log \(other.verifierKey)\nwitness saksi \(witness.cosignerKey)\nquorum saksi\n"
        )
        let receipt = try log.receipt(3)
        let cosigned = try EntryReceipt(
            line: receipt.line,
            position: receipt.position,
            inclusion: receipt.inclusion,
            note: receipt.note.adding([witness.cosign(receipt.note.text, at: 1)])
        )
        // When it is held against it, then the log's signature is what is missing
        let answer = try ReceiptVerification.answer(
            Array(cosigned.description.utf8),
            vkey: nil,
            policy: policy
        )
        #expect(answer.result == "damaged" && answer.reason == "signer", "\(answer)")
    }

    @Test func `a policy that is not met hides nothing else that is wrong with a receipt`() throws {
        let log = try SmallLog()
        let key = log.key.verifierKey
        let witness = try SigningKey(name: "saksi.invalid/w", seed: Array(repeating: 5, count: 32))
        // Given another key of the log that the policy knows, and a witness that never cosigned
        let other = try SigningKey(name: SmallLog.origin, seed: Array(repeating: 4, count: 32))
        let policy = try TrustPolicy(
            "log \(key)\nwitness saksi \(witness.cosignerKey)\nquorum saksi\n"
        )
        func check(_ receipt: EntryReceipt, by vkey: VerifierKey) throws -> ReceiptCheck {
            try ReceiptVerification.answer(
                Array(receipt.description.utf8),
                vkey: vkey.description,
                policy: policy
            )
        }
        // When whole receipts, one with the bytes and one with the hash alone, are held against it
        let (whole, hash) = (try check(log.receipt(3), by: key), try check(log.receipt(2), by: key))
        // Then only the policy is at fault, and what is not proved by it is not told
        for answer in [whole, hash] {
            #expect(answer.result == "damaged" && answer.reason == "policy")
            #expect(answer.data == nil && answer.witnesses == [])
        }
        #expect(whole.hashOnly == false && hash.hashOnly == true)
        // And a pinned key that did not sign is what is said first
        let foreign = try check(log.receipt(3), by: other.verifierKey)
        #expect(foreign.result == "damaged" && foreign.reason == "signer")
    }
}
