import Audit
import Calendars
import Dispatch
package import Engine
import Entries
package import EventLog
import FoundationEssentials
import GRDB
import Reminders
import Synchronization
package import Workflows

/// What the log says now, in tables that can be asked quickly.
///
/// Follows the log by position; may be deleted at any time. A batch of entries and the position
/// reached are one transaction, so a crash between two batches costs nothing.
package final class Views: Sendable {
    /// The most entries of one transaction: bounds memory and the time that a reader waits.
    package static let batchMax = 1_000

    /// From so many entries on, views that miss them are made anew agreement by agreement, if they miss most
    /// of the log.
    package static let rebuildMin: Int64 = 5_000

    let log: any EntryLog
    private let path: String
    let recent: RecentEntries?
    private let opened: Mutex<ViewStore>
    /// Why the views are in memory and not in their file, if so.
    private let inMemoryBecause: Mutex<(any Error)?>
    /// The last entry that could not be read; its agreement stands as it was before.
    private let unreadablePosition = Mutex<Int64?>(nil)
    // Readers go through side by side, a swap of the file alone.
    private let gate = DispatchQueue(label: "kembar.views.readers", attributes: .concurrent)
    var store: ViewStore { opened.withLock { $0 } }
    private let queue = DispatchQueue(label: "kembar.views")
    let progress: Mutex<Progress>

    struct Progress: Sendable {
        var position: Int64
        var frontier: TreeFrontier
        var rules: RulesInForce?
        /// What kept the views from following the log last; nil when they did.
        var failure: (any Error)?
        var waiters: [Waiter] = []
        var lastWaiter = 0
    }

    /// Somebody who waits until the views have reached a position.
    struct Waiter: Sendable {
        var number: Int
        var position: Int64
        var continuation: CheckedContinuation<Void, Never>
    }

    /// Opens the views of `log` in the file at `path`, and begins anew if they do not belong to it.
    ///
    /// Entries in `recent` are not decoded again, and `known`, the rules that `log` has now, not folded
    /// again where the views are that far.
    package init(
        path: String,
        log: any EntryLog,
        recent: RecentEntries? = nil,
        known: RulesInForce? = nil
    ) throws {
        self.log = log
        self.path = path
        self.recent = recent
        let (store, reason) = try Self.open(path, log)
        inMemoryBecause = Mutex(reason)
        let position = try store.position()
        let frontier = try log.frontier(ofSize: position + 1)
        let isFar = known.map { $0.position <= position } ?? false
        opened = Mutex(store)
        progress = Mutex(
            Progress(
                position: position,
                frontier: frontier,
                rules: isFar ? known : try RulesInForce.adopted(in: log, through: position)
            )
        )
    }

    /// Opens the file, or keeps the views in memory where the disk does not let it be written.
    private static func open(
        _ path: String,
        _ log: any EntryLog
    ) throws -> (store: ViewStore, reason: (any Error)?) {
        do {
            var store = try ViewStore.open(path: path)
            if try !isKept(store, of: log) {
                try store.pool.close()
                try ViewStore.remove(path: path)
                store = try ViewStore.open(path: path)
            }
            // A redaction that a stop cut off from its erasing is erased here.
            _ = store.empty()
            return (store, nil)
        } catch let failure as LogFailure {
            throw failure
        } catch {
            // Reading goes on; `returnToFile` tries the file again.
            return (try ViewStore.inMemory(), error)
        }
    }

    /// Whether views that were in the file are of this log, and say how far they have come.
    private static func isKept(_ store: ViewStore, of log: any EntryLog) throws -> Bool {
        do {
            return try store.matches(log)
        } catch let error as DatabaseError where error.isOfBrokenFile {
            // What they say is lost, and nothing with it.
            return false
        }
    }

    /// Asks over the views, all from one snapshot, made anew first if their file turns out to be broken; throws
    /// `ViewsFailure` where the database can't answer then either.
    ///
    /// Not for work on `queue`: it would wait for itself.
    func read<Answer>(_ question: (Database) throws -> Answer) throws -> Answer {
        try answer { try $0.read(question) }
    }

    /// Asks as `read` does where the answer is one statement's, which has a snapshot of its own: a
    /// transaction around it takes as long again as the statement.
    func look<Answer>(_ question: (Database) throws -> Answer) throws -> Answer {
        try answer { try $0.unsafeRead(question) }
    }

    private func answer<Answer>(
        _ question: (any DatabaseReader) throws -> Answer
    ) throws -> Answer {
        let (answer, asked) = ask(question)
        do {
            return try answer.get()
        } catch let error as DatabaseError where error.isOfBrokenFile {
            do {
                try queue.sync { try mend(asked) }
                return try ask(question).answer.get()
            } catch {
                throw ViewsFailure(cause: error)
            }
        } catch let error as DatabaseError {
            throw ViewsFailure(cause: error)
        }
    }

    /// Asks over the views as they are; a swap of the file waits for those who read, and they for it.
    private func ask<Answer>(
        _ question: (any DatabaseReader) throws -> Answer
    ) -> (answer: Result<Answer, any Error>, asked: ViewStore) {
        gate.sync {
            let store = store
            return (Result { try question(store.pool) }, store)
        }
    }

    /// Runs on `queue`: of many who found the same views broken, the first has them made anew for all.
    private func mend(_ broken: ViewStore) throws {
        guard store.pool === broken.pool else { return }
        try makeAnew()
    }

    /// Copies the views, as they are at this moment, into a new database.
    ///
    /// What is redacted is in no page, so in no copy either.
    package func copy(to path: String) throws {
        let target = try DatabaseQueue(path: path)
        // As they are, broken too: whoever compares a copy is to find what was served.
        try ask { reader in
            try reader.read { database in
                try target.writeWithoutTransaction { try database.backup(to: $0) }
            }
        }.answer.get()
        try target.close()
    }

    /// Follows the log until the task is cancelled or the log closes; rests by `clock`.
    package func run(_ clock: any Clock<Duration>) async { await run(by: clock) }

    private func run<Time: Clock>(by clock: Time) async where Time.Duration == Duration {
        var rest = Self.rest(after: .zero)
        for await _ in log.changes() {
            await take(rest, by: clock)
            let start = clock.now
            await catchUp()
            await indexAtLeisure()
            rest = Self.rest(after: start.duration(to: clock.now))
        }
    }

    /// Rests, but no longer than the log's newest entries are remembered: those cost no reading again.
    private func take<Time: Clock>(_ rest: Duration, by clock: Time) async
    where Time.Duration == Duration {
        let end = clock.now.advanced(by: rest)
        let slice = Duration.milliseconds(Self.restMilliseconds)
        repeat {
            // Ends early only by cancellation; then the stream of changes ends too.
            guard (try? await clock.sleep(for: slice)) != nil else { return }
        } while clock.now < end && lag < RecentEntries.countMin
    }

    /// How many entries of the log the views have not taken in.
    var lag: Int64 { log.head.size - 1 - state.position }

    /// How long the views rest before they follow again: long enough to leave the writer most of the
    /// processors.
    ///
    /// Under load many entries are one batch. Who reads does not wait for the end of the rest: that
    /// lets the views follow at once.
    static func rest(after work: Duration) -> Duration {
        min(max(work * 10, .milliseconds(restMilliseconds)), .seconds(1))
    }

    /// The shortest rest.
    package static let restMilliseconds = 50

    /// Lets the views follow at once, without waiting for them.
    package func hurry() {
        let last = log.head.size - 1
        queue.async { [self] in follow(to: last) }
    }

    /// Brings the views up to the log's head.
    package func catchUp() async {
        let last = log.head.size - 1
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            queue.async { [self] in
                follow(to: last)
                done.resume()
            }
        }
    }

    /// Brings the views up to the log's head, while the caller waits.
    func catchUpNow() {
        let last = log.head.size - 1
        queue.sync { follow(to: last) }
    }

    /// Runs on `queue`.
    ///
    /// What somebody else in it has brought so far already is not done again: of a hundred who wait, the first
    /// works for all.
    private func follow(to last: Int64) {
        guard progress.withLock({ $0.position < last || $0.failure != nil }) else { return }
        do {
            try projectAll()
            progress.withLock { $0.failure = nil }
        } catch {
            progress.withLock { $0.failure = error }
        }
    }

    /// Brings the views up to the log's head if somebody waits for that; runs on `queue`, between two parts of
    /// longer work.
    func followIfAwaited() {
        guard isAwaited else { return }
        follow(to: log.head.size - 1)
    }

    /// Whether somebody waits for an entry that the views don't contain yet.
    var isAwaited: Bool { progress.withLock { !$0.waiters.isEmpty } }

    /// Makes views of a whole log in a new file, to measure what that takes, or to try it out with so
    /// many agreements in one go; throws where an entry is damaged.
    package static func make(
        _ content: ViewContent,
        of log: any EntryLog,
        path: String,
        inPartsOf agreements: Int? = nil
    ) throws {
        var rebuild = ViewRebuild(log)
        rebuild.part = agreements ?? rebuild.part
        guard let position = try rebuild.write(content, to: path) else { return }
        throw SubmissionFailure.unreadable(position: position)
    }

    /// Makes the views anew beside the old ones, which answer until the new ones take their place.
    package func rebuild() async throws {
        try await onQueue { [self] in try rebuildBeside() }
    }

    /// Does `work` on the queue of everything that writes.
    func onQueue<Answer: Sendable>(
        _ work: @escaping @Sendable () throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { done in
            queue.async { done.resume(with: Result { try work() }) }
        }
    }

    /// Whether views that have come as far as `position` are made anew, and not brought to `last` batch by
    /// batch: where they miss much, and most of it.
    package static func isRebuilding(from position: Int64, to last: Int64) -> Bool {
        last - position >= max(rebuildMin, position + 1)
    }

    private func projectAll() throws {
        try repairing {
            let position = progress.withLock { $0.position }
            // As far as the log reaches now: what comes meanwhile is for the next time, or whoever waits
            // here would wait for as long as others record.
            let last = log.head.size - 1
            if Self.isRebuilding(from: position, to: last) { try rebuildBeside() }
            while progress.withLock({ $0.position }) < last, try projectBatch() {}
        }
    }

    /// Does `work`, and once more over views made anew if the file or the disk was in its way.
    ///
    /// Runs on `queue`.
    func repairing<Answer>(_ work: () throws -> Answer) throws -> Answer {
        do {
            return try work()
        } catch let error as DatabaseError where error.isOfBrokenFile {
            // The file was damaged under us: nothing is lost with it.
            try makeAnew()
        } catch let error as DatabaseError where error.isOfDisk && !isInMemory {
            // Nothing new can be written, but everything can be read: from memory until there is room.
            try rebuildInMemory(because: error)
        }
        return try work()
    }

    private var isInMemory: Bool { memoryCause != nil }

    /// Makes the views anew in their file, or in memory where the disk does not let that be written.
    ///
    /// Runs on `queue`.
    private func makeAnew() throws {
        do {
            try rebuildBeside()
        } catch let failure as LogFailure {
            throw failure
        } catch {
            guard !isInMemory else { throw error }
            try rebuildInMemory(because: error)
        }
    }

    /// Runs on `queue`, as everything that writes.
    private func rebuildBeside() throws {
        guard !isInMemory else { return try rebuildInMemory(because: nil) }
        try rebuildInFile()
    }

    /// How many bytes the views take that are in memory; nil if they are in their file.
    package var bytesInMemory: Int64? {
        guard isInMemory else { return nil }
        return try? ask { reader in
            try reader.read { database in
                let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                return try pages * (Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
            }
        }.answer.get()
    }

    /// Brings views that are in memory back into their file, if the disk lets that be written again; they stay
    /// where they are otherwise, for the same reason or another.
    package func returnToFile() async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            queue.async { [self] in
                defer { done.resume() }
                guard isInMemory else { return }
                do {
                    try rebuildInFile()
                } catch {
                    inMemoryBecause.withLock { $0 = error }
                }
            }
        }
    }

    /// Removes what the disk has of views that are in memory, to which no redaction comes; a full one lets that be.
    private func removeFiles() {
        for name in [path, path + ".new"] { try? ViewStore.remove(path: name) }
    }

    private func rebuildInFile() throws {
        let rebuild = ViewRebuild(log)
        let new = path + ".new"
        let unreadable: Int64?
        do {
            unreadable = try rebuild.write(to: new)
        } catch {
            // Half of a file would take the room that its next try needs.
            try? ViewStore.remove(path: new)
            throw error
        }
        try gate.sync(flags: .barrier) {
            // What is in memory goes last: it has to answer on if the file can't be opened.
            if !isInMemory { try store.pool.close() }
            try ViewStore.replace(path: path, with: new)
            let store = try ViewStore.open(path: path)
            opened.withLock { $0 = store }
        }
        inMemoryBecause.withLock { $0 = nil }
        unreadablePosition.withLock { $0 = unreadable }
        try reach(rebuild)
    }

    private func rebuildInMemory(because error: (any Error)?) throws {
        let rebuild = ViewRebuild(log)
        let queue = try DatabaseQueue()
        let unreadable = try rebuild.fill(queue)
        gate.sync(flags: .barrier) { opened.withLock { $0 = ViewStore(filled: queue) } }
        unreadablePosition.withLock { $0 = unreadable }
        if let error { inMemoryBecause.withLock { $0 = error } }
        let isRedacted = try hasRedaction(after: progress.withLock { $0.position })
        try reach(rebuild)
        // What the disk still has of them stays good for a next start, as long as nothing of it has to go.
        if isRedacted { removeFiles() }
    }

    private func hasRedaction(after position: Int64) throws -> Bool {
        var position = position
        while case let kept = try log.read(after: position, limit: Self.batchMax),
            let last = kept.last
        {
            if kept.contains(where: { $0.type == EngineEvent.redacted.rawValue }) { return true }
            position = last.position
        }
        return false
    }

    private func reach(_ rebuild: ViewRebuild) throws {
        let frontier = try log.frontier(ofSize: rebuild.last + 1)
        reach(rebuild.last, frontier, try RulesInForce.adopted(in: log, through: rebuild.last))
    }

    /// The last position that the views contain, and what went wrong last.
    package var state: (position: Int64, lastError: String?) {
        (progress.withLock { $0.position }, trouble?.description)
    }

    /// What is wrong with the views, the worst first; nil while nothing is.
    package var trouble: ViewsTrouble? {
        failure.map(ViewsTrouble.behind)
            ?? unreadablePosition.withLock { $0 }.map(ViewsTrouble.damagedEntry)
            ?? memoryCause.map(ViewsTrouble.inMemory)
    }

    /// What keeps the views from following the log; nil while they follow, in memory or around a damaged
    /// entry as well as otherwise.
    package var failure: (any Error)? { progress.withLock { $0.failure } }

    /// Why the views are in memory and not in their file; nil if they are not.
    var memoryCause: (any Error)? { inMemoryBecause.withLock { $0 } }

    /// The entry before which the views stand still because only a newer program can read it.
    package var newerEntry: NewerEntry? { failure as? NewerEntry }

    /// The rules in force as of the views' position.
    package var rules: RulesInForce? { progress.withLock { $0.rules } }

    /// Waits until the views contain everything up to `position`, or the task is cancelled.
    package func wait(for position: Int64) async {
        let number = progress.withLock { progress in
            progress.lastWaiter += 1
            return progress.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = progress.withLock { progress in
                    guard progress.position < position, !Task.isCancelled else { return true }
                    progress.waiters.append(
                        Waiter(number: number, position: position, continuation: continuation)
                    )
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            // Gone from the list under the lock, so that nobody else resumes it too.
            let waiter = progress.withLock { progress in
                let index = progress.waiters.firstIndex { $0.number == number }
                return index.map { progress.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume()
        }
    }

    /// Lets everybody go who waits, when the views follow the log no longer.
    package func releaseWaiters() {
        let waiters = progress.withLock { progress in
            defer { progress.waiters = [] }
            return progress.waiters
        }
        waiters.forEach { $0.continuation.resume() }
    }

    /// Projects the next entries; false when there are none.
    private func projectBatch() throws -> Bool {
        let (position, frontier, rules) = progress.withLock {
            ($0.position, $0.frontier, $0.rules)
        }
        let kept = try log.read(after: position, limit: Self.batchMax)
        guard let last = kept.last else { return false }
        guard !kept.contains(where: { $0.type == EngineEvent.redacted.rawValue }) else {
            // What was deleted from a full-text table stays in its pages (SQLite 3.40), and in the
            // write-ahead log: the redacted text goes with the whole file, also where the views have left it.
            try rebuildBeside()
            return true
        }
        var batch = try ViewBatch(
            kept,
            frontier: frontier,
            rules: rules,
            log: log,
            recent: recent
        )
        try store.pool.write { try batch.write(to: $0) }
        if let unreadable = batch.unreadable {
            unreadablePosition.withLock { $0 = unreadable }
        }
        reach(last.position, batch.frontier, batch.rules)
        return true
    }

    private func reach(_ position: Int64, _ frontier: TreeFrontier, _ rules: RulesInForce?) {
        let waiters = progress.withLock { progress in
            progress.position = position
            progress.frontier = frontier
            progress.rules = rules
            let ready = progress.waiters.filter { $0.position <= position }
            progress.waiters.removeAll { $0.position <= position }
            return ready
        }
        waiters.forEach { $0.continuation.resume() }
    }
}

extension EntryLog {
    /// The right edge of the tree at an earlier size.
    func frontier(ofSize size: Int64) throws -> TreeFrontier {
        let hashes = try TreeFrontier.nodes(ofSize: size).map {
            try node(level: $0.level, index: $0.index)
        }
        guard let frontier = TreeFrontier(size: size, subtrees: hashes) else {
            preconditionFailure("the nodes of size \(size) are not \(hashes.count)")
        }
        return frontier
    }
}

extension ViewStore {
    func position() throws -> Int64 {
        try pool.read {
            // What is no number is no position: the views start anew.
            let found = try DatabaseValue.fetchOne(
                $0.cachedStatement(sql: "SELECT position FROM progress")
            )
            guard case .int64(let position)? = found?.storage else { return -1 }
            return position
        }
    }

    /// Whether the views were made from this log: its tree at their position has the root they keep.
    func matches(_ log: any EntryLog) throws -> Bool {
        // Somebody's own file may have anything in these columns: what is neither is no match.
        let kept = try pool.read { db in
            try Row.fetchOne(db.cachedStatement(sql: "SELECT position, root FROM progress"))
                .flatMap { row -> (position: Int64, root: Data)? in
                    guard case .int64(let position) = (row[0] as DatabaseValue).storage,
                        case .blob(let root) = (row[1] as DatabaseValue).storage
                    else { return nil }
                    return (position, root)
                }
        }
        guard let kept, (-1..<log.head.size).contains(kept.position) else { return false }
        return Array(kept.root) == (try log.frontier(ofSize: kept.position + 1)).root.bytes
    }
}
