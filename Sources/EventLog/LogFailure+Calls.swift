import GRDB
import Glibc

// One constructor for each kind of call that can fail.
extension LogFailure {
    /// A call to the system failed with `number` (errno) while opening or making `path`.
    package static func opening(_ path: String, errno number: Int32) -> LogFailure {
        let code: Code =
            switch number {
            case ENOENT, ENOTDIR: .missing
            case EACCES, EPERM: .noPermission
            case EROFS: .readOnly
            case ENOSPC, EDQUOT: .diskFull
            default: .io
            }
        return LogFailure(code, path: path, cause: String(cString: strerror(number)))
    }

    /// The folder's lock is held by somebody else.
    static func lockHeld(folder: String, by pid: String?) -> LogFailure {
        LogFailure(.locked, path: folder, parameters: pid.map { ["pid": $0] } ?? [:])
    }

    /// A statement, an opening or a commit failed in SQLite.
    static func sqlite(_ error: any Error, path: String) -> LogFailure {
        if let failure = error as? LogFailure { return failure }
        // The error's own text would show the row.
        if error is RowDecodingError {
            return LogFailure(.damaged, path: path, cause: "a column holds another kind of value")
        }
        guard let error = error as? DatabaseError else {
            return LogFailure(.io, path: path, cause: "\(error)")
        }
        let code: Code =
            switch error.resultCode {
            case .SQLITE_FULL: .diskFull
            case .SQLITE_READONLY: .readOnly
            case .SQLITE_CORRUPT: .damaged
            case .SQLITE_NOTADB: .notADatabase
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH: .refused
            case .SQLITE_PERM, .SQLITE_AUTH: .noPermission
            default: .io
            }
        return LogFailure(
            code,
            path: path,
            cause: error.message ?? "\(error.extendedResultCode)",
            sqliteCode: error.extendedResultCode.rawValue
        )
    }

    /// The commit of a batch failed because of `cause`.
    static func unknown(path: String, because cause: LogFailure) -> LogFailure {
        LogFailure(
            .outcomeUnknown,
            path: path,
            cause: cause.cause,
            parameters: cause.parameters,
            sqliteCode: cause.sqliteCode
        )
    }

    /// The database belongs to another program.
    static func foreign(path: String, applicationID: Int32) -> LogFailure {
        LogFailure(
            .foreignDatabase,
            path: path,
            parameters: ["applicationID": "\(applicationID)"]
        )
    }

    /// The database has a schema of the future.
    static func newer(path: String, found: Int, known: Int) -> LogFailure {
        LogFailure(
            .newerSchema,
            path: path,
            parameters: ["found": "\(found)", "known": "\(known)"]
        )
    }

    /// The database has tables, but says that no step of the schema has made them.
    static func changedSchema(path: String, found: Int) -> LogFailure {
        LogFailure(.changedSchema, path: path, parameters: ["found": "\(found)"])
    }

    /// The bytes of an entry do not have the hash that was kept with them.
    static func changedBytes(at position: Int64, in path: String) -> LogFailure {
        LogFailure(
            .damaged,
            path: path,
            cause: "the bytes of an entry do not match their leaf hash",
            parameters: ["position": "\(position)"]
        )
    }

    /// A column holds what the log never writes.
    static func malformed(_ what: String, at position: Int64, in path: String) -> LogFailure {
        LogFailure(
            .damaged,
            path: path,
            cause: "malformed \(what)",
            parameters: ["position": "\(position)"]
        )
    }

    /// A node of the tree that `size` entries should have is not there, or was never to be there.
    static func noNode(level: Int, index: Int64, size: Int64, path: String) -> LogFailure {
        let isExpected =
            (0..<63).contains(level) && index >= 0 && index < size >> Int64(level)
        return LogFailure(
            isExpected ? .damaged : .missing,
            path: path,
            cause: isExpected ? "a node of the tree is missing" : "the tree has no such node",
            parameters: ["level": "\(level)", "index": "\(index)"]
        )
    }
}
