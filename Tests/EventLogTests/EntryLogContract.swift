import Audit
import Testing

@testable import EventLog

/// The stores that promise the same.
enum Store: CaseIterable, CustomTestStringConvertible {
    case memory
    case sqlite

    var testDescription: String { "\(self)" }

    /// Lends an empty log and closes it afterwards.
    func withLog(_ body: (any EntryLog) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let log: any EntryLog =
            switch self {
            case .memory: InMemoryLog()
            case .sqlite: try SQLiteLog.open(folder: folder.path)
            }
        do {
            try await body(log)
        } catch {
            await log.close()
            throw error
        }
        await log.close()
    }
}

/// What every log does, whatever it is kept in.
@Suite struct EntryLogContract {
    @Test(arguments: Store.allCases)
    func `an empty log has the empty root and nothing to read`(store: Store) async throws {
        try await store.withLog { log in
            #expect(log.head == LogHead(size: 0, root: MerkleTree.emptyRoot))
            let read = try log.read(after: -1, limit: 10)
            #expect(read.isEmpty)
            #expect(try log.entry(at: 0) == nil)
            #expect(try log.entries(ofSubject: "2018-0001").isEmpty)
        }
    }

    @Test(arguments: Store.allCases)
    func `an entry is read back with exactly its bytes and columns`(store: Store) async throws {
        try await store.withLog { log in
            let bytes = Array(UInt8.min...UInt8.max)
            let entry = NewEntry(
                bytes: bytes,
                subject: "2018-0001",
                subjectVersion: 1,
                type: "VisitProposed",
                command: try .number(7),
                part: 1
            )
            #expect(try await log.append(entry) == [0])
            let kept = try #require(try log.entry(at: 0))
            #expect(kept.position == 0)
            #expect(kept.bytes == bytes)
            #expect(kept.leaf == MerkleTree.leafHash(bytes))
            #expect(kept.isIntact)
            #expect(kept.subject == "2018-0001")
            #expect(kept.subjectVersion == 1)
            #expect(kept.type == "VisitProposed")
            #expect(try kept.command == .number(7))
            #expect(kept.part == 1)
            #expect(log.head == LogHead(size: 1, root: kept.leaf))
        }
    }

    @Test(arguments: Store.allCases)
    func `reading goes forward from a position, exclusively, up to a limit`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            for number in 0..<5 { try await log.append(.engine("\(number)", command: number)) }
            #expect(try log.read(after: -1, limit: 2).map(\.position) == [0, 1])
            #expect(try log.read(after: 1, limit: 2).map(\.position) == [2, 3])
            #expect(try log.read(after: 3, limit: 100).map(\.position) == [4])
            #expect(try log.read(after: 4, limit: 100).isEmpty)
            #expect(try log.read(after: 1_000, limit: 100).isEmpty)
        }
    }

    @Test(arguments: Store.allCases)
    func `a work that throws leaves nothing and its own error reaches its caller`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            try await log.append(.engine("a", command: 1))
            let before = log.head
            await #expect(throws: Refusal(reason: "no")) {
                try await log.write { transaction in
                    try transaction.append(.fact("b", of: "2018-0001", version: 1, command: 2))
                    throw Refusal(reason: "no")
                }
            }
            #expect(log.head == before)
            #expect(try await log.append(.engine("c", command: 2)) == [1])
            #expect(try log.entries(ofSubject: "2018-0001").isEmpty)
        }
    }

    @Test(arguments: Store.allCases)
    func `an agreement's leaves are those of its entries, until one loses its bytes`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            try await log.append(
                .fact("a", of: "2018-0001", version: 1, command: 1),
                .fact("b", of: "2018-0002", version: 1, command: 2),
                .fact("c", of: "2018-0001", version: 2, command: 3)
            )
            try await log.write { transaction in
                let leaves = [TreeHash(of: "a"), TreeHash(of: "c")]
                #expect(try transaction.leaves(ofSubject: "2018-0001") == leaves)
                #expect(try transaction.leaves(ofSubject: "2018-0003") == [])
                try transaction.append(.fact("d", of: "2018-0001", version: 3, command: 4))
                #expect(
                    try transaction.leaves(ofSubject: "2018-0001") == leaves + [.init(of: "d")]
                )
                try transaction.append(
                    .engine("r", type: NewEntry.redactionType, command: 5, redacts: 0)
                )
                #expect(try transaction.leaves(ofSubject: "2018-0001") == nil)
                #expect(try transaction.leaves(ofSubject: "2018-0002") == [.init(of: "b")])
            }
        }
    }

    @Test(arguments: Store.allCases)
    func `a work sees what it appended itself, readers do not`(store: Store) async throws {
        try await store.withLog { log in
            try await log.append(.fact("a", of: "2018-0001", version: 1, command: 1))
            try await log.write { transaction in
                #expect(transaction.size == 1)
                try transaction.append(.fact("b", of: "2018-0001", version: 2, command: 2))
                #expect(transaction.size == 2)
                let texts = try transaction.entries(ofSubject: "2018-0001").map(\.bytes)
                #expect(texts == [Array("a".utf8), Array("b".utf8)])
                #expect(try transaction.entry(at: 1)?.subjectVersion == 2)
                #expect(try transaction.entry(at: 2) == nil)
                #expect(log.head.size == 1)
                #expect(try log.entries(ofSubject: "2018-0001").count == 1)
                #expect(try log.entry(at: 1) == nil)
            }
            #expect(log.head.size == 2)
        }
    }

    @Test(arguments: Store.allCases)
    func `a command's entries are found by its key in the order of their parts`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            try await log.append(.engine("other", command: 1))
            try await log.append(
                .fact("one", of: "2018-0001", version: 1, command: 2, part: 1),
                .engine("two", command: 2, part: 2)
            )
            let (found, none) = try await log.write { transaction in
                (
                    try transaction.entries(ofCommand: .number(2)),
                    try transaction.entries(ofCommand: .number(3))
                )
            }
            #expect(found.map(\.position) == [1, 2])
            #expect(found.map(\.part) == [1, 2])
            #expect(none.isEmpty)
        }
    }

    @Test(arguments: Store.allCases)
    func `the engine's entries are found by type, an agreement's of that type are not`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            try await log.append(
                .engine("a", type: "LogStarted", command: 1, part: 1),
                .engine("b", type: "PolicyAdopted", command: 1, part: 2),
                .engine("c", type: "DaemonStarted", command: 1, part: 3),
                .fact("d", of: "2018-0001", version: 1, type: "LogStarted", command: 1, part: 4),
                .engine("e", type: "LogStarted", command: 1, part: 5)
            )
            let types = ["PolicyAdopted", "LogStarted"]
            #expect(try log.engineEntries(ofTypes: types).map(\.position) == [0, 1, 4])
            #expect(try log.engineEntries(ofTypes: []).isEmpty)
            let seen = try await log.write { try $0.engineEntries(ofTypes: types) }
            #expect(seen.map(\.position) == [0, 1, 4])
        }
    }

    @Test(arguments: Store.allCases)
    func `every agreement is named once, the shorter id first`(store: Store) async throws {
        try await store.withLog { log in
            #expect(try log.subjects().isEmpty)
            for (number, subject) in ["2018-10000", "2018-9999", "2017-0001"].enumerated() {
                try await log.append(.fact("x", of: subject, version: 1, command: number))
            }
            try await log.append(.fact("y", of: "2018-9999", version: 2, command: 10))
            try await log.append(.engine("z", command: 11))
            #expect(try log.subjects() == ["2017-0001", "2018-9999", "2018-10000"])
        }
    }

    @Test(arguments: Store.allCases)
    func `several agreements are read each for itself, and forgetting pages forgets no entry`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            for version in 1...3 {
                for (number, subject) in ["2018-0001", "2018-0002", "2018-0003"].enumerated() {
                    let command = version * 10 + number
                    try await log.append(
                        .fact("x", of: subject, version: version, command: command)
                    )
                }
            }
            let asked = ["2018-0003", "2018-0009", "2018-0001"]
            let alone = try asked.map(log.entries(ofSubject:))
            #expect(alone.map(\.count) == [3, 0, 3])
            #expect(try log.entries(ofSubjects: asked) == alone)
            for _ in 1...2 {
                #expect(try log.entries(ofSubjects: asked, keepingPages: true) == alone)
                log.forgetPages()
            }
            // What is recorded later is read as well.
            try await log.append(.fact("y", of: "2018-0001", version: 4, command: 99))
            let later = try log.entries(ofSubjects: asked, keepingPages: true)
            #expect(later.map(\.count) == [3, 0, 4])
        }
    }

    @Test(arguments: Store.allCases)
    func `the last id of a year is the longest, then the greatest`(store: Store) async throws {
        try await store.withLog { log in
            let subjects = [
                "2017-99999", "2018-0001", "2018-9999", "2018-10000", "2018-10001", "2019-0001",
                "2019-123456",
            ]
            for (number, subject) in subjects.enumerated() {
                try await log.append(.fact("x", of: subject, version: 1, command: number))
            }
            try await log.append(.fact("y", of: "2018-0001", version: 2, command: 100))
            let last = try await log.write { transaction in
                try ["2017-", "2018-", "2019-", "2020-", "2018-10001"].map {
                    try transaction.lastSubject(withPrefix: $0)
                }
            }
            #expect(last == ["2017-99999", "2018-10001", "2019-123456", nil, nil])
        }
    }

    @Test(arguments: Store.allCases)
    func `every complete node is kept and the root is that of the tree over all leaves`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            var roots: [TreeHash] = []
            for number in 0..<21 {
                try await log.append(.engine("entry \(number)", command: number))
                roots.append(log.head.root)
            }
            let leaves = try log.all().map(\.leaf)
            let whole = tree(over: leaves)
            #expect(log.head.root == whole.frontier.root)
            #expect(whole.nodes.count == 18)
            for node in whole.nodes {
                #expect(try log.node(level: node.level, index: node.index) == node.hash)
            }
            for size in 1...leaves.count {
                #expect(try root(ofSize: Int64(size), from: log.nodes) == roots[size - 1])
                #expect(try log.root(ofSize: Int64(size)) == roots[size - 1])
            }
            for (level, index) in [(0, 21), (1, 10), (5, 0), (63, 0), (-1, 0), (0, -1)] {
                let code = try await failure {
                    _ = try log.node(level: level, index: Int64(index))
                }
                #expect(code == .missing)
            }
            #expect(try await failure { _ = try log.root(ofSize: 22) } == .missing)
            #expect(throws: ProofFailure.outsideTree) { try log.root(ofSize: -1) }
            #expect(throws: ProofFailure.outsideTree) { try log.inclusion(of: 21, size: 21) }
        }
    }

    @Test(arguments: Store.allCases)
    func `a redaction takes the bytes away and leaves the rest`(store: Store) async throws {
        try await store.withLog { log in
            try await log.append(.fact("a name", of: "2018-0001", version: 1, command: 1))
            let before = try #require(try log.entry(at: 0))
            try await log.write { transaction in
                try transaction.append(
                    .engine("order 7", type: "Redacted", command: 2, redacts: 0)
                )
                #expect(try transaction.entry(at: 0)?.bytes == nil)
                #expect(try transaction.redaction(of: 0)?.position == 1)
                #expect(try transaction.redaction(of: 1) == nil)
            }
            let after = try #require(try log.entry(at: 0))
            #expect(after.bytes == nil)
            #expect(after.leaf == before.leaf)
            #expect(after == before.redacted)
            #expect(try log.redaction(of: 0)?.position == 1)
            #expect(try log.redaction(of: 1) == nil)
            #expect(log.head.root == tree(over: try log.all().map(\.leaf)).frontier.root)
        }
    }

    @Test(arguments: Store.allCases, try Forbidden.all())
    func `an entry that breaks a rule of the log is refused`(
        store: Store,
        forbidden: Forbidden
    ) async throws {
        try await store.withLog { log in
            try await log.append(
                .fact("a", of: "2018-0001", version: 1, command: 1, part: 1),
                .engine("b", command: 1, part: 2)
            )
            try await log.append(.engine("c", type: "Redacted", command: 2, redacts: 1))
            let before = log.head
            #expect(try await failure(of: { try await log.append(forbidden.entry) }) == .refused)
            #expect(log.head == before)
            try await log.append(.fact("d", of: "2018-0001", version: 2, command: 3))
        }
    }

    @Test(arguments: Store.allCases)
    func `a refused append ends its work even if the work swallows it`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            let code = try await failure {
                try await log.write { transaction in
                    try transaction.append(.engine("a", command: 1))
                    _ = try? transaction.append(.engine("again", command: 1))
                }
            }
            #expect(code == .refused)
            #expect(log.head == .empty)
        }
    }

    @Test(arguments: Store.allCases)
    func `entries of the greatest length are kept whole`(store: Store) async throws {
        try await store.withLog { log in
            let bytes = (0..<NewEntry.byteCountMax).map { UInt8(truncatingIfNeeded: $0) }
            let entry = NewEntry(
                bytes: bytes,
                subject: nil,
                subjectVersion: nil,
                type: "WorkflowAdopted",
                command: try .number(1),
                part: 1
            )
            try await log.append(entry)
            #expect(try log.entry(at: 0)?.bytes == bytes)
        }
    }

    @Test(arguments: Store.allCases)
    func `several agreements are read at once, each in its own order`(store: Store) async throws {
        try await store.withLog { log in
            try await log.append(.fact("a", of: "2018-0001", version: 1, command: 1))
            try await log.append(.fact("b", of: "2018-0002", version: 1, command: 2))
            try await log.append(.fact("c", of: "2018-0001", version: 2, command: 3))
            let read = try log.entries(ofSubjects: ["2018-0002", "2018-0009", "2018-0001"])
            #expect(read.map { $0.map(\.position) } == [[1], [], [0, 2]])
        }
    }

    @Test(arguments: Store.allCases)
    func `an agreement's later entries are read from a position on`(store: Store) async throws {
        try await store.withLog { log in
            try await log.append(.fact("a", of: "2018-0001", version: 1, command: 1))
            try await log.append(.fact("b", of: "2018-0002", version: 1, command: 2))
            try await log.append(.fact("c", of: "2018-0001", version: 2, command: 3))
            try await log.append(.fact("d", of: "2018-0001", version: 3, command: 4))
            let all = try log.entries(ofSubject: "2018-0001")
            for (first, found) in [(-1, 0...2), (0, 0...2), (1, 1...2), (2, 1...2), (3, 2...2)] {
                let later = try log.entries(ofSubject: "2018-0001", from: Int64(first))
                #expect(later == Array(all[found]), "from \(first)")
            }
            #expect(try log.entries(ofSubject: "2018-0001", from: 4) == [])
        }
    }

    @Test(arguments: Store.allCases)
    func `neighbouring nodes are read at once, and one by one they are the same`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            for number in 0..<11 { try await log.append(.engine("\(number)", command: number)) }
            let level1 = try log.nodes(level: 1, indexes: 0..<9)
            #expect(level1.map { $0 != nil } == (0..<9).map { $0 < 5 })
            for (index, hash) in level1.prefix(5).enumerated() {
                #expect(try log.node(level: 1, index: Int64(index)) == hash)
            }
            #expect(try log.nodes(level: 3, indexes: 0..<1).compactMap(\.self).count == 1)
            #expect(try log.nodes(level: 4, indexes: 0..<1) == [nil])
        }
    }

    @Test(arguments: Store.allCases)
    func `works that come at the same time are all kept, each once`(store: Store) async throws {
        try await store.withLog { log in
            try await withThrowingTaskGroup { group in
                for number in 0..<100 {
                    group.addTask { try await log.append(.engine("\(number)", command: number)) }
                }
                try await group.waitForAll()
            }
            let entries = try log.all()
            #expect(entries.map(\.position) == Array(0..<100))
            #expect(Set(entries.map(\.command)).count == 100)
            #expect(log.head.root == tree(over: entries.map(\.leaf)).frontier.root)
        }
    }

    @Test(arguments: Store.allCases)
    func `a stream of changes begins with the head and ends when the log closes`(
        store: Store
    ) async throws {
        try await store.withLog { log in
            var changes = log.changes().makeAsyncIterator()
            #expect(await changes.next() == .empty)
            try await log.append(.engine("a", command: 1))
            #expect(await changes.next() == log.head)
            try await log.append(.engine("b", command: 2))
            try await log.append(.engine("c", command: 3))
            // The head of two entries has been overtaken.
            #expect(await changes.next() == log.head)
            await log.close()
            #expect(await changes.next() == nil)
            var late = log.changes().makeAsyncIterator()
            #expect(await late.next() == nil)
        }
    }

    @Test(arguments: Store.allCases)
    func `a closed log neither writes nor reads`(store: Store) async throws {
        try await store.withLog { log in
            try await log.append(.engine("a", command: 1))
            await log.close()
            #expect(try await failure(of: { _ = try await log.write { $0.size } }) == .closed)
            #expect(try await failure(of: { _ = try log.read(after: -1, limit: 1) }) == .closed)
            #expect(log.head.size == 1)
        }
    }
}

extension TreeHash {
    /// The leaf of an entry with that text.
    fileprivate init(of text: String) { self = MerkleTree.leafHash(Array(text.utf8)) }
}
