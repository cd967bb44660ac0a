package import Audit
import Calendars
import Dispatch
package import Entries
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
    /// What the `Redacted` entries took away, each with the entry that did.
    private var takenBy: [Int64: Int64] = [:]
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
        /// The particulars by code, without a language.
        package var params: [String: JSONValue]

        /// Describes what is wrong first; a review stops there.
        package init(position: Int64, code: String, params: [String: JSONValue] = [:]) {
            self.position = position
            self.code = code
            self.params = params
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
        try checkRedactions(before: size)
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
                throw Fault(
                    position: next,
                    code: "unreadable",
                    params: ["cause": .string(failure.cause)]
                )
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
                    params: [
                        "agreement": .string(subject), "expected": .integer(expected),
                        "found": .integer(kept.subjectVersion ?? 0),
                    ]
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
            params: [
                "level": .integer(wrong.node.level), "index": .integer(Int(wrong.node.index)),
            ]
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
            throw Fault(position: kept.position, code: "entry-bytes", params: error.params)
        }
        let columns = entry.columnsDiffering(from: kept)
        guard columns.isEmpty else {
            throw Fault(
                position: kept.position,
                code: "index-columns",
                params: ["columns": .array(columns.map(JSONValue.string))]
            )
        }
        guard entry.source == "https://" + origin else {
            throw Fault(
                position: kept.position,
                code: "origin",
                params: [
                    "expected": .string("https://" + origin), "found": .string(entry.source),
                ]
            )
        }
        if let lastRecorded, entry.recorded < lastRecorded {
            throw Fault(
                position: kept.position,
                code: "recorded-time",
                params: [
                    "found": .string(entry.recorded.utc), "before": .string(lastRecorded.utc),
                ]
            )
        }
        lastRecorded = entry.recorded
        if let position = entry.redacts { try check(entry, redacting: position) }
    }

    /// Checks that a `Redacted` entry took away what it names, once, and left what fits in its place.
    private mutating func check(_ entry: Entry, redacting position: Int64) throws {
        let by: [String: JSONValue] = ["by": .integer(Int(entry.position))]
        guard position < entry.position,
            takenBy.updateValue(entry.position, forKey: position) == nil
        else { throw Fault(position: entry.position, code: "redaction", params: by) }
        guard let gone = unexplained.removeValue(forKey: position) else {
            // Somebody put the bytes back: what was taken away for good is there again.
            throw Fault(position: position, code: "redacted-bytes", params: by)
        }
        // What was there stands in the restatement now, so that has to fit the columns.
        guard entry.restatement(of: gone) != nil else {
            throw Fault(position: position, code: "restatement", params: by)
        }
        verifier.explainRedaction(of: position)
    }

    /// Holds the table that leads from lost bytes to their `Redacted` entry against those entries.
    ///
    /// Read last: an entry that came while we read explains bytes that we no longer found.
    private mutating func checkRedactions(before size: Int64) throws {
        var kept = try log.redactions()
        for (position, by) in kept where by >= size {
            kept[position] = nil
            guard let gone = unexplained[position], let cause = try log.redaction(of: position)
            else { continue }
            guard try HistoryReader.entry(cause, in: log).restatement(of: gone) != nil else {
                throw Fault(
                    position: position,
                    code: "restatement",
                    params: ["by": .integer(Int(by))]
                )
            }
            verifier.explainRedaction(of: position)
        }
        let wrong = Set(kept.keys).union(takenBy.keys)
            .filter { kept[$0] != takenBy[$0] }.min()
        guard let wrong else { return }
        var params: [String: JSONValue] = [:]
        params["expected"] = takenBy[wrong].map { .integer(Int($0)) }
        params["found"] = kept[wrong].map { .integer(Int($0)) }
        throw Fault(position: wrong, code: "redaction-table", params: params)
    }
}

extension Entry {
    /// The index columns that say something else than the bytes.
    fileprivate func columnsDiffering(from kept: KeptEntry) -> [String] {
        let agreeing = [
            ("position", position == kept.position), ("type", type == kept.type),
            ("subject", subject?.agreement == kept.subject),
            ("subjectversion", subject?.version == kept.subjectVersion),
            ("part", command.part == kept.part),
            ("command", CommandKey(actor: actor, id: command.id) == kept.command),
        ]
        return agreeing.filter { !$0.1 }.map(\.0)
    }
}

extension EntryFault {
    /// The particulars of a fault in the bytes.
    fileprivate var params: [String: JSONValue] {
        switch self {
        case .malformed(let cause): ["reason": "malformed", "cause": .string(cause)]
        case .member(let member, let found):
            ["reason": "member", "member": .string(member), "found": .string(found)]
        case .notCanonical: ["reason": "not-canonical"]
        case .tooLong(let bytes, let limit):
            ["reason": "too-long", "bytes": .integer(bytes), "limit": .integer(limit)]
        }
    }
}

extension LogReview.Fault {
    fileprivate init(_ fault: LogFault) {
        switch fault {
        case .gap(let expected, let found), .outOfOrder(let expected, let found):
            self.init(
                position: expected,
                code: "positions",
                params: ["expected": .integer(Int(expected)), "found": .integer(Int(found))]
            )
        case .leafMismatch(let position, let stored, let computed):
            self.init(
                position: position,
                code: "leaf-hash",
                params: ["expected": .string(stored.hex), "found": .string(computed.hex)]
            )
        case .leafMissing(let position): self.init(position: position, code: "leaf-missing")
        case .rootMismatch(let size, let committed, let computed, let agreedSize):
            self.init(
                position: agreedSize,
                code: "root",
                params: [
                    "signed": .integer(Int(size)), "expected": .string(committed.hex),
                    "found": .string(computed.hex),
                ]
            )
        case .truncated(let size, let committedSize):
            self.init(position: size, code: "truncated", signed: committedSize, of: size)
        case .unexplainedRedaction(let position):
            self.init(position: position, code: "unexplained-redaction")
        case .foreignCheckpoint(let checkpoint):
            self.init(
                position: -1,
                code: "foreign-checkpoint",
                params: ["found": .string(checkpoint.origin)]
            )
        case .nothingToVerify: self.init(position: -1, code: "nothing")
        case .uncommitted(let size, let committedSize):
            self.init(position: committedSize, code: "tree", signed: committedSize, of: size)
        }
    }

    private init(position: Int64, code: String, signed: Int64, of size: Int64) {
        self.init(
            position: position,
            code: code,
            params: ["signed": .integer(Int(signed)), "found": .integer(Int(size))]
        )
    }
}

extension LogFailure {
    /// Whether the file itself is wrong, and not the way to it.
    var isDamage: Bool { [.damaged, .notADatabase].contains(code) }
}
