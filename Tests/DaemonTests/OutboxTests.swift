import Calendars
import Contacts
import Engine
import Entries
import Foundation
import Projections
import Testing

@testable import Daemon

/// When a message counts as delivered, and to whom it is still to go.
@Suite struct OutboxTests {
    @Test(
        arguments: [
            (Tally(reached: [], refused: 0, pending: 1, isOver: false), Tally.Verdict.wait),
            (Tally(reached: ["c-0001"], refused: 0, pending: 1, isOver: false), .wait),
            (
                Tally(reached: ["c-0001", "webhook"], refused: 1, pending: 0, isOver: false),
                .delivered(.init(channel: "mail", reached: 2, refused: 1))
            ),
            (
                Tally(reached: ["webhook"], refused: 0, pending: 0, isOver: false),
                .delivered(.init(channel: "webhook", reached: 1))
            ),
            (
                Tally(reached: [], refused: 2, pending: 0, isOver: false),
                .failed(.refused, .init(channel: "mail", refused: 2))
            ),
            (
                Tally(reached: [], refused: 0, pending: 1, isOver: true),
                .failed(.gaveUp, .init(channel: "mail", unreached: 1))
            ),
            (
                Tally(reached: ["c-0001"], refused: 0, pending: 1, isOver: true),
                .delivered(.init(channel: "mail", reached: 1, unreached: 1))
            ),
            (
                Tally(reached: [], refused: 0, pending: 0, isOver: false),
                .delivered(.init(fallback: "noAddress"))
            ),
        ] as [(Tally, Tally.Verdict)]
    )
    func `delivered is what has reached somebody and leaves nobody to be tried`(
        tally: Tally,
        verdict: Tally.Verdict
    ) {
        #expect(tally.verdict == verdict)
    }

    @Test func `the pause between two tries doubles, up to four hours`() {
        let channels = Channels(carried: ["mail"])
        #expect((1...4).map(channels.pause) == [60, 120, 240, 480])
        #expect(channels.pause(after: 9) == 14_400)
        #expect(channels.pause(after: 1_000) == 14_400)
    }

    /// A house of which mail leaves, on a clock of the test's.
    private static func with(
        _ body: (Household, Outbox, StandingClock) async throws -> Void
    ) async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let old = household.house.wakeUp.outbox
            let outbox = Outbox(
                submitter: old.submitter,
                views: old.views,
                journal: old.journal,
                contacts: old.contacts,
                channels: Channels(carried: ["mail"]),
                isRehearsal: false
            )
            try await body(household, outbox, clock)
        }
    }

    private static func hire(_ household: Household, _ name: String, _ mail: String?) throws {
        _ = try household.house.contacts.set(
            PersonChange(role: "petugas", name: name, mail: mail),
            usual: "id",
            on: #require(LocalDate("2018-11-01"))
        )
    }

    private static func trial(_ household: Household, _ outbox: Outbox) async throws -> Entry {
        let entry = try await household.house.submitter.issueTrial(
            to: "petugas",
            on: #require(LocalDate("2018-11-08")),
            channel: outbox.meant,
            actor: .user(id: "a-0001", role: "kembar"),
            key: "coba",
            digest: "0123456789abcdef"
        )
        await household.house.views.catchUp()
        return entry
    }

    @Test
    func `each address is due once, waits as long as it was told, and is settled with the last`()
        async throws
    {
        try await Self.with { household, outbox, clock in
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            try Self.hire(household, "Dua (SINTETIS)", "SATU@contoh.invalid")
            try Self.hire(household, "Tiga (SINTETIS)", "tiga@contoh.invalid")
            try Self.hire(household, "Tanpa (SINTETIS)", nil)
            let message = try await Self.trial(household, outbox)
            _ = try await outbox.carry(message.position)
            let due = try outbox.due(message.position, role: "petugas")
            #expect(due.map(\.id) == ["c-0001", "c-0003"])
            let later = try await outbox.note(
                .later(reason: "450"),
                of: message.position,
                for: due[0]
            )
            #expect(later.standing == .outstanding && later.retrySeconds == 60)
            #expect(try outbox.due(message.position, role: "petugas").map(\.id) == ["c-0003"])
            #expect(try household.house.contacts.people()[0].lastFailure == "450")
            let one = try await outbox.note(.delivered, of: message.position, for: due[1])
            #expect(one.standing == .outstanding)
            clock.move(to: Household.start.adding(milliseconds: 60_000))
            #expect(try outbox.due(message.position, role: "petugas").map(\.id) == ["c-0001"])
            let all = try await outbox.note(.delivered, of: message.position, for: due[0])
            #expect(all.standing == .delivered)
            #expect(try household.house.contacts.people()[0].lastFailure == nil)
            #expect(try household.house.contacts.deliveries(of: message.position) == [])
        }
    }

    @Test func `what can't be delivered for five days is given up, and not said again that day`()
        async throws
    {
        try await Self.with { household, outbox, clock in
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            let message = try await Self.trial(household, outbox)
            _ = try await outbox.carry(message.position)
            clock.move(to: message.recorded.adding(milliseconds: Channels.triedMilliseconds))
            #expect(try await outbox.settle(message.position) == .failed)
            await household.house.views.catchUp()
            #expect(try household.house.views.undelivered().map(\.position) == [message.position])
            #expect(try household.house.views.outstanding() == [])
        }
    }

    @Test func `who is erased is no recipient any more, and the message stays in the journal`()
        async throws
    {
        try await Self.with { household, outbox, _ in
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            let message = try await Self.trial(household, outbox)
            _ = try await outbox.carry(message.position)
            #expect(try household.house.contacts.erase(1))
            #expect(try await outbox.settle(message.position) == .delivered)
        }
    }
}

/// People in the file of contacts.
@Suite struct PeopleTests {
    private func with(_ body: (Contacts, String) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/contacts.db"
            try body(try Contacts(path: path), path)
        }
    }

    private let today = LocalDate.earliest.adding(days: 736_000)

    private func set(_ contacts: Contacts, _ change: PersonChange) throws -> Person? {
        try contacts.set(change, usual: "id", on: today)
    }

    @Test func `a name in a role is one person, said twice or more exactly`() throws {
        try with { contacts, _ in
            let first = try set(contacts, .init(role: "petugas", name: "Contoh"))
            let again = try set(
                contacts,
                .init(role: "petugas", name: "Contoh", mail: "a@contoh.invalid", language: "en")
            )
            #expect(first?.id == "c-0001" && again?.id == "c-0001")
            #expect(again?.since == today && again?.language == "en")
            #expect(try set(contacts, .init(role: "kabag", name: "Contoh"))?.id == "c-0002")
            let moved = try set(contacts, .init(number: 2, role: "sekda", name: "Contoh Lain"))
            #expect(moved?.role == "sekda" && moved?.name == "Contoh Lain")
            #expect(try set(contacts, .init(number: 9, role: "sekda", name: "x")) == nil)
            #expect(try contacts.people().count == 2)
        }
    }

    @Test func `a role is held from the first to the last day`() throws {
        try with { contacts, _ in
            let (first, last) = (today.adding(days: 2), today.adding(days: 4))
            _ = try set(
                contacts,
                .init(role: "petugas", name: "Contoh", since: first, until: last)
            )
            let held = try (1...5).map { day in
                try contacts.people(holding: "petugas", on: today.adding(days: day)).count
            }
            #expect(held == [0, 1, 1, 1, 0])
        }
    }

    @Test func `who is erased is gone from the file, and the number is nobody's again`() throws {
        try with { contacts, path in
            let mail = "sangat.pribadi@contoh.invalid"
            _ = try set(contacts, .init(role: "petugas", name: "Nama Rahasia", mail: mail))
            try contacts.keep(Delivery(message: 7, recipient: "c-0001", state: .waiting))
            #expect(try contacts.erase(1))
            #expect(try !contacts.erase(1))
            #expect(try contacts.deliveries(of: 7) == [])
            let bytes = try #require(FileManager.default.contents(atPath: path))
            #expect(bytes.range(of: Data("Nama Rahasia".utf8)) == nil)
            #expect(bytes.range(of: Data(mail.utf8)) == nil)
            #expect(try set(contacts, .init(role: "petugas", name: "Lain"))?.id == "c-0002")
        }
    }

    @Test func `a file of an older release gets its tables and keeps its names`() throws {
        try with { contacts, path in
            let name = try contacts.givenName(ofUser: 1000, at: Household.start) { 0 }
            let again = try Contacts(path: path)
            #expect(try again.name(ofUser: 1000) == name)
            #expect(try again.people() == [])
        }
    }
}

/// What the journal of systemd gets.
@Suite struct JournalEntryTests {
    @Test func `a field of several lines has its length in front`() throws {
        let entry = JournalEntry(fields: [("PRIORITY", "5"), ("MESSAGE", "a\nb")])
        #expect(
            entry.bytes == Array("PRIORITY=5\nMESSAGE\n".utf8) + [3, 0, 0, 0, 0, 0, 0, 0]
                + Array("a\nb\n".utf8)
        )
    }

    @Test func `the catalog explains every id, in both languages`() throws {
        for file in ["kembar.catalog", "kembar.en.catalog"] {
            let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("systemd/\(file)")
            let text = try String(contentsOf: path, encoding: .utf8)
            for id in JournalEntry.Catalog.all {
                #expect(text.contains("\n-- \(id)\nSubject: "), "\(file): \(id)")
            }
        }
    }
}
