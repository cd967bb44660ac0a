import GRDB

/// The texts that can be searched, as rows that two files of views can be compared by.
///
/// The numbers of the rows in the full-text table depend on how often an agreement was written. So new
/// views have a plain table instead, and the kept ones, attached as `kept`, a view of the same name. Whether
/// the words of the index are those of the texts SQLite knows to check.
enum ComparedSearch {
    static let table = "searched"

    /// What people are told instead: the table of views.db.
    static let shown = "search"

    static func makeTable(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE \(table) (
                    agreement TEXT NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL,
                    weight INTEGER NOT NULL, body TEXT NOT NULL,
                    PRIMARY KEY (agreement, position, field)) STRICT, WITHOUT ROWID
                """
        )
    }

    static func insert(_ id: String, _ texts: [SearchText], _ db: Database) throws {
        for text in texts {
            try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (?, ?, ?, ?, ?)")
                .execute(arguments: [id, text.position, text.field, text.weight, text.body])
        }
    }

    /// Whether the kept file searches as new ones do, with nothing of somebody's own put in.
    ///
    /// Another way to tell words apart would hide texts, and a rule or a view of the schema might show
    /// others. Spaces and lines do not count: a statement may be set differently in another release.
    static func isOfOneShape(_ db: Database) throws -> Bool {
        let isForeign = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM kept.sqlite_schema WHERE type IN ('trigger', 'view'))
                    OR EXISTS (SELECT \(definition) FROM main.sqlite_schema WHERE \(isOfSearch)
                        EXCEPT SELECT \(definition) FROM kept.sqlite_schema WHERE \(isOfSearch))
                """
        )
        return isForeign == false
    }

    private static let definition = "name, replace(replace(sql, char(10), ''), ' ', '')"
    private static let isOfSearch = """
        type = 'table' AND name IN ('search', 'searchrow', 'unsearched')
        """

    /// Lets the kept texts be asked like the new ones.
    static func make(_ db: Database) throws {
        try db.execute(
            sql: """
                DROP INDEX IF EXISTS kept.searchrow_agreement;
                CREATE INDEX kept.searchrow_place ON searchrow (agreement, position, field);
                CREATE VIEW kept.\(table) AS SELECT r.agreement, r.position, r.field, r.weight, c.c0 AS body
                    FROM searchrow AS r JOIN search_content AS c ON c.id = r.id;
                """
        )
    }

    /// Whether the kept index leads to the kept texts and no others, and each text has its row.
    static func indexFits(_ db: Database) throws -> Bool {
        let areFew = try Bool.fetchOne(
            db,
            sql: """
                SELECT NOT EXISTS (SELECT 1 FROM kept.search_content
                    WHERE id NOT IN (SELECT id FROM kept.searchrow))
                """
        )
        guard areFew == true else { return false }
        do {
            try db.execute(sql: "INSERT INTO kept.search (search) VALUES ('integrity-check')")
            return true
        } catch let error as DatabaseError where error.isOfBrokenFile {
            return false
        }
    }
}
