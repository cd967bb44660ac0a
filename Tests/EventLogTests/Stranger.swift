import GRDB

/// Another program that opens the file, as the sqlite3 shell would: without any setting of ours.
struct Stranger {
    private let database: DatabaseQueue

    init(_ folder: TemporaryFolder) throws {
        database = try DatabaseQueue(path: folder.database)
    }

    /// Runs statements, each committed on its own.
    func execute(_ sql: String) throws {
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    func int(_ sql: String) throws -> Int? {
        try database.read { try Int.fetchOne($0, sql: sql) }
    }

    func text(_ sql: String) throws -> String? {
        try database.read { try String.fetchOne($0, sql: sql) }
    }

    /// Every cell of the three tables, to compare before and after.
    func dump() throws -> [String] {
        try database.read { database in
            try ["entry", "node", "redaction"].flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map {
                    $0.debugDescription
                }
            }
        }
    }

    func close() throws {
        try database.close()
    }
}
