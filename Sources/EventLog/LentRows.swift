import GRDB
import GRDBSQLite

/// The rows of a statement, read where SQLite has them.
///
/// GRDB copies every value into objects of its own, which costs more than the query when a whole log
/// is read; statements, connections and errors stay GRDB's.
struct LentRows {
    private let statement: OpaquePointer

    /// Gives each row of a query to `body` until that returns false; the statement stays in the cache.
    static func each(
        of sql: String,
        _ arguments: StatementArguments,
        in database: Database,
        _ body: (LentRows) throws -> Bool
    ) throws {
        let prepared = try database.cachedStatement(sql: sql)
        try prepared.setArguments(arguments)
        let statement = prepared.sqliteStatement
        defer { sqlite3_reset(statement) }
        while true {
            let code = sqlite3_step(statement)
            guard code == SQLITE_ROW else {
                guard code != SQLITE_DONE else { return }
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code),
                    message: database.lastErrorMessage,
                    sql: sql
                )
            }
            guard try body(LentRows(statement: statement)) else { return }
        }
    }

    func isNull(at column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    /// The number; nil if the column holds anything else.
    func integer(at column: Int32) -> Int64? {
        numberOrNull(at: column) ?? nil
    }

    /// The number, or nil in a value for NULL; nil if the column holds anything else.
    func numberOrNull(at column: Int32) -> Int64?? {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .some(sqlite3_column_int64(statement, column))
        case SQLITE_NULL: .some(nil)
        default: nil
        }
    }

    /// The bytes, good until the next row; nil if the column holds anything else.
    func blob(at column: Int32) -> UnsafeBufferPointer<UInt8>? {
        blobOrNull(at: column) ?? nil
    }

    /// The bytes, good until the next row, or nil in a value for NULL; nil if the column holds anything else.
    func blobOrNull(at column: Int32) -> UnsafeBufferPointer<UInt8>?? {
        let type = sqlite3_column_type(statement, column)
        guard type == SQLITE_BLOB else { return type == SQLITE_NULL ? .some(nil) : nil }
        // A blob of no bytes has no address.
        guard let start = sqlite3_column_blob(statement, column) else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(
            start: start.assumingMemoryBound(to: UInt8.self),
            count: Int(sqlite3_column_bytes(statement, column))
        )
    }

    /// The text in UTF-8, good until the next row; nil if the column holds anything else.
    func text(at column: Int32) -> UnsafeBufferPointer<UInt8>? {
        textOrNull(at: column) ?? nil
    }

    /// The text in UTF-8, good until the next row, or nil in a value for NULL; nil if the column holds anything else.
    func textOrNull(at column: Int32) -> UnsafeBufferPointer<UInt8>?? {
        let type = sqlite3_column_type(statement, column)
        guard type == SQLITE_TEXT, let start = sqlite3_column_text(statement, column) else {
            return type == SQLITE_NULL ? .some(nil) : nil
        }
        return UnsafeBufferPointer(
            start: start,
            count: Int(sqlite3_column_bytes(statement, column))
        )
    }
}
