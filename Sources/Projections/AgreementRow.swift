import Calendars
import Engine
import Entries
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

    /// When something is owed next, and whether a ladder is at its end.
    struct Outlook: Sendable {
        var next: Timestamp?
        var isExhausted = false

        init(_ agreement: Agreement, issued: Set<String>, _ planner: Planner?) {
            guard let planner, agreement.closed == nil else { return }
            // Most have had no reminder yet: then no key is spelled out to be looked for.
            let isIssued = { (key: ObligationKey) in
                !issued.isEmpty && issued.contains(key.description)
            }
            next = planner.next(agreement, issued: isIssued)
            isExhausted = planner.isExhausted(agreement, issued: isIssued)
        }
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
        let reminders = entries.filter { $0.type == EngineEvent.reminderIssued.rawValue }
        outlook =
            agreement.map {
                Outlook($0, issued: Set(reminders.map(\.command.id)), planner)
            } ?? Outlook()
    }

    /// Puts the row in the place of an older one.
    func write(to db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM waiting WHERE agreement = ?")
            .execute(arguments: [id])
        guard let agreement else {
            return try db.execute(sql: "DELETE FROM agreement WHERE id = ?", arguments: [id])
        }
        try insert(agreement, into: db)
    }

    /// Puts the row into tables that have none of this agreement.
    func insert(into db: Database) throws {
        if let agreement { try insert(agreement, into: db) }
    }

    /// Whether there is an agreement: the texts of one that never began are not searched.
    var hasBegun: Bool { agreement != nil }

    private func insert(_ agreement: Agreement, into db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO agreement
                    (id, stage, isclosed, version, nextdue, isexhausted, state)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, agreement.stage, agreement.closed == nil ? 0 : 1, version,
            outlook.next?.milliseconds, outlook.isExhausted ? 1 : 0, state,
        ])
        for wait in agreement.waits {
            try db.cachedStatement(
                sql: "INSERT OR IGNORE INTO waiting (agreement, office, opener) VALUES (?, ?, ?)"
            ).execute(arguments: [id, wait.office, wait.since.position])
        }
    }
}

extension AgreementRow.Outlook {
    /// Nothing is owed.
    init() {}
}
