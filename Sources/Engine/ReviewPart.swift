import Audit
import Calendars
import Crypto
import Entries
import EventLog
import Glibc
import Workflows

/// Consecutive entries of a log, looked at apart from the rest.
///
/// Whatever needs what came before is noted for `ReviewJoint`, which puts the parts together.
struct ReviewPart: Sendable {
    /// The tree over the entries so far.
    private(set) var tree: LogPart
    /// The first position that was there.
    private(set) var firstFound: Int64?
    /// The versions of each agreement that has entries here.
    private(set) var versions: [String: Versions] = [:]
    /// The first entry whose time is known, with that time.
    private(set) var firstRecorded: (position: Int64, time: Timestamp)?
    private(set) var lastRecorded: Timestamp?
    /// The entries whose bytes are gone.
    private(set) var gone: [KeptEntry] = []
    /// The entries that say why bytes are gone.
    private(set) var redactions: [Entry] = []
    /// The entries of agreements that name documents.
    private(set) var documents: [Int64] = []
    /// What the indexes have to lead to here.
    private(set) var indexed = IndexSums()
    /// The first thing wrong that shows without what came before; nothing behind it was looked at.
    private(set) var finding: ReviewFinding?

    /// What every entry's `source` has to be.
    private let source: String
    private let sourceBytes: [UInt8]

    /// The first and the last version of an agreement in one part, without a gap between them.
    struct Versions: Sendable {
        let first: Int
        /// The position of the first.
        let position: Int64
        private(set) var last: Int

        init(first: Int, at position: Int64) {
            self.first = first
            self.position = position
            last = first - 1
        }

        /// Takes the next one; false if it is another.
        mutating func take(_ version: Int) -> Bool {
            guard version == last + 1 else { return false }
            last = version
            return true
        }
    }

    init(start: Int64, keptSizes: [Int64], source: String) {
        tree = LogPart(start: start, keptSizes: keptSizes)
        self.source = source
        sourceBytes = Array(source.utf8)
    }

    /// Reads these entries, up to the first thing wrong.
    mutating func read(_ positions: Range<Int64>, of log: any EntryLog) throws {
        var next = positions.lowerBound
        var isCareful = false
        while next < positions.upperBound, finding == nil {
            do {
                let end = isCareful ? next + 1 : positions.upperBound
                try log.lend(next..<end) { entry in
                    next = entry.position + 1
                    return take(entry)
                }
                // Rows that are missing show at the next one that is there.
                next = max(next, end)
                isCareful = false
            } catch let failure as LogFailure where failure.isDamage {
                // Where the file can't be read, goes entry by entry so that the first one is named.
                guard isCareful else {
                    isCareful = true
                    continue
                }
                let fault = LogReview.Fault(
                    position: next,
                    code: "unreadable",
                    params: ["cause": .string(failure.cause)]
                )
                finding = ReviewFinding(position: next, step: .leaf, fault: fault)
            }
        }
        try checkNodes(of: log)
    }

    /// Takes the next entry; false if something is wrong with it.
    private mutating func take(_ entry: LentEntry) -> Bool {
        firstFound = firstFound ?? entry.position
        indexed.add(entry)
        do {
            try tree.add(
                position: entry.position,
                computedLeaf: entry.bytes.map {
                    MerkleTree.leafHash(raw: UnsafeRawBufferPointer($0))
                },
                storedLeaf: entry.leaf
            )
        } catch {
            let expected = tree.start + tree.count
            finding = ReviewFinding(position: expected, step: .leaf, fault: .init(error))
            return false
        }
        guard takeVersion(of: entry) else { return false }
        guard let bytes = entry.bytes else {
            gone.append(entry.kept)
            return true
        }
        if let head = plainHead(of: entry, bytes) {
            takeDocuments(in: UnsafeBufferPointer(rebasing: bytes[head.data]), of: entry)
            takeTime(head.recorded, at: entry.position)
            return true
        }
        takeDocuments(in: bytes, of: entry)
        return takeDecoded(entry.kept, Array(bytes))
    }

    private mutating func takeDocuments(
        in bytes: UnsafeBufferPointer<UInt8>,
        of entry: LentEntry
    ) {
        guard entry.subject != nil, RecordedDocument.mayBeNamed(in: bytes) else { return }
        documents.append(entry.position)
    }

    private mutating func takeVersion(of entry: LentEntry) -> Bool {
        guard let subject = entry.subject else { return true }
        let id = String(decoding: subject, as: UTF8.self)
        let version = entry.subjectVersion ?? 0
        let begun = Versions(first: version, at: entry.position)
        guard versions[id, default: begun].take(version) else {
            let expected = (versions[id]?.last ?? 0) + 1
            finding = ReviewFinding(
                position: entry.position,
                step: .version,
                fault: .version(
                    of: id,
                    at: entry.position,
                    expected: expected,
                    found: version
                )
            )
            return false
        }
        return true
    }

    private mutating func takeTime(_ time: Timestamp, at position: Int64) {
        firstRecorded = firstRecorded ?? (position, time)
        lastRecorded = time
    }
}

// MARK: - The short way

extension ReviewPart {
    /// What the entry says beside its data, if its bytes are canonical and nothing is wrong with them.
    ///
    /// Nil for all else, which the long way names; also for an entry that redacts another.
    private func plainHead(
        of entry: LentEntry,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> EntryHead? {
        guard let head = EntryHead(bytes.span), entry.agrees(with: head, bytes),
            sourceBytes.withUnsafeBufferPointer({ bytes.has($0, in: head.source) }),
            head.recorded >= lastRecorded ?? .earliest,
            !Self.redacted.withUnsafeBufferPointer({ bytes.has($0, in: head.type) })
        else { return nil }
        return head
    }

    private static let redacted = Array(EngineEvent.redacted.rawValue.utf8)
}

extension LentEntry {
    /// Whether the index columns say what the bytes say.
    fileprivate func agrees(with head: EntryHead, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let isOfSubject =
            switch (head.subject, subject) {
            case (nil, nil): true
            case (let said?, let kept?): bytes.has(kept, in: said)
            default: false
            }
        return isOfSubject && head.position == position && head.subjectVersion == subjectVersion
            && head.part == part && bytes.has(type, in: head.type)
            && agreesInCommand(with: head, bytes)
    }

    private func agreesInCommand(
        with head: EntryHead,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let id = UnsafeBufferPointer(rebasing: bytes[head.commandID])
        let digest =
            if let user = head.user {
                CommandKey.digest(actor: UnsafeBufferPointer(rebasing: bytes[user.id]), id: id)
            } else {
                Self.system.withUnsafeBufferPointer { CommandKey.digest(actor: $0, id: id) }
            }
        return digest.withUnsafeBytes { digest in
            command.has(digest, from: 0, count: CommandKey.byteCount)
        }
    }

    private static let system = Array(Actor.system.name.utf8)
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether these bytes stand in `range`; one comparison, where comparing elements takes a step for each.
    fileprivate func has(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Bool {
        bytes.count == range.count
            && has(UnsafeRawBufferPointer(bytes), from: range.lowerBound, count: range.count)
    }

    /// Whether the first `count` of `bytes` stand here from `start` on.
    fileprivate func has(_ bytes: UnsafeRawBufferPointer, from start: Int, count: Int) -> Bool {
        guard let base = baseAddress, let other = bytes.baseAddress else { return count == 0 }
        return memcmp(base + start, other, count) == 0
    }
}

// MARK: - The long way

extension ReviewPart {
    /// Decodes strictly and names what is wrong; false if something is.
    private mutating func takeDecoded(_ kept: KeptEntry, _ bytes: [UInt8]) -> Bool {
        do throws(LogReview.Fault) {
            let entry = try checked(kept, bytes)
            takeTime(entry.recorded, at: entry.position)
            if entry.redacts != nil { redactions.append(entry) }
            return true
        } catch {
            finding = ReviewFinding(position: kept.position, step: .bytes, fault: error)
            return false
        }
    }

    private func checked(
        _ kept: KeptEntry,
        _ bytes: [UInt8]
    ) throws(LogReview.Fault) -> Entry {
        let entry: Entry
        do {
            entry = try Entry(bytes: bytes, strictly: true)
        } catch {
            throw LogReview.Fault(
                position: kept.position,
                code: "entry-bytes",
                params: error.params
            )
        }
        let columns = entry.columnsDiffering(from: kept)
        guard columns.isEmpty else {
            throw LogReview.Fault(
                position: kept.position,
                code: "index-columns",
                params: ["columns": .array(columns.map(JSONValue.string))]
            )
        }
        guard entry.source == source else {
            throw LogReview.Fault(
                position: kept.position,
                code: "origin",
                params: ["expected": .string(source), "found": .string(entry.source)]
            )
        }
        if let lastRecorded, entry.recorded < lastRecorded {
            throw .recordedTime(entry.recorded, before: lastRecorded, at: kept.position)
        }
        return entry
    }
}

extension LogReview.Fault {
    /// A time of recording before that of an earlier entry.
    static func recordedTime(
        _ found: Timestamp,
        before: Timestamp,
        at position: Int64
    ) -> LogReview.Fault {
        LogReview.Fault(
            position: position,
            code: "recorded-time",
            params: ["found": .string(found.utc), "before": .string(before.utc)]
        )
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

// MARK: - The tree

extension ReviewPart {
    /// Compares the nodes inside this part with those that the store has.
    private mutating func checkNodes(of log: any EntryLog) throws {
        for (offset, hashes) in tree.nodes.enumerated() {
            let level = offset + 1
            let first = tree.start >> Int64(level)
            let kept = try log.keptNodes(level: level, indexes: first..<first + Int64(hashes.count))
            guard let wrong = hashes.indices.first(where: { kept[$0] != hashes[$0] }) else {
                continue
            }
            let node = TreeNode(level: level, index: first + Int64(wrong), hash: hashes[wrong])
            // Of several at one entry the lowest is told.
            finding = min(finding ?? .node(node), .node(node))
        }
    }
}

extension ReviewFinding {
    /// A node that the store has otherwise, or not at all.
    static func node(_ node: TreeNode) -> ReviewFinding {
        ReviewFinding(
            position: node.lastPosition,
            step: .node,
            fault: .node(level: node.level, index: node.index, at: node.lastPosition)
        )
    }
}

extension EntryLog {
    /// Reads stored nodes; one that is missing or unreadable is damage, no failure to look.
    func keptNodes(level: Int, indexes: Range<Int64>) throws -> [TreeHash?] {
        do {
            return try nodes(level: level, indexes: indexes)
        } catch let failure as LogFailure where failure.isDamage {
            return Array(repeating: nil, count: indexes.count)
        }
    }
}

extension LogFailure {
    /// Whether the file itself is wrong, and not the way to it.
    var isDamage: Bool { [.damaged, .notADatabase].contains(code) }
}
