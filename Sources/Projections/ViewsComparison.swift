import Engine
package import EventLog
import GRDB
import Workflows

/// What kept views are worth beside a fresh replay of the log.
package enum ViewsComparison: Hashable, Sendable {
    /// Every row is what the log says.
    case same
    /// They claim to be of this log, and so many rows are not what it says.
    case differ(rows: Int)
    /// They are of another log, or of a state that this one never had.
    case ofAnotherLog
    /// They claim to contain entries that the log does not have: of a folder that was copied while it was
    /// written to, the views may be younger than the log.
    case ahead
    /// They were made by another version, in a shape that this one does not read.
    case ofAnotherVersion
    /// They lie before a redaction that the log has: what they show was taken since, and they can't be compared.
    case beforeRedaction
    /// A file with nothing in it: a daemon that was stopped while it began its views leaves one.
    case empty
    /// A file that is broken, or without a table, a column or the search that views have.
    case unusable

    /// What an answer calls it.
    package var word: String {
        switch self {
        case .same: "same"
        case .differ: "differ"
        case .ofAnotherLog: "other-log"
        case .ahead: "ahead"
        case .ofAnotherVersion: "other-version"
        case .beforeRedaction: "before-redaction"
        case .empty: "none"
        case .unusable: "unusable"
        }
    }

    /// How many rows are not what the log says; nil where none is known to differ.
    package var differing: Int? { if case .differ(let rows) = self { rows } else { nil } }
}

/// The views could not be compared, for want of room for instance: that says nothing of what they are worth.
package struct ViewsNotCompared: Error, Hashable, Sendable {
    /// What the database said, for a journal.
    package let cause: String
}

extension Views {
    /// Compares the views as they are served at this moment with new ones made from the log, in files of
    /// the existing `folder`, which the caller removes.
    ///
    /// Reads a copy: nobody waits for the comparison. The folder needs about twice the room of the views.
    ///
    /// Of what is served nothing is innocent: this process made it, of this log, in this version's shape.
    package func compare(in folder: String) throws -> ViewsComparison {
        let kept = folder + "/kept.db"
        let reached = state.position
        do {
            try copy(to: kept)
        } catch let error as DatabaseError where error.isOfBrokenFile {
            return .unusable
        }
        switch try Self.compare(kept: kept, fresh: folder + "/fresh.db", log, reaching: reached) {
        case .ahead:
            // An entry can be read a moment before the log's head counts it.
            guard try Self.reached(kept) > state.position else {
                throw ViewsNotCompared(cause: "the log's head has not come to the views")
            }
            return .ofAnotherLog
        case .ofAnotherVersion, .beforeRedaction, .empty: return .unusable
        case let found: return found
        }
    }

    /// Names the first rows in which they differ, after a comparison in that folder has found that they do.
    package static func places(in folder: String) throws -> [ViewPlace] {
        try places(kept: folder + "/kept.db", fresh: folder + "/fresh.db")
    }

    /// Compares the views in the file `kept` with new ones, made from `log` in the file `fresh`, at the
    /// position that the kept ones have reached.
    ///
    /// Both files are written to: give it copies. The rows are compared inside the database, so memory does
    /// not grow with them. Views that have not come to the position `reaching` are of another state; without
    /// one, as in a copied folder, nobody knows how far they should be.
    /// `progress` is told how many entries the new ones contain so far. Throws `ViewsNotCompared` where disk
    /// or memory is the trouble.
    package static func compare(
        kept: String,
        fresh: String,
        _ log: any EntryLog,
        reaching: Int64? = nil,
        progress: (@Sendable (_ folded: Int64) -> Void)? = nil
    ) throws -> ViewsComparison {
        do {
            if let misfit = try misfit(kept, log, reaching: reaching) { return misfit }
            return try comparison(kept, fresh, log, mayBring: reaching != nil, progress)
        } catch let error as DatabaseError {
            throw ViewsNotCompared(cause: error.description)
        }
    }

    private static func comparison(
        _ kept: String,
        _ fresh: String,
        _ log: any EntryLog,
        mayBring: Bool,
        _ progress: (@Sendable (Int64) -> Void)?
    ) throws -> ViewsComparison {
        while true {
            let position = try reached(kept)
            // A replay knows every redaction, also of what it does not reach: views that have not come to
            // one still show what it took.
            guard try !redacts(log, after: position) else {
                // Brought on, they are made anew, and whatever stood in them is gone unseen: allowed only where
                // a position set back would have been found out before.
                guard mayBring else { return .beforeRedaction }
                try bring(kept, beyond: position, log)
                continue
            }
            let rebuild = ViewRebuild(log, through: position, progress: progress)
            if let unreadable = try rebuild.write(.compared, to: fresh) {
                throw SubmissionFailure.unreadable(position: unreadable)
            }
            let found = try differences(kept, fresh, log)
            // One may have come while the new ones were made.
            guard found != .same, try redacts(log, after: position) else { return found }
        }
    }

    /// Why the file can't be compared row by row; nil if it can.
    private static func misfit(
        _ kept: String,
        _ log: any EntryLog,
        reaching: Int64?
    ) throws -> ViewsComparison? {
        do {
            return try asking(kept) { store in
                guard try store.isUsable() else {
                    if try store.isEmpty() { return .empty }
                    return try store.isOfAnotherVersion() ? .ofAnotherVersion : .unusable
                }
                let position = try store.position()
                if position >= log.head.size { return .ahead }
                return try position >= reaching ?? -1 && store.matches(log) ? nil : .ofAnotherLog
            }
        } catch let error as DatabaseError where error.isOfContent {
            return .unusable
        }
    }

    private static func reached(_ kept: String) throws -> Int64 {
        try asking(kept) { try $0.position() }
    }

    /// Opens the file for one question, and lets go of it whatever comes of that.
    private static func asking<Answer>(
        _ kept: String,
        _ question: (ViewStore) throws -> Answer
    ) throws -> Answer {
        let store = try ViewStore(path: kept)
        let answer = Result { try question(store) }
        try store.pool.close()
        return try answer.get()
    }

    private static func redacts(_ log: any EntryLog, after position: Int64) throws -> Bool {
        var last = position
        while true {
            let entries = try log.read(after: last, limit: batchMax)
            if entries.contains(where: { $0.type == EngineEvent.redacted.rawValue }) { return true }
            guard let next = entries.last else { return false }
            last = next.position
        }
    }

    /// Lets the views follow the log to its head; throws where they do not get beyond `position`.
    private static func bring(_ kept: String, beyond position: Int64, _ log: any EntryLog) throws {
        let views = try Views(path: kept, log: log)
        views.catchUpNow()
        let failure = views.failure
        try views.store.pool.close()
        if let newer = failure as? NewerEntry { throw newer }
        // The file is asked: what the views hold in memory, because it can't be written, is gone with them.
        guard try reached(kept) <= position else { return }
        if let cause = views.memoryCause {
            throw ViewsNotCompared(cause: String(describing: cause))
        }
        throw failure ?? SubmissionFailure.unreadable(position: position + 1)
    }

    /// Counts the rows that only one of the two files has, or that say something else in one of them.
    private static func differences(
        _ kept: String,
        _ fresh: String,
        _ log: any EntryLog
    ) throws -> ViewsComparison {
        do {
            guard try besideKept(kept, fresh, ComparedSearch.isOfOneShape) else { return .unusable }
            // As before every search: what is due is no difference, what was put in its place is.
            try settleTexts(kept, log)
            let rows = try besideKept(kept, fresh) { db in
                try ComparedSearch.make(db)
                let rows = try compared.reduce(0) { try $0 + differences($1, db) }
                return try rows + (ComparedSearch.indexFits(db) ? 0 : 1)
            }
            return rows == 0 ? .same : .differ(rows: rows)
        } catch let error as DatabaseError where error.isOfContent {
            // The new file has just been made: what is not as it should be is the kept one.
            return .unusable
        }
    }

    /// The tables that are compared: those of the status, and the texts that can be searched.
    static let compared = dumped + [ComparedSearch.table]

    /// Opens the new file with the kept one beside it, as `kept`, and lets go of both.
    static func besideKept<Answer>(
        _ kept: String,
        _ fresh: String,
        _ question: (Database) throws -> Answer
    ) throws -> Answer {
        let database = try DatabaseQueue(path: fresh)
        let answer = Result {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA trusted_schema = OFF")
                try db.execute(sql: "ATTACH DATABASE ? AS kept", arguments: [kept])
                return try question(db)
            }
        }
        try database.close()
        return try answer.get()
    }

    /// Writes the texts that are due by the position that the file has reached.
    private static func settleTexts(_ kept: String, _ log: any EntryLog) throws {
        let isDue = try asking(kept) { store in
            let position = try store.position()
            return try store.pool.read {
                try !SearchIndexing.due(by: position, limit: 1, $0).isEmpty
            }
        }
        guard isDue else { return }
        let views = try Views(path: kept, log: log)
        let written = Result { try views.writeDueTexts() }
        try views.store.pool.close()
        if let cause = views.memoryCause {
            throw ViewsNotCompared(cause: String(describing: cause))
        }
        try written.get()
    }

    /// The rows of one table; one of a key that says something else is one row.
    ///
    /// Every value is compared byte for byte, whatever order or likeness the kept file declares for its column.
    private static func differences(_ table: String, _ db: Database) throws -> Int {
        let keys = try db.primaryKey(table).columns
        let names = try db.columns(in: table).map(\.name)
        func hasKey(_ kept: String) -> [String] {
            keys.map { "f.\"\($0)\" = \(kept).\"\($0)\"" }
        }
        func isAlike(_ kept: String) -> String {
            let same = names.map { name in
                """
                typeof(f."\(name)") = typeof(\(kept)."\(name)")
                AND CAST(f."\(name)" AS BLOB) IS CAST(\(kept)."\(name)" AS BLOB)
                """
            }
            return (hasKey(kept) + same).joined(separator: " AND ")
        }
        let alike = isAlike("k")
        let missing = """
            SELECT count(*) FROM main.\(table) AS f
            WHERE NOT EXISTS (SELECT 1 FROM kept.\(table) AS k WHERE \(alike))
            """
        let extra = """
            SELECT count(*) FROM kept.\(table) AS k NOT INDEXED
            WHERE NOT EXISTS (SELECT 1 FROM main.\(table) AS f WHERE \(alike))
            AND NOT EXISTS (
                SELECT 1 FROM main.\(table) AS f
                WHERE \(hasKey("k").joined(separator: " AND "))
                AND NOT EXISTS (SELECT 1 FROM kept.\(table) AS o WHERE \(isAlike("o"))))
            """
        func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
        let gone = try count(missing)
        // Where each new row has its own among as many kept ones, none is left that could be too many.
        let all = try count("SELECT count(*) FROM main.\(table)")
        let kept = try count("SELECT count(*) FROM kept.\(table) NOT INDEXED")
        return gone == 0 && all == kept ? 0 : try gone + count(extra)
    }
}

extension DatabaseError {
    /// Whether a file that was read is not what it should be: broken, or without a table or a column.
    ///
    /// Everything else, a full disk above all, would be the same with the best of files.
    var isOfContent: Bool { isOfBrokenFile || resultCode == .SQLITE_ERROR }
}
