import Audit
import Calendars
import Entries
import Exports
import TestSupport
import Testing

/// What an auditor is handed: notes, checkpoints, proofs, requests, policies, keys, tiles, entries.
@Suite(.timeLimit(.minutes(5))) struct EvidenceFuzzTests {
    private static let origin = "example.org/kembar/pks-demo"

    private struct Parts {
        let key: SigningKey
        let witness: SigningKey
        let note: SignedNote
        let proof: TlogProof
        let request: WitnessRequest
        let leaves: [[UInt8]]

        init() throws {
            key = try SigningKey(name: origin, seed: Array(repeating: 1, count: 32))
            witness = try SigningKey(
                name: "witness.example.org/inspektorat",
                seed: Array(repeating: 2, count: 32)
            )
            leaves = (0..<5).map { Array("{\"seq\":\($0)}".utf8) }
            let tree = SmallTree(leaves.map { MerkleTree.leafHash($0) })
            let checkpoint = try Checkpoint(origin: origin, size: 5, root: tree.root(5))
            let signed = try SignedNote.parse(checkpoint.sign(with: key))
            note = try signed.adding([witness.cosign(signed.text, at: 1_700_000_000)])
            proof = try TlogProof(
                index: 2,
                inclusion: .generate(index: 2, size: 5, from: tree),
                note: note,
                extra: leaves[2]
            )
            request = WitnessRequest(
                oldSize: 3,
                proof: try .generate(oldSize: 3, newSize: 5, from: tree),
                note: note
            )
        }
    }

    private struct SmallTree: TreeNodes {
        let leaves: [TreeHash]

        init(_ leaves: [TreeHash]) { self.leaves = leaves }

        func hash(level: Int, index: Int64) throws -> TreeHash {
            root(leaves[Int(index) << level..<(Int(index) + 1) << level])
        }

        func root(_ size: Int) -> TreeHash { root(leaves[0..<size]) }

        private func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
            var frontier = TreeFrontier()
            for leaf in leaves { _ = frontier.append(leaf) }
            return frontier.root
        }
    }

    private static let words = [
        "\u{2014} ", "example.org/kembar/pks-demo", "index ", "extra ", "old ",
        "c2sp.org/tlog-proof@v1\n", "log ", "witness ", "group ", "quorum ", "any", "all", "none",
        "AAAA", "====", "\n\n", "\n",
    ]

    private static func cases() throws -> [Fuzzed] {
        let parts = try Parts()
        let (note, key) = (Array(parts.note.description.utf8), parts.key.verifierKey)
        let keys = [key, parts.witness.cosignerKey]
        let policy = """
            # whom we trust
            log \(key)
            witness satu\t\(parts.witness.cosignerKey) https://witness.example.org
            group g 1 satu
            quorum g

            """
        func bytes(_ value: some CustomStringConvertible) -> [UInt8] {
            Array(value.description.utf8)
        }
        return [
            Fuzzed(name: "note", inputs: [note], words: words) {
                .taken(Array(try SignedNote.parse($0).description.utf8))
            },
            Fuzzed(
                name: "checkpoint",
                inputs: [
                    Array(parts.note.text.utf8),
                    Array("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n".utf8),
                ],
                words: words
            ) { .taken(Array(try Checkpoint(text: $0.text()).text.utf8)) },
            // What opens says exactly what was signed, whatever stands around it.
            Fuzzed(name: "signed checkpoint", inputs: [note], words: words) { input in
                let opened = try Checkpoint.open(try input.text(), keys: keys)
                return opened.checkpoint.size == 5 && opened.note.text == parts.note.text
                    ? .sound : .wrong("opened another checkpoint")
            },
            Fuzzed(name: "proof", inputs: [bytes(parts.proof)], words: words) {
                .taken(Array(try TlogProof.parse($0).description.utf8))
            },
            // A receipt that verifies proves what it proved before, though its notes may carry more lines.
            Fuzzed(name: "receipt", inputs: [bytes(parts.proof)], words: words) { input in
                let receipt = try EntryReceipt(input)
                _ = try receipt.verify([key])
                return receipt.position == 2 && receipt.line.bytes == parts.leaves[2]
                    ? .sound : .wrong("proved another entry")
            },
            Fuzzed(name: "witness request", inputs: [bytes(parts.request)], words: words) { input in
                guard let request = WitnessRequest(input) else { return .refused }
                let written = Array(request.description.utf8)
                // A checkpoint alone is a request from nothing, and is written with that said.
                return written == Array("old 0\n\n".utf8) + input ? .sound : .taken(written)
            },
            Fuzzed(name: "trust policy", inputs: [Array(policy.utf8)], words: words) { input in
                let policy = try TrustPolicy(try input.text())
                return policy == (try TrustPolicy(try input.text())) && !policy.logs.isEmpty
                    ? .sound : .wrong("a policy that trusts no log")
            },
            Fuzzed(
                name: "vkey",
                inputs: [bytes(key), bytes(parts.witness.cosignerKey)],
                words: words
            ) { .taken(Array(try VerifierKey($0.text()).description.utf8)) },
            Fuzzed(
                name: "tile path",
                inputs: ["tile/0/000", "tile/1/x001/234.p/7", "tile/entries/x256/001"].map {
                    Array($0.utf8)
                },
                words: ["tile", "/", "x", ".p/", "entries", "000"]
            ) { input in
                guard let path = TilePath(try input.text()) else { return .refused }
                return .taken(Array(path.description.utf8))
            },
            Fuzzed(
                name: "entry bundle",
                inputs: [EntryBundle(entries: parts.leaves)?.bytes ?? [], [0, 1, 65]]
            ) { EntryBundle(bytes: $0).map { .taken($0.bytes) } ?? .refused },
            Fuzzed(
                name: "tile",
                inputs: [parts.leaves.flatMap { MerkleTree.leafHash($0).bytes }]
            ) { Tile(bytes: $0).map { .taken($0.bytes) } ?? .refused },
        ]
    }

    @Test(arguments: try cases())
    func `bad input is refused, and what is taken is written again as it was`(fuzzed: Fuzzed) throws
    {
        try fuzzed.run()
    }

    // MARK: Entries

    private static func entries() throws -> [[UInt8]] {
        let time = Timestamp(milliseconds: 1_780_000_000_000)
        return try [("NoteAdded", "Catatan \u{2014} \"satu\"\n\u{1F600}"), ("Proposed", "")].map {
            type,
            text in
            try Entry(
                id: "00000000-0000-4000-8000-000000000001",
                source: "https://test.invalid/kembar",
                type: type,
                subject: type == "NoteAdded" ? .init(agreement: "2026-0001", version: 3) : nil,
                moment: Moment(instant: time, offsetMinutes: 480),
                recorded: time,
                position: 7,
                command: CommandStamp(id: "k", part: 1, parts: 2, digest: "0123456789abcdef"),
                actor: .user(id: "a-0001", role: "operator"),
                onBehalfOf: "Kabag",
                causation: "00000000-0000-4000-8000-000000000002",
                data: [
                    "text": .string(text), "n": 5, "list": [1, true, .null], "object": ["a": "b"],
                ]
            ).encoded()
        }
    }

    private static let entryWords = [
        "\"specversion\":\"1.0\"", "\"id\":", "\"sequence\":\"0000000007\"", "\"data\":{", "},",
        ",",
        "\\u0041", "\\ud83d\\ude00", "\\n", "\"time\":\"2026-05-28T20:26:40.000Z\"", "\"subject\":",
        "1.0",
    ]

    @Test
    func
        `an entry in another spelling is none, and the short way takes none that the decoder does not`()
        throws
    {
        let inputs = try Self.entries()
        try Fuzzed(name: "entry", inputs: inputs, words: Self.entryWords, rounds: 6_000) { input in
            let isPlain = EntryHead(input.span) != nil
            guard let entry = try? Entry(decoding: input, strictly: true) else {
                return isPlain ? .wrong("the short way takes what the decoder refuses") : .refused
            }
            guard try Entry(bytes: input, strictly: true) == entry else {
                return .wrong("two ways to read, two entries")
            }
            return .taken(try entry.encoded())
        }.run()
    }
}
