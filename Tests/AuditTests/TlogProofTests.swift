import Audit
import Testing

@Suite struct TlogProofTests {
    private let file = WorkedExample.proofFile

    @Test func `a proof file is read, verified and written again to the same bytes`() throws {
        let proof = try TlogProof.parse(file)
        #expect(proof.description == file)
        #expect(proof.index == 4)
        #expect(proof.extra == nil)
        #expect(proof.inclusion.hashes.count == 1)
        let opened = try proof.verify(
            leaf: MerkleTree.leafHash(WorkedExample.events[4]),
            keys: try WorkedExample.keys()
        )
        #expect(opened.checkpoint.size == 5)
        #expect(opened.cosignatures.map(\.timestamp) == [1_739_776_500])
    }

    @Test func `proofs one after another are read one by one`() throws {
        let proof = TlogProof.sequence(in: Array((file + file + file).utf8))
        #expect(proof == Array(repeating: Array(file.utf8), count: 3))
        #expect(TlogProof.sequence(in: Array(file.utf8)) == [Array(file.utf8)])
        #expect(TlogProof.sequence(in: []) == [[]])
        #expect(TlogProof.sequence(in: Array("bukan\n".utf8)) == [Array("bukan\n".utf8)])
    }

    @Test func `without the witness's key the log's signature still counts`() throws {
        let proof = try TlogProof.parse(file)
        let opened = try proof.verify(
            leaf: MerkleTree.leafHash(WorkedExample.events[4]),
            keys: [try WorkedExample.log().verifierKey]
        )
        #expect(opened.cosignatures.isEmpty)
    }

    @Test func `another entry, another place and another key are refused`() throws {
        let proof = try TlogProof.parse(file)
        let keys = try WorkedExample.keys()
        #expect(throws: TlogProofFailure.inclusion(.wrongRoot)) {
            try proof.verify(leaf: MerkleTree.leafHash(WorkedExample.events[3]), keys: keys)
        }
        let leaf = MerkleTree.leafHash(WorkedExample.events[4])
        let elsewhere = try TlogProof.parse(file.replacing("index 4", with: "index 3"))
        #expect(throws: TlogProofFailure.inclusion(.tooFewHashes)) {
            try elsewhere.verify(leaf: leaf, keys: keys)
        }
        let beyond = try TlogProof.parse(file.replacing("index 4", with: "index 5"))
        #expect(throws: TlogProofFailure.inclusion(.outsideTree)) {
            try beyond.verify(leaf: leaf, keys: keys)
        }
        #expect(throws: TlogProofFailure.checkpoint(.note(.unsigned))) {
            try proof.verify(leaf: leaf, keys: [])
        }
    }

    @Test func `a right path to a root that nobody signed is refused`() throws {
        let tree = FifteenEntries.tree()
        let text = try FifteenEntries.checkpoint(15).text
        let inclusion = try InclusionProof.generate(index: 7, size: 15, from: tree)
        let leaf = try tree.hash(level: 0, index: 7)
        let key = try FifteenEntries.key()
        let good = try TlogProof(
            index: 7,
            inclusion: inclusion,
            note: SignedNote.sign(text, with: key)
        )
        #expect(try good.verify(leaf: leaf, keys: [key.verifierKey]).checkpoint.size == 15)
        // The same bytes under the signature of a smaller tree.
        let unsigned = try TlogProof(
            index: 7,
            inclusion: inclusion,
            note: SignedNote(
                text: text,
                signatures: [key.sign(try FifteenEntries.checkpoint(14).text)]
            )
        )
        #expect(throws: TlogProofFailure.checkpoint(.note(.forged(key: key.verifierKey)))) {
            try unsigned.verify(leaf: leaf, keys: [key.verifierKey])
        }
    }

    @Test func `the extra line travels along`() throws {
        let text = file.replacing("index 4", with: "extra AQID\nindex 4")
        let proof = try TlogProof.parse(text)
        #expect(proof.extra == [1, 2, 3])
        #expect(proof.description == text)
        let empty = try TlogProof.parse(file.replacing("index 4", with: "extra \nindex 4"))
        #expect(empty.extra == [])
        #expect(empty.description.contains("\nextra \nindex 4\n"))
    }

    @Test func `the proof of an only entry has no hashes`() throws {
        let key = try FifteenEntries.key()
        let proof = try TlogProof(
            index: 0,
            inclusion: InclusionProof(hashes: []),
            note: SignedNote.sign(try FifteenEntries.checkpoint(1).text, with: key)
        )
        #expect(proof.description.hasPrefix("c2sp.org/tlog-proof@v1\nindex 0\n\nexample.com/"))
        let read = try TlogProof.parse(proof.description)
        #expect(read == proof)
        let leaf = MerkleTree.leafHash("one".utf8)
        #expect(try read.verify(leaf: leaf, keys: [key.verifierKey]).checkpoint.size == 1)
    }

    private static let replacements: [(String, String, TlogProofFailure)] = [
        ("proof@v1", "proof@v2", .header),
        ("c2sp.org", " c2sp.org", .header),
        ("c2sp.org/tlog-proof@v1\n", "", .header),
        ("@v1\n", "@v1\r\n", .header),
        ("index 4\n", "", .index),
        ("index 4", "index 04", .index),
        ("index 4", "index +4", .index),
        ("index 4", "index -4", .index),
        ("index 4", "index  4", .index),
        ("index 4", "index", .index),
        ("index 4", "Index 4", .index),
        ("index 4\n", "index 4\r\n", .index),
        ("index 4", "index 9223372036854775808", .index),
        ("index 4", "extra AQID=\nindex 4", .extra),
        ("index 4", "extra AQI=\nextra AQI=\nindex 4", .index),
        ("index 4", "index 4\nextra AQI=", .hash(number: 1)),
        ("96Hk=", "96Hl=", .hash(number: 1)),
        ("96Hk=", "96Hk", .hash(number: 1)),
        ("96Hk=", "96Hk=\r", .hash(number: 1)),
        ("96Hk=\n", "96Hk=\nAQID\n", .hash(number: 2)),
        ("96Hk=\n\n", "96Hk=\n", .hash(number: 2)),
    ]

    @Test(arguments: replacements)
    func `what is no proof file is refused`(
        part: String,
        replacement: String,
        failure: TlogProofFailure
    ) {
        #expect(throws: failure) {
            try TlogProof.parse(file.replacing(part, with: replacement))
        }
    }

    @Test func `hashes that no empty line ends are refused`() {
        for text in ["", "\(FifteenEntries.roots[0])\n"] {
            #expect(throws: TlogProofFailure.unterminated) {
                try TlogProof.parse("c2sp.org/tlog-proof@v1\nindex 4\n\(text)")
            }
        }
        #expect(throws: TlogProofFailure.note(.noSeparator)) {
            try TlogProof.parse("c2sp.org/tlog-proof@v1\nindex 4\n\n")
        }
    }

    @Test func `a file cut anywhere is refused`() {
        let whole = Array(file.utf8)
        for length in whole.indices {
            let cut = Array(whole[..<length])
            // Cut after the log's line, it is a whole file that only lacks the witness.
            let isWhole = (try? TlogProof.parse(cut)).map { $0.note.signatures.count } == 1
            let endsAtLogLine = cut.suffix(6).elementsEqual("ccgA=\n".utf8)
            #expect(isWhole == endsAtLogLine, "\(length)")
        }
    }

    @Test func `no tree is higher than 63 hashes`() throws {
        let hash = try hash(WorkedExample.leafHashes[0])
        let note = try TlogProof.parse(file).note
        let most = InclusionProof(hashes: [TreeHash](repeating: hash, count: 63))
        let proof = try TlogProof(index: 0, inclusion: most, note: note)
        #expect(try TlogProof.parse(proof.description) == proof)
        let more = InclusionProof(hashes: most.hashes + [hash])
        #expect(throws: TlogProofFailure.tooManyHashes) {
            try TlogProof(index: 0, inclusion: more, note: note)
        }
        #expect(throws: TlogProofFailure.tooManyHashes) {
            try TlogProof.parse(
                proof.description.replacing("index 0\n", with: "index 0\n\(hash.base64)\n")
            )
        }
        // Given up there, however many lines follow.
        #expect(throws: TlogProofFailure.tooManyHashes) {
            try TlogProof.parse(
                proof.description.replacing(
                    "\n\n",
                    with: "\n\(hash.base64)\nno hash\n\n",
                    maxReplacements: 1
                )
            )
        }
        #expect(throws: TlogProofFailure.index) {
            try TlogProof(index: -1, inclusion: most, note: note)
        }
    }
}
