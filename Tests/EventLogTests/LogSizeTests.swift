import GRDB
import Testing

@testable import EventLog

/// What growing costs.
@Suite struct LogSizeTests {
    @Test func `the file takes at most 1.6 bytes for each byte of a usual entry`() async throws {
        let folder = try TemporaryFolder()
        let (count, length) = (20_000, 600)
        let log = try SQLiteLog.open(folder: folder.path)
        var generator = SeededGenerator(seed: 1)
        for start in stride(from: 0, to: count, by: 500) {
            let entries = try (start..<start + 500).map { number in
                // Commands have random keys, and entries of many agreements come mixed.
                let command = Int(truncatingIfNeeded: generator.next())
                let text = String(repeating: "x", count: length)
                return try NewEntry.fact(
                    text,
                    of: "2018-\(1000 + number % 1000)",
                    version: number / 1000 + 1,
                    type: "ReminderIssued",
                    command: command
                )
            }
            try await log.append(entries)
        }
        await log.close()
        let ratio = Double(try folder.size(of: "log.db")) / Double(count * length)
        #expect(ratio <= 1.6, "\(ratio)")
    }

    @Test func `the last id of a year is found by its index, not by looking at all`() async throws {
        let folder = try TemporaryFolder()
        let log = try SQLiteLog.open(folder: folder.path)
        let plan = try log.withWriter { database in
            try Row.fetchAll(
                database,
                sql: "EXPLAIN QUERY PLAN \(LogQueries.lastSubjectOfLength)",
                arguments: ["2018-", "2018-", 9]
            ).map { $0["detail"] as String? ?? "" }
        }
        #expect(plan.count == 1)
        #expect(plan.first?.contains("SEARCH entry USING") == true)
        #expect(plan.first?.contains("entry_first (<expr>=? AND subject>? AND subject<?)") == true)
        await log.close()
    }
}
