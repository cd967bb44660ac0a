package import Calendars
package import Workflows

extension Planner {
    /// Returns every slot that is still to go out of every ladder that runs and is not silenced.
    ///
    /// Of all roles, to the last repetition, as things stand at `now`, each with when it goes out. Two
    /// plans under two sets of rules, held against each other, say which reminders the new rules move.
    package func ahead(
        of agreement: Agreement,
        issued: (ObligationKey) -> Bool,
        at now: Timestamp
    ) -> [(running: RunningLadder, placed: PlacedSlot)] {
        ladders(of: agreement).filter { !$0.isSilent }.flatMap { running in
            placedSlots(of: running, of: agreement, issued: issued, at: now)
                .filter { [.upcoming, .owed, .postponed, .held].contains($0.standing) }
                .map { (running, $0) }
        }
    }
}

extension Planner {
    /// Returns every slot of the ladders that run and are not silenced that falls due from an instant on,
    /// on that day at the latest, and whose reminder was not issued.
    ///
    /// Unlike `ahead` it has all roles and all steps of that time: what somebody would have heard.
    package func slots(
        of agreement: Agreement,
        from start: Timestamp,
        through lastDay: LocalDate,
        issued: (ObligationKey) -> Bool
    ) -> [(running: RunningLadder, slot: Slot)] {
        ladders(of: agreement).filter { !$0.isSilent }.flatMap { running in
            slots(of: running).filter { slot in
                slot.due >= start && slot.day <= lastDay && !isPassedOver(slot, running)
                    && !issued(key(slot, running))
            }
            .map { (running, $0) }
        }
    }
}
