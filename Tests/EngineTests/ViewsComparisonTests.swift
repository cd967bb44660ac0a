import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Synchronization
import Testing
import Workflows

@testable import Projections

/// Views are held against the log as it was where they are, row by row.
@Suite struct ViewsComparisonTests {
    private func story(_ shop: Workshop) async throws {
        try await shop.awaitReadiness()
        _ = try await shop.propose("4", at: "2018-11-01")
    }

    /// Views that have followed so far, and a log that has gone on since.
    private func followed(_ shop: Workshop, _ scratch: Scratch) async throws -> Views {
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        await views.catchUp()
        return views
    }

    private func change(_ scratch: Scratch, _ sql: String) throws {
        try DatabaseQueue(path: scratch.path + "/views.db").write { try $0.execute(sql: sql) }
    }

    private func compared(_ views: Views) throws -> ViewsComparison {
        let folder = try Scratch()
        return try views.compare(in: folder.path)
    }

    @Test func `views that follow, and views that lag, are what the log says`() async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        #expect(try compared(views) == .same)
        _ = try await shop.propose("5", at: "2018-11-02")
        _ = try await shop.happen("6", "ready", at: "2018-11-08", ["office": "35.72"])
        #expect(views.state.position < shop.log.head.size - 1)
        #expect(try compared(views) == .same, "to lag is no fault")
    }

    @Test(arguments: [
        ("UPDATE agreement SET stage = 'Signed' WHERE id = '2018-0001'", 1),
        ("DELETE FROM waiting", 1),
        ("INSERT INTO renewal VALUES ('2018-0002', '2018-0001', 'open')", 1),
        ("UPDATE agreement SET state = replace(state, 'a', 'b')", 2),
        ("UPDATE agreement SET id = '2018-0009' WHERE id = '2018-0002'", 2),
    ])
    func `a row that somebody changed, took away or added is counted`(
        sql: String,
        rows: Int
    ) async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, sql)
        #expect(try compared(views) == .differ(rows: rows))
        // Also while they lag: what follows touches another agreement.
        _ = try await shop.propose("5", at: "2018-11-02")
        #expect(try compared(views) == .differ(rows: rows))
    }

    @Test func `the rows that differ are named, with their agreement`() async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, "UPDATE agreement SET stage = 'Signed' WHERE id = '2018-0002'")
        try change(scratch, "DELETE FROM waiting")
        let folder = try Scratch()
        guard case .differ = try views.compare(in: folder.path) else {
            Issue.record("they differ")
            return
        }
        let places = try Views.places(in: folder.path)
        #expect(places.map(\.table) == ["agreement", "waiting"])
        #expect(places.map(\.agreement) == ["2018-0002", "2018-0001"])
        #expect(places.first?.key == "2018-0002")
        #expect(places.last?.key.contains("35.72") == true, "\(places)")
    }

    @Test func `what is folded is counted`() async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        let folder = try Scratch()
        try views.copy(to: folder.path + "/kept.db")
        let told = Mutex<[Int64]>([])
        let found = try Views.compare(
            kept: folder.path + "/kept.db",
            fresh: folder.path + "/fresh.db",
            shop.log
        ) { folded in told.withLock { $0.append(folded) } }
        #expect(found == .same)
        let counted = told.withLock(\.self)
        #expect(counted == counted.sorted())
        let all = try shop.log.subjects().reduce(0) {
            try $0 + shop.log.entries(ofSubject: $1).count
        }
        #expect(counted.last == Int64(all))
    }

    @Test func `a redaction that the views have not come to is no difference`() async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        let scope = try #require(try shop.entries().first { $0.type == "ScopeDiscussed" })
        _ = try await shop.submit(
            "r",
            .redact(
                agreement: "2018-0001",
                Redaction(
                    position: scope.position,
                    set: ["scope": ["(dihapus)"]],
                    authority: "Berita acara 1"
                )
            )
        )
        #expect(views.state.position < shop.log.head.size - 1)
        #expect(try compared(views) == .same)
    }

    /// What a crafted file may have where a number and bytes should stand.
    @Test(arguments: ["'x', X'00'", "NULL, NULL", "0.5, 7", "-2, X''", "9223372036854775807, X''"])
    func `a file whose progress is none matches no log`(values: String) async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try views.store.pool.close()
        try change(
            scratch,
            "DROP TABLE progress; CREATE TABLE progress (position, root);"
                + "INSERT INTO progress VALUES (\(values))"
        )
        let path = scratch.path + "/views.db"
        let fresh = try Scratch().path + "/fresh.db"
        #expect(try Views.compare(kept: path, fresh: fresh, shop.log) == .ofAnotherLog)
        // A daemon that finds it makes it anew.
        let again = try Views(path: path, log: shop.log)
        await again.catchUp()
        #expect(again.state.position == shop.log.head.size - 1)
    }

    @Test func `a file of another shape is none of this version's`() async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, "PRAGMA user_version = 999")
        #expect(try compared(views) == .unusable)
    }

    @Test(arguments: ["DROP TABLE waiting", "ALTER TABLE reminder RENAME COLUMN key TO k"])
    func `a file without a table or a column is none of this version's`(sql: String) async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, sql)
        #expect(try compared(views) == .unusable)
    }

    /// A full disk says nothing of what the views are worth.
    @Test(
        arguments: [
            (ResultCode.SQLITE_CORRUPT, true), (.SQLITE_NOTADB, true), (.SQLITE_ERROR, true),
            (.SQLITE_FULL, false), (.SQLITE_IOERR, false), (.SQLITE_NOMEM, false),
            (.SQLITE_CANTOPEN, false), (.SQLITE_BUSY, false),
        ] as [(ResultCode, Bool)]
    )
    func `only what is wrong with a file is held against it`(code: ResultCode, isOfContent: Bool) {
        #expect(DatabaseError(resultCode: code).isOfContent == isOfContent)
    }

    @Test func `a disk on which new views can't be made is told, and nothing of the old ones`()
        async throws
    {
        let (shop, scratch, folder) = (try await Workshop(), try Scratch(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        let kept = folder.path + "/kept.db"
        try views.copy(to: kept)
        #expect(throws: ViewsNotCompared.self) {
            try Views.compare(kept: kept, fresh: folder.path + "/none/fresh.db", shop.log)
        }
    }
}
