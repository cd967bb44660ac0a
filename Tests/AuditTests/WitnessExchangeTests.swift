import Audit
import Testing

/// What is sent to witnesses, with the bytes of others (FiloSottile/torchwood,
/// cmd/litewitness/testdata/litewitness.txt) and our own request vector.
@Suite struct WitnessExchangeTests {
    private static let name =
        "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
    private let key: VerifierKey
    private let tree: StoredTree

    init() throws {
        key = try VerifierKey(
            "\(Self.name)+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP"
        )
        // Leaf hashes that are easy to check by hand: 2a, the index, zeros.
        tree = StoredTree(
            leaves: try (UInt8(0)...4).map {
                try #require(TreeHash(bytes: [0x2a, $0] + [UInt8](repeating: 0, count: 30)))
            }
        )
    }

    private static let steps: [(size: Int64, root: String, signature: String)] = [
        (
            1, "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY="
        ),
        (
            3, "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
            "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go="
        ),
        (
            5, "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
            "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww="
        ),
    ]

    @Test(arguments: steps)
    func `the checkpoints of the sequence open, with the roots of their leaves`(
        size: Int64,
        root: String,
        signature: String
    ) throws {
        let opened = try Checkpoint.open(
            "\(Self.name)\n\(size)\n\(root)\n\n— \(Self.name) \(signature)\n",
            keys: [key]
        )
        #expect(opened.checkpoint.size == size)
        #expect(try Audit.root(ofSize: size, from: tree) == opened.checkpoint.root)
    }

    @Test func `the sequence's spoilt signature and its foreign origin are refused`() throws {
        let (size, root, signature) = Self.steps[1]
        let text = "\(Self.name)\n\(size)\n\(root)\n"
        // As published: not even canonical base64. Then with one whole bit changed.
        let spoilt = signature.dropLast(4) + "6gx="
        #expect(throws: CheckpointFailure.note(.malformedSignature(line: 1))) {
            try Checkpoint.open("\(text)\n— \(Self.name) \(spoilt)\n", keys: [key])
        }
        let forged = signature.dropLast(4) + "6gw="
        #expect(throws: CheckpointFailure.note(.forged(key: key))) {
            try Checkpoint.open("\(text)\n— \(Self.name) \(forged)\n", keys: [key])
        }
        #expect(throws: CheckpointFailure.note(.forged(key: key))) {
            try Checkpoint.open(
                "example.org/other\n\(size)\n\(root)\n\n— \(Self.name) \(signature)\n",
                keys: [key]
            )
        }
    }

    @Test func `the sequence's proofs are made and accepted, its wrong ones refused`() throws {
        let roots = try Self.steps.map { try hash($0.root) }
        let first = try ConsistencyProof.generate(oldSize: 1, newSize: 3, from: tree)
        #expect(
            first.hashes.map(\.base64) == [
                "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            ]
        )
        try first.verify(oldSize: 1, newSize: 3, oldRoot: roots[0], newRoot: roots[1])
        let spoilt = ConsistencyProof(
            hashes: [first.hashes[0], try hash("KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABA=")])
        #expect(throws: ProofFailure.wrongRoot) {
            try spoilt.verify(oldSize: 1, newSize: 3, oldRoot: roots[0], newRoot: roots[1])
        }
        #expect(throws: ProofFailure.tooFewHashes) {
            try ConsistencyProof(hashes: [])
                .verify(oldSize: 1, newSize: 3, oldRoot: roots[0], newRoot: roots[1])
        }
        let second = try ConsistencyProof.generate(oldSize: 3, newSize: 5, from: tree)
        #expect(
            second.hashes.map(\.base64) == [
                "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "KgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=",
                "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            ]
        )
        try second.verify(oldSize: 3, newSize: 5, oldRoot: roots[1], newRoot: roots[2])
    }

    @Test func `the request vector's checkpoint, proof and cosignature come out byte for byte`()
        throws
    {
        let (log, witness) = (try WorkedExample.log(), try WorkedExample.witness())
        let tree = try EightLeaves.tree()
        let checkpoint = try Checkpoint(
            origin: WorkedExample.origin,
            size: 8,
            root: tree.frontier.root
        )
        let note = try checkpoint.sign(with: log)
        #expect(
            note == """
                example.org/kembar/pks-demo
                8
                XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

                — example.org/kembar/pks-demo 22cqtQWaTtvR80RIaNMqVg5Kcu2C3DZnfMeXgDYYLjCOL1P0thYm83MwgZ8qQtAxRmYfUPLEy2/1WiSgRHRxvu5V+Ag=

                """
        )
        #expect(
            try ConsistencyProof.generate(oldSize: 3, newSize: 8, from: tree).hashes
                .map(\.base64) == [
                    "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=",
                    "B1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=",
                    "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=",
                    "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
                ]
        )
        let line = try witness.cosign(checkpoint.text, at: 1_700_000_000)
        #expect(
            line.description
                == "— witness.example.org/inspectorate NtYJvQAAAABlU/EAtQ+aujRprBGfBS+7i4gJI024mK"
                + "2FHAzIt0OUJhdTqpHhWTLLNL8hAAANjCmd87CqnBxeed3EmH4RI5J6V7HKCQ=="
        )
        // A witness answers lines: put behind the checkpoint they make one note again.
        let opened = try Checkpoint.open(
            note + "\(line)\n",
            keys: [log.verifierKey, witness.cosignerKey]
        )
        #expect(opened.cosignatures.map(\.timestamp) == [1_700_000_000])
        #expect(opened.note == (try SignedNote.parse(note).adding([line])))
    }
}
