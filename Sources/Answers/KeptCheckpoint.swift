package import Audit
package import Engine
import Entries
package import EventLog

/// The checkpoint that lies beside a log: what was signed of it last.
package struct KeptCheckpoint: Sendable {
    /// What the note says: origin, size and root.
    package let checkpoint: Checkpoint

    /// Reads the note; throws `LogReview.Fault` if it is none, or was changed.
    ///
    /// A signature that claims to be by a key of the log's has to be, and no retired key signs what came
    /// after its successor's adoption; whether one is there at all is the signer's question, which only
    /// a pinned key answers.
    package init(_ note: String, of history: KeyHistory) throws(LogReview.Fault) {
        let opened: OpenedCheckpoint
        do throws(CheckpointFailure) {
            opened = try Checkpoint.open(note, keys: history.keys)
        } catch {
            guard let unsigned = Self.said(by: note), !error.isForgery else {
                throw LogReview.Fault(
                    position: -1,
                    code: "kept-checkpoint",
                    params: ["reason": .string(error.reason)]
                )
            }
            checkpoint = unsigned
            return
        }
        checkpoint = opened.checkpoint
        let rightful = history.signers(ofSize: checkpoint.size)
        let signers = opened.signatures.map(\.key)
        guard signers.contains(where: rightful.contains) else {
            throw LogReview.Fault(
                position: checkpoint.size - 1,
                code: "retired-key",
                params: ["vkey": .string(signers.first?.description ?? "")]
            )
        }
    }

    /// The keys of a log; throws `LogReview.Fault` if its first entry names none.
    package static func history(
        of identity: LogIdentity,
        in log: any EntryLog
    ) throws -> KeyHistory {
        guard let history = try KeyHistory(identity, in: log) else {
            throw LogReview.Fault(
                position: 0,
                code: "key",
                params: ["found": .string(identity.vkey)]
            )
        }
        return history
    }

    /// Returns why `log` can't be what was signed; nil if it goes on from that.
    ///
    /// Looks at the stored tree only: whether the entries fit it is for `Verification`.
    package func fault(in log: any EntryLog, origin: String) throws -> LogReview.Fault? {
        guard checkpoint.isOf(origin: origin) else {
            return LogReview.Fault(
                position: -1,
                code: "foreign-checkpoint",
                params: ["found": .string(checkpoint.origin)]
            )
        }
        let size = log.head.size
        guard checkpoint.size <= size else {
            return LogReview.Fault(
                position: size,
                code: "truncated",
                params: [
                    "signed": .integer(Int(checkpoint.size)), "found": .integer(Int(size)),
                ]
            )
        }
        let root = try Audit.root(ofSize: checkpoint.size, from: log.nodes)
        guard root == checkpoint.root else {
            return LogReview.Fault(
                position: 0,
                code: "root",
                params: [
                    "signed": .integer(Int(checkpoint.size)),
                    "expected": .string(checkpoint.root.hex), "found": .string(root.hex),
                ]
            )
        }
        return nil
    }

    /// What the note says above its empty line, whoever signed that; nil if it is no checkpoint.
    package static func said(by note: String) -> Checkpoint? {
        let text = note.firstRange(of: "\n\n").map { note[..<$0.lowerBound] + "\n" } ?? note
        return try? Checkpoint(text: text)
    }
}

extension CheckpointFailure {
    fileprivate var isForgery: Bool {
        if case .note(.forged) = self { return true }
        return false
    }

    /// What is wrong with it, as a stable word.
    fileprivate var reason: String {
        switch self {
        case .note(.forged): "forged"
        case .note: "no-note"
        default: "no-checkpoint"
        }
    }
}
