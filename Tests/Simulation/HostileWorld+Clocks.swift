import Calendars
import Daemon
import Engine
import Entries
import TestSupport

/// Clocks that are wrong.
extension HostileWorld {
    /// The clock is set back or ahead; nothing goes out by it, and everything does once it is right.
    func wakeWithWrongClock() async throws {
        let isAhead = random.chance(oneIn: 2)
        // The daemon has to have seen the right time in this life, or it can't know better.
        try await wake()
        let hours = Int64(Int.random(in: isAhead ? 30...900 : 1...900, using: &random))
        let isBehind =
            !isAhead
            && life.submitter.lastRecordedTime.milliseconds
                > time.truth.milliseconds - hours * 3_600_000 + WakeUp.clockToleranceMilliseconds
        time.shift(byMilliseconds: (isAhead ? hours : -hours) * 3_600_000)
        let outcome = try await life.wakeUp.run()
        if isAhead || isBehind { try checkSilence(outcome) }
        count(isAhead ? .clockAhead : .clockBack)
        time.shift(byMilliseconds: 0)
        guard isAhead, random.chance(oneIn: 3) else { return try await wake() }
        // Another life has not seen the jump: only somebody can say that all is well.
        try await restart()
        try checkSilence(try await life.wakeUp.run())
        try await sayThatTheClockIsRight()
    }

    /// The machine starts with a clock that is behind what it has recorded.
    func beginWithClockBack() async throws {
        try await wake()
        // By the log: what a life stamped and could not commit no other life knows of.
        let last = try Life.lastRecorded(in: life.log) ?? time.truth
        let behind = time.truth.milliseconds - last.milliseconds
        time.shift(
            byMilliseconds: -behind - Int64(Int.random(in: 1...900, using: &random)) * 3_600_000
        )
        try await restart()
        try checkSilence(try await life.wakeUp.run())
        count(.clockBackAtStart)
        time.shift(byMilliseconds: 0)
    }

    /// The machine stood still for days and its clock is right again: nothing goes out until somebody
    /// says so.
    func confirmClock() async throws {
        try await wake()
        let day = Zone.bali.date(of: time.truth).adding(days: Int.random(in: 2...9, using: &random))
        time.pass(to: Zone.bali.instant(day, minuteOfDay: 9 * 60), unseen: true)
        try checkSilence(try await life.wakeUp.run())
        try await sayThatTheClockIsRight()
    }

    private func sayThatTheClockIsRight() async throws {
        do {
            _ = try await life.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar-admin"),
                    key: nextKey(),
                    digest: Self.digest,
                    request: .confirmClock
                )
            )
        } catch SubmissionFailure.clockNotAhead {
            throw broken(.rightClock, "nobody has seen that the clock jumped ahead")
        }
        life.wakeUp.trustClock()
        count(.clockConfirmed)
    }

    private func checkSilence(_ outcome: WakeUp.Outcome) throws {
        guard outcome.reminders.isEmpty, outcome.written.isEmpty else {
            throw broken(.rightClock, "something went out by a wrong clock")
        }
    }
}
