import Audit
import Foundation
import GRDB
import Glibc
import Testing

@testable import EventLog

/// What opening makes, and how it tells one trouble from another.
@Suite struct LogOpeningTests {
    @Test func `a folder and its files are made for their owner and group only`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: "\(folder.path)/data")
        #expect(try folder.permissions(of: "data") == 0o700)
        for name in ["log.db", "log.db-wal", "log.db-shm", "lock"] {
            #expect(try folder.permissions(of: "data/\(name)") & 0o137 == 0, "\(name)")
        }
        await log.close()
    }

    @Test func `the writer syncs every commit and overwrites what it drops`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let (synchronous, journal, erases) = try log.withWriter { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA secure_delete")
            )
        }
        #expect(synchronous == 2)
        #expect(journal == "wal")
        #expect(erases == 1)
        await log.close()
    }

    @Test func `a file says whose it is and how old its schema`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteLog.open(folder: folder.path).close()
        let stranger = try Stranger(folder)
        #expect(try stranger.int("PRAGMA application_id") == 0x6B6D_6272)
        #expect(try stranger.int("PRAGMA user_version") == 1)
    }

    @Test func `what was written is there after opening again`() async throws {
        let folder = try TemporaryFolder()
        for size in 0..<9 {
            let log = try SQLiteLog.open(folder: folder.path)
            #expect(log.head.size == Int64(size))
            #expect(log.head.root == tree(over: try log.all().map(\.leaf)).frontier.root)
            try await log.append(.engine("\(size)", command: size))
            await log.close()
        }
    }

    @Test func `a closed log is whole in its one file`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(.engine("a", command: 1))
        // A reader's connection is closed last, and cannot bring the write-ahead log over.
        #expect(try log.all().count == 1)
        #expect(try folder.size(of: "log.db-wal") > 0)
        await log.close()
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: folder.database, toPath: copy.database)
        let read = try SQLiteLog.open(folder: copy.path, access: .readOnly)
        #expect(read.head.size == 1)
        await read.close()
    }

    @Test func `redacted bytes are nowhere in the files of a closed log`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let secret = String(repeating: "a person's name ", count: 40)
        try await log.append(.engine(secret, command: 1), .engine("kept words", command: 2))
        try await log.append(.engine("x", type: "Redacted", command: 3, redacts: 0))
        await log.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let all = try names.map {
            try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\($0)"))
        }
        #expect(all.contains { $0.range(of: Data("kept words".utf8)) != nil })
        #expect(!all.contains { $0.range(of: Data("a person's name".utf8)) != nil })
    }

    @Test func `redacted bytes are in no file of the open log once the redaction is answered`()
        async throws
    {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let secret = String(repeating: "a person's name ", count: 400)
        try await log.append(.engine(secret, command: 1), .engine("kept words", command: 2))
        #expect(try log.all().count == 2)
        try await log.append(.engine("x", type: "Redacted", command: 3, redacts: 0))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).map {
            try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\($0)"))
        }
        #expect(files.contains { $0.range(of: Data("kept words".utf8)) != nil })
        #expect(!files.contains { $0.range(of: Data("person's name".utf8)) != nil })
        #expect(try log.structuralFault() == nil)
        await log.close()
    }

    @Test func `a process that died leaves its commits in the write-ahead log`() async throws {
        let folder = try TemporaryFolder()
        let copy = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(.engine("a", command: 1))
        for name in ["log.db", "log.db-wal"] {
            try FileManager.default.copyItem(
                atPath: "\(folder.path)/\(name)",
                toPath: "\(copy.path)/\(name)"
            )
        }
        let found = try SQLiteLog.open(folder: copy.path)
        #expect(found.head == log.head)
        await found.close()
        await log.close()
    }

    @Test func `a second opener is told the folder and who holds it`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        for access in [LogAccess.readWrite, .readOnly] {
            let error = #expect(throws: LogFailure.self) {
                try SQLiteLog.open(folder: folder.path, access: access)
            }
            #expect(error?.code == .locked)
            #expect(error?.path == folder.path)
            #expect(error?.parameters == ["pid": "\(getpid())"])
        }
        await log.close()
        try await SQLiteLog.open(folder: folder.path).close()
    }

    @Test func `any number may look at one folder, and nobody writes meanwhile`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteLog.open(folder: folder.path).close()
        let first = try FolderLock(folder: folder.path, access: .readOnly)
        let second = try FolderLock(folder: folder.path, access: .readOnly)
        for held in [first, second] {
            let error = #expect(throws: LogFailure.self) {
                try SQLiteLog.open(folder: folder.path)
            }
            #expect(error?.code == .locked)
            held.release()
        }
        try await SQLiteLog.open(folder: folder.path).close()
    }

    @Test func `a log that is let go of gives its folder free`() async throws {
        let folder = try TemporaryFolder()
        _ = try SQLiteLog.open(folder: folder.path)
        try await SQLiteLog.open(folder: folder.path).close()
    }

    @Test func `reading makes nothing and writes nothing`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteLog.open(folder: folder.path).close()
        let read = try SQLiteLog.open(folder: folder.path, access: .readOnly)
        let code = try await failure { try await read.append(.engine("a", command: 1)) }
        #expect(code == .readOnly)
        #expect(try await read.write { $0.size } == 0)
        await read.close()
        let code2 = try await failure {
            _ = try SQLiteLog.open(folder: "\(folder.path)/none", access: .readOnly)
        }
        #expect(code2 == .missing)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/none"))
    }

    @Test func `a log that cannot be written serves readers, and writes again when it can`()
        async throws
    {
        let folder = try TemporaryFolder()
        let first = try SQLiteLog.open(folder: folder.path)
        try await first.append(.engine("a", command: 1))
        await first.close()
        // Where this folder stands SQLite cannot keep the memory that writers share with readers.
        let obstacle = "\(folder.database)-shm"
        try? FileManager.default.removeItem(atPath: obstacle)
        try FileManager.default.createDirectory(
            atPath: obstacle,
            withIntermediateDirectories: false
        )
        let log = try SQLiteLog.open(folder: folder.path)
        #expect(log.writeFailure?.code == .readOnly)
        #expect(log.head.size == 1)
        #expect(try log.all().map(\.bytes) == [Array("a".utf8)])
        for _ in 0..<2 {
            let code = try await failure { try await log.append(.engine("b", command: 2)) }
            #expect(code == .readOnly)
        }
        #expect(try await log.write { try $0.entries(ofCommand: .number(1)).count } == 1)
        try FileManager.default.removeItem(atPath: obstacle)
        #expect(try await log.append(.engine("b", command: 2)) == [1])
        #expect(log.writeFailure == nil)
        #expect(log.head.size == 2)
        await log.close()
    }

    @Test func `a folder whose parent is missing is not made`() async throws {
        let folder = try TemporaryFolder()
        let code = try await failure {
            _ = try SQLiteLog.open(folder: "\(folder.path)/a/b")
        }
        #expect(code == .missing)
    }

    @Test func `rubbish is not a database`() async throws {
        let folder = try TemporaryFolder()
        let rubbish = Data(repeating: 0x41, count: 10_000)
        try rubbish.write(to: URL(fileURLWithPath: folder.database))
        let code = try await failure { _ = try SQLiteLog.open(folder: folder.path) }
        #expect(code == .notADatabase)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == rubbish)
    }

    @Test(arguments: [
        "CREATE TABLE t (x)", "PRAGMA application_id = 77", "PRAGMA user_version = 1",
    ])
    func `another program's database is left as it was`(sql: String) async throws {
        let folder = try TemporaryFolder()
        let stranger = try Stranger(folder)
        try stranger.execute(sql)
        try stranger.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: LogFailure.self) { try SQLiteLog.open(folder: folder.path) }
        #expect(error?.code == .foreignDatabase)
        #expect(error?.path == folder.database)
        #expect(error?.parameters["applicationID"] == (sql.contains("77") ? "77" : "0"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
    }

    @Test func `a newer schema is refused with both versions`() async throws {
        let folder = try TemporaryFolder()
        try await SQLiteLog.open(folder: folder.path).close()
        let stranger = try Stranger(folder)
        try stranger.execute("PRAGMA user_version = 9")
        try stranger.close()
        let error = #expect(throws: LogFailure.self) { try SQLiteLog.open(folder: folder.path) }
        #expect(error?.code == .newerSchema)
        #expect(error?.parameters == ["found": "9", "known": "1"])
    }

    @Test(arguments: [0, -1])
    func `tables that no step of the schema has made are refused, and left as they are`(
        version: Int
    ) async throws {
        let folder = try await filledFolder()
        let stranger = try Stranger(folder)
        try stranger.execute("PRAGMA user_version = \(version)")
        try stranger.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: LogFailure.self) { try SQLiteLog.open(folder: folder.path) }
        #expect(error?.code == .changedSchema)
        #expect(error?.path == folder.database)
        #expect(error?.parameters == ["found": "\(version)"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
        // Who only looks may.
        let read = try SQLiteLog.open(folder: folder.path, access: .readOnly)
        #expect(read.head.size == 40)
        await read.close()
    }

    @Test(arguments: [20, 100, 4_096, 9_000])
    func `a file that was cut off is damaged`(length: Int) async throws {
        let folder = try await filledFolder()
        #expect(truncate(folder.database, length) == 0)
        let code = try await failure { _ = try SQLiteLog.open(folder: folder.path) }
        // Less than a header is no database to SQLite.
        #expect(code == (length < 100 ? .notADatabase : .damaged))
    }

    /// As a disk that does not give one page: what SQLite needs to write is gone, what is read is there.
    @Test func `where only a free page is damaged, reading goes on and says so`() async throws {
        let folder = try await filledFolder()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.database))
        // The list of free pages begins far behind the file's end (SQLite file format, bytes 32 to 39).
        try file.seek(toOffset: 32)
        try file.write(contentsOf: Data([0, 0, 0xFF, 0xFF, 0, 0, 0, 1]))
        try file.close()
        let log = try SQLiteLog.open(folder: folder.path)
        #expect(log.writeFailure?.code == .damaged)
        #expect(log.head.size == 40)
        #expect(try log.entry(at: 39) != nil)
        let code = try await failure { try await log.append(.engine("b", command: 77)) }
        #expect(code != nil)
        #expect(
            try log.entry(at: 39) != nil,
            "a failed attempt to write takes nothing from readers"
        )
        await log.close()
    }

    @Test func `an emptied file beside its write-ahead log is damaged, and the log stays`()
        async throws
    {
        let folder = try TemporaryFolder()
        let copy = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(.engine("a", command: 1))
        try FileManager.default.copyItem(
            atPath: "\(folder.database)-wal",
            toPath: "\(copy.database)-wal"
        )
        await log.close()
        try Data().write(to: URL(fileURLWithPath: copy.database))
        let code = try await failure { _ = try SQLiteLog.open(folder: copy.path) }
        #expect(code == .damaged)
        #expect(try copy.size(of: "log.db-wal") > 0)
    }

    @Test(arguments: [
        "DELETE FROM node WHERE level = 2", "UPDATE entry SET bytes = x'00' WHERE position = 5",
        "DELETE FROM entry WHERE position = 3",
    ])
    func `opening notices a missing node of the right edge and a changed last entry`(
        sql: String
    ) async throws {
        let folder = try await filledFolder(entries: 6)
        let stranger = try Stranger(folder)
        for trigger in ["node_delete", "entry_update", "entry_delete"] {
            try stranger.execute("DROP TRIGGER \(trigger)")
        }
        try stranger.execute(sql)
        try stranger.close()
        let code = try await failure { _ = try SQLiteLog.open(folder: folder.path) }
        // An entry in the middle is for verify to miss.
        #expect(code == (sql.contains("FROM entry") ? nil : .damaged))
    }

    private func filledFolder(entries: Int = 40) async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let text = String(repeating: "x", count: 600)
        try await log.append((0..<entries).map { try .engine(text, command: $0) })
        await log.close()
        return folder
    }
}
