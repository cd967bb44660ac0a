import Calendars
import Engine
import Entries
import EventLog
import GRDB
import TestSupport
import Testing
import Workflows

@testable import Projections

/// Everything that people said can be found again.
@Suite struct SearchTests {
    private func views(_ shop: Workshop, _ scratch: Scratch) async throws -> Views {
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        await views.catchUp()
        #expect(views.state.lastError == nil)
        return views
    }

    private func story(_ shop: Workshop) async throws {
        _ = try await shop.propose("1")
        _ = try await shop.happen(
            "2",
            "discuss",
            at: "2018-11-07",
            ["scope": ["Pariwisata dan kebudayaan"], "place": "Singaraja"]
        )
        _ = try await shop.happen(
            "3",
            "await",
            at: "2018-11-07",
            ["office": "51.08/DPRD", "for": "persetujuan"]
        )
        for (key, event, fields) in [
            ("4", "NoteAdded", ["text": "Narahubung pindah ke bagian café \"lama\""]),
            (
                "5", "DocumentAttached",
                [
                    "document": [
                        "name": "notulen-rapat.pdf", "size": 3,
                        "sha256": .string(String(repeating: "a", count: 64)),
                    ]
                ]
            ),
        ] as [(String, String, [String: JSONValue])] {
            _ = try await shop.submit(
                key,
                .happened(
                    agreement: "2018-0001",
                    .init(intent: .event(event), source: "surat 415/12", fields: fields)
                )
            )
        }
        _ = try await shop.propose("6", at: "2018-11-01")
    }

    @Test(arguments: [
        ("kembar", "title"), ("PARIWISATA", "scope"), ("blitar", "parties"), ("35.72", "parties"),
        ("dprd", "office"), ("cafe", "text"), ("notulen", "document"), ("415/12", "source"),
        ("singa", "place"), ("pariwisata 35.72 notulen", "document"),
    ])
    func `a text is found wherever it stands`(text: String, field: String) async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let found = try await views(shop, scratch).search(text, limit: 20)
        let hit = try #require(found.hits.first { $0.agreement == "2018-0001" })
        #expect(hit.places.contains { $0.field == field })
        #expect(hit.places.allSatisfy { $0.pieces.contains(where: \.isMatch) })
        #expect(hit.places.allSatisfy { $0.position >= 7 })
    }

    @Test(arguments: [
        "\"", "\"\"", "*", "AND", "a AND (b", "NEAR(", "title:kota", "-kota", "^kembar", "'; DROP",
        "kota\u{0}x", "  ", "{a b}: c", "\u{E000}",
    ])
    func `nothing that is typed is a syntax error`(text: String) async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        _ = try await views(shop, scratch).search(text, limit: 20)
    }

    @Test func `texts wait while more is recorded`() async throws {
        let shop = try await Workshop()
        let scratch = try Scratch()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        try await story(shop)
        await views.catchUp()
        let waiting = try views.unsearchedCount()
        #expect(waiting > 0)
        _ = try await shop.propose("7", at: "2018-11-08")
        #expect(views.lag > 0)
        await views.indexAtLeisure()
        #expect(try views.unsearchedCount() == waiting)
        await views.catchUp()
        await views.indexAtLeisure()
        #expect(try views.unsearchedCount() == 0)
    }

    @Test func `who waits for the newest entries is served before texts are written`() async throws
    {
        let shop = try await Workshop()
        let scratch = try Scratch()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        try await story(shop)
        await views.catchUp()
        _ = try await shop.propose("7", at: "2018-11-08")
        let head = shop.log.head.size - 1
        // Nobody waits: one text of two is written of what the views have.
        #expect(try await views.index(by: .max, agreements: 1))
        #expect(views.state.position < head)
        let waiting = Task { await views.wait(for: head) }
        while !views.isAwaited { await Task.yield() }
        #expect(try await views.index(by: .max, transactions: 2, agreements: 1))
        #expect(views.state.position == head)
        await waiting.value
    }

    @Test func `one more note is found beside the texts that were there`() async throws {
        let shop = try await Workshop()
        let scratch = try Scratch()
        try await story(shop)
        let views = try await views(shop, scratch)
        #expect(try await views.search("notulen", limit: 20).total == 1)
        _ = try await shop.submit(
            "7",
            .happened(
                agreement: "2018-0001",
                .init(intent: .event("NoteAdded"), fields: ["text": "Sekretariat pindah"])
            )
        )
        #expect(try await views.search("sekretariat", limit: 20).total == 1)
        #expect(try await views.search("notulen", limit: 20).total == 1)
    }

    @Test func `every word must occur, a title counts most, and the piece shows what was found`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        _ = try await shop.submit(
            "7",
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: "2018-11",
                    fields: ["title": "Pariwisata bahari", "parties": ["35.72"]]
                )
            )
        )
        let views = try await views(shop, scratch)
        #expect(try await views.search("kembar bahari", limit: 20).total == 0)
        let found = try await views.search("pariwisata", limit: 20)
        #expect(found.hits.map(\.agreement) == ["2018-0003", "2018-0001"])
        let pieces = found.hits[1].places[0].pieces
        #expect(pieces.map(\.text) == ["Pariwisata", " dan kebudayaan"])
        #expect(pieces.map(\.isMatch) == [true, false])
        #expect(try await views.search("kota", limit: 1).hits.count == 1)
        #expect(try await views.search("kota", limit: 1).total == 3)
    }

    @Test func `a corrected text is found as corrected, a voided one is not`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let entries = try shop.entries()
        let scope = try #require(entries.first { $0.type == "ScopeDiscussed" }).position
        let wait = try #require(entries.first { $0.type == "ReadinessAwaited" }).position
        for (key, fields) in [
            ("c", ["position": .integer(Int(scope)), "set": ["scope": ["perikanan"]]]),
            ("v", ["position": .integer(Int(wait)), "void": true]),
        ] as [(String, [String: JSONValue])] {
            _ = try await shop.submit(
                key,
                .happened(
                    agreement: "2018-0001",
                    .init(
                        intent: .event("Corrected"),
                        fields: fields.merging(["reason": "salah"]) { $1 }
                    )
                )
            )
        }
        let views = try await views(shop, scratch)
        #expect(
            try await views.search("perikanan", limit: 20).hits.map(\.agreement) == ["2018-0001"]
        )
        #expect(try await views.search("pariwisata", limit: 20).hits.isEmpty)
        #expect(try await views.search("persetujuan", limit: 20).hits.isEmpty)
    }

    @Test func `an office is found by the name that it has now, and the dump knows no search`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let views = try await views(shop, scratch)
        #expect(try await views.search("dewan", limit: 20).total == 0)
        let text = try Shipped.text("config/offices.yaml")
            .replacing("DPRD: { id: DPRD,", with: "DPRD: { id: Dewan DPRD,")
        _ = try await shop.submit(
            "8",
            .adopt(RuleFile(text: text, regions: try Shipped.text("config/regions.csv")))
        )
        await views.catchUp()
        #expect(try await views.search("dewan", limit: 20).hits.map(\.agreement) == ["2018-0001"])
        let dump = try views.canonicalDump()
        #expect(!dump.contains("search"))
        let other = try Scratch()
        let rebuilt = try await self.views(shop, other)
        #expect(try rebuilt.canonicalDump() == dump)
        #expect(try await rebuilt.search("dewan", limit: 20).total == 1)
    }

    @Test func `what is due to be searched is not forgotten by a stop, and found at once`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let before = try await views(shop, scratch)
        #expect(try before.unsearchedCount() == 2)
        let after = try await views(shop, scratch)
        #expect(try after.unsearchedCount() == 2)
        #expect(try await after.search("bahari OR pariwisata", limit: 20).total == 0)
        #expect(try after.unsearchedCount() == 0)
        #expect(try await after.search("pariwisata", limit: 20).total == 1)
    }

    /// Every text that can be found, whatever the number of its row.
    private static func texts(_ views: Views) throws -> [String] {
        try views.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT agreement || ' ' || position || ' ' || field || ' ' || weight || ' ' || body
                    FROM searchrow JOIN search ON search.rowid = searchrow.id ORDER BY 1
                    """
            )
        }
    }

    @Test func `texts that came one after another are those of views made anew`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let views = try await views(shop, scratch)
        let scope = try #require(try shop.entries().first { $0.type == "ScopeDiscussed" }).position
        let offices = try Shipped.text("config/offices.yaml")
            .replacing("DPRD: { id: DPRD,", with: "DPRD: { id: Dewan DPRD,")
        func note(_ text: String) -> Submission.Request {
            .happened(
                agreement: "2018-0001",
                .init(intent: .event("NoteAdded"), fields: ["text": .string(text)])
            )
        }
        func correction(_ fields: [String: JSONValue]) -> Submission.Request {
            let known: [String: JSONValue] = ["position": .integer(Int(scope)), "reason": "salah"]
            return .happened(
                agreement: "2018-0001",
                .init(intent: .event("Corrected"), fields: known.merging(fields) { $1 })
            )
        }
        let steps: [[Submission.Request]] = [
            [note("satu")], [note("dua"), note("tiga")],
            [note("empat"), correction(["set": ["scope": ["perikanan"]]])], [note("lima")],
            [
                .adopt(RuleFile(text: offices, regions: try Shipped.text("config/regions.csv"))),
                note("enam"),
            ],
            [note("tujuh"), correction(["set": ["scope": ["perikanan", "budaya"]]])],
            [note("delapan")],
        ]
        for (number, requests) in steps.enumerated() {
            for (index, request) in requests.enumerated() {
                _ = try await shop.submit("t\(number).\(index)", request)
            }
            // Half of the steps wait for one another.
            if number % 2 == 0 {
                _ = try await views.search("kota", limit: 1)
            } else {
                await views.catchUp()
            }
        }
        _ = try await views.search("kota", limit: 1)
        let other = try Scratch()
        let anew = try await self.views(shop, other)
        try await anew.rebuild()
        #expect(try Self.texts(views) == Self.texts(anew))
        #expect(try Self.texts(views).contains { $0.hasSuffix("delapan") })
        for one in [views, anew] {
            let folder = try Scratch()
            #expect(try one.compare(in: folder.path) == .same)
        }
    }

    @Test func `a reminder gives nothing new to search, a word of people does`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let views = try await views(shop, scratch)
        _ = try await views.search("pariwisata", limit: 1)
        shop.clock.move(to: try #require(try views.firstDue()))
        let due = try #require(try views.due(by: shop.clock.now(), limit: 1).first)
        #expect(try await shop.submitter.remind(due).count > 0)
        await views.catchUp()
        #expect(try views.unsearchedCount() == 0)
        _ = try await shop.happen("8", "discuss", at: "2018-11-08", ["scope": ["bahari"]])
        await views.catchUp()
        #expect(try views.unsearchedCount() == 1)
    }

    /// Lets the file grow no further, as on a full disk.
    private static func leaveNoRoom(_ views: Views) throws {
        try views.store.pool.writeWithoutTransaction { db in
            let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(count)")
        }
    }

    @Test func `on a full disk everything is still found`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let views = try await views(shop, scratch)
        let words = String(repeating: "pariwisata bahari ", count: 800)
        // More than what is left in the pages that there are.
        for number in 8..<16 {
            _ = try await shop.submit(
                "\(number)",
                .happened(
                    agreement: "2018-0001",
                    .init(intent: .event("NoteAdded"), fields: ["text": .string(words)])
                )
            )
        }
        await views.catchUp()
        #expect(views.state.lastError == nil)
        // What is due to be searched no longer has room.
        try Self.leaveNoRoom(views)
        #expect(try await views.search("bahari", limit: 20).total == 1)
        #expect(try await views.search("kota", limit: 20).total == 2)
        #expect(views.state.lastError?.hasPrefix("in memory: ") == true)
    }
}
