import Audit
import Calendars
import Engine
import Entries
import TestSupport
import Testing

@testable import EventLog

/// A log is read in parts at the same time, and what is wrong first is told all the same.
@Suite struct LogReviewTests {
    private static let origin = "test.invalid/review"
    private static let partLengths: [Int64] = [1, 2, 4, 8, 16, LogReview.partLength]
    private static let size = 43

    /// Entries of four agreements and the engine, one of them every few positions.
    private static func entries() throws -> [Entry] {
        var versions: [String: Int] = [:]
        return try (0..<size).map { position in
            let agreement = position % 5 == 0 ? nil : "2018-000\(position * 7 % 4 + 1)"
            let subject = agreement.map { agreement in
                versions[agreement, default: 0] += 1
                return Entry.Subject(agreement: agreement, version: versions[agreement] ?? 0)
            }
            return try entry(position, subject: subject)
        }
    }

    private static func entry(_ position: Int, subject: Entry.Subject?) throws -> Entry {
        let start = try #require(Timestamp(rfc3339: "2018-11-08T01:00:00.000Z"))
        let recorded = start.adding(milliseconds: Int64(position / 3) * 1_000)
        return Entry(
            id: "id-\(position)",
            source: "https://\(origin)",
            type: subject == nil ? "DaemonStarted" : "NoteAdded",
            subject: subject,
            moment: Moment(instant: recorded, offsetMinutes: 480),
            recorded: recorded,
            position: Int64(position),
            command: CommandStamp(
                id: "c-\(position)",
                part: 1,
                parts: 1,
                digest: "0123456789abcdef"
            ),
            actor: position % 3 == 0 ? .system : .user(id: "a-0001", role: "operator"),
            data: ["text": .string("catatan \(position)"), "n": [1, ["a": .null]]]
        )
    }

    private static func log(
        _ entries: [Entry],
        bytes: [Int: [UInt8]] = [:],
        type: [Int: String] = [:]
    ) async throws -> InMemoryLog {
        let log = InMemoryLog()
        for (index, entry) in entries.enumerated() {
            let new = NewEntry(
                bytes: try bytes[index] ?? entry.encoded(),
                subject: entry.subject?.agreement,
                subjectVersion: entry.subject?.version,
                type: type[index] ?? entry.type,
                command: CommandKey(actor: entry.actor, id: entry.command.id),
                part: entry.command.part
            )
            _ = try await log.write { try $0.append(new) }
        }
        return log
    }

    /// Reviews in parts of every length; all have to come to the same.
    private static func fault(
        of log: any EntryLog,
        kept: [Checkpoint] = []
    ) throws -> LogReview.Fault {
        let faults = try partLengths.map { partLength in
            var review = try LogReview(log, origin: origin, kept: kept, partLength: partLength)
            let fault = #expect(throws: LogReview.Fault.self, "parts of \(partLength)") {
                try review.run()
            }
            return try #require(fault)
        }
        for fault in faults.dropFirst() {
            #expect(fault.position == faults[0].position)
            #expect(fault.code == faults[0].code)
            #expect(fault.params == faults[0].params)
        }
        return faults[0]
    }

    private static func checkpoint(_ log: any EntryLog, _ size: Int64) throws -> Checkpoint {
        let root = try Audit.root(ofSize: size, from: log.nodes)
        return try Checkpoint(origin: origin, size: size, root: root)
    }

    @Test func `a whole log is whole in parts of every length, at every kept checkpoint`()
        async throws
    {
        let log = try await Self.log(try Self.entries())
        let sizes: [Int64] = [0, 1, 2, 7, 8, 9, 16, 31, 32, 42, 43]
        for partLength in Self.partLengths {
            var review = try LogReview(
                log,
                origin: Self.origin,
                kept: try sizes.map { try Self.checkpoint(log, $0) },
                partLength: partLength
            )
            let outcome = try review.run()
            #expect(outcome.whole.size == 43)
            #expect(outcome.whole.root == log.head.root)
            #expect(outcome.whole.agreedSizes == sizes)
            #expect(outcome.agreements == 4)
        }
    }

    @Test(arguments: [Int64(1), 8, 9, 30, 43])
    func `another root at a kept size is found there`(size: Int64) async throws {
        let log = try await Self.log(try Self.entries())
        let wrong = try Checkpoint(
            origin: Self.origin,
            size: size,
            root: MerkleTree.leafHash([1])
        )
        let kept = [wrong, try Self.checkpoint(log, 43)]
        let fault = try Self.fault(of: log, kept: kept)
        #expect(fault.code == "root")
        #expect(fault.params["signed"] == .integer(Int(size)))
    }

    @Test(arguments: 0..<size)
    func `changed bytes, a lost leaf's bytes and a gap in versions are found where they are`(
        position: Int
    ) async throws {
        let log = try await Self.log(try Self.entries())
        let kept = try #require(try log.entry(at: Int64(position)))
        var bytes = try #require(kept.bytes)
        bytes[bytes.count / 2] ^= 1
        let changed = TamperedLog(log, changed: [kept.with(bytes: bytes)])
        let fault = try Self.fault(of: changed)
        #expect(fault.position == Int64(position) && fault.code == "leaf-hash")

        let rehashed = kept.with(bytes: bytes, leaf: MerkleTree.leafHash(bytes))
        let other = try Self.fault(of: TamperedLog(log, changed: [rehashed]))
        // The last leaf of an odd size has no node above it: then its own bytes tell.
        let last = other.params["through"]?.integer ?? Int(other.position)
        #expect(Int(other.position) <= position && position <= last)
        #expect(["tree-node", "entry-bytes", "index-columns", "origin"].contains(other.code))

        let lost = try Self.fault(of: TamperedLog(log, changed: [kept.with(bytes: nil)]))
        #expect(lost.position == Int64(position) && lost.code == "unexplained-redaction")

        guard let version = kept.subjectVersion else { return }
        let later = kept.with(bytes: kept.bytes, subjectVersion: version + 1)
        let gap = try Self.fault(of: TamperedLog(log, changed: [later]))
        #expect(gap.position == Int64(position) && gap.code == "subject-version")
        #expect(gap.params["expected"] == .integer(version))
        #expect(gap.params["found"] == .integer(version + 1))
    }

    @Test(arguments: [0, 1, 7, 8, 20, 42])
    func `what an entry says wrongly is found at it`(position: Int) async throws {
        var entries = try Self.entries()
        let right = entries[position]
        // Another type beside the bytes.
        let typed = try await Self.log(entries, type: [position: "Signed"])
        var fault = try Self.fault(of: typed)
        #expect(fault.position == Int64(position) && fault.code == "index-columns")
        #expect(fault.params["columns"] == ["type"])
        // Bytes that mean the same in another spelling.
        let spaced = try right.encoded() + [0x20]
        fault = try Self.fault(of: try await Self.log(entries, bytes: [position: spaced]))
        #expect(fault.position == Int64(position) && fault.code == "entry-bytes")
        #expect(fault.params["reason"] == "not-canonical")
        // Another log's name.
        entries[position].source = "https://other.invalid/log"
        fault = try Self.fault(of: try await Self.log(entries))
        #expect(fault.position == Int64(position) && fault.code == "origin")
        entries[position] = right
        // Recorded before what came before it: then the next one is as it should be.
        guard position > 0 else { return }
        entries[position].recorded = entries[0].recorded.adding(milliseconds: -1)
        fault = try Self.fault(of: try await Self.log(entries))
        #expect(fault.position == Int64(position) && fault.code == "recorded-time")
        #expect(fault.params["before"] == .string(entries[position - 1].recorded.utc))
    }

    @Test func `another person's command under the same id is found`() async throws {
        var entries = try Self.entries()
        let log = try await Self.log(entries)
        entries[10].actor = .user(id: "a-0002", role: "operator")
        let other = try await Self.log(entries)
        let said = try #require(try other.entry(at: 10))
        let kept = try #require(try log.entry(at: 10)).with(bytes: said.bytes, leaf: said.leaf)
        let nodes = try Dictionary(
            uniqueKeysWithValues: (1...5).map { level in
                let hashes = try other.nodes(level: level, indexes: 0..<21)
                return (level, Dictionary(uniqueKeysWithValues: zip(Int64(0)..., hashes)))
            }
        )
        let fault = try Self.fault(of: TamperedLog(log, changed: [kept], nodes: nodes))
        #expect(fault.position == 10 && fault.code == "index-columns")
        #expect(fault.params["columns"] == ["command"])
    }

    @Test(arguments: [(1, Int64(0)), (1, 9), (2, 3), (3, 4), (4, 1), (5, 0)])
    func `a node that is another or gone is found where it was completed`(
        level: Int,
        index: Int64
    ) async throws {
        let log = try await Self.log(try Self.entries())
        for hash in [nil, MerkleTree.leafHash([7])] {
            let tampered = TamperedLog(log, nodes: [level: [index: hash]])
            let fault = try Self.fault(of: tampered)
            #expect(fault.code == "tree-node")
            // Nobody signed these entries: the node and what lies under it contradict each other.
            let (first, last) = (index << Int64(level), (index + 1) << Int64(level) - 1)
            #expect(fault.position == first)
            #expect(
                fault.params == [
                    "level": .integer(level), "index": .integer(Int(index)),
                    "through": .integer(Int(last)), "unsigned": true,
                ]
            )
            // Under a checkpoint it shows that no entry is to blame.
            let signed = try Self.fault(of: tampered, kept: [Self.checkpoint(log, 43)])
            #expect(signed.code == "tree-node" && signed.position == -1)
            #expect(signed.params["from"] == .integer(Int(first)))
            #expect(signed.params["through"] == .integer(Int(last)))
        }
    }

    /// The log after somebody changed an entry, its leaf hash, and the nodes over it up to a level.
    private static func forged(
        _ log: InMemoryLog,
        _ position: Int,
        upTo height: Int,
        _ edit: (inout Entry) -> Void = { $0.data = ["text": "lain", "n": [1, ["a": .null]]] }
    ) throws -> TamperedLog {
        var entry = try entries()[position]
        edit(&entry)
        let bytes = try entry.encoded()
        var hash = MerkleTree.leafHash(bytes)
        let kept = try #require(try log.entry(at: Int64(position))).with(bytes: bytes, leaf: hash)
        var nodes: [Int: [Int64: TreeHash?]] = [:]
        for level in 1...6 where level <= height {
            let below = Int64(position) >> Int64(level - 1)
            let index = below >> 1
            guard (index + 1) << Int64(level) <= Int64(size) else { break }
            let sibling = try log.node(level: level - 1, index: below ^ 1)
            hash =
                below & 1 == 0
                ? MerkleTree.nodeHash(hash, sibling) : MerkleTree.nodeHash(sibling, hash)
            nodes[level] = [index: hash]
        }
        return TamperedLog(log, changed: [kept], nodes: nodes)
    }

    @Test(arguments: 0..<size)
    func `who changes bytes and leaf hash is found among as few entries as the tree tells`(
        position: Int
    ) async throws {
        let log = try await Self.log(try Self.entries())
        for kept in [[], [try Self.checkpoint(log, 43)]] {
            for height in 0...5 {
                let tampered = try Self.forged(log, position, upTo: height)
                guard !kept.isEmpty || position >> (height + 1) < Self.size >> (height + 1) else {
                    continue
                }
                let fault = try Self.fault(of: tampered, kept: kept)
                let last = fault.params["through"]?.integer ?? Int(fault.position)
                #expect(Int(fault.position) <= position && position <= last)
                // No more of them than under the lowest node that is as it was; at the right edge there is
                // none below the checkpoint itself.
                let isUnderNode = position >> (height + 1) < Self.size >> (height + 1)
                #expect(!isUnderNode || last - Int(fault.position) + 1 <= 2 << height)
            }
        }
        // Somebody outside keeps a checkpoint that ends just before it: then nothing earlier is wrong.
        let before = try Self.checkpoint(log, Int64(position))
        let kept = [before, try Self.checkpoint(log, 43)]
        let fault = try Self.fault(of: try Self.forged(log, position, upTo: 5), kept: kept)
        #expect(fault.position == Int64(position))
    }

    @Test func `an entry that was recorded before the one that was changed is not accused`()
        async throws
    {
        let log = try await Self.log(try Self.entries())
        // Recorded long after what follows; and every node over it below the top is made anew.
        for height in 1...4 {
            let tampered = try Self.forged(log, 8, upTo: height) {
                $0.recorded = $0.recorded.adding(milliseconds: 60_000)
            }
            let fault = try Self.fault(of: tampered, kept: [try Self.checkpoint(log, 43)])
            let last = fault.params["through"]?.integer ?? Int(fault.position)
            #expect(Int(fault.position) <= 8 && 8 <= last, "\(height): \(fault)")
        }
        // Of two the first is told, although the second is the one that is met first.
        let first = try Self.forged(log, 10, upTo: 0)
        let second = try #require(try log.entry(at: 11))
        var bytes = try #require(second.bytes)
        bytes[bytes.count / 2] ^= 1
        let changed = [try #require(try first.entry(at: 10)), second.with(bytes: bytes)]
        let both = TamperedLog(log, changed: changed)
        let fault = try Self.fault(of: both, kept: [try Self.checkpoint(log, 43)])
        #expect(fault.position == 10)
    }

    @Test(arguments: [UInt64(2), 1_945, 20_181_107])
    func `of several things wrong the same one is told in parts of every length`(
        seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        let log = try await Self.log(try Self.entries())
        for _ in 0..<25 {
            var changed: [KeptEntry] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let position = Int64.random(in: 0..<Int64(Self.size), using: &random)
                let kept = try #require(try log.entry(at: position))
                var bytes = kept.bytes ?? []
                bytes[Int.random(in: bytes.indices, using: &random)] ^= 1
                let leaf = MerkleTree.leafHash(bytes)
                changed.append(
                    random.pick([
                        kept.with(bytes: bytes), kept.with(bytes: bytes, leaf: leaf),
                        kept.with(bytes: nil),
                        kept.with(
                            bytes: kept.bytes,
                            subjectVersion: kept.subjectVersion.map { $0 + 1 }
                        ),
                    ]) ?? kept
                )
            }
            let nodes: [Int: [Int64: TreeHash?]] =
                random.chance(oneIn: 2) ? [2: [Int64.random(in: 0..<10, using: &random): nil]] : [:]
            // The subject's version of an engine entry can't change: then only the node may be wrong.
            let tampered = TamperedLog(log, changed: changed, nodes: nodes)
            guard nodes != [:] || changed != changed.compactMap({ try? log.entry(at: $0.position) })
            else { continue }
            _ = try Self.fault(of: tampered)
        }
    }
}

extension KeptEntry {
    fileprivate func with(
        bytes: [UInt8]?,
        leaf: TreeHash? = nil,
        subjectVersion: Int? = nil
    ) -> KeptEntry {
        KeptEntry(
            position: position,
            bytes: bytes,
            leaf: leaf ?? self.leaf,
            subject: subject,
            subjectVersion: subjectVersion ?? self.subjectVersion,
            type: type,
            command: command,
            part: part
        )
    }
}
