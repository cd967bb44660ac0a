package import Calendars
package import Workflows

extension Planner {
    /// Returns the counts that a slot's own day rests on: its own, that of the limit that it speaks of, and
    /// the days on which the own office rests.
    ///
    /// What comes back after a postponement rests on nothing but the rest behind a day that somebody named.
    package func grounds(of slot: Slot, _ running: RunningLadder) -> [WorkingDayCount] {
        if slot.resumes != nil, let end = silentUntil(running) { return [rest(from: end)] }
        return [slot.count, running.limit?.count, rest(of: slot)].compactMap(\.self)
    }

    /// Returns the counts that the day rests on on which a slot goes out.
    ///
    /// Where a postponement or a hold keeps it back beyond its own day, that day says nothing any more.
    package func grounds(
        of slot: Slot,
        _ running: RunningLadder,
        _ agreement: Agreement
    ) -> [WorkingDayCount] {
        let zone = circumstances.offices.own.zone
        let held = agreement.closed == nil ? agreement.held?.end(in: zone) : nil
        let end = [silentUntil(running), held].compactMap(\.self).max()
        guard let end, end > slot.due else { return grounds(of: slot, running) }
        return [rest(from: end)]
    }

    /// Returns the count that the day of a weekly report rests on: the days off behind the policy's day.
    package func grounds(of slot: WeeklySlot) -> WorkingDayCount {
        ownCalendar.adding(workingDays: 0, to: slot.week)
    }

    /// Returns the count that the day rests on on which the window opens for what waits for it at `now`: the
    /// days off before; none if it is still that day.
    package func grounds(
        ofOpening opening: Timestamp,
        after now: Timestamp
    ) -> [WorkingDayCount] {
        let zone = circumstances.offices.own.zone
        let (today, day) = (zone.date(of: now), zone.date(of: opening))
        guard today < day else { return [] }
        // What lies before the last working day was waited for anyway, as the end of a hold is.
        let eve = ownCalendar.lastWorkingDay(onOrBefore: day.adding(days: -1))
        return [ownCalendar.adding(workingDays: 0, to: max(today, eve.adding(days: 1)))]
    }

    /// The days off between the end of a silence and the day on which what it kept back goes out.
    private func rest(from end: Timestamp) -> WorkingDayCount {
        ownCalendar.adding(workingDays: 0, to: circumstances.offices.own.zone.date(of: end))
    }

    /// Whether all that a slot which goes out at `instant` can rest on is certain, by a look at the span of
    /// its days alone.
    ///
    /// No ladder is made for it, so a list can ask it of each row; where it says no, the grounds have to be
    /// asked.
    package func isCertain(_ agreement: Agreement, through instant: Timestamp) -> Bool {
        let own = circumstances.offices.own
        let waits = agreement.closed == nil ? agreement.waits : []
        let offices = [own] + waits.map { circumstances.offices.office($0.office) }
        let points =
            [agreement.since, agreement.free, agreement.term?.at].compactMap(\.self)
            + waits.flatMap { [$0.since, $0.opener] }
        var days = offices.flatMap { office in
            points.map { $0.date(in: office.zone) }
                + waits.compactMap { $0.promised?.lastDay(in: office.zone) }
        }
        if let lastDay = agreement.term?.lastDay(in: own.zone) {
            days += [lastDay] + deepestDays(back: lastDay)
        }
        // A step back is rolled over days off that may lie behind the day it goes out on.
        let last = ownCalendar.firstWorkingDay(
            onOrAfter: own.zone.date(of: instant).adding(days: 1)
        )
        let limits = circumstances.rules[agreement.workflow]?.limits ?? []
        let calendars =
            offices.map(calendar(of:))
            + (waits.isEmpty
                ? [] : limits.compactMap { circumstances.calendars.calendar(named: $0.calendar) })
        let first = days.min() ?? .earliest
        return calendars.allSatisfy { $0.isCertain(from: first, through: last) }
    }

    /// For each ladder that counts back from the end of a term, the earliest day of its steps.
    private func deepestDays(back lastDay: LocalDate) -> [LocalDate] {
        policy.terms.compactMap { policy.ladder(named: $0) }.compactMap { ladder in
            guard let back = ladder.back, let days = ladder.rungs.map(\.days).max() else {
                return nil
            }
            let day = lastDay.adding(months: -back.monthsBefore).adding(days: -days)
            return ownCalendar.lastWorkingDay(onOrBefore: day)
        }
    }
}
