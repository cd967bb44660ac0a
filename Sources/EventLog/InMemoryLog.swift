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

    package var head: LogHead { LogHead(store.ask(\.frontier)) }

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

    package func read(after position: Int64, limit: Int) throws -> [KeptEntry] {
        try committed { $0.entries(after: position, limit: limit) }
    }

    package func entries(ofSubject subject: String) throws -> [KeptEntry] {
        try committed { $0.entries(ofSubject: subject) }
    }

    package func entries(ofSubjects subjects: [String]) throws -> [[KeptEntry]] {
        try committed { entries in subjects.map(entries.entries(ofSubject:)) }
    }

    package func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        try committed { $0.entries(ofCommand: command) }
    }

    package func entry(at position: Int64) throws -> KeptEntry? {
        try committed { $0.entry(at: position) }
    }

    package func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        try committed { $0.engineEntries(ofTypes: types) }
    }

    package func redaction(of position: Int64) throws -> KeptEntry? {
        try committed { $0.redaction(of: position) }
    }

    package func redactions() throws -> [Int64: Int64] { try committed(\.redactedBy) }

    package func subjects() throws -> [String] {
        try committed(\.subjects)
    }

    package func node(level: Int, index: Int64) throws -> TreeHash {
        let (hash, size) = try committed { entries in
            (entries.node(level: level, index: index), entries.frontier.size)
        }
        guard let hash else {
            throw LogFailure.noNode(level: level, index: index, size: size, path: path)
        }
        return hash
    }

    package func nodes(level: Int, indexes: Range<Int64>) throws -> [Int64: TreeHash] {
        try committed { entries in
            let found = indexes.compactMap { index in
                entries.node(level: level, index: index).map { (index, $0) }
            }
            return Dictionary(uniqueKeysWithValues: found)
        }
    }

    package func changes() -> AsyncStream<LogHead> {
        headChanges.stream { head }
    }

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
