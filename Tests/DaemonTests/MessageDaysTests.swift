import Calendars
import Engine
import Entries
import Language
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon

/// The days of which a message speaks are those that its ladder counts, and those of `show` and `list`.
@Suite(.timeLimit(.minutes(15))) struct MessageDaysTests {
    private static let id = "2018-0001"

    private static func happen(
        _ house: House,
        _ verb: String,
        at time: String? = nil,
        _ fields: [String: JSONValue]
    ) async throws {
        let happening = Submission.Happening(
            intent: verb == "hold" ? .event("Held") : .verb(verb),
            at: time,
            fields: fields
        )
        try await house.record(verb, .happened(agreement: id, happening))
    }

    /// Kota Blitar's readiness, awaited since 7 November 2018.
    private static func await35(
        _ house: House,
        _ more: [String: JSONValue] = [:]
    ) async throws {
        let begun = Submission.Happening(
            intent: .verb("propose"),
            at: "2018-11-07",
            fields: ["title": "Riset bersama", "parties": ["35.72"]]
        )
        try await house.record("propose", .begin(workflow: nil, begun))
        try await happen(house, "discuss", at: "2018-11-07", ["scope": ["riset"]])
        let wait: [String: JSONValue] = ["office": "35.72", "for": "kesiapan"]
        try await happen(house, "await", at: "2018-11-07", wait.merging(more) { $1 })
    }

    private static func move(_ clock: StandingClock, to time: String) throws {
        clock.move(to: try #require(Timestamp(rfc3339: "\(time):00+08:00")))
    }

    /// The next message that reminds of something, and the day on which it leaves.
    private static func next(
        _ house: House,
        _ clock: StandingClock
    ) async throws -> (day: String, message: JournalMessage) {
        while let due = try house.wakeUp.next(after: clock.now()) {
            clock.move(to: due)
            let messages = try await house.wakeUp.run().messages
            if let message = messages.first(where: { !$0.agreements.isEmpty }) {
                return (message.day, message)
            }
        }
        throw Problem(.internalError)
    }

    /// What a message says in both languages.
    private static func lines(_ house: House, _ message: JournalMessage) throws -> [String] {
        let english = try house.wakeUp.outbox.journal.message(
            at: message.entry.position,
            in: .en
        )
        return message.text.lines + (try #require(english).text.lines)
    }

    @Test func `after an answer a stage has had no progress since that answer`() async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.await35(house)
            try Self.move(clock, to: "2018-11-21T10:00")
            try await Self.happen(house, "ready", at: "2018-11-21", ["office": "35.72"])
            let (day, message) = try await Self.next(house, clock)
            #expect(day == "2018-12-05")
            let lines = try Self.lines(house, message)
            #expect(
                lines.contains(
                    "   Belum ada perkembangan sejak Rabu, 21 November 2018 (10 hari kerja)."
                )
            )
            #expect(
                lines.contains(
                    "   No progress yet since Wednesday, 21 November 2018 (10 working days)."
                )
            )
        }
    }

    @Test func `of a broken promise the days after the promised date are said`() async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.await35(house, ["promised": "2018-11-16"])
            let (day, message) = try await Self.next(house, clock)
            // Kota Blitar rests on 20 November.
            #expect(day == "2018-12-03")
            let lines = try Self.lines(house, message)
            #expect(
                lines.contains(
                    "   Menunggu Kota Blitar untuk kesiapan sejak Rabu, 7 November 2018 (10 hari kerja sesudah tanggal yang dijanjikan)."
                )
            )
            #expect(
                lines.contains(
                    "   Waiting for Kota Blitar for kesiapan since Wednesday, 7 November 2018 (10 working days after the promised date)."
                )
            )
        }
    }

    @Test func `after a hold the message, show and list say one number`() async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.await35(house)
            try Self.move(clock, to: "2018-11-09T10:00")
            try await Self.happen(house, "hold", ["until": "2018-11-19", "reason": "uji"])
            let (day, message) = try await Self.next(house, clock)
            #expect(day == "2018-11-30")
            let lines = try Self.lines(house, message)
            #expect(lines.contains { $0.hasSuffix("7 November 2018 (10 hari kerja).") })
            #expect(lines.contains("   Ditahan 10-19 Nov 2018: 6 hari kerja tidak dihitung."))
            func told() throws -> [Int] {
                let maker = AnswerMaker(house, house.submitter.rulesInForce)
                let row = try #require(try house.views.row(of: Self.id))
                let answers = [
                    try maker.answer(row),
                    try #require(try maker.answer(Self.id, TimeSpanQuery())),
                ]
                return answers.flatMap { [$0.workingDays] + $0.awaiting.map(\.workingDays) }
            }
            #expect(try told() == [10, 10, 10, 10])
            // While a hold lasts no day counts either.
            try await house.record(
                "hold-again",
                .happened(
                    agreement: Self.id,
                    Submission.Happening(
                        intent: .event("Held"),
                        fields: ["until": "2018-12-31", "reason": "uji"]
                    )
                )
            )
            try Self.move(clock, to: "2018-12-14T10:00")
            #expect(try told() == [10, 10, 10, 10])
        }
    }
}
