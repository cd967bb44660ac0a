import Audit
import Entries
import EventLog
import Foundation
import GRDB

@testable import Engine

/// A row of `entry` in the hands of somebody who may change it.
struct Forged {
    var bytes: [UInt8]?
    var leaf: TreeHash
    var subject: String?
    var version: Int?
    var type: String
    var command: CommandKey
    var part: Int
    /// The position that an entry in here takes the bytes of.
    var redacts: Int64?

    /// Every row of a folder's log.
    static func all(in folder: SmallFolder) throws -> [Forged] {
        let queue = try DatabaseQueue(path: folder.file("log.db"))
        defer { try? queue.close() }
        return try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM entry ORDER BY position").map { row in
                let bytes = (row["bytes"] as Data?).map { [UInt8]($0) }
                guard let leaf = TreeHash(bytes: Array(row["leaf"] as Data)),
                    let command = CommandKey(bytes: Array(row["command"] as Data))
                else { throw CocoaError(.coderInvalidValue) }
                return Forged(
                    bytes: bytes,
                    leaf: leaf,
                    subject: row["subject"],
                    version: row["subjectversion"],
                    type: row["type"],
                    command: command,
                    part: row["part"],
                    redacts: try bytes.flatMap { try Entry(bytes: $0, strictly: true).redacts }
                )
            }
        }
    }

    /// Changes the entry that the bytes say.
    mutating func edit(_ body: (inout Entry) -> Void) throws {
        guard let bytes else { return }
        var entry = try Entry(bytes: bytes, strictly: true)
        body(&entry)
        self.bytes = try entry.encoded()
    }

    /// Gives a row that lost its bytes those of another one, changed.
    mutating func restore(like other: Forged, _ body: (inout Entry) -> Void) throws {
        bytes = other.bytes
        try edit(body)
    }

    /// Makes everything beside the bytes fit them and the place, the numbers in the bytes included.
    mutating func fit(at index: Int, _ all: [Forged]) throws {
        if subject != nil {
            version = all[...index].filter { $0.subject == subject }.count
        }
        guard bytes != nil else { return }
        let version = version
        // A command that comes twice is another one.
        let earlier = all[..<index].filter { $0.command == command && $0.part == part }.count
        try edit { entry in
            entry.position = Int64(index)
            if let version { entry.subject?.version = version }
            if earlier > 0 { entry.command.id += "-\(earlier)" }
        }
        guard let bytes else { return }
        let entry = try Entry(bytes: bytes, strictly: true)
        let new = try NewEntry(entry)
        leaf = new.leaf
        type = new.type
        command = new.command
        part = new.part
        redacts = entry.redacts
    }

    /// Writes the row.
    func insert(into database: Database, at position: Int) throws {
        try database.execute(
            sql: "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                position, bytes.map { Data($0) }, Data(leaf.bytes), subject, version, type,
                Data(command.bytes), part,
            ]
        )
    }
}

extension SmallFolder {
    /// Changes the log by SQL as somebody would who takes its rules away first, and puts them back after.
    func forge(restoringRules: Bool = true, _ body: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: file("log.db"))
        try queue.writeWithoutTransaction { database in
            let rules = try Row.fetchAll(
                database,
                sql:
                    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'table' ORDER BY rowid"
            ).map { (type: $0[0] as String, name: $0[1] as String, sql: $0[2] as String) }
            // Unique indexes too: whoever forges is not held up by a row that is there twice for a moment.
            for rule in rules where rule.type == "trigger" {
                try database.execute(sql: "DROP TRIGGER \(rule.name)")
            }
            for rule in rules where rule.sql.contains("UNIQUE") {
                try database.execute(sql: "DROP INDEX \(rule.name)")
            }
            try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
            try body(database)
            for rule in rules where rule.type == "index" && rule.sql.contains("UNIQUE") {
                // Rows that are there twice are past an index's help: the forger leaves it out.
                try? database.execute(sql: rule.sql)
            }
            for rule in rules where rule.type == "trigger" && restoringRules {
                try database.execute(sql: rule.sql)
            }
            _ = try? database.checkpoint(.truncate)
        }
        try queue.close()
        // SQLite took it away with the last connection.
        try write("", to: "log.db-wal")
    }
}
