import Calendars
import Engine
import Entries
import GRDB
import Workflows

/// An agreement in which all words of a search were found.
package struct SearchHit: Sendable {
    /// The agreement's id.
    package var agreement: String
    /// Where, the best first.
    package var places: [SearchPlace]

    /// Describes one hit.
    package init(agreement: String, places: [SearchPlace]) {
        self.agreement = agreement
        self.places = places
    }
}

/// One text in which a word was found.
package struct SearchPlace: Hashable, Sendable {
    /// The entry that says it.
    package var position: Int64
    /// The field of that entry.
    package var field: String
    /// A piece of the text around the words, cut into what was searched for and what was not.
    package var pieces: [(text: String, isMatch: Bool)]

    /// Whether both are the same field of the same entry, whatever piece of it is shown.
    package static func == (left: SearchPlace, right: SearchPlace) -> Bool {
        left.position == right.position && left.field == right.field
    }

    /// Hashes what `==` compares.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(position)
        hasher.combine(field)
    }
}

extension Views {
    /// The most words of a search, agreements of an answer, and texts shown of each.
    package static let searchWordsMax = 16
    /// The most agreements of an answer; how many there are in all is told beside them.
    package static let searchHitsMax = 100
    /// The most texts that are shown of one agreement.
    package static let searchPlacesMax = 3
    /// How many texts are ranked: a word that stands everywhere says nothing anyway.
    private static let searchRowsMax = 2_000

    /// Finds the agreements in which every word occurs somewhere, at the beginning of a word; best first.
    ///
    /// Searches what the log holds now, or what the views do already where the caller has waited for them and is
    /// not to wait again; texts that are not written yet are written first.
    /// Upper and lower case and diacritics are the same. Nothing in `text` is syntax: quotes,
    /// operators and stars only separate words.
    package func search(
        _ text: String,
        limit: Int,
        catchingUp isCatchingUp: Bool = true
    ) async throws -> (hits: [SearchHit], total: Int) {
        let words = SearchTable.words(text)
        guard !words.isEmpty else { return ([], 0) }
        if isCatchingUp { await catchUp() }
        try await makeSearchable()
        return try read { db in
            var wanted: Set<String>?
            for word in words {
                let having = try Set(
                    String.fetchAll(
                        db.cachedStatement(
                            sql: """
                                SELECT DISTINCT agreement FROM search
                                JOIN searchrow ON searchrow.id = search.rowid WHERE search MATCH ?
                                """
                        ),
                        arguments: [word]
                    )
                )
                wanted = wanted?.intersection(having) ?? having
            }
            let found = try rank(words, among: wanted ?? [], db)
            let hits = Array(found.prefix(min(limit, Self.searchHitsMax)))
            return (hits, wanted?.count ?? 0)
        }
    }

    private func rank(
        _ words: [String],
        among wanted: Set<String>,
        _ db: Database
    ) throws -> [SearchHit] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT agreement, position, field, bm25(search) * weight AS score,
                        coalesce(snippet(
                            search, 0, '\(SearchTable.opening)', '\(SearchTable.closing)', '…', 12), '')
                    FROM search JOIN searchrow ON searchrow.id = search.rowid
                    WHERE search MATCH ? AND agreement IN (SELECT value FROM json_each(?))
                    ORDER BY score, length(agreement), agreement, position LIMIT ?
                    """
            ),
            arguments: [
                words.joined(separator: " OR "),
                JSONValue.array(wanted.sorted().map(JSONValue.string)).canonicalText,
                Self.searchRowsMax,
            ]
        )
        var order: [String] = []
        var places: [String: [SearchPlace]] = [:]
        for row in rows {
            let agreement: String = row[0]
            if places[agreement] == nil { order.append(agreement) }
            guard places[agreement, default: []].count < Self.searchPlacesMax else { continue }
            places[agreement, default: []].append(
                SearchPlace(
                    position: row[1],
                    field: row[2],
                    pieces: SearchTable.pieces(row[4])
                )
            )
        }
        return order.map { SearchHit(agreement: $0, places: places[$0] ?? []) }
    }
}

/// The full-text table, and which texts of an agreement stand in it.
///
/// Disposable like the other views, but not in their canonical dump: the numbers of its rows depend
/// on how often an agreement was written.
enum SearchTable {
    /// Deleting by agreement needs an index, which a full-text table has not: hence a table beside it.
    static let sql = """
        CREATE TABLE searchrow (
            id INTEGER PRIMARY KEY, agreement TEXT NOT NULL, position INTEGER NOT NULL,
            field TEXT NOT NULL, weight INTEGER NOT NULL) STRICT;
        CREATE INDEX searchrow_agreement ON searchrow (agreement);
        CREATE VIRTUAL TABLE search USING fts5(
            body, tokenize = "unicode61 remove_diacritics 2");
        """

    /// Characters for private use, which no text of ours has: around what was searched for.
    static let opening = "\u{E000}"
    static let closing = "\u{E001}"

    /// Each word of a search as one FTS5 string with a star; what has no letter and no digit is none.
    static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace)
            .filter { $0.contains { $0.isLetter || $0.isNumber } }
            .prefix(Views.searchWordsMax)
            .map { "\"\($0.replacing("\"", with: "\"\"").replacing("\u{0}", with: ""))\"*" }
    }

    static func pieces(_ snippet: String) -> [(text: String, isMatch: Bool)] {
        var pieces: [(text: String, isMatch: Bool)] = []
        for (index, part) in snippet.split(
            separator: opening,
            omittingEmptySubsequences: false
        ).enumerated() {
            guard index > 0 else {
                if !part.isEmpty { pieces.append((String(part), false)) }
                continue
            }
            let halves = part.split(
                separator: closing,
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            pieces.append((String(halves[0]), true))
            if halves.count > 1, !halves[1].isEmpty { pieces.append((String(halves[1]), false)) }
        }
        return pieces
    }

    /// Brings the texts of one agreement up to date; what stands there unchanged is left alone.
    static func replace(_ id: String, _ texts: [SearchText], _ db: Database) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT searchrow.id, position, field, coalesce(CAST(body AS TEXT), '')
                    FROM searchrow JOIN search ON search.rowid = searchrow.id WHERE agreement = ?
                    """
            ),
            arguments: [id]
        )
        var old: [SearchText: Int64] = [:]
        for row in rows {
            old[SearchText(position: row[1], field: row[2], body: row[3])] = row[0]
        }
        var new: [SearchText] = []
        for text in texts where old.removeValue(forKey: text) == nil { new.append(text) }
        for row in old.values {
            try db.cachedStatement(sql: "DELETE FROM search WHERE rowid = ?")
                .execute(arguments: [row])
            try db.cachedStatement(sql: "DELETE FROM searchrow WHERE id = ?")
                .execute(arguments: [row])
        }
        try insert(id, new, db)
    }

    /// Adds texts of an agreement that are not there yet.
    static func insert(_ id: String, _ texts: [SearchText], _ db: Database) throws {
        for text in texts {
            try db.cachedStatement(
                sql: """
                    INSERT INTO searchrow (agreement, position, field, weight) VALUES (?, ?, ?, ?)
                    """
            ).execute(arguments: [id, text.position, text.field, text.weight])
            try db.cachedStatement(sql: "INSERT INTO search (rowid, body) VALUES (?, ?)")
                .execute(arguments: [db.lastInsertedRowID, text.body])
        }
    }
}

/// One text that can be found: a field of an entry.
struct SearchText: Hashable, Sendable {
    var position: Int64
    var field: String
    var body: String

    /// What an agreement is called counts for more than what was once noted.
    var weight: Int {
        switch field {
        case "title": 4
        case "parties": 2
        default: 1
        }
    }
}

extension History {
    /// Every text of the entries that stand, as corrected, with the names of the offices they name.
    func texts(_ offices: Offices) -> [SearchText] {
        let standing = placed() + supplements()
        let placed = Dictionary(standing.map { ($0.fact.position, $0.fact) }) { first, _ in first }
        let voided = voided
        return facts.filter { voided[$0.position] == nil && EngineEvent.isSaidByPeople($0.type) }
            .flatMap { fact in
                let data = (placed[fact.position] ?? fact).data
                return data.keys.sorted().compactMap { field -> SearchText? in
                    guard field != "workflow", field != "corrections" else { return nil }
                    let words = data[field].map { $0.words(offices) } ?? []
                    guard !words.isEmpty else { return nil }
                    return SearchText(
                        position: fact.position,
                        field: field,
                        body: words.joined(separator: " ")
                    )
                }
            }
    }
}

extension EngineEvent {
    /// Whether people said what an entry of that type says: reminders and messages only repeat what
    /// is found already.
    static func isSaidByPeople(_ type: String) -> Bool {
        switch EngineEvent(rawValue: type) {
        case .reminderIssued, .ladderExhausted, .messageIssued, .messageDelivered, .messageFailed,
            .workflowMoved, .redacted:
            false
        default: true
        }
    }
}

extension JSONValue {
    /// The texts inside; beside the code of a known office its name.
    fileprivate func words(_ offices: Offices) -> [String] {
        switch self {
        case .null, .bool: []
        case .integer(let number): [String(number)]
        case .string(let text): text.naming(offices)
        case .array(let elements): elements.flatMap { $0.words(offices) }
        case .object(let members):
            // A document is known by its name; nobody searches for a size.
            members["sha256"] != nil
                ? members["name"]?.words(offices) ?? []
                : members.keys.sorted().flatMap {
                    ($0.naming(offices).dropFirst()) + (members[$0]?.words(offices) ?? [])
                }
        }
    }
}

extension String {
    fileprivate func naming(_ offices: Offices) -> [String] {
        guard Offices.validCode(self) else { return [self] }
        let office = offices.office(self)
        return office.known ? [self, office.label.id, office.label.en].unique : [self]
    }
}
