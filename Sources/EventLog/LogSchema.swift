import GRDB

/// The tables of `log.db` and the rules that hold for every program that opens it.
enum LogSchema {
    /// What `PRAGMA application_id` says of a log: the letters "kmbr".
    static let applicationID: Int32 = 0x6B6D_6272

    /// The schema this program writes, as `PRAGMA user_version` says it.
    static var version: Int { steps.count }

    // Each step takes a file from the version of its index to the next. Steps of a release are
    // never changed afterwards: files out there have been through them.
    private static let steps = [version1]

    /// Brings a file to the present version, in one transaction.
    static func migrate(_ database: Database) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version < steps.count else { return }
        try database.inTransaction(.immediate) {
            for step in steps[version...] {
                try database.execute(sql: step)
            }
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(steps.count)")
            return .commit
        }
    }

    /// Throws `LogFailure` if the file is neither empty nor a log that this program knows.
    ///
    /// Runs on every new connection before anything is changed, so that opening somebody else's
    /// database by mistake leaves it as it was.
    static func check(_ database: Database, path: String) throws {
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        let isNew = id == 0 && found == 0 && tables == 0
        guard isNew || id == applicationID else {
            throw LogFailure.foreign(path: path, applicationID: id)
        }
        guard found <= version else {
            throw LogFailure.newer(path: path, found: found, known: version)
        }
    }
}
