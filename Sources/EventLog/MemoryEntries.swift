import Audit
import Synchronization

/// What an `InMemoryLog` shares with the transaction of its writer.
final class MemoryStore: Sendable {
    private let entries = Mutex(MemoryEntries())

    /// Asks a question of the committed entries.
    func ask<Answer: Sendable>(_ question: (MemoryEntries) -> Answer) -> Answer {
        entries.withLock { question($0) }
    }

    /// Commits what a transaction added.
    func take(_ added: [MemoryTransaction.Addition]) {
        entries.withLock { $0.take(added) }
    }
}

/// The committed entries of an `InMemoryLog` and the ways to find them.
struct MemoryEntries {
    private struct Place: Hashable {
        let level: Int
        let index: Int64
    }

    private(set) var kept: [KeptEntry] = []
    private(set) var frontier = TreeFrontier()
    private var bySubject: [String: [Int]] = [:]
    private var byCommand: [CommandKey: [Int]] = [:]
    private(set) var redactedBy: [Int64: Int64] = [:]
    private var nodes: [Place: TreeHash] = [:]

    /// Every agreement's id, the shorter first.
    var subjects: [String] {
        bySubject.keys.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }

    func entries(after position: Int64, limit: Int) -> [KeptEntry] {
        let start = Int(clamping: max(position, -1) + 1)
        return Array(kept.dropFirst(start).prefix(max(limit, 0)))
    }

    func entries(ofSubject subject: String) -> [KeptEntry] {
        (bySubject[subject] ?? []).map { kept[$0] }
    }

    func entry(at position: Int64) -> KeptEntry? {
        kept.indices.contains(Int(clamping: position)) ? kept[Int(position)] : nil
    }

    func entries(ofCommand command: CommandKey) -> [KeptEntry] {
        (byCommand[command] ?? []).map { kept[$0] }.sorted { $0.part < $1.part }
    }

    func redaction(of position: Int64) -> KeptEntry? {
        redactedBy[position].flatMap { entry(at: $0) }
    }

    func engineEntries(ofTypes types: [String]) -> [KeptEntry] {
        kept.filter { $0.subject == nil && types.contains($0.type) }
    }

    func node(level: Int, index: Int64) -> TreeHash? {
        level == 0 ? entry(at: index)?.leaf : nodes[Place(level: level, index: index)]
    }

    mutating func take(_ added: [MemoryTransaction.Addition]) {
        for addition in added {
            let entry = addition.entry
            kept.append(entry)
            byCommand[entry.command, default: []].append(kept.count - 1)
            if let subject = entry.subject {
                bySubject[subject, default: []].append(kept.count - 1)
            }
            for node in frontier.append(entry.leaf) {
                nodes[Place(level: node.level, index: node.index)] = node.hash
            }
            if let redacted = addition.redacts {
                kept[Int(redacted)] = kept[Int(redacted)].redacted
                redactedBy[redacted] = entry.position
            }
        }
    }
}
