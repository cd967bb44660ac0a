import Audit
import GRDB
import Testing

@testable import EventLog

/// Each durable step broken: what the callers hear, and what the file has afterwards.
@Suite struct LogFaultsTests {
    @Test func `a commit that failed leaves nothing, and nobody is told otherwise`() async throws {
        let folder = try TemporaryFolder()
        let fault = FaultSwitch()
        let log = try SQLiteLog.open(folder: folder.path, faults: fault.faults)
        try await log.append(.engine("a", command: 1))
        let before = log.head
        fault.strike(.failed)
        let results = try await log.writeTogether(works)
        #expect(results.map(\.code) == [nil, .outcomeUnknown, .outcomeUnknown, .outcomeUnknown])
        #expect(try results[0].get() == 1)
        #expect(log.head == before)
        #expect(try await log.write { try $0.entries(ofCommand: .number(2)) }.isEmpty)
        #expect(try await log.append(.engine("b", command: 2)) == [1])
        #expect(log.writeFailure == nil)
        try await checkWhole(log, folder)
    }

    @Test func `a commit that seemed to fail is found again by its key`() async throws {
        let folder = try TemporaryFolder()
        let fault = FaultSwitch()
        let log = try SQLiteLog.open(folder: folder.path, faults: fault.faults)
        try await log.append(.engine("a", command: 1))
        fault.strike(.failedButPersisted)
        let results = try await log.writeTogether(works)
        #expect(results.map(\.code) == [nil, .outcomeUnknown, .outcomeUnknown, .outcomeUnknown])
        // The answers left after the file was opened again: the head counts what it has.
        #expect(log.head.size == 3)
        let found = try await log.write { try $0.entries(ofCommand: .number(2)) }
        #expect(found.map(\.position) == [1])
        #expect(found.first?.bytes == Array("b".utf8))
        try await checkWhole(log, folder)
    }

    @Test(arguments: [FaultSwitch.Fault.failed, .failedButPersisted])
    func `an outcome that nobody knows is a failed attempt until a commit goes well`(
        fault: FaultSwitch.Fault
    ) async throws {
        // Given a log whose commit has just failed, and which was opened again
        let folder = try TemporaryFolder()
        let broken = FaultSwitch()
        let log = try SQLiteLog.open(folder: folder.path, faults: broken.faults)
        try await log.append(.engine("a", command: 1))
        #expect(log.writeFailure == nil)
        broken.strike(fault)
        let code = try await failure { try await log.append(.engine("b", command: 2)) }
        #expect(code == .outcomeUnknown)
        // When it is asked why, then it says so, also after a work that writes nothing
        #expect(log.writeFailure?.code == .outcomeUnknown)
        #expect(try await log.write { try $0.entries(ofCommand: .number(1)).count } == 1)
        #expect(log.writeFailure?.code == .outcomeUnknown)
        // And no more once entries were kept
        try await log.append(.engine("c", command: 3))
        #expect(log.writeFailure == nil)
        try await checkWhole(log, folder)
    }

    // The first sees only what is committed; the second and the last append; the third rests on
    // the second, although it appends nothing.
    private var works: [SQLiteLog.Work] {
        [
            { transaction in transaction.size },
            { try $0.append(.engine("b", command: 2)) },
            { _ in throw Refusal(reason: "b is there") },
            { try $0.append(.engine("c", command: 3)) },
        ]
    }

    @Test func `a stream of changes learns what a failed commit left`() async throws {
        let folder = try TemporaryFolder()
        let fault = FaultSwitch()
        let log = try SQLiteLog.open(folder: folder.path, faults: fault.faults)
        var changes = log.changes().makeAsyncIterator()
        #expect(await changes.next() == .empty)
        fault.strike(.failedButPersisted)
        let code = try await failure { try await log.append(.engine("a", command: 1)) }
        #expect(code == .outcomeUnknown)
        #expect(await changes.next()?.size == 1)
        await log.close()
    }

    @Test func `a full disk keeps nothing of the batch, serves readers, and passes`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(.engine("a", command: 1))
        let before = log.head
        try log.withWriter { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let large = try NewEntry.engine(String(repeating: "x", count: 60_000), command: 2)
        let results = try await log.writeTogether([
            { $0.size },
            { try $0.append(.engine("b", command: 3)) },
            { transaction in (try? transaction.append(large)) ?? -1 },
            { try $0.append(.engine("c", command: 4)) },
        ])
        #expect(results.map(\.code) == [nil, .diskFull, .diskFull, nil])
        // The last one had not begun when the batch ended, and went into the next.
        #expect(try results[3].get() == 1)
        #expect(try log.entry(at: 0)?.bytes == Array("a".utf8))
        #expect(before.size == 1)
        #expect(try await failure { try await log.append(large) } == .diskFull)
        #expect(log.writeFailure?.code == .diskFull)
        try log.withWriter { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        #expect(try await log.append(large) == [2])
        #expect(log.writeFailure == nil)
        try await checkWhole(log, folder)
    }

    @Test func `a connection that may not write keeps nothing and is opened again`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try log.withWriter { try $0.execute(sql: "PRAGMA query_only = ON") }
        let code = try await failure { try await log.append(.engine("a", command: 1)) }
        #expect(code == .readOnly)
        #expect(log.writeFailure?.code == .readOnly)
        #expect(try log.all().isEmpty)
        #expect(try await log.append(.engine("a", command: 1)) == [0])
        try await checkWhole(log, folder)
    }

    @Test func `a transaction never hands out changed bytes, a reader shows them`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(
            .fact("a", of: "2018-0001", version: 1, command: 1, part: 1),
            .fact("b", of: "2018-0001", version: 2, command: 1, part: 2)
        )
        let stranger = try Stranger(folder)
        try stranger.execute("DROP TRIGGER entry_update")
        try stranger.execute("UPDATE entry SET bytes = x'00' WHERE position = 0")
        await #expect(throws: LogFailure.changedBytes(at: 0, in: folder.database)) {
            try await log.write { try $0.entries(ofSubject: "2018-0001") }
        }
        #expect(try log.entries(ofSubject: "2018-0001").map(\.isIntact) == [false, true])
        #expect(try await log.append(.engine("c", command: 2)) == [2])
        await log.close()
    }

    @Test func `readers go on while the log recovers`() async throws {
        let folder = try TemporaryFolder()
        let fault = FaultSwitch()
        let log = try SQLiteLog.open(folder: folder.path, faults: fault.faults)
        try await log.append(.engine("a", command: 1000))
        let isOver = Flag()
        try await withThrowingTaskGroup { group in
            group.addTask {
                while !isOver.isUp {
                    let first = try log.entry(at: 0)
                    #expect(first?.bytes == Array("a".utf8))
                    await Task.yield()
                }
            }
            for number in 0..<10 {
                fault.strike(number.isMultiple(of: 2) ? .failed : .failedButPersisted)
                _ = try await failure { try await log.append(.engine("x", command: number)) }
            }
            isOver.raise()
            try await group.waitForAll()
        }
        #expect(log.head.size == 6)
        try await checkWhole(log, folder)
    }

    // Closes the log, opens it anew, and checks the tree over what the file has.
    private func checkWhole(_ log: SQLiteLog, _ folder: TemporaryFolder) async throws {
        let head = log.head
        await log.close()
        let again = try SQLiteLog.open(folder: folder.path)
        let entries = try again.all()
        #expect(again.head == head)
        #expect(entries.map(\.position) == Array(0..<head.size))
        #expect(!entries.map(\.isIntact).contains(false))
        #expect(tree(over: entries.map(\.leaf)).frontier.root == head.root)
        await again.close()
    }
}
