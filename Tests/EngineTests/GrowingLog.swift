import Audit
import EventLog
import Synchronization

/// A log into which somebody records one more entry each time that it is read.
final class GrowingLog: EntryLog {
    private let log: any EntryLog
    private let size: Mutex<Int64>

    /// All of `log` will come to be in it; at first only the entries before `size` are.
    init(_ log: any EntryLog, size: Int64) {
        self.log = log
        self.size = Mutex(size)
    }

    var head: LogHead { LogHead(size: size.withLock(\.self), root: log.head.root) }

    func read(after position: Int64, limit: Int) throws -> [KeptEntry] {
        let size = size.withLock { size in
            defer { size = min(size + 1, log.head.size) }
            return size
        }
        return try log.read(after: position, limit: limit).filter { $0.position < size }
    }

    func write<Answer: Sendable>(
        _ work: @escaping @Sendable (any LogTransaction) throws -> Answer
    ) async throws -> Answer { try await log.write(work) }

    func lend(_ positions: Range<Int64>, to body: (LentEntry) -> Bool) throws {
        try log.lend(positions, to: body)
    }

    func entries(ofSubject subject: String) throws -> [KeptEntry] {
        try log.entries(ofSubject: subject)
    }

    func entries(ofSubjects subjects: [String], keepingPages: Bool) throws -> [[KeptEntry]] {
        try log.entries(ofSubjects: subjects)
    }

    func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        try log.entries(ofCommand: command)
    }

    func entry(at position: Int64) throws -> KeptEntry? { try log.entry(at: position) }

    func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        try log.engineEntries(ofTypes: types)
    }

    func redaction(of position: Int64) throws -> KeptEntry? { try log.redaction(of: position) }

    func redactions() throws -> [Int64: Int64] { try log.redactions() }

    func subjects() throws -> [String] { try log.subjects() }

    func node(level: Int, index: Int64) throws -> TreeHash {
        try log.node(level: level, index: index)
    }

    func nodes(level: Int, indexes: Range<Int64>) throws -> [TreeHash?] {
        try log.nodes(level: level, indexes: indexes)
    }

    func changes() -> AsyncStream<LogHead> { log.changes() }

    func close() async { await log.close() }
}
