import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Testing
import Workflows

@testable import Projections

/// Views whose disk takes nothing any more, and later takes it again.
@Suite struct CrampedViewsTests {
    private static let secret = "Orang Contoh, 0800-1234"

    /// A log, and views of it in a file in a folder of their own.
    private struct Stage {
        let scratch: Scratch
        let shop: Workshop
        let folder: String
        let views: Views

        var path: String { folder + "/views.db" }

        init() async throws {
            scratch = try Scratch()
            shop = try await Workshop()
            folder = scratch.path + "/tampilan"
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false
            )
            try await shop.awaitReadiness()
            views = try Views(path: folder + "/views.db", log: shop.log)
            try await note("4", CrampedViewsTests.secret)
            await views.catchUp()
            // Texts are written for whoever searches them.
            _ = try await views.search("kata", limit: 1)
        }

        func note(_ key: String, _ text: String) async throws {
            _ = try await shop.submit(
                key,
                .happened(
                    agreement: "2018-0001",
                    .init(intent: .event("NoteAdded"), fields: ["text": .string(text)])
                )
            )
        }

        /// Lets the file have no more pages, and has more to be written than fits.
        func fillUp() async throws {
            try await views.store.pool.writeWithoutTransaction { database in
                let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                try database.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
            for number in 0..<10 {
                try await note("long-\(number)", String(repeating: "kata \(number) ", count: 2_000))
            }
            await views.catchUp()
            _ = try await views.search("kata", limit: 1)
        }

        /// Whether any file of the folder holds that text.
        func holds(_ text: String) throws -> Bool {
            try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
                let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
                return bytes.range(of: Data(text.utf8)) != nil
            }
        }
    }

    @Test func `views that left a full disk leave nothing there of what is redacted later`()
        async throws
    {
        let stage = try await Stage()
        try #require(try stage.holds(Self.secret))
        try await stage.fillUp()
        try #require(stage.views.state.lastError?.hasPrefix("in memory: ") == true)
        let position = try #require(
            try stage.shop.entries().first { $0.data["text"]?.string == Self.secret }?.position
        )
        _ = try await stage.shop.submit(
            "redact",
            .redact(
                agreement: "2018-0001",
                Redaction(
                    position: position,
                    removed: [],
                    set: ["text": "(dihapus)"],
                    authority: "Nota 1"
                )
            )
        )
        await stage.views.catchUp()
        #expect(try !stage.holds(Self.secret))
        #expect(try await stage.views.search("Contoh", limit: 10).hits.isEmpty)
    }

    @Test func `once there is room again the views are in their file as if nothing had been`()
        async throws
    {
        let stage = try await Stage()
        try await stage.fillUp()
        try #require(stage.views.state.lastError != nil)
        let before = try stage.views.canonicalDump()
        await stage.views.returnToFile()
        #expect(stage.views.state.lastError == nil)
        #expect(try stage.views.canonicalDump() == before)
        let reopened = try Views(path: stage.path, log: stage.shop.log)
        #expect(reopened.state.position == stage.views.state.position)
        // And they follow there.
        try await stage.note("after", "sesudahnya")
        await stage.views.catchUp()
        #expect(stage.views.state.lastError == nil)
    }

    @Test func `as long as there is none they stay in memory, say why, and follow the log`()
        async throws
    {
        let stage = try await Stage()
        try await stage.fillUp()
        try FileManager.default.removeItem(atPath: stage.folder)
        await stage.views.returnToFile()
        #expect(stage.views.state.lastError?.hasPrefix("in memory: ") == true)
        try await stage.note("after", "sesudahnya")
        await stage.views.catchUp()
        #expect(stage.views.state.position == stage.shop.log.head.size - 1)
        try FileManager.default.createDirectory(
            atPath: stage.folder,
            withIntermediateDirectories: false
        )
        await stage.views.returnToFile()
        #expect(stage.views.state.lastError == nil)
    }
}
