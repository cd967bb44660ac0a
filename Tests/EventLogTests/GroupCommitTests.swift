import Audit
import Testing

@testable import EventLog

/// How waiting works share a transaction.
@Suite struct GroupCommitTests {
    @Test func `works that wait together share one commit`() async throws {
        let folder = try TemporaryFolder()
        let commits = FaultSwitch()
        let log = try SQLiteLog.open(folder: folder.path, faults: commits.faults)
        let results = try await log.writeTogether(
            (0..<20).map { number in
                { transaction in
                    // Each sees the entries of the works before it.
                    #expect(transaction.size == Int64(number))
                    return try transaction.append(.engine("\(number)", command: number))
                }
            }
        )
        #expect(try results.map { try $0.get() } == Array(0..<20))
        #expect(commits.commits == 1)
        #expect(log.head.size == 20)
        await log.close()
    }

    @Test func `a batch holds no more works than its limit`() async throws {
        let folder = try TemporaryFolder()
        let commits = FaultSwitch()
        let log = try SQLiteLog.open(folder: folder.path, faults: commits.faults)
        let count = LogWriter.batchWorkCountMax + 1
        _ = try await log.writeTogether(
            (0..<count).map { number in
                { try $0.append(.engine("\(number)", command: number)) }
            }
        )
        #expect(commits.commits == 2)
        #expect(log.head.size == Int64(count))
        await log.close()
    }

    @Test func `a work that throws leaves the others of its batch alone`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let results = try await log.writeTogether([
            { try $0.append(.engine("a", command: 1)) },
            { transaction in
                try transaction.append(.fact("b", of: "2018-0001", version: 1, command: 2))
                throw Refusal(reason: "no")
            },
            { transaction in
                #expect(transaction.size == 1)
                #expect(try transaction.entries(ofSubject: "2018-0001").isEmpty)
                return try transaction.append(.engine("c", command: 3))
            },
            { transaction in
                try transaction.append(.engine("d", command: 4))
                return try transaction.append(.engine("again", command: 3))
            },
        ])
        #expect(try results[0].get() == 0)
        #expect(results[1].refusal == Refusal(reason: "no"))
        #expect(try results[2].get() == 1)
        #expect(results[3].code == .refused)
        #expect(log.head.size == 2)
        #expect(log.head.root == tree(over: try log.all().map(\.leaf)).frontier.root)
        await log.close()
    }

    @Test func `a batch of works that append nothing commits nothing`() async throws {
        let folder = try TemporaryFolder()
        let commits = FaultSwitch()
        let log = try SQLiteLog.open(folder: folder.path, faults: commits.faults)
        try await log.append(.engine("a", command: 1))
        let before = try folder.size(of: "log.db-wal")
        let results = try await log.writeTogether([
            { try Int64($0.entries(ofCommand: .number(1)).count) },
            { transaction in
                try transaction.append(.engine("b", command: 2))
                throw Refusal(reason: "a dry run")
            },
        ])
        #expect(try results[0].get() == 1)
        #expect(results[1].refusal == Refusal(reason: "a dry run"))
        #expect(commits.commits == 1)
        #expect(try folder.size(of: "log.db-wal") == before)
        await log.close()
    }

    @Test func `a full queue turns the next work away`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let count = LogWriter.waitingWorkCountMax
        let late = Flag()
        let results = try await log.writeTogether(
            (0..<count).map { number in
                { transaction in
                    late.raise()
                    return transaction.size
                }
            },
            whileWaiting: {
                let code = try await failure { _ = try await log.write { $0.size } }
                #expect(code == .busy)
                #expect(!late.isUp)
            }
        )
        #expect(results.count == count)
        #expect(results.filter { (try? $0.get()) == 0 }.count == count)
        await log.close()
    }

    @Test func `closing waits for the works that wait already`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let results = try await log.writeTogether([
            { try $0.append(.engine("a", command: 1)) },
            { try $0.append(.engine("b", command: 2)) },
        ])
        await log.close()
        #expect(try results.map { try $0.get() } == [0, 1])
        let again = try SQLiteLog.open(folder: folder.path)
        #expect(again.head.size == 2)
        await again.close()
    }

    @Test func `an entry that another program appended counts`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        for number in 0..<4 { try await log.append(.engine("\(number)", command: number)) }
        let stranger = try Stranger(folder)
        let leaf = MerkleTree.leafHash("x".utf8).hex
        try stranger.execute(
            "INSERT INTO entry VALUES (4, x'78', x'\(leaf)', NULL, NULL, 'X', zeroblob(16), 9)"
        )
        #expect(try await log.append(.engine("5", command: 5)) == [5])
        #expect(log.head.root == tree(over: try log.all().map(\.leaf)).frontier.root)
        await log.close()
    }
}
