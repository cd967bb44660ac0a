import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Projections
import Reminders
import TestSupport
import Testing
import Workflows

/// The views are what the log says, however they came to it.
@Suite struct ViewsTests {
    private func story(_ shop: Workshop) async throws {
        try await shop.awaitReadiness()
        _ = try await shop.propose("4", at: "2018-11-01")
        _ = try await shop.happen(
            "5",
            "decline",
            ["party": "35.72", "reason": "contoh"],
            agreement: "2018-0002"
        )
    }

    @Test func `who waits for the views does not wait for what others record meanwhile`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let before = shop.log.head.size
        for number in 0..<5 { _ = try await shop.propose("n\(number)", at: "2018-11-02") }
        let log = GrowingLog(shop.log, size: before)
        let views = try Views(path: scratch.path + "/views.db", log: log)
        await views.catchUp()
        #expect(views.state.position == before - 1)
        #expect(views.state.lastError == nil)
        #expect(log.head.size > before)
        await views.catchUp()
        #expect(views.state.position >= before)
        #expect(views.state.lastError == nil)
    }

    @Test func `the board, the waits and the next date follow the log`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        try await story(shop)
        await views.catchUp()
        #expect(views.state.lastError == nil)
        #expect(try views.board().map(\.agreement.id) == ["2018-0001", "2018-0002"])
        #expect(try views.board(waitingOn: "35.72").map(\.agreement.id) == ["2018-0001"])
        #expect(try views.board(stage: "VisitProposed").map(\.agreement.id) == ["2018-0002"])
        #expect(try views.counts() == ["ReadinessAwaited": 1, "closed": 1])
        // Thursday 22 November 2018, 08:00 WITA.
        #expect(try views.firstDue()?.utc == "2018-11-22T00:00:00.000Z")
        let due = Timestamp(rfc3339: "2018-11-22T00:00:00.000Z")
        #expect(try views.due(by: try #require(due), limit: 10) == ["2018-0001"])
    }

    @Test func `rules that are known are taken where the views are that far, and not before`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let path = scratch.path + "/views.db"
        func open() throws -> Views {
            try Views(path: path, log: shop.log, known: shop.submitter.rulesInForce)
        }
        let first = try open()
        #expect(first.rules == nil)
        await first.catchUp()
        let founded = try #require(first.rules?.position)
        let text = try Shipped.text("config/reminders.yaml")
            .replacing("{after: 10, roles: [petugas]}", with: "{after: 7, roles: [petugas]}")
        _ = try await shop.submit("policy", .adopt(RuleFile(text: text)))
        // The file stands where it stood: what was adopted since is not in its dates yet.
        let behind = try open()
        #expect(behind.rules?.position == founded)
        await behind.catchUp()
        let adopted = shop.submitter.rulesInForce.position
        #expect(adopted > founded)
        #expect(try open().rules?.position == adopted)
    }

    @Test func `a rule file that was read before is read as it is adopted`() throws {
        let text = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
        // The same text is another version when it is adopted again.
        for version in [1, 2, 1] {
            guard case .workflow(let workflow) = try RuleFile(text: text).adopted(version: version)
            else {
                Issue.record("a workflow is a workflow")
                return
            }
            #expect(workflow.reference.version == version)
        }
    }

    /// A log of more than forty entries, of every kind that makes rows.
    private func longStory(_ shop: Workshop) async throws {
        try await story(shop)
        let ids = (3...7).map { "2018-000\($0)" }
        for id in ids {
            _ = try await shop.propose("p" + id, at: "2018-11-02")
            _ = try await shop.happen("d" + id, "discuss", ["scope": ["a"]], agreement: id)
            let wait = try await shop.happen(
                "a" + id,
                "await",
                ["office": "35.72", "for": "paraf"],
                agreement: id
            )
            guard id == ids[1] else { continue }
            let position = try #require(wait.entries.first?.position)
            _ = try await shop.submit(
                "c",
                .happened(
                    agreement: id,
                    .init(
                        intent: .event("Corrected"),
                        fields: [
                            "position": .integer(Int(position)), "void": true, "reason": "keliru",
                        ]
                    )
                )
            )
        }
        _ = try await shop.happen("r", "ready", ["office": "35.72"], agreement: ids[0])
        let policy = try Shipped.text("config/reminders.yaml")
            .replacing("{after: 10, roles: [petugas]}", with: "{after: 5, roles: [petugas]}")
        _ = try await shop.submit("policy", .adopt(RuleFile(text: policy)))
        let workflow = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
            .replacing("working-days: 45", with: "working-days: 44")
        _ = try await shop.submit("workflow", .adopt(RuleFile(text: workflow)))
        // One command of many entries.
        _ = try await shop.submit("move", .move(.init(which: .all(workflow: nil), version: nil)))
        shop.clock.move(to: try #require(Timestamp(rfc3339: "2018-12-10T00:00:00.000Z")))
        var reminders: [Entry] = []
        for id in ["2018-0001"] + ids { reminders += try await shop.submitter.remind(id) }
        try await shop.submitter.record(
            .messageIssued,
            key: "m",
            [
                "role": "petugas", "day": "2018-12-10",
                "reminders": .array(reminders.map { .string($0.command.id) }),
            ]
        )
    }

    @Test func `every cut of the batches gives the same dump`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let founded = Int(shop.log.head.size)
        try await longStory(shop)
        let entries = try shop.entries().map { try NewEntry($0) }
        #expect(entries.count > 40)
        let whole = try Views(path: scratch.path + "/whole.db", log: shop.log)
        await whole.catchUp()
        let dump = try whole.canonicalDump()
        #expect(dump.contains("message=\(entries.count - 1)"))
        var generator = SeededGenerator(seed: 5)
        for number in 1...20 {
            // The same entries, of which the views meet one piece after the other; founding is one.
            let log = InMemoryLog()
            let views = try Views(path: scratch.path + "/\(number).db", log: log)
            var cuts = [founded]
            while case let end = cuts[cuts.count - 1], end < entries.count {
                cuts.append(min(end + Int.random(in: 1...12, using: &generator), entries.count))
            }
            for (start, end) in zip([0] + cuts, cuts) {
                try await log.write { transaction in
                    for entry in entries[start..<end] { _ = try transaction.append(entry) }
                }
                await views.catchUp()
                #expect(views.state.position == Int64(end) - 1)
            }
            #expect(views.state.lastError == nil)
            #expect(try views.canonicalDump() == dump, "cut before \(cuts)")
        }
    }

    @Test func `a rebuild gives the same dump as a batch for each command`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let live = try Views(path: scratch.path + "/live.db", log: shop.log)
        // Caught up after every command: one batch each.
        _ = try await shop.propose("1")
        await live.catchUp()
        _ = try await shop.happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        await live.catchUp()
        _ = try await shop.happen(
            "3",
            "await",
            at: "2018-11-07",
            ["office": "35.72", "for": "kesiapan"]
        )
        await live.catchUp()
        shop.clock.move(to: try #require(Timestamp(rfc3339: "2018-11-22T00:00:00.000Z")))
        #expect(try await shop.submitter.remind("2018-0001").count == 1)
        await live.catchUp()
        try await shop.submitter.record(
            .messageIssued,
            key: "m",
            [
                "role": "petugas", "day": "2018-11-22",
                "reminders": ["reminder:2018-0001:9:35.72:menunggu:10:petugas"],
            ]
        )
        await live.catchUp()
        let rebuilt = try Views(path: scratch.path + "/rebuilt.db", log: shop.log)
        await rebuilt.catchUp()
        let dump = try live.canonicalDump()
        #expect(try rebuilt.canonicalDump() == dump)
        #expect(dump.contains("reminder position=10"))
        #expect(dump.contains("message=11"))
    }

    @Test func `made anew beside, agreement by agreement, they are the same row for row`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let live = try Views(path: scratch.path + "/live.db", log: shop.log)
        try await story(shop)
        await live.catchUp()
        shop.clock.move(to: try #require(Timestamp(rfc3339: "2018-11-22T00:00:00.000Z")))
        let reminder = try #require(try await shop.submitter.remind("2018-0001").first)
        _ = try await shop.submitter.gather(
            for: "petugas",
            on: try #require(LocalDate("2018-11-22")),
            [
                CarriedReminder(
                    key: reminder.command.id,
                    agreement: "2018-0001",
                    opener: 9,
                    office: "35.72"
                )
            ]
        )
        _ = try await shop.happen("6", "discuss", at: "2018-11-20", ["scope": ["b"]])
        await live.catchUp()
        #expect(live.state.lastError == nil)
        let dump = try live.canonicalDump()
        #expect(dump.contains("message position="))
        let found = try await live.search("kesiapan", limit: 10).hits.map(\.agreement)
        #expect(found == ["2018-0001"])

        try await live.rebuild()
        #expect(try live.canonicalDump() == dump)
        #expect(try await live.search("kesiapan", limit: 10).hits.map(\.agreement) == found)
        // What comes afterwards goes on in the new file.
        _ = try await shop.submit(
            "7",
            .happened(
                agreement: "2018-0001",
                .init(intent: .event("NoteAdded"), fields: ["text": "catatan"])
            )
        )
        await live.catchUp()
        #expect(live.state.position == shop.log.head.size - 1)
        #expect(live.state.lastError == nil)
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/live.db.new"))
        let fresh = try Views(path: scratch.path + "/fresh.db", log: shop.log)
        try await fresh.rebuild()
        #expect(try fresh.canonicalDump() == (try live.canonicalDump()))
    }

    @Test func `several workers make the same rows as batches do`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        for number in 10..<40 { _ = try await shop.propose("\(number)", at: "2018-11-02") }
        let live = try Views(path: scratch.path + "/live.db", log: shop.log)
        await live.catchUp()
        #expect(live.state.lastError == nil)
        let dump = try live.canonicalDump()
        for agreements in [1, 3, 256] {
            let path = scratch.path + "/\(agreements).db"
            try Views.make(.all, of: shop.log, path: path, inPartsOf: agreements)
            let made = try Views(path: path, log: shop.log)
            #expect(made.state.position == shop.log.head.size - 1)
            #expect(try made.canonicalDump() == dump)
            #expect(
                try await made.search("contoh", limit: 10).hits.map(\.agreement) == ["2018-0002"]
            )
        }
    }

    @Test func `a page holds several agreements, however the file was made`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        try await story(shop)
        let live = try Views(path: scratch.path + "/live.db", log: shop.log)
        await live.catchUp()
        try Views.make(.all, of: shop.log, path: scratch.path + "/made.db")
        for name in ["live.db", "made.db"] {
            let file = try #require(FileHandle(forReadingAtPath: scratch.path + "/" + name))
            // The page size, in the header of the file: 16,384 bytes.
            #expect(try file.read(upToCount: 18)?.suffix(2) == Data([0x40, 0x00]), "\(name)")
            try file.close()
        }
    }

    @Test func `who waits is woken when they are there, and one who gives up wakes nobody else`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        _ = try await shop.propose("1")
        let last = shop.log.head.size - 1
        let patient = Task { await views.wait(for: last) }
        let impatient = Task { await views.wait(for: last) }
        impatient.cancel()
        await impatient.value
        #expect(views.state.position < last)
        await views.catchUp()
        await patient.value
        #expect(views.state.position == last)
        // What is there already is not waited for.
        await views.wait(for: last)
    }

    @Test func `garbage, and the views of another log, are made anew`() async throws {
        let scratch = try Scratch()
        let path = scratch.path + "/views.db"
        try Data("not a database at all, but long enough to be read".utf8)
            .write(to: URL(fileURLWithPath: path))
        let shop = try await Workshop()
        try await story(shop)
        let views = try Views(path: path, log: shop.log)
        await views.catchUp()
        #expect(try views.board().count == 2)

        let other = try await Workshop(start: "2018-11-09T01:00:00.000Z")
        _ = try await other.propose("1")
        let foreign = try Views(path: path, log: other.log)
        await foreign.catchUp()
        #expect(try foreign.board().count == 1)
        #expect(foreign.state.lastError == nil)
    }

    @Test func `views ahead of a log that lost its end are made anew`() async throws {
        let scratch = try Scratch()
        let path = scratch.path + "/views.db"
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let beginning = try shop.log.read(after: -1, limit: 1_000).map(\.leaf)
        _ = try await shop.happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        let ahead = try Views(path: path, log: shop.log)
        await ahead.catchUp()
        #expect(try ahead.row(of: "2018-0001")?.agreement.stage == "ScopeDiscussed")

        // The same log, restored from a copy that was made after the first command.
        let restored = try await Workshop()
        _ = try await restored.propose("1")
        #expect(try restored.log.read(after: -1, limit: 1_000).map(\.leaf) == beginning)
        let views = try Views(path: path, log: restored.log)
        await views.catchUp()
        #expect(try views.row(of: "2018-0001")?.agreement.stage == "VisitProposed")
        #expect(views.state.position == restored.log.head.size - 1)
        #expect(views.state.lastError == nil)
    }

    @Test func `a new policy moves the dates of every open agreement`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        try await story(shop)
        await views.catchUp()
        let text = try Shipped.text("config/reminders.yaml")
            .replacing("{after: 10, roles: [petugas]}", with: "{after: 5, roles: [petugas]}")
        _ = try await shop.submit("p", .adopt(RuleFile(text: text)))
        await views.catchUp()
        // Wednesday 14 November 2018.
        #expect(try views.firstDue()?.utc == "2018-11-14T00:00:00.000Z")
        let rebuilt = try Views(path: scratch.path + "/rebuilt.db", log: shop.log)
        await rebuilt.catchUp()
        #expect(try rebuilt.canonicalDump() == (try views.canonicalDump()))
    }
}

/// Reminders are decided inside the writer's transaction, under keys that never expire.
@Suite struct RemindTests {
    private func waiting() async throws -> Workshop {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        _ = try await shop.happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        _ = try await shop.happen(
            "3",
            "await",
            at: "2018-11-07",
            ["office": "35.72", "for": "kesiapan"]
        )
        return shop
    }

    private func move(_ shop: Workshop, to text: String) throws {
        shop.clock.move(to: try #require(Timestamp(rfc3339: text)))
    }

    @Test func `nothing is owed a minute before eight, one reminder at eight, none after`()
        async throws
    {
        let shop = try await waiting()
        try move(shop, to: "2018-11-21T23:59:00.000Z")
        #expect(try await shop.submitter.remind("2018-0001").isEmpty)
        try move(shop, to: "2018-11-22T00:00:00.000Z")
        let first = try await shop.submitter.remind("2018-0001")
        #expect(
            first.map(\.command.id) == ["reminder:2018-0001:9:35.72:menunggu:10:petugas"]
        )
        #expect(first[0].causation == (try shop.entries()[9].id))
        #expect(try await shop.submitter.remind("2018-0001").isEmpty)
        try move(shop, to: "2018-11-23T01:00:00.000Z")
        #expect(try await shop.submitter.remind("2018-0001").isEmpty)
    }

    @Test func `an answer that came first stops the reminder`() async throws {
        let shop = try await waiting()
        try move(shop, to: "2018-11-22T00:00:00.000Z")
        _ = try await shop.happen("4", "ready", at: "2018-11-21", ["office": "35.72"])
        #expect(try await shop.submitter.remind("2018-0001").isEmpty)
    }

    @Test func `a message carries what still stands at the moment of its writing`() async throws {
        let shop = try await waiting()
        try move(shop, to: "2018-11-22T00:00:00.000Z")
        let reminder = try #require(try await shop.submitter.remind("2018-0001").first)
        let carried = CarriedReminder(
            key: reminder.command.id,
            agreement: "2018-0001",
            opener: 9,
            office: "35.72"
        )
        let day = try #require(LocalDate("2018-11-22"))
        // On hold nothing leaves, though the reminder is in the log.
        _ = try await shop.submit(
            "h",
            .happened(
                agreement: "2018-0001",
                .init(
                    intent: .event("Held"),
                    fields: ["until": "2018-11-23", "reason": "Menunggu anggaran"]
                )
            )
        )
        #expect(try await shop.submitter.gather(for: "petugas", on: day, [carried]) == nil)
        _ = try await shop.submit(
            "r",
            .happened(agreement: "2018-0001", .init(intent: .event("Resumed")))
        )
        let entry = try #require(
            try await shop.submitter.gather(for: "petugas", on: day, [carried])
        )
        #expect(entry.data["reminders"] == [.string(reminder.command.id)])
        // One a day for each recipient, and no other day's after the answer.
        #expect(try await shop.submitter.gather(for: "petugas", on: day, [carried]) == nil)
        _ = try await shop.happen("4", "ready", ["office": "35.72"])
        let next = day.adding(days: 1)
        #expect(try await shop.submitter.gather(for: "petugas", on: next, [carried]) == nil)
    }

    // Of short names, and as long as a key gets: ladder and role of 64 characters, a body of 34.
    @Test(arguments: [(ladder: 8, role: 7, body: 4), (ladder: 64, role: 64, body: 34)])
    func `a message carries no more than fits, and says how many wait`(
        names: (ladder: Int, role: Int, body: Int)
    ) async throws {
        let shop = try await waiting()
        try move(shop, to: "2018-11-22T00:00:00.000Z")
        let many = (0..<Submitter.keysOfMessageMax.count + 3).map { number in
            CarriedReminder(
                key: "reminder:2018-0001:\(1_000_000 + number):35.72/"
                    + String(repeating: "b", count: names.body) + ":"
                    + String(repeating: "m", count: names.ladder) + ":50:100:"
                    + String(repeating: "r", count: names.role),
                agreement: "2018-0001",
                opener: 9,
                office: "35.72"
            )
        }
        let day = try #require(LocalDate("2018-11-22"))
        let entry = try #require(try await shop.submitter.gather(for: "petugas", on: day, many))
        let carried = try #require(entry.data["reminders"]?.array?.count)
        #expect(entry.data["waiting"] == .integer(many.count - carried))
        if names.ladder == 8 {
            #expect(carried == Submitter.keysOfMessageMax.count)
        } else {
            // As many as fit, and not one more.
            let key = try #require(many.first?.key.utf8.count) + 3
            #expect(carried == Submitter.keysOfMessageMax.bytes / key)
        }
    }

    @Test func `the rules before an entry are those that held when it was written`() async throws {
        let shop = try await waiting()
        let size = shop.log.head.size
        let text = try Shipped.text("config/reminders.yaml")
            .replacing("Petugas kerja sama", with: "Staf kerja sama")
        _ = try await shop.submit("p", .adopt(RuleFile(text: text)))
        let now = shop.submitter.rulesInForce
        #expect(now.policy?.role(named: "petugas")?.label.id == "Staf kerja sama")
        let then = try #require(try now.before(size, in: shop.log))
        #expect(then.policy?.role(named: "petugas")?.label.id == "Petugas kerja sama")
        #expect(try now.before(size + 1, in: shop.log)?.adoptions.count == now.adoptions.count)
        #expect(try now.before(1, in: shop.log) == nil)
    }

    @Test func `many at once issue one`() async throws {
        let shop = try await waiting()
        try move(shop, to: "2018-11-22T00:00:00.000Z")
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask { try await shop.submitter.remind("2018-0001").count }
            }
            return try await group.reduce(0, +)
        }
        #expect(counts == 1)
    }
}
