import Audit
import Testing

@Suite struct WitnessRequestTests {
    private func note(_ size: Int, of leaves: [TreeHash]) throws -> SignedNote {
        let root = try root(ofSize: Int64(size), from: StoredTree(leaves: leaves))
        let checkpoint = try Checkpoint(
            origin: WorkedExample.origin,
            size: Int64(size),
            root: root
        )
        return try SignedNote.parse(checkpoint.sign(with: WorkedExample.log()))
    }

    private func checkpoint(_ size: Int) throws -> Checkpoint {
        try Checkpoint(text: note(size, of: WorkedExample.tree().levels[0]).text)
    }

    private func request(from old: Int64, to size: Int) throws -> WitnessRequest {
        let tree = WorkedExample.tree()
        return WitnessRequest(
            oldSize: old,
            proof: old == 0
                ? ConsistencyProof(hashes: [])
                : try .generate(oldSize: old, newSize: Int64(size), from: tree),
            note: try note(size, of: tree.levels[0])
        )
    }

    private func judged(_ request: WitnessRequest, _ stored: Checkpoint?) throws -> Int64 {
        try request.judge(stored: stored, logs: [WorkedExample.log().verifierKey]).size
    }

    @Test func `a request is read as it is written, and a checkpoint alone asks from nothing`()
        throws
    {
        let request = try request(from: 3, to: 5)
        #expect(WitnessRequest(Array(request.description.utf8)) == request)
        let alone = try #require(WitnessRequest(Array(request.note.description.utf8)))
        #expect(alone.oldSize == 0)
        #expect(WitnessRequest(Array("old 03\n\n\(request.note)".utf8)) == nil)
        #expect(WitnessRequest(Array("old 3\nx\n\n\(request.note)".utf8)) == nil)
        #expect(WitnessRequest(Array("old 3\n".utf8)) == nil)
    }

    @Test func `what goes on from the record is cosigned, and nothing else`() throws {
        #expect(try judged(request(from: 0, to: 3), nil) == 3)
        #expect(try judged(request(from: 3, to: 5), checkpoint(3)) == 5)
        #expect(throws: WitnessRefusal.conflict(stored: 3)) {
            try judged(request(from: 0, to: 5), checkpoint(3))
        }
        #expect(throws: WitnessRefusal.conflict(stored: 5)) {
            try judged(request(from: 3, to: 4), checkpoint(5))
        }
        #expect(throws: WitnessRefusal.conflict(stored: 0)) {
            try judged(request(from: 3, to: 5), nil)
        }
        var rewritten = WorkedExample.tree().levels[0]
        rewritten[1] = MerkleTree.leafHash([1])
        let fork = WitnessRequest(
            oldSize: 3,
            proof: try .generate(oldSize: 3, newSize: 5, from: StoredTree(leaves: rewritten)),
            note: try note(5, of: rewritten)
        )
        #expect(throws: WitnessRefusal.notAnExtension) { try judged(fork, checkpoint(3)) }
        let other = try SigningKey(
            name: WorkedExample.origin,
            seed: Array(repeating: 1, count: 32)
        )
        #expect(throws: WitnessRefusal.notSigned) {
            try request(from: 0, to: 3).judge(stored: nil, logs: [other.verifierKey])
        }
    }

    @Test func `the recorded size with its root is cosigned again, with another it is a fork`()
        throws
    {
        var rewritten = WorkedExample.tree().levels[0]
        rewritten[4] = MerkleTree.leafHash([1])
        for old: Int64 in [0, 3, 5] {
            let again = WitnessRequest(
                oldSize: old,
                proof: ConsistencyProof(hashes: []),
                note: try note(5, of: WorkedExample.tree().levels[0])
            )
            #expect(try judged(again, checkpoint(5)) == 5)
            let fork = WitnessRequest(
                oldSize: old,
                proof: ConsistencyProof(hashes: []),
                note: try note(5, of: rewritten)
            )
            #expect(throws: WitnessRefusal.fork) { try judged(fork, checkpoint(5)) }
        }
        // Whoever has no key of the log proves no fork.
        let other = try SigningKey(name: WorkedExample.origin, seed: Array(repeating: 1, count: 32))
        #expect(throws: WitnessRefusal.notSigned) {
            try request(from: 0, to: 5).judge(stored: checkpoint(5), logs: [other.verifierKey])
        }
    }

    /// The monitoring path of a witness: kembar asks nobody for it, and keeps its own record under the same name.
    @Test func `a record is called by the origin's hash, as a witness's monitoring path is`() throws
    {
        let checkpoint = try Checkpoint(
            origin: "rome2026h1.example.org",
            size: 0,
            root: MerkleTree.emptyRoot
        )
        #expect(
            checkpoint.originDigest
                == "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706"
        )
    }

    @Test func `a secret is read back as Go's tools write it`() throws {
        let seed = [UInt8](repeating: 7, count: 32)
        let secret = try SigningKey.secret(name: "witness.invalid/x", seed: seed)
        let key = try SigningKey(secret: secret)
        #expect(
            try key.cosignerKey == SigningKey(name: "witness.invalid/x", seed: seed).cosignerKey
        )
        #expect(throws: KeyFailure.self) {
            try SigningKey(secret: secret.replacing("witness.invalid/x", with: "witness.invalid/y"))
        }
        #expect(throws: KeyFailure.self) { try SigningKey(secret: "PRIVATE+KEY+x") }
    }
}
