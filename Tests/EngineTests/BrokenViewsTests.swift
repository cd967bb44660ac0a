import Calendars
import Engine
import EventLog
import Foundation
import GRDB
import Synchronization
import Testing
import Workflows

@testable import Projections

/// Views in a file that a disk has damaged are made anew, whoever finds it: they are only a copy.
@Suite struct BrokenViewsTests {
    /// A log, and a file of its views from which nothing is missing.
    private struct Stage {
        let scratch: Scratch
        let shop: Workshop
        let path: String

        init() async throws {
            scratch = try Scratch()
            shop = try await Workshop()
            path = scratch.path + "/views.db"
            try await shop.awaitReadiness()
            _ = try await shop.propose("4", at: "2018-11-01")
            shop.clock.move(to: try #require(Timestamp(rfc3339: "2018-11-22T00:00:00.000Z")))
            try #require(try await shop.submitter.remind("2018-0001").count == 1)
            try Views.make(.all, of: shop.log, path: path)
        }

        /// The file with one page overwritten, under another name.
        func damaged(_ page: Int) throws -> String {
            let size = 16_384
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try #require(bytes.count >= page * size)
            bytes.replaceSubrange((page - 1) * size..<page * size, with: Data(count: size))
            let damaged = scratch.path + "/damaged-\(page).db"
            try bytes.write(to: URL(fileURLWithPath: damaged))
            return damaged
        }

        /// The first page of each table and index; of the list of them, page 1.
        func roots() throws -> [String: Int] {
            let database = try DatabaseQueue(path: path)
            let rows = try database.read {
                try Row.fetchAll(
                    $0,
                    sql: "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"
                )
            }
            try database.close()
            let roots = Dictionary(
                uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) }
            )
            return roots.merging(["sqlite_schema": 1]) { first, _ in first }
        }

        func root(of table: String) throws -> Int { try #require(try roots()[table]) }
    }

    /// What people, the loop and `status` ask; nothing of it is written.
    private func answers(_ views: Views, _ now: Timestamp) async throws -> [String] {
        [
            "\(try views.counts().sorted { $0.key < $1.key })",
            "\(try views.board().map { ($0.agreement.id, $0.version, $0.nextDue) })",
            "\(try views.board(stage: "ReadinessAwaited").map(\.agreement.id))",
            "\(try views.board(waitingOn: "35.72").map(\.agreement.id))",
            "\(try views.row(of: "2018-0002")?.agreement.title ?? "")",
            "\(try views.due(by: now, limit: 10)) \(try views.owedCount(by: now))",
            "\(try views.termsOver(by: now, limit: 10)) \(try views.lapsedCount(by: now))",
            "\(try views.untoldExhausted(limit: 10)) \(try views.exhausted(limit: 10))",
            "\(try views.renewals()) \(try views.renewals(of: "2018-0001"))",
            "\(try views.reminders()) \(try views.reminders(of: "2018-0001"))",
            "\(try views.uncarried(role: "petugas")) \(try views.uncarriedRoles())",
            "\(try views.outstanding()) \(try views.undelivered())",
            "\(try views.waitingCounts())",
            "\(try await views.search("kota", limit: 10))",
            "\(try views.unsearchedCount())",
            try views.canonicalDump(),
        ]
    }

    @Test func `whichever table or index is damaged, what is asked is answered as before`()
        async throws
    {
        let stage = try await Stage()
        let now = stage.shop.clock.now()
        let whole = try Views(path: stage.path, log: stage.shop.log)
        let expected = try await answers(whole, now)
        let roots = try stage.roots()
        for table in ["progress", "agreement", "renewal", "waiting", "reminder", "message"] {
            try #require(roots[table] != nil)
        }
        for (name, page) in roots.sorted(by: { $0.value < $1.value }) {
            let path = try stage.damaged(page)
            for life in ["first", "second"] {
                let views = try Views(path: path, log: stage.shop.log)
                // Nothing new is in the log: this writes only where a start found no views any more.
                await views.catchUp()
                #expect(try await answers(views, now) == expected, "\(name), \(life)")
                #expect(views.state.lastError == nil, "\(name), \(life)")
            }
        }
    }

    @Test func `views that do not say how far they are begin anew, in their file`() async throws {
        let stage = try await Stage()
        let path = try stage.damaged(try stage.root(of: "progress"))
        let views = try Views(path: path, log: stage.shop.log)
        #expect(views.state.position == -1)
        #expect(views.state.lastError == nil)
        await views.catchUp()
        #expect(try Views(path: path, log: stage.shop.log).state.position == views.state.position)
    }

    @Test func `a state that can't be read is one that was damaged`() async throws {
        let stage = try await Stage()
        let database = try DatabaseQueue(path: stage.path)
        try await database.write {
            try $0.execute(sql: "UPDATE agreement SET state = '?' || state")
        }
        try database.close()
        let views = try Views(path: stage.path, log: stage.shop.log)
        #expect(try views.board().map(\.agreement.id) == ["2018-0001", "2018-0002"])
    }

    @Test func `of many who ask, one has the views made anew for all`() async throws {
        let stage = try await Stage()
        let listings = Mutex(0)
        let log = TamperedLog(stage.shop.log) { listings.withLock { $0 += 1 } }
        let views = try Views(path: stage.damaged(stage.root(of: "agreement")), log: log)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try views.board().count } }
            for try await count in group { #expect(count == 2) }
        }
        // A rebuild lists the agreements once.
        #expect(listings.withLock(\.self) == 1)
    }

    @Test func `where the folder takes no new file the views go on in memory`() async throws {
        let stage = try await Stage()
        let path = try stage.damaged(try stage.root(of: "agreement"))
        let folder = stage.scratch.path + "/folder"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.moveItem(atPath: path, toPath: folder + "/views.db")
        let views = try Views(path: folder + "/views.db", log: stage.shop.log)
        try FileManager.default.removeItem(atPath: folder)
        #expect(try views.board().count == 2)
        #expect(views.state.lastError?.hasPrefix("in memory: ") == true)
    }

    @Test func `views that can't be made anew either say why, and are asked again`() async throws {
        let stage = try await Stage()
        let isAway = Mutex(false)
        let log = TamperedLog(stage.shop.log) {
            if isAway.withLock(\.self) { throw POSIXError(.EIO) }
        }
        let views = try Views(path: stage.damaged(stage.root(of: "agreement")), log: log)
        isAway.withLock { $0 = true }
        let failure = #expect(throws: ViewsFailure.self) { try views.board() }
        #expect((failure?.cause as? POSIXError)?.code == .EIO)
        isAway.withLock { $0 = false }
        #expect(try views.board().count == 2)
        #expect(views.state.lastError == nil)
    }

    @Test func `what is compared is what was served, damaged as it is`() async throws {
        let stage = try await Stage()
        let folder = try Scratch()
        let views = try Views(
            path: stage.damaged(stage.root(of: "agreement")),
            log: stage.shop.log
        )
        #expect(try views.compare(in: folder.path) == .unusable)
        // Until somebody has asked for it.
        _ = try views.board()
        let other = try Scratch()
        #expect(try views.compare(in: other.path) == .same)
    }
}
