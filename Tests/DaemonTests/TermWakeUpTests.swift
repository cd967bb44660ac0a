import Calendars
import Engine
import Entries
import EventLog
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

    private static func types(_ house: House) throws -> [String] {
        try house.log.read(after: -1, limit: 1_000).map(\.type)
    }

    @Test func `a term that is over is ended at midnight, and an unsigned renewal leaves a gap`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.begin(
                house,
                "old",
                "register",
                ["from": "2013-12-01", "until": "2018-11-30"]
            )
            try await Self.begin(house, "new", "propose", ["renews": ["2018-0001"]])
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
            clock.move(to: clock.now().adding(milliseconds: 400 * 86_400_000))
            _ = try await house.wakeUp.run()
            #expect(try Self.types(house).count { $0 == "LadderExhausted" } == 1)
        }
    }
}
