package import Calendars
package import Workflows

/// A ladder that runs for one opener: what is counted, from when, by which office's days.
package struct RunningLadder: Hashable, Sendable {
    /// The ladder as the policy in force has it, also if it was another when it began to run.
    package var ladder: Ladder
    /// The agreement's id.
    package var agreement: String
    /// The entry that the keys of its reminders name: of the stage, the wait or its last promise, or of
    /// the term or its end.
    package var opener: Agreement.Point
    /// The wait, or nil for any other ladder.
    package var wait: Agreement.Wait?
    /// The day limit of the wait whose end it is about; nil for any other ladder.
    package var limit: LimitEnd?
    /// The last day of the term that it is about; nil for a stage or a wait.
    package var lastDay: LocalDate?
    /// The office that must act: its calendar counts.
    package var actor: Office
    /// The day that is counted from, or back from.
    package var anchor: LocalDate
    /// Nothing that falls due before this is owed: it was not known then, or somebody was awaited.
    package var owedFrom: Timestamp
    /// Who is awaited, if that keeps a stage's ladder silent.
    package var silencedBy: [Agreement.Wait]
    /// The days on which the clock stood still: those that a hold covers wholly, in order.
    package var pauses: [Pause]
    /// The day that would be counted from by what happened, whenever that was recorded.
    package var happened: LocalDate
    /// Whether it counts from the day of recording, since by what happened it was over before that.
    package var isBegunAnew = false
    /// The signed agreement that renewed this one, if that keeps the ladder silent.
    package var renewedBy: String?
    /// The last "I have seen it" that holds for it, also if its day is over.
    package var postponed: Agreement.Postponement?
    /// How often it was put off since its opener.
    package var postponements = 0

    /// Whether something keeps it silent as long as it stands: somebody awaited, a renewal.
    package var isSilent: Bool { !silencedBy.isEmpty || renewedBy != nil }

    /// Whether a reminder of that name is one about the limit that this ladder is about.
    func isOfLimit(named name: String?) -> Bool {
        guard let limit, let name else { return false }
        return name.contains(":\(ladder.name):\(limit.limit.name)-")
    }

    /// Whether the limit that it is about is over; a calendar may have moved it since that was said.
    func isLapsed(at now: Timestamp) -> Bool { limit.map { $0.lapses <= now } ?? false }

    /// Whether it is about the end of a term, and not about a stage or a wait.
    package var isOfTerm: Bool { lastDay != nil }
}

extension Planner {
    /// Returns every ladder that runs in an agreement: the stage's first, then the waits' in order, each
    /// with those of its day limits, then those of its term, which run on when the agreement is closed.
    package func ladders(of agreement: Agreement) -> [RunningLadder] {
        var ladders: [RunningLadder] = []
        if agreement.closed == nil {
            let pauses = circumstances.pauses(of: agreement)
            if let ladder = stageLadder(of: agreement, pauses) { ladders.append(ladder) }
            for wait in agreement.waits {
                if let ladder = waitLadder(of: wait, agreement, pauses) { ladders.append(ladder) }
                ladders += limitLadders(of: wait, agreement)
            }
        }
        if let term = agreement.term { ladders += termLadders(of: term, agreement) }
        return ladders
    }

    private func stageLadder(
        of agreement: Agreement,
        _ pauses: [Pause]
    ) -> RunningLadder? {
        let workflow = circumstances.rules[agreement.workflow]
        guard let name = workflow?.stage(named: agreement.stage)?.ladder,
            let ladder = policy.ladder(named: name)
        else { return nil }
        let own = circumstances.offices.own
        let points = [agreement.since] + (agreement.free.map { [$0] } ?? [])
        let anchor = agreement.unmoved(in: own.zone).date(in: own.zone)
        return placed(
            RunningLadder(
                ladder: ladder,
                agreement: agreement.id,
                opener: agreement.since,
                wait: nil,
                actor: own,
                anchor: anchor,
                owedFrom: points.map(\.recorded).max() ?? .earliest,
                silencedBy: agreement.waits,
                pauses: pauses,
                happened: anchor
            ),
            // An answer is news: what was put off before it was put off for another reason.
            agreement.postponements(after: points, own.zone)
        )
    }

    private func waitLadder(
        of wait: Agreement.Wait,
        _ agreement: Agreement,
        _ pauses: [Pause]
    ) -> RunningLadder? {
        let name = wait.isSignature ? policy.signatures : policy.waits
        guard let ladder = policy.ladder(named: name) else { return nil }
        let actor = circumstances.offices.office(wait.office)
        return placed(
            RunningLadder(
                ladder: ladder,
                agreement: agreement.id,
                opener: wait.opener,
                wait: wait,
                actor: actor,
                anchor: anchor(of: wait, actor),
                owedFrom: wait.opener.recorded,
                silencedBy: [],
                pauses: pauses,
                happened: anchor(of: wait, actor)
            ),
            agreement.postponements(
                after: [wait.opener],
                circumstances.offices.own.zone
            )
        )
    }

    /// What is said when a day limit of a wait is over: counted by the own office's days, which has to
    /// record what follows from it.
    ///
    /// The law's days run on while the clock stands still, so no hold moves it; and the wait opened it, so
    /// a promise does not begin it anew.
    private func limitLadders(
        of wait: Agreement.Wait,
        _ agreement: Agreement
    ) -> [RunningLadder] {
        guard !wait.limits.isEmpty, let ladder = policy.lapsed.flatMap(policy.ladder(named:)),
            let workflow = circumstances.rules[agreement.workflow]
        else { return [] }
        let own = circumstances.offices.own
        return workflow.limitEnds(of: wait, in: agreement, circumstances).map { end in
            let anchor = end.lastDay.adding(days: 1)
            var running = RunningLadder(
                ladder: ladder,
                agreement: agreement.id,
                opener: wait.since,
                wait: wait,
                limit: end,
                actor: own,
                anchor: anchor,
                owedFrom: wait.since.recorded,
                silencedBy: [],
                pauses: [],
                happened: anchor
            )
            running.take(agreement.postponements(after: [wait.since], own.zone))
            return running
        }
    }

    /// The ladders back from a term's end while it runs; after its last day the one that asks for the
    /// final report.
    ///
    /// After a decision to end it, none.
    private func termLadders(
        of term: Agreement.Term,
        _ agreement: Agreement
    ) -> [RunningLadder] {
        let own = circumstances.offices.own
        guard let lastDay = term.lastDay(in: own.zone) else { return [] }
        func running(_ ladder: Ladder, _ opener: Agreement.Point, from anchor: LocalDate)
            -> RunningLadder
        {
            var running = RunningLadder(
                ladder: ladder,
                agreement: agreement.id,
                opener: opener,
                lastDay: lastDay,
                actor: own,
                anchor: anchor,
                // An old paper is typed in after its days have passed: that floods nobody.
                owedFrom: term.at.recorded,
                silencedBy: [],
                pauses: [],
                happened: anchor
            )
            running.take(agreement.postponements(after: [opener], own.zone))
            return running
        }
        if let ended = term.ended {
            guard term.isExpired, let ladder = policy.ended.flatMap(policy.ladder(named:)) else {
                return []
            }
            return [running(ladder, ended, from: lastDay.adding(days: 1))]
        }
        return policy.terms.compactMap { policy.ladder(named: $0) }.compactMap { ladder in
            guard let back = ladder.back, back.applies(to: agreement) else { return nil }
            var running = running(
                ladder,
                term.at,
                from: lastDay.adding(months: -back.monthsBefore)
            )
            running.renewedBy = renewals[agreement.id]
            return running
        }
    }

    /// Says since when it stands still, and begins it anew if it was over before it was recorded.
    ///
    /// Without that an old case, typed in while it is still open, would never be reminded of; and
    /// with its old days all would be owed at once. Why: docs/decisions/0014.
    private func placed(
        _ ladder: RunningLadder,
        _ postponements: [Agreement.Postponement]
    ) -> RunningLadder {
        var running = ladder
        running.take(postponements)
        guard let last = ladder.ladder.steps.last else { return running }
        // So many working days are at least so many days: mostly that settles it without counting.
        let recorded = ladder.actor.zone.date(of: ladder.owedFrom)
        guard ladder.anchor.adding(days: last.days) <= recorded,
            let end = due(last, of: ladder), end < ladder.owedFrom
        else { return running }
        running.anchor = recorded
        running.isBegunAnew = true
        return running
    }

    /// A promise moves the anchor: who promised a day is not reminded before it has passed.
    private func anchor(of wait: Agreement.Wait, _ actor: Office) -> LocalDate {
        wait.promised?.lastDay(in: actor.zone) ?? wait.since.date(in: actor.zone)
    }
}

extension Circumstances {
    /// Returns the days on which the clock of an agreement stood still, as an office counts them: after
    /// `start`, up to and including `end`, in order.
    ///
    /// Those of a hold that nobody has lifted yet are among them; a ladder can't know where they end.
    package func pauses(
        of agreement: Agreement,
        by office: Office,
        after start: LocalDate,
        through end: LocalDate
    ) -> [CountedPause] {
        let calendar = calendars.calendar(named: office.calendar) ?? .withoutData
        return pauses(of: agreement, standingThrough: end)
            .counted(by: calendar, after: start, through: end)
    }

    /// The days from the one after a hold began to its last, or to the one before it was ended.
    ///
    /// A hold without an end has them through `today`, and without that none.
    fileprivate func pauses(
        of agreement: Agreement,
        standingThrough today: LocalDate? = nil
    ) -> [Pause] {
        let zone = offices.own.zone
        let holds = agreement.pastHolds + (agreement.held.map { [$0] } ?? [])
        return holds.compactMap { hold in
            let end = hold.end(in: zone).map { zone.date(of: $0).adding(days: -1) }
            let first = hold.at.date(in: zone).adding(days: 1)
            guard let last = end ?? today, first <= last else { return nil }
            return Pause(days: first...last, position: hold.at.position, reason: hold.reason)
        }
    }
}

extension RunningLadder {
    /// The last of them holds; all of them are counted.
    fileprivate mutating func take(_ postponements: [Agreement.Postponement]) {
        postponed = postponements.max { $0.at.position < $1.at.position }
        self.postponements = postponements.count
    }
}

extension Agreement {
    /// Those that were recorded after everything that a ladder counts from: who said "seen" knew of it.
    ///
    /// So they are over by themselves when the stage or the wait is left. One that was over when it was
    /// typed in put nothing off.
    fileprivate func postponements(after openers: [Point], _ zone: Zone) -> [Postponement] {
        let last = openers.map(\.position).max() ?? -1
        return postponements.filter {
            $0.at.position > last && $0.end(in: zone) > $0.at.recorded
        }
    }
}
