import Calendars
package import Entries
import Workflows

/// What the adoption of a rule file changes, and whom it touches.
///
/// It stands in the adoption's entry, so that the same answer can be given for ever; where the
/// entry has no room for all of it, the text of the file comes first, then whom it touches, then
/// the changes, which the two texts in the log still tell.
package struct AdoptionEffect: Hashable, Sendable {
    /// The most changes and the most moved deadlines that are listed.
    package static let changesMax = 200
    /// The most moved deadlines that are listed.
    package static let movesMax = 100

    /// The differences from the version before; none for the first of its name.
    package var changes: [RuleChange] = []
    /// How many changes are not listed.
    package var changesLeftOut = 0
    /// How many open agreements it touches: those whose deadlines move or whose reminders go to others; of a
    /// workflow, those that stay with an older version.
    package var touched = 0
    /// Of a workflow: how many of them `rules move` could bring to this version.
    package var movable: Int?
    /// The deadlines that move and the reminders that go to others, agreement by agreement; a workflow's
    /// adoption moves none, its agreements' moves do.
    package var moves: [DeadlineMove] = []
    /// How many moved deadlines are not listed.
    package var movesLeftOut = 0
    /// Agreements that are touched and of which no move is listed.
    package var others: [String] = []

    /// Says that nothing changes and nobody is touched.
    package init() {}

    init(changes: [RuleChange], moves: [DeadlineMove]) {
        self.changes = changes
        self.moves = moves
        touched = Set(moves.map(\.agreement)).count
    }
}

extension AdoptionEffect {
    /// The members of the entry's data, at most so many bytes; nil never, but perhaps little.
    ///
    /// Returns as well what was kept, so that the answer says what the entry says.
    func fitted(into bytes: Int) -> AdoptionEffect {
        var fitted = AdoptionEffect()
        fitted.touched = touched
        fitted.movable = movable
        var room = bytes - Self.frameBytes
        fitted.moves = Self.first(of: moves, &room)
        fitted.movesLeftOut = moves.count - fitted.moves.count
        let listed = Set(fitted.moves.map(\.agreement))
        var unlisted: [String] = []
        for move in moves where !listed.contains(move.agreement) && unlisted.last != move.agreement
        {
            unlisted.append(move.agreement)
        }
        fitted.others = Self.prefix(of: unlisted, max: 1_000, { .string($0) }, &room)
        fitted.changes = Self.prefix(of: changes, max: Self.changesMax, \.json, &room)
        fitted.changesLeftOut = changes.count - fitted.changes.count
        return fitted
    }

    /// The names of the members and their figures.
    private static let frameBytes = 160

    /// The moves for which there is room, in their order: the nearest of every ladder and every limit before
    /// the later steps of any.
    private static func first(of moves: [DeadlineMove], _ room: inout Int) -> [DeadlineMove] {
        var seen: Set<Matter> = []
        let places = moves.indices.map { index in
            let matter = Matter(agreement: moves[index].agreement, deadline: moves[index].matter)
            return (index: index, isLater: !seen.insert(matter).inserted)
        }
        let inTurn = places.filter { !$0.isLater } + places.filter(\.isLater)
        let kept = prefix(of: inTurn, max: movesMax, { moves[$0.index].json }, &room)
        return kept.map(\.index).sorted().map { moves[$0] }
    }

    private struct Matter: Hashable {
        var agreement: String
        var deadline: Deadline
    }

    private static func prefix<Item>(
        of items: [Item],
        max: Int,
        _ json: (Item) -> JSONValue,
        _ room: inout Int
    ) -> [Item] {
        var kept: [Item] = []
        for item in items.prefix(max) {
            // With the comma behind it.
            let size = json(item).canonicalText.utf8.count + 1
            guard size <= room else { break }
            room -= size
            kept.append(item)
        }
        return kept
    }

    /// The members of the entry's data; what is empty is left out.
    var data: [String: JSONValue] {
        var data: [String: JSONValue] = ["touched": .integer(touched)]
        if !changes.isEmpty { data["changes"] = .array(changes.map(\.json)) }
        if changesLeftOut > 0 { data["changesLeftOut"] = .integer(changesLeftOut) }
        data["movable"] = movable.map(JSONValue.integer)
        if !moves.isEmpty { data["moves"] = .array(moves.map(\.json)) }
        if movesLeftOut > 0 { data["movesLeftOut"] = .integer(movesLeftOut) }
        if !others.isEmpty { data["others"] = .array(others.map(JSONValue.string)) }
        return data
    }

    /// Reads it back from an adoption's data; nil if that entry says nothing of it.
    package init?(data: JSONValue) {
        guard let touched = data["touched"]?.integer else { return nil }
        self.touched = touched
        changes = (data["changes"]?.array ?? []).compactMap(RuleChange.init(json:))
        changesLeftOut = data["changesLeftOut"]?.integer ?? 0
        movable = data["movable"]?.integer
        moves = (data["moves"]?.array ?? []).compactMap(DeadlineMove.init(json:))
        movesLeftOut = data["movesLeftOut"]?.integer ?? 0
        others = (data["others"]?.array ?? []).compactMap(\.string)
    }

    /// Whether it moved a deadline of that agreement.
    package func moves(agreement: String) -> Bool {
        others.contains(agreement) || moves.contains { $0.agreement == agreement }
    }
}

extension RulesInForce {
    /// What adopting `content` would change: in the rules, and for the open agreements.
    func effect(
        of content: RuleFile.Content,
        on survey: Survey,
        at now: Timestamp
    ) throws -> AdoptionEffect {
        var differences = Differences()
        switch content {
        case .workflow(let workflow):
            guard let before = circumstances.rules.newest(workflow.name) else {
                return AdoptionEffect()
            }
            differences.compare(before, workflow)
            var same = before
            same.version = workflow.version
            differences.sumUp(.workflow, same, workflow)
            return effect(of: workflow, differences.changes, on: survey)
        case .policy(let after):
            if let policy {
                differences.compare(policy, after)
                differences.sumUp(.policy, policy, after)
            }
        case .calendar(let after):
            if let before = circumstances.calendars.file(named: after.name) {
                differences.compare(before, after)
                differences.sumUp(.calendar, before, after)
            }
        case .offices(let after):
            differences.compare(circumstances.offices, after)
            differences.sumUp(.offices, circumstances.offices, after)
        }
        let after = try adopting(content, at: now)
        let moves = survey.withDeadlines.flatMap { self.moves(of: $0, under: after, at: now) }
        return AdoptionEffect(changes: differences.changes, moves: moves)
    }

    /// A workflow moves nobody by itself: it says who stays behind, and who could come along.
    private func effect(
        of workflow: Workflow,
        _ changes: [RuleChange],
        on survey: Survey
    ) -> AdoptionEffect {
        var effect = AdoptionEffect(changes: changes, moves: [])
        let behind = survey.inOrder.map(\.agreement).filter { $0.workflow.name == workflow.name }
        effect.touched = behind.count
        effect.movable = behind.count {
            workflow.obstacle(to: $0, under: circumstances.rules[$0.workflow]) == nil
        }
        return effect
    }
}
