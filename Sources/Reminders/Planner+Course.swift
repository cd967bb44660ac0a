package import Calendars
package import Workflows

/// A reminder that would go out, and when.
package struct PlannedReminder: Hashable, Sendable {
    /// The instant at which it would be issued: the window is open then.
    package var instant: Timestamp
    /// What is owed then.
    package var obligation: Obligation

    /// Puts both together.
    package init(instant: Timestamp, obligation: Obligation) {
        self.instant = instant
        self.obligation = obligation
    }
}

extension Planner {
    /// Returns what would be issued for an agreement from `start` to `end`, both inclusive, if nothing
    /// happened to it meanwhile; in the order in which it would go out.
    ///
    /// `issued` are the keys of what is in the log already. Asks `next` and `owed` as a wake-up does, at
    /// every instant at which something becomes owed, so it can say nothing else than what a daemon would
    /// do that is never late. What an outage would leave out is not foreseen.
    ///
    /// From `foreseen` on the agreement is what the end of its term makes of it: that needs nobody, the
    /// daemon records it by itself. Without it nothing is said of what follows that end.
    package func course(
        of agreement: Agreement,
        foreseen: ForeseenEnd? = nil,
        issued: Set<String>,
        from start: Timestamp,
        through end: Timestamp
    ) -> [PlannedReminder] {
        var (agreement, foreseen, start) = (agreement, foreseen, start)
        var issued = issued
        var planned: [PlannedReminder] = []
        let isIssued = { (key: ObligationKey) in issued.contains(key.description) }
        while true {
            let instant = next(agreement, issued: isIssued).map {
                windowOpening(onOrAfter: max($0, start))
            }
            // The daemon looks for terms that are over before it looks for what is owed.
            if let ending = foreseen, ending.at <= min(instant ?? end, end) {
                (agreement, foreseen, start) = (ending.agreement, nil, max(start, ending.at))
                continue
            }
            guard let instant, instant <= end else { break }
            let owed = owed(agreement, issued: isIssued, now: instant)
            // Something is owed at that instant, or the walk would not end.
            guard !owed.isEmpty else { break }
            for obligation in owed {
                issued.insert(obligation.key.description)
                planned.append(PlannedReminder(instant: instant, obligation: obligation))
            }
        }
        return planned
    }
}
