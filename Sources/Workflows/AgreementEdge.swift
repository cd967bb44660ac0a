package import Calendars
package import Entries

/// An agreement at one edge of a comparison: its state, and the facts that stand behind it.
package struct AgreementEdge: Hashable, Sendable {
    /// Nil if it had not begun.
    package var state: Agreement?
    /// Every fact and supplement after its corrections, by position; what was voided is not there.
    var facts: [Int64: Fact] = [:]
    /// Those that leave no trace in the state: notes, documents, follow-ups, events without effect.
    var traceless: Set<Int64> = []

    fileprivate mutating func add(supplement fact: Fact) {
        facts[fact.position] = fact
        traceless.insert(fact.position)
    }
}

/// One step on the way from one edge to another: the entries that took it, and where it led.
package struct EdgeStep: Sendable {
    /// The entry that was recorded or happened, and the corrections that it is told with.
    package var positions: [Int64]
    /// The agreement after it.
    package var edge: AgreementEdge

    /// Describes a step.
    package init(positions: [Int64], edge: AgreementEdge) {
        self.positions = positions
        self.edge = edge
    }
}

extension History {
    /// The entries that can change what an agreement is, or what is told of it, in the order of recording.
    package var changing: [Fact] {
        facts.filter {
            $0.takesPlace || $0.isSupplement || $0.type == EngineEvent.corrected.rawValue
        }
    }
}

extension Fold {
    /// Returns what happened after `start` and up to `end`, step by step, as it is known now.
    package func steps(
        _ id: String,
        _ history: History,
        after start: Timestamp,
        through end: Timestamp
    ) -> [EdgeStep] {
        var edge = edge(id, history, happenedBy: start)
        func isBetween(_ placed: PlacedFact) -> Bool {
            placed.effective > start && placed.effective <= end
        }
        var steps = history.placed().filter(isBetween).map { placed in
            add(placed, to: &edge, id: id)
            return EdgeStep(
                positions: [placed.fact.position] + placed.correctedBy,
                edge: edge
            )
        }
        for placed in history.supplements().filter(isBetween) {
            edge.add(supplement: placed.fact)
            steps.append(
                EdgeStep(positions: [placed.fact.position] + placed.correctedBy, edge: edge)
            )
        }
        return steps
    }

    /// Returns the agreement at an edge; the limits are those of `agreement`.
    package func edge(
        _ id: String,
        _ history: History,
        happenedBy: Timestamp? = nil,
        knownAt: Timestamp? = nil
    ) -> AgreementEdge {
        let known = history.known(at: knownAt)
        var edge = AgreementEdge()
        for placed in known.placed() {
            if let happenedBy, placed.effective > happenedBy { break }
            add(placed, to: &edge, id: id)
        }
        for placed in known.supplements() {
            if let happenedBy, placed.effective > happenedBy { continue }
            edge.add(supplement: placed.fact)
        }
        return edge
    }

    private func add(_ placed: PlacedFact, to edge: inout AgreementEdge, id: String) {
        let next = step(edge.state, placed, id: id)
        if edge.state != nil, isWithoutEffect(placed.fact.type, in: next) {
            edge.traceless.insert(placed.fact.position)
        }
        edge.state = next
        edge.facts[placed.fact.position] = placed.fact
    }

    private func isWithoutEffect(_ type: String, in agreement: Agreement?) -> Bool {
        // What somebody has seen is no state that a change could be told of.
        if type == EngineEvent.postponed.rawValue { return true }
        guard let version = agreement?.workflow,
            let rule = circumstances.rules[version]?
                .event(named: type)
        else { return false }
        return rule.effects.isEmpty
    }
}

extension AgreementChange {
    /// A value of a fact that was corrected; `at` is its time.
    package struct Restated: Hashable, Sendable {
        /// The field's name in the fact's data.
        package var field: String
        /// What it said before; nil if it was not there.
        package var from: JSONValue?
        /// What it says after; nil if it is gone.
        package var to: JSONValue?

        /// Describes one value that is another now.
        package init(field: String, from: JSONValue?, to: JSONValue?) {
            self.field = field
            self.from = from
            self.to = to
        }
    }

    /// Returns every difference of the states, then what differs in facts that no state shows.
    package static func between(_ old: AgreementEdge, _ new: AgreementEdge) -> [AgreementChange] {
        let changes = between(old.state, new.state)
        guard new.state != nil else { return changes }
        return changes + came(new, after: old) + went(old, before: new)
            + restated(old, new, beside: changes)
    }

    private static func came(
        _ new: AgreementEdge,
        after old: AgreementEdge
    ) -> [AgreementChange] {
        new.traceless.sorted().filter { old.facts[$0] == nil }.compactMap { new.facts[$0] }
            .map { fact in fact.document.map { .documentAdded($0) } ?? .recorded(fact) }
    }

    private static func went(
        _ old: AgreementEdge,
        before new: AgreementEdge
    ) -> [AgreementChange] {
        old.traceless.sorted().filter { new.facts[$0] == nil }.compactMap { old.facts[$0] }
            .map { fact in fact.document.map { .documentRemoved($0) } ?? .unrecorded(fact) }
    }

    /// Facts that are at both edges and were corrected in between, but for what `changes` tell.
    private static func restated(
        _ old: AgreementEdge,
        _ new: AgreementEdge,
        beside changes: [AgreementChange]
    ) -> [AgreementChange] {
        let toldFields = Set(changes.compactMap(\.toldField))
        let toldPositions = Set(changes.compactMap(\.toldPosition))
        return new.facts.values.sorted { $0.position < $1.position }.compactMap { fact in
            guard let before = old.facts[fact.position], before != fact,
                !toldPositions.contains(fact.position)
            else { return nil }
            var values = Set(before.data.keys).union(fact.data.keys).sorted()
                .filter { before.data[$0] != fact.data[$0] }
                .map { Restated(field: $0, from: before.data[$0], to: fact.data[$0]) }
            // A field that the state keeps is told once, as the state's.
            if !new.traceless.contains(fact.position) {
                values.removeAll { toldFields.contains($0.field) }
            }
            if before.moment != fact.moment {
                let (from, to) = (before.moment.text, fact.moment.text)
                values.insert(
                    Restated(field: "at", from: .string(from), to: .string(to)),
                    at: 0
                )
            }
            return values.isEmpty ? nil : .restated(fact, values)
        }
    }

    private var toldField: String? {
        if case .field(let name, _, _) = self { return name }
        return nil
    }

    private var toldPosition: Int64? {
        if case .waitChanged(_, let wait) = self { return wait.since.position }
        return nil
    }
}

extension Fact {
    /// The file that it brought, where it is a supplement that did nothing else.
    fileprivate var document: Agreement.Document? {
        guard type == EngineEvent.documentAttached.rawValue, let document = data["document"],
            let name = document["name"]?.string, let size = document["size"]?.integer,
            let sha256 = document["sha256"]?.string
        else { return nil }
        return Agreement.Document(name: name, size: size, sha256: sha256, position: position)
    }
}
