package import Calendars
import Entries

/// The end of a term that the daemon has to record: its last day, and by which event.
package struct TermEnd: Hashable, Sendable {
    /// The event that says so, one of the daemon's own.
    package var event: String
    /// The last day on which the term holds.
    package var lastDay: LocalDate
    /// The first instant after it, in the own office's zone.
    package var passes: Timestamp
    /// The end as the term says it.
    package var until: String
}

/// An agreement as it will be once the daemon has recorded the end of its term.
package struct ForeseenEnd: Sendable {
    /// When the daemon records it if nothing happens before.
    package var at: Timestamp
    /// The agreement from then on.
    package var agreement: Agreement
}

extension Agreement {
    /// Whether a term was opened and nothing has ended it.
    package var hasRunningTerm: Bool { term.map { $0.ended == nil } ?? false }
}

extension Circumstances {
    /// Returns when and by which event the daemon has to end an agreement's term.
    ///
    /// Nil where none runs, where no end was agreed, and where the workflow leaves it to people.
    package func termEnd(of agreement: Agreement) -> TermEnd? {
        guard let term = agreement.term, term.ended == nil, let until = term.until,
            let lastDay = term.lastDay(in: offices.own.zone),
            let rule = rules[agreement.workflow]?.events.first(where: {
                $0.byDaemon && $0.effects.contains(.endsTerm)
            })
        else { return nil }
        return TermEnd(
            event: rule.name,
            lastDay: lastDay,
            passes: offices.own.zone.startOfDay(lastDay.adding(days: 1)),
            until: until
        )
    }
}

extension Decider {
    /// Returns the event that ends a term whose last day is over at `now`; nil if there is none.
    ///
    /// It happened on that last day. Nothing is closed by it but the term.
    package func endingOfTerm(
        of agreement: Agreement,
        _ history: History,
        position: Int64,
        now: Timestamp
    ) -> Event? {
        ended(agreement, history, position: position, now: now)?.event
    }

    /// Returns when the daemon will record the end of an agreement's term, and what the agreement is then,
    /// if nothing happens before; nil where it never will.
    ///
    /// `position` is a place in the log behind everything that is in it: the entry is not there yet.
    package func foreseenEnd(
        of agreement: Agreement,
        _ history: History,
        position: Int64,
        now: Timestamp
    ) -> ForeseenEnd? {
        guard let end = circumstances.termEnd(of: agreement) else { return nil }
        let at = max(end.passes, now)
        return ended(agreement, history, position: position, now: at).map { _, after in
            ForeseenEnd(at: at, agreement: after)
        }
    }

    private func ended(
        _ agreement: Agreement,
        _ history: History,
        position: Int64,
        now: Timestamp
    ) -> (event: Event, after: Agreement)? {
        guard let end = circumstances.termEnd(of: agreement), end.passes <= now,
            let moment = try? Moment(end.lastDay.description, in: circumstances.offices.own.zone)
        else { return nil }
        let event = Event(type: end.event, moment: moment, data: ["until": .string(end.until)])
        let command = Command(
            agreement: agreement.id,
            intent: .event(end.event),
            moment: moment,
            source: nil,
            fields: [:],
            position: position,
            now: now
        )
        // Only if it brings the end about: what it did not change would be recorded again and again.
        guard let after = fold.agreement(agreement.id, history.adding([event], of: command)),
            after.term?.ended != nil
        else { return nil }
        return (event, after)
    }
}
