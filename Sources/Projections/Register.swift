package import Calendars
import Engine
import Entries
package import EventLog
import FoundationEssentials
import GRDB
package import Workflows

/// The agreements of a log as tables for people with a spreadsheet or a database browser.
///
/// A promise to them, not to the program: tables and columns stay as `RegisterTable` says. Made of a
/// prefix of a log and nothing else, so that the same prefix gives the same rows on any machine, in any
/// zone and locale; the same SQLite even gives the same bytes. Times are those of the own office's zone.
package struct Register {
    /// The shape of the tables, and how their values are written: grows by columns and tables, and by one whenever
    /// it does or a value is written otherwise.
    package static let version = 5
    /// Tells the file from other databases: "krgr".
    static let applicationID = 0x6B72_6772

    private let log: any EntryLog
    /// How many entries it is made of.
    private let size: Int64
    /// The one agreement that it is about; nil for all.
    private let agreement: String?
    /// The shape that it gets.
    private let version: Int
    /// What the engine's own events are called.
    private let label: @Sendable (EngineEvent) -> Bilingual

    /// Prepares a register of the first `size` entries; of one agreement only, if one is named.
    ///
    /// An earlier `version` is for holding a register against it that an earlier program made.
    package init(
        _ log: any EntryLog,
        size: Int64,
        agreement: String? = nil,
        version: Int = Self.version,
        label: @escaping @Sendable (EngineEvent) -> Bilingual
    ) {
        self.log = log
        self.size = size
        self.agreement = agreement
        self.version = version
        self.label = label
    }

    /// Writes the file at `path`, which must not exist, complete and closed.
    ///
    /// Throws as `HistoryReader` does for an entry that can't be read.
    package func write(to path: String) throws {
        var configuration = Configuration()
        // Half a file is thrown away: nothing in it needs a journal or a sync.
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA page_size = 4096")
        }
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = OFF")
        }
        try database.write(fill)
        try database.close()
    }

    private func fill(_ db: Database) throws {
        try RegisterTable.make(in: db, version: version)
        let subjects = try agreement.map { [$0] } ?? log.subjects()
        var last: Int64 = -1
        var histories: [(id: String, entries: [Entry])] = []
        if let agreement {
            let entries = try entries(of: agreement)
            histories = [(agreement, entries)]
            last = entries.last?.position ?? -1
        } else {
            last = size - 1
        }
        guard let rules = try RulesInForce.adopted(in: log, through: last) else { return }
        let writer = RegisterWriter(db: db, rules: rules, version: version, label: label)
        try writer.about(log, size: size, agreement: agreement)
        let carried = try agreement == nil ? messages(writer) : [:]
        for id in subjects {
            let entries = try histories.first?.entries ?? self.entries(of: id)
            guard !entries.isEmpty else { continue }
            try writer.agreement(id, entries, carried)
        }
    }

    private func entries(of id: String) throws -> [Entry] {
        let kept = try log.entries(ofSubject: id).filter { $0.position < size }
        return try HistoryReader.entries(kept, in: self.log)
    }

    /// Writes the messages; returns which of them carried which reminder, by the reminder's key.
    private func messages(_ writer: RegisterWriter) throws -> [String: Int64] {
        let kept = try log.engineEntries(ofTypes: EngineRows.messageTypes)
            .filter { $0.position < size }
        let entries = try HistoryReader.entries(kept, in: self.log)
        var outcomes: [Int64: Entry] = [:]
        for entry in entries where entry.type != EngineEvent.messageIssued.rawValue {
            guard let message = entry.data["message"]?.integer else { continue }
            outcomes[Int64(message)] = entry
        }
        var carried: [String: Int64] = [:]
        for entry in entries where entry.type == EngineEvent.messageIssued.rawValue {
            try writer.message(entry, outcome: outcomes[entry.position])
            for key in entry.data["reminders"]?.array ?? [] {
                if let key = key.string { carried[key] = entry.position }
            }
        }
        return carried
    }
}

/// What a register that somebody kept is worth beside a fresh one.
package enum RegisterComparison: Hashable, Sendable {
    /// Every table and row is what the entries say.
    case same
    /// So many rows, or definitions of tables, are not.
    case differ(rows: Int)
    /// It is no register.
    case unusable
}

extension Register {
    /// Compares two registers; both files may be written beside: give it copies.
    package static func compare(kept: String, fresh: String) throws -> RegisterComparison {
        // What was made by somebody else is not even asked for its views and triggers.
        guard let rows = try? dump(kept) else { return .unusable }
        let expected = try dump(fresh)
        let differing = Set(rows).symmetricDifference(expected)
        guard differing.isEmpty, rows.count == expected.count else {
            return .differ(rows: max(differing.count, 1))
        }
        return .same
    }

    /// The version whose shape a register has; this program's for what says none that it knows.
    package static func version(of path: String) -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        let found = try? DatabaseQueue(path: path, configuration: configuration).read {
            try Int.fetchOne($0, sql: "PRAGMA user_version")
        }
        // What can't be asked is no register: the comparison says so.
        guard let found, (1...version).contains(found) else { return version }
        return found
    }

    /// Every definition and every row as text, in one order: equal for equal prefixes of a log.
    ///
    /// Throws for a file that is no sound database.
    package static func dump(_ path: String) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { db in
            // The file may come from anybody.
            try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        let database = try DatabaseQueue(path: path, configuration: configuration)
        let lines = try database.read { db in
            // A row out of its place is there for who reads all of them, and not for who asks for it.
            let found = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
            guard found == "ok" else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: found)
            }
            var lines = try Row.fetchAll(
                db,
                sql: "SELECT type, name, sql FROM sqlite_schema ORDER BY name, type"
            ).map { "schema \($0[0] as String) \($0[1] as String) \($0[2] as String? ?? "")" }
            for pragma in ["application_id", "user_version"] {
                let value = try Int.fetchOne(db, sql: "PRAGMA \(pragma)") ?? 0
                lines.append("pragma \(pragma) \(value)")
            }
            for table in RegisterTable.all {
                let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table.name)")
                while let row = try rows.next() {
                    let cells = row.enumerated().map { index, cell in
                        "\(cell.0)=\(text(cell.1, at: index, of: row))"
                    }
                    lines.append(table.name + " " + cells.joined(separator: " "))
                }
            }
            return lines
        }
        try database.close()
        return lines
    }

    /// A cell as text, to its last byte: what stands behind a NUL other readers show.
    private static func text(_ value: DatabaseValue, at index: Int, of row: Row) -> String {
        guard case .string = value.storage else { return value.description }
        let bytes: Data = row[index]
        return String(reflecting: String(decoding: bytes, as: UTF8.self))
    }
}
