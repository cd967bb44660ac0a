import Audit
import Testing

/// What a witness hands out, and what it records, when others have written under the checkpoint too.
@Suite struct HandedOutNoteTests {
    private func note(_ more: [SignatureLine]) throws -> SignedNote {
        try SignedNote.sign(text(), with: WorkedExample.log()).adding(more)
    }

    private func text() throws -> String {
        try Checkpoint(
            origin: WorkedExample.origin,
            size: 5,
            root: root(ofSize: 5, from: WorkedExample.tree())
        ).text
    }

    private func cosigned(_ note: SignedNote) throws -> (record: SignedNote, answer: SignedNote) {
        let witness = try WorkedExample.witness()
        return try WitnessRequest(oldSize: 0, proof: ConsistencyProof(hashes: []), note: note)
            .cosigned(
                with: witness.cosign(note.text, at: 1_700_000_000),
                by: witness.cosignerKey,
                log: WorkedExample.log().verifierKey
            )
    }

    private func isReadable(_ note: SignedNote) throws -> Bool {
        Set(try note.verify(WorkedExample.keys()).map(\.key)) == Set(try WorkedExample.keys())
    }

    /// A line by a key that nobody here knows.
    private func line(_ name: String) throws -> SignatureLine {
        try SigningKey(name: name, seed: Array(repeating: 8, count: 32)).sign(text())
    }

    @Test func `as many lines as a note may have leave room for the witness`() throws {
        let others = try (1..<SignedNote.signatureCountMax).map { number in
            try line("lain.invalid/\(number)")
        }
        let cosigned = try cosigned(note(others))
        #expect(cosigned.record.signatures.count == 2)
        #expect(cosigned.answer.signatures.count == SignedNote.signatureCountMax)
        #expect(try isReadable(cosigned.record))
        #expect(try isReadable(cosigned.answer))
    }

    @Test func `the log's line, however often repeated, leaves room too`() throws {
        let own = try note([]).signatures[0]
        let cosigned = try cosigned(
            note(Array(repeating: own, count: SignedNote.signatureCountMax - 1))
        )
        #expect(cosigned.record.signatures.count == 2)
        #expect(cosigned.answer.signatures.count == 2)
        #expect(try isReadable(cosigned.answer))
    }

    @Test func `a line forged in the witness's name is not handed out`() throws {
        let real = try WorkedExample.witness().cosign(text(), at: 1)
        var forged = Array(real.description.utf8)
        // A letter inside the base64 of the signature.
        let place = forged.count - 10
        forged[place] = forged[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        let line = try #require(SignatureLine(String(decoding: forged, as: UTF8.self)))
        let spoiled = try note([line])
        #expect(throws: NoteFailure.self) { try spoiled.verify(WorkedExample.keys()) }
        let cosigned = try cosigned(spoiled)
        #expect(try isReadable(cosigned.answer))
        #expect(try isReadable(cosigned.record))
    }

    @Test func `the lines of other witnesses are handed out with ours`() throws {
        let other = try line("lain.invalid/saksi")
        #expect(try cosigned(note([other])).answer.signatures.contains(other))
    }
}
