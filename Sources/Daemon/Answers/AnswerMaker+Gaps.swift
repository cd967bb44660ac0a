import Calendars
import Projections
import Wire
import Workflows

extension AnswerMaker {
    /// The gap in which an agreement stands, on either side of a renewal; nil if there is none.
    func gap(at agreement: Agreement) throws -> GapAnswer? {
        // Only what had a term, or names what it renews, can be part of one.
        guard agreement.term != nil || !agreement.renews.isEmpty else { return nil }
        return try house.views.gaps(of: agreement.id, at: now, in: offices.own.zone).first
    }

    /// Every gap, by the older agreement.
    func gaps() throws -> [GapAnswer] { try house.views.gaps(at: now, in: offices.own.zone) }
}

extension Views {
    /// The gaps that there are at `now`, by the older agreement; only those at one agreement, on either
    /// side, if one is named.
    func gaps(
        of agreement: String? = nil,
        at now: Timestamp,
        in zone: Zone
    ) throws -> [GapAnswer] {
        try renewals(of: agreement).compactMap { try gap($0, on: zone.date(of: now), in: zone) }
    }

    /// The old paper holds no longer, and the new one is still on its way to the signatures.
    private func gap(
        _ renewal: Renewal,
        on today: LocalDate,
        in zone: Zone
    ) throws -> GapAnswer? {
        guard renewal.standing == .underWay,
            let term = try row(of: renewal.predecessor)?.agreement.term,
            let first = term.firstDayAfter(in: zone), first <= today
        else { return nil }
        return GapAnswer(
            since: first.description,
            predecessor: renewal.predecessor,
            successor: renewal.successor
        )
    }
}

extension Agreement.Term {
    /// The day after the last one, or that of the decision that ended it before.
    fileprivate func firstDayAfter(in zone: Zone) -> LocalDate? {
        let agreed = lastDay(in: zone).map { $0.adding(days: 1) }
        guard let ended, !isExpired else { return agreed }
        let decided = ended.date(in: zone).adding(days: 1)
        return agreed.map { min($0, decided) } ?? decided
    }
}
