import Foundation
import GRDB
import Synchronization
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
        let shape = try log.shape(of: 4)
        await log.close()
        return shape
    }

    /// Puts other bytes in the place of some, in the page of an index alone, as a program does that knows
    /// nothing of SQLite.
    private func exchange(
        _ old: [UInt8],
        for new: [UInt8],
        in index: String,
        _ folder: TemporaryFolder
    ) throws {
        let stranger = try Stranger(folder)
        let root = try stranger.int("SELECT rootpage FROM sqlite_schema WHERE name = '\(index)'")
        let size = try #require(try stranger.int("PRAGMA page_size"))
        try stranger.close()
        let file = URL(filePath: folder.database)
        var bytes = try Data(contentsOf: file)
        let start = (try #require(root) - 1) * size
        let page = start..<start + size
        let place = try #require(bytes.range(of: Data(old), in: page))
        bytes.replaceSubrange(place, with: new)
        try bytes.write(to: file)
    }

    /// A log whose indexes have several pages, with ids of two lengths.
    private func grownFolder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        for round in 0..<4 {
            let entries = try (0..<200).map { number -> NewEntry in
                // Keys in an order of their own: the index on commands is filled everywhere.
                let command = (round * 200 + number) * 7_919 % 65_521
                guard number % 40 != 0 else {
                    return try .engine("mesin", type: "Jenis\(number)", command: command)
                }
                return try .fact(
                    "catatan",
                    of: "2018-\(9_900 + number)",
                    version: round + 1,
                    command: command
                )
            }
            try await log.append(entries)
        }
        await log.close()
        return folder
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
        #expect(try InMemoryLog().shapeCheck(size: 0, indexed: IndexSums()) == .none)
    }

    @Test func `what was appended since the look began is no fault`() async throws {
        let folder = try await filledFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append(.fact("e", of: "2018-0003", version: 1, command: 3))
        #expect(try log.shape(of: 4) == .sound)
        await log.close()
    }

    @Test func `what is appended while an index is read is no fault`() async throws {
        let folder = try await filledFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        async let written: Void = {
            for number in 10..<210 {
                try await log.append(
                    .fact("f", of: "2018-\(number)", version: 1, command: number)
                )
            }
        }()
        for _ in 0..<50 { #expect(try log.shape(of: log.head.size) == .sound) }
        try await written
        #expect(try log.shape(of: log.head.size) == .sound)
        await log.close()
    }

    @Test func `a log is sound in every copy and however its pages lie`() async throws {
        let folder = try await grownFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        #expect(try log.shape(of: 800) == .sound)
        let copied = try TemporaryFolder()
        #expect(try log.copy(to: copied.database) == 800)
        await log.close()
        for order in ["VACUUM", "REINDEX", "ANALYZE"] {
            let stranger = try Stranger(copied)
            try stranger.execute(order)
            try stranger.close()
            let copy = try SQLiteLog.open(folder: copied.path, access: .readOnly)
            #expect(try copy.shape(of: 800) == .sound, "\(order)")
            await copy.close()
        }
    }

    /// Bytes in the page of an index, and what is said of it then.
    struct Exchange: Sendable {
        var index: String
        var old: [UInt8]
        var new: [UInt8]
        var fault: String

        init(_ index: String, _ old: [UInt8], _ new: [UInt8], _ fault: String) {
            (self.index, self.old, self.new, self.fault) = (index, old, new, fault)
        }
    }

    private static let begun = Array("2018-0002".utf8)
    private static let second = Array("2018-0001".utf8) + [2]

    @Test(arguments: [
        Exchange(
            "entry_engine",
            Array("DaemonStarted".utf8),
            Array("DaemonStartee".utf8),
            "entry_engine: other rows"
        ),
        Exchange("entry_first", begun, Array("2018-0003".utf8), "entry_first: other rows"),
        // The length of the id, by which the last one of an office is found.
        Exchange("entry_first", [9] + begun, [8] + begun, "entry_first: order"),
        Exchange(
            "entry_command",
            [2, 0, 0, 0, 0, 0, 0, 0, 2],
            [3, 0, 0, 0, 0, 0, 0, 0, 2],
            "entry_command: other rows"
        ),
        Exchange("entry_subject", second + [2], second + [3], "entry_subject: other rows"),
        Exchange("entry_subject", begun, Array("2018-0003".utf8), "entry_subject: 2 of 3"),
    ])
    func `one byte in the page of an index is found`(exchange: Exchange) async throws {
        let folder = try await filledFolder()
        try self.exchange(exchange.old, for: exchange.new, in: exchange.index, folder)
        #expect(try await shape(folder) == .faulty(exchange.fault))
    }

    @Test func `two entries that an index exchanges are found`() async throws {
        let folder = try await filledFolder()
        try exchange(Self.second + [2], for: Self.second + [3], in: "entry_subject", folder)
        try exchange(Self.begun + [3], for: Self.begun + [2], in: "entry_subject", folder)
        #expect(try await shape(folder) == .faulty("entry_subject: other rows"))
    }

    @Test func `rows that are all there but out of their order are found`() async throws {
        let folder = try await filledFolder()
        let (places, _) = try rowPlaces(of: "entry_command", folder)
        let file = URL(filePath: folder.database)
        var bytes = try Data(contentsOf: file)
        let (first, second) = (bytes[places..<places + 2], bytes[places + 2..<places + 4])
        bytes.replaceSubrange(places..<places + 4, with: Array(second) + Array(first))
        try bytes.write(to: file)
        #expect(try await shape(folder) == .faulty("entry_command: order"))
    }

    @Test func `nodes that are all there but out of their order are missed`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        try await log.append((0..<64).map { try .engine("mesin", command: $0) })
        let levels = (1...6).map { ($0, Int64(0)..<Int64(64 >> $0)) }
        let whole = try levels.map { try log.nodes(level: $0, indexes: $1) }
        await log.close()
        let (places, count) = try rowPlaces(of: "node", folder)
        try #require(count == 63)
        let file = URL(filePath: folder.database)
        let honest = try Data(contentsOf: file)
        for (near, far) in (1..<63).map({ ($0 - 1, $0) }) + (9..<63).map({ ($0 - 9, $0) }) {
            var bytes = honest
            for (to, from) in [(near, far), (far, near)] {
                let (to, from) = (places + 2 * to, places + 2 * from)
                bytes.replaceSubrange(to..<to + 2, with: honest[from..<from + 2])
            }
            try bytes.write(to: file)
            // The topmost node may be missed on opening.
            let log = try? SQLiteLog.open(folder: folder.path, access: .readOnly)
            let found = try log.map { log in
                try levels.map { try log.nodes(level: $0, indexes: $1) }
            }
            #expect(found != whole, "\(near) and \(far)")
            await log?.close()
        }
    }

    @Test func `a page of an index that is none is found`() async throws {
        let folder = try await filledFolder()
        try exchange([0x0A], for: [0x00], in: "entry_engine", folder)
        #expect(
            try await shape(folder) == .faulty("entry_engine: database disk image is malformed")
        )
    }

    /// Where a table or an index that is one page says where its rows are, two bytes for each, and how many.
    private func rowPlaces(
        of name: String,
        _ folder: TemporaryFolder
    ) throws -> (place: Int, count: Int) {
        let stranger = try Stranger(folder)
        let root = try stranger.int("SELECT rootpage FROM sqlite_schema WHERE name = '\(name)'")
        let size = try #require(try stranger.int("PRAGMA page_size"))
        try stranger.close()
        let start = (try #require(root) - 1) * size
        let bytes = try Data(contentsOf: URL(filePath: folder.database))
        // The page of an index that has no page below; its head has eight bytes.
        #expect(bytes[start] == 10)
        return (start + 8, Int(bytes[start + 3]) << 8 | Int(bytes[start + 4]))
    }

    /// Where each page of the entries but the last ends: the number of its last row, and the last byte of that
    /// number in the page over them.
    private func borders(
        _ bytes: Data,
        _ folder: TemporaryFolder
    ) throws -> [(place: Int, last: Int)] {
        let stranger = try Stranger(folder)
        let root = try stranger.int("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'")
        let size = try #require(try stranger.int("PRAGMA page_size"))
        try stranger.close()
        let start = (try #require(root) - 1) * size
        // A page over leaves of a table.
        #expect(bytes[start] == 5)
        let count = Int(bytes[start + 3]) << 8 | Int(bytes[start + 4])
        return (0..<count).map { number in
            let pointer = start + 12 + 2 * number
            // Behind the page's own number, seven bits in each byte.
            var place = start + (Int(bytes[pointer]) << 8 | Int(bytes[pointer + 1])) + 4
            var last = Int(bytes[place] & 0x7F)
            while bytes[place] & 0x80 != 0 {
                place += 1
                last = last << 7 | Int(bytes[place] & 0x7F)
            }
            return (place, last)
        }
    }

    @Test(arguments: [-1, 1])
    func `an entry that is read and not found by its number is found out`(step: Int) async throws {
        let folder = try await grownFolder()
        let file = URL(filePath: folder.database)
        let honest = try Data(contentsOf: file)
        let all = try borders(honest, folder)
        let movable = all.filter { (1..<0x7F).contains(honest[$0.place] & 0x7F) }
        try #require(movable.count > 3)
        for border in movable {
            var bytes = honest
            bytes[border.place] = UInt8(Int(bytes[border.place]) + step)
            try bytes.write(to: file)
            let lost = Int64(step < 0 ? border.last : border.last + 1)
            let log = try SQLiteLog.open(folder: folder.path, access: .readOnly)
            #expect(try log.read(after: lost - 2, limit: 2).last?.position == lost)
            #expect(try log.entry(at: lost) == nil)
            let fault = ShapeCheck.faulty("entry: position \(lost) not found")
            #expect(try log.shape(of: 800) == fault)
            // The last that is read may have no other beside it.
            #expect(try log.shape(of: lost + 1) == fault)
            await log.close()
        }
    }

    @Test func `indexes are looked at two by two, however many ask, so that readers get on`()
        async throws
    {
        let folder = try await filledFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let looks = Mutex((now: 0, most: 0, all: 0))
        DispatchQueue.concurrentPerform(iterations: 3) { _ in
            _ = try? log.firstFault { _ in
                looks.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.all + 1) }
                // Long enough for the others to come, if they may.
                for _ in 0..<1_000 { sched_yield() }
                looks.withLock { $0.now -= 1 }
                return nil
            }
        }
        #expect(looks.withLock { $0.most } <= 2)
        #expect(looks.withLock { $0.all } == 3 * LogIndex.allCases.count)
        #expect(try log.firstFault { $0 == .first ? nil : $0.rawValue } == "entry_subject")
        await log.close()
    }

    @Test func `what an index says of entries that came since is looked at too`() async throws {
        let folder = try await filledFolder()
        try exchange(Self.begun, for: Array("2018-0003".utf8), in: "entry_first", folder)
        let log = try SQLiteLog.open(folder: folder.path, access: .readOnly)
        #expect(try log.shape(of: 3) == .faulty("entry_first: other rows"))
        await log.close()
    }

    @Test(arguments: [
        (
            "DROP TRIGGER entry_insert; DROP TRIGGER entry_update; DROP TRIGGER entry_delete",
            "schema: entry_delete"
        ),
        ("CREATE VIEW w AS SELECT 1", "schema: w"),
        ("PRAGMA user_version = 0", "user_version: 0"),
        (
            "CREATE TRIGGER t BEFORE INSERT ON entry BEGIN SELECT 1; END", "schema: t"
        ),
        (
            // A name that SQLite keeps for itself and gives nobody, but runs all the same.
            """
            PRAGMA writable_schema = ON;
            CREATE TRIGGER sqlite_x BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END;
            PRAGMA writable_schema = OFF;
            """, "schema: sqlite_x"
        ),
        (
            // By the names of what `ANALYZE` makes.
            """
            PRAGMA writable_schema = ON;
            CREATE TRIGGER sqlite_stat1 BEFORE UPDATE ON entry BEGIN SELECT RAISE(IGNORE); END;
            PRAGMA writable_schema = OFF;
            """, "schema: sqlite_stat1"
        ),
        (
            """
            PRAGMA writable_schema = ON;
            CREATE INDEX sqlite_stat4 ON entry (subject, subjectversion, bytes);
            PRAGMA writable_schema = OFF;
            """, "schema: sqlite_stat4"
        ),
        (leavingOut("entry_command", "command, part", ""), "entry_command: 3 of 4"),
        (
            leavingOut("entry_subject", "subject, subjectversion", "subject IS NOT NULL AND"),
            "entry_subject: 2 of 3"
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

extension SQLiteLog {
    /// What is said of the file beside its first `size` entries.
    fileprivate func shape(of size: Int64) throws -> ShapeCheck {
        var sums = IndexSums()
        try lend(0..<size) { entry in
            sums.add(entry)
            return true
        }
        return try shapeCheck(size: size, indexed: sums)
    }
}
