package import Calendars
package import Workflows

extension Planner {
    /// Returns every slot that is still to go out of every ladder that runs and is not silenced.
    ///
    /// Of all roles, to the last repetition, as things stand at `now`. Two plans under two sets of
    /// rules, held against each other, say which reminders the new rules move.
    package func ahead(
        of agreement: Agreement,
        issued: (ObligationKey) -> Bool,
        at now: Timestamp
    ) -> [(running: RunningLadder, slot: Slot)] {
        ladders(of: agreement).filter { !$0.isSilent }.flatMap { running in
            placedSlots(of: running, of: agreement, issued: issued, at: now)
                .filter { [.upcoming, .owed, .postponed, .held].contains($0.standing) }
                .map { (running, $0.slot) }
        }
    }
}
