package import Calendars
import Foundation
import GRDB
import Synchronization

/// Who stands behind the opaque names of the log: personal data, in a file of its own.
///
/// Opened by the daemon alone; in no backup and no export of the log. Erasing it makes the names
/// in the log point to nobody, and proofs stay whole (UU 27/2022 Ps 43 against PP 28/2012).
package final class Contacts: Sendable {
    /// The file, or why nobody can be named.
    private let file: Result<DatabaseQueue, ContactsFailure>
    /// The names that were asked for; nobody else writes the file.
    private let known = Mutex(Known())

    private struct Known: Sendable {
        var names: [UInt32: String] = [:]
        /// The highest number in the log, once it was looked up: new ones are given out here.
        var greatestInLog: Int?
    }

    /// The shape of the tables, as `PRAGMA user_version` says it.
    static let schemaVersion = 1

    /// Opens the file, or makes it, readable by its owner only.
    ///
    /// Throws `NewerContacts` for a file that only a newer program knows; it is left as it is.
    /// A disk that can't be written and a damaged file must not stop the reading of the log: then
    /// `failure` says why nobody can be named.
    package init(path: String) throws {
        do {
            file = .success(try Self.open(path))
        } catch let error as DatabaseError {
            guard let failure = ContactsFailure(error) else { throw error }
            file = .failure(failure)
        }
    }

    /// Why nobody can be named; nil as long as the file can be used.
    package var failure: ContactsFailure? {
        guard case .failure(let failure) = file else { return nil }
        return failure
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        if !FileManager.default.fileExists(atPath: path) {
            // Before SQLite would make it with the umask's wider mode.
            _ = FileManager.default.createFile(
                atPath: path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
        }
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            // What is erased is overwritten in the file, not only forgotten by its index.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        // A file of 0.1.0 says 0, and has what version 1 has.
        let found = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        guard found <= schemaVersion else {
            throw NewerContacts(path: path, found: found, known: schemaVersion)
        }
        // Nothing is written that is there: a full or read-only disk must not stop the reading.
        if try !queue.read({ try $0.tableExists("officer") }) { try queue.write(makeTable) }
        // A file of an older release has no people yet.
        if try !queue.read({ try $0.tableExists("delivery") }) { try queue.write(makePeople) }
        return queue
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

    /// Returns the opaque name of a Unix user who was asked for before; the file is not touched.
    package func knownName(ofUser uid: UInt32) -> String? { known.withLock { $0.names[uid] } }

    /// Returns the opaque name of a Unix user, if it has one.
    ///
    /// Throws `ContactsFailure` if the file can't say.
    package func name(ofUser uid: UInt32) throws -> String? {
        // Asked first: who has recorded something can go on, whatever becomes of the file.
        if let name = knownName(ofUser: uid) { return name }
        let name = try reading { try Self.name(ofUser: uid, $0) }
        if let name { known.withLock { $0.names[uid] = name } }
        return name
    }

    private static func name(ofUser uid: UInt32, _ db: Database) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT name FROM officer WHERE uid = ? AND until IS NULL"),
            arguments: [uid]
        )
    }

    /// Returns the opaque name of a Unix user, giving the next one (`a-0007`) when first seen.
    ///
    /// `greatest` is the highest number that the log has: an erased file must not give out a name
    /// that meant somebody else. It is asked once in a life. Durable on return; throws
    /// `ContactsFailure`, with nothing written, if the file can't be used.
    package func givenName(
        ofUser uid: UInt32,
        at now: Timestamp,
        greatest: () throws -> Int
    ) throws -> String {
        if let name = try name(ofUser: uid) { return name }
        let used = try greatestInLog(greatest)
        return try asking { queue in
            try queue.write { db in
                // Another request of the same user may have been first since the question above.
                if let name = try Self.name(ofUser: uid, db) { return name }
                let name = try Self.nextName(used, db)
                try db.cachedStatement(
                    sql: "INSERT INTO officer (name, uid, since) VALUES (?, ?, ?)"
                ).execute(arguments: [name, uid, now.milliseconds])
                return name
            }
        }
    }

    /// Returns the name of a Unix user, or the one that `givenName` would give it now.
    ///
    /// Writes nothing.
    package func nameOrNext(ofUser uid: UInt32, greatest: () throws -> Int) throws -> String {
        if let name = try name(ofUser: uid) { return name }
        let used = try greatestInLog(greatest)
        return try reading { try Self.nextName(used, $0) }
    }

    private func greatestInLog(_ greatest: () throws -> Int) throws -> Int {
        let used = try known.withLock { $0.greatestInLog } ?? greatest()
        known.withLock { $0.greatestInLog = used }
        return used
    }

    private static func nextName(_ used: Int, _ db: Database) throws -> String {
        let highest = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT max(CAST(substr(name, 3) AS INTEGER)) FROM officer")
        )
        let digits = String(max(used, highest ?? 0) + 1)
        return "a-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Asks the file; what it can't do is told as a `ContactsFailure`.
    func asking<Answer>(_ question: (DatabaseQueue) throws -> Answer) throws -> Answer {
        do {
            return try question(try file.get())
        } catch let error as DatabaseError {
            throw ContactsFailure(error) ?? error
        }
    }

    /// Asks what one statement answers.
    ///
    /// GRDB's `read` has the connection refuse writes and allow them again, and after each SQLite prepares
    /// every statement anew, which costs more than the question.
    func reading<Answer>(_ question: (Database) throws -> Answer) throws -> Answer {
        try asking { try $0.unsafeRead(question) }
    }
}

/// The file of contacts was written by a newer kembar.
package struct NewerContacts: Error, Hashable, Sendable {
    /// Where it lies.
    package let path: String
    /// Its schema, and the newest that this program knows.
    package let found, known: Int
}

/// Nobody can be named, so nobody can record; nothing was written.
package enum ContactsFailure: Error, Hashable, Sendable {
    /// The disk is full.
    case diskFull
    /// The disk, or the file, may only be read.
    case readOnly
    /// The disk failed, or the file can't be opened.
    case io
    /// The file is no database any more, or parts of it are not.
    case damaged

    /// What of SQLite's codes is the file's or the disk's fault; nil for every other one.
    fileprivate init?(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_READONLY: self = .readOnly
        case .SQLITE_IOERR, .SQLITE_CANTOPEN: self = .io
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .damaged
        default: return nil
        }
    }
}
