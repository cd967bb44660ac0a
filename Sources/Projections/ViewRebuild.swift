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

/// Which of the views are made.
package enum ViewContent: Sendable {
    /// The tables that say how things stand, without the texts that can be searched.
    case status
    /// The status, and the texts as plain rows (`ComparedSearch`) instead of what can be searched: what kept
    /// views are held against.
    case compared
    /// All of them.
    case all
}

/// Makes the views of a whole log anew, in a file beside the one that is served.
///
/// Agreement by agreement instead of entry by entry: each is read and folded once, and all
/// processors fold at the same time. What comes of it are the same rows as those of batches, which
/// a test compares.
struct ViewRebuild {
    /// Agreements that are folded in one go: enough to be worth a lock, few enough for little memory.
    static let agreementsOfPart = 256
    /// Reading the rules takes as long as some parts do: with fewer another worker is not worth it.
    private static let partsOfWorker = 8
    private static let processors = ProcessInfo.processInfo.activeProcessorCount

    let log: any EntryLog
    /// The last position that the new views contain.
    let last: Int64
    /// How many agreements are folded in one go.
    var part = agreementsOfPart
    /// Told how many entries were folded so far, from any thread, never twice at once.
    private let progress: (@Sendable (_ folded: Int64) -> Void)?

    /// Makes views of all that is in the log now.
    init(_ log: any EntryLog) { self.init(log, through: log.head.size - 1) }

    /// Makes views as they are after the entry at `last`; no redaction may come after it.
    init(
        _ log: any EntryLog,
        through last: Int64,
        progress: (@Sendable (_ folded: Int64) -> Void)? = nil
    ) {
        self.log = log
        self.last = last
        self.progress = progress
    }

    /// Writes the file at `path`, complete and synced; what is there is removed first.
    ///
    /// Returns the first entry that could not be read, if there is one: its agreement is left out.
    func write(_ content: ViewContent = .all, to path: String) throws -> Int64? {
        try ViewStore.remove(path: path)
        var configuration = Configuration()
        // A file that is not finished is thrown away: nothing in it needs a journal or a sync.
        configuration.prepareDatabase { db in
            try db.execute(
                sql: "\(ViewStore.pageSizing); PRAGMA synchronous = OFF; PRAGMA cache_size = -65536"
            )
        }
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = OFF")
        }
        let unreadable = try fill(database, with: content)
        try database.close()
        try sync(path)
        return unreadable
    }

    /// Makes the tables in an empty database and fills them; returns as `write(_:to:)` does.
    func fill(_ database: DatabaseQueue, with content: ViewContent = .all) throws -> Int64? {
        defer { log.forgetPages() }
        let damage = Damage()
        let tally = Tally(rounds: content == .status ? 1 : 2, progress)
        try database.write(ViewStore.makeTables)
        let begun = try fold(into: database, damage, tally)
        switch content {
        case .status: break
        case .compared:
            try database.write(ComparedSearch.makeTable)
            try index(begun, into: database, damage, tally, ComparedSearch.insert)
        case .all: try index(begun, into: database, damage, tally, SearchTable.insert)
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

    /// Fills the tables of the status; returns the agreements that are in them.
    private func fold(
        into database: DatabaseQueue,
        _ damage: Damage,
        _ tally: Tally
    ) throws -> [String] {
        let begun = Mutex<[String]>([])
        try each(try log.subjects(), damage, tally, into: database) { rules in
            let planner = rules.planner
            return { id, entries in
                let row = AgreementRow(id, History(entries), entries, rules, planner)
                if row.hasBegun { begun.withLock { $0.append(id) } }
                let reminders = entries.of(.reminderIssued)
                return { db in
                    try row.insert(into: db)
                    for reminder in reminders { try EngineRows.insertReminder(reminder, db) }
                }
            }
        }
        return begun.withLock { $0 }
    }

    /// Fills the table of texts, after the status: it is another view, and the larger work.
    private func index(
        _ begun: [String],
        into database: DatabaseQueue,
        _ damage: Damage,
        _ tally: Tally,
        _ insert: @escaping @Sendable (String, [SearchText], Database) throws -> Void
    ) throws {
        let inOrder = begun.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        try each(inOrder, damage, tally, into: database) { rules in
            let offices = rules.circumstances.offices
            return { id, entries in
                let texts = History(entries).texts(offices)
                return { db in try insert(id, texts, db) }
            }
        }
    }

    /// Reads agreements on all processors, and writes what each comes to, a part in one go.
    ///
    /// Without rules there is nothing to make. Every worker reads them for itself: where several count references to
    /// the same values, each waits for the others at every step of a fold.
    private func each(
        _ subjects: [String],
        _ damage: Damage,
        _ tally: Tally,
        into database: DatabaseQueue,
        _ work: @Sendable (RulesInForce) -> Work
    ) throws {
        let parts = stride(from: 0, to: subjects.count, by: part).map {
            subjects[$0..<min($0 + part, subjects.count)]
        }
        let workers = max(1, min(parts.count / Self.partsOfWorker, Self.processors))
        let state = Mutex<(next: Int, failure: (any Error)?)>((0, nil))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            do {
                guard let rules = try RulesInForce.adopted(in: log, through: last) else { return }
                let work = work(rules)
                while let index = state.withLock({ state -> Int? in
                    guard state.failure == nil, state.next < parts.count else { return nil }
                    defer { state.next += 1 }
                    return state.next
                }) {
                    let (writes, count) = try self.writes(Array(parts[index]), damage, work)
                    try database.write { db in for write in writes { try write(db) } }
                    tally.add(count)
                }
            } catch {
                state.withLock { $0.failure = $0.failure ?? error }
            }
        }
        if let error = state.withLock({ $0.failure }) { throw error }
    }

    /// What is to be written of one agreement.
    private typealias Work = (String, [Entry]) -> (Database) throws -> Void

    /// The same of several, and how many entries they have.
    private func writes(
        _ subjects: [String],
        _ damage: Damage,
        _ work: Work
    ) throws -> (writes: [(Database) throws -> Void], count: Int64) {
        var writes: [(Database) throws -> Void] = []
        var count: Int64 = 0
        for (id, kept) in zip(subjects, try log.entries(ofSubjects: subjects, keepingPages: true)) {
            let isKnown = kept.allSatisfy { $0.position <= last }
            let known = isKnown ? kept : kept.filter { $0.position <= last }
            count += Int64(known.count)
            let read = try damage.readable { try HistoryReader.entries(known, in: self.log) }
            guard let entries = read, !entries.isEmpty else { continue }
            writes.append(work(id, entries))
        }
        return (writes, count)
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

    /// How many entries were folded, where each is folded in several rounds.
    private final class Tally: Sendable {
        private let folded = Mutex<Int64>(0)
        private let rounds: Int64
        private let progress: (@Sendable (_ folded: Int64) -> Void)?

        init(rounds: Int64, _ progress: (@Sendable (_ folded: Int64) -> Void)?) {
            self.rounds = rounds
            self.progress = progress
        }

        func add(_ count: Int64) {
            guard let progress else { return }
            folded.withLock { folded in
                folded += count
                progress(folded / rounds)
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
