package import Calendars
package import Workflows

/// A date that the law sets and that passes while somebody wants to hear nothing of it.
package struct SilencedDeadline: Hashable, Sendable {
    /// What the policy calls the date, or the workflow the limit.
    package var label: Bilingual
    /// The article that sets it.
    package var source: RuleSource
    /// The office whose day limit it is; nil for a date before the end of a term.
    package var office: String?
    /// The date, or the last day of the limit.
    package var date: LocalDate
    /// What keeps the reminders silent.
    package var silence: Silence
    /// The position of the entry that asked for it.
    package var position: Int64
    /// The first day on which anybody can be reminded again; nil while a hold has no end.
    package var heardFrom: LocalDate?
    /// The last day of a silence after which somebody can still be reminded by that date.
    package var latest: LocalDate

    /// The two kinds: the clock stands still, or somebody has seen it.
    package enum Silence: String, Sendable {
        case held, postponed
    }
}

extension Planner {
    /// Returns the dates of the law, today or ahead, by which a silence that stands at `now` lets nobody be
    /// reminded.
    ///
    /// Who asked for the silence decides, and may have meant it: nothing is owed because of this. Where
    /// both kinds reach that far each is named, since the end of one does not end the other.
    package func silencedDeadlines(
        of agreement: Agreement,
        at now: Timestamp
    ) -> [SilencedDeadline] {
        let zone = circumstances.offices.own.zone
        let hold = agreement.closed == nil ? agreement.held : nil
        return ladders(of: agreement).flatMap { running -> [SilencedDeadline] in
            guard !running.isSilent, let deadline = deadline(of: running),
                deadline.date >= zone.date(of: now)
            else { return [] }
            var found: [SilencedDeadline] = []
            if let hold, hold.holds(at: now, in: zone) {
                let end = hold.end(in: zone)
                found.append(deadline.silenced(.held, by: hold.at.position, opening(after: end)))
            }
            if let postponed = running.postponed, isPostponed(running, at: now) {
                let day = opening(after: silentUntil(running))
                found.append(deadline.silenced(.postponed, by: postponed.at.position, day))
            }
            return found.filter { silenced in
                silenced.heardFrom.map { $0 > deadline.date } ?? true
            }
        }
    }

    /// The day on which the window opens after a silence.
    private func opening(after end: Timestamp?) -> LocalDate? {
        end.map { circumstances.offices.own.zone.date(of: windowOpening(onOrAfter: $0)) }
    }

    /// The law's date that a ladder is about; nil where the office sets it, or there is none.
    private func deadline(of running: RunningLadder) -> Deadline? {
        let isBack = running.ladder.back != nil
        let date = running.limit?.lastDay ?? (isBack ? running.anchor : nil)
        let source = running.limit?.limit.source ?? running.ladder.source
        guard let date, source.mark == .legal else { return nil }
        return Deadline(
            label: running.limit?.limit.label ?? running.ladder.label,
            source: source,
            office: running.limit?.office,
            date: date,
            latest: ownCalendar.rolledBack(from: date).date.adding(days: -1)
        )
    }
}

/// The same before it is known what keeps it silent.
private struct Deadline {
    var label: Bilingual
    var source: RuleSource
    var office: String?
    var date: LocalDate
    var latest: LocalDate

    func silenced(
        _ silence: SilencedDeadline.Silence,
        by position: Int64,
        _ heardFrom: LocalDate?
    ) -> SilencedDeadline {
        SilencedDeadline(
            label: label,
            source: source,
            office: office,
            date: date,
            silence: silence,
            position: position,
            heardFrom: heardFrom,
            latest: latest
        )
    }
}
