import Calendars
import Engine
import Entries
import EventLog
import GRDB
import Synchronization
import Workflows

/// The agreements whose texts have changed since they were last written into the full-text table.
///
/// Those texts are most of the views' work and are asked for least: they follow when the log is
/// quiet, and at once for somebody who searches. A crash in between forgets nothing, since what is
/// due stands in the same file and was noted in the same transaction as the batch.
enum SearchIndexing {
    /// How many agreements are written in one transaction: some tens of milliseconds.
    static let agreementsMax = 64

    /// How many transactions for somebody who searches at one turn of the views' queue: others wait behind it, and
    /// after it he waits behind them.
    static let transactionsMax = 16

    /// How many agreements may wait while more is recorded: what somebody who searches then waits for, a
    /// second or so.
    static let waitingMax = 4_096

    /// `since` is the first position whose texts are to be written; 0 stands for all of them.
    static let sql = """
        CREATE TABLE unsearched (agreement TEXT PRIMARY KEY, since INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        CREATE INDEX unsearched_since ON unsearched (since);
        """

    /// Stands for the position of an agreement of which every text is to be written.
    static let whole: Int64 = 0

    /// Notes that texts of an agreement changed at `position`, or all of them (`whole`).
    static func note(_ agreement: String, since position: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO unsearched (agreement, since) VALUES (?, ?)
                ON CONFLICT DO UPDATE SET since = min(since, excluded.since)
                """
        ).execute(arguments: [agreement, position])
    }

    /// An agreement with texts to write.
    struct Due {
        var agreement: String
        /// The first position of which they are to be written.
        var since: Int64
        /// Whether there is a row of it: what never began, or no longer did, is not searched.
        var hasBegun: Bool
        /// Whether texts of it are there already.
        var hasTexts: Bool
    }

    /// The next agreements that are due by `position`, the longest due first.
    static func due(by position: Int64, _ db: Database) throws -> [Due] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT agreement, since, EXISTS (SELECT 1 FROM agreement WHERE id = unsearched.agreement),
                        EXISTS (SELECT 1 FROM searchrow WHERE agreement = unsearched.agreement)
                    FROM unsearched WHERE since <= ? ORDER BY since LIMIT ?
                    """
            ),
            arguments: [position, agreementsMax]
        ).map { Due(agreement: $0[0], since: $0[1], hasBegun: $0[2], hasTexts: $0[3]) }
    }

    /// An agreement's texts are written.
    static func settle(_ agreement: String, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM unsearched WHERE agreement = ?")
            .execute(arguments: [agreement])
    }
}

extension Views {
    /// Makes everything searchable that stands in the log now.
    func makeSearchable() async throws {
        await catchUp()
        let position = state.position
        do {
            while try await index(by: position, transactions: SearchIndexing.transactionsMax) {}
        } catch let error as DatabaseError {
            throw ViewsFailure(cause: error)
        }
    }

    /// How many agreements have texts that can't be found yet without writing them first.
    package func unsearchedCount() throws -> Int {
        try read {
            try Int.fetchOne($0.cachedStatement(sql: "SELECT count(*) FROM unsearched")) ?? 0
        }
    }

    /// Writes the texts that are due while nothing new is in the log; and one part of them, whatever is
    /// in it, where too many wait.
    func indexAtLeisure() async {
        while !Task.isCancelled {
            let isQuiet = lag == 0
            // What keeps a part from being written keeps the next batch from it too, and is told there.
            guard isQuiet || tooManyWait, (try? await index(by: .max)) == true, isQuiet else {
                return
            }
        }
    }

    /// Writes every text that is due by the position reached, while the caller waits; for views that nobody
    /// else has.
    func writeDueTexts() throws {
        while try indexNext(by: state.position) {}
    }

    private var tooManyWait: Bool {
        ((try? unsearchedCount()) ?? 0) > SearchIndexing.waitingMax
    }

    /// Writes the texts of the next agreements due, in so many transactions at one turn of the queue; false if
    /// there are none left.
    private func index(by position: Int64, transactions: Int = 1) async throws -> Bool {
        try await onQueue { [self] in
            try repairing {
                for _ in 0..<transactions where try !indexNext(by: position) { return false }
                return true
            }
        }
    }

    /// Runs on the views' queue.
    private func indexNext(by position: Int64) throws -> Bool {
        let (reached, rules) = progress.withLock { ($0.position, $0.rules) }
        guard let rules else { return false }
        let due = try store.pool.read { try SearchIndexing.due(by: position, $0) }
        guard !due.isEmpty else { return false }
        let offices = rules.circumstances.offices
        var changes: [SearchChange] = []
        let all = try log.entries(ofSubjects: due.map(\.agreement))
        for (due, kept) in zip(due, all) {
            let known = kept.filter { $0.position <= reached }
            do {
                changes.append(try change(due, known, offices))
            } catch SubmissionFailure.unreadable {
                // A damaged one is found as it was before; the batch told of the damage.
                changes.append(.none)
            }
        }
        try store.pool.write { db in
            for (due, change) in zip(due, changes) {
                switch change {
                case .none: break
                case .all(let texts): try SearchTable.replace(due.agreement, texts, db)
                case .more(let texts): try SearchTable.insert(due.agreement, texts, db)
                }
                try SearchIndexing.settle(due.agreement, db)
            }
        }
        return true
    }

    /// What becomes of the texts of an agreement, all of whose entries are `known`.
    ///
    /// What an entry says only a correction changes, so without one the older texts stay as they are.
    private func change(
        _ due: SearchIndexing.Due,
        _ known: [KeptEntry],
        _ offices: Offices
    ) throws -> SearchChange {
        guard due.hasBegun else { return .all([]) }
        let new = known.filter { $0.position >= due.since }
        let isWhole =
            !due.hasTexts || new.count == known.count
            || new.contains { $0.type == EngineEvent.corrected.rawValue }
        let entries = try HistoryReader.entries(isWhole ? known : new, in: log, recent: recent)
        let texts = History(entries).texts(offices)
        return isWhole ? .all(texts) : .more(texts)
    }
}

/// What becomes of the texts of one agreement.
private enum SearchChange {
    case none
    /// They take the place of what is there.
    case all([SearchText])
    /// They come to what is there.
    case more([SearchText])
}
