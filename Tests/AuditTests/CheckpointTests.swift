import Audit
import Testing

/// The 15-entry log of transparency-dev/tessera (testdata/log), whose signing key is public.
enum FifteenEntries {
    static let origin = "example.com/log/testdata"
    static let seed = "eca663f499017d2365c27c7a7679158d43cfec1330bdb259290afbd0d21777a0"
    static let entries = [
        "one", "two", "three", "four", "five", "six", "seven", "eit", "nain", "ten", "ileven",
        "twelf", "threeten", "fourten", "fivten",
    ].map { Array($0.utf8) }

    /// The roots of sizes 1 to 15.
    static let roots = [
        "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=",
        "T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=",
        "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=",
        "zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=",
        "gy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=",
        "a6sWvsc2eEzmj72vah7mZ5dwFltivehh2b11qwlp5Jg=",
        "IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=",
        "bC+VwvrJbalNVjfkdI8kUgs7mJoXrqiXCE7bgnD28pY=",
        "CvhHViE3S9E3htHLR+25mapWoGCJ3WckMq1UtC3VmEY=",
        "y8/gZsZCtitsMan09tY+k8I7Qpr7Y5fbO2tLi9GQnfU=",
        "Yok1cS5VdokGLBy73BC2I16b3atss6KBN9jnIi6Fz/A=",
        "uZo6M+IhVna+CLgWCrJs0xBPUHbozHkYTQASduHSLME=",
        "av0kLH0VkkVDrTuZzBGIx7d9z5G1l/GlKz/nAV/8woQ=",
        "SvCd38yNade7xEPY1a/aAc1M3A2AHYVF8lIiUnsH1ao=",
        "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=",
    ]

    static func key() throws -> SigningKey {
        try SigningKey(name: origin, seed: bytes(hex: seed))
    }

    static func tree() -> StoredTree {
        StoredTree(leaves: entries.map { MerkleTree.leafHash($0) })
    }

    static func checkpoint(_ size: Int64) throws -> Checkpoint {
        try Checkpoint(origin: origin, size: size, root: root(ofSize: size, from: tree()))
    }
}

@Suite struct CheckpointTests {
    @Test func `the log of 15 entries has its published root at every size`() throws {
        let tree = FifteenEntries.tree()
        for (index, root) in FifteenEntries.roots.enumerated() {
            #expect(try Audit.root(ofSize: Int64(index + 1), from: tree).base64 == root)
        }
        #expect(try FifteenEntries.checkpoint(0).root == MerkleTree.emptyRoot)
    }

    @Test(arguments: [
        """
        example.com/log/testdata
        3
        Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=

        — example.com/log/testdata M9e0lvAQRtH832pk2RTbeSeZMkp4FZSdJYFBUjO5SKxuRbywPUF3cx+HUrb50kjd3rUWW/fj53Wj1dwcwh9bGQnqVAg=

        """,
        """
        example.com/log/testdata
        15
        rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=

        — example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=

        """,
    ])
    func `published checkpoints are opened, and signed again to the same bytes`(
        published: String
    ) throws {
        let key = try FifteenEntries.key()
        #expect(
            key.verifierKey.description
                == "example.com/log/testdata+33d7b496"
                + "+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
        )
        let opened = try Checkpoint.open(published, keys: [key.verifierKey])
        #expect(opened.checkpoint == (try FifteenEntries.checkpoint(opened.checkpoint.size)))
        #expect(opened.signatures.map(\.key) == [key.verifierKey])
        #expect(opened.cosignatures.isEmpty)
        #expect(opened.note.description == published)
        #expect(try opened.checkpoint.sign(with: key) == published)
    }

    @Test(arguments: Int64(0)...15)
    func `a checkpoint of every size is signed, read and opened`(size: Int64) throws {
        let key = try FifteenEntries.key()
        let checkpoint = try FifteenEntries.checkpoint(size)
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
        let opened = try Checkpoint.open(try checkpoint.sign(with: key), keys: [key.verifierKey])
        #expect(opened.checkpoint == checkpoint)
    }

    private static let root = "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs="

    @Test(arguments: [
        ("o\n05\n\(root)\n", CheckpointFailure.size),
        ("o\n+5\n\(root)\n", .size),
        ("o\n-5\n\(root)\n", .size),
        ("o\n-0\n\(root)\n", .size),
        ("o\n5 \n\(root)\n", .size),
        ("o\n 5\n\(root)\n", .size),
        ("o\n\n\(root)\n", .size),
        ("o\n0x5\n\(root)\n", .size),
        ("o\n٥\n\(root)\n", .size),
        ("o\n9223372036854775808\n\(root)\n", .size),
        ("o\r\n5\r\n\(root)\r\n", .size),
        ("o\r\n5\n\(root)\n", .origin),
        ("o\n5\n\(root)\r\n", .root),
        ("o\n5\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383ctM\n", .root),
        ("o\n5\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383Q==\n", .root),
        ("o\n5\n5nZXaIxdXI84NpZdNCVvbEDfoKdfTGLu8OL5lUlbn5p=\n", .root),
        ("o\n5\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs\n", .root),
        ("o\n5\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja_1nk427v383cs=\n", .root),
        ("o\n5\n\n", .root),
        ("\n5\n\(root)\n", .origin),
        ("o\u{1}\n5\n\(root)\n", .origin),
        ("o\n5\n\(root)", .malformed),
        ("o\n5\n", .malformed),
        ("o", .malformed),
        ("", .malformed),
        ("\n", .malformed),
        ("o\n5\n\(root)\n\n", .extensionLines),
        ("o\n5\n\(root)\nextension\n", .extensionLines),
        ("o\n0\n\(root)\n", .emptyTreeRoot),
    ])
    func `what is no checkpoint is refused`(text: String, failure: CheckpointFailure) {
        #expect(throws: failure) { try Checkpoint(text: text) }
    }

    @Test func `the largest size is read, and one spelling of a root`() throws {
        let read = try Checkpoint(text: "o\n9223372036854775807\n\(Self.root)\n")
        #expect(read.size == .max)
        let right = "5nZXaIxdXI84NpZdNCVvbEDfoKdfTGLu8OL5lUlbn5o="
        #expect(try Checkpoint(text: "o\n5\n\(right)\n").root.base64 == right)
    }

    @Test func `a note over more entries than a log can have is no checkpoint, whoever signed it`()
        throws
    {
        let key = try FifteenEntries.key()
        let root = try hash(Self.root)
        func note(_ size: Int64) throws -> SignedNote {
            let checkpoint = try Checkpoint(origin: FifteenEntries.origin, size: size, root: root)
            return try SignedNote.parse(checkpoint.sign(with: key))
        }
        let most = Checkpoint.sizeMax
        let opened = try Checkpoint.open(note(most), keys: [key.verifierKey])
        #expect(opened.checkpoint.size == most)
        for size: Int64 in [most + 1, .max] {
            let beyond = try note(size)
            #expect(throws: CheckpointFailure.size) { try Checkpoint(of: beyond) }
            #expect(throws: CheckpointFailure.size) {
                try Checkpoint.open(beyond, keys: [key.verifierKey])
            }
            #expect(CosignedNotes([beyond]).notes.isEmpty)
        }
    }

    @Test func `a checkpoint that says nothing sensible is not made`() throws {
        let root = try hash(Self.root)
        #expect(throws: CheckpointFailure.origin) {
            try Checkpoint(origin: "", size: 1, root: root)
        }
        #expect(throws: CheckpointFailure.origin) {
            try Checkpoint(origin: "a\nb", size: 1, root: root)
        }
        #expect(throws: CheckpointFailure.size) {
            try Checkpoint(origin: "o", size: -1, root: root)
        }
        #expect(throws: CheckpointFailure.emptyTreeRoot) {
            try Checkpoint(origin: "o", size: 0, root: root)
        }
    }

    @Test func `only the log's own key opens and signs its checkpoint`() throws {
        let key = try FifteenEntries.key()
        let checkpoint = try FifteenEntries.checkpoint(15)
        let note = try checkpoint.sign(with: key)
        let other = try SigningKey(
            name: "example.org/other",
            seed: [UInt8](repeating: 7, count: 32)
        )
        #expect(throws: CheckpointFailure.foreignKey) { try checkpoint.sign(with: other) }
        #expect(throws: CheckpointFailure.note(.unsigned)) {
            try Checkpoint.open(note, keys: [other.verifierKey])
        }
        // Signed well, by a key that is known, but for another log.
        let foreign = try SignedNote.sign(checkpoint.text, with: other)
        #expect(throws: CheckpointFailure.notSignedByLog) {
            try Checkpoint.open(foreign, keys: [key.verifierKey, other.verifierKey])
        }
        // The log's own key, but used as a witness's: no log says so.
        let witnessed = try SignedNote(
            text: checkpoint.text,
            signatures: [key.cosign(checkpoint.text, at: 1)]
        )
        #expect(throws: CheckpointFailure.notSignedByLog) {
            try Checkpoint.open(witnessed, keys: [key.verifierKey, key.cosignerKey])
        }
    }

    @Test func `a stripped, resigned or changed checkpoint is not opened`() throws {
        let key = try FifteenEntries.key()
        let note = try FifteenEntries.checkpoint(15).sign(with: key)
        let impostor = try SigningKey(
            name: FifteenEntries.origin,
            seed: [UInt8](repeating: 7, count: 32)
        )
        let resigned = try FifteenEntries.checkpoint(15).sign(with: impostor)
        #expect(throws: CheckpointFailure.note(.unsigned)) {
            try Checkpoint.open(resigned, keys: [key.verifierKey])
        }
        #expect(throws: CheckpointFailure.note(.noSeparator)) {
            try Checkpoint.open(
                try FifteenEntries.checkpoint(15).text,
                keys: [key.verifierKey]
            )
        }
        #expect(throws: CheckpointFailure.note(.forged(key: key.verifierKey))) {
            try Checkpoint.open(
                note.replacing("\n15\n", with: "\n14\n"),
                keys: [key.verifierKey]
            )
        }
        let extended = try SignedNote.sign("o\n5\n\(Self.root)\nmore\n", with: key)
        #expect(throws: CheckpointFailure.extensionLines) {
            try Checkpoint.open(extended, keys: [key.verifierKey])
        }
    }

    @Test func `origins that only look alike are two logs`() throws {
        let root = try hash(Self.root)
        let composed = try Checkpoint(origin: "k\u{e9}y", size: 5, root: root)
        let decomposed = try Checkpoint(origin: "ke\u{301}y", size: 5, root: root)
        #expect(composed != decomposed)
        #expect(composed.isOf(origin: "k\u{e9}y"))
        #expect(!composed.isOf(origin: "ke\u{301}y"))
        let key = try SigningKey(name: "k\u{e9}y", seed: [UInt8](repeating: 7, count: 32))
        #expect(throws: CheckpointFailure.foreignKey) { try decomposed.sign(with: key) }
    }
}

/// What a log's name on a signature says to whoever does not know the key.
@Suite struct OtherKeyTests {
    private static func key(_ name: String, _ number: UInt8) throws -> SigningKey {
        try SigningKey(name: name, seed: [UInt8](repeating: number, count: 32))
    }

    @Test func `only a line of the log's own name, by none of its known keys, is another key's`()
        throws
    {
        let (old, new) = (try Self.key("log.invalid", 1), try Self.key("log.invalid", 2))
        let stranger = try Self.key("lain.invalid", 3)
        let text = try Checkpoint(origin: "log.invalid", size: 0, root: MerkleTree.emptyRoot).text
        func note(_ keys: SigningKey...) throws -> SignedNote {
            try SignedNote(text: text, signatures: keys.map { try $0.sign(text) })
        }
        func isOther(_ note: SignedNote, _ keys: SigningKey...) -> Bool {
            Checkpoint.isByAnotherKey(note, than: keys.map(\.verifierKey))
        }
        #expect(try isOther(note(new), old))
        #expect(try isOther(note(new, stranger), old, stranger))
        #expect(try !isOther(note(new), new))
        #expect(try !isOther(note(new, old), old), "the key that is known signed too")
        #expect(try !isOther(note(stranger), old), "nothing claims to be by the log")
        #expect(try !isOther(note(new), stranger), "no key of that log is known")
        let foreign = try Checkpoint(origin: "lain.invalid", size: 0, root: MerkleTree.emptyRoot)
            .sign(with: stranger)
        #expect(try !isOther(SignedNote.parse(foreign), old))
    }
}
