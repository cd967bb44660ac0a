import Audit
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

    private func redactScope(_ shop: Workshop) async throws {
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
        // Both rows, and the two texts of the one that is gone: a search would not find it.
        ("UPDATE agreement SET id = '2018-0009' WHERE id = '2018-0002'", 4),
    ])
    func `a row that somebody changed, took away or added is counted`(
        sql: String,
        rows: Int
    ) async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, sql)
        let found = try compared(views)
        #expect(found == .differ(rows: rows))
        // Also while they lag: what follows touches another agreement.
        _ = try await shop.propose("5", at: "2018-11-02")
        let later = try compared(views)
        #expect(later == .differ(rows: rows))
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
        try await redactScope(shop)
        #expect(views.state.position < shop.log.head.size - 1)
        #expect(try compared(views) == .same)
    }

    /// With the position set back before a redaction the rows would be made anew, and be right.
    @Test func `a position that was set back behind a redaction hides no forged row`() async throws
    {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        try await redactScope(shop)
        let views = try await followed(shop, scratch)
        let empty = try Audit.root(ofSize: 0, from: shop.log.nodes)
        try change(
            scratch,
            "UPDATE agreement SET stage = 'Signed';"
                + "UPDATE progress SET position = -1, root = X'\(empty.hex)'"
        )
        #expect(try compared(views) == .ofAnotherLog)
        #expect(try comparedCopy(views, shop) == .beforeRedaction)
    }

    /// What a crafted file may have where a number and bytes should stand.
    @Test(arguments: ["'x', X'00'", "NULL, NULL", "0.5, 7", "-2, X''", "0, zeroblob(32)"])
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

    /// What a copied folder has: the file, and new views beside it.
    private func comparedCopy(_ views: Views, _ shop: Workshop) throws -> ViewsComparison {
        let folder = try Scratch()
        let kept = folder.path + "/kept.db"
        try views.copy(to: kept)
        return try Views.compare(kept: kept, fresh: folder.path + "/fresh.db", shop.log)
    }

    @Test func `views of another version can be in a copy, and can't be served`() async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, "PRAGMA user_version = 999")
        #expect(try comparedCopy(views, shop) == .ofAnotherVersion)
        #expect(try compared(views) == .unusable)
    }

    /// What a daemon leaves that is killed while it begins its views.
    @Test func `a file with nothing in it is no views, and none that are served`() async throws {
        let (shop, scratch, folder) = (try await Workshop(), try Scratch(), try Scratch())
        try await story(shop)
        for (number, sql) in ["", "PRAGMA journal_mode = WAL"].enumerated() {
            let kept = folder.path + "/kept\(number).db"
            try await DatabaseQueue(path: kept).writeWithoutTransaction {
                if !sql.isEmpty { _ = try String.fetchOne($0, sql: sql) }
            }
            let fresh = folder.path + "/fresh\(number).db"
            let found = try Views.compare(kept: kept, fresh: fresh, shop.log)
            #expect(found == .empty)
            #expect(found.word == "none")
        }
        let views = try await followed(shop, scratch)
        let tables = try views.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema
                    WHERE type = 'table' AND name NOT LIKE 'search\\_%' ESCAPE '\\'
                    """
            )
        }
        try change(scratch, tables.map { "DROP TABLE \"\($0)\"" }.joined(separator: ";"))
        #expect(try compared(views) == .unusable)
    }

    @Test func `views ahead of the log can be in a copy, and can't be served`() async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, "UPDATE progress SET position = \(shop.log.head.size)")
        #expect(try comparedCopy(views, shop) == .ahead)
        #expect(try compared(views) == .ofAnotherLog)
    }

    @Test func `served views that claim an older state than they came to are of another`()
        async throws
    {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        // What no entry has told yet is hidden with the root that the log really had then.
        let root = try shop.log.frontier(ofSize: 1).root.hex
        try change(scratch, "UPDATE progress SET position = 0, root = X'\(root)'")
        try change(scratch, "DELETE FROM agreement; DELETE FROM waiting")
        #expect(try compared(views) == .ofAnotherLog)
    }

    @Test func `a forgery is not hidden by the root that stands beside it`() async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, "UPDATE agreement SET state = replace(state, 'a', 'b')")
        try change(scratch, "UPDATE progress SET root = zeroblob(32)")
        #expect(try compared(views) == .ofAnotherLog)
        #expect(try comparedCopy(views, shop) == .ofAnotherLog)
    }

    @Test(arguments: [
        ("UPDATE search SET body = 'PALSU' WHERE rowid = 1", 1),
        ("DELETE FROM search WHERE rowid = 1", 1),
        ("DELETE FROM searchrow WHERE id = 1; DELETE FROM search WHERE rowid = 1", 1),
        ("UPDATE searchrow SET weight = 9 WHERE id = 1", 1),
        ("UPDATE searchrow SET agreement = '2018-0009' WHERE id = 1", 2),
        (
            "INSERT INTO searchrow SELECT 999, agreement, 999, field, 1 FROM searchrow WHERE id = 1;"
                + "INSERT INTO search (rowid, body) VALUES (999, 'PALSU')",
            1
        ),
        // Not only the text, also what leads to it: the index.
        ("UPDATE search_content SET c0 = 'PALSU' WHERE id = 1", 2),
        ("UPDATE search_content SET c0 = NULL WHERE id = 1", 2),
        ("DELETE FROM search_data WHERE id > 10", 1),
        ("INSERT INTO search (rowid, body) VALUES (999, 'PALSU')", 1),
    ])
    func `a text of the search that somebody changed, took away or added is counted`(
        sql: String,
        rows: Int
    ) async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        _ = try await views.search("kota", limit: 1)
        #expect(try compared(views) == .same)
        try change(scratch, sql)
        #expect(try compared(views) == .differ(rows: rows))
        #expect(try comparedCopy(views, shop) == .differ(rows: rows))
    }

    @Test func `texts that differ are named by agreement, entry and field, an index as that`()
        async throws
    {
        let (shop, scratch, folder) = (try await Workshop(), try Scratch(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        _ = try await views.search("kota", limit: 1)
        try change(
            scratch,
            """
            UPDATE search_content SET c0 = 'PALSU' WHERE id = (
                SELECT id FROM searchrow WHERE agreement = '2018-0002' AND field = 'title')
            """
        )
        #expect(try views.compare(in: folder.path) == .differ(rows: 2))
        let places = try Views.places(in: folder.path)
        #expect(places.map(\.table) == ["search", "search"])
        #expect(places.map(\.agreement) == ["2018-0002", nil])
        #expect(places.first?.key.hasPrefix("2018-0002, ") == true, "\(places)")
        #expect(places.first?.key.hasSuffix(", title") == true, "\(places)")
        #expect(places.last?.key == "index")
    }

    @Test func `texts that are due are no difference, a note that they are hides none`()
        async throws
    {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        #expect(try views.unsearchedCount() > 0)
        #expect(try compared(views) == .same)
        #expect(try views.unsearchedCount() > 0, "what is served was not written to")
        _ = try await views.search("kota", limit: 1)
        _ = try await shop.happen("6", "ready", at: "2018-11-08", ["office": "35.72"])
        await views.catchUp()
        #expect(try views.unsearchedCount() == 1)
        #expect(try compared(views) == .same)
        _ = try await views.search("kota", limit: 1)
        // Due only with an entry that is still to come: whoever searches does not find them.
        try change(
            scratch,
            """
            DELETE FROM search WHERE rowid IN (
                SELECT id FROM searchrow WHERE agreement = '2018-0002');
            DELETE FROM searchrow WHERE agreement = '2018-0002';
            INSERT INTO unsearched VALUES ('2018-0002', 1000000);
            """
        )
        guard case .differ = try compared(views) else {
            Issue.record("they differ")
            return
        }
        #expect(try await views.search("kota", limit: 20).hits.map(\.agreement) == ["2018-0001"])
    }

    @Test(arguments: [
        "DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5(body, tokenize = 'trigram')",
        "CREATE TRIGGER t AFTER DELETE ON unsearched BEGIN DELETE FROM searchrow; END",
        "DROP TABLE searchrow",
    ])
    func `a search that is not ours is none of this version's`(sql: String) async throws {
        let (shop, scratch) = (try await Workshop(), try Scratch())
        try await story(shop)
        let views = try await followed(shop, scratch)
        try change(scratch, sql)
        #expect(try compared(views) == .unusable)
    }

    @Test(arguments: [
        "DROP TABLE waiting", "ALTER TABLE reminder RENAME COLUMN key TO k",
        "ALTER TABLE renewal RENAME TO pembaruan",
    ])
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
