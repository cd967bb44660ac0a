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
        var part = LogPart(start: frontier.size, keptSizes: keptSizes)
        do throws(LogFault) {
            let computed = bytes.map { MerkleTree.leafHash($0) }
            try part.add(position: position, computedLeaf: computed, storedLeaf: storedLeaf)
        } catch {
            fault = error
            throw error
        }
        return try add(part)
    }

    /// Adds the next part of the log and returns the interior nodes it completed with what came
    /// before; those inside it, it has told itself.
    @discardableResult
    package mutating func add(_ part: LogPart) throws(LogFault) -> [TreeNode] {
        try stopIfFaulty()
        do throws(LogFault) {
            guard part.start == frontier.size else {
                throw .gap(expected: frontier.size, found: part.start)
            }
            try compareKept(within: part)
            redacted += part.redacted
            return part.append(to: &frontier)
        } catch {
            fault = error
            throw error
        }
    }

    /// The sizes of the checkpoints that were not reached yet, ascending.
    package var keptSizes: [Int64] { kept.map(\.size) }

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

    private mutating func compareKept(within part: LogPart? = nil) throws(LogFault) {
        let reached = frontier.size + (part?.count ?? 0)
        while let checkpoint = kept.first, checkpoint.size <= reached {
            let root =
                checkpoint.size == frontier.size
                ? frontier.root : part?.root(ofSize: checkpoint.size, after: frontier)
            guard let root else { preconditionFailure("nothing reaches beyond the part") }
            try compare(checkpoint, computed: root)
            kept.removeFirst()
        }
    }

    private mutating func compare(
        _ checkpoint: Checkpoint,
        computed: TreeHash
    ) throws(LogFault) {
        guard checkpoint.root == computed else {
            throw .rootMismatch(
                size: checkpoint.size,
                committed: checkpoint.root,
                computed: computed,
                // Another checkpoint of the same size may agree: the two contradict each other.
                agreedSize: agreedSizes.last { $0 < checkpoint.size } ?? 0
            )
        }
        if agreedSizes.last != checkpoint.size {
            agreedSizes.append(checkpoint.size)
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
            try compare(newest, computed: frontier.root)
        }
        if let position = redacted.first(where: { !explained.contains($0) }) {
            throw .unexplainedRedaction(position: position)
        }
        guard frontier.size > 0 else { throw .nothingToVerify }
    }
}
