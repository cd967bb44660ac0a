package import Workflows

extension Planner {
    /// Returns, for every ladder that runs and is not silenced, its first slot that is still ahead.
    ///
    /// Over all roles; a ladder that has nothing ahead is left out. Two plans under two sets of
    /// rules, held against each other, say which reminders the new rules move.
    package func ahead(
        of agreement: Agreement,
        issued: (ObligationKey) -> Bool
    ) -> [(running: RunningLadder, slot: Slot)] {
        ladders(of: agreement).filter { !$0.isSilent }.compactMap { running in
            nextSlot(of: running, issued).map { (running, $0) }
        }
    }
}
