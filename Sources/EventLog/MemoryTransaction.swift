import Audit

/// One work's transaction on an `InMemoryLog`: what it adds stands beside what is committed.
final class MemoryTransaction: LogTransaction {
    /// An entry that the work appended, and the position whose bytes it takes away.
    struct Addition: Sendable {
        let entry: KeptEntry
        let redacts: Int64?
    }

    /// What the work has appended, in order.
    private(set) var added: [Addition] = []
    /// The refused append that ends the work.
    private(set) var failure: LogFailure?

    private let store: MemoryStore
    private let path: String
    // Nobody else commits while the work runs.
    private let committedSize: Int64

    init(_ store: MemoryStore, path: String) {
        self.store = store
        self.path = path
        committedSize = store.ask(\.frontier.size)
    }

    var size: Int64 { committedSize + Int64(added.count) }

    func entries(ofSubject subject: String) throws -> [KeptEntry] {
        all(store.ask { $0.entries(ofSubject: subject) }) { $0.subject == subject }
    }

    func leaves(ofSubject subject: String) throws -> [TreeHash]? {
        let kept = try entries(ofSubject: subject)
        return kept.contains { $0.bytes == nil } ? nil : kept.map(\.leaf)
    }

    func entry(at position: Int64) throws -> KeptEntry? {
        all(store.ask { $0.entry(at: position) }.map { [$0] } ?? []) { $0.position == position }
            .first
    }

    func redaction(of position: Int64) throws -> KeptEntry? {
        let own = added.first { $0.redacts == position }?.entry
        return own ?? store.ask { $0.redaction(of: position) }
    }

    func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        all(store.ask { $0.entries(ofCommand: command) }) { $0.command == command }
            .sorted { $0.part < $1.part }
    }

    func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        all(store.ask { $0.engineEntries(ofTypes: types) }) {
            $0.subject == nil && types.contains($0.type)
        }
    }

    func lastSubject(withPrefix prefix: String) throws -> String? {
        let subjects = store.ask(\.subjects) + added.compactMap(\.entry.subject)
        return
            subjects
            .filter { $0.hasPrefix(prefix) && $0.utf8.count > prefix.utf8.count }
            .max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }

    @discardableResult
    func append(_ entry: NewEntry) throws -> Int64 {
        if let broken = try brokenRule(of: entry) {
            let failure = LogFailure(.refused, path: path, cause: broken)
            self.failure = failure
            throw failure
        }
        let position = size
        added.append(
            Addition(
                entry: KeptEntry(entry, at: position, leaf: entry.leaf),
                redacts: entry.redacts
            )
        )
        return position
    }

    // The committed and the added entries that match, those that this work redacts without bytes.
    private func all(
        _ committed: [KeptEntry],
        added matches: (KeptEntry) -> Bool
    ) -> [KeptEntry] {
        let redacted = Set(added.compactMap(\.redacts))
        return (committed + added.map(\.entry).filter(matches)).map { entry in
            redacted.contains(entry.position) ? entry.redacted : entry
        }
    }
}

// The rules that the tables and triggers of `log.db` keep.
extension MemoryTransaction {
    private func brokenRule(of entry: NewEntry) throws -> String? {
        if !(1...NewEntry.byteCountMax).contains(entry.bytes.count) { return "the bytes" }
        if !(1...255).contains(entry.type.unicodeScalars.count) { return "the type" }
        if entry.part < 1 { return "the part" }
        if try entries(ofCommand: entry.command).contains(where: { $0.part == entry.part }) {
            return "this part of its command is kept already"
        }
        if try !isNextOfItsSubject(entry) { return "the subject or its version" }
        if let position = entry.redacts, try !canRedact(position, by: entry) {
            return "the redaction"
        }
        return nil
    }

    private func isNextOfItsSubject(_ entry: NewEntry) throws -> Bool {
        guard let subject = entry.subject else { return entry.subjectVersion == nil }
        let isASCII = subject.utf8.allSatisfy { $0 < 0x80 }
        guard isASCII, (1...64).contains(subject.utf8.count) else { return false }
        return try entry.subjectVersion == entries(ofSubject: subject).count + 1
    }

    private func canRedact(_ position: Int64, by entry: NewEntry) throws -> Bool {
        try entry.type == NewEntry.redactionType && self.entry(at: position)?.bytes != nil
    }
}
