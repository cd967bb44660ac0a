import Audit
import EventLog
import Foundation
import GRDB

/// The file of the views: disposable, rebuilt from the log whenever it does not match it.
struct ViewStore: Sendable {
    /// The shape of the tables, and what their rows say of one and the same log: a file of another version is
    /// rebuilt, and views of one version that differ are held to have been changed.
    static let schemaVersion = 9

    /// Large enough for several agreements' rows: in a smaller page each would need another one for its rest.
    static let pageSizing = "PRAGMA page_size = 16384"

    /// How long emptying the write-ahead log waits for a reader of it.
    private static let busySeconds = 5.0

    let pool: any DatabaseWriter
    let states = KeptStates()

    /// Opens the file, or makes it anew if it is missing, garbage or of another shape.
    ///
    /// Throws where the disk is the trouble, full or read-only: then good views are left as they are.
    static func open(path: String) throws -> ViewStore {
        if FileManager.default.fileExists(atPath: path) {
            do {
                let store = try ViewStore(path: path)
                if try store.isUsable() { return store }
                try store.pool.close()
            } catch let error as DatabaseError where error.isOfBrokenFile {
                // Nothing is lost with it.
            }
        }
        try remove(path: path)
        let store = try ViewStore(path: path)
        try store.makeAll()
        return store
    }

    /// Views that are gone with the process: for a disk that can't be written.
    static func inMemory() throws -> ViewStore {
        let store = ViewStore(filled: try DatabaseQueue())
        try store.makeAll()
        return store
    }

    /// Takes over tables that are made and filled already.
    init(filled pool: any DatabaseWriter) { self.pool = pool }

    private func makeAll() throws {
        try pool.write { db in
            try Self.makeTables(db)
            try Self.makeIndexes(db)
        }
    }

    /// Puts a complete file in the place of another one and its companions.
    static func replace(path: String, with new: String) throws {
        try remove(path: path)
        try FileManager.default.moveItem(atPath: new, toPath: path)
    }

    /// Deletes the file with its companions.
    static func remove(path: String) throws {
        for suffix in ["", "-wal", "-shm"]
        where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    /// Brings everything into the file itself and empties the write-ahead log; false if a reader is
    /// in the way.
    func empty() -> Bool {
        (try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }) != nil
    }

    init(path: String) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        // Redacted text is overwritten, not merely let go.
        configuration.prepareDatabase {
            try $0.execute(sql: "\(Self.pageSizing); PRAGMA secure_delete = ON")
        }
        configuration.busyMode = .timeout(Self.busySeconds)
        pool = try DatabasePool(path: path, configuration: configuration)
    }

    func isUsable() throws -> Bool {
        try pool.read { db in
            guard try db.tableExists("progress") else { return false }
            let found = try Int.fetchOne(db, sql: "PRAGMA user_version")
            return found == Self.schemaVersion
        }
    }

    /// Whether nothing was ever made in the file.
    func isEmpty() throws -> Bool {
        try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") == 0 }
    }

    /// Whether a file that is not usable has views of another version, by what it says of itself.
    func isOfAnotherVersion() throws -> Bool {
        try pool.read { db in
            guard try db.tableExists("progress") else { return false }
            let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            return found > 0 && found != Self.schemaVersion
        }
    }

    static func makeTables(_ db: Database) throws {
        try db.execute(
            sql: """
                PRAGMA user_version = \(schemaVersion);
                CREATE TABLE progress (
                    only INTEGER PRIMARY KEY CHECK (only = 0),
                    position INTEGER NOT NULL, root BLOB NOT NULL) STRICT;
                INSERT INTO progress VALUES (0, -1, X'\(MerkleTree.emptyRoot.hex)');
                CREATE TABLE agreement (
                    id TEXT PRIMARY KEY, stage TEXT NOT NULL, isclosed INTEGER NOT NULL,
                    hasterm INTEGER NOT NULL, version INTEGER NOT NULL, nextdue INTEGER,
                    renewedue INTEGER, termends INTEGER, limitends INTEGER, isexhausted INTEGER NOT NULL, isuntold INTEGER NOT NULL, told TEXT NOT NULL,
                    state TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID;
                CREATE TABLE renewal (
                    successor TEXT NOT NULL, predecessor TEXT NOT NULL, standing TEXT NOT NULL,
                    PRIMARY KEY (predecessor, successor)) STRICT, WITHOUT ROWID;
                CREATE TABLE waiting (
                    agreement TEXT NOT NULL, office TEXT NOT NULL, opener INTEGER NOT NULL,
                    PRIMARY KEY (office, agreement, opener)) STRICT, WITHOUT ROWID;
                CREATE TABLE reminder (
                    position INTEGER PRIMARY KEY, key TEXT NOT NULL, agreement TEXT NOT NULL,
                    opener INTEGER NOT NULL, office TEXT, role TEXT NOT NULL,
                    message INTEGER) STRICT;
                CREATE TABLE message (
                    position INTEGER PRIMARY KEY, role TEXT NOT NULL, day TEXT NOT NULL,
                    week TEXT, outcome TEXT) STRICT;
                \(SearchTable.sql)
                \(SearchIndexing.sql)
                \(indexesOfFew)
                """
        )
    }

    /// Made with the tables: few rows stand in them, and made later each would read every row once more.
    private static let indexesOfFew = """
        CREATE INDEX agreement_renewedue ON agreement (renewedue) WHERE renewedue IS NOT NULL;
        CREATE INDEX agreement_termends ON agreement (termends) WHERE termends IS NOT NULL;
        CREATE INDEX agreement_limitends ON agreement (limitends) WHERE limitends IS NOT NULL;
        CREATE INDEX agreement_untold ON agreement (id) WHERE isuntold;
        CREATE INDEX agreement_exhausted ON agreement (id) WHERE isexhausted;
        """

    /// Made after a rebuild's rows: sorting once is cheaper than keeping sorted.
    static func makeIndexes(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE INDEX agreement_nextdue ON agreement (nextdue) WHERE nextdue IS NOT NULL;
                CREATE INDEX renewal_successor ON renewal (successor);
                CREATE INDEX agreement_stage ON agreement (stage);
                CREATE INDEX waiting_agreement ON waiting (agreement);
                CREATE UNIQUE INDEX reminder_key ON reminder (key);
                CREATE INDEX reminder_agreement ON reminder (agreement);
                CREATE INDEX reminder_waiting ON reminder (role) WHERE message IS NULL;
                CREATE INDEX reminder_message ON reminder (message) WHERE message IS NOT NULL;
                CREATE INDEX message_day ON message (role, day);
                CREATE INDEX message_week ON message (role, week) WHERE week IS NOT NULL;
                CREATE INDEX message_outstanding ON message (position) WHERE outcome IS NULL;
                """
        )
    }
}

extension DatabaseError {
    /// Whether the file itself is no longer good.
    var isOfBrokenFile: Bool { [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(resultCode) }

    /// Whether the disk can't be written now, while the file may be as good as it was.
    var isOfDisk: Bool {
        [.SQLITE_FULL, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_CANTOPEN].contains(resultCode)
    }
}
