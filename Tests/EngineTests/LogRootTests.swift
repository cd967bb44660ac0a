import Audit
import Engine
import Entries
import EventLog
import Testing

/// The tree that grows in the store's own transaction is the tree of RFC 6962.
@Suite struct LogRootTests {
    /// Five events and their roots, as published with the worked example of the audit formats.
    private let events = [
        #"{"actor":"siti","at":"2025-01-06T02:00:00Z","case":"PKS-2025-001","seq":0,"type":"VisitProposed"}"#,
        #"{"actor":"budi","at":"2025-01-09T03:30:00Z","case":"PKS-2025-001","seq":1,"type":"ScopeDiscussed"}"#,
        #"{"actor":"siti","at":"2025-01-20T04:00:00Z","case":"PKS-2025-001","seq":2,"type":"PKSDrafted"}"#,
        #"{"actor":"system","at":"2025-02-03T00:00:00Z","case":"PKS-2025-001","seq":3,"type":"ReadinessAwaited"}"#,
        #"{"actor":"walikota-b","at":"2025-02-17T07:15:00Z","case":"PKS-2025-001","seq":4,"type":"Signed"}"#,
    ]
    private let roots = [
        "a9d662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12d",
        "83853d38ed751d8060f0cd013b0472f5737dba2eef72a8aa2a3623694fc6c4bb",
        "a4facef4ddb953d523624cb480081ddc84aa819fc4c4c431cfd266adfce9f6ce",
        "f5844f2df020d45481f7b3d3f9ee211c1cb9afed8ff9aeac961e73ee44bde879",
        "e67657688c5d5c8f3836965d34256f6c40dfa0a75f4c62eef0e2f995495b9f9a",
    ]
    /// Seven of the eight well-known leaves; the empty one is no entry, so the log refuses it.
    private let leaves: [[UInt8]] = [
        [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6f),
    ]

    private func append(_ bytes: [UInt8], at index: Int, to log: any EntryLog) async throws {
        let key = try #require(CommandKey(bytes: Array(repeating: UInt8(index), count: 16)))
        let entry = NewEntry(
            bytes: bytes,
            subject: nil,
            subjectVersion: nil,
            type: "Test",
            command: key,
            part: 1
        )
        _ = try await log.write { try $0.append(entry) }
    }

    @Test func `the five events of the worked example have the published roots in the store`()
        async throws
    {
        let scratch = try Scratch()
        let log = try SQLiteLog.open(folder: scratch.path)
        for (index, event) in events.enumerated() {
            try await append(Array(event.utf8), at: index, to: log)
            #expect(log.head.root.hex == roots[index])
        }
        await log.close()
        let reopened = try SQLiteLog.open(folder: scratch.path)
        #expect(reopened.head.root.hex == roots[4])
        #expect(try Audit.root(ofSize: 3, from: reopened.nodes).hex == roots[2])
        await reopened.close()
    }

    @Test func `an empty entry is refused, and the other well-known leaves have their hashes`()
        async throws
    {
        let log = InMemoryLog()
        await #expect(throws: LogFailure.self) { try await append([], at: 99, to: log) }
        for (index, leaf) in leaves.enumerated() { try await append(leaf, at: index, to: log) }
        let second = try #require(try log.entry(at: 1))
        #expect(
            second.leaf.hex == "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7"
        )
        let last = try #require(try log.entry(at: 6))
        #expect(
            last.leaf.hex == "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1"
        )
        #expect(log.head.root == MerkleTree.reference(leaves))
    }
}

extension MerkleTree {
    /// The recursive definition of RFC 6962, section 2.1.
    fileprivate static func reference(_ leaves: [[UInt8]]) -> TreeHash {
        guard leaves.count > 1 else { return leafHash(leaves[0]) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        return nodeHash(
            reference(Array(leaves[..<split])),
            reference(Array(leaves[split...]))
        )
    }
}
