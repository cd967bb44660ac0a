import Audit
import Calendars
import Engine
import Entries
import EventLog
import FoundationEssentials
import GRDB
import Reminders
import Workflows

/// One batch of entries on its way into the tables.
struct ViewBatch {
    private(set) var frontier: TreeFrontier
    private(set) var rules: RulesInForce?
    private let log: any EntryLog
    private let last: Int64
    private var touched: Set<String> = []
    private var engineWide: [Entry] = []
    private var reminders: [Entry] = []
    /// New rules can move the dates of every open agreement.
    private var movesEverything = false

    init(
        _ kept: [KeptEntry],
        frontier: TreeFrontier,
        rules: RulesInForce?,
        log: any EntryLog
    ) throws {
        self.frontier = frontier
        self.rules = rules
        self.log = log
        last = kept.last?.position ?? -1
        for one in kept {
            _ = self.frontier.append(one.leaf)
            if let subject = one.subject {
                touched.insert(subject)
                if one.type == EngineEvent.reminderIssued.rawValue, let bytes = one.bytes {
                    reminders.append(try HistoryReader.entry(bytes, at: one.position))
                }
            } else if let bytes = one.bytes {
                engineWide.append(try HistoryReader.entry(bytes, at: one.position))
            }
        }
        try takeRules()
    }

    private mutating func takeRules() throws {
        let adoptions = engineWide.filter { RulesInForce.types.contains($0.type) }
        guard let first = adoptions.first else { return }
        movesEverything = true
        if rules == nil {
            let all = try HistoryReader.entries(
                log.engineEntries(ofTypes: RulesInForce.types).filter { $0.position <= last }
            )
            rules = try RulesInForce.folding(all)
        } else {
            for adoption in adoptions where adoption.position >= first.position {
                try rules?.take(adoption)
            }
        }
    }

    mutating func write(to db: Database) throws {
        for entry in reminders { try insertReminder(entry, db) }
        for entry in engineWide { try takeMessage(entry, db) }
        if engineWide.contains(where: { $0.type == EngineEvent.officesAdopted.rawValue }) {
            // Offices are found by their names, which may be others now.
            touched.formUnion(try String.fetchAll(db, sql: "SELECT id FROM agreement"))
        }
        for agreement in touched.sorted() { try replace(agreement, db) }
        if movesEverything { try moveOthers(db) }
        try db.execute(
            sql: "UPDATE progress SET position = ?, root = ?",
            arguments: [last, Data(frontier.root.bytes)]
        )
    }

    private func insertReminder(_ entry: Entry, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO reminder (position, key, agreement, opener, office, role)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.position, entry.command.id, entry.subject?.agreement ?? "",
                entry.data["opener"]?.integer ?? 0, entry.data["office"]?.string,
                entry.data["role"]?.string ?? "",
            ]
        )
    }

    private func takeMessage(_ entry: Entry, _ db: Database) throws {
        switch EngineEvent(rawValue: entry.type) {
        case .messageIssued:
            try db.execute(
                sql: "INSERT OR REPLACE INTO message (position, role, day) VALUES (?, ?, ?)",
                arguments: [
                    entry.position, entry.data["role"]?.string ?? "",
                    entry.data["day"]?.string ?? "",
                ]
            )
            for key in entry.data["reminders"]?.array ?? [] {
                try db.execute(
                    sql: "UPDATE reminder SET message = ? WHERE key = ?",
                    arguments: [entry.position, key.string]
                )
            }
        case .messageDelivered, .messageFailed:
            try db.execute(
                sql: "UPDATE message SET outcome = ? WHERE position = ?",
                arguments: [entry.type, entry.data["message"]?.integer]
            )
        default: break
        }
    }

    private func replace(_ id: String, _ db: Database) throws {
        guard let rules else { return }
        let kept = try log.entries(ofSubject: id).filter { $0.position <= last }
        let history = History(try HistoryReader.entries(kept))
        try db.execute(sql: "DELETE FROM waiting WHERE agreement = ?", arguments: [id])
        guard let agreement = Fold(rules.circumstances).agreement(id, history) else {
            try db.execute(sql: "DELETE FROM agreement WHERE id = ?", arguments: [id])
            try SearchTable.replace(id, history, nil, rules.circumstances.offices, db)
            return
        }
        let next = try nextDue(agreement, rules, db)
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO agreement (id, stage, isclosed, version, nextdue, state)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, agreement.stage, agreement.closed == nil ? 0 : 1, history.version,
                next?.milliseconds, try StateText.encode(agreement),
            ]
        )
        try SearchTable.replace(id, history, agreement, rules.circumstances.offices, db)
        for wait in agreement.waits {
            try db.execute(
                sql: "INSERT OR IGNORE INTO waiting (agreement, office, opener) VALUES (?, ?, ?)",
                arguments: [id, wait.office, wait.since.position]
            )
        }
    }

    private func nextDue(
        _ agreement: Agreement,
        _ rules: RulesInForce,
        _ db: Database
    ) throws -> Timestamp? {
        guard let planner = rules.planner, agreement.closed == nil else { return nil }
        let issued = try Set(
            String.fetchAll(
                db,
                sql: "SELECT key FROM reminder WHERE agreement = ?",
                arguments: [agreement.id]
            )
        )
        return planner.next(agreement) { issued.contains($0.description) }
    }

    /// Gives every open agreement that this batch did not touch its new date.
    private func moveOthers(_ db: Database) throws {
        guard let rules else { return }
        let ids = try String.fetchAll(
            db,
            sql: "SELECT id FROM agreement WHERE isclosed = 0 ORDER BY id"
        )
        for id in ids where !touched.contains(id) {
            let state = try String.fetchOne(
                db,
                sql: "SELECT state FROM agreement WHERE id = ?",
                arguments: [id]
            )
            guard let state else { continue }
            let next = try nextDue(try StateText.decode(state), rules, db)
            try db.execute(
                sql: "UPDATE agreement SET nextdue = ? WHERE id = ?",
                arguments: [next?.milliseconds, id]
            )
        }
    }
}

/// An agreement's state as the views keep it: JSON with sorted members, so that a dump is canonical.
enum StateText {
    static func encode(_ agreement: Agreement) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(agreement), as: UTF8.self)
    }

    static func decode(_ text: String) throws -> Agreement {
        try JSONDecoder().decode(Agreement.self, from: Data(text.utf8))
    }
}
