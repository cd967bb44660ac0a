import GRDB

/// A row of the views that is not what the log says, or is missing, or is too many.
package struct ViewPlace: Hashable, Sendable {
    /// The table.
    package let table: String
    /// The row's key, its columns in order, as text.
    package let key: String
    /// The agreement that it is about; nil for a row about none.
    package let agreement: String?
}

extension ViewPlace {
    /// The column that names the agreement, by table.
    private static let agreementColumns = [
        "agreement": "id", "renewal": "successor", "waiting": "agreement", "reminder": "agreement",
        ComparedSearch.table: "agreement",
    ]

    /// Returns the first rows that only one of the two files has as they are, table by table; of an
    /// agreement that differs, its row comes first.
    static func differing(in tables: [String], limit: Int, _ db: Database) throws -> [ViewPlace] {
        var places: [ViewPlace] = []
        for table in tables where places.count < limit {
            places += try differing(table, limit: limit - places.count, db)
        }
        guard try places.count < limit && !ComparedSearch.indexFits(db) else { return places }
        return places + [ViewPlace(table: ComparedSearch.shown, key: "index", agreement: nil)]
    }

    private static func differing(
        _ table: String,
        limit: Int,
        _ db: Database
    ) throws -> [ViewPlace] {
        let keys = try db.primaryKey(table).columns
        let same = try db.columns(in: table).map(\.name).map { name in
            """
            typeof(f."\(name)") = typeof(k."\(name)")
            AND CAST(f."\(name)" AS BLOB) IS CAST(k."\(name)" AS BLOB)
            """
        }
        let alike = (keys.map { "f.\"\($0)\" = k.\"\($0)\"" } + same).joined(separator: " AND ")
        let agreement = agreementColumns[table]
        func select(_ alias: String) -> String {
            let key = keys.map { "CAST(\(alias).\"\($0)\" AS TEXT)" }.joined(
                separator: " || ', ' || "
            )
            let about = agreement.map { "CAST(\(alias).\"\($0)\" AS TEXT)" } ?? "NULL"
            return "SELECT \(key) AS place, \(about) AS about"
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                \(select("f")) FROM main.\(table) AS f
                WHERE NOT EXISTS (SELECT 1 FROM kept.\(table) AS k WHERE \(alike))
                UNION \(select("k")) FROM kept.\(table) AS k NOT INDEXED
                WHERE NOT EXISTS (SELECT 1 FROM main.\(table) AS f WHERE \(alike))
                ORDER BY 1 LIMIT ?
                """,
            arguments: [limit]
        )
        let shown = table == ComparedSearch.table ? ComparedSearch.shown : table
        return rows.map { ViewPlace(table: shown, key: $0[0] ?? "", agreement: $0[1]) }
    }
}

extension Views {
    /// How many rows that differ are named.
    package static let placesMax = 10

    /// Names the first rows in which the views in the file `kept` are not those in `fresh`, after a comparison
    /// of the two has found that some are; none where a file can't be read.
    package static func places(kept: String, fresh: String) throws -> [ViewPlace] {
        do {
            return try besideKept(kept, fresh) { db in
                try ViewPlace.differing(in: compared, limit: placesMax, db)
            }
        } catch is DatabaseError {
            // That they differ is known; which rows they are is more than the answer has to say.
            return []
        }
    }
}
