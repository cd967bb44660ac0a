/// How long the writer needed for a batch of entries that is committed.
package struct WriteTimes: Hashable, Sendable {
    /// From the beginning of its transaction to the end of its commit.
    package var batch: Duration
    /// Of that, the commit with its sync of the disk.
    package var commit: Duration
}
