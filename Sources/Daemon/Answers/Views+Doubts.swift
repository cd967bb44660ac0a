import Calendars
import Projections
import Reminders
import Workflows

extension Views {
    /// What the day on which an agreement's next reminder goes out rests on that is not certain; nil if all
    /// of it is.
    ///
    /// Where the span of its days is certain no ladder is made, and nothing is read.
    func doubt(
        ofNext next: Timestamp,
        _ agreement: Agreement,
        _ planner: Planner
    ) throws -> CountDoubt? {
        guard !planner.isCertain(agreement, through: next) else { return nil }
        let issued = Set(try reminders(of: agreement.id).map(\.key))
        return CountDoubt(
            planner.nextSlots(of: agreement) { issued.contains($0.description) }
                .filter { $0.goesOut == next }
                .flatMap { planner.grounds(of: $0.slot, $0.running, agreement) }
        )
    }

    /// The same of what is due first, at `due`, and goes out when the window is open.
    ///
    /// What is due already at `now` rests on no count any more, but on the days off before the window opens.
    func doubt(
        ofFirst due: Timestamp,
        goingOut opening: Timestamp,
        at now: Timestamp,
        _ planner: Planner
    ) throws -> CountDoubt? {
        guard due > now else {
            return CountDoubt(planner.grounds(ofOpening: opening, after: now))
        }
        guard let first = try self.due(by: due, limit: 1).first, let row = try row(of: first)
        else { return nil }
        return try doubt(ofNext: due, row.agreement, planner)
    }
}
