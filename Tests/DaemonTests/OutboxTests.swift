import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Foundation
import Language
import Projections
import TestSupport
import Testing
import Workflows

@testable import Daemon

/// When a message counts as delivered, and to whom it is still to go.
@Suite struct OutboxTests {
    @Test(
        arguments: [
            (Tally(reached: [], refused: 0, givenUp: 0, pending: 1), Tally.Verdict.wait),
            (Tally(reached: ["c-0001"], refused: 0, givenUp: 1, pending: 1), .wait),
            (
                Tally(reached: ["c-0001", "webhook"], refused: 1, givenUp: 0, pending: 0),
                .delivered(.init(channel: "mail", reached: 2, refused: 1))
            ),
            (
                Tally(reached: ["webhook"], refused: 0, givenUp: 0, pending: 0),
                .delivered(.init(channel: "webhook", reached: 1))
            ),
            (
                Tally(reached: [], refused: 2, givenUp: 0, pending: 0),
                .failed(.refused, .init(channel: "mail", refused: 2))
            ),
            (
                Tally(reached: [], refused: 0, givenUp: 1, pending: 0),
                .failed(.gaveUp, .init(channel: "mail", unreached: 1))
            ),
            (
                Tally(reached: ["c-0001"], refused: 0, givenUp: 1, pending: 0),
                .delivered(.init(channel: "mail", reached: 1, unreached: 1))
            ),
            (
                Tally(reached: [], refused: 0, givenUp: 0, pending: 0),
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

    @Test func `somebody is told when kembar-deliver asks no more, and something waits for it`()
        async throws
    {
        try await Self.with { household, outbox, clock in
            func move(_ minutes: Int64) {
                clock.move(to: Household.start.adding(milliseconds: minutes * 60_000))
            }
            move(120)
            #expect(try outbox.carrierSilence() == nil)
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            let message = try await Self.trial(household, outbox)
            _ = try await outbox.carry(message.position)
            #expect(try outbox.carrierSilence() == Household.start)
            _ = try DeliveryDesk(outbox: outbox).list()
            #expect(try outbox.carrierSilence() == nil)
            move(189)
            #expect(try outbox.carrierSilence() == nil)
            move(191)
            #expect(
                try outbox.carrierSilence() == Household.start.adding(milliseconds: 120 * 60_000)
            )
        }
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

    @Test func `the pause outlives the daemon, and goes on doubling in its next life`() async throws
    {
        try await Self.with { household, outbox, clock in
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            let message = try await Self.trial(household, outbox)
            let path = household.folder + "/data/contacts.db"
            var due = Household.start
            for pause in [60, 120, 240] {
                // Whatever is known of the tries before stands in the file.
                let next = Outbox(
                    submitter: outbox.submitter,
                    views: outbox.views,
                    journal: outbox.journal,
                    contacts: try Contacts(path: path),
                    channels: outbox.channels,
                    isRehearsal: false
                )
                _ = try await next.carry(message.position)
                func waiting() throws -> [String] {
                    try next.due(message.position, role: "petugas").map(\.id)
                }
                if due > Household.start {
                    clock.move(to: due.adding(milliseconds: -1))
                    #expect(try waiting() == [])
                    #expect(try next.nextTry(message.position, role: "petugas") == due)
                }
                clock.move(to: due)
                #expect(try waiting() == ["c-0001"])
                let later = try await next.note(
                    .later(reason: "450"),
                    of: message.position,
                    for: #require(try next.recipient("c-0001", of: "petugas"))
                )
                #expect(later.standing == .outstanding && later.retrySeconds == pause)
                due = due.adding(milliseconds: Int64(pause) * 1_000)
            }
        }
    }

    @Test func `officers read in the guide how long a message is tried`() throws {
        let guide = try Shipped.text("docs/reminders.md")
        #expect(Channels.triedMilliseconds == 5 * 86_400_000)
        #expect(guide.contains("sesudah lima hari") && guide.contains("after five days"))
    }

    @Test func `only a try in vain after five days gives up, not the days alone`() async throws {
        try await Self.with { household, outbox, clock in
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            let message = try await Self.trial(household, outbox)
            _ = try await outbox.carry(message.position)
            let person = try #require(try outbox.due(message.position, role: "petugas").first)
            let end = message.recorded.adding(milliseconds: Channels.triedMilliseconds)
            clock.move(to: end.adding(milliseconds: -1))
            let before = try await outbox.note(
                .later(reason: "421"),
                of: message.position,
                for: person
            )
            #expect(before.standing == .outstanding && before.retrySeconds == 60)
            // The machine was off meanwhile: that is no reason to lose the message.
            clock.move(to: end.adding(milliseconds: Channels.triedMilliseconds))
            #expect(try await outbox.settle(message.position) == .outstanding)
            #expect(try outbox.due(message.position, role: "petugas").map(\.id) == ["c-0001"])
            let last = try await outbox.note(
                .later(reason: "421"),
                of: message.position,
                for: person
            )
            #expect(last.standing == .failed && last.retrySeconds == nil)
            await household.house.views.catchUp()
            #expect(try household.house.views.undelivered().map(\.position) == [message.position])
            #expect(try household.house.views.outstanding() == [])
            let outcome = try Self.newest(household)
            #expect(outcome.data["reason"] == "gaveUp" && outcome.data["unreached"] == 1)
        }
    }

    private static func newest(_ household: Household) throws -> Entry {
        let kept = try household.house.log.entry(at: household.house.log.head.size - 1)
        return try Entry(bytes: try #require(kept?.bytes))
    }

    @Test func `one who leaves the role while the mail is on its way was reached all the same`()
        async throws
    {
        try await Self.with { household, outbox, _ in
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            let message = try await Self.trial(household, outbox)
            _ = try await outbox.carry(message.position)
            _ = try household.house.contacts.set(
                PersonChange(
                    number: 1,
                    role: "petugas",
                    name: "Satu (SINTETIS)",
                    until: LocalDate("2018-11-07")
                ),
                usual: "id",
                on: #require(LocalDate("2018-11-08"))
            )
            #expect(try outbox.recipients(of: "petugas").isEmpty)
            #expect(try outbox.recipient("c-0001", of: "kabag") == nil)
            let person = try #require(try outbox.recipient("c-0001", of: "petugas"))
            let told = try await outbox.note(.delivered, of: message.position, for: person)
            #expect(told.standing == .delivered)
            let outcome = try Self.newest(household)
            #expect(outcome.data["reached"] == 1 && outcome.data["fallback"] == nil)
        }
    }

    @Test(arguments: [true, false])
    func `what has reached somebody was said, whatever it speaks of is answered since`(
        hasReached: Bool
    ) async throws {
        try await Self.with { household, outbox, clock in
            let house = household.house
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            try Self.hire(household, "Dua (SINTETIS)", "dua@contoh.invalid")
            let wakeUp = WakeUp(submitter: house.submitter, views: house.views, outbox: outbox)
            try await household.propose()
            clock.move(to: try #require(try house.views.firstDue()))
            _ = try await wakeUp.run()
            let position = try #require(try house.views.outstanding().first)
            let due = try outbox.due(position, role: "petugas")
            try #require(due.count == 2)
            if hasReached { _ = try await outbox.note(.delivered, of: position, for: due[0]) }
            _ = try await outbox.note(.later(reason: "451"), of: position, for: due[1])
            // Somebody is awaited now: the stage's own reminder stands no longer.
            _ = try await house.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar"),
                    key: "await",
                    digest: "0123456789abcdef",
                    request: .happened(
                        agreement: "2018-0001",
                        .init(
                            intent: .event("AnswerAwaited"),
                            fields: ["office": "35.72", "for": "jawaban surat"]
                        )
                    )
                )
            )
            await house.views.catchUp()
            let outcome = try #require(try await outbox.askOnceMore(position))
            #expect(outcome.type == (hasReached ? "MessageDelivered" : "MessageFailed"))
            if hasReached {
                #expect(outcome.data["channel"] == "mail")
                #expect(outcome.data["reached"] == 1 && outcome.data["unreached"] == 1)
            }
            #expect(try house.contacts.deliveries(of: position) == [])
            await house.views.catchUp()
            #expect(try house.views.outstanding() == [])
            // What was said waits for no other message.
            #expect(try house.views.uncarried(role: "petugas").isEmpty == hasReached)
        }
    }

    @Test func `what a crash left of a settled message is forgotten by the next life, once`()
        async throws
    {
        try await Self.with { household, outbox, _ in
            let contacts = household.house.contacts
            try Self.hire(household, "Satu (SINTETIS)", "satu@contoh.invalid")
            let open = try await Self.trial(household, outbox)
            _ = try await outbox.carry(open.position)
            let kept = try contacts.deliveries(of: open.position)
            #expect(!kept.isEmpty)
            try outbox.forgetSettled()
            #expect(try contacts.deliveries(of: open.position) == kept)
            try await household.house.submitter.recordDelivery(of: open)
            // It looks at the start only.
            try outbox.forgetSettled()
            #expect(try contacts.carriedMessages() == [open.position])
            let next = Outbox(
                submitter: outbox.submitter,
                views: outbox.views,
                journal: outbox.journal,
                contacts: contacts,
                channels: outbox.channels,
                isRehearsal: false
            )
            try next.forgetSettled()
            #expect(try contacts.carriedMessages() == [])
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

/// A message as a file of the spool folder.
@Suite struct SpooledMailTests {
    @Test func `a file that is written again is the old one or the new one, never half of one`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            let message = try await house.submitter.issueTrial(
                to: "petugas",
                on: #require(LocalDate("2018-11-08")),
                channel: MessageChannel.spool,
                actor: .user(id: "a-0001", role: "kembar"),
                key: "coba",
                digest: "0123456789abcdef"
            )
            await house.views.catchUp()
            func write(_ language: Language, to folder: String) throws {
                let read = try house.wakeUp.outbox.journal.message(
                    at: message.position,
                    in: language
                )
                let origin = house.wakeUp.outbox.journal.checkpoints.origin
                try SpooledMail(#require(read), to: [], origin: origin).write(to: folder)
            }
            try TemporaryFolder.with { folder in
                try write(.en, to: folder)
                let names = try FileManager.default.contentsOfDirectory(atPath: folder)
                let path = try folder + "/" + #require(names.first)
                let old = try #require(FileManager.default.contents(atPath: path))
                func inode() throws -> Int? {
                    try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber]
                        as? Int
                }
                let before = try inode()
                // Somebody is about to read it.
                let reader = try #require(FileHandle(forReadingAtPath: path))
                try write(.id, to: folder)
                let new = try #require(FileManager.default.contents(atPath: path))
                #expect(new != old && !new.isEmpty)
                #expect(try reader.readToEnd() == old)
                #expect(try inode() != before)
                // Nothing is left beside it that a mail program would take for a message.
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == names)
                #expect(names.count == 1)
            }
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

    @Test func `somebody who comes back holds the role again, from that day and without an end`()
        throws
    {
        try with { contacts, _ in
            let (first, last) = (today.adding(days: -9), today.adding(days: -2))
            let before = try set(
                contacts,
                .init(role: "petugas", name: "Contoh", since: first, until: last)
            )
            #expect(before?.until == last)
            #expect(try contacts.people(holding: "petugas", on: today) == [])
            let again = try set(
                contacts,
                .init(role: "petugas", name: "Contoh", mail: "a@contoh.invalid")
            )
            #expect(again?.id == before?.id)
            #expect(again?.since == today && again?.until == nil)
            #expect(try contacts.people(holding: "petugas", on: today).count == 1)
            // Said of a number it changes what is given only; a last day that was given stays.
            _ = try set(contacts, .init(role: "petugas", name: "Contoh", since: first, until: last))
            let renamed = try set(contacts, .init(number: 1, role: "petugas", name: "Contoh Lain"))
            #expect(renamed?.until == last)
            let corrected = try set(
                contacts,
                .init(role: "petugas", name: "Contoh Lain", until: last.adding(days: -1))
            )
            #expect(corrected?.since == first && corrected?.until == last.adding(days: -1))
        }
    }

    @Test func `address and last day can be taken back, and the days have to fit together`() throws
    {
        try with { contacts, _ in
            let last = today.adding(days: 9)
            _ = try set(
                contacts,
                .init(role: "petugas", name: "Contoh", mail: "a@contoh.invalid", until: last)
            )
            try contacts.note("550", of: 1)
            let open = try set(
                contacts,
                .init(role: "petugas", name: "Contoh", cleared: [.until])
            )
            #expect(open?.until == nil && open?.mail == "a@contoh.invalid")
            let silent = try set(
                contacts,
                .init(role: "petugas", name: "Contoh", cleared: [.mail])
            )
            #expect(silent?.mail == nil && silent?.lastFailure == nil)
            #expect(throws: EndsBeforeItBegins.self) {
                try set(
                    contacts,
                    .init(role: "petugas", name: "Contoh", until: today.adding(days: -1))
                )
            }
            let left = try #require(silent)
            #expect(try contacts.people() == [left])
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
            let name = try contacts.givenName(of: .uid(1000), at: Household.start) { 0 }
            let again = try Contacts(path: path)
            #expect(try again.name(of: .uid(1000)) == name)
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
