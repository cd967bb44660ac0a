package import Audit

/// What is durable: how many entries, and the root of the tree over them.
package struct LogHead: Hashable, Sendable {
    /// How many entries there are.
    package let size: Int64
    /// The root of the tree of that size.
    package let root: TreeHash

    /// The head of a log without entries.
    package static let empty = LogHead(TreeFrontier())

    /// Makes a head from its figures.
    package init(size: Int64, root: TreeHash) {
        self.size = size
        self.root = root
    }

    init(_ frontier: TreeFrontier) {
        self.init(size: frontier.size, root: frontier.root)
    }
}

/// The log of entries: the contract that every store of it meets.
///
/// Entries are only ever added. Readers see committed entries only, and never one that `head` does
/// not count yet. Reading and writing may happen at the same time, from any thread; reading blocks
/// its thread for the length of the read.
package protocol EntryLog: RedactionSource, Sendable {
    /// What is committed now. Cheap, and never waits for the writer.
    var head: LogHead { get }

    /// Runs `work` in the writer's transaction and returns its answer when that is durable.
    ///
    /// Works run one after another, in the order they came; several may share one transaction. A
    /// work that throws leaves nothing, and its caller alone gets the error. A work that appends
    /// nothing costs no sync of the disk. A cancelled caller's work is still done: once begun,
    /// nobody could say where it stopped.
    ///
    /// Throws `LogFailure` for the log's own trouble. `outcomeUnknown` means that the entries may
    /// be there or not: ask again under the same command key. Every other code means that nothing
    /// of this work was kept.
    func write<Answer: Sendable>(
        _ work: @escaping @Sendable (any LogTransaction) throws -> Answer
    ) async throws -> Answer

    /// Returns up to `limit` entries after `position`, in order; -1 begins at the first.
    func read(after position: Int64, limit: Int) throws -> [KeptEntry]

    /// Lends the entries at `positions` one after another, in order, until `body` returns false.
    ///
    /// What `body` gets is good only inside the call, in which the log must not be asked for anything
    /// else. Throws as `read` does; what came before was lent by then.
    func lend(_ positions: Range<Int64>, to body: (LentEntry) -> Bool) throws

    /// Returns the entries of one agreement in the order they were appended.
    func entries(ofSubject subject: String) throws -> [KeptEntry]

    /// Returns those of one agreement's entries that lie at `position` or behind it, in the same order.
    func entries(ofSubject subject: String, from position: Int64) throws -> [KeptEntry]

    /// Returns the entries of several agreements, for each in the order they were appended.
    ///
    /// Whoever goes through all of them may have the store keep what neighbouring ones share in memory, and
    /// has it forgotten at the end.
    func entries(ofSubjects subjects: [String], keepingPages: Bool) throws -> [[KeptEntry]]

    /// Gives back the memory that keeping pages took.
    func forgetPages()

    /// Returns what a command brought, in the order of its parts; none if it never came.
    func entries(ofCommand command: CommandKey) throws -> [KeptEntry]

    /// Returns one entry, or nil if the position is not taken.
    func entry(at position: Int64) throws -> KeptEntry?

    /// Returns the engine's own entries (those without a subject) of the given types, oldest first.
    func engineEntries(ofTypes types: [String]) throws -> [KeptEntry]

    /// Returns every position whose bytes were taken away, with that of the entry that did.
    ///
    /// Like `redaction(of:)` it looks past the head. There are few: each is a decision of an admin.
    func redactions() throws -> [Int64: Int64]

    /// Returns every agreement's id: the shorter first, equally long ones in the order of their bytes.
    func subjects() throws -> [String]

    /// Returns the hash of a complete node of the tree; level 0 are the leaves.
    ///
    /// Throws `LogFailure`: `missing` if the head does not reach that far, `damaged` if the node
    /// should be there and is not.
    func node(level: Int, index: Int64) throws -> TreeHash

    /// Returns the hashes of several neighbouring nodes of one level above the leaves, in order; nil
    /// stands for one that is not there or not readable.
    func nodes(level: Int, indexes: Range<Int64>) throws -> [TreeHash?]

    /// Returns the root of the tree over the first `size` entries, as the stored nodes say it.
    ///
    /// Throws `ProofFailure.outsideTree` for a negative size, and what `node(level:index:)` throws.
    func root(ofSize size: Int64) throws -> TreeHash

    /// Returns the proof that the entry at `position` is in the tree over the first `size` entries.
    ///
    /// Throws `ProofFailure.outsideTree`, and what `node(level:index:)` throws.
    func inclusion(of position: Int64, size: Int64) throws -> InclusionProof

    /// Looks at what answers are found by and no entry says: the tables' shape, and whether every index
    /// leads to each of the entries and nowhere else; `indexed` are the sums of those below `size`.
    ///
    /// An entry that an index leaves out, or has under another name, is missing from every answer, and one
    /// that stands where no position is adds to them, while all that is signed still fits. Reads every index whole.
    func shapeCheck(size: Int64, indexed: IndexSums) throws -> ShapeCheck

    /// Returns a stream of heads: the present one, then one after each batch.
    ///
    /// A hint, not a history: a slow reader gets the newest head only. It ends when the log closes.
    func changes() -> AsyncStream<LogHead>

    /// Ends the log after the works that already wait. Later calls fail with code `closed`.
    func close() async
}

/// What came of looking at a log's shape.
package enum ShapeCheck: Hashable, Sendable {
    /// There is none: the entries lie in no file with indexes.
    case none
    /// It is as this program makes it.
    case sound
    /// It is not; what differs, for people who know SQLite.
    case faulty(String)
}

extension EntryLog {
    /// Returns the entries of several agreements, and keeps nothing more in memory.
    package func entries(ofSubjects subjects: [String]) throws -> [[KeptEntry]] {
        try entries(ofSubjects: subjects, keepingPages: false)
    }

    /// Leaves out what lies before: a log without a file has them all at hand.
    package func entries(ofSubject subject: String, from position: Int64) throws -> [KeptEntry] {
        try entries(ofSubject: subject).filter { $0.position >= position }
    }

    /// A log without a file keeps no pages of it.
    package func forgetPages() {}

    /// A log without a file has no shape.
    package func shapeCheck(size: Int64, indexed: IndexSums) throws -> ShapeCheck { .none }

    /// Reads as many nodes as `size` has one bits.
    package func root(ofSize size: Int64) throws -> TreeHash {
        try Audit.root(ofSize: size, from: nodes)
    }

    /// Makes the proof from the tree's nodes.
    package func inclusion(of position: Int64, size: Int64) throws -> InclusionProof {
        try .generate(index: position, size: size, from: nodes)
    }
}

/// The nodes of a log's tree, as proofs read them.
package struct LogNodes: TreeNodes {
    fileprivate let log: any EntryLog

    /// Reads the node from the log; throws as `EntryLog.node(level:index:)` does.
    package func hash(level: Int, index: Int64) throws -> TreeHash {
        try log.node(level: level, index: index)
    }
}

extension EntryLog {
    /// Whether it goes on from a checkpoint of its own, as the stored nodes say; one of entries that it lost it
    /// does not.
    package func extends(_ checkpoint: Checkpoint) throws -> Bool {
        let head = head
        guard checkpoint.size < head.size else {
            // Where one agreement alone is here, of its tree no more than the head is known.
            return checkpoint.size == head.size && checkpoint.root == head.root
        }
        return try root(ofSize: checkpoint.size) == checkpoint.root
    }

    /// The tree's nodes, read from this log as they are asked for.
    package var nodes: LogNodes { LogNodes(log: self) }
}
