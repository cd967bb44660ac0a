import Audit
import Testing

@Suite struct CosignatureTests {
    /// A checkpoint of a 300-leaf log and its witness (FiloSottile/sunlight,
    /// cmd/skylight/testdata/witness); the log's own line is of a type we do not verify.
    private let published = """
        rome2026h1.example.org
        300
        lCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0=

        — rome2026h1.example.org kVB1JgAAAZtxtEwABAMARzBFAiEAi+mTa2xjL1IdWpH82OeciGsGvwRAP+f1WkfKaSZCfFECIHoNPZ/Q3y6UNzvKOO9cuLr6V16vPNfhwhle9f6r5H/Z
        — witness.example.org uKLPIAAAAABpVGeAhm2bOvKc3LaB9PFN1ruG19Y5yqslmcAAbhftnn1Zznmo0LXFZq4LGvqKqLX8jWlwLKasxEGTLIqAVusneCBmBw==

        """
    private let witness: VerifierKey

    init() throws {
        witness = try VerifierKey(
            "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN"
        )
    }

    @Test func `another implementation's cosignature verifies, with its time`() throws {
        let note = try SignedNote.parse(published)
        #expect(note.description == published)
        let verified = try note.verify([witness])
        #expect(verified.map(\.key) == [witness])
        // 2025-12-31T00:00:00Z
        #expect(verified[0].timestamp == 1_767_139_200)
        #expect(try Checkpoint(text: note.text).size == 300)
        // It is a witness's word: no log key that we know signed.
        #expect(throws: CheckpointFailure.notSignedByLog) {
            try Checkpoint.open(note, keys: [witness])
        }
    }

    @Test func `a cosignature of another text or time is forged`() throws {
        let otherSize = try SignedNote.parse(published.replacing("\n300\n", with: "\n301\n"))
        #expect(throws: NoteFailure.forged(key: witness)) { try otherSize.verify([witness]) }
        let otherTime = try SignedNote.parse(
            published.replacing("uKLPIAAAAABpVGeA", with: "uKLPIAAAAABpVGeB")
        )
        #expect(throws: NoteFailure.forged(key: witness)) { try otherTime.verify([witness]) }
    }

    @Test func `the signed message is the time and the whole text`() {
        let message = Cosignature.message(over: "o\n1\nroot\n", at: 1_679_315_147)
        #expect(
            String(decoding: message, as: UTF8.self)
                == "cosignature/v1\ntime 1679315147\no\n1\nroot\n"
        )
    }

    @Test func `time and signature are read from the payload and written to it`() throws {
        let payload: [UInt8] = [0, 0, 0, 0, 0x69, 0x54, 0x67, 0x80] + [UInt8](1...64)
        let read = try #require(Cosignature(payload: payload))
        #expect(read.timestamp == 1_767_139_200)
        #expect(read.signature == [UInt8](1...64))
        #expect(read.payload == payload)
        let latest = [0x7f] + [UInt8](repeating: 0xff, count: 7) + [UInt8](1...64)
        #expect(Cosignature(payload: latest)?.timestamp == .max)
    }

    @Test func `a payload of another length, of no time or of one past 2^63 is refused`() {
        let signature = [UInt8](1...64)
        let time: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1]
        #expect(Cosignature(payload: time + signature) != nil)
        #expect(Cosignature(payload: time + signature.dropLast()) == nil)
        #expect(Cosignature(payload: time + signature + [0]) == nil)
        #expect(Cosignature(payload: [UInt8](repeating: 0, count: 8) + signature) == nil)
        #expect(Cosignature(payload: [0x80] + time.dropFirst() + signature) == nil)
        #expect(Cosignature(payload: []) == nil)
    }

    @Test func `one key's two roles do not stand in for each other`() throws {
        let key = try SigningKey(name: "example.org/x", seed: [UInt8](repeating: 3, count: 32))
        let text = "text\n"
        let note = try SignedNote(
            text: text,
            signatures: [key.sign(text), key.cosign(text, at: 12)]
        )
        #expect(try note.verify([key.verifierKey]).map(\.timestamp) == [nil])
        #expect(try note.verify([key.cosignerKey]).map(\.timestamp) == [12])
        #expect(try note.verify([key.cosignerKey, key.verifierKey]).count == 2)
    }

    @Test(arguments: [Int64(0), -1, .min])
    func `nobody cosigns before 1970`(timestamp: Int64) throws {
        let key = try SigningKey(name: "example.org/x", seed: [UInt8](repeating: 3, count: 32))
        #expect(throws: NoteFailure.timestamp) { try key.cosign("text\n", at: timestamp) }
    }
}
