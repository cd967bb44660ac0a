import Entries
package import EventLog
import Wire

extension EntryLog {
    /// Throws `Problem` (`redacted-later`) if the bytes of an entry below `size` were taken by one that is not.
    ///
    /// What is carried away under a checkpoint of that size would hold the hash of such an entry and not the entry
    /// that took its bytes, so its own verification would call it damaged. `positions` are those that are carried;
    /// nil for all of them.
    package func requireRedactions(below size: Int64, of positions: Set<Int64>? = nil) throws {
        let late = try redactions().filter { taken, by in
            taken < size && by >= size && (positions?.contains(taken) ?? true)
        }
        guard let first = late.min(by: { $0.key < $1.key }) else { return }
        throw Problem(
            .redactedLater,
            [
                "position": .integer(Int(first.key)), "by": .integer(Int(first.value)),
                "signed": .integer(Int(size)),
            ]
        )
    }
}
