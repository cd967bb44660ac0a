/// The first thing that is wrong with a history, and where.
package enum LogFault: Error, Hashable, Sendable {
    /// An entry is missing: another position follows than the next.
    case gap(expected: Int64, found: Int64)
    /// An entry stands where an earlier one should: repeated, or moved.
    case outOfOrder(expected: Int64, found: Int64)
    /// The stored leaf hash is not that of the stored bytes: one of the two was changed.
    case leafMismatch(position: Int64, stored: TreeHash, computed: TreeHash)
    /// Neither bytes nor a leaf hash is there.
    case leafMissing(position: Int64)
    /// The bytes are gone, and no later entry redacts them.
    case unexplainedRedaction(position: Int64)
    /// The entries up to a size do not have the root that was committed to.
    ///
    /// The wrong entry lies before `size` and, if an earlier commitment was met, not before
    /// `agreedSize`, which is else 0.
    case rootMismatch(size: Int64, committed: TreeHash, computed: TreeHash, agreedSize: Int64)
    /// A checkpoint commits to more entries than there are: the last ones were removed.
    case truncated(size: Int64, committedSize: Int64)
    /// There are entries after the last checkpoint, under nobody's signature.
    case uncommitted(size: Int64, committedSize: Int64)
    /// A checkpoint is of another log.
    case foreignCheckpoint(Checkpoint)
    /// There is no entry at all. That is no damage, and no success either.
    case nothingToVerify
}
