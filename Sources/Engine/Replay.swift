package import Calendars
package import Entries
package import EventLog
package import Workflows

/// One agreement gone through again, entry by entry, in the order in which things happened.
///
/// Every step is judged by the rules of its day: the workflow version that the agreement had then, and
/// the offices and calendars that were in force when the step was recorded, or last corrected.
package struct Replay: Sendable {
    /// The agreement's id.
    package var agreement: String
    /// The state after the last step.
    package var state: Agreement
    /// Every entry within the limits, also those that take no place in the order, as they happened.
    package var steps: [Step]

    /// One entry and what it brought about.
    package struct Step: Sendable {
        /// The entry as it was recorded, or as its redaction restates it.
        package var entry: Entry
        /// What holds of it after all corrections; nil for what takes no place in the order:
        /// corrections, notes, reminders, and what was voided.
        package var placed: PlacedFact?
        /// What holds of a note, a document or a follow-up after all corrections; nil for all else, and
        /// for what was voided.
        package var supplement: PlacedFact?
        /// Where it stands in the order.
        package var effective: Timestamp
        /// The state after it; nil before the agreement has begun.
        package var after: Agreement?
        /// The version that judged it; nil for what none judges.
        package var workflow: WorkflowVersion?
        /// Why it should not have been possible, if so.
        package var rejection: Rejection?
        /// The position of the correction that voided the entry, if one did.
        package var voidedBy: Int64?
        /// Whether its bytes are gone, so that `entry` is what the redaction left of it.
        package var isRedacted: Bool

        /// What holds of it after all corrections, whether anything rests on it or not.
        package var corrected: PlacedFact? { placed ?? supplement }
    }

    /// Goes through what was recorded by `knownAt`, as far as it happened by `happenedBy`.
    ///
    /// Nil if the agreement had not begun. Both limits are inclusive; nil is no limit.
    package init?(
        _ agreement: String,
        in log: some EntryLog,
        _ rules: RulesOfDay,
        happenedBy: Timestamp? = nil,
        knownAt: Timestamp? = nil
    ) throws {
        let kept = try log.entries(ofSubject: agreement)
        let redacted = Set(kept.filter { $0.bytes == nil }.map(\.position))
        let entries = try HistoryReader.entries(kept, in: log)
            .filter { entry in knownAt.map { entry.recorded <= $0 } ?? true }
        let history = History(entries)
        let judged = Dictionary(
            uniqueKeysWithValues: try Fold(rules.today).judged(agreement, history) { placed in
                try rules.circumstances(
                    at: placed.correctedBy.reduce(placed.fact.position, max)
                )
            }.map { ($0.placed.fact.position, $0) }
        )
        let supplements = Dictionary(
            uniqueKeysWithValues: history.supplements().map { ($0.fact.position, $0) }
        )
        let voided = history.voided
        var steps = entries.map { entry in
            let step = judged[entry.position]
            let supplement = supplements[entry.position]
            return Step(
                entry: entry,
                placed: step?.placed,
                supplement: supplement,
                effective: (step?.placed ?? supplement)?.effective ?? entry.moment.start,
                after: step?.after,
                workflow: step?.workflow,
                rejection: step?.rejection,
                voidedBy: voided[entry.position],
                isRedacted: redacted.contains(entry.position)
            )
        }
        steps.removeAll { step in happenedBy.map { step.effective > $0 } ?? false }
        steps.sort { ($0.effective, $0.entry.position) < ($1.effective, $1.entry.position) }
        var state: Agreement?
        for index in steps.indices {
            // What takes no place in the order changes nothing.
            state = steps[index].placed == nil ? state : steps[index].after
            steps[index].after = state
        }
        guard let state else { return nil }
        self.agreement = agreement
        self.state = state
        self.steps = steps
    }
}
