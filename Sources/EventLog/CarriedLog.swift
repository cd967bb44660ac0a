package import Audit
import Synchronization

/// Entries that were carried away from a log, in memory and for reading only: all of them, or those
/// of one agreement with what it takes to read them.
///
/// Whoever makes one has held the entries against a signed checkpoint. Its head is that checkpoint's,
/// so positions may be missing.
package final class CarriedLog: EntryLog {
    /// What the checkpoint says.
    package let head: LogHead

    private let kept: [KeptEntry]
    private let redactedBy: [Int64: Int64]
    private let places: [Int64: Int]
    private let bySubject: [String: [Int]]
    private let path: String
    /// The interior nodes, level by level; none unless every entry is here.
    private let interior: [[TreeHash]]
    private let proofs: [Int64: InclusionProof]

    /// Takes over entries in the order of their positions; `path` names where they lay.
    ///
    /// `proofs` are those of the entries under `head`, which can't be made again where entries are
    /// missing; whoever hands them over has verified them.
    package init(
        _ kept: [KeptEntry],
        redactedBy: [Int64: Int64],
        proofs: [Int64: InclusionProof] = [:],
        head: LogHead,
        path: String
    ) {
        self.kept = kept
        self.redactedBy = redactedBy
        self.proofs = proofs
        self.head = head
        self.path = path
        places = Dictionary(kept.enumerated().map { ($1.position, $0) }) { _, last in last }
        bySubject = Dictionary(grouping: kept.indices.filter { kept[$0].subject != nil }) {
            kept[$0].subject ?? ""
        }
        var interior: [[TreeHash]] = []
        if Int64(kept.count) == head.size {
            var frontier = TreeFrontier()
            for entry in kept {
                for node in frontier.append(entry.leaf) {
                    if interior.count < node.level { interior.append([]) }
                    interior[node.level - 1].append(node.hash)
                }
            }
        }
        self.interior = interior
    }

    /// Never: what was carried away is not written to.
    package func write<Answer: Sendable>(
        _ work: @escaping @Sendable (any LogTransaction) throws -> Answer
    ) async throws -> Answer { throw LogFailure(.readOnly, path: path) }

    /// Returns up to `limit` entries after `position` that are here.
    package func read(after position: Int64, limit: Int) throws -> [KeptEntry] {
        var (low, high) = (0, kept.count)
        while low < high {
            let middle = (low + high) / 2
            if kept[middle].position <= position { low = middle + 1 } else { high = middle }
        }
        return Array(kept[low...].prefix(max(limit, 0)))
    }

    /// Lends copies of the entries that are here.
    package func lend(_ positions: Range<Int64>, to body: (LentEntry) -> Bool) throws {
        try lendRead(positions, to: body)
    }

    /// Returns one agreement's entries.
    package func entries(ofSubject subject: String) throws -> [KeptEntry] {
        (bySubject[subject] ?? []).map { kept[$0] }
    }

    /// Returns several agreements' entries.
    package func entries(
        ofSubjects subjects: [String],
        keepingPages: Bool
    ) throws -> [[KeptEntry]] {
        try subjects.map(entries(ofSubject:))
    }

    /// Returns what a command brought, as far as it is here; looks through everything.
    package func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        kept.filter { $0.command == command }.sorted { $0.part < $1.part }
    }

    /// Returns one entry; nil if it is not here.
    package func entry(at position: Int64) throws -> KeptEntry? {
        places[position].map { kept[$0] }
    }

    /// Returns the engine's own entries of these types, oldest first.
    package func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        kept.filter { $0.subject == nil && types.contains($0.type) }
    }

    /// Returns the entry that took the bytes at `position`, if one did.
    package func redaction(of position: Int64) throws -> KeptEntry? {
        try redactedBy[position].flatMap(entry(at:))
    }

    /// Returns which entry took the bytes of which, by the position of the latter.
    package func redactions() throws -> [Int64: Int64] { redactedBy }

    /// Returns every agreement's id, the shorter first.
    package func subjects() throws -> [String] {
        bySubject.keys.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }

    /// Returns the proof that came with the entry, or makes it where every entry is here.
    package func inclusion(of position: Int64, size: Int64) throws -> InclusionProof {
        if size == head.size, let proof = proofs[position] { return proof }
        return try .generate(index: position, size: size, from: nodes)
    }

    /// Returns a node's hash; throws `missing` for one that is not here.
    package func node(level: Int, index: Int64) throws -> TreeHash {
        if level == 0, let entry = try entry(at: index) { return entry.leaf }
        guard level > 0, interior.indices.contains(level - 1),
            interior[level - 1].indices.contains(Int(clamping: index))
        else { throw LogFailure.noNode(level: level, index: index, size: head.size, path: path) }
        return interior[level - 1][Int(index)]
    }

    /// Returns the nodes that are here; nil stands for the others.
    package func nodes(level: Int, indexes: Range<Int64>) throws -> [TreeHash?] {
        let here = interior.indices.contains(level - 1) ? interior[level - 1] : []
        return indexes.map { index in
            here.indices.contains(Int(clamping: index)) ? here[Int(index)] : nil
        }
    }

    /// Returns a stream of the one head there is.
    package func changes() -> AsyncStream<LogHead> {
        AsyncStream { continuation in
            continuation.yield(head)
            continuation.finish()
        }
    }

    /// Nothing is held open.
    package func close() async {}
}
