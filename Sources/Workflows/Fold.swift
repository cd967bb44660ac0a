package import Calendars

/// The one function from history to state: (entries, happened up to V, known at K) to agreement.
package struct Fold: Sendable {
    /// Every version of every workflow, so that each step finds its own; offices and calendars for
    /// judging.
    package var circumstances: Circumstances

    /// Prepares a fold; it keeps nothing between calls.
    package init(_ circumstances: Circumstances) { self.circumstances = circumstances }

    /// Returns what the agreement is, from what happened up to `happenedBy` and was recorded by `knownAt`.
    ///
    /// Nil if it had not begun. Both limits are inclusive; nil is no limit.
    package func agreement(
        _ id: String,
        _ history: History,
        happenedBy: Timestamp? = nil,
        knownAt: Timestamp? = nil
    ) -> Agreement? {
        let placed = history.known(at: knownAt).placed()
        guard let happenedBy else { return agreement(id, placed) }
        return agreement(id, placed.prefix { $0.effective <= happenedBy })
    }

    /// Returns what the agreement is after facts in the order in which they happened.
    func agreement(_ id: String, _ placed: some Sequence<PlacedFact>) -> Agreement? {
        var agreement: Agreement?
        // Looked up when it changes, which is hardly ever, and not for every fact.
        var workflow: Workflow?
        for placed in placed {
            let version = version(for: agreement, placed)
            if version != workflow?.reference {
                workflow = version.flatMap { circumstances.rules[$0] }
            }
            workflow?.evolve(&agreement, placed, id: id)
        }
        return agreement
    }

    /// Returns the state after one more fact: the whole fold's step, and the shortcut for a fact that sorts last.
    package func step(_ agreement: Agreement?, _ placed: PlacedFact, id: String) -> Agreement? {
        var next = agreement
        workflow(for: agreement, placed)?.evolve(&next, placed, id: id)
        return next
    }

    /// Every placed fact with the state after it and, if its workflow version says no, why.
    ///
    /// Offices and calendars are those of `circumstances` for every step: what holds today.
    package func judged(_ id: String, _ history: History) -> [JudgedStep] {
        judged(id, history) { _ in circumstances }
    }

    /// The same with the offices and calendars that `ofDay` gives for each step.
    package func judged(
        _ id: String,
        _ history: History,
        ofDay: (PlacedFact) throws -> Circumstances
    ) rethrows -> [JudgedStep] {
        var agreement: Agreement?
        return try history.placed().map { placed in
            let step = try judged(placed, after: agreement, id, ofDay: ofDay)
            agreement = step.after
            return step
        }
    }

    /// One step, judged by the circumstances of this fold.
    func judged(_ placed: PlacedFact, after agreement: Agreement?, _ id: String) -> JudgedStep {
        judged(placed, after: agreement, id) { _ in circumstances }
    }

    private func judged(
        _ placed: PlacedFact,
        after agreement: Agreement?,
        _ id: String,
        ofDay: (PlacedFact) throws -> Circumstances
    ) rethrows -> JudgedStep {
        let workflow = workflow(for: agreement, placed)
        var rejection = try workflow.flatMap {
            $0.refusal(of: placed, in: agreement, try ofDay(placed))
        }
        // What names no workflow begins nothing, so there is none to judge it by.
        if agreement == nil, placed.fact.data["workflow"] == nil {
            rejection = Rejection(.notBeginning(event: placed.fact.type))
        }
        return JudgedStep(
            placed: placed,
            after: step(agreement, placed, id: id),
            workflow: workflow?.reference,
            rejection: rejection
        )
    }

    /// The version that judges a step: the agreement's, or the one that a beginning is pinned to.
    private func workflow(for agreement: Agreement?, _ placed: PlacedFact) -> Workflow? {
        version(for: agreement, placed).flatMap { circumstances.rules[$0] }
    }

    private func version(for agreement: Agreement?, _ placed: PlacedFact) -> WorkflowVersion? {
        agreement?.workflow ?? WorkflowVersion(json: placed.fact.data["workflow"])
    }
}

/// One step of a replay.
package struct JudgedStep: Sendable {
    /// The fact with corrections applied, where it stands in the order.
    package var placed: PlacedFact
    /// The state after it.
    package var after: Agreement?
    /// The rules that it was judged by.
    package var workflow: WorkflowVersion?
    /// Why it should not have been possible, if so.
    package var rejection: Rejection?

    init(
        placed: PlacedFact,
        after: Agreement? = nil,
        workflow: WorkflowVersion? = nil,
        rejection: Rejection? = nil
    ) {
        self.placed = placed
        self.after = after
        self.workflow = workflow
        self.rejection = rejection
    }
}
