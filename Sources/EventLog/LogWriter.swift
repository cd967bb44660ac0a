import Audit
import Dispatch
import GRDB
import Synchronization

/// The one writer: runs waiting works in batches, each batch with one commit and one sync.
///
/// While a batch is being made durable, the works of the next one gather.
// @unchecked: `file`, `needsReopening` and `needsErasing` are touched on `queue` only.
final class LogWriter: @unchecked Sendable {
    /// How many works share a transaction at most; it bounds how long the first one waits for the
    /// last.
    static let batchWorkCountMax = 256
    /// How many works may wait before the next one is turned away: a few batches.
    static let waitingWorkCountMax = 1_024

    private struct Waiting {
        var works: [WaitingWork] = []
        var isWriting = false
        var isClosed = false
    }

    private let log: OpenLog
    private let faults: LogFaults
    private let access: LogAccess
    private let queue = DispatchQueue(label: "kembar.log.writer", qos: .userInitiated)
    private let waiting = Mutex(Waiting())
    private let follower = Mutex<(@Sendable (LogHead) -> Void)?>(nil)
    private let timesReport = Mutex<(@Sendable (WriteTimes) -> Void)?>(nil)
    private var file: LogFile?
    private var needsReopening = false
    // Redacted bytes may stand in the write-ahead log until it is brought over and cut.
    private var needsErasing = false

    init(_ file: LogFile, log: OpenLog, access: LogAccess, faults: LogFaults) {
        self.file = file
        self.log = log
        self.access = access
        self.faults = faults
    }

    /// How many works wait for a batch.
    var waitingCount: Int { waiting.withLock(\.works.count) }

    /// Puts a work into the queue, or turns it away at once if the queue is full or closed.
    func add(_ work: WaitingWork) {
        let (refusal, isFirst) = waiting.withLock { waiting -> (LogFailure.Code?, Bool) in
            guard !waiting.isClosed else { return (.closed, false) }
            guard waiting.works.count < Self.waitingWorkCountMax else { return (.busy, false) }
            waiting.works.append(work)
            defer { waiting.isWriting = true }
            return (nil, !waiting.isWriting)
        }
        if let refusal { work.refuse(LogFailure(refusal, path: log.path)) }
        if isFirst { queue.async { self.writeWaiting() } }
    }

    /// Writes what waits, then closes the file, for readers too.
    func close() async {
        waiting.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            queue.async {
                self.writeWaiting()
                self.log.close {
                    self.file?.checkpoint()
                    self.file?.close()
                    self.file = nil
                }
                continuation.resume()
            }
        }
    }

    /// Has `body` called after each batch, before its works are answered.
    func follow(_ body: @escaping @Sendable (LogHead) -> Void) {
        follower.withLock { $0 = body }
    }

    /// Has `body` told how long each batch of entries took, before its works are answered.
    func reportTimes(to body: @escaping @Sendable (WriteTimes) -> Void) {
        timesReport.withLock { $0 = body }
    }

    /// Lends the writing connection, between two batches.
    func withConnection<Answer>(_ body: (Database) throws -> Answer) throws -> Answer {
        try queue.sync { try opened().pool.writeWithoutTransaction(body) }
    }
}

// Everything below runs on `queue`.
extension LogWriter {
    private func writeWaiting() {
        while let works = nextWorks() {
            write(works)
        }
    }

    private func nextWorks() -> [WaitingWork]? {
        waiting.withLock { waiting in
            guard !waiting.works.isEmpty else {
                waiting.isWriting = false
                return nil
            }
            let works = waiting.works.prefix(Self.batchWorkCountMax)
            waiting.works.removeFirst(works.count)
            return Array(works)
        }
    }

    private func write(_ works: [WaitingWork]) {
        do {
            let file = try opened()
            var batch = Batch(works, for: file)
            file.pool.writeWithoutTransaction { database in
                batch.write(to: database, path: log.path, faults: faults)
            }
            finish(batch)
        } catch {
            for work in works {
                work.refuse(error)
            }
        }
    }

    // The head moves before the answers leave: who has an answer finds its entries.
    private func finish(_ batch: Batch) {
        file?.frontier = batch.frontier
        log.move(to: batch.frontier)
        note(batch)
        if let times = batch.times { timesReport.withLock(\.self)?(times) }
        erase(batch)
        waiting.withLock { $0.works.insert(contentsOf: batch.left, at: 0) }
        // After a batch that appended nothing too: what one whose outcome was unknown has kept is
        // followed before anybody is told of it.
        follower.withLock(\.self)?(log.head)
        batch.settle()
    }

    // Before the answers leave: who is told that something was redacted finds it in no file. A
    // reader in the way makes it wait for the next batch or the end.
    private func erase(_ batch: Batch) {
        needsErasing = needsErasing || batch.hasRedacted
        if needsErasing, let file { needsErasing = !file.checkpoint() }
    }

    private func note(_ batch: Batch) {
        guard let failure = batch.failure else {
            if batch.hasCommitted { log.note(writeFailure: nil) }
            needsReopening = needsReopening || batch.isStuck
            return
        }
        log.note(writeFailure: failure)
        // After a full disk the connection is as good as before, and opening would need space. A
        // damaged file would open for reading alone, while other places of it may still be written.
        let isGood = [.diskFull, .damaged].contains(failure.code)
        needsReopening = batch.isStuck || access == .readWrite && !isGood
        guard failure.code == .outcomeUnknown else { return }
        // At once, so that asking again by key finds what the file has. The commit and its sync
        // are not tried again.
        _ = try? opened()
    }

    // Opening for writing is tried once for each batch that needs it; in between, reading goes on.
    private func opened() throws(LogFailure) -> LogFile {
        if let file, file.writeFailure == nil, !needsReopening { return file }
        let new = try log.reopen { () throws(LogFailure) in
            file?.close()
            file = nil
            return try LogFile.open(path: log.path, access: access)
        }
        file = new
        needsReopening = false
        return new
    }
}
