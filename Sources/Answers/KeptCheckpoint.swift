package import Audit
package import Engine
import Entries
package import EventLog
import Exports

/// The checkpoint that lies beside a log: what was signed of it last.
package struct KeptCheckpoint: Sendable {
    /// What the note says: origin, size and root.
    package let checkpoint: Checkpoint
    /// Whether a key of the log signed it; else it is no more than what somebody wrote down.
    package let isByKnownKey: Bool

    /// Reads the note; throws `LogReview.Fault` if it is none, or was changed.
    ///
    /// A signature that claims to be by a key of the log's has to be, and no retired key signs what came
    /// after its successor's adoption; whether one is there at all is the signer's question, which only
    /// a pinned key answers. Given the log, it may also be what a key signed of entries that this log lost.
    package init(
        _ note: String,
        of history: KeyHistory,
        in log: (any EntryLog)? = nil
    ) throws(LogReview.Fault) {
        let opened: OpenedCheckpoint
        do throws(CheckpointFailure) {
            opened = try Checkpoint.open(note, keys: history.keys)
        } catch {
            guard let unsigned = Self.said(by: note), !error.isForgery else {
                // By whom a note is does not matter where it says nothing that a log could have signed.
                let isNote = (try? SignedNote.parse(note)) != nil
                let reason = isNote && !error.isForgery ? "no-checkpoint" : error.reason
                throw LogReview.Fault(
                    position: -1,
                    code: "kept-checkpoint",
                    params: ["reason": .string(reason)]
                )
            }
            checkpoint = unsigned
            isByKnownKey = false
            return
        }
        checkpoint = opened.checkpoint
        isByKnownKey = true
        let rightful = history.signers(ofSize: checkpoint.size)
        let signers = opened.signatures.map(\.key)
        guard
            signers.contains(where: rightful.contains)
                || log.map({ Self.isSignedBeforeLoss(opened, history, in: $0) }) ?? false
        else {
            // No entry is named that the log has not.
            let isBeyond = log.map { checkpoint.size > $0.head.size } ?? false
            throw LogReview.Fault(
                position: isBeyond ? -1 : checkpoint.size - 1,
                code: "retired-key",
                params: ["vkey": .string(signers.first?.description ?? "")]
            )
        }
    }

    /// Whether a line under the note claims to be by one of these keys of a log, and is not.
    static func isForged(_ note: String, inNameOf keys: [VerifierKey]) -> Bool {
        do throws(CheckpointFailure) {
            _ = try Checkpoint.open(note, keys: keys)
            return false
        } catch {
            return error.isForgery
        }
    }

    /// Whether a key signed it whose last signature this log has not.
    ///
    /// Such a key may have signed more than this log has, up to where it handed over, but nothing of this log
    /// any more: that is somebody else with the lost key. So may one that handed over in this log, of entries
    /// that the log said before were lost.
    private static func isSignedBeforeLoss(
        _ opened: OpenedCheckpoint,
        _ history: KeyHistory,
        in log: any EntryLog
    ) -> Bool {
        let (checkpoint, size) = (opened.checkpoint, opened.checkpoint.size)
        let handovers = history.handovers(in: log)
        // Where entries or the tree can't be read, the review of the log says so.
        let recoveries = (try? Recovered.all(in: log)) ?? []
        let rightful =
            history.openEnded.filter {
                FollowedKey($0, over: handovers).keys(forSize: size).contains($0)
            } + history.signers(ofLostSize: size, by: recoveries)
        guard opened.signatures.contains(where: { rightful.contains($0.key) }) else { return false }
        let root = try? log.root(ofSize: size)
        return size > log.head.size || root != checkpoint.root
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
        let root = try log.root(ofSize: checkpoint.size)
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

    /// What the note says above its empty line, whoever signed that; nil if it is no checkpoint, or of more entries than
    /// a log can have.
    package static func said(by note: String) -> Checkpoint? {
        let text = note.firstRange(of: "\n\n").map { note[..<$0.lowerBound] + "\n" } ?? note
        guard let said = try? Checkpoint(text: text), said.size <= Checkpoint.sizeMax else {
            return nil
        }
        return said
    }
}

extension LogReview.Fault {
    /// Whether a signature on the kept checkpoint only claims to be by a key of the log: whoever spoils it must hide
    /// nothing else by that.
    var isOfSpoiltSignature: Bool {
        code == "kept-checkpoint" && params["reason"]?.string == "forged"
    }
}

extension [Checkpoint] {
    /// The first of them that speaks against the log, if it is one of them that does.
    func firstUnfit(_ code: String, _ params: [String: JSONValue]) -> Checkpoint? {
        switch code {
        case "truncated": first { $0.size > Int64(params["found"]?.integer ?? .max) }
        case "root":
            first {
                Int($0.size) == params["signed"]?.integer
                    && $0.root.hex == params["expected"]?.string
            }
        default: nil
        }
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
