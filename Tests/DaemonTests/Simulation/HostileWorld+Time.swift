import Calendars
import Engine
import Entries
import EventLog
import Projections
import TestSupport
import Workflows

@testable import Daemon

/// How time goes on in a world.
extension HostileWorld {
    /// Lives for so many years, and then until everything that is owed and can leave has left.
    func live(years: Int) async throws {
        let end = Zone.bali.date(of: time.truth).adding(days: years * 365)
        var inspector = Inspector(self)
        while Zone.bali.date(of: time.truth) < end {
            try await passSomeDays()
            for _ in 0..<Int.random(in: 0...2, using: &random) { try await act() }
            try await wakeSomehow()
            try inspector.look()
        }
        try await settle()
        try inspector.look()
        try await inspector.finish()
    }

    /// Goes to a minute some days ahead: mostly the next working week, sometimes after an outage.
    private func passSomeDays() async throws {
        let isOutage = random.chance(oneIn: 12)
        let days = Int.random(in: isOutage ? 20...70 : 1...9, using: &random)
        if isOutage { count("outage") }
        let day = Zone.bali.date(of: time.truth).adding(days: days)
        // Half of the time within the window, else at any minute: nights and evenings are tried too.
        let minute =
            random.chance(oneIn: 2)
            ? Int.random(in: 480..<900, using: &random) : Int.random(in: 0..<1_440, using: &random)
        time.pass(to: Zone.bali.instant(day, minuteOfDay: minute))
    }

    /// One or more wake-ups, over which the daemon may die, with a clock that may be wrong.
    private func wakeSomehow() async throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: try await wakeDying()
        case 1: try await wakeWithWrongClock()
        case 2:
            // A restart, and the views made anew.
            try await restart()
            if random.chance(oneIn: 3) {
                try await house.views.rebuild()
                count("rebuild")
            }
            try await wake()
        default: try await wake()
        }
        try await carryMail()
    }

    /// A wake-up that ends as it should.
    func wake() async throws {
        let outcome = try await house.wakeUp.run()
        guard outcome.unreadable.isEmpty, outcome.failure == nil else {
            throw broken("a wake-up failed: \(outcome)")
        }
        count("wake-up")
    }

    /// The daemon dies at one of the commits of a wake-up, before or after it.
    private func wakeDying() async throws {
        faults.crash(
            inCommits: Int.random(in: 1...4, using: &random),
            after: random.chance(oneIn: 2)
        )
        do {
            _ = try await house.wakeUp.run()
        } catch {
            count("death")
        }
        try await restart()
        try await wake()
    }

    /// The clock is set back or ahead; nothing goes out by it, and everything does once it is right.
    private func wakeWithWrongClock() async throws {
        let isAhead = random.chance(oneIn: 2)
        // The daemon has to have seen the right time in this life, or it can't know better.
        try await wake()
        let hours = Int64(Int.random(in: isAhead ? 30...900 : 1...900, using: &random))
        let isBehind =
            !isAhead
            && house.submitter.lastRecordedTime.milliseconds
                > time.truth.milliseconds - hours * 3_600_000 + WakeUp.clockToleranceMilliseconds
        time.shift(byMilliseconds: (isAhead ? hours : -hours) * 3_600_000)
        let outcome = try await house.wakeUp.run()
        if isAhead || isBehind, !outcome.reminders.isEmpty || !outcome.messages.isEmpty {
            throw broken("something went out by a wrong clock")
        }
        count(isAhead ? "clock ahead" : "clock back")
        time.shift(byMilliseconds: 0)
        try await wake()
    }

    /// kembar-deliver comes by: takes, carries, tells; or dies before it tells.
    private func carryMail() async throws {
        let outbox = house.wakeUp.outbox
        for position in try house.views.outstanding() {
            guard let kept = try house.log.entry(at: position) else { continue }
            let entry = try HistoryReader.entry(kept, in: house.log)
            let role = entry.data["role"]?.string ?? ""
            for recipient in try outbox.due(position, role: role) {
                guard try await house.submitter.askOnceMore(message: position) == nil else {
                    count("taken back")
                    break
                }
                switch Int.random(in: 0..<12, using: &random) {
                case 0:
                    _ = try await outbox.note(.later(reason: "421"), of: position, for: recipient)
                case 1:
                    _ = try await outbox.note(.refused(reason: "550"), of: position, for: recipient)
                case 2:
                    relay.accept(position, recipient.id)
                    count("accepted and died")
                default:
                    relay.accept(position, recipient.id)
                    _ = try await outbox.note(.delivered, of: position, for: recipient)
                    count("mail")
                }
            }
        }
        await house.views.catchUp()
    }

    /// Lets two quiet weeks pass, without people and without faults.
    private func settle() async throws {
        for _ in 0..<14 {
            let day = Zone.bali.date(of: time.truth).adding(days: 1)
            time.pass(to: Zone.bali.instant(day, minuteOfDay: 9 * 60))
            try await wake()
            try await carryMail()
            try await wake()
        }
    }
}
