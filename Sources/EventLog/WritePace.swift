/// Whether a work may be written on the thread that brings it, instead of the writer's own.
///
/// Waking a thread and being woken by it costs a lone command as much as half its commit. Where many
/// come it costs nothing, since they share a batch; and where the disk is slow it does not matter, while
/// the bringing thread, which may serve others, would wait for it. So only a quiet time counts
/// (docs/decisions/0139).
struct WritePace {
    /// How many batches in a row have to have been of one work, with nobody behind it.
    static let aloneMin = 16
    /// The longest commit of such a batch.
    static let commitMax = Duration.milliseconds(1)

    private var alone = 0

    /// Whether the next work that comes to an idle writer is written where it is.
    var isQuiet: Bool { alone >= Self.aloneMin }

    /// Takes in a batch: how many works it had, how many came meanwhile, how long its commit took; nil for
    /// one that committed nothing.
    mutating func note(works: Int, waiting: Int, commit: Duration?) {
        guard works == 1, waiting == 0, commit.map({ $0 <= Self.commitMax }) ?? true else {
            alone = 0
            return
        }
        alone = min(alone + 1, Self.aloneMin)
    }
}
