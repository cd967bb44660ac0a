import Audit
import GRDB

/// One batch's transaction, lent to its works one after another.
final class SQLiteTransaction: LogTransaction {
    private let database: Database
    private let path: String
    // Why the file was opened for reading only, if it was: it says more than a refused write.
    private let writeFailure: LogFailure?
    private(set) var frontier: TreeFrontier
    /// The trouble that ends the whole batch.
    private(set) var batchFailure: LogFailure?
    /// Whether a work took bytes away; it stays true even if that work was rolled back.
    private(set) var hasRedacted = false
    /// The refused append that ends the present work.
    private(set) var workFailure: LogFailure?

    init(
        _ database: Database,
        path: String,
        frontier: TreeFrontier,
        writeFailure: LogFailure?
    ) {
        self.database = database
        self.path = path
        self.frontier = frontier
        self.writeFailure = writeFailure
    }

    var size: Int64 { frontier.size }

    func entries(ofSubject subject: String) throws -> [KeptEntry] {
        try reading { try $0.entries(ofSubject: subject) }
    }

    func leaves(ofSubject subject: String) throws -> [TreeHash]? {
        try asking { try $0.leaves(ofSubject: subject) }
    }

    func entry(at position: Int64) throws -> KeptEntry? {
        try reading { queries in try queries.entry(at: position).map { [$0] } ?? [] }.first
    }

    func redaction(of position: Int64) throws -> KeptEntry? {
        try reading { queries in try queries.redaction(of: position).map { [$0] } ?? [] }.first
    }

    func entries(ofCommand command: CommandKey) throws -> [KeptEntry] {
        try reading { try $0.entries(ofCommand: command) }
    }

    func engineEntries(ofTypes types: [String]) throws -> [KeptEntry] {
        try reading { try $0.engineEntries(ofTypes: types) }
    }

    func lastSubject(withPrefix prefix: String) throws -> String? {
        try asking { try $0.lastSubject(withPrefix: prefix) }
    }

    @discardableResult
    func append(_ entry: NewEntry) throws -> Int64 {
        let position = size
        do {
            return try asking { _ in
                try keep(entry, at: position)
                return position
            }
        } catch let failure as LogFailure {
            workFailure = failure
            throw failure
        }
    }

    private func keep(_ entry: NewEntry, at position: Int64) throws {
        try insert(entry, at: position)
        if let redacted = entry.redacts { try redact(redacted, by: position) }
        for node in frontier.append(entry.leaf) { try insert(node) }
    }

    private func insert(_ entry: NewEntry, at position: Int64) throws {
        try database.run(
            """
            INSERT INTO entry
                (position, bytes, leaf, subject, subjectversion, type, command, part)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) { run in
            try run.bind(position)
            try entry.bytes.withUnsafeBytes { try run.bind($0) }
            try entry.leaf.withUnsafeBytes { try run.bind($0) }
            try run.bind(entry.subject)
            try run.bind(entry.subjectVersion.map(Int64.init))
            try run.bind(entry.type)
            try entry.command.bytes.withUnsafeBytes { try run.bind($0) }
            try run.bind(Int64(entry.part))
            _ = try run.step()
        }
    }

    private func insert(_ node: TreeNode) throws {
        try database.run("INSERT INTO node (level, idx, hash) VALUES (?, ?, ?)") { run in
            try run.bind(Int64(node.level))
            try run.bind(node.index)
            try node.hash.withUnsafeBytes { try run.bind($0) }
            _ = try run.step()
        }
    }

    private func redact(_ position: Int64, by cause: Int64) throws {
        hasRedacted = true
        try database.cachedStatement(
            sql: "INSERT INTO redaction (position, redactedby) VALUES (?, ?)"
        ).execute(arguments: [position, cause])
        try database.cachedStatement(sql: "UPDATE entry SET bytes = NULL WHERE position = ?")
            .execute(arguments: [position])
    }
}

extension SQLiteTransaction {
    /// Runs `work` so that it leaves all its entries or none, and says how to answer it.
    ///
    /// After a `batchFailure` nothing of the batch is good, this work included.
    func run(_ work: WaitingWork) -> Settlement {
        let before = frontier
        workFailure = nil
        do {
            try execute("SAVEPOINT work")
        } catch {
            return Settlement(notRun: work, because: error)
        }
        let settlement = work.run(self)
        if batchFailure == nil { close(isKept: !settlement.isRefusal, before) }
        return workFailure.map(settlement.failing) ?? settlement
    }

    // What fails here is noted as the batch's failure, and reported as that.
    private func close(isKept: Bool, _ before: TreeFrontier) {
        do {
            if !isKept || workFailure != nil {
                try execute("ROLLBACK TO work")
                frontier = before
            }
            try execute("RELEASE work")
        } catch {
            batchFailure = error
        }
    }

    private func execute(_ sql: String) throws(LogFailure) {
        do {
            try database.run(sql)
        } catch {
            let failure = LogFailure.sqlite(error, path: path)
            batchFailure = failure
            throw failure
        }
    }

    private func reading(_ body: (LogQueries) throws -> [KeptEntry]) throws -> [KeptEntry] {
        try asking(body).map { try $0.intact(in: path) }
    }

    // A refused statement leaves the transaction as it was; after any other failure of SQLite its
    // state is uncertain, and the batch ends.
    private func asking<Answer>(_ body: (LogQueries) throws -> Answer) throws -> Answer {
        do {
            return try body(LogQueries(database: database, path: path, size: size))
        } catch {
            var failure = LogFailure.sqlite(error, path: path)
            if failure.code == .readOnly, let writeFailure { failure = writeFailure }
            if error is DatabaseError, failure.code != .refused { batchFailure = failure }
            throw failure
        }
    }
}
