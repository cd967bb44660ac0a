import GRDB

extension LogQueries {
    /// Says what of the file's shape is not as this program makes it; nil if all is.
    ///
    /// Counting goes through the indexes alone: they are what answers are found by. The file may hold
    /// more than `size` entries by now.
    func shapeFault(size: Int64, agreements: Int) throws -> String? {
        if let name = try LogSchema.foreignName(database) { return "sqlite_schema: \(name)" }
        // A log that says it has no tables is not begun anew over those it has: no later start takes it.
        let version = try number("PRAGMA user_version")
        guard version > 0 else { return "user_version: \(version)" }
        let first = try number("SELECT coalesce(min(position), 0) FROM entry")
        guard first == 0 else { return "entry: position \(first)" }
        let all = try number("SELECT coalesce(max(position), -1) + 1 FROM entry")
        let ofCommands = try number("SELECT count(*) FROM entry INDEXED BY entry_command")
        guard ofCommands == all else { return "entry_command: \(ofCommands) of \(all)" }
        let ofSubjects = try number(
            "SELECT count(*) FROM entry INDEXED BY entry_subject WHERE subject IS NOT NULL"
        )
        let ofEngine = try number(
            "SELECT count(*) FROM entry INDEXED BY entry_engine WHERE subject IS NULL"
        )
        guard ofSubjects + ofEngine == all else {
            return "entry_subject, entry_engine: \(ofSubjects + ofEngine) of \(all)"
        }
        let begun = try number(
            """
            SELECT count(*) FROM entry INDEXED BY entry_first
            WHERE subjectversion = 1 AND position < \(size)
            """
        )
        guard begun == agreements else { return "entry_first: \(begun) of \(agreements)" }
        return nil
    }

    private func number(_ sql: String) throws -> Int64 {
        try Int64.fetchOne(database, sql: sql) ?? 0
    }
}

extension LogSchema {
    private static let definitions =
        "SELECT name || char(0) || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"

    /// The name of a table, index, trigger or view that a file has otherwise than this program makes it;
    /// nil if there is none.
    static func foreignName(_ database: Database) throws -> String? {
        let found = try Set(String.fetchAll(database, sql: definitions))
        let made = try DatabaseQueue().writeWithoutTransaction { new in
            try migrate(new)
            return try Set(String.fetchAll(new, sql: definitions))
        }
        let differing = found.symmetricDifference(made).sorted().first
        return differing.map { String($0.prefix { $0 != "\0" }) }
    }
}
