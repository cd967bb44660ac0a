import Audit
import Testing

/// Cosignatures that came back: what is taken in, and how little of it is kept.
@Suite struct CosignedNotesTests {
    private let log: SigningKey
    private let first: SigningKey
    private let second: SigningKey
    private let policy: TrustPolicy

    init() throws {
        log = try SigningKey(name: "test.invalid/log", seed: [UInt8](repeating: 1, count: 32))
        first = try SigningKey(name: "saksi.invalid/1", seed: [UInt8](repeating: 2, count: 32))
        second = try SigningKey(name: "saksi.invalid/2", seed: [UInt8](repeating: 3, count: 32))
        policy = try TrustPolicy(
            """
            log \(log.verifierKey)
            witness a \(first.cosignerKey)
            witness b \(second.cosignerKey)
            group semua all a b
            quorum semua

            """
        )
    }

    private func note(_ size: Int64, _ witnesses: SigningKey..., at time: Int64 = 100) throws
        -> SignedNote
    {
        let root = MerkleTree.leafHash([UInt8(size)])
        let checkpoint = try Checkpoint(origin: "test.invalid/log", size: size, root: root)
        let note = try SignedNote.parse(try checkpoint.sign(with: log))
        return try note.adding(try witnesses.map { try $0.cosign(note.text, at: time) })
    }

    @discardableResult
    private func take(_ note: SignedNote, into notes: inout CosignedNotes) throws
        -> [VerifiedSignature]
    {
        try notes.take(
            note,
            logs: [log.verifierKey],
            witnesses: policy.witnesses,
            policy: policy
        )
    }

    @Test func `two witnesses' answers to one checkpoint become one note`() throws {
        var notes = CosignedNotes()
        try take(note(5, first), into: &notes)
        #expect(notes.newest(meeting: policy) == nil)
        try take(note(5, second), into: &notes)
        #expect(notes.notes.count == 1)
        let met = try #require(notes.newest(meeting: policy))
        #expect(met.signatures.count == 3)
        #expect(notes.newest(by: first.cosignerKey)?.size == 5)
    }

    @Test func `of each witness the newest stays, and the newest that is enough`() throws {
        var notes = CosignedNotes()
        try take(note(5, first, second), into: &notes)
        try take(note(7, first), into: &notes)
        try take(note(8, first), into: &notes)
        #expect(try notes.notes.map { try Checkpoint(text: $0.text).size } == [5, 8])
        #expect(notes.newest(by: first.cosignerKey)?.size == 8)
        #expect(notes.newest(by: second.cosignerKey)?.size == 5)
        try take(note(9, first, second), into: &notes)
        #expect(try notes.notes.map { try Checkpoint(text: $0.text).size } == [9])
    }

    @Test func `the same cosignature again adds no line`() throws {
        var notes = CosignedNotes()
        try take(note(5, first, at: 100), into: &notes)
        try take(note(5, first, at: 200), into: &notes)
        #expect(notes.notes.first?.signatures.count == 2)
        #expect(notes.newest(by: first.cosignerKey)?.timestamp == 200)
    }

    @Test func `two checkpoints of one size are two notes, and the same twice is one`() throws {
        let here = try note(5, first)
        let other = try Checkpoint(
            origin: "test.invalid/log",
            size: 5,
            root: MerkleTree.leafHash([99])
        )
        let there = try SignedNote.parse(try other.sign(with: log))
        let notes = CosignedNotes([here, there, here])
        #expect(Set(notes.notes) == [here, there] && notes.notes.count == 2)
        #expect(notes == CosignedNotes([there, here]))
        #expect(notes.newest(by: first.cosignerKey)?.size == 5)
    }

    @Test func `of two notes of one text with a line in common one is left out`() throws {
        let here = try note(5, first)
        let changed = try note(5).adding([second.cosign("lain\n", at: 100)])
        #expect(CosignedNotes([here, changed]).notes == [here])
        // What no key of the log signed has no line of it.
        let bare = try SignedNote(
            text: here.text,
            signatures: [second.cosign(here.text, at: 100)]
        )
        #expect(Set(CosignedNotes([here, bare]).notes) == [here, bare])
    }

    @Test func `what is put beside loses the lines that are here already`() throws {
        let here = try note(5, first)
        let junk = try log.sign("lain\n")
        let spoilt = try note(5).adding([junk])
        let elsewhere = try note(6)
        let notes = CosignedNotes([here]).beside([spoilt, here, elsewhere])
        let rest = try SignedNote(text: here.text, signatures: [junk])
        #expect(Set(notes.notes) == [here, rest, elsewhere] && notes.notes.count == 3)
    }

    @Test func `a line forged in a witness's name is told, and is not carried on`() throws {
        let genuine = try note(5, first)
        let spoilt = try genuine.adding([second.cosign("lain\n", at: 100)])
        var notes = CosignedNotes([spoilt])
        #expect(notes.isForged(inNameOf: policy.witnesses))
        #expect(!notes.isForged(inNameOf: [first.cosignerKey]))
        #expect(!CosignedNotes([genuine]).isForged(inNameOf: policy.witnesses))
        #expect(spoilt.lines(by: policy.witnesses) == Array(genuine.signatures.dropFirst()))
        #expect(spoilt.withoutForgeries(inNameOf: policy.witnesses) == genuine)
        let alone = try SignedNote(
            text: genuine.text,
            signatures: [second.cosign("lain\n", at: 100)]
        )
        #expect(alone.withoutForgeries(inNameOf: policy.witnesses) == nil)
        let later = try note(5, first, at: 200)
        try take(later, into: &notes)
        #expect(notes.notes == [later])
    }

    @Test func `foreign lines are not kept`() throws {
        let stranger = try SigningKey(name: "asing.invalid", seed: [UInt8](repeating: 9, count: 32))
        var notes = CosignedNotes()
        try take(note(5, stranger, first), into: &notes)
        #expect(
            notes.notes.first?.signatures.map(\.name) == ["test.invalid/log", "saksi.invalid/1"]
        )
    }

    @Test func `what is no checkpoint of the log with a known witness is refused`() throws {
        var notes = CosignedNotes()
        #expect(throws: CosignatureRefusal.noWitness) { try take(note(5), into: &notes) }
        let bare = try SignedNote(
            text: note(5).text,
            signatures: [try first.cosign(note(5).text, at: 100)]
        )
        #expect(throws: CosignatureRefusal.notSigned) { try take(bare, into: &notes) }
        let other = try first.cosign(note(6).text, at: 100)
        let forged = try note(5).adding([other])
        #expect(throws: CosignatureRefusal.forged) { try take(forged, into: &notes) }
        let text = try SignedNote.sign("apa saja\n", with: log).adding([
            try first.cosign("apa saja\n", at: 1)
        ])
        #expect(throws: CosignatureRefusal.noCheckpoint) { try take(text, into: &notes) }
        #expect(notes.notes == [])
    }
}
