package import Audit
import Calendars
import Entries
package import EventLog
import Workflows

/// Re-reads a whole log: every stored byte, every index column, every node, every order.
///
/// Reads the log as it is when it begins; entries that come meanwhile are left for the next time.
package struct LogReview {
    private let log: any EntryLog
    private let origin: String
    private var verifier: LogVerifier
    private var versions: [String: Int] = [:]
    /// The entries without bytes that no later entry has restated yet.
    private var unexplained: [Int64: KeptEntry] = [:]
    private var lastRecorded: Timestamp?

    /// What a review found whole.
    package struct Outcome: Sendable {
        package var whole: WholeLog
        package var agreements: Int
    }

    /// The first thing wrong, and at which position; -1 if it concerns the log as a whole.
    package struct Fault: Error, Sendable {
        package var position: Int64
        package var code: String
        package var detail: String

        package init(position: Int64, code: String, detail: String) {
            self.position = position
            self.code = code
            self.detail = detail
        }
    }

    /// `kept` are checkpoints of this log that somebody signed or kept before.
    package init(_ log: any EntryLog, origin: String, kept: [Checkpoint]) throws {
        self.log = log
        self.origin = origin
        do {
            verifier = try LogVerifier(origin: origin, kept: kept)
        } catch {
            throw Fault(error)
        }
    }

    /// Reads everything; throws `Fault` at the first thing wrong.
    package mutating func run() throws -> Outcome {
        let size = log.head.size
        while verifier.frontier.size < size {
            let limit = Int(min(1_000, size - verifier.frontier.size))
            let kept = try read(limit)
            guard !kept.isEmpty else { break }
            for one in kept { try add(one) }
        }
        do {
            return Outcome(whole: try verifier.finish(), agreements: versions.count)
        } catch {
            throw Fault(error)
        }
    }

    /// Reads on; where the file can't be read, goes entry by entry so that the first one is named.
    private func read(_ limit: Int) throws -> [KeptEntry] {
        let next = verifier.frontier.size
        do {
            return try log.read(after: next - 1, limit: limit)
        } catch let failure as LogFailure where failure.isDamage {
            guard limit > 1 else {
                throw Fault(position: next, code: "unreadable", detail: failure.cause)
            }
            return try read(1)
        }
    }

    private mutating func add(_ kept: KeptEntry) throws {
        let completed: [TreeNode]
        do {
            completed = try verifier.add(
                position: kept.position,
                bytes: kept.bytes,
                storedLeaf: kept.leaf
            )
        } catch {
            throw Fault(error)
        }
        for node in completed where try !isKept(node) {
            throw Fault(
                position: kept.position,
                code: "tree-node",
                detail: "level \(node.level) index \(node.index)"
            )
        }
        if let subject = kept.subject {
            let expected = (versions[subject] ?? 0) + 1
            guard kept.subjectVersion == expected else {
                throw Fault(
                    position: kept.position,
                    code: "subject-version",
                    detail: "\(subject): \(kept.subjectVersion ?? 0), not \(expected)"
                )
            }
            versions[subject] = expected
        }
        if let bytes = kept.bytes {
            try check(bytes, kept)
        } else {
            unexplained[kept.position] = kept
        }
    }

    /// Whether the store has that node; one that is missing or unreadable is damage, no failure to look.
    private func isKept(_ node: TreeNode) throws -> Bool {
        do {
            return try log.node(level: node.level, index: node.index) == node.hash
        } catch let failure as LogFailure where failure.isDamage {
            return false
        }
    }

    private mutating func check(_ bytes: [UInt8], _ kept: KeptEntry) throws {
        let entry: Entry
        do {
            entry = try Entry(bytes: bytes, strictly: true)
        } catch {
            throw Fault(
                position: kept.position,
                code: "entry-bytes",
                detail: String(describing: error)
            )
        }
        let agrees =
            entry.position == kept.position && entry.type == kept.type
            && entry.subject?.agreement == kept.subject
            && entry.subject?.version == kept.subjectVersion && entry.command.part == kept.part
            && CommandKey(actor: entry.actor, id: entry.command.id) == kept.command
        guard agrees else {
            throw Fault(
                position: kept.position,
                code: "index-columns",
                detail: "differ from the bytes"
            )
        }
        guard entry.source == "https://" + origin else {
            throw Fault(position: kept.position, code: "origin", detail: entry.source)
        }
        if let lastRecorded, entry.recorded < lastRecorded {
            throw Fault(
                position: kept.position,
                code: "recorded-time",
                detail: "\(entry.recorded.utc) after \(lastRecorded.utc)"
            )
        }
        lastRecorded = entry.recorded
        if entry.type == EngineEvent.redacted.rawValue,
            let position = entry.data["position"]?.integer
        {
            // What was there stands in the restatement now, so that has to fit the columns.
            if let gone = unexplained.removeValue(forKey: Int64(position)) {
                guard entry.restatement(of: gone) != nil else {
                    throw Fault(
                        position: gone.position,
                        code: "restatement",
                        detail: "in entry \(kept.position)"
                    )
                }
            }
            verifier.explainRedaction(of: Int64(position))
        }
    }
}

extension LogReview.Fault {
    fileprivate init(_ fault: LogFault) {
        let (position, code): (Int64, String) =
            switch fault {
            case .gap(let expected, _): (expected, "positions")
            case .outOfOrder(let expected, _): (expected, "positions")
            case .leafMismatch(let position, _, _): (position, "leaf-hash")
            case .leafMissing(let position): (position, "leaf-missing")
            case .rootMismatch(_, _, _, let agreedSize): (agreedSize, "root")
            case .truncated(let size, _): (size, "truncated")
            case .unexplainedRedaction(let position): (position, "unexplained-redaction")
            case .foreignCheckpoint: (-1, "foreign-checkpoint")
            case .nothingToVerify: (-1, "nothing")
            default: (-1, "tree")
            }
        self.init(position: position, code: code, detail: String(describing: fault))
    }
}

extension LogFailure {
    /// Whether the file itself is wrong, and not the way to it.
    var isDamage: Bool { [.damaged, .notADatabase].contains(code) }
}
