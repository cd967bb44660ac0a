package import Calendars
import Foundation
import GRDB
import Synchronization

/// Who stands behind the opaque names of the log: personal data, in a file of its own.
///
/// Opened by the daemon alone; in no backup and no export of the log. Erasing it makes the names
/// in the log point to nobody, and proofs stay whole (UU 27/2022 Ps 43 against PP 28/2012).
package final class Contacts: Sendable {
    private let queue: DatabaseQueue
    /// Whether the file could not be made or opened: then there are no names.
    private let isLost: Bool
    /// The names that were asked for; nobody else writes the file.
    private let known = Mutex(Known())

    private struct Known: Sendable {
        var names: [UInt32: String] = [:]
        /// The highest number in the log, once it was looked up: new ones are given out here.
        var greatestInLog: Int?
    }

    /// Opens the file, or makes it, readable by its owner only.
    package init(path: String) throws {
        if !FileManager.default.fileExists(atPath: path) {
            // Before SQLite would make it with the umask's wider mode.
            _ = FileManager.default.createFile(
                atPath: path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
        }
        let opened = try? DatabaseQueue(path: path)
        // Nothing is written that is there: a full or read-only disk must not stop the reading.
        if let opened, (try? opened.read { try $0.tableExists("officer") }) == true {
            queue = opened
            isLost = false
            return
        }
        do {
            guard let opened else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN) }
            try opened.write(Self.makeTable)
            queue = opened
            isLost = false
        } catch let error as DatabaseError where error.isOfDisk {
            // Nobody has a name until the disk can be written again, so nobody can record.
            queue = try DatabaseQueue()
            isLost = true
        }
    }

    private static func makeTable(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS officer (
                    name TEXT PRIMARY KEY, uid INTEGER NOT NULL, since INTEGER NOT NULL,
                    until INTEGER) STRICT;
                CREATE UNIQUE INDEX IF NOT EXISTS officer_uid ON officer (uid)
                    WHERE until IS NULL;
                """
        )
    }

    /// Returns the opaque name of a Unix user, if it has one.
    package func name(ofUser uid: UInt32) throws -> String? {
        guard !isLost else { return nil }
        if let name = known.withLock({ $0.names[uid] }) { return name }
        let name = try queue.read { try Self.name(ofUser: uid, $0) }
        if let name { known.withLock { $0.names[uid] = name } }
        return name
    }

    private static func name(ofUser uid: UInt32, _ db: Database) throws -> String? {
        try String.fetchOne(
            db,
            sql: "SELECT name FROM officer WHERE uid = ? AND until IS NULL",
            arguments: [uid]
        )
    }

    /// Returns the opaque name of a Unix user, giving the next one (`a-0007`) when first seen.
    ///
    /// `greatest` is the highest number that the log has: an erased file must not give out a name
    /// that meant somebody else. It is asked once in a life. Durable on return.
    package func givenName(
        ofUser uid: UInt32,
        at now: Timestamp,
        greatest: () throws -> Int
    ) throws -> String {
        guard !isLost else { throw ContactsFailure() }
        if let name = try name(ofUser: uid) { return name }
        let used = try known.withLock { $0.greatestInLog } ?? greatest()
        known.withLock { $0.greatestInLog = used }
        do {
            return try write(uid, now, used)
        } catch let error as DatabaseError where error.isOfDisk {
            throw ContactsFailure()
        }
    }

    private func write(_ uid: UInt32, _ now: Timestamp, _ used: Int) throws -> String {
        try queue.write { db in
            // Another request of the same user may have been first since the question above.
            if let name = try Self.name(ofUser: uid, db) { return name }
            let highest = try Int.fetchOne(
                db,
                sql: "SELECT max(CAST(substr(name, 3) AS INTEGER)) FROM officer"
            )
            let digits = String(max(used, highest ?? 0) + 1)
            let name = "a-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            try db.execute(
                sql: "INSERT INTO officer (name, uid, since) VALUES (?, ?, ?)",
                arguments: [name, uid, now.milliseconds]
            )
            return name
        }
    }
}

/// A new name can't be given, because the disk does not let it be written; nothing was recorded.
package struct ContactsFailure: Error, Sendable {}

extension DatabaseError {
    fileprivate var isOfDisk: Bool {
        [.SQLITE_FULL, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_CANTOPEN].contains(resultCode)
    }
}
