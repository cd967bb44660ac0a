import Audit

@testable import EventLog

/// An error of a work's own.
struct Refusal: Error, Equatable {
    let reason: String
}

extension CommandKey {
    /// A key that differs from those of other numbers.
    static func number(_ number: Int) throws -> CommandKey {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 8))) }
        return try CommandKey(bytes: bytes).orThrow()
    }
}

extension NewEntry {
    /// An entry of the engine, the only one of its command unless told otherwise.
    static func engine(
        _ text: String,
        type: String = "DaemonStarted",
        command: Int,
        part: Int = 1,
        redacts: Int64? = nil
    ) throws -> NewEntry {
        NewEntry(
            bytes: Array(text.utf8),
            subject: nil,
            subjectVersion: nil,
            type: type,
            command: try .number(command),
            part: part,
            redacts: redacts
        )
    }

    /// An entry of an agreement.
    static func fact(
        _ text: String,
        of subject: String,
        version: Int,
        type: String = "NoteAdded",
        command: Int,
        part: Int = 1
    ) throws -> NewEntry {
        NewEntry(
            bytes: Array(text.utf8),
            subject: subject,
            subjectVersion: version,
            type: type,
            command: try .number(command),
            part: part
        )
    }
}

extension EntryLog {
    /// Appends entries as one work and returns their positions.
    @discardableResult
    func append(_ entries: NewEntry...) async throws -> [Int64] {
        try await append(entries)
    }

    @discardableResult
    func append(_ entries: [NewEntry]) async throws -> [Int64] {
        try await write { transaction in try entries.map { try transaction.append($0) } }
    }

    /// Every entry, read in small portions.
    func all(portion: Int = 7) throws -> [KeptEntry] {
        var entries: [KeptEntry] = []
        while true {
            let next = try read(after: entries.last?.position ?? -1, limit: portion)
            guard !next.isEmpty else { return entries }
            entries += next
        }
    }
}

/// Returns the code of the failure that `body` ends in, or nil if it does not end in one.
func failure(of body: () async throws -> Void) async throws -> LogFailure.Code? {
    do {
        try await body()
        return nil
    } catch let failure as LogFailure {
        return failure.code
    }
}

/// Returns the frontier over the leaves of `entries`, and what each of its nodes should be.
func tree(over leaves: [TreeHash]) -> (frontier: TreeFrontier, nodes: [TreeNode]) {
    var frontier = TreeFrontier()
    let nodes = leaves.flatMap { frontier.append($0) }
    return (frontier, nodes)
}
