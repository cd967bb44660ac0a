package import Calendars
import Entries
package import EventLog
package import Workflows

/// Two states of the same agreements held against each other.
package struct Comparison: Sendable {
    /// The edge of the state that is compared with; it need not lie before `to`.
    package var from: Edge
    /// The edge of the state that is described: changes are told as from `from` to here.
    package var to: Edge
    /// Whether the edges cut by what was known or by what had happened.
    package var mode: Mode
    /// When the entries were recorded whose positions are edges: what time alone changes needs an instant.
    package var recorded: [Int64: Timestamp] = [:]

    /// Prepares a comparison; nothing is read yet.
    package init(from: Edge, to: Edge, mode: Mode) {
        self.from = from
        self.to = to
        self.mode = mode
    }

    /// Up to where something counts, inclusively.
    package enum Edge: Hashable, Sendable {
        case time(Timestamp)
        case position(Int64)
    }

    /// What the edges are about.
    package enum Mode: String, Sendable, CaseIterable {
        /// What was known: recorded by then, whenever it happened.
        case recorded
        /// What had happened by then, as it is known now; a position has no place in it.
        case happened
    }

    /// The most steps between the edges that are gone through for the entries behind each change: every
    /// step is a fold of the agreement's whole history, and one with more has changed everywhere.
    package static let stepCountMax = 500

    /// What the two states of an agreement differ in.
    package struct Found: Sendable {
        /// The later of the two that is there.
        package var state: Agreement?
        /// Every difference.
        package var changes: [AgreementChange]
        /// The entries that brought each of them; nil where there are too many steps to tell.
        package var causes: [[Int64]]?
    }

    /// Returns what the two states of an agreement differ in, and which entries brought that.
    package func changes(
        of agreement: String,
        in log: some EntryLog,
        _ circumstances: Circumstances
    ) throws -> Found {
        let kept = try log.entries(ofSubject: agreement)
        let entries = try HistoryReader.entries(kept, in: log)
        let old = state(of: agreement, entries, at: from, circumstances)
        let new = state(of: agreement, entries, at: to, circumstances)
        let changes = AgreementChange.between(old, new)
        var found = Found(state: new.state ?? old.state, changes: changes)
        guard !changes.isEmpty else { return found }
        let fold = Fold(circumstances)
        // Whichever edge lies first, the same steps lie between them.
        if let steps = steps(of: agreement, entries, from, to, fold) {
            let zone = circumstances.offices.own.zone
            let causes = AgreementChange.causes(of: changes, from: old, steps)
            found.causes = zip(changes, causes).map { change, causes in
                // That the last day of a hold is over no entry says: what came after it did not end it.
                new.state?.hasRunOut(change, in: zone) == true ? [] : causes
            }
        } else if let steps = steps(of: agreement, entries, to, from, fold) {
            found.causes = AgreementChange.causes(
                of: changes,
                from: new,
                steps,
                isBackwards: true
            )
        }
        return found
    }

    /// The steps from one edge to a later one; nil where it is no later one, or they are too many.
    private func steps(
        of agreement: String,
        _ entries: [Entry],
        _ start: Edge,
        _ end: Edge,
        _ fold: Fold
    ) -> [EdgeStep]? {
        let history = History(entries)
        if mode == .happened, case .time(let from) = start, case .time(let to) = end {
            guard from < to else { return nil }
            let steps = fold.steps(agreement, history, after: from, through: to)
            return steps.count <= Self.stepCountMax ? steps : nil
        }
        var known = history.changing.filter { Self.isKnown($0, at: start) }
        let more = history.changing.filter { !Self.isKnown($0, at: start) }
            .filter { Self.isKnown($0, at: end) }
        guard !more.isEmpty, more.count <= Self.stepCountMax else { return nil }
        return more.map { fact in
            known.append(fact)
            return EdgeStep(
                positions: [fact.position],
                edge: fold.edge(agreement, History(known))
            )
        }
    }

    private static func isKnown(_ fact: Fact, at edge: Edge) -> Bool {
        switch edge {
        case .time(let time): fact.recorded <= time
        case .position(let position): fact.position <= position
        }
    }

    private func state(
        of agreement: String,
        _ entries: [Entry],
        at edge: Edge,
        _ circumstances: Circumstances
    ) -> AgreementEdge {
        var state = untimed(of: agreement, entries, at: edge, circumstances)
        // Nobody records that the last day of a hold is over.
        if let instant = instant(of: edge) {
            state.state?.endHold(at: instant, in: circumstances.offices.own.zone)
        }
        return state
    }

    /// The instant of an edge; nil for a position of which nobody said when it was recorded.
    package func instant(of edge: Edge) -> Timestamp? {
        switch edge {
        case .time(let time): time
        case .position(let position): recorded[position]
        }
    }

    private func untimed(
        of agreement: String,
        _ entries: [Entry],
        at edge: Edge,
        _ circumstances: Circumstances
    ) -> AgreementEdge {
        let fold = Fold(circumstances)
        switch (mode, edge) {
        case (.recorded, .time(let time)):
            return fold.edge(agreement, History(entries), knownAt: time)
        case (.recorded, .position(let position)), (.happened, .position(let position)):
            let known = entries.filter { $0.position <= position }
            return fold.edge(agreement, History(known))
        case (.happened, .time(let time)):
            return fold.edge(agreement, History(entries), happenedBy: time)
        }
    }
}

extension Agreement {
    /// Whether the change is the end of a hold whose last day was over before anything ended it.
    fileprivate func hasRunOut(_ change: AgreementChange, in zone: Zone) -> Bool {
        guard case .holdEnded(let ended) = change,
            let hold = pastHolds.last(where: { $0.at.position == ended.at.position })
        else { return false }
        return hold.hasRunOut(in: zone)
    }

    /// Lets a hold be over whose last day is.
    fileprivate mutating func endHold(at instant: Timestamp, in zone: Zone) {
        guard let hold = held, !hold.holds(at: instant, in: zone) else { return }
        held = nil
        pastHolds.append(hold)
    }
}
