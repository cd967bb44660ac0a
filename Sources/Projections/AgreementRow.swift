import Calendars
import Engine
import Entries
import EventLog
import GRDB
import Reminders
import Workflows

/// What the tables hold of one agreement, worked out from its entries and the rules alone.
///
/// Pure, so that many can be made side by side; the tables are written one after another.
struct AgreementRow: Sendable {
    let id: String
    /// The state; nil if every fact that began it was voided.
    private let agreement: Agreement?
    private let state: String
    private let version: Int
    private let outlook: Outlook
    /// The keys under which it was recorded that a ladder is at its end, a line for each.
    private let told: String

    /// When something is owed next, when its term ends, and whether a ladder is at its end.
    struct Outlook: Sendable {
        var next: Timestamp?
        /// The same of one with a term once it is renewed: the ladders of its term are silent then.
        ///
        /// That depends on another agreement, so both are kept and the question decides.
        var nextRenewed: Timestamp?
        /// The first instant after its term, which the daemon has to record.
        var termEnds: Timestamp?
        /// The first instant after the earliest day limit of its waits; nil without any.
        var limitEnds: Timestamp?
        var isExhausted = false
        /// Whether a ladder is at its end of which no entry says so.
        var isUntold = false

        init(
            _ agreement: Agreement,
            issued: Set<String>,
            told: Set<String>,
            _ rules: RulesInForce,
            _ planner: Planner?
        ) {
            termEnds = rules.circumstances.termEnd(of: agreement)?.passes
            limitEnds = rules.circumstances.limitEnds(of: agreement).map(\.lapses).min()
            guard let planner, agreement.closed == nil || agreement.term != nil else { return }
            // Most have had no reminder yet: then no key is spelled out to be looked for.
            let isIssued = { (key: ObligationKey) in
                !issued.isEmpty && issued.contains(key.description)
            }
            let (next, exhausted) = planner.outlook(of: agreement, issued: isIssued)
            self.next = next
            isExhausted = !exhausted.isEmpty
            isUntold = exhausted.contains { !told.contains($0.exhaustionKey) }
            guard agreement.term != nil else { return }
            var renewed = planner
            renewed.renewals[agreement.id] = agreement.id
            nextRenewed = renewed.next(agreement, issued: isIssued)
        }

        /// The columns of both, in the order of `columnNames`.
        var columns: [Int64?] {
            [
                next?.milliseconds, nextRenewed?.milliseconds, termEnds?.milliseconds,
                limitEnds?.milliseconds, isExhausted ? 1 : 0, isUntold ? 1 : 0,
            ]
        }

        static let columnNames = [
            "nextdue", "renewedue", "termends", "limitends", "isexhausted", "isuntold",
        ]
    }

    /// Folds `history`, which is all of one agreement's up to some position; `entries` are the same.
    init(
        _ id: String,
        _ history: History,
        _ entries: [Entry],
        _ rules: RulesInForce,
        _ planner: Planner?
    ) {
        self.id = id
        agreement = Fold(rules.circumstances).agreement(id, history)
        version = history.version
        state = agreement.map(StateText.encode) ?? ""
        let reminders = entries.of(.reminderIssued)
        let told = entries.of(.ladderExhausted).map(\.command.id)
        self.told = told.joined(separator: "\n")
        outlook =
            agreement.map {
                Outlook(
                    $0,
                    issued: Set(reminders.map(\.command.id)),
                    told: Set(told),
                    rules,
                    planner
                )
            } ?? Outlook()
    }

    /// Puts the row in the place of an older one.
    func write(to db: Database) throws {
        try db.run("DELETE FROM waiting WHERE agreement = ?", id)
        try db.run("DELETE FROM renewal WHERE successor = ?", id)
        guard let agreement else { return try db.run("DELETE FROM agreement WHERE id = ?", id) }
        try insert(agreement, into: db)
    }

    /// Puts the row into tables that have none of this agreement.
    func insert(into db: Database) throws {
        if let agreement { try insert(agreement, into: db) }
    }

    /// Whether there is an agreement: the texts of one that never began are not searched.
    var hasBegun: Bool { agreement != nil }

    private func insert(_ agreement: Agreement, into db: Database) throws {
        try db.run(Self.insertion) { run in
            try run.bind(id)
            try run.bind(agreement.stage)
            try run.bind(agreement.closed == nil ? 0 : 1)
            try run.bind(agreement.term == nil ? 0 : 1)
            try run.bind(Int64(version))
            try run.bind(told)
            try run.bind(state)
            for column in outlook.columns { try run.bind(column) }
            _ = try run.step()
        }
        for predecessor in agreement.renews {
            try db.run(
                "INSERT OR IGNORE INTO renewal (successor, predecessor, standing) VALUES (?, ?, ?)"
            ) { run in
                try run.bind(id)
                try run.bind(predecessor)
                try run.bind(Renewal.Standing(of: agreement).rawValue)
                _ = try run.step()
            }
        }
        for wait in agreement.waits {
            try db.run(
                "INSERT OR IGNORE INTO waiting (agreement, office, opener) VALUES (?, ?, ?)"
            ) { run in
                try run.bind(id)
                try run.bind(wait.office)
                try run.bind(wait.since.position)
                _ = try run.step()
            }
        }
    }

    private static let insertion = """
        INSERT OR REPLACE INTO agreement
            (id, stage, isclosed, hasterm, version, told, state,
            \(Outlook.columnNames.joined(separator: ", ")))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}

extension Renewal.Standing {
    init(of successor: Agreement) {
        self =
            if successor.term != nil { .signed } else if successor.closed == nil { .underWay } else
            {
                .givenUp
            }
    }
}

extension AgreementRow.Outlook {
    /// Nothing is owed.
    init() {}
}

extension [Entry] {
    /// Those of one of the engine's events; most have none, and the others are not copied.
    func of(_ event: EngineEvent) -> [Entry] {
        indices.filter { self[$0].type == event.rawValue }.map { self[$0] }
    }
}
