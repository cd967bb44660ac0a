import Calendars
import Engine
import Entries
import EventLog
import Projections
import Synchronization
import Testing
import Wire
import Workflows

@testable import Daemon

/// A clock that somebody, or a broken battery, has set ahead.
@Suite(.timeLimit(.minutes(5))) struct ClockSetAheadTests {
    /// A machine whose wall clock can be set, and whose time passes all the same.
    private final class Machine: WallClock, SteadyClock {
        private let state = Mutex((wall: Household.start, passed: Int64(0)))

        func now() -> Timestamp { state.withLock { $0.wall } }

        func elapsedMilliseconds() -> Int64 { state.withLock { $0.passed } }

        func pass(_ milliseconds: Int64) {
            state.withLock {
                $0.wall = $0.wall.adding(milliseconds: milliseconds)
                $0.passed += milliseconds
            }
        }

        func set(aheadBy milliseconds: Int64) {
            state.withLock { $0.wall = $0.wall.adding(milliseconds: milliseconds) }
        }
    }

    private static let day: Int64 = 24 * 3_600_000

    private static func types(_ house: House, after position: Int64) throws -> [Entry] {
        try house.log.read(after: position, limit: 100).map {
            try Entry(bytes: try #require($0.bytes))
        }
    }

    @Test func `one that was set back and comes right again has not jumped`() async throws {
        let machine = Machine()
        try await Household.with(clock: machine, steady: machine) { household in
            let house = household.house
            machine.pass(9 * Self.day)
            _ = try await house.wakeUp.run()
            let head = house.log.head.size
            machine.set(aheadBy: -3 * Self.day)
            _ = try await house.wakeUp.run()
            machine.pass(60_000)
            machine.set(aheadBy: 3 * Self.day)
            _ = try await house.wakeUp.run()
            let types = try Self.types(house, after: head - 1).map(\.type)
            #expect(!types.contains("ClockSetAhead"))
            #expect(try house.submitter.unconfirmedJump() == nil)
        }
    }

    // Little beyond the day that is forgiven, some weeks, and a year.
    @Test(arguments: [Int64(2), 40, 365])
    func `a jump of more than a day is recorded once, holds reminders, and is confirmed`(
        days: Int64
    ) async throws {
        let machine = Machine()
        try await Household.with(clock: machine, steady: machine) { household in
            let house = household.house
            try await household.propose()
            _ = try await house.wakeUp.run()
            let head = house.log.head.size

            machine.pass(60_000)
            let expected = machine.now()
            machine.set(aheadBy: days * Self.day)
            for _ in 1...3 {
                let outcome = try await house.wakeUp.run()
                #expect(outcome.reminders.isEmpty && outcome.messages.isEmpty)
                machine.pass(60_000)
            }
            let entries = try Self.types(house, after: head - 1)
            #expect(entries.map(\.type) == ["ClockSetAhead"])
            let jump = try #require(entries.first)
            // At the time that has passed: the wrong one would hold every later entry.
            #expect(jump.recorded == expected)
            #expect(jump.data["aheadSeconds"] == .integer(Int(days) * 24 * 3_600))
            #expect(jump.data["expected"]?.string == expected.utc)
            #expect(try await Self.problems(house).contains("clock-set-ahead"))

            try await Self.confirm(house)
            #expect(try house.submitter.unconfirmedJump() == nil)
            let outcome = try await house.wakeUp.run()
            // Two days on nothing is due yet.
            #expect(outcome.reminders.isEmpty == (days == 2))
            #expect(try await !Self.problems(house).contains("clock-set-ahead"))
            // Confirmed it is compared anew, and a second confirmation has nothing to say.
            machine.pass(60_000)
            _ = try await house.wakeUp.run()
            #expect(try house.submitter.unconfirmedJump() == nil)
            await #expect(throws: SubmissionFailure.self) { try await Self.confirm(house, "b") }
        }
    }

    @Test func `what people record during a jump gets the time that has passed`() async throws {
        let machine = Machine()
        try await Household.with(clock: machine, steady: machine) { household in
            let house = household.house
            machine.pass(60_000)
            // Before any wake-up has seen it.
            machine.set(aheadBy: 40 * Self.day)
            try await household.propose()
            let first = try #require(try Self.types(house, after: house.log.head.size - 2).last)
            #expect(first.recorded == Household.start.adding(milliseconds: 60_000))
            #expect(first.moment.start <= first.recorded)
            _ = try await house.wakeUp.run()
            machine.set(aheadBy: -40 * Self.day)
            machine.pass(60_000)
            _ = try await house.wakeUp.run()
            // The clock is right again, and nothing in the log is ahead of it.
            #expect(house.submitter.clockBehindMilliseconds == 0)
            // Confirmed, the wall clock counts.
            machine.set(aheadBy: 40 * Self.day)
            _ = try await house.wakeUp.run()
            try await Self.confirm(house)
            try await household.propose("again")
            let last = try #require(try Self.types(house, after: house.log.head.size - 2).last)
            #expect(last.recorded == machine.now())
        }
    }

    @Test func `what is answered during a jump counts with the time that has passed`() async throws
    {
        let machine = Machine()
        try await Household.with(clock: machine, steady: machine) { household in
            let house = household.house
            try await household.propose()
            _ = try await house.wakeUp.run()
            let before = try await Self.counted(house)
            #expect(before.reminders.items.contains { $0.state == "upcoming" })
            machine.set(aheadBy: 40 * Self.day)
            #expect(try await Self.counted(house) == before)
            // Also once it was seen and is recorded.
            _ = try await house.wakeUp.run()
            #expect(try await Self.counted(house) == before)
            // What the clock says is for `status` to tell, beside what it should.
            let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
            #expect(status.now.hasPrefix("2018-12-18"))
            // Confirmed, the wall clock counts.
            try await Self.confirm(house)
            let after = try await Self.counted(house)
            #expect(after.reminders.items.contains { $0.state == "owed" })
            #expect(after.agreements.map(\.workingDays) != before.agreements.map(\.workingDays))
        }
    }

    @Test func `a clock that goes back by itself needs nobody`() async throws {
        let machine = Machine()
        try await Household.with(clock: machine, steady: machine) { household in
            let house = household.house
            _ = try await house.wakeUp.run()
            let head = house.log.head.size
            machine.set(aheadBy: 2 * Self.day)
            _ = try await house.wakeUp.run()
            machine.set(aheadBy: -2 * Self.day)
            machine.pass(60_000)
            _ = try await house.wakeUp.run()
            let entries = try Self.types(house, after: head - 1)
            #expect(entries.map(\.type) == ["ClockSetAhead", "ClockConfirmed"])
            #expect(entries.last?.data["returned"] == true)
            #expect(entries.last?.actor == .system)
            #expect(try house.submitter.unconfirmedJump() == nil)
        }
    }

    @Test func `after a restart the jump still waits to be confirmed`() async throws {
        let machine = Machine()
        try await Household.with(clock: machine, steady: machine) { household in
            let house = household.house
            try await household.propose()
            _ = try await house.wakeUp.run()
            machine.set(aheadBy: 40 * Self.day)
            _ = try await house.wakeUp.run()
            // Another life remembers no clock.
            house.submitter.watch.forget()
            for _ in 1...2 {
                let outcome = try await house.wakeUp.run()
                #expect(outcome.reminders.isEmpty)
                machine.pass(60_000)
            }
            #expect(try house.submitter.unconfirmedJump() != nil)
        }
    }

    @Test func `a machine that starts in the past and comes right has not jumped`() async throws {
        let machine = Machine()
        try await Household.with(clock: machine, steady: machine) { household in
            let house = household.house
            try await household.propose()
            /// Another life on the same log.
            func begin() -> Submitter {
                Submitter(
                    log: house.log,
                    door: house.submitter.door,
                    origin: house.folder.identity.origin,
                    rules: house.submitter.rulesInForce,
                    lastRecorded: house.submitter.lastRecordedTime
                )
            }
            machine.set(aheadBy: -40 * Self.day)
            let behind = begin()
            machine.pass(60_000)
            machine.set(aheadBy: 40 * Self.day)
            #expect(!behind.watch.isAhead(behind.door))
            #expect(behind.watch.look(behind.door) == .steady)
            // One that started with the right time sees the first jump.
            let right = begin()
            machine.set(aheadBy: 40 * Self.day)
            #expect(right.watch.isAhead(right.door))
        }
    }

    @Test(arguments: [ClockWatch.toleranceMilliseconds, 3_600_000, -3_600_000])
    func `up to a day is no jump`(milliseconds: Int64) async throws {
        let machine = Machine()
        let watch = ClockWatch()
        let door = Door(clock: machine, steady: machine) { "" }
        #expect(watch.look(door) == .steady)
        machine.pass(60_000)
        machine.set(aheadBy: milliseconds)
        #expect(watch.look(door) == .steady)
        machine.set(aheadBy: Self.day + 1)
        #expect(watch.look(door) != .steady)
    }

    @Test func `a machine that slept for a week has not jumped, nor has a rehearsal`() async throws
    {
        let machine = Machine()
        let watch = ClockWatch()
        let door = Door(clock: machine, steady: machine) { "" }
        #expect(watch.look(door) == .steady)
        machine.pass(7 * Self.day)
        #expect(watch.look(door) == .steady)
        let rehearsal = Door(clock: machine) { "" }
        machine.set(aheadBy: 30 * Self.day)
        #expect(watch.look(rehearsal) == .steady)
    }

    private static func confirm(_ house: House, _ key: String = "a") async throws {
        _ = try await house.submitter.submit(
            Submission(
                actor: .user(id: "a-0001", role: "kembar-admin"),
                key: key,
                digest: "0123456789abcdef",
                request: .confirmClock
            )
        )
        house.submitter.watch.forget()
    }

    /// The codes of what status has to tell.
    private static func problems(_ house: House) async throws -> [String] {
        try await house.answer(StatusAnswer.self, to: "/v1/status").problems.map(\.code)
    }

    /// What the board and the list of reminders say.
    private struct Counted: Hashable {
        var agreements: [AgreementAnswer]
        var reminders: ReminderList
    }

    private static func counted(_ house: House) async throws -> Counted {
        await house.views.catchUp()
        return Counted(
            agreements: try await house.answer(AgreementList.self, to: "/v1/agreements").agreements,
            reminders: try await house.answer(ReminderList.self, to: "/v1/reminders")
        )
    }
}
