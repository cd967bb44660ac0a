import Calendars
import Engine
import Entries
import EventLog
import Language
import Mail
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon

/// What the loop does about terms and ladders by itself, and what it shows of them.
@Suite(.timeLimit(.minutes(5))) struct TermWakeUpTests {
    private static func begin(
        _ house: House,
        _ key: String,
        _ verb: String,
        _ fields: [String: JSONValue]
    ) async throws {
        let named: [String: JSONValue] = ["title": "Naskah contoh", "parties": ["35.72"]]
        _ = try await house.submitter.submit(
            Submission(
                actor: .user(id: "a-0001", role: "kembar"),
                key: key,
                digest: "0123456789abcdef",
                request: .begin(
                    workflow: nil,
                    Submission.Happening(
                        intent: .verb(verb),
                        at: "2018-11-07",
                        source: nil,
                        fields: fields.merging(named) { $1 }
                    )
                )
            )
        )
        await house.views.catchUp()
    }

    /// An agreement whose term ends on 30 November 2018, and one that renews it.
    private static func beginRenewal(_ house: House) async throws {
        try await begin(house, "old", "register", ["from": "2013-12-01", "until": "2018-11-30"])
        try await begin(house, "new", "propose", ["renews": ["2018-0001"]])
    }

    private static func types(_ house: House) throws -> [String] {
        try house.log.read(after: -1, limit: 1_000).map(\.type)
    }

    @Test func `a term that is over is ended at midnight, and an unsigned renewal leaves a gap`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.beginRenewal(house)
            func gaps() throws -> [GapAnswer] {
                try AnswerMaker(house, house.submitter.rulesInForce).gaps()
            }
            // Midnight in Bali, when no window is open.
            let end = try #require(try house.views.firstTermEnd())
            #expect(end.utc == "2018-11-30T16:00:00.000Z")
            clock.move(to: end.adding(milliseconds: -1))
            _ = try await house.wakeUp.run()
            #expect(try !Self.types(house).contains("TermEnded"))
            #expect(try gaps() == [])

            clock.move(to: end)
            for _ in 1...3 { _ = try await house.wakeUp.run() }
            #expect(try Self.types(house).count { $0 == "TermEnded" } == 1)
            let gap = GapAnswer(
                since: "2018-12-01",
                predecessor: "2018-0001",
                successor: "2018-0002"
            )
            #expect(try gaps() == [gap])
            let maker = AnswerMaker(house, house.submitter.rulesInForce)
            for id in ["2018-0001", "2018-0002"] {
                let row = try #require(try house.views.row(of: id))
                #expect(try maker.answer(row).gap == gap)
            }
            // Ended, it is not closed anew, and its final report is asked for on the next working day.
            let old = try #require(try house.views.row(of: "2018-0001"))
            #expect(old.agreement.closed?.event == "Registered")
            #expect(old.nextDue?.utc == "2018-12-03T00:00:00.000Z")
        }
    }

    @Test func `the weekly report counts the papers whose renewal left a gap`() async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.beginRenewal(house)
            let line =
                "   Celah (masa berlaku sudah berakhir, perpanjangannya belum ditandatangani) pada 1 naskah: kembar list."
            for (day, isGap) in [("2018-11-26", false), ("2018-12-03", true)] {
                clock.move(to: try #require(Timestamp(rfc3339: "\(day)T08:00:00+08:00")))
                let reports = try await house.wakeUp.run().messages.filter {
                    $0.entry.data["weekly"] != nil
                }
                let report = try #require(reports.first)
                let gaps = report.entry.data["weekly"]?["gaps"]?.integer
                #expect(gaps == (isGap ? 1 : nil), "\(day)")
                #expect(report.text.lines.contains(line) == isGap, "\(day)")
            }
        }
    }

    /// A paper abroad of which the Minister is to be told until 26 November 2018, six months before its end.
    private static func registerAbroad(_ house: House) async throws {
        try await begin(
            house,
            "abroad",
            "register",
            ["kind": "KSDPL", "from": "2014-05-27", "until": "2019-05-26"]
        )
    }

    /// Every message that carries a reminder.
    private static func messages(_ house: House) throws -> [Entry] {
        try house.log.read(after: -1, limit: 1_000).filter { $0.type == "MessageIssued" }
            .map { try HistoryReader.entry($0, in: house.log) }
            .filter { $0.data["reminders"]?.array?.isEmpty == false }
    }

    private static func roles(_ messages: [Entry]) -> [String] {
        messages.map { $0.data["role"]?.string ?? "-" }
    }

    @Test func `what the law sets a date for leaves behind the day's message, once`() async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await household.propose()
            clock.move(to: try #require(Timestamp(rfc3339: "2018-11-23T08:00:00+08:00")))
            _ = try await house.wakeUp.run()
            let before = try Self.messages(house)
            #expect(Self.roles(before) == ["petugas"])

            clock.move(to: try #require(Timestamp(rfc3339: "2018-11-23T10:00:00+08:00")))
            try await Self.registerAbroad(house)
            for _ in 1...3 { _ = try await house.wakeUp.run() }
            let later = Array(try Self.messages(house).dropFirst())
            // Both have had their message of the day: one with a reminder, one with the weekly report.
            #expect(Self.roles(later) == ["petugas", "kabag"])
            #expect(later.map { $0.data["immediate"]?.bool } == [true, true])
            for message in later {
                let key = message.data["reminders"]?.array?.first?.string ?? ""
                #expect(key.contains(":pemberitahuan-perpanjangan:2018-11-26-7:"))
            }
            let first = try #require(later.first)
            let message = try house.wakeUp.outbox.journal.message(at: first.position)
            let text = try #require(message).text
            let subject =
                "[GLADI] Batas hukum: Pengingat kerja sama daerah, Jumat, 23 November 2018"
            #expect(text.subject.hasPrefix(subject))
            let line =
                "   Batas pemberitahuan perpanjangan (batas hukum, Permendagri 25/2020 Ps 33): Senin, 26 November 2018 (3 hari lagi); masa berlaku berakhir Minggu, 26 Mei 2019."
            #expect(text.lines.contains(line))
        }
    }

    @Test func `the law's date stands in calendars, and is told of when the paper is recorded`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.registerAbroad(house)
            let rules = house.submitter.rulesInForce
            let row = try #require(try house.views.row(of: "2018-0001"))
            let days = OpenDeadline.all(of: row.agreement, rules)
            #expect(
                days.map { "\($0.day) \($0.answer(origin: "o").kind)" } == [
                    "2018-11-26 limit", "2019-05-26 term",
                ]
            )
            let event = try #require(days.first).event(origin: "o", rehearsal: false, in: .id)
            #expect(event.summary == "Batas pemberitahuan perpanjangan (2018-0001)")
            #expect(event.details.contains("Batas hukum"))
        }
    }

    @Test func `once the law's date has passed calendars are without it, and messages say so`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.registerAbroad(house)
            clock.move(to: try #require(Timestamp(rfc3339: "2018-11-26T10:00:00+08:00")))
            let day = try await house.wakeUp.run().messages.filter { !$0.agreements.isEmpty }
            #expect(!day.isEmpty)
            for message in day {
                #expect(message.deadlines.map(\.day.description) == ["2018-11-26", "2019-05-26"])
                #expect(!message.text.lines.contains { $0.contains("perpanjangan yang ditanda") })
            }
            // 90 days before the end.
            clock.move(to: try #require(Timestamp(rfc3339: "2019-02-25T08:00:00+08:00")))
            let later = try await house.wakeUp.run().messages.filter { !$0.agreements.isEmpty }
            let message = try #require(later.first)
            #expect(message.deadlines.map(\.day.description) == ["2019-05-26"])
            let journal = house.wakeUp.outbox.journal
            let english = try #require(
                try journal.message(at: message.entry.position, in: .en)
            )
            let lines = message.text.lines + english.text.lines
            #expect(
                lines.contains(
                    "   Batas pemberitahuan perpanjangan (batas hukum, Permendagri 25/2020 Ps 33): Senin, 26 November 2018 (sudah lewat); belum ada perpanjangan yang ditandatangani."
                )
            )
            #expect(
                lines.contains(
                    "   Notice of renewal (legal limit, Permendagri 25/2020 Ps 33): Monday, 26 November 2018 (passed); no renewal is signed yet."
                )
            )
        }
    }

    @Test func `of two waits the answer names the one whose ladder is at its end`() async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await household.propose()
            func wait(for office: String) async throws {
                let fields: [String: JSONValue] = ["office": .string(office), "for": "kesiapan"]
                let happening = Submission.Happening(
                    intent: .event("AnswerAwaited"),
                    at: nil,
                    fields: fields
                )
                try await house.record(office, .happened(agreement: "2018-0001", happening))
            }
            func ended() throws -> [[Bool?]] {
                let maker = AnswerMaker(house, house.submitter.rulesInForce)
                let row = try #require(try house.views.row(of: "2018-0001"))
                let answers = [
                    try maker.answer(row),
                    try #require(try maker.answer("2018-0001", TimeSpanQuery())),
                ]
                return answers.map { $0.awaiting.map(\.exhausted) }
            }
            try await wait(for: "35.72")
            clock.move(to: clock.now().adding(milliseconds: 60 * 86_400_000))
            try await wait(for: "51.08/DPRD")
            #expect(try ended() == [[nil, nil], [nil, nil]])
            while try house.views.exhaustedCount() == 0, let due = try house.views.firstDue() {
                clock.move(to: due)
                _ = try await house.wakeUp.run()
            }
            #expect(try house.views.firstDue() != nil)
            #expect(try ended() == [[true, nil], [true, nil]])
        }
    }

    @Test func `a ladder that has said its last is recorded in the same wake-up`() async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await household.propose()
            var told = 0
            while let due = try house.views.firstDue() {
                clock.move(to: due)
                _ = try await house.wakeUp.run()
                told = try Self.types(house).count { $0 == "LadderExhausted" }
            }
            #expect(told == 1)
            #expect(try house.views.exhaustedCount() == 1)
            #expect(try house.views.exhausted(limit: 20) == ["2018-0001"])
            clock.move(to: clock.now().adding(milliseconds: 400 * 86_400_000))
            _ = try await house.wakeUp.run()
            #expect(try Self.types(house).count { $0 == "LadderExhausted" } == 1)
        }
    }
}
