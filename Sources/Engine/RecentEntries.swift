import Audit
import Entries
import EventLog
import Synchronization

/// Entries that were read or written lately, so that reading them again decodes nothing.
///
/// Kept under the leaf hash, which names the bytes: what is found here is what the bytes say, whatever
/// became of the transaction that brought them. Two generations, so that what is asked for stays.
package final class RecentEntries: Sendable {
    private struct Generations {
        var young: [TreeHash: Entry] = [:]
        var old: [TreeHash: Entry] = [:]
    }

    /// The most entries of one generation: some megabytes, and more than a busy day brings.
    private static let generationMax = 2_048

    /// Of so many that were kept last every one is still there: what is younger than a generation.
    package static let countMin = Int64(generationMax)

    private let generations = Mutex(Generations())

    /// Begins with none.
    package init() {}

    /// Returns the entry with that leaf, if it was seen lately.
    func entry(under leaf: TreeHash) -> Entry? {
        generations.withLock { generations in
            if let entry = generations.young[leaf] { return entry }
            guard let entry = generations.old[leaf] else { return nil }
            Self.keep(entry, under: leaf, in: &generations)
            return entry
        }
    }

    /// Keeps an entry under the hash of its bytes.
    func keep(_ entry: Entry, under leaf: TreeHash) {
        generations.withLock { Self.keep(entry, under: leaf, in: &$0) }
    }

    /// Forgets everything: what was redacted is to be nowhere.
    func forget() { generations.withLock { $0 = Generations() } }

    private static func keep(
        _ entry: Entry,
        under leaf: TreeHash,
        in generations: inout Generations
    ) {
        if generations.young.count >= generationMax {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[leaf] = entry
    }
}
