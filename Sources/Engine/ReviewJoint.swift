import Audit
import Calendars
import Entries
import EventLog

/// Where the parts of a review are put together, in the order of their positions.
///
/// Parts come in any order and wait here for those before them.
struct ReviewJoint: Sendable {
    private let log: any EntryLog
    private var verifier: LogVerifier
    private var versions: [String: Int] = [:]
    private var lastRecorded: Timestamp?
    /// The entries without bytes that no later entry has restated yet.
    private var unexplained: [Int64: KeptEntry] = [:]
    /// What the `Redacted` entries took away, each with the entry that did.
    private var takenBy: [Int64: Int64] = [:]
    /// The same of those that came while this was read.
    private var takenMeanwhile: [Int64: Int64] = [:]
    private var waiting: [Int: Result<ReviewPart, any Error>] = [:]
    private var joinedCount = 0
    /// How many parts were read, joined or not.
    private(set) var takenCount = 0
    private var documents: [Int64] = []
    private var indexed = IndexSums()
    /// What ended the review: a fault, or the failure to look.
    private(set) var failure: (any Error)?

    init(_ log: any EntryLog, _ verifier: LogVerifier) {
        self.log = log
        self.verifier = verifier
    }

    /// Takes a part, and joins it and those that waited for it to those before.
    mutating func take(_ part: Result<ReviewPart, any Error>, at index: Int) {
        takenCount += 1
        waiting[index] = part
        while failure == nil, let next = waiting.removeValue(forKey: joinedCount) {
            joinedCount += 1
            do {
                try join(try next.get())
            } catch {
                failure = error
            }
        }
    }

    /// Ends the review when every part is joined.
    mutating func finish(before size: Int64) throws -> LogReview.Outcome {
        if let failure { throw failure }
        try checkRedactions(before: size)
        do {
            return LogReview.Outcome(
                whole: try verifier.finish(),
                agreements: versions.count,
                documents: documents,
                redactedBy: takenBy.merging(takenMeanwhile) { first, _ in first },
                indexed: indexed
            )
        } catch {
            throw LogReview.Fault(error)
        }
    }

    /// Throws the first thing wrong, as somebody would meet it who read entry by entry.
    private mutating func join(_ part: ReviewPart) throws {
        guard let found = part.firstFound ?? part.finding?.position else { return }
        let expected = verifier.frontier.size
        guard part.tree.start == expected else {
            throw LogReview.Fault(.gap(expected: expected, found: found))
        }
        let findings = [
            part.finding, try joinTree(of: part), joinVersions(of: part), joinTimes(of: part),
            joinRedactions(of: part),
        ]
        if let first = findings.compactMap(\.self).min() { throw first.fault }
        documents += part.documents
        indexed += part.indexed
    }

    private mutating func joinTree(of part: ReviewPart) throws -> ReviewFinding? {
        let completed: [TreeNode]
        do throws(LogFault) {
            completed = try verifier.add(part.tree)
        } catch {
            guard case .rootMismatch(let size, _, _, _) = error else {
                throw LogReview.Fault(error)
            }
            return ReviewFinding(position: size - 1, step: .root, fault: .init(error))
        }
        for node in completed {
            let kept = try log.keptNodes(level: node.level, indexes: node.index..<node.index + 1)
            guard kept == [node.hash] else { return .node(node) }
        }
        return nil
    }

    private mutating func joinVersions(of part: ReviewPart) -> ReviewFinding? {
        var first: ReviewFinding?
        for (agreement, found) in part.versions {
            let expected = (versions.updateValue(found.last, forKey: agreement) ?? 0) + 1
            guard found.first != expected else { continue }
            let finding = ReviewFinding(
                position: found.position,
                step: .version,
                fault: .version(
                    of: agreement,
                    at: found.position,
                    expected: expected,
                    found: found.first
                )
            )
            first = min(first ?? finding, finding)
        }
        return first
    }

    private mutating func joinTimes(of part: ReviewPart) -> ReviewFinding? {
        defer { lastRecorded = part.lastRecorded ?? lastRecorded }
        guard let lastRecorded, let (position, time) = part.firstRecorded, time < lastRecorded
        else { return nil }
        return ReviewFinding(
            position: position,
            step: .bytes,
            fault: .recordedTime(time, before: lastRecorded, at: position)
        )
    }
}

// MARK: - Redactions

extension ReviewJoint {
    private mutating func joinRedactions(of part: ReviewPart) -> ReviewFinding? {
        for kept in part.gone { unexplained[kept.position] = kept }
        for entry in part.redactions {
            guard let position = entry.redacts else { continue }
            do throws(LogReview.Fault) {
                try check(entry, redacting: position)
            } catch {
                return ReviewFinding(position: entry.position, step: .redaction, fault: error)
            }
        }
        return nil
    }

    /// Checks that a `Redacted` entry took away what it names, once, and left what fits in its place.
    private mutating func check(
        _ entry: Entry,
        redacting position: Int64
    ) throws(LogReview.Fault) {
        let by: [String: JSONValue] = ["by": .integer(Int(entry.position))]
        guard position < entry.position,
            takenBy.updateValue(entry.position, forKey: position) == nil
        else {
            throw LogReview.Fault(position: entry.position, code: "redaction", params: by)
        }
        guard let gone = unexplained.removeValue(forKey: position) else {
            // Somebody put the bytes back: what was taken away for good is there again.
            throw LogReview.Fault(position: position, code: "redacted-bytes", params: by)
        }
        // What was there stands in the restatement now, so that has to fit the columns.
        guard entry.restatement(of: gone) != nil else {
            throw LogReview.Fault(position: position, code: "restatement", params: by)
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
                throw LogReview.Fault(
                    position: position,
                    code: "restatement",
                    params: ["by": .integer(Int(by))]
                )
            }
            verifier.explainRedaction(of: position)
            takenMeanwhile[position] = by
        }
        let wrong = Set(kept.keys).union(takenBy.keys)
            .filter { kept[$0] != takenBy[$0] }.min()
        guard let wrong else { return }
        var params: [String: JSONValue] = [:]
        params["expected"] = takenBy[wrong].map { .integer(Int($0)) }
        params["found"] = kept[wrong].map { .integer(Int($0)) }
        throw LogReview.Fault(position: wrong, code: "redaction-table", params: params)
    }
}
