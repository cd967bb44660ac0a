package import Calendars
package import Workflows

/// A ladder that runs for one opener: what is counted, from when, by which office's days.
package struct RunningLadder: Hashable, Sendable {
    /// The ladder as the policy in force has it, also if it was another when it began to run.
    package var ladder: Ladder
    /// The agreement's id.
    package var agreement: String
    /// The entry that the keys of its reminders name: of the stage, the wait, or its last promise.
    package var opener: Agreement.Point
    /// The wait, or nil for the stage's own ladder.
    package var wait: Agreement.Wait?
    /// The office that must act: its calendar counts.
    package var actor: Office
    /// The day that is counted from.
    package var anchor: LocalDate
    /// Nothing that falls due before this is owed: it was not known then, or somebody was awaited.
    package var owedFrom: Timestamp
    /// Who is awaited, if that keeps a stage's ladder silent.
    package var silencedBy: [Agreement.Wait]
    /// The days on which the clock stood still: those that a hold covers wholly, in order.
    package var pauses: [ClosedRange<LocalDate>]
    /// The day that would be counted from by what happened, whenever that was recorded.
    package var happened: LocalDate
    /// Whether it counts from the day of recording, since by what happened it was over before that.
    package var isBegunAnew = false
}

extension Planner {
    /// Returns every ladder that runs in an agreement: the stage's first, then the waits' in order.
    package func ladders(of agreement: Agreement) -> [RunningLadder] {
        guard agreement.closed == nil else { return [] }
        var ladders: [RunningLadder] = []
        let pauses = pauses(of: agreement)
        let workflow = circumstances.rules[agreement.workflow]
        let own = circumstances.offices.own
        if let name = workflow?.stage(named: agreement.stage)?.ladder,
            let ladder = policy.ladder(named: name)
        {
            let points = [agreement.since] + (agreement.free.map { [$0] } ?? [])
            let anchors = points.map { $0.date(in: own.zone) }
            ladders.append(
                placed(
                    RunningLadder(
                        ladder: ladder,
                        agreement: agreement.id,
                        opener: agreement.since,
                        wait: nil,
                        actor: own,
                        anchor: anchors.max() ?? .earliest,
                        owedFrom: points.map(\.recorded).max() ?? .earliest,
                        silencedBy: agreement.waits,
                        pauses: pauses,
                        happened: anchors.max() ?? .earliest
                    )
                )
            )
        }
        for wait in agreement.waits {
            let name = wait.isSignature ? policy.signatures : policy.waits
            guard let ladder = policy.ladder(named: name) else { continue }
            let actor = circumstances.offices.office(wait.office)
            ladders.append(
                placed(
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
                    )
                )
            )
        }
        return ladders
    }

    /// Says since when it stands still, and begins it anew if it was over before it was recorded.
    ///
    /// Without that an old case, typed in while it is still open, would never be reminded of; and
    /// with its old days all would be owed at once. Why: docs/decisions/0014.
    private func placed(_ ladder: RunningLadder) -> RunningLadder {
        guard let last = ladder.ladder.steps.last else { return ladder }
        // So many working days are at least so many days: mostly that settles it without counting.
        let recorded = ladder.actor.zone.date(of: ladder.owedFrom)
        guard ladder.anchor.adding(days: last.workingDays) < recorded,
            let end = due(last, of: ladder), end < ladder.owedFrom
        else { return ladder }
        var running = ladder
        running.anchor = recorded
        running.isBegunAnew = true
        return running
    }

    /// A promise moves the anchor: who promised a day is not reminded before it has passed.
    private func anchor(of wait: Agreement.Wait, _ actor: Office) -> LocalDate {
        wait.promised?.lastDay(in: actor.zone) ?? wait.since.date(in: actor.zone)
    }

    /// The days from the one after a hold began to its last, or to the one before it was ended.
    private func pauses(of agreement: Agreement) -> [ClosedRange<LocalDate>] {
        let zone = circumstances.offices.own.zone
        let holds = agreement.pastHolds + (agreement.held.map { [$0] } ?? [])
        return holds.compactMap { hold in
            guard let end = hold.end(in: zone) else { return nil }
            let first = hold.at.date(in: zone).adding(days: 1)
            let last = zone.date(of: end).adding(days: -1)
            return first <= last ? first...last : nil
        }
    }
}
