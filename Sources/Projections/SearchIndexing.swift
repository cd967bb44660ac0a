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

    /// How many agreements may wait while more is recorded: what somebody who searches then waits for, a
    /// second or so.
    static let waitingMax = 4_096

    /// `since` is the first position that is not searched yet.
    static let sql = """
        CREATE TABLE unsearched (agreement TEXT PRIMARY KEY, since INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        CREATE INDEX unsearched_since ON unsearched (since);
        """

    /// Notes that texts of an agreement changed at `position`.
    static func note(_ agreement: String, since position: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO unsearched (agreement, since) VALUES (?, ?)"
        ).execute(arguments: [agreement, position])
    }

    /// The next agreements that are due by `position`, the longest due first.
    static func due(by position: Int64, _ db: Database) throws -> [String] {
        try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT agreement FROM unsearched WHERE since <= ? ORDER BY since LIMIT ?"
            ),
            arguments: [position, agreementsMax]
        )
    }

    /// Whether there is a row of it: what never began, or no longer did, is not searched.
    static func hasBegun(_ agreement: String, _ db: Database) throws -> Bool {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT 1 FROM agreement WHERE id = ?"),
            arguments: [agreement]
        ) != nil
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
        while try await index(by: position) {}
    }

    /// How many agreements have texts that can't be found yet without writing them first.
    package func unsearchedCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM unsearched") ?? 0 }
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

    private var tooManyWait: Bool {
        ((try? unsearchedCount()) ?? 0) > SearchIndexing.waitingMax
    }

    /// Writes the texts of the next agreements due; false if there are none.
    private func index(by position: Int64) async throws -> Bool {
        try await onQueue { [self] in try repairing { try indexNext(by: position) } }
    }

    /// Runs on the views' queue.
    private func indexNext(by position: Int64) throws -> Bool {
        let (reached, rules) = progress.withLock { ($0.position, $0.rules) }
        guard let rules else { return false }
        let (due, begun) = try read { db in
            let due = try SearchIndexing.due(by: position, db)
            return (due, try due.filter { try SearchIndexing.hasBegun($0, db) })
        }
        guard !due.isEmpty else { return false }
        let isBegun = Set(begun)
        let offices = rules.circumstances.offices
        var texts: [(id: String, texts: [SearchText]?)] = []
        for (id, kept) in zip(due, try log.entries(ofSubjects: due)) {
            let known = kept.filter { $0.position <= reached }
            do {
                let entries = try HistoryReader.entries(known, in: log, recent: recent)
                texts.append((id, isBegun.contains(id) ? History(entries).texts(offices) : []))
            } catch SubmissionFailure.unreadable {
                // A damaged one is found as it was before; the batch told of the damage.
                texts.append((id, nil))
            }
        }
        try store.pool.write { db in
            for (id, texts) in texts {
                if let texts { try SearchTable.replace(id, texts, db) }
                try SearchIndexing.settle(id, db)
            }
        }
        return true
    }
}
