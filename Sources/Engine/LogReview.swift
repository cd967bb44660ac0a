package import Audit
import Calendars
import Dispatch
import Entries
package import EventLog
import Synchronization
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
    /// The nodes completed by the batch at hand, each with the position that completed it.
    private var completedNodes: [(node: TreeNode, position: Int64)] = []

    /// Entries that are read in one go: some megabytes.
    private static let batchMax: Int64 = 4_096
    /// Entries that one processor decodes in one go.
    private static let partMax = 256

    /// What a review found whole.
    package struct Outcome: Sendable {
        /// Size and root that were worked out anew, and the checkpoints that agree.
        package var whole: WholeLog
        /// How many agreements have entries.
        package var agreements: Int
    }

    /// The first thing wrong, and at which position; -1 if it concerns the log as a whole.
    package struct Fault: Error, Sendable {
        /// Where it is wrong; -1 if no single entry is to blame.
        package var position: Int64
        /// A stable word such as `tree-node` or `recorded-time`, which the client puts into a
        /// sentence.
        package var code: String
        /// The particulars in English, for whoever repairs it.
        package var detail: String

        /// Describes what is wrong first; a review stops there.
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
            let limit = Int(min(Self.batchMax, size - verifier.frontier.size))
            let kept = try read(limit)
            guard !kept.isEmpty else { break }
            let readings = Self.readings(of: kept)
            do {
                for (one, reading) in zip(kept, readings) { try add(one, reading) }
            } catch {
                // The nodes before it were completed by earlier positions: the first fault is named.
                try checkNodes()
                throw error
            }
            try checkNodes()
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

    private mutating func add(
        _ kept: KeptEntry,
        _ reading: Result<Entry, EntryFault>?
    ) throws {
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
        completedNodes += completed.map { ($0, kept.position) }
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
        if let reading {
            try check(reading, kept)
        } else {
            unexplained[kept.position] = kept
        }
    }

    /// Compares the nodes that were completed since the last call with those that the store has; one
    /// that is missing or unreadable is damage, no failure to look.
    private mutating func checkNodes() throws {
        defer { completedNodes = [] }
        var kept: [Int: [Int64: TreeHash]] = [:]
        for (level, nodes) in Dictionary(grouping: completedNodes, by: \.node.level) {
            let indexes = nodes.map(\.node.index)
            guard let first = indexes.min(), let last = indexes.max() else { continue }
            do {
                kept[level] = try log.nodes(level: level, indexes: first..<last + 1)
            } catch let failure as LogFailure where failure.isDamage {
                kept[level] = [:]
            }
        }
        let wrong = completedNodes.first { kept[$0.node.level]?[$0.node.index] != $0.node.hash }
        guard let wrong else { return }
        throw Fault(
            position: wrong.position,
            code: "tree-node",
            detail: "level \(wrong.node.level) index \(wrong.node.index)"
        )
    }

    /// Decodes a batch on all processors; nil stands for an entry without bytes.
    private static func readings(of kept: [KeptEntry]) -> [Result<Entry, EntryFault>?] {
        let parts = (kept.count + partMax - 1) / partMax
        let readings = Mutex([Result<Entry, EntryFault>?](repeating: nil, count: kept.count))
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let range = part * partMax..<min((part + 1) * partMax, kept.count)
            let read = kept[range].map { one in one.bytes.map(Self.reading) }
            readings.withLock { $0.replaceSubrange(range, with: read) }
        }
        return readings.withLock { $0 }
    }

    private static func reading(_ bytes: [UInt8]) -> Result<Entry, EntryFault> {
        Result { () throws(EntryFault) in try Entry(bytes: bytes, strictly: true) }
    }

    private mutating func check(
        _ reading: Result<Entry, EntryFault>,
        _ kept: KeptEntry
    ) throws {
        let entry: Entry
        do {
            entry = try reading.get()
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
