/// Checks a whole history, entry by entry, from bytes alone.
///
/// It holds the tree's right edge and no entries, so a log of any length streams through it, read
/// from a live store or from an auditor's copy. The first fault ends it: the history is not whole,
/// and the same fault is thrown from then on.
///
/// What the bytes say (that recorded times never decrease, that indexes agree) is not looked at
/// here, nor are signatures: checkpoints come in opened with keys that the verifying person pinned.
package struct LogVerifier: Sendable {
    /// The tree over the entries added so far.
    package private(set) var frontier = TreeFrontier()
    /// The positions whose bytes are gone, in order; their stored leaf hash was taken on trust,
    /// until a checkpoint's root confirmed it.
    package private(set) var redacted: [Int64] = []

    private let origin: String
    private var kept: ArraySlice<Checkpoint>
    private var agreedSizes: [Int64] = []
    private var explained: Set<Int64> = []
    private var fault: LogFault?

    /// Starts at the first entry of a log.
    ///
    /// `kept` are older checkpoints of it that somebody kept elsewhere, in any order. Each is
    /// compared when its size is passed: only they show that the end was cut off, or that the log
    /// went on from an old copy.
    package init(origin: String, kept: [Checkpoint] = []) throws(LogFault) {
        self.origin = origin
        self.kept = kept.sorted { $0.size < $1.size }[...]
        if let foreign = kept.first(where: { !$0.isOf(origin: origin) }) {
            throw .foreignCheckpoint(foreign)
        }
        try compareKept()
    }

    /// Adds the next entry and returns the interior nodes it completed, lowest first.
    ///
    /// `bytes` is nil for a redacted entry, which must have its stored leaf hash. A copy without
    /// stored hashes gives none. Stored nodes are for the caller to compare with those returned.
    @discardableResult
    package mutating func add(
        position: Int64,
        bytes: [UInt8]?,
        storedLeaf: TreeHash? = nil
    ) throws(LogFault) -> [TreeNode] {
        try stopIfFaulty()
        do throws(LogFault) {
            try checkPosition(position)
            let leaf = try leaf(at: position, bytes: bytes, stored: storedLeaf)
            let completed = frontier.append(leaf)
            try compareKept()
            return completed
        } catch {
            fault = error
            throw error
        }
    }

    /// Notes that an entry read so far redacts the entry at `position`.
    ///
    /// An entry can only redact one before it, so a position not yet reached is passed over.
    package mutating func explainRedaction(of position: Int64) {
        guard position < frontier.size else { return }
        explained.insert(position)
    }

    /// Ends the history and says what was found whole.
    ///
    /// `newest` is the checkpoint over exactly these entries. Without it the entries are only
    /// consistent in themselves and with the kept checkpoints, which the answer shows.
    package mutating func finish(newest: Checkpoint? = nil) throws(LogFault) -> WholeLog {
        try stopIfFaulty()
        do throws(LogFault) {
            try checkEnd(newest)
        } catch {
            fault = error
            throw error
        }
        return WholeLog(
            size: frontier.size,
            root: frontier.root,
            redacted: redacted,
            agreedSizes: agreedSizes
        )
    }
}

/// A history in which nothing was found wrong.
package struct WholeLog: Hashable, Sendable {
    /// How many entries.
    package let size: Int64
    /// The root over them.
    package let root: TreeHash
    /// The positions whose bytes were redacted: their leaf hashes stand for them.
    package let redacted: [Int64]
    /// The sizes at which a checkpoint's root was met, ascending.
    ///
    /// What lies after the last of them nobody has committed to.
    package let agreedSizes: [Int64]
}

// MARK: - Steps

extension LogVerifier {
    private func stopIfFaulty() throws(LogFault) {
        if let fault { throw fault }
    }

    private func checkPosition(_ position: Int64) throws(LogFault) {
        let expected = frontier.size
        guard position <= expected else { throw .gap(expected: expected, found: position) }
        guard position == expected else { throw .outOfOrder(expected: expected, found: position) }
    }

    private mutating func leaf(
        at position: Int64,
        bytes: [UInt8]?,
        stored: TreeHash?
    ) throws(LogFault) -> TreeHash {
        guard let bytes else {
            guard let stored else { throw .leafMissing(position: position) }
            redacted.append(position)
            return stored
        }
        let computed = MerkleTree.leafHash(bytes)
        if let stored, stored != computed {
            throw .leafMismatch(position: position, stored: stored, computed: computed)
        }
        return computed
    }

    private mutating func compareKept() throws(LogFault) {
        while let checkpoint = kept.first, checkpoint.size == frontier.size {
            try compare(checkpoint)
            kept.removeFirst()
        }
    }

    private mutating func compare(_ checkpoint: Checkpoint) throws(LogFault) {
        guard checkpoint.root == frontier.root else {
            throw .rootMismatch(
                size: frontier.size,
                committed: checkpoint.root,
                computed: frontier.root,
                agreedSize: agreedSizes.last ?? 0
            )
        }
        if agreedSizes.last != frontier.size {
            agreedSizes.append(frontier.size)
        }
    }

    private mutating func checkEnd(_ newest: Checkpoint?) throws(LogFault) {
        if let newest, !newest.isOf(origin: origin) { throw .foreignCheckpoint(newest) }
        let committedSize = max(newest?.size ?? 0, kept.last?.size ?? 0)
        guard committedSize <= frontier.size else {
            throw .truncated(size: frontier.size, committedSize: committedSize)
        }
        if let newest {
            guard newest.size == frontier.size else {
                throw .uncommitted(size: frontier.size, committedSize: newest.size)
            }
            try compare(newest)
        }
        if let position = redacted.first(where: { !explained.contains($0) }) {
            throw .unexplainedRedaction(position: position)
        }
        guard frontier.size > 0 else { throw .nothingToVerify }
    }
}
