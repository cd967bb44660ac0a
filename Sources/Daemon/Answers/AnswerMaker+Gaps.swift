import Calendars
import Projections
import Wire
import Workflows

extension AnswerMaker {
    /// The gap in which an agreement stands, on either side of a renewal; nil if there is none.
    func gap(at agreement: Agreement) throws -> GapAnswer? {
        // Only what had a term, or names what it renews, can be part of one.
        guard agreement.term != nil || !agreement.renews.isEmpty else { return nil }
        return try house.views.renewals(of: agreement.id).compactMap { try gap($0) }.first
    }

    /// Every gap, by the older agreement.
    func gaps() throws -> [GapAnswer] { try house.views.renewals().compactMap { try gap($0) } }

    /// The old paper holds no longer, and the new one is still on its way to the signatures.
    private func gap(_ renewal: Renewal) throws -> GapAnswer? {
        guard renewal.standing == .underWay,
            let term = try house.views.row(of: renewal.predecessor)?.agreement.term,
            let first = firstDay(after: term), first <= offices.own.zone.date(of: now)
        else { return nil }
        return GapAnswer(
            since: first.description,
            predecessor: renewal.predecessor,
            successor: renewal.successor
        )
    }

    /// The day after the last one, or that of the decision that ended it before.
    private func firstDay(after term: Agreement.Term) -> LocalDate? {
        let zone = offices.own.zone
        let agreed = term.lastDay(in: zone).map { $0.adding(days: 1) }
        guard let ended = term.ended, !term.isExpired else { return agreed }
        let decided = ended.date(in: zone).adding(days: 1)
        return agreed.map { min($0, decided) } ?? decided
    }
}
