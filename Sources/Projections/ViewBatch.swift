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
    private let recent: RecentEntries?
    private let last: Int64
    private var touched: Set<String> = []
    /// The agreements of which people said something, and the first position of it in this batch.
    private var spoken: [String: Int64] = [:]
    private var engineWide: [Entry] = []
    private var reminders: [Entry] = []
    /// The first entry that could not be read: its agreement stays as it was in the views, and an
    /// entry of the engine is as if it were not there.
    private(set) var unreadable: Int64?
    /// New rules can move the dates of every open agreement.
    private var movesEverything = false

    init(
        _ kept: [KeptEntry],
        frontier: TreeFrontier,
        rules: RulesInForce?,
        log: any EntryLog,
        recent: RecentEntries?
    ) throws {
        self.frontier = frontier
        self.rules = rules
        self.log = log
        self.recent = recent
        last = kept.last?.position ?? -1
        for one in kept {
            _ = self.frontier.append(one.leaf)
            if let subject = one.subject {
                touched.insert(subject)
                if EngineEvent.isSaidByPeople(one.type), spoken[subject] == nil {
                    spoken[subject] = one.position
                }
            }
            let isReminder = one.type == EngineEvent.reminderIssued.rawValue
            guard one.subject == nil || isReminder else { continue }
            do {
                let entry = try HistoryReader.entry(one, in: log, recent: recent)
                if isReminder { reminders.append(entry) } else { engineWide.append(entry) }
            } catch SubmissionFailure.unreadable(let position) {
                unreadable = unreadable ?? position
            }
        }
        try takeRules()
    }

    private mutating func takeRules() throws {
        let adoptions = engineWide.filter { RulesInForce.types.contains($0.type) }
        guard let first = adoptions.first else { return }
        movesEverything = true
        if rules == nil {
            rules = try RulesInForce.adopted(in: log, through: last)
        } else {
            for adoption in adoptions where adoption.position >= first.position {
                try rules?.take(adoption)
            }
        }
    }

    mutating func write(to db: Database) throws {
        for entry in reminders { try EngineRows.insertReminder(entry, db) }
        for entry in engineWide { try EngineRows.takeMessage(entry, db) }
        if engineWide.contains(where: { $0.type == EngineEvent.officesAdopted.rawValue }) {
            // Offices are found by their names, which may be others now.
            let ids = try String.fetchAll(db, sql: "SELECT id FROM agreement")
            touched.formUnion(ids)
            for id in ids { spoken[id] = SearchIndexing.whole }
        }
        if let rules {
            let planner = rules.planner
            for id in touched.sorted() {
                do {
                    let kept = try log.entries(ofSubject: id).filter { $0.position <= last }
                    let entries = try HistoryReader.entries(kept, in: log, recent: recent)
                    let history = History(entries)
                    let row = AgreementRow(id, history, entries, rules, planner)
                    try row.write(to: db)
                    if let since = spoken[id] { try SearchIndexing.note(id, since: since, db) }
                } catch SubmissionFailure.unreadable(let position) {
                    // One damaged agreement must not keep the others from being shown.
                    unreadable = unreadable ?? position
                }
            }
            if movesEverything { try moveOthers(rules, db) }
        }
        try EngineRows.setProgress(last, frontier, db)
    }

    /// Gives every agreement that this batch did not touch, and that is open or has something ahead of
    /// it, its new dates.
    private func moveOthers(_ rules: RulesInForce, _ db: Database) throws {
        let planner = rules.planner
        let ids = try String.fetchAll(
            db,
            sql: "SELECT id FROM agreement WHERE \(Views.isRemindedOf) ORDER BY id"
        )
        for id in ids where !touched.contains(id) {
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT state, told FROM agreement WHERE id = ?"),
                arguments: [id]
            )
            guard let row else { continue }
            let told = (row[1] as String).split(separator: "\n").map(String.init)
            let issued = try Set(
                String.fetchAll(
                    db.cachedStatement(sql: "SELECT key FROM reminder WHERE agreement = ?"),
                    arguments: [id]
                )
            )
            let outlook = AgreementRow.Outlook(
                try StateText.decode(row[0]),
                issued: issued,
                told: Set(told),
                rules,
                planner
            )
            let columns = AgreementRow.Outlook.columnNames.map { "\($0) = ?" }
            try db.cachedStatement(
                sql: "UPDATE agreement SET \(columns.joined(separator: ", ")) WHERE id = ?"
            ).execute(arguments: StatementArguments(outlook.columns) + [id])
        }
    }
}
