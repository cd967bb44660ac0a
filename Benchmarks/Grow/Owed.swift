import ArgumentParser
import Calendars
import Engine
import EventLog
import Projections
import Reminders
import Workflows

/// Finds what is owed at one moment, as a wake-up does before it issues anything.
struct Owed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time the finding of what is owed, with the views in place; nothing is written."
    )

    @Argument(help: "The data folder; its views are brought up to its log first.") var folder:
        String
    @Option(help: "How often to look; the median counts.") var times = 9
    @Option(help: "How many agreements a wake-up asks for at once.") var batch = 200

    func run() async throws {
        let log = try SQLiteLog.open(folder: folder)
        let views = try Views(path: folder + "/views.db", log: log)
        // That the last daemon has stopped is an entry behind its views.
        await views.catchUp()
        guard views.state.position == log.head.size - 1, let planner = views.rules?.planner,
            let due = try views.firstDue()
        else { throw MeasureFailure.views("not at the log's head, or nothing is due") }
        var idle: [Double] = []
        var found: [Double] = []
        var named: [Double] = []
        var owed = 0
        var count = 0
        for _ in 0..<times {
            idle.append(
                try await seconds { try look(views, planner, due.adding(milliseconds: -1)).owed }
            )
            let (ids, obligations) = try look(views, planner, due)
            (count, owed) = (ids, obligations)
            found.append(try await seconds { try look(views, planner, due).owed })
            named.append(try await seconds { try views.due(by: due, limit: batch).count })
        }
        let open = try views.counts().filter { $0.key != Views.closed }.values.reduce(0, +)
        await log.close()
        print(
            "open=\(open) due=\(count) owed=\(owed) idle_us=\(idle.median * 1e6)"
                + " named_us=\(named.median * 1e6) found_us=\(found.median * 1e6)"
        )
    }

    /// Everything due is named by the views and judged by the planner.
    private func look(
        _ views: Views,
        _ planner: Planner,
        _ now: Timestamp
    ) throws -> (due: Int, owed: Int) {
        var planner = planner
        planner.renewals = try views.signedRenewals()
        let ids = try views.due(by: now, limit: .max)
        var owed = 0
        for id in ids {
            guard let row = try views.row(of: id) else { continue }
            let issued = Set(try views.reminders(of: id).map(\.key))
            owed +=
                planner.owed(
                    row.agreement,
                    issued: { !issued.isEmpty && issued.contains($0.description) },
                    now: now
                ).count
        }
        return (ids.count, owed)
    }

    private func seconds(_ work: () throws -> Int) async throws -> Double {
        let started = ContinuousClock.now
        _ = try work()
        return started.duration(to: .now).seconds
    }
}
