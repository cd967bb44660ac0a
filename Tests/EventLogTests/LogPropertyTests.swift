import Audit
import Testing

@testable import EventLog

/// What holds whatever was written, refused, broken and opened again.
@Suite struct LogPropertyTests {
    /// What one work is going to do.
    private struct Plan: Sendable {
        let entries: [NewEntry]
        let isRefused: Bool
    }

    @Test(arguments: UInt64(1)...8)
    func `positions have no gap and the tree agrees with the entries`(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let fault = FaultSwitch()
        var log = try SQLiteLog.open(folder: folder.path, faults: fault.faults)
        var expected: [[UInt8]] = []
        var versions: [String: Int] = [:]
        for round in 0..<25 {
            let plans = try plans(round, &versions, &generator)
            let strike = Int.random(in: 0..<6, using: &generator)
            let added = plans.filter { !$0.isRefused }.flatMap(\.entries)
            if strike == 0, !added.isEmpty { fault.strike(.failed) }
            if strike == 1, !added.isEmpty { fault.strike(.failedButPersisted) }
            let results = try await log.writeTogether(plans.map(work))
            if strike == 0 {
                for subject in added.compactMap(\.subject) { versions[subject, default: 0] -= 1 }
            } else {
                expected += added.map(\.bytes)
            }
            #expect(results.count == plans.count)
            if Int.random(in: 0..<4, using: &generator) == 0 {
                await log.close()
                log = try SQLiteLog.open(folder: folder.path, faults: fault.faults)
            }
            try check(log, holds: expected, "seed \(seed), round \(round)")
        }
        await log.close()
    }

    private func plans(
        _ round: Int,
        _ versions: inout [String: Int],
        _ generator: inout SeededGenerator
    ) throws -> [Plan] {
        try (0..<Int.random(in: 1...6, using: &generator)).map { number in
            let isRefused = Int.random(in: 0..<3, using: &generator) == 0
            let before = versions
            let entries = try (0..<Int.random(in: 0...3, using: &generator)).map { part in
                let subject = "2018-000\(Int.random(in: 1...4, using: &generator))"
                versions[subject, default: 0] += 1
                return try NewEntry.fact(
                    "\(generator.next())",
                    of: subject,
                    version: versions[subject] ?? 0,
                    command: round * 100 + number,
                    part: part + 1
                )
            }
            if isRefused { versions = before }
            return Plan(entries: entries, isRefused: isRefused)
        }
    }

    private func work(_ plan: Plan) -> SQLiteLog.Work {
        { transaction in
            for entry in plan.entries { try transaction.append(entry) }
            if plan.isRefused { throw Refusal(reason: "planned") }
            return transaction.size
        }
    }

    private func check(_ log: SQLiteLog, holds expected: [[UInt8]], _ place: Comment) throws {
        let entries = try log.all()
        #expect(entries.map(\.bytes) == expected, place)
        #expect(entries.map(\.position) == Array(0..<Int64(expected.count)), place)
        #expect(!entries.map(\.isIntact).contains(false), place)
        let whole = tree(over: entries.map(\.leaf))
        #expect(log.head == LogHead(size: Int64(expected.count), root: whole.frontier.root), place)
        for node in whole.nodes {
            #expect(try log.node(level: node.level, index: node.index) == node.hash, place)
        }
        for (subject, facts) in Dictionary(grouping: entries, by: \.subject) {
            #expect(facts.map(\.subjectVersion) == (1...facts.count).map { $0 }, place)
            #expect(try log.entries(ofSubject: subject.orThrow()) == facts, place)
        }
    }
}
