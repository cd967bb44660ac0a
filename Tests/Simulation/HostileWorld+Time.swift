import Calendars
import Daemon
import EventLog
import Projections
import Reminders
import TestSupport

/// How time goes on in a world.
extension HostileWorld {
    /// Lives for so many years, and then until everything that is owed and can leave has left.
    func live(years: Int) async throws {
        let end = Zone.bali.date(of: time.truth).adding(days: years * 365)
        while Zone.bali.date(of: time.truth) < end {
            try await passTime()
            for _ in 0..<Int.random(in: 0...3, using: &random) { try await act() }
            try await wakeSomehow()
            try await carryMail()
            // By now everything that can be done is done: what is missing is missing.
            try await wake()
            try inspector.look(life)
            if sabotage != nil, !isSabotaged, inspector.isOpen(time.now()) {
                try await forge()
                try inspector.look(life, isUndisturbed: false)
                // What fits to all that was seen before shows only to who reads everything again.
                if isSabotaged { try inspector.lookAtWhole(life) }
            }
        }
        try await settle()
        try inspector.look(life)
        try inspector.finish(life)
    }

    /// Goes to when the daemon says that something is due, or to any minute of the next days; sometimes
    /// over an outage.
    private func passTime() async throws {
        if random.chance(oneIn: 4), let next = try life.wakeUp.next(after: time.truth),
            next > time.truth,
            next.milliseconds - time.truth.milliseconds < 30 * 86_400_000
        {
            return time.pass(to: next)
        }
        let isOutage = random.chance(oneIn: 20)
        let days = Int.random(in: isOutage ? 20...70 : 1...21, using: &random)
        if isOutage {
            count(.outage)
            try await restart()
        }
        let day = Zone.bali.date(of: time.truth).adding(days: days)
        // Half of the time within the window, else at any minute: nights and evenings are tried too.
        let minute =
            random.chance(oneIn: 2)
            ? Int.random(in: 480..<900, using: &random) : Int.random(in: 0..<1_440, using: &random)
        time.pass(to: Zone.bali.instant(day, minuteOfDay: minute))
    }

    /// One or more wake-ups, over which the daemon may die, with a clock that may be wrong.
    private func wakeSomehow() async throws {
        switch Int.random(in: 0..<40, using: &random) {
        case 0...4: try await wakeDying()
        case 5, 6: try await wakeWithWrongClock()
        case 7: try await beginWithClockBack()
        case 8: try await confirmClock()
        case 9, 10: try await wakeOnFullDisk()
        case 11, 12: try await wakeWithoutJournal()
        case 13: try await restart()
        case 14: try await rebuild()
        case 15: try await loseViews()
        default: try await wake()
        }
    }

    /// A wake-up that ends as it should.
    func wake() async throws {
        guard sabotage != .sleeps else { return }
        let outcome = try await life.wakeUp.run()
        guard outcome.unreadable.isEmpty, !outcome.isRefusedByJournal else {
            throw broken(.whole, "a wake-up failed: \(outcome)")
        }
        count(.wakeUp)
    }

    /// The daemon dies at one of the commits of a wake-up, or behind what the journal took.
    private func wakeDying() async throws {
        let side = random.pick(FaultPlan.Side.allCases) ?? .before
        let isAtJournal = random.chance(oneIn: 3)
        if isAtJournal {
            place.journal.mood = .takesAndDaemonDies
        } else {
            faults.die(inCommits: Int.random(in: 1...5, using: &random), side)
        }
        // Dead is dead, however the wake-up ended.
        _ = try? await life.wakeUp.run()
        place.journal.mood = .takes
        if faults.isDead {
            count(
                isAtJournal
                    ? .deathAtJournal
                    : side == .before ? .deathBeforeCommit : .deathAfterCommit
            )
            try await restart()
        }
        faults.forget()
    }

    private func wakeWithoutJournal() async throws {
        let before = place.journal.refused
        place.journal.mood = .refuses
        _ = try await life.wakeUp.run()
        place.journal.mood = .takes
        if place.journal.refused > before { count(.journalRefuses) }
    }

    private func wakeOnFullDisk() async throws {
        faults.fillDisk(true)
        // Nothing can be written, so it fails if there is anything to do.
        _ = try? await life.wakeUp.run()
        if faults.refusedCommits > 0 { count(.diskFull) }
        faults.fillDisk(false)
        await life.views.catchUp()
    }

    private func rebuild() async throws {
        await life.views.catchUp()
        if sabotage == .spoilsTheViews { try Life.spoilViews(place) }
        let before = try life.views.canonicalDump()
        try await life.views.rebuild()
        guard try life.views.canonicalDump() == before else {
            throw broken(.rebuilt, "a rebuild gives other views")
        }
        count(.rebuild)
    }

    private func loseViews() async throws {
        await life.views.catchUp()
        let before = try life.views.canonicalDump()
        await life.log.close()
        try Life.removeViews(place)
        try await restart()
        guard try life.views.canonicalDump() == before else {
            throw broken(.rebuilt, "new views are other views")
        }
        count(.viewsLost)
    }

    /// Lets two weeks pass without people, and then twelve calm days: more than any row of days off, so that
    /// whatever is still on its way has a working day on which nothing goes wrong.
    private func settle() async throws {
        relay.behave()
        let (quiet, calm) = (14, 12)
        for number in 1...quiet + calm {
            let day = Zone.bali.date(of: time.truth).adding(days: 1)
            // Soon after the hour at which that day's window opens, whichever hours it has.
            let opens = inspector.rules.policy?.window.minutes(of: day).lowerBound ?? 9 * 60
            time.pass(to: Zone.bali.instant(day, minuteOfDay: opens + 5))
            try await wake()
            try await carryMail(isCalm: number > quiet)
            try await wake()
        }
        try await carryMail(isCalm: true)
    }
}
