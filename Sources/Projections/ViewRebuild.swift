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
    ///
    /// Returns the first entry that could not be read, if there is one: its agreement is left out.
    func write(to path: String) throws -> Int64? {
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
        let unreadable = try fill(database)
        try database.close()
        try sync(path)
        return unreadable
    }

    /// Makes the tables in an empty database and fills them; returns as `write(to:)` does.
    func fill(_ database: DatabaseQueue) throws -> Int64? {
        let damage = Damage()
        try database.write(ViewStore.makeTables)
        if let rules = try RulesInForce.adopted(in: log, through: last) {
            try fold(rules, into: database, damage)
        }
        try database.write { db in
            try ViewStore.makeIndexes(db)
            let kept = try log.engineEntries(ofTypes: EngineRows.messageTypes)
                .filter { $0.position <= last }
            for one in kept {
                guard
                    let message = try damage.readable({
                        try HistoryReader.entry(one, in: self.log)
                    })
                else { continue }
                try EngineRows.takeMessage(message, db)
            }
            try EngineRows.setProgress(last, try log.frontier(ofSize: last + 1), db)
        }
        return damage.first
    }

    private func fold(
        _ rules: RulesInForce,
        into database: DatabaseQueue,
        _ damage: Damage
    ) throws {
        let subjects = try log.subjects()
        let parts = stride(from: 0, to: subjects.count, by: Self.agreementsOfPart).map {
            subjects[$0..<min($0 + Self.agreementsOfPart, subjects.count)]
        }
        let planner = rules.planner
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: parts.count) { index in
            guard failure.withLock({ $0 == nil }) else { return }
            do {
                let (rows, reminders) = try rows(
                    of: parts[index],
                    rules,
                    planner,
                    damage
                )
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
        _ planner: Planner?,
        _ damage: Damage
    ) throws -> (rows: [AgreementRow], reminders: [Entry]) {
        var rows: [AgreementRow] = []
        var reminders: [Entry] = []
        for (id, kept) in zip(subjects, try log.entries(ofSubjects: Array(subjects))) {
            let known = kept.filter { $0.position <= last }
            let read = try damage.readable { try HistoryReader.entries(known, in: self.log) }
            guard let entries = read, !entries.isEmpty else { continue }
            rows.append(try AgreementRow(id, entries, rules, planner))
            reminders += entries.filter { $0.type == EngineEvent.reminderIssued.rawValue }
        }
        return (rows, reminders)
    }

    /// What could not be read: one damaged agreement must not keep the others from being shown.
    private final class Damage: Sendable {
        private let position = Mutex<Int64?>(nil)

        var first: Int64? { position.withLock { $0 } }

        /// Returns what `reading` reads; nil, and its place is remembered, if it is damaged.
        func readable<Result>(_ reading: () throws -> Result) throws -> Result? {
            do {
                return try reading()
            } catch SubmissionFailure.unreadable(let damaged) {
                position.withLock { $0 = min($0 ?? damaged, damaged) }
                return nil
            }
        }
    }

    /// Before the file takes the place of another one, its pages have to be on the disk.
    private func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CocoaError(.fileReadUnknown) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
