import Audit
import Testing

@Suite struct SignedNoteTests {
    private let key: VerifierKey
    private let text = "This is an example message.\n"
    private let line =
        "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3"
        + "mFXmRKuwHjG1Yu72IneyaQM="
    private let other: SigningKey

    init() throws {
        key = try VerifierKey(
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        )
        other = try SigningKey(
            name: "example.org/other",
            seed: [UInt8](repeating: 7, count: 32)
        )
    }

    @Test func `the published note verifies and is written again to the same bytes`() throws {
        let note = try SignedNote.parse("\(text)\n\(line)\n")
        #expect(note.text == text)
        #expect(note.signatures.count == 1)
        #expect(note.description == "\(text)\n\(line)\n")
        let verified = try note.verify([key])
        #expect(verified.map(\.key) == [key])
        #expect(verified.map(\.line) == note.signatures)
        #expect(verified[0].timestamp == nil)
        #expect(verified[0].line.name == "example.com/foo")
        #expect(verified[0].line.keyID == key.id)
    }

    @Test func `a changed text or signature condemns the note`() throws {
        let changedText = "This is an example massage.\n"
        let changedText2 = "\(text)\n"
        for changed in [changedText, changedText2] {
            let note = try SignedNote.parse("\(changed)\n\(line)\n")
            #expect(throws: NoteFailure.forged(key: key)) { try note.verify([key]) }
        }
        let signature = line.replacing("Uw2QOkn8", with: "Uw2QOkn9")
        let note = try SignedNote.parse("\(text)\n\(signature)\n")
        #expect(throws: NoteFailure.forged(key: key)) { try note.verify([key]) }
    }

    @Test func `lines of unknown keys are ignored, in any place`() throws {
        let foreign = try other.sign(text)
        let note = try SignedNote.parse("\(text)\n\(foreign)\n\(line)\n\(foreign)\n")
        #expect(try note.verify([key]).map(\.key) == [key])
        #expect(try note.verify([other.verifierKey]).count == 2)
        #expect(try note.verify([key, other.verifierKey]).count == 3)
    }

    @Test func `a note without a line by a known key is nobody's`() throws {
        let note = try SignedNote.parse("\(text)\n\(line)\n")
        #expect(throws: NoteFailure.unsigned) { try note.verify([]) }
        #expect(throws: NoteFailure.unsigned) { try note.verify([other.verifierKey]) }
    }

    @Test func `a key is its name and its ID together`() throws {
        let signed = try SignedNote.sign(text, with: other)
        // The same ID under another name, and the same name with another ID.
        let renamed = try SignedNote.parse(
            signed.description.replacing("example.org/other", with: "example.org/othes")
        )
        #expect(throws: NoteFailure.unsigned) { try renamed.verify([other.verifierKey]) }
        let namesake = try SigningKey(
            name: "example.org/other",
            seed: [UInt8](repeating: 8, count: 32)
        )
        #expect(throws: NoteFailure.unsigned) { try signed.verify([namesake.verifierKey]) }
        #expect(throws: NoteFailure.unsigned) { try signed.verify([other.cosignerKey]) }
    }

    @Test func `one forged line of a known key outweighs any good one`() throws {
        let forged = try other.sign("Something else.\n")
        let note = try SignedNote.parse("\(text)\n\(line)\n\(forged)\n")
        #expect(try note.verify([key]).count == 1)
        #expect(throws: NoteFailure.forged(key: other.verifierKey)) {
            try note.verify([key, other.verifierKey])
        }
    }

    @Test func `a key of an unknown type verifies nothing and condemns nothing`() throws {
        let unknown = try VerifierKey("example.org/pq+11223344+BgECAwQ=")
        let note = try SignedNote.parse("\(text)\n— example.org/pq ESIzRAECAwQ=\n\(line)\n")
        #expect(try note.verify([unknown, key]).map(\.key) == [key])
        #expect(throws: NoteFailure.unsigned) { try note.verify([unknown]) }
    }

    @Test func `the last empty line is the separator`() throws {
        let long = "\nfirst\n\nsecond\n\n"
        let note = try SignedNote.sign(long, with: other)
        #expect(note.description.hasPrefix("\nfirst\n\nsecond\n\n\n— "))
        let read = try SignedNote.parse(note.description)
        #expect(read.text == long)
        #expect(read == note)
        #expect(try read.verify([other.verifierKey]).count == 1)
    }

    @Test func `signing is deterministic and what is signed verifies`() throws {
        let first = try SignedNote.sign(text, with: other)
        #expect(first == (try SignedNote.sign(text, with: other)))
        let both = try SignedNote.parse("\(text)\n\(line)\n").adding(first.signatures)
        #expect(try both.verify([key, other.verifierKey]).map(\.key) == [key, other.verifierKey])
    }

    @Test(arguments: [
        ("", NoteFailure.noSeparator),
        ("\n", .noSeparator),
        ("text\n", .noSeparator),
        ("text\n— a AQIDBAU=\n", .noSeparator),
        ("text\n\n", .noSignatures),
        ("text\n\n— a AQIDBAU=", .noSignatures),
        ("text\n\n— a AQIDBAU=\n\n", .noSignatures),
        ("text\r\n\r\n— a AQIDBAU=\r\n", .controlCharacter),
        ("text\n\n— a AQIDBAU=\r\n", .controlCharacter),
        ("a\ttext\n\n— a AQIDBAU=\n", .controlCharacter),
        ("a\0text\n\n— a AQIDBAU=\n", .controlCharacter),
        ("text\n\n- a AQIDBAU=\n", .malformedSignature(line: 1)),
        ("text\n\n\u{2013} a AQIDBAU=\n", .malformedSignature(line: 1)),
        ("text\n\n—a AQIDBAU=\n", .malformedSignature(line: 1)),
        ("text\n\n—  AQIDBAU=\n", .malformedSignature(line: 1)),
        ("text\n\n— a\n", .malformedSignature(line: 1)),
        ("text\n\n— a  AQIDBAU=\n", .malformedSignature(line: 1)),
        ("text\n\n— a AQIDBAU= \n", .malformedSignature(line: 1)),
        ("text\n\n— a b AQIDBAU=\n", .malformedSignature(line: 1)),
        ("text\n\n— a\u{a0}b AQIDBAU=\n", .malformedSignature(line: 1)),
        ("text\n\n— a+b AQIDBAU=\n", .malformedSignature(line: 1)),
        // A key ID and nothing more, stray bits, no padding.
        ("text\n\n— a AQIDBA==\n", .malformedSignature(line: 1)),
        ("text\n\n— a AQIDBAV=\n", .malformedSignature(line: 1)),
        ("text\n\n— a AQIDBAU\n", .malformedSignature(line: 1)),
        ("text\n\n— a AQIDBAU=\n— b AQIDBAU=\nmore\n", .malformedSignature(line: 3)),
    ])
    func `what is no note is refused`(text: String, failure: NoteFailure) {
        #expect(throws: failure) { try SignedNote.parse(text) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        for broken in [[0xff], [0xc0, 0x80], [0xe2, 0x80], [0xed, 0xa0, 0x80]] as [[UInt8]] {
            let note = Array("text ".utf8) + broken + Array("\n\n— a AQIDBAU=\n".utf8)
            #expect(throws: NoteFailure.notUTF8) { try SignedNote.parse(note) }
        }
    }

    @Test func `16 signatures are read, and endless ones are not`() throws {
        let read = try SignedNote.parse(
            "text\n\n" + String(repeating: "— a AQIDBAU=\n", count: SignedNote.signatureCountMax)
        )
        #expect(read.signatures.count == SignedNote.signatureCountMax)
        #expect(SignedNote.signatureCountMax >= 16)
        #expect(throws: NoteFailure.tooManySignatures) {
            try SignedNote.parse(read.description + "— a AQIDBAU=\n")
        }
        #expect(throws: NoteFailure.tooManySignatures) { try read.adding(read.signatures) }
        #expect(throws: NoteFailure.tooLong) {
            try SignedNote.parse([UInt8](repeating: 0x61, count: SignedNote.byteCountMax + 1))
        }
    }

    @Test(arguments: [
        ("", NoteFailure.unterminatedText), ("text", .unterminatedText),
        ("text\r\n", .controlCharacter), ("a\tb\n", .controlCharacter),
    ])
    func `what cannot be a note's text is not signed`(text: String, failure: NoteFailure) {
        #expect(throws: failure) { try SignedNote.sign(text, with: other) }
        #expect(throws: failure) { try other.sign(text) }
        #expect(throws: failure) { try other.cosign(text, at: 1) }
    }

    @Test func `a note is not put together without signatures`() {
        #expect(throws: NoteFailure.noSignatures) { try SignedNote(text: "text\n", signatures: []) }
    }

    @Test func `texts that only look alike are two texts`() throws {
        let composed = try SignedNote.sign("k\u{e9}y\n", with: other)
        let decomposed = try SignedNote(text: "ke\u{301}y\n", signatures: composed.signatures)
        #expect(composed != decomposed)
        #expect(throws: NoteFailure.forged(key: other.verifierKey)) {
            try decomposed.verify([other.verifierKey])
        }
    }

    @Test func `a key name that only looks alike is another key's`() throws {
        let seed = [UInt8](repeating: 9, count: 32)
        let composed = try SigningKey(name: "k\u{e9}y", seed: seed)
        let decomposed = try SigningKey(name: "ke\u{301}y", seed: seed)
        let note = try SignedNote.sign("text\n", with: composed)
        #expect(throws: NoteFailure.unsigned) { try note.verify([decomposed.verifierKey]) }
        #expect(try note.verify([composed.verifierKey]).count == 1)
    }

    @Test func `notes that stand one after another come apart as they were`() throws {
        let key = try WorkedExample.log()
        let texts = ["a\n", "b\n\nc\n", "a\n"]
        let notes = try texts.map { try SignedNote.sign($0, with: key, key).description }
        #expect(SignedNote.sequence(in: notes.joined()) == notes)
        for text in ["", "a", "a\n", notes[0], notes[0] + "rest", String(notes[1].dropLast())] {
            #expect(SignedNote.sequence(in: text).joined() == text)
        }
        #expect(SignedNote.sequence(in: notes[0] + "rest") == [notes[0], "rest"])
    }
}
