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
import Wire
import Workflows

@testable import Daemon

/// The weekly report as the daemon issues it.
@Suite(.timeLimit(.minutes(15))) struct WeeklyTests {
    private static func with(
        at start: String,
        _ body: (House, StandingClock) async throws -> Void
    ) async throws {
        let clock = StandingClock(at: try instant(start))
        try await Household.with(clock: clock) { household in
            try await household.propose()
            try await body(household.house, clock)
        }
    }

    private static func instant(_ time: String) throws -> Timestamp {
        try #require(Timestamp(rfc3339: "\(time):00+08:00"))
    }

    private static func messages(_ house: House) throws -> [Entry] {
        try house.log.read(after: -1, limit: 10_000)
            .filter { $0.type == "MessageIssued" }
            .map { try HistoryReader.entry($0, in: house.log) }
    }

    /// `kabag 2018-11-12` for each message that is a report.
    private static func reports(_ house: House) throws -> [String] {
        try messages(house).filter { $0.data["weekly"] != nil }.map {
            "\($0.data["role"]?.string ?? "") \($0.data["day"]?.string ?? "")"
        }
    }

    @Test func `it comes once a week although nothing is owed, and no wake-up repeats it`()
        async throws
    {
        try await Self.with(at: "2018-11-08T09:00") { house, clock in
            // Founded in the middle of a week: that one has none.
            _ = try await house.wakeUp.run()
            #expect(try Self.messages(house).isEmpty)
            let monday = try Self.instant("2018-11-12T08:00")
            #expect(try house.wakeUp.next(after: clock.now()) == monday)
            clock.move(to: monday.adding(milliseconds: -1))
            _ = try await house.wakeUp.run()
            #expect(try Self.messages(house).isEmpty)
            clock.move(to: monday)
            for _ in 1...3 { _ = try await house.wakeUp.run() }
            clock.move(to: try Self.instant("2018-11-14T10:00"))
            // Without what it remembers: as after a restart.
            try await house.views.rebuild()
            for _ in 1...2 { _ = try await house.wakeUp.run() }
            #expect(try Self.reports(house) == ["petugas 2018-11-12", "kabag 2018-11-12"])
            #expect(try house.views.outstanding() == [])
            #expect(
                try house.wakeUp.next(after: clock.now()) == Self.instant("2018-11-19T08:00")
            )
            // The nag itself has nothing before the twenty-second.
            #expect(
                try house.wakeUp.nextReminder(after: clock.now())
                    == Self.instant("2018-11-23T08:00")
            )
        }
    }

    @Test func `its figures are in the log, and its text is made of them alone`() async throws {
        try await Self.with(at: "2018-11-08T09:00") { house, clock in
            clock.move(to: try Self.instant("2018-11-12T08:00"))
            let written = try await house.wakeUp.run().messages
            let entry = try #require(try Self.messages(house).first)
            #expect(entry.data["reminders"] == [])
            let weekly = try #require(entry.data["weekly"])
            #expect(weekly["week"] == "2018-11-12")
            #expect(weekly["open"] == 1)
            #expect(weekly["stages"] == [["name": "VisitProposed", "papers": 1]])
            #expect(weekly["due"] == "2018-11-23T00:00:00.000Z")
            #expect(weekly["agreement"] == "2018-0001")
            #expect(weekly["next"] == "2018-11-19")
            #expect(weekly["audit"] == ["state": "whole", "size": .integer(Int(entry.position))])
            let text = try #require(written.first).text
            clock.move(to: try Self.instant("2018-11-13T08:00"))
            let journal = house.wakeUp.outbox.journal
            #expect(try journal.message(at: entry.position)?.text == text)
            let english = try #require(try journal.message(at: entry.position, in: .en)?.text)
            #expect(english.lines.contains("   1 paper is under way: Visit proposed 1."))
            #expect(text.lines.contains { $0.contains("Kunjungan Diusulkan 1") })
            #expect(text.lines.contains { $0.contains("utuh") })
            #expect(text.lines.last(where: { !$0.isEmpty })?.contains("test.invalid") == true)
        }
    }

    @Test func `an office that no list has goes by the name that its paper gives it`()
        async throws
    {
        try await Self.with(at: "2018-11-08T09:00") { house, clock in
            let parties: JSONValue = [["code": "jp", "name": "Kota Contoh"]]
            let begun = Submission.Happening(
                intent: .verb("propose"),
                at: nil,
                fields: ["title": "Kota kembar", "parties": parties]
            )
            try await house.record("begin", .begin(workflow: nil, begun))
            let wait = Submission.Happening(
                intent: .event("AnswerAwaited"),
                at: nil,
                fields: ["office": "jp", "for": "jawaban"]
            )
            try await house.record("wait", .happened(agreement: "2018-0002", wait))
            clock.move(to: try Self.instant("2018-11-12T08:00"))
            let report = try #require(try await house.wakeUp.run().messages.first)
            // The paper, not its words: what is redacted there stands nowhere else.
            #expect(
                report.entry.data["weekly"]?["awaited"] == [
                    ["office": "jp", "papers": 1, "agreement": "2018-0002"]
                ]
            )
            #expect(report.text.lines.contains("   Yang ditunggu: Kota Contoh (1 naskah)."))

            let explained = try await house.answer(
                ReminderExplanation.self,
                to: "/v1/agreements/2018-0002/reminders"
            )
            #expect(explained.openers.compactMap(\.office?.name) == ["Kota Contoh"])
            let silent = explained.openers.compactMap(\.silent).first
            #expect(silent?.params["offices"] == ["Kota Contoh"])
            #expect(explained.openers.map(\.calendarOffice.name).contains("Kota Contoh"))
            let list = try await house.answer(ReminderList.self, to: "/v1/reminders")
            let names = Set(list.items.compactMap(\.office?.name))
            #expect(names == ["Kota Contoh"])
        }
    }

    @Test func `days ahead that rest on an expected day off are marked in it`() async throws {
        try await Self.with(at: "2018-12-14T09:00") { house, clock in
            // The Galungan days are only expected: next week's report waits until they are over.
            clock.move(to: try Self.instant("2018-12-17T08:00"))
            let written = try await house.wakeUp.run().messages
            let explained = try await house.answer(
                ReminderExplanation.self,
                to: "/v1/agreements/2018-0001/reminders"
            )
            #expect(explained.weekly?.next?.hasPrefix("2018-12-28") == true)
            #expect(explained.weekly?.nextDoubt == DayDoubt(estimated: true, missingYears: []))
            let weekly = try #require(try Self.messages(house).first?.data["weekly"])
            #expect(weekly["dueDoubt"]?["estimated"] == true)
            #expect(weekly["nextDoubt"] == ["estimated": true, "missingYears": []])
            let lines = try #require(written.first).text.lines
            #expect(
                lines.contains {
                    $0.hasPrefix("   Pengingat berikutnya: ")
                        && $0.hasSuffix(" [perkiraan], 2018-0001.")
                }
            )
            #expect(
                lines.contains {
                    $0.hasPrefix("   Kabar berikutnya: Jumat, 28 Desember 2018 [perkiraan]. ")
                }
            )
            let legend = "   [perkiraan]: ada hari libur yang belum ditetapkan."
            #expect(lines.count { $0 == legend } == 1)
        }
        try await Self.with(at: "2018-11-08T09:00") { house, clock in
            clock.move(to: try Self.instant("2018-11-12T08:00"))
            _ = try await house.wakeUp.run()
            let weekly = try #require(try Self.messages(house).first?.data["weekly"])
            #expect(weekly["dueDoubt"] == nil && weekly["nextDoubt"] == nil)
        }
    }

    @Test func `with reminders of the same day it is one message, and taken back it comes again`()
        async throws
    {
        // Ten working days after the twelfth are Tuesday, the 27th; the report was due on Monday.
        try await Self.with(at: "2018-11-12T09:00") { house, clock in
            clock.move(to: try Self.instant("2018-11-27T08:00"))
            // Nobody was awake on Monday: one message makes up for it. By mail, so that it waits.
            let outbox = Outbox(
                submitter: house.submitter,
                views: house.views,
                journal: house.wakeUp.outbox.journal,
                contacts: house.contacts,
                channels: Channels(carried: ["mail"]),
                isRehearsal: false
            )
            _ = try house.contacts.set(
                PersonChange(role: "petugas", name: "Satu (SINTETIS)", mail: "satu@contoh.invalid"),
                usual: "id",
                on: #require(LocalDate("2018-11-01"))
            )
            let wakeUp = WakeUp(submitter: house.submitter, views: house.views, outbox: outbox)
            _ = try await wakeUp.run()
            let first = try #require(
                try Self.messages(house).first { $0.data["role"] == "petugas" }
            )
            #expect(first.data["reminders"]?.array?.count == 1)
            #expect(first.data["weekly"]?["week"] == "2018-11-26")
            // Before it is carried, the visit leads to a discussion: what it says stands no more.
            _ = try await house.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar"),
                    key: "discuss",
                    digest: "0123456789abcdef",
                    request: .happened(
                        agreement: "2018-0001",
                        .init(intent: .verb("discuss"), fields: ["scope": ["pariwisata"]])
                    )
                )
            )
            #expect(try await house.submitter.askOnceMore(message: first.position) != nil)
            for _ in 1...2 { _ = try await wakeUp.run() }
            let all = try Self.messages(house).filter { $0.data["role"] == "petugas" }
            #expect(all.count == 2)
            #expect(all.last?.data["reminders"] == [])
            #expect(all.last?.data["weekly"]?["week"] == "2018-11-26")
            #expect(all.last?.command.id == first.command.id + ":2")
        }
    }

    @Test func `a day off moves it, and a policy without it sends none`() async throws {
        try await Self.with(at: "2018-12-17T15:00") { house, clock in
            while let next = try house.wakeUp.next(after: clock.now()),
                next < (try Self.instant("2018-12-30T08:00"))
            {
                clock.move(to: next)
                _ = try await house.wakeUp.run()
            }
            #expect(try Self.reports(house) == ["petugas 2018-12-28", "kabag 2018-12-28"])
            let text = try String(
                contentsOfFile: Household.shipped + "/reminders.yaml",
                encoding: .utf8
            )
            _ = try await house.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar-admin"),
                    key: "policy",
                    digest: "0123456789abcdef",
                    request: .adopt(
                        RuleFile(
                            text: text.split(separator: "\n", omittingEmptySubsequences: false)
                                .filter { !$0.hasPrefix("weekly:") }.joined(separator: "\n")
                        )
                    )
                )
            )
            await house.views.catchUp()
            clock.move(to: try Self.instant("2019-01-14T09:00"))
            _ = try await house.wakeUp.run()
            #expect(try Self.reports(house).count == 2)
        }
    }

    @Test func `a spool folder that takes nothing is told apart from the journal`() async throws {
        try await Self.with(at: "2018-11-08T09:00") { house, clock in
            clock.move(to: try Self.instant("2018-11-12T08:00"))
            let outbox = Outbox(
                submitter: house.submitter,
                views: house.views,
                journal: house.wakeUp.outbox.journal,
                contacts: house.contacts,
                channels: Channels(spool: "/dev/null/spool"),
                isRehearsal: true
            )
            let wakeUp = WakeUp(submitter: house.submitter, views: house.views, outbox: outbox)
            let outcome = try await wakeUp.run()
            #expect(outcome.failure?.place == MessageChannel.spool)
            #expect(wakeUp.troubles.now.unwritten?.place == MessageChannel.spool)
            #expect(try !house.views.outstanding().isEmpty)
        }
    }

    @Test
    func `a message names a calendar that lacks the running year, and no more than it lacks`()
        async throws
    {
        // The shipped calendar of Bali has none of its own days for 2020, the national one has all.
        let words =
            "Hari libur 2020 yang khusus di kalender id-bali belum diketahui; hari libur lainnya sudah. Tambahkan"
        try await Self.with(at: "2019-12-27T09:00") { house, clock in
            clock.move(to: try Self.instant("2019-12-30T08:00"))
            let before = try #require(try await house.wakeUp.run().messages.last).text.lines
            #expect(before.contains { $0.hasPrefix(words + " sebelum tahun itu mulai: kembar") })
            clock.move(to: try Self.instant("2020-01-06T08:00"))
            let message = try #require(try await house.wakeUp.run().messages.last)
            #expect(message.entry.data["nextYear"] == nil)
            #expect(message.text.lines.contains(words + ": kembar calendars adopt BERKAS."))
            let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
            let notice = status.problems.first { $0.code == "calendar-this-year" }
            #expect(
                notice?.params == ["calendar": "id-bali", "year": 2020, "files": ["id-bali"]]
            )
        }
    }

    @Test func `from November on a message names the calendars that lack the next year`()
        async throws
    {
        try await Self.with(at: "2027-10-22T09:00") { house, clock in
            clock.move(to: try Self.instant("2027-10-25T08:00"))
            _ = try await house.wakeUp.run()
            #expect(try Self.messages(house).allSatisfy { $0.data["nextYear"] == nil })
            clock.move(to: try Self.instant("2027-11-01T08:00"))
            let written = try await house.wakeUp.run().messages
            let late = try #require(try Self.messages(house).last)
            #expect(late.data["nextYear"]?["year"] == 2028)
            #expect(late.data["nextYear"]?["calendars"]?.array?.contains("id-bali") == true)
            #expect(
                written.last?.text.lines.contains {
                    $0.hasPrefix("Kalender id-bali belum memuat hari libur 2028")
                } == true
            )
            // From that very day, as the guide tells officers.
            let circumstances = house.submitter.rulesInForce.circumstances
            for (text, isNamed) in [("2027-10-31", false), ("2027-11-01", true)] {
                let day = try #require(LocalDate(text))
                #expect((circumstances.missingNextYear(on: day) != nil) == isNamed, "\(text)")
            }
            let guide = try Shipped.text("docs/reminders.md")
            #expect(guide.contains("mulai 1 November") && guide.contains("from 1 November"))
        }
    }
}
