package import Calendars
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
    /// How many of those move no day and no hour: their reminders only go to others.
    package var recipientsLeftOut = 0
    /// What the policies before and after call the roles of the moves, by name; none in entries of older versions.
    package var roleLabels: [String: Bilingual] = [:]
    /// Agreements that are touched and of which no move is listed.
    package var others: [String] = []

    /// Says that nothing changes and nobody is touched.
    package init() {}

    init(
        changes: [RuleChange],
        moves: [DeadlineMove],
        roleLabels: [String: Bilingual] = [:]
    ) {
        self.changes = changes
        self.moves = moves
        self.roleLabels = roleLabels
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
        fitted.recipientsLeftOut =
            moves.count { !$0.movesTime } - fitted.moves.count { !$0.movesTime }
        let roles = Set(fitted.moves.flatMap { ($0.rolesBefore ?? []) + ($0.rolesAfter ?? []) })
        let labels = roleLabels.filter { roles.contains($0.key) }
        let size = labels.json.canonicalText.utf8.count
        if size <= room {
            room -= size
            fitted.roleLabels = labels
        }
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
    private static let frameBytes = 220

    /// The moves for which there is room, in their order: those of a day or an hour before those that only go to
    /// others; of both the nearest of every ladder and every limit before the later steps of any.
    private static func first(of moves: [DeadlineMove], _ room: inout Int) -> [DeadlineMove] {
        var seen: Set<Matter> = []
        let places = moves.indices.map { index in
            let move = moves[index]
            let matter = Matter(
                agreement: move.agreement,
                deadline: move.matter,
                movesTime: move.movesTime
            )
            let isLater = !seen.insert(matter).inserted
            return (turn: (move.movesTime ? 0 : 2) + (isLater ? 1 : 0), index: index)
        }
        let inTurn = places.sorted { ($0.turn, $0.index) < ($1.turn, $1.index) }
        let kept = prefix(of: inTurn, max: movesMax, { moves[$0.index].json }, &room)
        return kept.map(\.index).sorted().map { moves[$0] }
    }

    private struct Matter: Hashable {
        var agreement: String
        var deadline: Deadline
        var movesTime: Bool
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
        if recipientsLeftOut > 0 { data["recipientsLeftOut"] = .integer(recipientsLeftOut) }
        if !roleLabels.isEmpty { data["roleLabels"] = roleLabels.json }
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
        recipientsLeftOut = data["recipientsLeftOut"]?.integer ?? 0
        roleLabels = (data["roleLabels"]?.object ?? [:]).compactMapValues { label in
            guard let id = label["id"]?.string, let en = label["en"]?.string else { return nil }
            return Bilingual(id: id, en: en)
        }
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
            let calendars = circumstances.calendars
            // First, so that a long list of days leaves room for what only follows from them.
            differences.addKinds(of: after, unknownTo: calendars)
            if let before = calendars.file(named: after.name) {
                let adopted = try calendars.adopting(after)
                differences.compareOthers(calendars, adopted, than: after.name)
                differences.compare(before, after)
                differences.sumUp(.calendar, before, after)
            }
        case .offices(let after):
            differences.compare(circumstances.offices, after)
            differences.sumUp(.offices, circumstances.offices, after)
        }
        let after = try adopting(content, at: now)
        let moves = survey.withDeadlines.flatMap { self.moves(of: $0, under: after, at: now) }
        return AdoptionEffect(
            changes: differences.changes,
            moves: moves,
            roleLabels: roleLabels(and: after)
        )
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
