import Audit
import EventLog

/// A log behind whose back somebody changed something.
struct TamperedLog: EntryLog {
    private let log: any EntryLog
    private let restored: KeptEntry?
    private let table: [Int64: Int64]?
    private let size: Int64?

    /// An entry that has its bytes again, another table of redactions, or the head of an earlier moment.
    init(
        _ log: any EntryLog,
        restored: KeptEntry? = nil,
        table: [Int64: Int64]? = nil,
        size: Int64? = nil
    ) {
        self.log = log
        self.restored = restored
        self.table = table
        self.size = size
    }

    private func changed(_ entries: [KeptEntry]) -> [KeptEntry] {
        entries.map { $0.position == restored?.position ? restored ?? $0 : $0 }
    }

    var head: LogHead {
        size.map { LogHead(size: $0, root: log.head.root) } ?? log.head
    }

    func write<Answer: Sendable>(
        _ work: @escaping @Sendable (any LogTransaction) throws -> Answer
    ) async throws -> Answer { try await log.write(work) }

    func read(after position: Int64, limit: Int) throws -> [KeptEntry] {
        changed(try log.read(after: position, limit: limit))
    }

    func entries(ofSubject subject: String) throws -> [KeptEntry] {
        changed(try log.entries(ofSubject: subject))
    }

    func entries(ofSubjects subjects: [String]) throws -> [[KeptEntry]] {
        try log.entries(ofSubjects: subjects).map(changed)
    }

    func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        changed(try log.entries(ofCommand: command))
    }

    func entry(at position: Int64) throws -> KeptEntry? {
        changed([try log.entry(at: position)].compactMap(\.self)).first
    }

    func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        changed(try log.engineEntries(ofTypes: types))
    }

    func redaction(of position: Int64) throws -> KeptEntry? { try log.redaction(of: position) }

    func redactions() throws -> [Int64: Int64] { try table ?? log.redactions() }

    func subjects() throws -> [String] { try log.subjects() }

    func node(level: Int, index: Int64) throws -> TreeHash {
        try log.node(level: level, index: index)
    }

    func nodes(level: Int, indexes: Range<Int64>) throws -> [Int64: TreeHash] {
        try log.nodes(level: level, indexes: indexes)
    }

    func changes() -> AsyncStream<LogHead> { log.changes() }

    func close() async { await log.close() }
}
