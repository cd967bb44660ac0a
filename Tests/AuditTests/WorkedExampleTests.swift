import Audit
import Testing

/// One agreement of five events, with the public test keys of RFC 8032.
enum WorkedExample {
    static let origin = "example.org/kembar/pks-demo"
    static let events = [
        #"{"actor":"siti","at":"2025-01-06T02:00:00Z","case":"PKS-2025-001","seq":0,"type":"VisitProposed"}"#,
        #"{"actor":"budi","at":"2025-01-09T03:30:00Z","case":"PKS-2025-001","seq":1,"type":"ScopeDiscussed"}"#,
        #"{"actor":"siti","at":"2025-01-20T04:00:00Z","case":"PKS-2025-001","seq":2,"type":"PKSDrafted"}"#,
        #"{"actor":"system","at":"2025-02-03T00:00:00Z","case":"PKS-2025-001","seq":3,"type":"ReadinessAwaited"}"#,
        #"{"actor":"walikota-b","at":"2025-02-17T07:15:00Z","case":"PKS-2025-001","seq":4,"type":"Signed"}"#,
    ].map { Array($0.utf8) }

    static let leafHashes = [
        "a9d662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12d",
        "994b2601f6bcea290e2f35b97d39aa91fe7f2aef94b76e17185053af5c12758b",
        "0b1ef3491ebcde97505f645ac2042a9fb6fe2185cba3897994b99bb5c7599027",
        "728b9f4b175899929e7aaf2fe4842a5222f7ec9235249fdfff388b75cdefec84",
        "b34b0ae300f862087724159080261a99f4d5f73406d3ecaa65b24e0eb53c85a9",
    ]

    static let proofFile = """
        c2sp.org/tlog-proof@v1
        index 4
        9YRPLfAg1FSB97PT+e4hHBy5r+2P+a6slh5z7kS96Hk=

        example.org/kembar/pks-demo
        5
        5nZXaIxdXI84NpZdNCVvbEDfoKdfTGLu8OL5lUlbn5o=

        — example.org/kembar/pks-demo 22cqtSDzRymo3tYK4zDzToMmmbYPjtoUqvrNaBeNxyWIa/nlKb9gPWuwU0WpkcC1lZ4k4FCr+vwdk8bPJEJ3qPJccgA=
        — witness.example.org/inspectorate NtYJvQAAAABnsuH0Vbbafi5BXFa3XlUrknKkxwJpskEzqI4P/Z+06Tqta5CRl2qM7t2+1xBDsEr9U4gV3itQqPcQQb8Ha72MsGdmAQ==

        """

    static func log() throws -> SigningKey {
        try SigningKey(
            name: origin,
            seed: bytes(hex: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        )
    }

    static func witness() throws -> SigningKey {
        try SigningKey(
            name: "witness.example.org/inspectorate",
            seed: bytes(hex: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        )
    }

    static func keys() throws -> [VerifierKey] {
        try [log().verifierKey, witness().cosignerKey]
    }

    static func tree() -> StoredTree {
        StoredTree(leaves: events.map { MerkleTree.leafHash($0) })
    }
}

@Suite struct WorkedExampleTests {
    @Test func `the event file is the published one`() {
        let file: [UInt8] = WorkedExample.events.flatMap { $0 + [0x0a] }
        #expect(file.count == 492)
        #expect(
            digest(of: file)
                == "4fafc9ebee280a35c205d83790f400fb95a373481cb4f2f378d07f11e5361091"
        )
    }

    @Test func `keys, leaves and roots are the published ones`() throws {
        #expect(
            try WorkedExample.log().verifierKey.description
                == "example.org/kembar/pks-demo+db672ab5"
                + "+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
        )
        #expect(
            try WorkedExample.witness().cosignerKey.description
                == "witness.example.org/inspectorate+36d609bd"
                + "+BD1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM"
        )
        #expect(
            WorkedExample.events.map { MerkleTree.leafHash($0).hex } == WorkedExample.leafHashes
        )
        let tree = WorkedExample.tree()
        #expect(
            try (Int64(1)...5).map { try root(ofSize: $0, from: tree).hex } == [
                "a9d662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12d",
                "83853d38ed751d8060f0cd013b0472f5737dba2eef72a8aa2a3623694fc6c4bb",
                "a4facef4ddb953d523624cb480081ddc84aa819fc4c4c431cfd266adfce9f6ce",
                "f5844f2df020d45481f7b3d3f9ee211c1cb9afed8ff9aeac961e73ee44bde879",
                "e67657688c5d5c8f3836965d34256f6c40dfa0a75f4c62eef0e2f995495b9f9a",
            ]
        )
    }

    @Test func `tile and bundle are the published ones`() throws {
        let path = try #require(TilePath("tile/0/000.p/5"))
        let tile = try #require(try Tile.read(path, from: WorkedExample.tree()))
        #expect(tile.bytes.count == 160)
        #expect(
            digest(of: tile.bytes)
                == "4cd42f17c3c72e302ebccfac59265df6b5b8e4afd640401bb7d765e9f7a75678"
        )
        let bundle = try #require(EntryBundle(entries: WorkedExample.events))
        #expect(bundle.bytes.count == 497)
        #expect(
            digest(of: bundle.bytes)
                == "b190a31a4f437503bba00f0389629a3e59836bc694f3a390749c19d80b7016ef"
        )
        #expect(bundle.leafHashes == tile.hashes)
        #expect(TilePath.all(ofSize: 5).map(\.description) == ["tile/entries/000.p/5", "\(path)"])
    }

    @Test func `the proof file is made byte for byte from events, keys and a time`() throws {
        let tree = WorkedExample.tree()
        let checkpoint = try Checkpoint(
            origin: WorkedExample.origin,
            size: 5,
            root: tree.frontier.root
        )
        let note = try SignedNote(
            text: checkpoint.text,
            signatures: [
                WorkedExample.log().sign(checkpoint.text),
                // 2025-02-17T07:15:00Z
                WorkedExample.witness().cosign(checkpoint.text, at: 1_739_776_500),
            ]
        )
        let proof = try TlogProof(
            index: 4,
            inclusion: .generate(index: 4, size: 5, from: tree),
            note: note
        )
        #expect(proof.description == WorkedExample.proofFile)
    }

    @Test func `the other published proofs are made`() throws {
        let tree = WorkedExample.tree()
        #expect(
            try InclusionProof.generate(index: 1, size: 5, from: tree).hashes.map(\.base64) == [
                "qdZiJVkDsVrUSE4TByTGF51JAaaEJer6dVwy/bw2wS0=",
                "8VkrqiRk5r6nc4/4fLQFROnMVPDnURQptzv7gvOSdOE=",
                "s0sK4wD4Ygh3JBWQgCYamfTV9zQG0+yqZbJODrU8hak=",
            ]
        )
        #expect(
            try ConsistencyProof.generate(oldSize: 3, newSize: 5, from: tree).hashes
                .map(\.base64) == [
                    "Cx7zSR683pdQX2RawgQqn7b+IYXLo4l5lLmbtcdZkCc=",
                    "coufSxdYmZKeeq8v5IQqUiL37JI1JJ/f/ziLdc3v7IQ=",
                    "g4U9OO11HYBg8M0BOwRy9XN9ui7vcqiqKjYjaU/GxLs=",
                    "s0sK4wD4Ygh3JBWQgCYamfTV9zQG0+yqZbJODrU8hak=",
                ]
        )
    }
}
