import Calendars
import Engine
import Entries
import EventLog
import Wire
import Workflows

/// The entries by which other rules came to hold: for everybody, or for one agreement.
struct RuleChanges {
    /// Adoptions after the founding, in order.
    let adoptions: [Entry]
    /// The agreements that went to another workflow version, by those entries.
    private(set) var moves: [(entry: Entry, agreement: String)] = []
    /// Agreements that others renewed, each with the entry from which its renewal's term runs.
    private(set) var renewed: [String: Int64] = [:]

    init(in log: any EntryLog, before size: Int64) throws {
        adoptions = try HistoryReader.entries(
            log.engineEntries(ofTypes: RulesInForce.types).filter { $0.position < size },
            in: log
        )
        .filter { $0.data["touched"]?.integer != nil }
    }

    mutating func take(_ replay: Replay) {
        for step in replay.steps where step.entry.type == EngineEvent.workflowMoved.rawValue {
            moves.append((step.entry, replay.agreement))
        }
        guard let term = replay.state.term else { return }
        for old in replay.state.renews {
            renewed[old] = min(term.at.position, renewed[old] ?? .max)
        }
    }
}

extension AuditAnswers {
    /// Changes of rules after the founding that moved somebody's deadline, or touched what fell due within
    /// so many working days: also where they take a recipient or a reminder away and move no date.
    func rulesChanged(_ changes: RuleChanges, within nearDays: Int) throws -> [Finding] {
        var known: [Int64: RulesInForce] = [:]
        func rules(through position: Int64) throws -> RulesInForce {
            let last = self.rules.adoptions.last { $0.position <= position }?.position ?? -1
            if let read = known[last] { return read }
            let read = try RulesInForce.adopted(in: log, through: last) ?? self.rules
            known[last] = read
            return read
        }
        var near: [Int64: [NearDeadline]] = [:]
        for agreement in try changes.adoptions.isEmpty ? [] : log.subjects() {
            let entries = try HistoryReader.entries(log.entries(ofSubject: agreement), in: log)
            guard let first = entries.first?.position else { continue }
            for adoption in changes.adoptions where adoption.position > first {
                // A workflow holds for those that begin under it, and for those that are moved to it.
                guard adoption.type != EngineEvent.workflowAdopted.rawValue else { continue }
                let both = (
                    before: try rules(through: adoption.position - 1),
                    after: try rules(through: adoption.position)
                )
                let then = entries.filter { $0.position < adoption.position }
                near[adoption.position, default: []] += self.near(
                    (then, then),
                    both,
                    adoption,
                    agreement,
                    changes,
                    nearDays
                )
            }
        }
        for (entry, agreement) in changes.moves {
            let entries = try HistoryReader.entries(log.entries(ofSubject: agreement), in: log)
            let held = try rules(through: entry.position)
            near[entry.position] = self.near(
                (
                    entries.filter { $0.position < entry.position },
                    entries.filter { $0.position <= entry.position }
                ),
                (held, held),
                entry,
                agreement,
                changes,
                nearDays
            )
        }
        return changes.adoptions.compactMap { finding($0, near[$0.position] ?? [], of: nil) }
            + changes.moves.compactMap { finding($0, near[$0.position] ?? [], of: $1) }
    }

    private func near(
        _ entries: (before: [Entry], after: [Entry]),
        _ rules: (before: RulesInForce, after: RulesInForce),
        _ change: Entry,
        _ agreement: String,
        _ changes: RuleChanges,
        _ nearDays: Int
    ) -> [NearDeadline] {
        let fold = Fold(rules.before.circumstances)
        guard let before = fold.agreement(agreement, History(entries.before)),
            before.closed == nil || before.hasRunningTerm,
            let after = fold.agreement(agreement, History(entries.after))
        else { return [] }
        let issued = entries.before.filter { $0.type == EngineEvent.reminderIssued.rawValue }
        return ChangedRules(
            rules: rules,
            agreement: (before, after),
            issued: Set(issued.map(\.command.id)),
            recorded: change.recorded,
            isRenewed: (changes.renewed[agreement] ?? .max) < change.position
        )
        .near(nearDays)
    }

    /// Cites the change first, then what opened the stages and waits that it touched.
    private func finding(
        _ entry: Entry,
        _ near: [NearDeadline],
        of agreement: String?
    ) -> Finding? {
        let moves = entry.data["moves"]?.array ?? []
        let moved =
            moves.compactMap(DeadlineMove.init(json:)).count(where: \.movesTime)
            + (entry.data["movesLeftOut"]?.integer ?? 0)
            - (entry.data["recipientsLeftOut"]?.integer ?? 0)
        guard moved > 0 || !near.isEmpty else { return nil }
        let workflow = entry.data["workflow"]
        var params: [String: JSONValue] = [
            "name": entry.data["name"] ?? workflow?["name"] ?? "",
            "touched": entry.data["touched"] ?? 1, "moved": .integer(moved),
        ]
        // What adopts nothing moved an agreement to another version of its workflow.
        let kind = RuleFile.Kind(adoptedBy: entry.type) ?? .workflow
        params["rule"] = .string(kind.rawValue)
        params["version"] = workflow?["version"] ?? entry.data["version"]
        params["moves"] = entry.data["moves"]
        params["others"] = entry.data["others"]
        params["roleLabels"] = entry.data["roleLabels"]
        if !near.isEmpty { params["near"] = .array(near.map(\.json)) }
        let openers = Set(
            moves.compactMap { $0["opener"]?.integer.map(Int64.init) } + near.map(\.opener)
        ).sorted()
        return Finding(
            kind: "rules-changed",
            agreement: agreement,
            positions: [entry.position] + openers,
            roles: ["change"] + openers.map { _ in "touched" },
            params: params
        )
    }
}
