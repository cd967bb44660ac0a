import Audit
import Dispatch
import Engine
import Entries
import EventLog
import FoundationEssentials
import GRDB
import Glibc
import Reminders
import Synchronization
import Workflows

/// Makes the views of a whole log anew, in a file beside the one that is served.
///
/// Agreement by agreement instead of entry by entry: each is read and folded once, and all
/// processors fold at the same time. What comes of it are the same rows as those of batches, which
/// a test compares.
struct ViewRebuild {
    /// Agreements that are folded in one go: enough to be worth a lock, few enough for little memory.
    private static let agreementsOfPart = 256

    let log: any EntryLog
    /// The last position that the new views contain.
    let last: Int64

    init(_ log: any EntryLog) {
        self.log = log
        last = log.head.size - 1
    }

    /// Writes the file at `path`, complete and synced; what is there is removed first.
    func write(to path: String) throws {
        try ViewStore.remove(path: path)
        var configuration = Configuration()
        // A file that is not finished is thrown away: nothing in it needs a journal or a sync.
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536")
        }
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = OFF")
        }
        try fill(database)
        try database.close()
        try sync(path)
    }

    /// Makes the tables in an empty database and fills them.
    func fill(_ database: DatabaseQueue) throws {
        try database.write(ViewStore.makeTables)
        if let rules = try RulesInForce.adopted(in: log, through: last) {
            try fold(rules, into: database)
        }
        try database.write { db in
            try ViewStore.makeIndexes(db)
            let kept = try log.engineEntries(ofTypes: EngineRows.messageTypes)
                .filter { $0.position <= last }
            let messages = try HistoryReader.entries(kept, in: self.log)
            for message in messages { try EngineRows.takeMessage(message, db) }
            try EngineRows.setProgress(last, try log.frontier(ofSize: last + 1), db)
        }
    }

    private func fold(_ rules: RulesInForce, into database: DatabaseQueue) throws {
        let subjects = try log.subjects()
        let parts = stride(from: 0, to: subjects.count, by: Self.agreementsOfPart).map {
            subjects[$0..<min($0 + Self.agreementsOfPart, subjects.count)]
        }
        let planner = rules.planner
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: parts.count) { index in
            guard failure.withLock({ $0 == nil }) else { return }
            do {
                let (rows, reminders) = try rows(of: parts[index], rules, planner)
                try database.write { db in
                    for row in rows { try row.insert(into: db) }
                    for reminder in reminders { try EngineRows.insertReminder(reminder, db) }
                }
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func rows(
        of subjects: ArraySlice<String>,
        _ rules: RulesInForce,
        _ planner: Planner?
    ) throws -> (rows: [AgreementRow], reminders: [Entry]) {
        var rows: [AgreementRow] = []
        var reminders: [Entry] = []
        for (id, kept) in zip(subjects, try log.entries(ofSubjects: Array(subjects))) {
            let known = kept.filter { $0.position <= last }
            // One damaged agreement must not keep the others from being shown; `verify` names it.
            guard let entries = try? HistoryReader.entries(known, in: self.log), !entries.isEmpty
            else { continue }
            rows.append(try AgreementRow(id, entries, rules, planner))
            reminders += entries.filter { $0.type == EngineEvent.reminderIssued.rawValue }
        }
        return (rows, reminders)
    }

    /// Before the file takes the place of another one, its pages have to be on the disk.
    private func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
