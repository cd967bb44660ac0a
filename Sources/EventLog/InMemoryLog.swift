package import Audit
import Synchronization

/// A log that is gone with its process: for tests and for trying something out.
///
/// It meets the same contract as `SQLiteLog`, except that nothing is durable. Works are not
/// gathered: each is a batch of its own.
package final class InMemoryLog: EntryLog {
    private let path = "memory"
    private let faults: LogFaults
    private let store = MemoryStore()
    private let headChanges = HeadChanges()
    private let isClosed = Mutex(false)
    // Held for the length of a work, so that works come one after another.
    private let writing = Mutex(())

    /// Makes an empty log.
    package init(faults: LogFaults = .none) {
        self.faults = faults
    }

    /// What was committed last, in memory.
    package var head: LogHead { LogHead(store.ask(\.frontier)) }

    /// Runs `work` at once, under a lock; each work that appends is a batch of its own.
    package func write<Answer: Sendable>(
        _ work: @escaping @Sendable (any LogTransaction) throws -> Answer
    ) async throws -> Answer {
        try writing.withLock { _ in
            try checkOpen()
            let transaction = MemoryTransaction(store, path: path)
            let answer = try work(transaction)
            if let failure = transaction.failure { throw failure }
            if !transaction.added.isEmpty { try commit(transaction) }
            return answer
        }
    }

    private func commit(_ transaction: MemoryTransaction) throws {
        do {
            try faults.beforeCommit()
            store.take(transaction.added)
            headChanges.tell(head)
            try faults.afterCommit()
        } catch {
            throw LogFailure.unknown(path: path, because: .sqlite(error, path: path))
        }
    }

    /// Returns up to `limit` entries after `position`; throws only when closed.
    package func read(after position: Int64, limit: Int) throws -> [KeptEntry] {
        try committed { $0.entries(after: position, limit: limit) }
    }

    /// Lends copies of the entries, as of the last commit.
    package func lend(_ positions: Range<Int64>, to body: (LentEntry) -> Bool) throws {
        try lendRead(positions, to: body)
    }

    /// Returns one agreement's entries as of the last commit.
    package func entries(ofSubject subject: String) throws -> [KeptEntry] {
        try committed { $0.entries(ofSubject: subject) }
    }

    /// Returns several agreements' entries, all as of one commit.
    package func entries(
        ofSubjects subjects: [String],
        keepingPages: Bool
    ) throws -> [[KeptEntry]] {
        try committed { entries in subjects.map(entries.entries(ofSubject:)) }
    }

    /// Returns what a command brought, however long ago.
    package func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        try committed { $0.entries(ofCommand: command) }
    }

    /// Returns one entry; nil beyond the head.
    package func entry(at position: Int64) throws -> KeptEntry? {
        try committed { $0.entry(at: position) }
    }

    /// Returns the engine's own entries of these types, oldest first.
    package func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        try committed { $0.engineEntries(ofTypes: types) }
    }

    /// Returns the entry that took the bytes at `position`, if one did.
    package func redaction(of position: Int64) throws -> KeptEntry? {
        try committed { $0.redaction(of: position) }
    }

    /// Returns which entry took the bytes of which, by the position of the latter.
    package func redactions() throws -> [Int64: Int64] { try committed(\.redactedBy) }

    /// Returns every agreement's id, the shorter first.
    package func subjects() throws -> [String] {
        try committed(\.subjects)
    }

    /// Returns a node's hash; throws `missing` for one that the tree has not completed.
    package func node(level: Int, index: Int64) throws -> TreeHash {
        let (hash, size) = try committed { entries in
            (entries.node(level: level, index: index), entries.frontier.size)
        }
        guard let hash else {
            throw LogFailure.noNode(level: level, index: index, size: size, path: path)
        }
        return hash
    }

    /// Returns the nodes that the tree has completed; nil stands for the others.
    package func nodes(level: Int, indexes: Range<Int64>) throws -> [TreeHash?] {
        try committed { entries in indexes.map { entries.node(level: level, index: $0) } }
    }

    /// Returns a stream of heads that ends when the log is closed.
    package func changes() -> AsyncStream<LogHead> {
        headChanges.stream { head }
    }

    /// Ends every stream; the entries stay in memory but can't be asked for any more.
    package func close() async {
        isClosed.withLock { $0 = true }
        headChanges.finish()
    }

    private func committed<Answer: Sendable>(
        _ question: (MemoryEntries) -> Answer
    ) throws -> Answer {
        try checkOpen()
        return store.ask(question)
    }

    private func checkOpen() throws {
        guard !isClosed.withLock(\.self) else { throw LogFailure(.closed, path: path) }
    }
}
