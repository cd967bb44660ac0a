package import GRDB
import GRDBSQLite

/// One run of a statement that GRDB keeps prepared, over SQLite's own interface.
///
/// For what every command does: values are bound and read where they lie, and boxed nowhere on the
/// way. Whatever SQLite says against it is thrown as GRDB would throw it.
package struct StatementRun {
    private let statement: Statement
    private var bound: Int32 = 0

    fileprivate init(_ statement: Statement) { self.statement = statement }

    fileprivate func end() {
        // What they say was said by the step that failed, if one did.
        sqlite3_reset(statement.sqliteStatement)
        sqlite3_clear_bindings(statement.sqliteStatement)
    }

    /// Binds the next value of the statement.
    package mutating func bind(_ number: Int64?) throws {
        bound += 1
        guard let number else {
            return try check(sqlite3_bind_null(statement.sqliteStatement, bound))
        }
        try check(sqlite3_bind_int64(statement.sqliteStatement, bound, number))
    }

    /// Binds a text, or none.
    package mutating func bind(_ text: String?) throws {
        guard var text else { return try bind(nil as Int64?) }
        bound += 1
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_bind_text(
                    statement.sqliteStatement,
                    bound,
                    characters.baseAddress,
                    Int32(characters.count),
                    Self.copied
                )
            }
        }
        try check(code)
    }

    /// Binds bytes.
    package mutating func bind(_ bytes: UnsafeRawBufferPointer) throws {
        bound += 1
        try check(
            sqlite3_bind_blob(
                statement.sqliteStatement,
                bound,
                bytes.baseAddress,
                Int32(bytes.count),
                Self.copied
            )
        )
    }

    /// SQLITE_TRANSIENT, a cast that is not imported: SQLite copies the value before it returns.
    private static var copied: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    /// Goes to the next row; false after the last.
    package mutating func step() throws -> Bool {
        let code = sqlite3_step(statement.sqliteStatement)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else { throw error() }
        return false
    }

    /// The number in a column of the present row.
    package func number(at column: Int32) -> Int64 {
        sqlite3_column_int64(statement.sqliteStatement, column)
    }

    /// Lends the bytes in a column of the present row; nil if there are none.
    package func withBytes<Answer>(
        at column: Int32,
        _ body: (UnsafeRawBufferPointer?) throws -> Answer
    ) rethrows -> Answer {
        let start = sqlite3_column_blob(statement.sqliteStatement, column)
        let count = Int(sqlite3_column_bytes(statement.sqliteStatement, column))
        return try body(start.map { UnsafeRawBufferPointer(start: $0, count: count) })
    }

    private func check(_ code: Int32) throws {
        if code != SQLITE_OK { throw error() }
    }

    private func error() -> DatabaseError {
        let database = sqlite3_db_handle(statement.sqliteStatement)
        return DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database)),
            message: sqlite3_errmsg(database).map { String(cString: $0) }
        )
    }
}

extension Database {
    /// Runs a statement as `body` does; the run ends with it, however that ends.
    package func run<Answer>(
        _ sql: String,
        _ body: (inout StatementRun) throws -> Answer
    ) throws -> Answer {
        var run = StatementRun(try cachedStatement(sql: sql))
        defer { run.end() }
        return try body(&run)
    }

    /// Runs a statement that has no values and gives no rows.
    package func run(_ sql: String) throws {
        try run(sql) { run in
            while try run.step() {}
        }
    }

    /// Runs a statement that has one text for its value and gives no rows.
    package func run(_ sql: String, _ text: String) throws {
        try run(sql) { run in
            try run.bind(text)
            while try run.step() {}
        }
    }
}
