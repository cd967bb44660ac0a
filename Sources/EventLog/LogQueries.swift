import Audit
import Foundation
import GRDB

/// The questions that are asked of `log.db`, over one connection.
struct LogQueries {
    let database: Database
    let path: String
    /// Entries from this position on do not count: not committed, or not counted by the head yet.
    let size: Int64

    private static let columns =
        "e.position, e.bytes, e.leaf, e.subject, e.subjectversion, e.type, e.command, e.part"
    // Two by two, each entry looks for the other: SQLite comes to the number that follows the last one asked for
    // by the rows, and not as answers do.
    private static let searching = """
        SELECT \(columns), p.position FROM entry AS e
        LEFT JOIN entry AS p ON p.position = (e.position | 1) - (e.position & 1)
        WHERE e.position >= ? AND e.position < ? ORDER BY e.position
        """

    func entries(after position: Int64, limit: Int) throws -> [KeptEntry] {
        try entries(
            where: "position > ? AND position < ? ORDER BY position LIMIT ?",
            [position, size, limit]
        )
    }

    func entries(ofSubject subject: String, from position: Int64 = 0) throws -> [KeptEntry] {
        // The index has the position of each, so those before cost no page of the table.
        try entries(
            where: "subject = ? AND position >= ? AND position < ? ORDER BY subjectversion",
            [subject, position, size]
        )
    }

    /// Lets this connection keep the pages on which the entries of neighbouring agreements lie.
    ///
    /// Whoever reads many agreements one after another would otherwise read a page for nearly every entry.
    func keepPages() throws {
        try database.run("PRAGMA cache_size = -\(Self.keptKiB)")
    }

    /// 4,096 pages: what some two thousand agreements have recorded side by side.
    private static let keptKiB = 16_384

    /// Checks every entry's bytes where they lie, without copying them.
    func leaves(ofSubject subject: String) throws -> [TreeHash]? {
        try database.run(
            """
            SELECT position, bytes, leaf FROM entry WHERE subject = ? AND position < ?
            ORDER BY subjectversion
            """
        ) { run in
            try run.bind(subject)
            try run.bind(size)
            var leaves: [TreeHash] = []
            while try run.step() {
                let leaf = run.withBytes(at: 2) { $0.flatMap { TreeHash(bytes: $0) } }
                guard let leaf else {
                    throw LogFailure.malformed("leaf", at: run.number(at: 0), in: path)
                }
                let found = run.withBytes(at: 1) { $0.map { MerkleTree.leafHash(raw: $0) } }
                guard let found else { return nil }
                guard found == leaf else {
                    throw LogFailure.changedBytes(at: run.number(at: 0), in: path)
                }
                leaves.append(leaf)
            }
            return leaves
        }
    }

    func entry(at position: Int64) throws -> KeptEntry? {
        try entries(where: "position = ? AND position < ?", [position, size]).first
    }

    func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        // Most commands come once.
        guard try has(command) else { return [] }
        return try entries(
            where: "command = ? AND position < ? ORDER BY part",
            [Data(command.bytes), size]
        )
    }

    private func has(_ command: CommandKey) throws -> Bool {
        try database.run("SELECT 1 FROM entry WHERE command = ? AND position < ? LIMIT 1") { run in
            try command.bytes.withUnsafeBytes { try run.bind($0) }
            try run.bind(size)
            return try run.step()
        }
    }

    func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        let marks = types.map { _ in "?" }.joined(separator: ",")
        return try entries(
            where: "subject IS NULL AND type IN (\(marks)) AND position < ? ORDER BY position",
            StatementArguments(types) + [size]
        )
    }

    /// Looks at each length on its own, the longest first: within one length the order is that of
    /// the bytes, and the index `entry_first` answers with one step.
    func lastSubject(withPrefix prefix: String) throws -> String? {
        let longest = try database.cachedStatement(
            sql: """
                SELECT length(subject) FROM entry WHERE subjectversion = 1
                ORDER BY length(subject) DESC LIMIT 1
                """
        )
        // char(1114111) is the last code point there is: no text with the prefix comes after it.
        let last = try database.cachedStatement(sql: Self.lastSubjectOfLength)
        var length = try Int.fetchOne(longest) ?? 0
        while length > prefix.utf8.count {
            if let subject = try String.fetchOne(last, arguments: [prefix, prefix, length]) {
                return subject
            }
            length -= 1
        }
        return nil
    }

    static let lastSubjectOfLength = """
        SELECT subject FROM entry
        WHERE subjectversion = 1 AND subject > ? AND subject < ? || char(1114111)
            AND length(subject) = ?
        ORDER BY subject DESC LIMIT 1
        """

    /// Looks past `size` on purpose: see `RedactionSource`.
    func redaction(of position: Int64) throws -> KeptEntry? {
        try entries(
            where: "position = (SELECT redactedby FROM redaction WHERE redaction.position = ?)",
            [position]
        ).first
    }

    /// Looks past `size` as `redaction` does.
    func redactions() throws -> [Int64: Int64] {
        let statement = try database.cachedStatement(
            sql: "SELECT position, redactedby FROM redaction"
        )
        let rows = try Row.fetchAll(statement).map { row in
            (
                try row.decode(Int64.self, atIndex: 0), try row.decode(Int64.self, atIndex: 1)
            )
        }
        return Dictionary(rows) { _, last in last }
    }

    /// The index `entry_first` answers it: one row for each agreement.
    func subjects() throws -> [String] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT subject FROM entry WHERE subjectversion = 1 AND position < ?
                ORDER BY length(subject), subject
                """
        )
        return try String.fetchAll(statement, arguments: [size])
    }

    /// SQLite leaves the CHECK constraints out where it may not write (it does not even read them then):
    /// what they say of rows is the review's part.
    func structuralFault() throws -> String? {
        let found = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)")
        guard found == "ok" else { return found ?? "" }
        return try LogSchema.fault(in: database) ?? strayNodes()
    }

    /// Says how many nodes are there beside those of the tree; nil if none are.
    ///
    /// They answer nothing, but one that stands in the place of a later one keeps that from being written.
    private func strayNodes() throws -> String? {
        let kept = try Int64.fetchOne(database, sql: "SELECT count(*) FROM node") ?? 0
        // A tree of n leaves has as many complete nodes above them as n has halves, and halves of these.
        let own = size - Int64(size.nonzeroBitCount)
        return kept == own ? nil : "node: \(kept) rows, \(own) in the tree"
    }

    func node(level: Int, index: Int64) throws -> TreeHash {
        // Shifting by 63 or more would wrap or overflow; no tree is that high.
        guard (0..<63).contains(level), index >= 0, index < size >> Int64(level),
            let bytes = try nodeBytes(level: level, index: index)
        else { throw LogFailure.noNode(level: level, index: index, size: size, path: path) }
        guard let hash = TreeHash(bytes: bytes) else {
            throw LogFailure.malformed("node", at: index << Int64(level), in: path)
        }
        return hash
    }

    func nodes(level: Int, indexes: Range<Int64>) throws -> [TreeHash?] {
        var hashes = [TreeHash?](repeating: nil, count: indexes.count)
        var next = indexes.lowerBound
        try LentRows.each(
            of: "SELECT idx, hash FROM node WHERE level = ? AND idx >= ? AND idx < ?",
            [level, indexes.lowerBound, indexes.upperBound],
            in: database
        ) { row in
            // A damaged file may give what nobody asked for. A row behind a later one is read, but not found.
            guard let index = row.integer(at: 0), (next..<indexes.upperBound).contains(index),
                let bytes = row.blob(at: 1)
            else { return true }
            next = index + 1
            hashes[Int(index - indexes.lowerBound)] = TreeHash(bytes: UnsafeRawBufferPointer(bytes))
            return true
        }
        return hashes
    }

    private func nodeBytes(level: Int, index: Int64) throws -> Data? {
        guard level > 0 else {
            let leaf = try database.cachedStatement(
                sql: "SELECT leaf FROM entry WHERE position = ?"
            )
            return try Data.fetchOne(leaf, arguments: [index])
        }
        let node = try database.cachedStatement(
            sql: "SELECT hash FROM node WHERE level = ? AND idx = ?"
        )
        return try Data.fetchOne(node, arguments: [level, index])
    }

    /// Looks for each by its number as well: a wrong number in a page over theirs leaves all rows to be read,
    /// and some to be found by nobody.
    func lend(_ positions: Range<Int64>, to body: (LentEntry) -> Bool) throws {
        try LentRows.each(
            of: Self.searching,
            [positions.lowerBound, min(positions.upperBound, size)],
            in: database
        ) { row in body(try entry(row, isOtherFound: !row.isNull(at: 8))) }
    }

    private func entries(
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> [KeptEntry] {
        var entries: [KeptEntry] = []
        try lend(where: condition, arguments) { entry in
            entries.append(entry.kept)
            return true
        }
        return entries
    }

    func lend(
        where condition: String,
        _ arguments: StatementArguments,
        to body: (LentEntry) -> Bool
    ) throws {
        try LentRows.each(
            of: "SELECT \(Self.columns) FROM entry AS e WHERE \(condition)",
            arguments,
            in: database
        ) { row in body(try entry(row)) }
    }

    private func entry(_ row: LentRows, isOtherFound: Bool = true) throws -> LentEntry {
        guard let position = row.integer(at: 0) else {
            throw LogFailure(.damaged, path: path, cause: "malformed position")
        }
        func present<Value>(_ value: Value?, _ column: String) throws -> Value {
            guard let value else { throw LogFailure.malformed(column, at: position, in: path) }
            return value
        }
        let hash = try present(row.blob(at: 2), "leaf")
        let command = try present(row.blob(at: 6), "command")
        return LentEntry(
            position: position,
            bytes: try present(row.blobOrNull(at: 1), "bytes"),
            leaf: try present(TreeHash(bytes: UnsafeRawBufferPointer(hash)), "leaf"),
            subject: try present(row.textOrNull(at: 3), "subject"),
            subjectVersion: try present(row.numberOrNull(at: 4), "subjectversion").map { Int($0) },
            type: try present(row.text(at: 5), "type"),
            command: try present(
                command.count == CommandKey.byteCount ? command : nil,
                "command"
            ),
            part: Int(try present(row.integer(at: 7), "part")),
            unfound: isOtherFound || position ^ 1 >= size ? nil : position ^ 1
        )
    }
}

extension LogQueries {
    /// Reads how many entries a file holds.
    static func size(_ database: Database) throws -> Int64 {
        try database.run("SELECT coalesce(max(position), -1) + 1 FROM entry") { run in
            try run.step() ? run.number(at: 0) : 0
        }
    }

    /// Reads the tree's right edge, and makes sure that the newest entry is whole.
    ///
    /// The rest of the file is for `verify`: opening must not take longer as the log grows.
    static func frontier(_ database: Database, path: String) throws -> TreeFrontier {
        let size = try size(database)
        let queries = LogQueries(database: database, path: path, size: size)
        _ = try queries.entry(at: size - 1)?.intact(in: path)
        let subtrees = try TreeFrontier.nodes(ofSize: size).map { node in
            try queries.node(level: node.level, index: node.index)
        }
        guard let frontier = TreeFrontier(size: size, subtrees: subtrees) else {
            throw LogFailure.malformed("tree", at: size - 1, in: path)
        }
        return frontier
    }
}
