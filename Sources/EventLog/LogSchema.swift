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

    /// Throws `LogFailure` if the file is neither empty nor a log that this program knows; for who writes also if
    /// there are tables that no step has made: none can be made over them, and every write would fail.
    ///
    /// Runs on every new connection before anything is changed, so that opening somebody else's
    /// database by mistake leaves it as it was.
    static func check(_ database: Database, path: String) throws {
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let isNew = try id == 0 && found == 0 && tableCount(database) == 0
        guard isNew || id == applicationID else {
            throw LogFailure.foreign(path: path, applicationID: id)
        }
        guard found <= version else {
            throw LogFailure.newer(path: path, found: found, known: version)
        }
        guard isNew || found > 0 || database.configuration.readonly else {
            throw LogFailure.changedSchema(path: path, found: found)
        }
    }

    private static func tableCount(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    }

    /// Says which table, index or rule of a log is not as this program made it; nil if all are.
    ///
    /// The rules keep every program from rewriting the log: one that is gone or reads otherwise keeps nobody.
    static func fault(in database: Database) throws -> String? {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let known = try objectsOfVersions.get()
        guard known.indices.contains(version) else { return "schema: version \(version)" }
        let (expected, found) = (known[version], try objects(of: database))
        let names = Set(expected.keys).union(found.keys)
        return names.filter { expected[$0] != found[$0] }.min().map { "schema: \($0)" }
    }

    /// What a file of each version has, from 0: what the steps make of an empty one.
    private static let objectsOfVersions = Result {
        try DatabaseQueue().inDatabase { fresh in
            var all = [try objects(of: fresh)]
            for step in steps {
                try fresh.execute(sql: step)
                all.append(try objects(of: fresh))
            }
            return all
        }
    }

    /// The tables that `ANALYZE` makes; answers do not rest on what is in them.
    ///
    /// By all that is said of them: an index or a trigger may have such a name too, and would be heeded.
    private static let statistics = """
        type = 'table' AND (name, tbl_name, sql) IN (VALUES
            ('sqlite_stat1', 'sqlite_stat1', 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'),
            ('sqlite_stat4', 'sqlite_stat4',
                'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'))
        """

    /// Every object by its name, with all that the file says of it; statistics of SQLite's own left out.
    private static func objects(of database: Database) throws -> [String: [String]] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT name, type, tbl_name, coalesce(sql, '') FROM sqlite_schema
                WHERE NOT (\(statistics)) OR sql IS NULL
                """
        )
        let objects = rows.map { row in
            (row[0] as String, (1...3).map { row[$0] as String })
        }
        // Two of one name can only be put there past SQLite: neither is what it should be then.
        return Dictionary(objects) { $0 + $1 }
    }
}
