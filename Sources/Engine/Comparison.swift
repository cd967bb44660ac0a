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

    /// Returns what the two states of an agreement differ in, and the later one that is there.
    package func changes(
        of agreement: String,
        in log: some EntryLog,
        _ circumstances: Circumstances
    ) throws -> (state: Agreement?, changes: [AgreementChange]) {
        let kept = try log.entries(ofSubject: agreement)
        let entries = try HistoryReader.entries(kept, in: log)
        let old = state(of: agreement, entries, at: from, circumstances)
        let new = state(of: agreement, entries, at: to, circumstances)
        return (new.state ?? old.state, AgreementChange.between(old, new))
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
    /// Lets a hold be over whose last day is.
    fileprivate mutating func endHold(at instant: Timestamp, in zone: Zone) {
        guard let hold = held, !hold.holds(at: instant, in: zone) else { return }
        held = nil
        pastHolds.append(hold)
    }
}
