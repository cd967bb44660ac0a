package import Audit
import Dispatch
import GRDB
import Synchronization

/// The log in one SQLite file, `log.db`, in a folder of its own.
///
/// The folder is locked for as long as the log is open. Works that wait at the same time share one
/// transaction and one sync of the disk.
///
/// When a commit fails, nobody knows whether the batch is kept: its works get `outcomeUnknown`,
/// and the file is opened again as after a power cut. Then `head` says what the file has.
package final class SQLiteLog: EntryLog {
    private let log: OpenLog
    private let writer: LogWriter
    private let lock: FolderLock
    /// One look at the indexes at a time.
    private let checking = Mutex(())

    /// Opens the log of `folder`, and makes both if need be and `access` allows it.
    ///
    /// A disk that is full or cannot be written does not stop it: the log serves readers,
    /// `writeFailure` says why, and each further attempt to write is made anew.
    ///
    /// Throws `LogFailure`: `locked`, `missing`, `noPermission`, `notADatabase`,
    /// `foreignDatabase`, `newerSchema`, `changedSchema`, `damaged`, or what the system says.
    /// Another program's database is not touched.
    package static func open(
        folder: String,
        access: LogAccess = .readWrite,
        faults: LogFaults = .none
    ) throws(LogFailure) -> SQLiteLog {
        let lock = try FolderLock(folder: folder, access: access)
        let path = "\(folder)/\(LogFile.name)"
        let file = try LogFile.open(path: path, access: access)
        return SQLiteLog(file, path: path, access: access, lock: lock, faults: faults)
    }

    private init(
        _ file: LogFile,
        path: String,
        access: LogAccess,
        lock: FolderLock,
        faults: LogFaults
    ) {
        log = OpenLog(file, path: path)
        writer = LogWriter(file, log: log, access: access, faults: faults)
        self.lock = lock
    }

    /// What the file is known to hold durably; kept in memory, so asking costs no read.
    package var head: LogHead { log.head }

    /// Why the last attempt to write failed; nil when all is well.
    package var writeFailure: LogFailure? { log.writeFailure }

    /// Queues `work` for the writer's thread and waits for the commit that carries it.
    package func write<Answer: Sendable>(
        _ work: @escaping @Sendable (any LogTransaction) throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            writer.add(WaitingWork(work, continuation))
        }
    }

    /// Returns up to `limit` entries after `position`, from a reader's connection.
    package func read(after position: Int64, limit: Int) throws -> [KeptEntry] {
        try log.look { try $0.entries(after: position, limit: limit) }
    }

    /// Lends the entries as they lie in SQLite's memory, from a reader's connection.
    package func lend(_ positions: Range<Int64>, to body: (LentEntry) -> Bool) throws {
        try log.read { try $0.lend(positions, to: body) }
    }

    /// Returns one agreement's entries by the index on subjects.
    package func entries(ofSubject subject: String) throws -> [KeptEntry] {
        try log.look { try $0.entries(ofSubject: subject) }
    }

    /// Returns an agreement's later entries by the same index, and reads no others.
    package func entries(ofSubject subject: String, from position: Int64) throws -> [KeptEntry] {
        try log.look { try $0.entries(ofSubject: subject, from: position) }
    }

    /// Returns several agreements' entries from one snapshot of the file.
    package func entries(
        ofSubjects subjects: [String],
        keepingPages: Bool
    ) throws -> [[KeptEntry]] {
        try log.read { queries in
            if keepingPages { try queries.keepPages() }
            return try subjects.map { try queries.entries(ofSubject: $0) }
        }
    }

    /// Closes the readers' connections as they come free, and with them what they keep in memory.
    package func forgetPages() { log.forgetPages() }

    /// Returns what a command brought by the index on keys, however long ago.
    package func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        try log.look { try $0.entries(ofCommand: command) }
    }

    /// Returns one entry by its row; nil beyond the head.
    package func entry(at position: Int64) throws -> KeptEntry? {
        try log.look { try $0.entry(at: position) }
    }

    /// Returns the engine's own entries of these types, oldest first.
    package func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        try log.look { try $0.engineEntries(ofTypes: types) }
    }

    /// Returns the entry that took the bytes at `position`, if one did.
    package func redaction(of position: Int64) throws -> KeptEntry? {
        try log.look { try $0.redaction(of: position) }
    }

    /// Returns which entry took the bytes of which, by the position of the latter.
    package func redactions() throws -> [Int64: Int64] {
        try log.read { try $0.redactions() }
    }

    /// Returns every agreement's id, the shorter first.
    package func subjects() throws -> [String] {
        try log.read { try $0.subjects() }
    }

    /// Returns a stored node's hash; throws `damaged` if it should be there and is not.
    package func node(level: Int, index: Int64) throws -> TreeHash {
        try log.look { try $0.node(level: level, index: index) }
    }

    /// Reads the nodes in one read of the file.
    package func root(ofSize size: Int64) throws -> TreeHash {
        try log.read { try Audit.root(ofSize: size, from: QueriedNodes(queries: $0)) }
    }

    /// Makes the proof in one read: for each node of it a read of its own would take as long as the rest.
    package func inclusion(of position: Int64, size: Int64) throws -> InclusionProof {
        try log.read { try .generate(index: position, size: size, from: QueriedNodes(queries: $0)) }
    }

    /// Returns the nodes that are there and readable, in one query; nil stands for the others.
    package func nodes(level: Int, indexes: Range<Int64>) throws -> [TreeHash?] {
        try log.read { try $0.nodes(level: level, indexes: indexes) }
    }

    /// Returns a stream of heads that holds the newest one until it is read.
    package func changes() -> AsyncStream<LogHead> {
        log.changes.stream { log.head }
    }

    /// Copies the log, as it is committed at this moment, into a new database; returns its size in entries.
    ///
    /// By SQLite's own copying from one snapshot: writers and readers go on, and nothing is copied
    /// half. Bytes that were redacted are in no page, so in no copy either.
    package func copy(to path: String) throws -> Int64 {
        try log.read { try $0.copy(to: path) }
    }

    /// Has `body` called with what is committed after each batch, before its works are answered.
    ///
    /// On the writer's own thread: as long as it takes, nothing else is written. It may read this log
    /// and must not wait for a write to it. There is one; another takes its place.
    package func follow(_ body: @escaping @Sendable (LogHead) -> Void) { writer.follow(body) }

    /// Has `body` told how long each batch of entries took, on the writer's thread before its works are answered.
    package func reportTimes(to body: @escaping @Sendable (WriteTimes) -> Void) {
        writer.reportTimes(to: body)
    }

    /// Waits for the works that are queued, closes the file and gives the folder's lock back.
    package func close() async {
        await writer.close()
        log.changes.finish()
        lock.release()
    }

    /// Says what is wrong with the file's pages and indexes, in SQLite's words; nil if nothing is.
    ///
    /// Reads the whole file. What the entries say is not looked at: that is the review's part.
    package func structuralFault() throws -> String? {
        try log.read { try $0.structuralFault() }
    }

    /// Looks at the tables' definitions, and reads the indexes two by two, each from one snapshot: readers
    /// and the writer go on.
    package func shapeCheck(size: Int64, indexed: IndexSums) throws -> ShapeCheck {
        let shape = try log.read { try $0.shapeFault(of: size, indexed) }
        if let shape { return .faulty(shape) }
        let found = try firstFault { try fault(of: $0, from: size, indexed) }
        return found.map(ShapeCheck.faulty) ?? .sound
    }

    /// What `look` says of the first index that is not as it should be; nil if all are.
    ///
    /// A look holds a reader's connection until it ends, and there are few: so two indexes are looked at side by
    /// side, however many ask, and the other connections are left to answers.
    func firstFault(_ look: @Sendable (LogIndex) throws -> String?) throws -> String? {
        try checking.withLock { _ in
            let waiting = Mutex(LogIndex.allCases)
            let found = Mutex<[LogIndex: Result<String?, any Error>]>([:])
            DispatchQueue.concurrentPerform(iterations: 2) { _ in
                while let index = waiting.withLock({ $0.popLast() }) {
                    let looked = Result { try look(index) }
                    found.withLock { $0[index] = looked }
                }
            }
            let faults = found.withLock(\.self)
            for index in LogIndex.allCases {
                if let fault = try faults[index]?.get() { return fault }
            }
            return nil
        }
    }

    /// Looks at one index; what of it can't be read leads to nothing.
    private func fault(
        of index: LogIndex,
        from size: Int64,
        _ indexed: IndexSums
    ) throws -> String? {
        do {
            return try log.read { try $0.fault(of: index, from: size, indexed) }
        } catch let failure as LogFailure where failure.code == .damaged {
            return "\(index.rawValue): \(failure.cause)"
        }
    }

    /// How many works wait for the writer, for tests that build a batch.
    var waitingCount: Int { writer.waitingCount }

    /// Lends the writing connection to tests that look at its settings or take its space away.
    func withWriter<Answer>(_ body: (Database) throws -> Answer) throws -> Answer {
        try writer.withConnection(body)
    }
}

/// The nodes of the tree as one read of the log finds them.
private struct QueriedNodes: TreeNodes {
    let queries: LogQueries

    func hash(level: Int, index: Int64) throws -> TreeHash {
        try queries.node(level: level, index: index)
    }
}
