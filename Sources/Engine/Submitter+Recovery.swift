package import Audit
import Entries
package import EventLog
import Workflows

/// A recovery that stands in the log: what was signed once and does not bind it any more.
package struct Recovered: Hashable, Sendable {
    /// The entry that says so.
    package var position: Int64
    /// The entries that the lost checkpoint covers.
    package var size: Int64
    /// Its root, hex.
    package var root: String
    /// The first entry that may be lost, as far as was known then.
    package var lostFrom: Int64
    /// Why the log goes on, in the words of who decided it; nil if the entry has none.
    package var reason: String?
    /// Whether the log knew the key that signed the checkpoint; else nobody has proved that anything is lost.
    package var isProved: Bool

    /// Every recovery of a log, oldest first.
    package static func all(in log: any EntryLog) throws -> [Recovered] {
        try log.engineEntries(ofTypes: [EngineEvent.logRecovered.rawValue]).compactMap { kept in
            let entry = try HistoryReader.entry(kept, in: log)
            guard let size = entry.data["signed"]?["size"]?.integer,
                let root = entry.data["signed"]?["root"]?.string
            else { return nil }
            return Recovered(
                position: entry.position,
                size: Int64(size),
                root: root,
                lostFrom: Int64(entry.data["lostFrom"]?.integer ?? 0),
                reason: entry.data["reason"]?.string,
                isProved: entry.data["signer"]?.string != "unknown"
            )
        }
    }

    /// Whether a checkpoint over that many entries ends in the range that is lost.
    ///
    /// None does where that is unproved: else a note that anybody may write would explain every loss to come.
    package func covers(_ size: Int64) -> Bool {
        isProved && lostFrom < size && size <= self.size
    }

    /// Whether it is about that checkpoint.
    package func concerns(_ checkpoint: Checkpoint) -> Bool {
        checkpoint.size == size && checkpoint.root.hex == root
    }
}

extension Submitter {
    /// Somebody who may says that the log goes on although entries that were signed are lost.
    func recover(
        _ submission: Submission,
        _ recovery: Submission.Recovery,
        _ transaction: any LogTransaction
    ) throws -> Receipt {
        let head = log.head
        var data: [String: JSONValue] = [
            "checkpoint": .string(recovery.note),
            "found": ["root": .string(head.root.hex), "size": .integer(Int(head.size))],
            "lostFrom": .integer(Int(recovery.lostFrom)),
            "lostThrough": .integer(Int(recovery.signed.size - 1)),
            "reason": .string(recovery.reason),
            "signed": [
                "root": .string(recovery.signed.root.hex),
                "size": .integer(Int(recovery.signed.size)),
            ],
        ]
        if !recovery.isByKnownKey { data["signer"] = "unknown" }
        return try recordAlone(.logRecovered, .object(data), for: submission, transaction)
    }
}
