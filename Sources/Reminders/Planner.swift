package import Calendars
package import Workflows

/// Says which reminders are owed, when the next will be, and why: a pure function of facts, rules and now.
///
/// Nothing is remembered here: what was sent is in the log under the obligation's key.
package struct Planner: Sendable {
    package var policy: Policy
    package var circumstances: Circumstances

    package init(policy: Policy, circumstances: Circumstances) {
        self.policy = policy
        self.circumstances = circumstances
    }

    /// Returns what is owed at `now` and not in `issued`.
    ///
    /// Empty outside the recipients' window. Per opener, office and role only the latest slot due
    /// is owed; one that fell due before its opener was recorded is passed over. A ladder is never
    /// climbed down: below a slot that was issued nothing is owed, even if its day has moved.
    package func owed(
        _ agreement: Agreement,
        issued: (ObligationKey) -> Bool,
        now: Timestamp
    ) -> [Obligation] {
        guard silence(of: agreement, now: now) == nil, isInWindow(now) else { return [] }
        return ladders(of: agreement).flatMap { running -> [Obligation] in
            guard running.silencedBy.isEmpty else { return [] }
            return policy.roles.compactMap { role in
                let due = slots(ahead: role, of: running, issued).last { $0.due <= now }
                guard let slot = due, slot.due >= running.owedFrom else { return nil }
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
        let instants = ladders(of: agreement).filter(\.silencedBy.isEmpty).flatMap { running in
            policy.roles.compactMap { role -> Timestamp? in
                slots(ahead: role, of: running, issued).first { $0.due >= running.owedFrom }?.due
            }
        }
        return instants.min().map { windowOpening(onOrAfter: max($0, resumes ?? $0)) }
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

    /// The slots for a role that come after every one that was issued.
    func slots(
        ahead role: Role,
        of running: RunningLadder,
        _ issued: (ObligationKey) -> Bool
    ) -> ArraySlice<Slot> {
        let slots = slots(of: running).filter { $0.role == role.name }
        let last = slots.lastIndex { issued(key($0, running)) } ?? -1
        return slots[(last + 1)...]
    }
}

extension Planner {
    /// Every slot of a ladder in the order in which they fall due.
    package func slots(of running: RunningLadder) -> [Slot] {
        running.ladder.steps.flatMap { step -> [Slot] in
            let (count, pausedDays) = count(step.workingDays, running)
            let day = ownCalendar.firstWorkingDay(onOrAfter: count.date)
            let due = circumstances.offices.own.zone.instant(day, minuteOfDay: policy.window.from)
            return step.roles.map {
                Slot(
                    step: step,
                    role: $0,
                    count: count,
                    pausedDays: pausedDays,
                    day: day,
                    due: due
                )
            }
        }
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

    package func key(_ slot: Slot, _ running: RunningLadder) -> ObligationKey {
        ObligationKey(
            agreement: running.agreement,
            opener: running.opener.position,
            office: running.wait?.office,
            rule: running.ladder.name,
            rung: slot.step.rung,
            occurrence: slot.step.occurrence,
            role: slot.role
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
