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
    /// Of agreements that were renewed, the signed one that took their place: the end of the old
    /// paper needs nobody's attention any more.
    package var renewals: [String: String] = [:]

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
            guard !running.isSilent, now >= running.owedFrom, !isPostponed(running, at: now)
            else { return [] }
            let slots = slots(of: running).filter { $0.due <= now }
            return policy.roles.compactMap { role in
                let start = firstStep(ahead: role.name, of: running, issued)
                // A step that came into force after its day takes no place of another: it never was to come.
                let due = slots.last {
                    $0.role == role.name && isOpen($0, running, from: start, issued)
                        && !isPassedOver($0, running)
                }
                guard let slot = due else { return nil }
                return Obligation(
                    key: key(slot, running),
                    slot: slot,
                    isSuperior: role.isSuperior,
                    postponements: running.postponements
                )
            }
        }
    }

    /// Returns the earliest instant at which something becomes owed that is not in `issued`; nil if never by itself.
    ///
    /// Needs no clock, so that a view can keep it: an instant in the past means owed since then.
    /// Before it nothing is owed, and at it something is.
    package func next(_ agreement: Agreement, issued: (ObligationKey) -> Bool) -> Timestamp? {
        outlook(of: agreement, issued: issued).next
    }

    /// Returns what `next` and `exhausted` do, from one look at the ladders.
    package func outlook(
        of agreement: Agreement,
        issued: (ObligationKey) -> Bool
    ) -> (next: Timestamp?, exhausted: [RunningLadder]) {
        var next: Timestamp?
        var exhausted: [RunningLadder] = []
        for running in ladders(of: agreement) where !running.isSilent {
            if let slot = nextSlot(of: running, issued) {
                guard let instant = goesOut(slot, running, agreement) else { continue }
                next = next.map { min($0, instant) } ?? instant
            } else if !running.isOfTerm, running.limit == nil {
                exhausted.append(running)
            }
        }
        return (next, exhausted)
    }

    /// Returns the next slot of every ladder that is not silenced, and when it goes out.
    package func nextSlots(
        of agreement: Agreement,
        issued: (ObligationKey) -> Bool
    ) -> [(slot: Slot, running: RunningLadder, goesOut: Timestamp?)] {
        ladders(of: agreement).filter { !$0.isSilent }.compactMap { running in
            nextSlot(of: running, issued).map { ($0, running, goesOut($0, running, agreement)) }
        }
    }

    /// Returns when a slot goes out if nothing happens before; nil while a hold without an end stands.
    ///
    /// Its due time, or later: when the matter was recorded, when somebody who put it off wants to hear
    /// of it, when a hold is over, and in the window in any case.
    package func goesOut(
        _ slot: Slot,
        _ running: RunningLadder,
        _ agreement: Agreement
    ) -> Timestamp? {
        var instant = max(slot.due, running.owedFrom)
        if let end = silentUntil(running) { instant = max(instant, end) }
        if agreement.closed == nil, let held = agreement.held {
            // A hold without an end is lifted by a person or never.
            guard let end = held.end(in: circumstances.offices.own.zone) else { return nil }
            instant = max(instant, end)
        }
        return windowOpening(onOrAfter: instant)
    }

    /// Returns the ladders that have nothing more to give although what they are about still stands.
    ///
    /// Those of stages and waits: the ladders of a term end with it, and what is said of a limit that is
    /// over is said once.
    package func exhausted(
        _ agreement: Agreement,
        issued: (ObligationKey) -> Bool
    ) -> [RunningLadder] {
        outlook(of: agreement, issued: issued).exhausted
    }

    /// Whether some ladder has nothing more to give although what it is about still stands.
    package func isExhausted(_ agreement: Agreement, issued: (ObligationKey) -> Bool) -> Bool {
        !exhausted(agreement, issued: issued).isEmpty
    }

    /// Whether nothing has moved for longer than the first rung of some ladder allows.
    ///
    /// Asks the calendar and not what was issued: what stood still while the daemon was down, or
    /// before the case was recorded, has stood still all the same.
    package func isStalled(_ agreement: Agreement, at now: Timestamp) -> Bool {
        guard silence(of: agreement, now: now) == nil else { return false }
        return ladders(of: agreement).contains { running in
            guard !running.isSilent, !running.isOfTerm, let first = running.ladder.steps.first
            else { return false }
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
        /// Fell due, but somebody has seen it and wants to hear of it later.
        case postponed
        /// Would come, but the agreement is on hold.
        case held
    }

    /// A slot, how it stands, and when it goes out.
    package struct PlacedSlot: Hashable, Sendable {
        /// The slot and the arithmetic of its day.
        package var slot: Slot
        /// How it stands at the moment that was asked about.
        package var standing: Standing
        /// When it goes out if nothing happens before; nil of one that never will, and while a hold has no
        /// end.
        package var goesOut: Timestamp?
    }

    /// Returns every slot of a ladder of `agreement` with how it stands at `now`, in the order of `slots`.
    ///
    /// Of the slots that are ahead of a role each says what comes of it if nothing happens: several
    /// that fall into a silence or a day off go out as the latest of them, the others never. Why:
    /// docs/decisions/0137.
    package func placedSlots(
        of running: RunningLadder,
        of agreement: Agreement,
        issued: (ObligationKey) -> Bool,
        at now: Timestamp
    ) -> [PlacedSlot] {
        let all = slots(of: running)
        let starts = policy.roles.map {
            (role: $0.name, step: firstStep(ahead: $0.name, of: running, issued))
        }
        func isOpen(_ slot: Slot) -> Bool {
            let start = starts.first { $0.role == slot.role }?.step ?? 1
            return self.isOpen(slot, running, from: start, issued)
                && !isPassedOver(slot, running)
        }
        let open = all.filter(isOpen)
        return all.map { slot in
            let start = starts.first { $0.role == slot.role }?.step ?? 1
            let out = goesOut(slot, running, agreement).map {
                $0 > now ? $0 : windowOpening(onOrAfter: now)
            }
            let standing = standing(
                of: slot,
                running,
                agreement,
                among: open,
                start,
                out,
                issued,
                now
            )
            let isToCome = [.upcoming, .owed, .postponed, .held].contains(standing)
            return PlacedSlot(slot: slot, standing: standing, goesOut: isToCome ? out : nil)
        }
    }

    private func standing(
        of slot: Slot,
        _ running: RunningLadder,
        _ agreement: Agreement,
        among open: [Slot],
        _ start: Int,
        _ out: Timestamp?,
        _ issued: (ObligationKey) -> Bool,
        _ now: Timestamp
    ) -> Standing {
        if issued(key(slot, running)) { return .issued }
        let isOpen = open.contains(slot)
        let isBelow = slot.resumes == nil ? slot.step.number < start : !isOpen
        if isBelow { return .superseded }
        if slot.due <= now, slot.resumes == nil, slot.due < knownFrom(running) {
            return .passedOver
        }
        if slot.due <= now, isPassedOver(slot, running) { return .notInForce }
        guard isOpen else { return .superseded }
        let latest = open.last { $0.role == slot.role && $0.due <= out ?? max(now, slot.due) }
        guard latest == slot else { return .superseded }
        if case .held = silence(of: agreement, now: now) { return .held }
        if slot.due > now { return .upcoming }
        return isPostponed(running, at: now) ? .postponed : .owed
    }

    /// Before which a slot that falls due is passed over: when its opener was recorded, or never where
    /// the ladder speaks at once and a word could still leave by the law's own date.
    private func knownFrom(_ running: RunningLadder) -> Timestamp {
        guard running.ladder.isImmediate, running.ladder.back != nil,
            circumstances.offices.own.zone.date(
                of: windowOpening(onOrAfter: running.owedFrom)
            ) <= running.anchor
        else { return running.owedFrom }
        return .earliest
    }

    /// Whether a slot fell due before its opener was recorded, or before the policy knew its step.
    package func isPassedOver(_ slot: Slot, _ running: RunningLadder) -> Bool {
        // It was owed at its own time, or it would not be owed once more.
        guard slot.resumes == nil else { return false }
        let start = tenure.start(running.ladder, days: slot.step.days, role: slot.role)
        return slot.due < max(knownFrom(running), start)
    }

    /// Whether what a reminder is about still stands, and may be spoken of at `now`.
    ///
    /// `key` is the reminder's own name, if it is known: what fell due before somebody put the
    /// matter off was seen, and is not spoken of a second time.
    package func stands(
        _ agreement: Agreement,
        opener: Int64,
        office: String?,
        key name: String? = nil,
        at now: Timestamp
    ) -> Bool {
        guard silence(of: agreement, now: now) == nil else { return false }
        let ladders = ladders(of: agreement)
        // A wait and its limit have one opener: what was seen of the one says nothing of the other.
        let isOfLimit = ladders.contains { $0.isOfLimit(named: name) }
        return ladders.contains { running in
            running.opener.position == opener && running.wait?.office == office
                && (isOfLimit
                    ? running.isOfLimit(named: name) && running.isLapsed(at: now)
                    : running.limit == nil)
                && !running.isSilent && !isPostponed(running, at: now)
                && !(name.map { isSeen($0, running) } ?? false)
        }
    }

    /// Why nothing at all is owed for an agreement.
    package enum Silence: Hashable, Sendable {
        case closed(Agreement.Closing)
        case held(Agreement.Hold)
    }

    /// Returns why nothing at all is owed, if so.
    ///
    /// A closed agreement whose term runs, or has just run out, is not silent.
    package func silence(of agreement: Agreement, now: Timestamp) -> Silence? {
        if let closed = agreement.closed {
            return ladders(of: agreement).allSatisfy(\.isSilent) ? .closed(closed) : nil
        }
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
        let steps = running.ladder.steps
        let starts = policy.roles.map {
            (role: $0.name, step: firstStep(ahead: $0.name, of: running, among: steps, issued))
        }
        func isNext(_ slot: Slot) -> Bool {
            let start = starts.first { $0.role == slot.role }
            return start.map { isOpen(slot, running, from: $0.step, issued) } == true
                && !isPassedOver(slot, running)
        }
        guard running.postponed == nil else {
            return slots(of: running).filter(isNext).min { $0.due < $1.due }
        }
        for step in steps {
            let roles = starts.filter { step.number >= $0.step && step.roles.contains($0.role) }
            guard !roles.isEmpty else { continue }
            if let next = slots(of: running, at: step).first(where: isNext) { return next }
        }
        return nil
    }

    /// Whether a recorded reminder, by its own name, is one of a ladder that speaks at once.
    package func isImmediate(_ name: String, _ agreement: Agreement) -> Bool {
        ladders(of: agreement).contains { running in
            running.ladder.isImmediate
                && slots(of: running).contains { key($0, running).description == name }
        }
    }

    /// Whether nothing that was issued, or put off, has taken a slot's place.
    ///
    /// `start` is the role's first step after those that were issued.
    private func isOpen(
        _ slot: Slot,
        _ running: RunningLadder,
        from start: Int,
        _ issued: (ObligationKey) -> Bool
    ) -> Bool {
        guard slot.resumes == nil else {
            return slot.step.number + 1 >= start && !issued(key(slot, running))
        }
        guard slot.step.number >= start else { return false }
        // What was due when somebody put the matter off comes back once, after that day.
        return running.postponed.map { slot.due > $0.at.recorded } ?? true
    }

    /// The number of the first step for a role after every one that was issued to it.
    private func firstStep(
        ahead role: String,
        of running: RunningLadder,
        among steps: [Ladder.Step]? = nil,
        _ issued: (ObligationKey) -> Bool
    ) -> Int {
        let last = (steps ?? running.ladder.steps).last {
            $0.roles.contains(role) && issued(key($0, role, running))
        }
        return last.map { $0.number + 1 } ?? 1
    }
}

extension Planner {
    /// Returns the name under which that slot of that ladder is recorded.
    package func key(_ slot: Slot, _ running: RunningLadder) -> ObligationKey {
        key(slot.step, slot.role, running, resumes: slot.resumes)
    }

    func key(
        _ step: Ladder.Step,
        _ role: String,
        _ running: RunningLadder,
        resumes: Int64? = nil
    ) -> ObligationKey {
        ObligationKey(
            agreement: running.agreement,
            opener: running.opener.position,
            office: running.wait?.office,
            rule: running.ladder.name,
            days: step.days,
            limit: running.limit?.limit.name,
            date: running.ladder.back == nil ? nil : running.anchor,
            resumes: resumes,
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
            && policy.window.minutes(of: zone.date(of: now)).contains(minute)
    }

    /// Returns `instant` if it lies in the window, else when the window next opens.
    package func windowOpening(onOrAfter instant: Timestamp) -> Timestamp {
        guard !isInWindow(instant) else { return instant }
        let zone = circumstances.offices.own.zone
        let today = zone.date(of: instant)
        let isOver = zone.minuteOfDay(of: instant) >= policy.window.minutes(of: today).lowerBound
        let from = isOver ? today.adding(days: 1) : today
        return opening(of: ownCalendar.firstWorkingDay(onOrAfter: from))
    }

    /// The instant at which a working day's window opens.
    func opening(of day: LocalDate) -> Timestamp {
        circumstances.offices.own.zone.instant(
            day,
            minuteOfDay: policy.window.minutes(of: day).lowerBound
        )
    }
}
