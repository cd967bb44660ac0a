package import Calendars
import Workflows

extension Planner {
    /// Every slot of a ladder in the order of its steps, and what comes back after a postponement
    /// behind the step that it is about.
    package func slots(of running: RunningLadder) -> [Slot] {
        let slots = running.ladder.steps.flatMap { self.slots(of: running, at: $0) }
        guard let postponed = running.postponed else { return slots }
        let resumed = policy.roles.compactMap { role in
            slots.last {
                $0.role == role.name && $0.due <= postponed.at.recorded
                    && !isPassedOver($0, running)
            }.map { again($0, after: postponed) }
        }
        return running.ladder.steps.flatMap { step in
            slots.filter { $0.step.number == step.number }
                + resumed.filter { $0.step.number == step.number }
        }
    }

    func slots(of running: RunningLadder, at step: Ladder.Step) -> [Slot] {
        guard running.ladder.back == nil else { return slotsBack(of: running, at: step) }
        let (count, pauses) = count(step.days, running)
        let day = ownCalendar.firstWorkingDay(onOrAfter: count.date)
        let due = opening(of: day)
        return step.roles.map {
            Slot(step: step, role: $0, count: count, pauses: pauses, day: day, due: due)
        }
    }

    /// Calendar days back from the date, rolled to the last working day before: what is said after the
    /// day would come too late.
    private func slotsBack(of running: RunningLadder, at step: Ladder.Step) -> [Slot] {
        let day = running.anchor.adding(days: -step.days)
        let count = ownCalendar.rolledBack(from: day)
        let due = opening(of: count.date)
        return step.roles.map {
            Slot(step: step, role: $0, count: count, pauses: [], day: count.date, due: due)
        }
    }

    /// The same step once more, on the first working day after the postponement.
    private func again(_ slot: Slot, after postponed: Agreement.Postponement) -> Slot {
        var slot = slot
        let zone = circumstances.offices.own.zone
        slot.day = ownCalendar.firstWorkingDay(onOrAfter: zone.date(of: postponed.end(in: zone)))
        slot.due = opening(of: slot.day)
        slot.resumes = postponed.at.position
        return slot
    }

    /// When a step falls due; nil if it has no recipient.
    func due(_ step: Ladder.Step?, of running: RunningLadder) -> Timestamp? {
        step.flatMap { slots(of: running, at: $0).first?.due }
    }

    /// Counts working days from the anchor, and one more for each on which the clock stood still.
    private func count(
        _ workingDays: Int,
        _ running: RunningLadder
    ) -> (count: WorkingDayCount, pauses: [CountedPause]) {
        let calendar = calendar(of: running.actor)
        var remaining = workingDays
        var reached = running.anchor
        var pauses: [CountedPause] = []
        // One walk over the pauses in order: a hold may be long, so nothing is tried day by day.
        for pause in self.pauses(of: running, after: running.anchor, through: .latest) {
            let eve = pause.days.lowerBound.adding(days: -1)
            let counted = calendar.workingDays(after: reached, through: eve)
            guard remaining > counted else { break }
            remaining -= counted
            pauses.append(pause)
            reached = pause.days.upperBound
        }
        let pausedDays = pauses.map(\.workingDays).reduce(0, +)
        let count = calendar.adding(workingDays: workingDays + pausedDays, to: running.anchor)
        return (count, pauses)
    }

    /// Returns the pauses of a ladder after `start`, up to and including `end`, in order.
    ///
    /// A day that two holds cover counts for the earlier one.
    package func pauses(
        of running: RunningLadder,
        after start: LocalDate,
        through end: LocalDate
    ) -> [CountedPause] {
        running.pauses.counted(by: calendar(of: running.actor), after: start, through: end)
    }

    /// Returns the working days of the office that must act which a pause takes out of a count.
    package func workingDays(of pause: CountedPause, _ running: RunningLadder) -> [LocalDate] {
        let calendar = calendar(of: running.actor)
        var days: [LocalDate] = []
        var day = pause.days.lowerBound
        while day <= pause.days.upperBound {
            if calendar.isWorkingDay(day) { days.append(day) }
            day = day.adding(days: 1)
        }
        return days
    }

    /// Returns the days on which the own office rests between the end of a slot's count and the day on which
    /// it goes out.
    package func rest(of slot: Slot) -> WorkingDayCount {
        ownCalendar.adding(workingDays: 0, to: slot.count.date)
    }
}

extension Planner {
    /// Until when nothing is owed of a ladder because somebody has seen it; nil if nobody put it off.
    package func silentUntil(_ running: RunningLadder) -> Timestamp? {
        running.postponed?.end(in: circumstances.offices.own.zone)
    }

    /// Whether somebody has seen it and does not want to hear of it yet.
    package func isPostponed(_ running: RunningLadder, at now: Timestamp) -> Bool {
        silentUntil(running).map { now < $0 } ?? false
    }

    /// Whether a reminder of that name was due before somebody put the matter off, at its own time or
    /// when it came back after an earlier postponement.
    func isSeen(_ name: String, _ running: RunningLadder) -> Bool {
        guard let postponed = running.postponed else { return false }
        return running.ladder.steps.contains { step in
            slots(of: running, at: step).contains { slot in
                guard slot.due <= postponed.at.recorded else { return false }
                let key = key(slot, running)
                guard let resumes = key.resumes(in: name) else { return key.description == name }
                return resumes < postponed.at.position
            }
        }
    }
}

extension [Pause] {
    /// As far as they lie after `start`, up to and including `end`, in order.
    ///
    /// A day that two holds cover counts for the earlier one.
    func counted(
        by calendar: WorkingCalendar,
        after start: LocalDate,
        through end: LocalDate
    ) -> [CountedPause] {
        var reached = start
        var pauses: [CountedPause] = []
        for pause in sorted(by: { $0.days.lowerBound < $1.days.lowerBound }) {
            let first = Swift.max(reached.adding(days: 1), pause.days.lowerBound)
            let last = Swift.min(end, pause.days.upperBound)
            guard first <= last else { continue }
            let workingDays = calendar.workingDays(after: first.adding(days: -1), through: last)
            pauses.append(CountedPause(pause: pause, days: first...last, workingDays: workingDays))
            reached = last
        }
        return pauses
    }
}
