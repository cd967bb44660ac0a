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
    /// How many agreements are written in one transaction: a tenth of a second or so.
    static let agreementsMax = 256

    /// How many transactions for somebody who searches at one turn of the views' queue.
    ///
    /// Who waits for the log's newest entries is served between two of them, everything else behind the turn.
    static let transactionsMax = 4

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
    static func due(by position: Int64, limit: Int, _ db: Database) throws -> [Due] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT agreement, since, EXISTS (SELECT 1 FROM agreement WHERE id = unsearched.agreement),
                        EXISTS (SELECT 1 FROM searchrow WHERE agreement = unsearched.agreement)
                    FROM unsearched WHERE since <= ? ORDER BY since LIMIT ?
                    """
            ),
            arguments: [position, limit]
        ).map { Due(agreement: $0[0], since: $0[1], hasBegun: $0[2], hasTexts: $0[3]) }
    }

    /// An agreement's texts are written.
    static func settle(_ agreement: String, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM unsearched WHERE agreement = ?")
            .execute(arguments: [agreement])
    }
}

extension Views {
    /// Makes everything searchable that the views contain now.
    func makeSearchable() async throws {
        let position = state.position
        do {
            while try await index(by: position, transactions: SearchIndexing.transactionsMax) {}
        } catch let error as DatabaseError {
            throw ViewsFailure(cause: error)
        }
    }

    /// How many agreements have texts that can't be found yet without writing them first.
    package func unsearchedCount() throws -> Int {
        try look {
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
    func index(
        by position: Int64,
        transactions: Int = 1,
        agreements: Int = SearchIndexing.agreementsMax
    ) async throws -> Bool {
        try await onQueue { [self] in
            for number in 1...transactions {
                let isMore = try repairing { try indexNext(by: position, agreements) }
                guard isMore else { return false }
                if number < transactions { followIfAwaited() }
            }
            return true
        }
    }

    /// Runs on the views' queue.
    private func indexNext(
        by position: Int64,
        _ limit: Int = SearchIndexing.agreementsMax
    ) throws -> Bool {
        let (reached, rules) = progress.withLock { ($0.position, $0.rules) }
        guard let rules else { return false }
        let due = try store.pool.read { try SearchIndexing.due(by: position, limit: limit, $0) }
        guard !due.isEmpty else { return false }
        let offices = rules.circumstances.offices
        var changes: [SearchChange] = []
        for due in due {
            do {
                changes.append(try change(due, reached, offices))
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
        return due.count == limit
    }

    /// What becomes of the texts of an agreement, as of the position reached.
    ///
    /// What an entry says only a correction changes, so without one the older texts stay as they are, and
    /// their entries are not read: an agreement with many notes gets one more as quickly as one with few.
    private func change(
        _ due: SearchIndexing.Due,
        _ reached: Int64,
        _ offices: Offices
    ) throws -> SearchChange {
        guard due.hasBegun else { return .all([]) }
        if due.hasTexts, due.since != SearchIndexing.whole {
            let new = try entries(of: due.agreement, from: due.since, through: reached)
            if !new.contains(where: { $0.type == EngineEvent.corrected.rawValue }) {
                return .more(try texts(of: new, offices))
            }
        }
        let all = try entries(of: due.agreement, from: 0, through: reached)
        return .all(try texts(of: all, offices))
    }

    private func entries(
        of agreement: String,
        from first: Int64,
        through last: Int64
    ) throws -> [KeptEntry] {
        try log.entries(ofSubject: agreement, from: first).filter { $0.position <= last }
    }

    private func texts(of kept: [KeptEntry], _ offices: Offices) throws -> [SearchText] {
        History(try HistoryReader.entries(kept, in: log, recent: recent)).texts(offices)
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
