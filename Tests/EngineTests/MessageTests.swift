import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Projections
import TestSupport
import Testing
import Workflows

/// A message is asked about once more before it leaves, and has one outcome.
@Suite struct MessageTests {
    private static let day = "2018-11-22"
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A wait for Kota Blitar whose reminder a message carries; the clock stands in that morning's window.
    private func shop() async throws -> (shop: Workshop, message: Entry) {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        _ = try await shop.happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        let wait: [String: JSONValue] = ["office": "35.72", "for": "kesiapan"]
        _ = try await shop.happen("3", "await", at: "2018-11-07", wait)
        shop.clock.move(to: try #require(Timestamp(rfc3339: "\(Self.day)T00:00:00.000Z")))
        let reminders = try await shop.submitter.remind("2018-0001")
        #expect(reminders.count == 1)
        return (shop, try #require(try await gather(shop)))
    }

    /// What the wake-up does: of what no message carries, by the views, the day's message.
    private func gather(_ shop: Workshop) async throws -> Entry? {
        let views = try await views(shop)
        let waiting = try views.uncarried(role: "petugas").map {
            CarriedReminder(
                key: $0.key,
                agreement: $0.agreement,
                opener: $0.opener,
                office: $0.office
            )
        }
        let day = try #require(LocalDate(Self.day))
        return try await shop.submitter.gather(for: "petugas", on: day, waiting)
    }

    private func hold(_ shop: Workshop, _ key: String) async throws {
        try await record(shop, key, "Held", ["until": "2018-11-23", "reason": "contoh"])
    }

    private func record(
        _ shop: Workshop,
        _ key: String,
        _ event: String,
        _ fields: [String: JSONValue] = [:]
    ) async throws {
        let happening = Submission.Happening(intent: .event(event), fields: fields)
        _ = try await shop.submit(key, .happened(agreement: "2018-0001", happening))
    }

    private func views(_ shop: Workshop) async throws -> Views {
        let views = try Views(path: scratch.path + "/\(shop.log.head.size).db", log: shop.log)
        await views.catchUp()
        return views
    }

    @Test func `a message that leaves at once is one for a reminder, and none of the day`()
        async throws
    {
        let (shop, message) = try await shop()
        let key = try #require(message.data["reminders"]?.array?.first?.string)
        let opener = try #require(
            try await views(shop).reminders(of: "2018-0001").first { $0.key == key }
        ).opener
        let reminder = CarriedReminder(
            key: key,
            agreement: "2018-0001",
            opener: opener,
            office: "35.72"
        )
        let day = try #require(LocalDate("2018-11-23"))
        func send() async throws -> Entry? {
            try await shop.submitter.sendAtOnce(reminder, for: "petugas", on: day)
        }
        let sent = try #require(try await send())
        #expect(sent.data["immediate"] == true)
        #expect(try await send() == nil)
        #expect(try await !views(shop).hasMessage(role: "petugas", day: day))
        // What no longer stands does not leave.
        try await hold(shop, "h")
        #expect(try await shop.submitter.askOnceMore(message: sent.position) != nil)
        #expect(try await send() == nil)
    }

    @Test func `what still stands may leave, and is delivered once`() async throws {
        let (shop, message) = try await shop()
        #expect(try await shop.submitter.askOnceMore(message: message.position) == nil)
        try await shop.submitter.recordDelivery(of: message)
        try await shop.submitter.recordDelivery(of: message)
        let outcomes = try shop.entries().filter { $0.type == "MessageDelivered" }
        #expect(outcomes.map(\.causation) == [message.id])
        // The day has had its message, and what was delivered can't fail any more.
        #expect(try await gather(shop) == nil)
        _ = try await shop.happen("4", "ready", ["office": "35.72"])
        #expect(try await shop.submitter.askOnceMore(message: message.position) == nil)
    }

    @Test(arguments: ["ready", "withdraw"])
    func `what was answered or ended in between fails, and nothing of it is said again`(
        verb: String
    ) async throws {
        let (shop, message) = try await shop()
        let fields: [String: JSONValue] =
            verb == "ready" ? ["office": "35.72"] : ["party": "35.72", "reason": "contoh"]
        _ = try await shop.happen("4", verb, fields)
        let failed = try #require(
            try await shop.submitter.askOnceMore(message: message.position)
        )
        #expect(failed.type == "MessageFailed")
        #expect(failed.causation == message.id)
        #expect(failed.data["message"] == .integer(Int(message.position)))
        #expect(failed.data["reason"] == "noLongerStands")
        #expect(failed.data["reminders"] == message.data["reminders"])
        // It is its only outcome.
        #expect(try await shop.submitter.askOnceMore(message: message.position) == nil)
        try await shop.submitter.recordDelivery(of: message)
        #expect(try shop.entries().last == failed)
        #expect(try await gather(shop) == nil)
        #expect(try await views(shop).outstanding() == [])
    }

    @Test func `what was held in between goes out with another message when the hold is over`()
        async throws
    {
        let (shop, message) = try await shop()
        try await hold(shop, "4")
        #expect(try await shop.submitter.askOnceMore(message: message.position) != nil)
        #expect(try await gather(shop) == nil)
        try await record(shop, "5", "Resumed")
        let second = try #require(try await gather(shop))
        #expect(second.command.id == message.command.id + ":2")
        #expect(second.data["reminders"] == message.data["reminders"])
        // The views say so whether they followed or were made at once.
        let views = try await views(shop)
        #expect(try views.outstanding() == [second.position])
        #expect(try views.hasMessage(role: "petugas", day: #require(LocalDate(Self.day))))
        let followed = try views.canonicalDump()
        try await views.rebuild()
        #expect(try views.canonicalDump() == followed)
        // Held again it fails again, and the third is told apart from both.
        try await hold(shop, "6")
        #expect(try await shop.submitter.askOnceMore(message: second.position) != nil)
        try await record(shop, "7", "Resumed")
        #expect(try await gather(shop)?.command.id == message.command.id + ":3")
    }

    @Test func `what can't be read any more does not hold a message for ever`() async throws {
        let folder = scratch.path + "/log"
        let shop = try await Workshop(folder: folder)
        _ = try await shop.propose("1")
        _ = try await shop.happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        let wait: [String: JSONValue] = ["office": "35.72", "for": "kesiapan"]
        _ = try await shop.happen("3", "await", at: "2018-11-07", wait)
        let morning = "\(Self.day)T00:00:00.000Z"
        shop.clock.move(to: try #require(Timestamp(rfc3339: morning)))
        _ = try await shop.submitter.remind("2018-0001")
        let message = try #require(try await gather(shop))
        await shop.log.close()

        // As a disk does it: behind the log's back.
        let path = URL(filePath: folder + "/log.db")
        var bytes = try Data(contentsOf: path)
        let purpose = try #require(bytes.range(of: Data("\"kesiapan\"".utf8)))
        bytes.replaceSubrange(purpose, with: Data("\"kesiagan\"".utf8))
        try bytes.write(to: path)
        let again = try await Workshop(folder: folder, start: morning)
        let failed = try #require(
            try await again.submitter.askOnceMore(message: message.position)
        )
        #expect(failed.data["reason"] == "noLongerStands")
        #expect(failed.data["reminders"] == message.data["reminders"])
        await again.log.close()
    }
}
