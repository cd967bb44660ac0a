import GRDB
import Testing

@testable import EventLog

/// What no entry says and every answer rests on: the tables' definitions and the indexes.
@Suite struct ShapeTests {
    private func filledFolder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(
            .engine("a", command: 1, part: 1),
            .fact("b", of: "2018-0001", version: 1, command: 1, part: 2),
            .fact("c", of: "2018-0001", version: 2, command: 1, part: 3),
            .fact("d", of: "2018-0002", version: 1, command: 2)
        )
        await log.close()
        return folder
    }

    private func shape(_ folder: TemporaryFolder) async throws -> ShapeCheck {
        let log = try SQLiteLog.open(folder: folder.path, access: .readOnly)
        let shape = try log.shapeCheck(size: 4, agreements: 2)
        await log.close()
        return shape
    }

    /// Builds an index over fewer entries than it says.
    private static func leavingOut(_ index: String, _ columns: String, _ condition: String)
        -> String
    {
        """
        CREATE TABLE kept AS SELECT sql FROM sqlite_schema WHERE name = '\(index)';
        DROP INDEX \(index);
        CREATE INDEX \(index) ON entry (\(columns)) WHERE \(condition) position <> 2;
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = (SELECT sql FROM kept) WHERE name = '\(index)';
        PRAGMA writable_schema = RESET;
        DROP TABLE kept;
        """
    }

    @Test func `a log as it was made is sound, and one without a file has no shape`()
        async throws
    {
        #expect(try await shape(try await filledFolder()) == .sound)
        #expect(try InMemoryLog().shapeCheck(size: 0, agreements: 0) == .none)
    }

    @Test func `what was appended since the look began is no fault`() async throws {
        let folder = try await filledFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(.fact("e", of: "2018-0003", version: 1, command: 3))
        #expect(try log.shapeCheck(size: 4, agreements: 2) == .sound)
        await log.close()
    }

    @Test(arguments: [
        (
            "DROP TRIGGER entry_insert; DROP TRIGGER entry_update; DROP TRIGGER entry_delete",
            "sqlite_schema: entry_delete"
        ),
        ("CREATE VIEW w AS SELECT 1", "sqlite_schema: w"),
        ("PRAGMA user_version = 0", "user_version: 0"),
        (
            "CREATE TRIGGER t BEFORE INSERT ON entry BEGIN SELECT 1; END", "sqlite_schema: t"
        ),
        (leavingOut("entry_command", "command, part", ""), "entry_command: 3 of 4"),
        (
            leavingOut("entry_subject", "subject, subjectversion", "subject IS NOT NULL AND"),
            "entry_subject, entry_engine: 3 of 4"
        ),
    ])
    func `another shape is named`(attack: String, fault: String) async throws {
        let folder = try await filledFolder()
        let stranger = try Stranger(folder)
        try stranger.execute(attack)
        try stranger.close()
        #expect(try await shape(folder) == .faulty(fault))
    }

    @Test func `an entry before the first one is found`() async throws {
        let folder = try await filledFolder()
        let stranger = try Stranger(folder)
        let table = try #require(
            try stranger.text("SELECT sql FROM sqlite_schema WHERE name = 'entry'")
        )
        let trigger = try #require(
            try stranger.text("SELECT sql FROM sqlite_schema WHERE name = 'entry_insert'")
        )
        try stranger.execute("DROP TRIGGER entry_insert")
        try stranger.execute("PRAGMA ignore_check_constraints = ON")
        try stranger.execute(
            """
            PRAGMA ignore_check_constraints = ON;
            INSERT INTO entry VALUES (-1, x'7a', zeroblob(32), '2018-0001', 3, 'NoteAdded',
                zeroblob(16), 9)
            """
        )
        try stranger.execute(trigger)
        #expect(try stranger.text("SELECT sql FROM sqlite_schema WHERE name = 'entry'") == table)
        try stranger.close()
        #expect(try await shape(folder) == .faulty("entry: position -1"))
    }
}
