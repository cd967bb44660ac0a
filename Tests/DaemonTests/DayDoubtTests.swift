import Calendars
import Engine
import Entries
import Language
import Projections
import RuleFiles
import Testing
import Wire
import Workflows

@testable import Daemon

/// What answers say of a day that is not certain, and of a limit before and after its last day.
@Suite(.timeLimit(.minutes(15))) struct DayDoubtTests {
    private static func begin(_ house: House) async throws {
        let begun = Submission.Happening(
            intent: .verb("propose"),
            at: nil,
            fields: ["title": "Riset bersama", "parties": ["35.72"], "kind": "KSDPL"]
        )
        try await house.record("propose", .begin(workflow: nil, begun))
    }

    @Test
    func `a reminder that counts past a day only expected says so, and the board of the next`()
        async throws
    {
        // Friday 14 December 2018: ten working days lead past the Galungan days, which are only expected.
        let start = try #require(Timestamp(rfc3339: "2018-12-14T01:00:00.000Z"))
        try await Household.with(clock: StandingClock(at: start)) { household in
            let house = household.house
            try await Self.begin(house)
            let maker = AnswerMaker(house, house.submitter.rulesInForce)
            let planner = try #require(try maker.planner())
            let row = try #require(try house.views.board().first)
            let next = try #require(try maker.reminders(of: row.agreement, planner).first)
            #expect(next.doubt?.estimated == true)
            let told = try maker.answer(row)
            #expect(told.nextReminder == next.goesOut)
            #expect(told.nextReminderDoubt == next.doubt)
        }
    }

    @Test func `status says of what comes next what the board says of it`() async throws {
        for (start, isEstimated) in [
            ("2018-12-14T09:00:00+08:00", true), ("2018-11-08T09:00:00+08:00", false),
        ] {
            let clock = StandingClock(at: try #require(Timestamp(rfc3339: start)))
            try await Household.with(clock: clock) { household in
                let house = household.house
                try await Self.begin(house)
                let row = try #require(try house.views.board().first)
                let told = try AnswerMaker(house, house.submitter.rulesInForce).answer(row)
                let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
                #expect(status.reminders.nextWake == told.nextReminder)
                #expect(status.reminders.nextWakeDoubt == told.nextReminderDoubt)
                #expect((status.reminders.nextWakeDoubt?.estimated ?? false) == isEstimated)
            }
        }
    }

    @Test func `a message marks the last day of a limit in a year without data`() async throws {
        let start = try #require(Timestamp(rfc3339: "2027-12-01T09:00:00+08:00"))
        let clock = StandingClock(at: start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.begin(house)
            for (verb, fields) in [
                ("discuss", ["scope": ["riset"]]),
                ("await", ["office": "51.08/DPRD", "for": "persetujuan"]),
            ] as [(String, [String: JSONValue])] {
                let happening = Submission.Happening(intent: .verb(verb), at: nil, fields: fields)
                try await house.record(verb, .happened(agreement: "2027-0001", happening))
            }
            var found: JournalMessage?
            while found == nil, let due = try house.wakeUp.next(after: clock.now()) {
                clock.move(to: due)
                found = try await house.wakeUp.run().messages.first { !$0.agreements.isEmpty }
            }
            let message = try #require(found)
            #expect(message.day < "2028")
            let lines = message.text.lines
            #expect(
                lines.contains {
                    $0.hasPrefix("   Batas waktu ") && $0.contains(": sampai ")
                        && $0.hasSuffix(" 2028 [tanpa kalender 2028].")
                }
            )
            #expect(lines.contains("   Hari libur 2028 belum ada; dihitung Senin sampai Jumat."))
        }
    }

    @Test func `a reminder whose days are all fixed has no doubt`() async throws {
        try await Household.with(clock: StandingClock(at: Household.start)) { household in
            let house = household.house
            try await Self.begin(house)
            let maker = AnswerMaker(house, house.submitter.rulesInForce)
            let row = try #require(try house.views.board().first)
            let told = try maker.answer(row)
            #expect(told.nextReminder != nil && told.nextReminderDoubt == nil)
        }
    }

    @Test func `the days of a hold that a paper leaves out of its number stand beside it`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.begin(house)
            func told() throws -> AgreementAnswer {
                let row = try #require(try house.views.board().first)
                return try AnswerMaker(house, house.submitter.rulesInForce).answer(row)
            }
            #expect(try told().heldDays == nil)
            let hold = Submission.Happening(
                intent: .event("Held"),
                at: nil,
                fields: ["until": "2018-12-31", "reason": "Menunggu anggaran"]
            )
            try await house.record("hold", .happened(agreement: "2018-0001", hold))
            clock.move(to: Household.start.adding(milliseconds: 14 * 86_400_000))
            let answer = try told()
            #expect(answer.workingDays == 0)
            #expect((answer.heldDays ?? 0) > 0)
        }
    }

    @Test func `a limit says that it runs, and once it is over what may be recorded`() async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.begin(house)
            for (verb, fields) in [
                ("discuss", ["scope": ["riset"]]),
                ("await", ["office": "51.08/DPRD", "for": "persetujuan"]),
            ] as [(String, [String: JSONValue])] {
                let happening = Submission.Happening(intent: .verb(verb), at: nil, fields: fields)
                try await house.record(
                    verb,
                    .happened(agreement: "2018-0001", happening)
                )
            }
            let agreement = try #require(try house.views.row(of: "2018-0001")?.agreement)
            func told() throws -> (opener: OpenerExplanation, reminder: ReminderAnswer) {
                let maker = AnswerMaker(house, house.submitter.rulesInForce)
                let planner = try #require(try maker.planner())
                let openers = try maker.explanation(of: agreement, planner).openers
                let reminders = try maker.reminders(of: agreement, planner)
                return (
                    try #require(openers.first { $0.limitLabel != nil }),
                    try #require(reminders.first { $0.limitLabel != nil })
                )
            }
            let before = try told()
            #expect(before.opener.limitRuns == true && before.reminder.limitRuns == true)
            #expect(before.opener.limits?.first?.event == nil)
            let end = try #require(
                house.submitter.rulesInForce.circumstances.limitEnds(of: agreement).first
            )
            clock.move(to: end.lapses)
            let after = try told()
            #expect(after.opener.limitRuns == nil && after.reminder.limitRuns == nil)
            let limit = try #require(after.opener.limits?.first)
            #expect(limit.event == "DeemedApproved")
            #expect(limit.fields == ["office=51.08/DPRD", "citing=\(end.limit.source.text)"])
        }
    }
}
