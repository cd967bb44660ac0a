import Audit
import Dispatch
import GRDB
import Synchronization

/// What the readers of an SQLite log share with its writer.
final class OpenLog: Sendable {
    private struct State {
        var pool: Result<DatabasePool, LogFailure>
        var head: LogHead
        /// Why the file is not open for writing.
        var openingFailure: LogFailure?
        /// Why nothing of the last batch with entries was kept, or nobody knows whether it was.
        var failedWrite: LogFailure?
    }

    let path: String
    let changes = HeadChanges()
    // Held for an assignment only, never while a file is touched.
    private let state: Mutex<State>
    // Readers go through side by side, a reopening alone: GRDB's pool must not be closed under a
    // reader.
    private let gate = DispatchQueue(label: "kembar.log.readers", attributes: .concurrent)

    init(_ file: LogFile, path: String) {
        self.path = path
        state = Mutex(
            State(
                pool: .success(file.pool),
                head: LogHead(file.frontier),
                openingFailure: file.writeFailure
            )
        )
    }

    var head: LogHead { state.withLock(\.head) }

    /// Why the last attempt to write failed; nil when all is well.
    ///
    /// That the file could be opened again does not take back a failed attempt: opening need not write anything,
    /// and a disk that fails at each commit would look well after every one of them.
    var writeFailure: LogFailure? { state.withLock { $0.openingFailure ?? $0.failedWrite } }

    /// Closes and opens the file as `body` does; meanwhile readers wait.
    ///
    /// If it fails, readers get its failure until another attempt succeeds.
    func reopen(_ body: () throws(LogFailure) -> LogFile) throws(LogFailure) -> LogFile {
        try gate.sync(flags: .barrier) { () -> Result<LogFile, LogFailure> in
            do throws(LogFailure) {
                let file = try body()
                replace(with: file)
                return .success(file)
            } catch {
                lose(error)
                return .failure(error)
            }
        }.get()
    }

    /// Closes the file as `body` does, for good.
    func close(_ body: () -> Void) {
        gate.sync(flags: .barrier) {
            body()
            lose(LogFailure(.closed, path: path))
        }
    }

    private func replace(with file: LogFile) {
        state.withLock { state in
            state.pool = .success(file.pool)
            state.openingFailure = file.writeFailure
        }
        move(to: file.frontier)
    }

    private func lose(_ failure: LogFailure) {
        state.withLock { state in
            state.pool = .failure(failure)
            state.openingFailure = failure
        }
    }

    /// Says that the last attempt to write failed, or with nil that it went well.
    func note(writeFailure: LogFailure?) {
        state.withLock { $0.failedWrite = writeFailure }
    }

    /// Moves the head to what was committed and tells those who listen.
    func move(to frontier: TreeFrontier) {
        let head = LogHead(frontier)
        let isNew = state.withLock { state in
            defer { state.head = head }
            return state.head != head
        }
        if isNew { changes.tell(head) }
    }

    /// Has readers begin anew, without the pages that they keep.
    func forgetPages() {
        gate.sync {
            // Where there is no pool there is nothing to forget.
            try? state.withLock { try $0.pool.get() }.invalidateReadOnlyConnections()
        }
    }

    /// Asks over a reading connection, of what the head counts at this moment and all from one snapshot.
    func read<Answer>(_ body: (LogQueries) throws -> Answer) throws -> Answer {
        try ask { pool, size in
            try pool.read { try body(LogQueries(database: $0, path: path, size: size)) }
        }
    }

    /// Asks as `read` does where the answer is one statement's, which has a snapshot of its own: a
    /// transaction around it takes as long again as the statement.
    func look<Answer>(_ body: (LogQueries) throws -> Answer) throws -> Answer {
        try ask { pool, size in
            try pool.unsafeRead { try body(LogQueries(database: $0, path: path, size: size)) }
        }
    }

    private func ask<Answer>(_ body: (DatabasePool, Int64) throws -> Answer) throws -> Answer {
        try gate.sync {
            let (pool, size) = try state.withLock { (try $0.pool.get(), $0.head.size) }
            do {
                return try body(pool, size)
            } catch let failure as ProofFailure {
                // What was asked for is no part of a tree: the file is not to blame.
                throw failure
            } catch {
                throw LogFailure.sqlite(error, path: path)
            }
        }
    }
}
