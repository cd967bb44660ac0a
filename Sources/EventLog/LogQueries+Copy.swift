import GRDB

extension LogQueries {
    /// Copies the whole database of this snapshot; returns how many entries the copy has.
    ///
    /// The copy may hold more than the head counts yet: what is committed is there to stay.
    func copy(to path: String) throws -> Int64 {
        let target = try DatabaseQueue(path: path)
        try target.writeWithoutTransaction { try database.backup(to: $0) }
        try target.close()
        return try Int64.fetchOne(database, sql: "SELECT count(*) FROM entry") ?? 0
    }
}
