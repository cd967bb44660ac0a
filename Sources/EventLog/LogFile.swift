import Audit
import GRDB
import Glibc

/// `log.db`, opened: the connections, and the tree as the file has it.
///
/// Opening is also how the log recovers, at a start and after a failed commit alike. Exactly one
/// connection writes and checkpoints (SQLite before 3.51.3 may corrupt the file otherwise); the
/// others only read.
struct LogFile: Sendable {
    static let name = "log.db"
    // Reading is short, so a few connections serve many readers.
    private static let readerCountMax = 4
    // Only a stranger's program can make the database busy: ours has the folder locked.
    private static let busySeconds = 5.0

    let pool: DatabasePool
    /// The tree as it is committed; the writer moves it.
    var frontier: TreeFrontier
    /// Why the file can only be read although writing was asked for.
    let writeFailure: LogFailure?

    /// Opens the file of a folder that is locked already.
    ///
    /// A file that cannot be written now, on a full or read-only disk or for a page that is damaged or that
    /// the disk does not give (SQLite calls both damage), is opened for reading, and `writeFailure` says so.
    /// Any other trouble is thrown.
    static func open(path: String, access: LogAccess) throws(LogFailure) -> LogFile {
        guard access == .readWrite else { return try opened(path, access: .readOnly) }
        do {
            try createIfMissing(path)
            return try opened(path, access: .readWrite)
        } catch {
            let leavesReading: [LogFailure.Code] = [
                .diskFull, .readOnly, .io, .noPermission, .busy, .damaged,
            ]
            guard leavesReading.contains(error.code) else { throw error }
            // The first failure tells more than the second one would.
            let failure = placed(error, path: path)
            guard let file = try? opened(path, access: .readOnly, because: failure) else {
                throw failure
            }
            return file
        }
    }

    /// Closes every connection and leaves the write-ahead log as it is.
    func close() {
        // Connections that do not let themselves be closed are closed when the last reader lets go
        // of them.
        try? pool.close()
    }

    /// Brings everything into the database itself, so that `log.db` alone is the whole log, and
    /// empties the write-ahead log; false if that could not be done now.
    @discardableResult
    func checkpoint() -> Bool {
        // What cannot be brought over stays, durable, in the write-ahead log.
        (try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }) != nil
    }

    // SQLite gives the files beside the database the database's own permissions. A file that is
    // there is not opened here: closing it would end SQLite's own locks on it in this process.
    private static func createIfMissing(_ path: String) throws(LogFailure) {
        guard try byteCount(path) == nil else { return }
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw LogFailure.opening(path, errno: errno) }
        Glibc.close(descriptor)
    }

    private static func opened(
        _ path: String,
        access: LogAccess,
        because writeFailure: LogFailure? = nil
    ) throws(LogFailure) -> LogFile {
        try checkFile(path)
        do {
            let isWriting = access == .readWrite
            let pool = try DatabasePool(
                path: isWriting ? path : readingPath(path),
                configuration: configuration(path: path, access: access)
            )
            let frontier = try pool.writeWithoutTransaction { database in
                if isWriting { try prepareWriter(database, path: path) }
                return try LogQueries.frontier(database, path: path)
            }
            return LogFile(pool: pool, frontier: frontier, writeFailure: writeFailure)
        } catch {
            throw LogFailure.sqlite(error, path: path)
        }
    }

    private static func configuration(path: String, access: LogAccess) -> Configuration {
        var configuration = Configuration()
        configuration.label = "log"
        configuration.readonly = access == .readOnly
        configuration.maximumReaderCount = readerCountMax
        configuration.busyMode = .timeout(busySeconds)
        // A rollback that fails must not end the process: the connection is thrown away then.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { try LogSchema.check($0, path: path) }
        return configuration
    }

    private static func prepareWriter(_ database: Database, path: String) throws {
        // The pool sets NORMAL after prepareDatabase, which would leave answered commands to a
        // power cut.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        precondition(synchronous == 2, "the log's writer must sync every commit")
        // Redacted bytes are overwritten, not merely let go.
        try database.execute(sql: "PRAGMA secure_delete = ON")
        try LogSchema.migrate(database)
        // Whatever became of an earlier sync, what is found now is written and synced anew, into
        // the database itself, before anything is built on it.
        let frames = try database.checkpoint(.full)
        guard frames.walFrameCount == frames.checkpointedFrameCount else {
            throw LogFailure(.busy, path: path, cause: "the write-ahead log is in use")
        }
        // A redaction cut off between its commit and the erasing is finished here; a reader of some
        // other program in the way does not stop the opening.
        _ = try? database.checkpoint(.truncate)
    }
}

extension LogFile {
    // SQLite takes a file of no bytes for a new database and deletes the log beside it: that must
    // not happen to a file that was cut off.
    private static func checkFile(_ path: String) throws(LogFailure) {
        guard let size = try byteCount(path) else {
            throw LogFailure.opening(path, errno: ENOENT)
        }
        guard size == 0, let left = try byteCount("\(path)-wal"), left > 0 else { return }
        throw LogFailure(.damaged, path: path, cause: "the file is empty, its -wal is not")
    }

    // SQLite does not say why it cannot make the files beside a database; the system does.
    private static func placed(_ failure: LogFailure, path: String) -> LogFailure {
        let folder = String(path.dropLast(name.count + 1))
        guard failure.code == .io, access(folder, W_OK) != 0 else { return failure }
        return LogFailure.opening(path, errno: errno)
    }

    // Without files beside it, and where none can be made, a database opens only as one that
    // cannot change; with a filled one, that would hide the newest entries.
    private static func readingPath(_ path: String) throws -> String {
        let isAlone = try (byteCount("\(path)-wal") ?? 0) == 0
        guard isAlone else { return path }
        let safe = path.utf8.map { byte in
            let isPlain = (0x2D...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            let isLower = (0x61...0x7A).contains(byte)
            return isPlain || isLower
                ? String(UnicodeScalar(byte)) : "%" + hexDigits(byte)
        }
        return "file:\(safe.joined())?immutable=1"
    }

    private static func hexDigits(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0\(digits)" : digits
    }

    private static func byteCount(_ path: String) throws(LogFailure) -> Int? {
        var status = stat()
        if stat(path, &status) == 0 { return Int(status.st_size) }
        guard errno == ENOENT else { throw LogFailure.opening(path, errno: errno) }
        return nil
    }
}
