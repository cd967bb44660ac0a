import GRDB
import Testing

@testable import EventLog

/// What the tables and triggers refuse to a program that is not ours.
@Suite struct LogRulesTests {
    @Test(arguments: attacks)
    func `no client of the file can rewrite it`(attack: String) async throws {
        let folder = try await filledFolder()
        let stranger = try Stranger(folder)
        let before = try stranger.dump()
        let error = #expect(throws: DatabaseError.self) { try stranger.execute(attack) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
        #expect(try stranger.dump() == before)
    }

    @Test func `the attacks would get through without the triggers`() async throws {
        // Guards the table of attacks itself: a statement with a slip of the pen fails too.
        let folder = try await filledFolder()
        let stranger = try Stranger(folder)
        for trigger in triggers {
            try stranger.execute("DROP TRIGGER \(trigger)")
        }
        for attack in attacks where !attack.contains("/* table */") {
            #expect(throws: Never.self, "\(attack)") {
                try stranger.execute("BEGIN; \(attack); ROLLBACK")
            }
        }
    }

    @Test func `the next entry, and the bytes of a redacted one, may be changed`() async throws {
        let folder = try await filledFolder()
        let stranger = try Stranger(folder)
        try stranger.execute(insert("4", "'2018-0001'", "3"))
        try stranger.execute(
            insert("5", "NULL", "NULL", type: "Redacted", command: "randomblob(16)")
        )
        try stranger.execute("INSERT INTO redaction VALUES (2, 5)")
        try stranger.execute("UPDATE entry SET bytes = NULL WHERE position = 2")
        #expect(try stranger.int("SELECT count(*) FROM entry WHERE bytes IS NULL") == 2)
    }

    // Positions 0 to 3: the engine's, two of 2018-0001, and the redaction of the first of those.
    private func filledFolder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(
            .engine("a", command: 1, part: 1),
            .fact("b", of: "2018-0001", version: 1, command: 1, part: 2),
            .fact("c", of: "2018-0001", version: 2, command: 1, part: 3),
            .engine("d", type: "Redacted", command: 2, redacts: 1)
        )
        await log.close()
        return folder
    }
}

private let triggers = ["entry", "node", "redaction"].flatMap { table in
    ["insert", "update", "delete"].map { "\(table)_\($0)" }
}

private func insert(
    _ position: String,
    _ subject: String,
    _ version: String,
    bytes: String = "x'78'",
    leaf: String = "zeroblob(32)",
    type: String = "X",
    command: String = "zeroblob(16)",
    part: String = "1",
    verb: String = "INSERT",
    end: String = ""
) -> String {
    """
    \(verb) INTO entry (position, bytes, leaf, subject, subjectversion, type, command, part)
    VALUES (\(position), \(bytes), \(leaf), \(subject), \(version), '\(type)', \(command), \(part))
    \(end)
    """
}

private let kept = "(SELECT command FROM entry WHERE position = 0)"

private let attacks =
    [
        "UPDATE entry SET bytes = x'00' WHERE position = 0",
        "UPDATE entry SET bytes = NULL WHERE position = 0",
        "UPDATE entry SET bytes = x'00' WHERE position = 1",
        "UPDATE entry SET leaf = zeroblob(32) WHERE position = 0",
        "UPDATE entry SET type = 'X' WHERE position = 0",
        "UPDATE entry SET subject = '2018-0009' WHERE position = 2",
        "UPDATE entry SET subjectversion = 9 WHERE position = 2",
        "UPDATE entry SET command = zeroblob(16) WHERE position = 0",
        "UPDATE entry SET part = 9 WHERE position = 0",
        "UPDATE entry SET position = 9 WHERE position = 0",
        "UPDATE entry SET rowid = 9 WHERE position = 3",
        "UPDATE OR REPLACE entry SET position = 0 WHERE position = 2",
        "DELETE FROM entry",
        "DELETE FROM entry WHERE position = 3",
        insert("0", "NULL", "NULL", verb: "INSERT OR REPLACE"),
        insert("0", "NULL", "NULL", verb: "REPLACE"),
        insert("4", "'2018-0001'", "2", verb: "INSERT OR REPLACE"),
        insert("4", "NULL", "NULL", command: kept, verb: "INSERT OR REPLACE"),
        insert("0", "NULL", "NULL", verb: "INSERT OR IGNORE"),
        insert(
            "0",
            "NULL",
            "NULL",
            end: "ON CONFLICT (position) DO UPDATE SET bytes = x'00'"
        ),
        insert("5", "NULL", "NULL"),
        insert("-1", "NULL", "NULL", end: "/* table */"),
        insert("NULL", "NULL", "NULL"),
        insert("4", "'2018-0001'", "4"),
        insert("4", "'2018-0002'", "2"),
        insert("4", "NULL", "NULL", bytes: "NULL"),
        "UPDATE node SET hash = zeroblob(32)",
        "UPDATE node SET idx = 9 WHERE level = 1 AND idx = 0",
        "DELETE FROM node",
        "INSERT OR REPLACE INTO node VALUES (1, 0, zeroblob(32))",
        "INSERT INTO node VALUES (1, 2, zeroblob(32))",
        "UPDATE redaction SET position = 0",
        "DELETE FROM redaction",
        "INSERT OR REPLACE INTO redaction VALUES (1, 2)",
        "INSERT OR REPLACE INTO redaction VALUES (0, 3)",
        "INSERT INTO redaction VALUES (0, 2)",
        "INSERT INTO redaction VALUES (0, 9)",
    ] + tableAttacks.map { "\($0) /* table */" }

// What the tables refuse on their own.
private let tableAttacks = [
    insert("4", "NULL", "NULL", bytes: "x''"),
    insert("4", "NULL", "NULL", bytes: "zeroblob(65536)"),
    insert("4", "NULL", "NULL", bytes: "'text'"),
    insert("4", "NULL", "NULL", leaf: "zeroblob(31)"),
    insert("4", "NULL", "NULL", leaf: "NULL"),
    insert("4", "NULL", "NULL", type: ""),
    insert("4", "NULL", "NULL", command: "zeroblob(15)"),
    insert("4", "NULL", "NULL", part: "0"),
    insert("4", "NULL", "1"),
    insert("4", "'2018-0009'", "NULL"),
    insert("4", "'2018-é'", "1"),
    "INSERT INTO node VALUES (0, 0, zeroblob(32))",
    "INSERT INTO node VALUES (2, 0, zeroblob(31))",
]
