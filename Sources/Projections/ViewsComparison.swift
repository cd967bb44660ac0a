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
    /// They are of another log, or of a state that this one never had: kembard would make them anew.
    case ofAnotherLog
    /// No views of this version's shape: kembard would make them anew.
    case unusable

    /// What an answer calls it.
    package var word: String {
        switch self {
        case .same: "same"
        case .differ: "differ"
        case .ofAnotherLog: "other-log"
        case .unusable: "unusable"
        }
    }

    /// How many rows are not what the log says; nil where none is known to differ.
    package var differing: Int? { if case .differ(let rows) = self { rows } else { nil } }
}

extension Views {
    /// Compares the views as they are served at this moment with new ones made from the log, in files of
    /// the existing `folder`, which the caller removes.
    ///
    /// Reads a copy: nobody waits for the comparison. The folder needs about twice the room of the views.
    package func compare(in folder: String) throws -> ViewsComparison {
        let kept = folder + "/kept.db"
        try copy(to: kept)
        return try Self.compare(kept: kept, fresh: folder + "/fresh.db", log)
    }

    /// Compares the views in the file `kept` with new ones, made from `log` in the file `fresh`, at the
    /// position that the kept ones have reached.
    ///
    /// Both files are written to: give it copies. The rows are compared inside the database, so memory does
    /// not grow with them.
    package static func compare(
        kept: String,
        fresh: String,
        _ log: any EntryLog
    ) throws -> ViewsComparison {
        // Whatever is wrong with the file, it is one that would be made anew.
        guard let isOfLog = try isOfLog(kept, log) else { return .unusable }
        guard isOfLog else { return .ofAnotherLog }
        while true {
            let position = try reached(kept)
            // A replay knows every redaction, also of what it does not reach: views that have not come to
            // one still show what it took.
            guard try !redacts(log, after: position) else {
                try bring(kept, beyond: position, log)
                continue
            }
            let rebuild = ViewRebuild(log, through: position)
            if let unreadable = try rebuild.write(.status, to: fresh) {
                throw SubmissionFailure.unreadable(position: unreadable)
            }
            let found = differences(kept, fresh)
            // One may have come while the new ones were made.
            guard found != .same, try redacts(log, after: position) else { return found }
        }
    }

    /// Nil for a file that is no usable one.
    private static func isOfLog(_ kept: String, _ log: any EntryLog) throws -> Bool? {
        do {
            let store = try ViewStore(path: kept)
            guard try store.isUsable() else { return nil }
            let isOfLog = try store.matches(log)
            try store.pool.close()
            return isOfLog
        } catch is DatabaseError {
            return nil
        }
    }

    private static func reached(_ kept: String) throws -> Int64 {
        let store = try ViewStore(path: kept)
        let position = try store.position()
        try store.pool.close()
        return position
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
        let reached = views.state.position
        if let newer = views.newerEntry { throw newer }
        try views.store.pool.close()
        guard reached > position else {
            throw SubmissionFailure.unreadable(position: position + 1)
        }
    }

    /// Counts the rows that only one of the two files has.
    private static func differences(_ kept: String, _ fresh: String) -> ViewsComparison {
        do {
            let database = try DatabaseQueue(path: fresh)
            let rows = try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA trusted_schema = OFF")
                try db.execute(sql: "ATTACH DATABASE ? AS kept", arguments: [kept])
                return try dumped.reduce(0) { try $0 + differences($1, db) }
            }
            try database.close()
            return rows == 0 ? .same : .differ(rows: rows)
        } catch {
            // The new file has just been made: what can't be asked is the kept one.
            return .unusable
        }
    }

    /// The rows of one table; every value is compared byte for byte, whatever order or likeness the kept
    /// file declares for its column.
    private static func differences(_ table: String, _ db: Database) throws -> Int {
        let key = try db.primaryKey(table).columns.map { "f.\"\($0)\" = k.\"\($0)\"" }
        let same = try db.columns(in: table).map(\.name).map { name in
            """
            typeof(f."\(name)") = typeof(k."\(name)")
            AND CAST(f."\(name)" AS BLOB) IS CAST(k."\(name)" AS BLOB)
            """
        }
        let alike = (key + same).joined(separator: " AND ")
        let missing = """
            SELECT count(*) FROM main.\(table) AS f
            WHERE NOT EXISTS (SELECT 1 FROM kept.\(table) AS k WHERE \(alike))
            """
        let extra = """
            SELECT count(*) FROM kept.\(table) AS k NOT INDEXED
            WHERE NOT EXISTS (SELECT 1 FROM main.\(table) AS f WHERE \(alike))
            """
        return try [missing, extra].reduce(0) { try $0 + (Int.fetchOne(db, sql: $1) ?? 0) }
    }
}
