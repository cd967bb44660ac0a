import ArgumentParser
import Audit
import Engine
import EventLog
import FoundationEssentials
import Projections
import TestSupport

/// Makes the views from nothing and says how long that took, the log's opening not counted.
struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time the making of the views from nothing."
    )

    @Argument(help: "The data folder.") var folder: String
    @Flag(help: "Only the status: what can be searched is a view of its own.") var status = false

    func run() async throws {
        let log = try SQLiteLog.open(folder: folder)
        if status { try measureStatus(log) } else { try await measureAll(log) }
        await log.close()
    }

    private func measureStatus(_ log: SQLiteLog) throws {
        let path = folder + "/status.db"
        let started = ContinuousClock.now
        try Views.make(.status, of: log, path: path)
        let seconds = started.duration(to: .now).seconds
        // Opened as what it is, so that its rows are counted as anybody would.
        let counts = try Views(path: path, log: log).counts()
        try FileManager.default.removeItem(atPath: path)
        print(
            "entries=\(log.head.size) agreements=\(counts.values.reduce(0, +)) seconds=\(seconds)"
        )
    }

    private func measureAll(_ log: SQLiteLog) async throws {
        let path = folder + "/views.db"
        for name in [path, path + "-wal", path + "-shm"]
        where FileManager.default.fileExists(atPath: name) {
            try FileManager.default.removeItem(atPath: name)
        }
        let started = ContinuousClock.now
        let views = try Views(path: path, log: log)
        await views.catchUp()
        let seconds = started.duration(to: .now).seconds
        let state = views.state
        let counts = try views.counts()
        if let error = state.lastError { throw MeasureFailure.views(error) }
        print(
            "entries=\(state.position + 1) agreements=\(counts.values.reduce(0, +)) seconds=\(seconds)"
        )
    }
}

/// Re-reads the whole log as `kembar audit verify` has it done, without the answer's way back.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Time a full verification.")

    @Argument(help: "The data folder.") var folder: String

    func run() async throws {
        let shop = try await Workshop(folder: folder, seed: 0)
        let started = ContinuousClock.now
        var review = try LogReview(shop.log, origin: shop.origin, kept: [])
        let outcome = try review.run()
        let shape = try shop.log.shapeCheck(size: outcome.whole.size, indexed: outcome.indexed)
        precondition(shape == .sound, "a log that was grown has whole indexes")
        let seconds = started.duration(to: .now).seconds
        await shop.log.close()
        print(
            "entries=\(outcome.whole.size) agreements=\(outcome.agreements) seconds=\(seconds)"
        )
    }
}

/// Appends to several logs in turn, one command at a time, and says the median time for each.
struct Append: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time single durable commands on logs of different lengths, alternating."
    )

    @Argument(help: "The data folders, the smallest log first.") var folders: [String]
    @Option(help: "How many agreements to begin on each.") var count = 500

    func run() async throws {
        var shops: [Workshop] = []
        for folder in folders { shops.append(try await Workshop(folder: folder, seed: 7)) }
        // The same draw for every log, so that only their lengths differ.
        var offices = shops.map { shop in
            Office(
                agreements: count,
                entries: count * 2,
                seed: UInt64(shop.log.head.size),
                course: .open
            )
        }
        var beginnings: [[Double]] = shops.map { _ in [] }
        var nexts = beginnings
        for _ in 0..<count {
            for index in shops.indices {
                let (first, second) = try await pair(shops[index], &offices[index])
                beginnings[index].append(first)
                nexts[index].append(second)
            }
        }
        for index in shops.indices {
            let size = shops[index].log.head.size
            await shops[index].log.close()
            print(
                "size=\(size) begin_p50_us=\(beginnings[index].median) next_p50_us=\(nexts[index].median)"
            )
        }
    }

    /// Begins an agreement and goes on with it, each alone; answers both times in microseconds.
    private func pair(
        _ shop: Workshop,
        _ office: inout Office
    ) async throws -> (Double, Double) {
        let (begin, next) = office.beginning()
        let first = ContinuousClock.now
        let receipt = try await shop.submitter.submit(begin)
        let second = ContinuousClock.now
        _ = try await shop.submitter.submit(next(receipt.agreement ?? ""))
        let end = ContinuousClock.now
        return (first.duration(to: second).seconds * 1e6, second.duration(to: end).seconds * 1e6)
    }
}

extension [Double] {
    var median: Double {
        isEmpty ? 0 : sorted()[count / 2]
    }
}

/// Why a measurement is worth nothing.
enum MeasureFailure: Error {
    case views(String)
}
