import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Logging
import Projections
import Synchronization
import Testing
import Wire
import Workflows

@testable import Daemon

/// A clock that somebody, or a dead battery, has set back.
@Suite(.timeLimit(.minutes(5))) struct ClockSetBackTests {
    /// The wall clock of a machine whose time can be set.
    private final class SetClock: WallClock {
        private let time = Mutex(Household.start)

        func now() -> Timestamp { time.withLock { $0 } }

        func set(to instant: Timestamp) { time.withLock { $0 = instant } }
    }

    @Test func `set back by an hour it is recorded once, issues nothing, and status says so`()
        async throws
    {
        let clock = SetClock()
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await household.propose()
            let due = try #require(try house.views.firstDue())
            // An hour before the newest entry the reminder is due as well: only the clock holds it.
            clock.set(to: due.adding(milliseconds: 2 * 3_600_000))
            try await house.submitter.record(.daemonStarted, key: "uji", [:])
            let newest = clock.now()
            let head = house.log.head.size

            clock.set(to: newest.adding(milliseconds: -3_600_000))
            for _ in 1...3 {
                let outcome = try await house.wakeUp.run()
                #expect(outcome.reminders.isEmpty && outcome.messages.isEmpty)
            }
            let entries = try house.log.read(after: head - 1, limit: 10)
                .map { try Entry(bytes: try #require($0.bytes)) }
            #expect(entries.map(\.type) == ["ClockSetBack"])
            #expect(entries.first?.recorded == newest)
            #expect(entries.first?.data["behindSeconds"] == 3_600)
            #expect(try await Self.problems(house).contains("clock-set-back"))

            // Right again, everything that is owed goes out.
            clock.set(to: newest.adding(milliseconds: 1_000))
            let outcome = try await house.wakeUp.run()
            #expect(!outcome.reminders.isEmpty)
            #expect(try await !Self.problems(house).contains("clock-set-back"))
        }
    }

    @Test func `a time server's small correction is none`() async throws {
        let clock = SetClock()
        try await Household.with(clock: clock) { household in
            let house = household.house
            let head = house.log.head.size
            clock.set(
                to: Household.start.adding(milliseconds: -WakeUp.clockToleranceMilliseconds)
            )
            _ = try await house.wakeUp.run()
            #expect(house.log.head.size == head)
            #expect(try await !Self.problems(house).contains("clock-set-back"))
        }
    }

    /// The codes of what status has to tell.
    private static func problems(_ house: House) async throws -> [String] {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try await Served.with(Routing(house, logger: logger)) { served in
            let visitor = try Visitor(to: served.path)
            try visitor.ask("/v1/status")
            let answer = try await visitor.hearsOut()
            let body = try #require(answer.range(of: "\r\n\r\n")).upperBound
            return try JSONDecoder().decode(
                StatusAnswer.self,
                from: Data(answer[body...].utf8)
            ).problems.map(\.code)
        }
    }
}
