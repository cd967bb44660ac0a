import Foundation
import GRDB
import TestSupport
import Testing
import Wire

@testable import kembar_audit

/// A file that is shorter than its head says is cut off, unless what is missing stands in the write-ahead log.
@Suite struct DatabaseHeadTests {
    private static let pageSize = 4_096

    /// A database as it lies on the disk when power fails while its write-ahead log is brought over: the first
    /// page is the new one, the file as short as it was.
    private static func cut(_ path: String) throws {
        let source = path + ".asli"
        let pool = try DatabasePool(path: source)
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "CREATE TABLE t (a BLOB)")
            try db.checkpoint(.truncate)
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            for _ in 0..<8 { try db.execute(sql: "INSERT INTO t VALUES (zeroblob(3000))") }
        }
        var bytes = try Data(contentsOf: URL(filePath: source))
        let ahead = try Data(contentsOf: URL(filePath: source + "-wal"))
        try pool.close()
        var offset = 32
        while offset + 24 + pageSize <= ahead.count {
            let number = ahead[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            let start = offset + 24
            if number == 1 {
                bytes.replaceSubrange(0..<pageSize, with: ahead[start..<start + pageSize])
            }
            offset = start + pageSize
        }
        try bytes.write(to: URL(filePath: path))
        try ahead.write(to: URL(filePath: path + "-wal"))
    }

    private static func code(_ path: String) -> ProblemCode? {
        do throws(Problem) {
            try DatabaseHead(path).check(path)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `pages of the write-ahead log are not missing`() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let path = scratch.path + "/log.db"
        try Self.cut(path)
        #expect(Self.code(path) == nil)
        // SQLite finds all of it, too.
        let queue = try DatabaseQueue(path: path)
        let found = try queue.read { db in
            (
                try String.fetchOne(db, sql: "PRAGMA integrity_check"),
                try Int.fetchOne(db, sql: "SELECT count(*) FROM t")
            )
        }
        #expect(found.0 == "ok" && found.1 == 8)
    }

    @Test func `without the write-ahead log, or with a part of it, they are`() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let path = scratch.path + "/log.db"
        try Self.cut(path)
        let ahead = try Data(contentsOf: URL(filePath: path + "-wal"))
        // The first transaction of it is there, the others are not: nothing says how long the file has to be.
        try FileManager.default.removeItem(atPath: path + "-wal")
        #expect(Self.code(path) == .copyTorn)
        try ahead.prefix(32).write(to: URL(filePath: path + "-wal"))
        #expect(Self.code(path) == .copyTorn)
        var other = ahead
        other[16] ^= 1
        try other.write(to: URL(filePath: path + "-wal"))
        #expect(Self.code(path) == .copyTorn)
    }

    @Test func `a page that stands nowhere is missing`() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let path = scratch.path + "/log.db"
        try Self.cut(path)
        let bytes = try Data(contentsOf: URL(filePath: path))
        try bytes.prefix(Self.pageSize).write(to: URL(filePath: path))
        // The table's own page is in the write-ahead log as well: cut off, it is not missing.
        #expect(Self.code(path) == nil)
        var ahead = try Data(contentsOf: URL(filePath: path + "-wal"))
        // Every frame of page 3 says that it is page 2.
        for offset in stride(from: 32, to: ahead.count, by: 24 + Self.pageSize)
        where ahead[offset + 3] == 3 {
            ahead[offset + 3] = 2
        }
        try ahead.write(to: URL(filePath: path + "-wal"))
        #expect(Self.code(path) == .copyTorn)
    }
}
