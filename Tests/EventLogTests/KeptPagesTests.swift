import GRDB
import Testing

@testable import EventLog

/// Memory that reading many agreements takes is taken for that, and given back.
@Suite struct KeptPagesTests {
    /// How many pages a reader of this log may keep now, as SQLite counts them (negative: KiB).
    private static func pages(_ log: OpenLog) throws -> Int? {
        try log.read { try Int.fetchOne($0.database, sql: "PRAGMA cache_size") }
    }

    @Test
    func `a reader keeps pages when it is told to, and no longer than until they are forgotten`()
        throws
    {
        let folder = try TemporaryFolder()
        let file = try LogFile.open(path: folder.database, access: .readWrite)
        defer { file.close() }
        let log = OpenLog(file, path: folder.database)
        let usual = try Self.pages(log)
        try log.read { try $0.keepPages() }
        let kept = try Self.pages(log)
        #expect(kept == -16_384)
        log.forgetPages()
        #expect(try Self.pages(log) == usual)
        #expect(usual != kept)
    }
}
