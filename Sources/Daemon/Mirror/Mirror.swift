import Dispatch
import EventLog
import Glibc
import Logging
import Synchronization

/// The log's entries once more, verbatim, as JSON Lines on a second disk.
///
/// The log is committed first, the mirror follows before the command is answered: so a mirror is the
/// log or a beginning of it, never more. A mirror that fails or hangs stops nobody: commands go on
/// with the log alone, `status`, the journal and the metrics say how far behind the mirror is, and it
/// is tried again until it is level. It is written from the log in every case, after a failure or a
/// start as after each commit.
// @unchecked: `file` and `mustBeMadeAnew` are touched on `queue` only.
final class Mirror: @unchecked Sendable {
    /// How things stand.
    struct State: Hashable, Sendable {
        /// Entries that are durable in the mirror, as far as is known.
        var size: Int64 = 0
        /// Why it is not level with the log; nil if it is, or is being brought there.
        var trouble: MirrorTrouble?
        /// Whether it lies on the disk of the log itself.
        var isOnSameDisk = false
        /// Whether anything of the file was seen yet.
        fileprivate var isKnown = false
        fileprivate var isWorking = false
        fileprivate var isRetryPlanned = false
    }

    /// How long a command waits for the mirror before it is answered without: longer than a disk
    /// takes to wake, shorter than a client waits.
    static let patienceUsual = DispatchTimeInterval.seconds(3)
    /// How long after a failure the mirror is tried again.
    static let retryUsual = DispatchTimeInterval.seconds(5)
    /// The same where mirror and log contradict each other.
    static let retryInConflictUsual = DispatchTimeInterval.seconds(60)

    /// The folder on the second disk.
    let path: String

    private let log: any EntryLog
    private let dataPath: String
    private let logger: Logger
    private let faults: MirrorFaults
    private let patience: DispatchTimeInterval
    private let retry: DispatchTimeInterval
    private let retryInConflict: DispatchTimeInterval
    private let queue = DispatchQueue(label: "kembar.mirror", qos: .userInitiated)
    private let state = Mutex(State())
    private var file: MirrorFile?
    // After a failed sync nobody knows which pages of a file are on the disk, and a second sync says
    // nothing about them: a new file has new pages.
    private var mustBeMadeAnew = false

    /// Prepares the mirror of `log` in a folder that is there, or will be; nothing is opened yet.
    init(
        _ path: String,
        of log: any EntryLog,
        dataPath: String,
        logger: Logger,
        patience: DispatchTimeInterval = patienceUsual,
        retry: DispatchTimeInterval = retryUsual,
        retryInConflict: DispatchTimeInterval = retryInConflictUsual,
        faults: MirrorFaults = MirrorFaults()
    ) {
        self.path = path
        self.log = log
        self.dataPath = dataPath
        self.logger = logger
        self.patience = patience
        self.retry = retry
        self.retryInConflict = retryInConflict
        self.faults = faults
    }

    /// How things stand now; never waits for the disk.
    var now: State { state.withLock(\.self) }

    /// Brings the mirror to the log's head, and waits for that as long as is reasonable.
    ///
    /// Returns at once where the mirror is level, or is known not to work at present.
    func follow(_ head: LogHead) {
        let isWaiting = state.withLock { state in
            state.trouble == nil && !(state.isKnown && state.size >= head.size)
        }
        guard isWaiting, let attempt = begin() else { return }
        if attempt.wait(timeout: .now() + patience) == .timedOut {
            stopWaiting()
        }
    }

    /// Looks whether the mirror is still in its place, and opens it anew if it is not.
    ///
    /// Otherwise a file that somebody took away or cut would be noticed at the next entry only, weeks
    /// later perhaps. It is no attempt: a command that comes meanwhile waits for its own.
    func look() {
        queue.async {
            guard self.now.trouble == nil, let file = self.file else { return }
            // What can't be looked at is told by the attempt to open it.
            if (try? file.isInPlace()) != true { self.begin() }
        }
    }

    /// Waits until what is being tried has come to its end.
    func waitForAttempt() { queue.sync {} }

    /// Starts an attempt, unless one is running.
    @discardableResult
    func begin() -> DispatchWorkItem? {
        let isFirst = state.withLock { state in
            defer { state.isWorking = true }
            return !state.isWorking
        }
        guard isFirst else { return nil }
        let attempt = DispatchWorkItem { self.attempt() }
        queue.async(execute: attempt)
        return attempt
    }

    /// Gives up waiting for an attempt that still runs; what it comes to, it says itself.
    private func stopWaiting() {
        let now = state.withLock { state -> State? in
            guard state.isWorking else { return nil }
            state.trouble = MirrorTrouble(.slow)
            return state
        }
        if let now { tell(now) }
    }

    /// Says in the journal how the mirror fares.
    private func tell(_ now: State) {
        var metadata: Logger.Metadata = ["path": "\(path)", "entries": "\(now.size)"]
        guard let trouble = now.trouble else {
            logger.notice("the mirror is level with the log again", metadata: metadata)
            return
        }
        metadata["reason"] = "\(trouble.reason.rawValue)"
        metadata["behind"] = "\(max(log.head.size - now.size, 0))"
        if !trouble.cause.isEmpty { metadata["cause"] = "\(trouble.cause)" }
        if let position = trouble.position { metadata["position"] = "\(position)" }
        logger.error("the mirror is not written; commands go on without it", metadata: metadata)
    }
}

// Everything below runs on `queue`.
extension Mirror {
    private func attempt() {
        var isOver = false
        while !isOver {
            let trouble = result()
            isOver = end(with: trouble)
            if let trouble { planRetry(after: trouble) }
        }
    }

    /// Notes what an attempt came to; false where commands that did not wait have brought more.
    private func end(with trouble: MirrorTrouble?) -> Bool {
        let (isOver, change) = state.withLock { state -> (Bool, State?) in
            guard trouble != nil || log.head.size <= state.size else { return (false, nil) }
            let isChange = state.trouble != trouble
            state.isWorking = false
            state.trouble = trouble
            return (true, isChange ? state : nil)
        }
        if let change { tell(change) }
        return isOver
    }

    private func result() -> MirrorTrouble? {
        do throws(MirrorTrouble) {
            try bringLevel()
            return nil
        } catch {
            if error.leavesPagesUncertain { mustBeMadeAnew = true }
            file?.cutBack()
            file = nil
            if error.reason == .differs { noteDifference(at: error.position) }
            return error
        }
    }

    private func planRetry(after trouble: MirrorTrouble) {
        let isFirst = state.withLock { state in
            defer { state.isRetryPlanned = true }
            return !state.isRetryPlanned
        }
        guard isFirst else { return }
        // A conflict is somebody's to settle, and finding it again means reading everything.
        let pause = trouble.isConflict ? retryInConflict : retry
        queue.asyncAfter(deadline: .now() + pause) { [weak self] in
            self?.state.withLock { $0.isRetryPlanned = false }
            self?.begin()
        }
    }

    private func bringLevel() throws(MirrorTrouble) {
        let file = try opened()
        if file.holdsRedacted || mustBeMadeAnew {
            try file.rewrite(adding: MirrorLines(after: file.size))
            mustBeMadeAnew = false
        }
        note(file)
        while file.size < log.head.size {
            let lines = try MirrorLines(after: file.size, from: log)
            if lines.takesBytesAway {
                try file.rewrite(adding: lines)
            } else {
                try file.add(lines)
            }
            note(file)
        }
    }

    private func note(_ file: MirrorFile) {
        state.withLock { state in
            state.size = file.size
            state.isKnown = true
        }
    }

    /// What is changed in the mirror counts as mirrored no more, nor does what stands behind it.
    private func noteDifference(at position: Int64?) {
        state.withLock { $0.size = min($0.size, position ?? 0) }
    }

    private func opened() throws(MirrorTrouble) -> MirrorFile {
        if let file, try file.isInPlace() { return file }
        // Its lock goes with it.
        file = nil
        let folder = try MirrorFolder(path, faults)
        var data = stat()
        let isOnSameDisk = stat(dataPath, &data) == 0 && data.st_dev == folder.device
        state.withLock { $0.isOnSameDisk = isOnSameDisk }
        let new = try MirrorFile(folder, of: log)
        if new.tornByteCount > 0 {
            logger.warning(
                "a torn last line was taken off the mirror",
                metadata: ["path": "\(path)", "bytes": "\(new.tornByteCount)"]
            )
        }
        file = new
        return new
    }
}
