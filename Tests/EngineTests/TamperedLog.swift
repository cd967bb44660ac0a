import Audit
import EventLog

/// A log behind whose back somebody changed something.
struct TamperedLog: EntryLog {
    private let log: any EntryLog
    private let changed: [Int64: KeptEntry]
    private let nodes: [Int: [Int64: TreeHash?]]
    private let table: [Int64: Int64]?
    private let size: Int64?
    private let whenListed: @Sendable () throws -> Void

    /// Other entries, one that has its bytes again among them, nodes that are others or gone, another
    /// table of redactions, or the head of an earlier moment; `whenListed` comes before its agreements are.
    init(
        _ log: any EntryLog,
        changed: [KeptEntry] = [],
        nodes: [Int: [Int64: TreeHash?]] = [:],
        table: [Int64: Int64]? = nil,
        size: Int64? = nil,
        whenListed: @escaping @Sendable () throws -> Void = {}
    ) {
        self.log = log
        self.changed = Dictionary(changed.map { ($0.position, $0) }) { $1 }
        self.nodes = nodes
        self.table = table
        self.size = size
        self.whenListed = whenListed
    }

    private func changed(_ entries: [KeptEntry]) -> [KeptEntry] {
        entries.map { changed[$0.position] ?? $0 }
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

    func lend(_ positions: Range<Int64>, to body: (LentEntry) -> Bool) throws {
        try lendRead(positions, to: body)
    }

    func entries(ofSubject subject: String) throws -> [KeptEntry] {
        changed(try log.entries(ofSubject: subject))
    }

    func entries(ofSubjects subjects: [String], keepingPages: Bool) throws -> [[KeptEntry]] {
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

    func subjects() throws -> [String] {
        try whenListed()
        return try log.subjects()
    }

    func node(level: Int, index: Int64) throws -> TreeHash {
        try log.node(level: level, index: index)
    }

    func nodes(level: Int, indexes: Range<Int64>) throws -> [TreeHash?] {
        var kept = try log.nodes(level: level, indexes: indexes)
        for (index, hash) in nodes[level] ?? [:] where indexes.contains(index) {
            kept[Int(index - indexes.lowerBound)] = hash
        }
        return kept
    }

    func changes() -> AsyncStream<LogHead> { log.changes() }

    func close() async { await log.close() }
}
