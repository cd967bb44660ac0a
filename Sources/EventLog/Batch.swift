import Audit
import GRDB

/// The works of one transaction, and what became of each.
struct Batch {
    private var answers: [(settlement: Settlement, restsOnBatch: Bool)] = []
    /// The works that a failure of the batch left for another one.
    private(set) var unrun: ArraySlice<WaitingWork>
    /// The tree as it is committed, as far as is known.
    private(set) var frontier: TreeFrontier
    /// Whether entries were committed.
    private(set) var hasCommitted = false
    /// How long that took, if they were.
    private(set) var times: WriteTimes?
    /// Whether bytes were taken away that the write-ahead log may still hold.
    private(set) var hasRedacted = false
    /// Why the batch's entries are not kept, or not known to be.
    private(set) var failure: LogFailure?
    /// Whether the transaction could not even be ended, so that the connection is of no more use.
    private(set) var isStuck = false

    private let writeFailure: LogFailure?

    init(_ works: [WaitingWork], for file: LogFile) {
        unrun = works[...]
        frontier = file.frontier
        writeFailure = file.writeFailure
    }

    /// Runs the works one after another and commits once, if any of them appended.
    mutating func write(to database: Database, path: String, faults: LogFaults) {
        let begin = ContinuousClock.now
        do {
            try database.run("BEGIN DEFERRED")
            // Some other program appended: the rules of the file allow it, so its entry counts.
            if try LogQueries.size(database) != frontier.size {
                frontier = try LogQueries.frontier(database, path: path)
            }
            let transaction = SQLiteTransaction(
                database,
                path: path,
                frontier: frontier,
                writeFailure: writeFailure
            )
            try run(in: transaction)
            if transaction.size > frontier.size {
                hasRedacted = transaction.hasRedacted
                let ready = ContinuousClock.now
                commit(transaction.frontier, to: database, path: path, faults: faults)
                if hasCommitted {
                    let end = ContinuousClock.now
                    times = WriteTimes(batch: end - begin, commit: end - ready)
                }
            }
        } catch {
            failure = LogFailure.sqlite(error, path: path)
        }
        end(database)
    }

    /// Answers every work that was run.
    ///
    /// A failure takes away only what rests on the batch: a work that ran before its first entry
    /// saw nothing but what was committed.
    func settle() {
        for answer in answers {
            answer.settlement.settle(answer.restsOnBatch ? failure : nil)
        }
        guard answers.isEmpty, let failure else { return }
        for work in unrun {
            work.refuse(failure)
        }
    }

    /// The works to put into the next batch: none if not even the first one could be run.
    var left: ArraySlice<WaitingWork> { answers.isEmpty ? [] : unrun }

    private mutating func run(in transaction: SQLiteTransaction) throws {
        while let work = unrun.popFirst() {
            let settlement = transaction.run(work)
            let failure = transaction.batchFailure
            answers.append((settlement, failure != nil || transaction.size > frontier.size))
            if let failure { throw failure }
        }
    }

    private mutating func commit(
        _ frontier: TreeFrontier,
        to database: Database,
        path: String,
        faults: LogFaults
    ) {
        do {
            try faults.beforeCommit()
            try database.run("COMMIT")
            try faults.afterCommit()
            self.frontier = frontier
            hasCommitted = true
        } catch {
            let cause = LogFailure.sqlite(error, path: path)
            end(database)
            // SQLite reports a full disk before it syncs, and rolls back; the look at the file
            // makes sure. Anything else may have happened or not.
            let isGone = (try? LogQueries.size(database)) == self.frontier.size
            let isKnown = cause.code == .diskFull && isGone
            failure = isKnown ? cause : LogFailure.unknown(path: path, because: cause)
        }
    }

    // A transaction that cannot be rolled back goes with its connection.
    private mutating func end(_ database: Database) {
        guard database.isInsideTransaction else { return }
        isStuck = (try? database.rollback()) == nil || database.isInsideTransaction
    }
}
