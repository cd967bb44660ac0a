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
    /// What was asked for before; nobody else writes the file.
    let known = Mutex(Known())

    /// What need not be asked of the file again.
    struct Known: Sendable {
        var names: [UInt32: GivenName] = [:]
        /// The highest number in the log, once it was looked up: new ones are given out here.
        var greatestInLog: Int?
    }

    /// The shape of the tables, as `PRAGMA user_version` says it.
    static let schemaVersion = 2

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
        let found = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        guard found <= schemaVersion else {
            throw NewerContacts(path: path, found: found, known: schemaVersion)
        }
        // Nothing is written that is there: a full or read-only disk must not stop the reading.
        if found < schemaVersion { try queue.write(makeTables) }
        return queue
    }

    /// Makes what is missing, and brings what an older kembar made into today's shape.
    private static func makeTables(_ db: Database) throws {
        try makeOfficers(db)
        // A file of 0.1.0 says 0, and may have no people yet.
        if try !db.tableExists("delivery") { try makePeople(db) }
        try db.execute(sql: "PRAGMA user_version = \(schemaVersion)")
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
