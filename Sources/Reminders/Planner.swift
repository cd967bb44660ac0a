package import Calendars
package import Workflows

/// Says which reminders are owed, when the next will be, and why: a pure function of facts, rules and now.
///
/// Nothing is remembered here: what was sent is in the log under the obligation's key.
package struct Planner: Sendable {
    /// Which ladders run, and who is told.
    package var policy: Policy
    /// Workflows, offices and calendars: whose days count where.
    package var circumstances: Circumstances
    /// Since when the names in the policy are in force.
    package var tenure: PolicyTenure

    /// Prepares a planner; without `tenure` every step counts as in force since ever.
    package init(
        policy: Policy,
        circumstances: Circumstances,
        tenure: PolicyTenure = PolicyTenure()
    ) {
        self.policy = policy
        self.circumstances = circumstances
        self.tenure = tenure
    }

    /// Returns what is owed at `now` and not in `issued`.
    ///
    /// Empty outside the recipients' window. Per opener, office and role only the latest slot due
    /// is owed; one that fell due before its opener was recorded is passed over. A ladder is never
    /// climbed down: below a slot that was issued nothing is owed, even if its day has moved. A new
    /// promise is a new opener, so its ladder begins at the first rung.
    package func owed(
        _ agreement: Agreement,
        issued: (ObligationKey) -> Bool,
        now: Timestamp
    ) -> [Obligation] {
        guard silence(of: agreement, now: now) == nil, isInWindow(now) else { return [] }
        return ladders(of: agreement).flatMap { running -> [Obligation] in
            guard running.silencedBy.isEmpty else { return [] }
            let slots = slots(of: running).filter { $0.due <= now }
            return policy.roles.compactMap { role in
                let start = firstStep(ahead: role.name, of: running, issued)
                let due = slots.last { $0.role == role.name && $0.step.number >= start }
                guard let slot = due, !isPassedOver(slot, running) else { return nil }
                return Obligation(
                    key: key(slot, running),
                    slot: slot,
                    isSuperior: role.isSuperior
                )
            }
        }
    }

    /// Returns the earliest instant at which something becomes owed that is not in `issued`; nil if never by itself.
    ///
    /// Needs no clock, so that a view can keep it: an instant in the past means owed since then.
    /// Before it nothing is owed, and at it something is.
    package func next(_ agreement: Agreement, issued: (ObligationKey) -> Bool) -> Timestamp? {
        guard agreement.closed == nil else { return nil }
        var resumes: Timestamp?
        if let held = agreement.held {
            // A hold without an end is lifted by a person or never.
            guard let end = held.end(in: circumstances.offices.own.zone) else { return nil }
            resumes = end
        }
        let instants = ladders(of: agreement).filter(\.silencedBy.isEmpty)
            .compactMap { nextSlot(of: $0, issued)?.due }
        return instants.min().map { windowOpening(onOrAfter: max($0, resumes ?? $0)) }
    }

    /// Whether some ladder has nothing more to give although what it is about still stands.
    package func isExhausted(_ agreement: Agreement, issued: (ObligationKey) -> Bool) -> Bool {
        ladders(of: agreement).filter(\.silencedBy.isEmpty)
            .contains { nextSlot(of: $0, issued) == nil }
    }

    /// Whether nothing has moved for longer than the first rung of some ladder allows.
    ///
    /// Asks the calendar and not what was issued: what stood still while the daemon was down, or
    /// before the case was recorded, has stood still all the same.
    package func isStalled(_ agreement: Agreement, at now: Timestamp) -> Bool {
        guard silence(of: agreement, now: now) == nil else { return false }
        return ladders(of: agreement).contains { running in
            guard running.silencedBy.isEmpty, let first = running.ladder.steps.first else {
                return false
            }
            var told = running
            told.anchor = running.happened
            return due(first, of: told).map { $0 <= now } ?? false
        }
    }

    /// How a slot stands at an instant: the same rules by which it is owed or not.
    package enum Standing: String, Sendable {
        case issued, upcoming, owed
        /// Fell due before its opener was recorded.
        case passedOver = "passed-over"
        /// Fell due before the policy knew its ladder or role.
        case notInForce = "not-in-force"
        /// A later one took its place, or was issued before.
        case superseded
    }

    /// Says how a slot of a ladder stands at `now`.
    package func standing(
        of slot: Slot,
        _ running: RunningLadder,
        issued: (ObligationKey) -> Bool,
        at now: Timestamp
    ) -> Standing {
        if issued(key(slot, running)) { return .issued }
        let isBelow = slot.step.number < firstStep(ahead: slot.role, of: running, issued)
        if isBelow { return .superseded }
        if slot.due > now { return .upcoming }
        if slot.due < running.owedFrom { return .passedOver }
        if isPassedOver(slot, running) { return .notInForce }
        let latest = slots(of: running).last { $0.role == slot.role && $0.due <= now }
        return latest == slot ? .owed : .superseded
    }

    /// Whether a slot fell due before its opener was recorded, or before the policy knew its step.
    package func isPassedOver(_ slot: Slot, _ running: RunningLadder) -> Bool {
        let start = tenure.start(
            ladder: running.ladder.name,
            workingDays: slot.step.workingDays,
            role: slot.role
        )
        return slot.due < max(running.owedFrom, start)
    }

    /// Whether what a reminder is about still stands, and may be spoken of at `now`.
    package func stands(
        _ agreement: Agreement,
        opener: Int64,
        office: String?,
        at now: Timestamp
    ) -> Bool {
        guard silence(of: agreement, now: now) == nil else { return false }
        return ladders(of: agreement).contains { running in
            running.opener.position == opener && running.wait?.office == office
                && running.silencedBy.isEmpty
        }
    }

    /// Why nothing at all is owed for an agreement.
    package enum Silence: Hashable, Sendable {
        case closed(Agreement.Closing)
        case held(Agreement.Hold)
    }

    /// Returns why nothing at all is owed, if so.
    package func silence(of agreement: Agreement, now: Timestamp) -> Silence? {
        if let closed = agreement.closed { return .closed(closed) }
        guard let held = agreement.held,
            held.holds(at: now, in: circumstances.offices.own.zone)
        else { return nil }
        return .held(held)
    }

    /// The earliest slot that was not issued, nor one after it, and is not passed over.
    ///
    /// Steps are looked at in their order and counted only as far as needed: most ladders stand
    /// before their first step, and counting days is what takes time.
    func nextSlot(
        of running: RunningLadder,
        _ issued: (ObligationKey) -> Bool
    ) -> Slot? {
        let starts = policy.roles.map {
            (role: $0.name, step: firstStep(ahead: $0.name, of: running, issued))
        }
        for step in running.ladder.steps {
            let roles = starts.filter { step.number >= $0.step && step.roles.contains($0.role) }
            guard !roles.isEmpty else { continue }
            let slots = slots(of: running, at: step)
            let next = slots.first { slot in
                roles.contains { $0.role == slot.role } && !isPassedOver(slot, running)
            }
            if let next { return next }
        }
        return nil
    }

    /// The number of the first step for a role after every one that was issued to it.
    private func firstStep(
        ahead role: String,
        of running: RunningLadder,
        _ issued: (ObligationKey) -> Bool
    ) -> Int {
        let last = running.ladder.steps.last {
            $0.roles.contains(role) && issued(key($0, role, running))
        }
        return last.map { $0.number + 1 } ?? 1
    }
}

extension Planner {
    /// Every slot of a ladder in the order in which they fall due.
    package func slots(of running: RunningLadder) -> [Slot] {
        running.ladder.steps.flatMap { slots(of: running, at: $0) }
    }

    private func slots(of running: RunningLadder, at step: Ladder.Step) -> [Slot] {
        let (count, pausedDays) = count(step.workingDays, running)
        let day = ownCalendar.firstWorkingDay(onOrAfter: count.date)
        let due = circumstances.offices.own.zone.instant(day, minuteOfDay: policy.window.from)
        return step.roles.map {
            Slot(step: step, role: $0, count: count, pausedDays: pausedDays, day: day, due: due)
        }
    }

    /// When a step falls due; nil if it has no recipient.
    func due(_ step: Ladder.Step?, of running: RunningLadder) -> Timestamp? {
        step.flatMap { slots(of: running, at: $0).first?.due }
    }

    /// Counts working days from the anchor, and one more for each on which the clock stood still.
    private func count(
        _ workingDays: Int,
        _ running: RunningLadder
    ) -> (count: WorkingDayCount, pausedDays: Int) {
        let calendar = calendar(of: running.actor)
        var remaining = workingDays
        var pausedDays = 0
        var reached = running.anchor
        // One walk over the pauses in order: a hold may be long, so nothing is tried day by day.
        for pause in running.pauses.sorted(by: { $0.lowerBound < $1.lowerBound })
        where pause.upperBound > reached {
            let eve = max(reached, pause.lowerBound.adding(days: -1))
            let counted = calendar.workingDays(after: reached, through: eve)
            guard remaining > counted else { break }
            remaining -= counted
            pausedDays += calendar.workingDays(after: eve, through: pause.upperBound)
            reached = pause.upperBound
        }
        let count = calendar.adding(workingDays: workingDays + pausedDays, to: running.anchor)
        return (count, pausedDays)
    }

    /// Returns the name under which that slot of that ladder is recorded.
    package func key(_ slot: Slot, _ running: RunningLadder) -> ObligationKey {
        key(slot.step, slot.role, running)
    }

    private func key(
        _ step: Ladder.Step,
        _ role: String,
        _ running: RunningLadder
    ) -> ObligationKey {
        ObligationKey(
            agreement: running.agreement,
            opener: running.opener.position,
            office: running.wait?.office,
            rule: running.ladder.name,
            workingDays: step.workingDays,
            role: role
        )
    }

    /// Returns the calendar that counts for an office.
    package func calendar(of office: Office) -> WorkingCalendar {
        circumstances.calendars.calendar(named: office.calendar) ?? .withoutData
    }

    var ownCalendar: WorkingCalendar { calendar(of: circumstances.offices.own) }

    /// Whether messages may go out at `now`: the own office's window on a working day.
    package func isInWindow(_ now: Timestamp) -> Bool {
        let zone = circumstances.offices.own.zone
        let minute = zone.minuteOfDay(of: now)
        return ownCalendar.isWorkingDay(zone.date(of: now))
            && (policy.window.from..<policy.window.until).contains(minute)
    }

    /// Returns `instant` if it lies in the window, else when the window next opens.
    package func windowOpening(onOrAfter instant: Timestamp) -> Timestamp {
        guard !isInWindow(instant) else { return instant }
        let zone = circumstances.offices.own.zone
        let today = zone.date(of: instant)
        let isOver = zone.minuteOfDay(of: instant) >= policy.window.from
        let from = isOver ? today.adding(days: 1) : today
        let day = ownCalendar.firstWorkingDay(onOrAfter: from)
        return zone.instant(day, minuteOfDay: policy.window.from)
    }
}
