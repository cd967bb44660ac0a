import Foundation

/// Many worlds, as many at a time as there are processors.
struct Simulation: Sendable {
    /// How one world lives: here, or in a process of its own (``WorldProcess``).
    typealias Living = @Sendable (_ seed: UInt64, _ years: Int) async throws -> WorldEnd

    /// How many years all worlds live together.
    var years: Int
    /// How many years one world lives, the last one perhaps fewer.
    var yearsOfWorld = 5
    /// Of the first world; each further one has the next.
    var firstSeed: UInt64 = 1
    /// One more than processors: a world waits now and then for a file or a thread.
    var jobs = ProcessInfo.processInfo.activeProcessorCount + 1

    /// What a run came to.
    struct Report: Sendable {
        var years = 0
        var seeds: ClosedRange<UInt64>
        var tally: Tally = [:]
        var broken: [Broken] = []
        /// Worlds that ended without saying how.
        var falls: [String] = []
        var seconds = 0.0
        /// What all of it took of the processors; nil where nobody asked.
        var processorSeconds: Double?

        /// Kinds of events that never came about: a world in which nothing happens proves nothing.
        var missing: [Kind] { Kind.allCases.filter { tally[$0, default: 0] == 0 } }

        /// Says that it took longer than so many seconds; nil if it did not.
        func overrun(of most: Int) -> String? {
            guard seconds > Double(most) else { return nil }
            return "too slow: \(Int(seconds.rounded(.up))) s, not within \(most) s"
        }

        /// One line for a log of CI.
        var summary: String {
            let counts = Kind.allCases.map { "\($0.rawValue) \(tally[$0, default: 0])" }
            let rate = seconds > 0 ? String(format: "%.2f", Double(years) / seconds) : "-"
            let work = processorSeconds.map { ", \(Int($0)) s of processor time" } ?? ""
            return """
                simulated \(years) years of seeds \(seeds.lowerBound) to \(seeds.upperBound) in \
                \(Int(seconds)) s\(work), \(rate) years a second: \(counts.joined(separator: ", "))
                """
        }
    }

    /// Lets all worlds live; a broken one does not end the others.
    func run(_ living: @escaping Living = WorldEnd.here) async throws -> Report {
        let worlds = stride(from: 0, to: years, by: yearsOfWorld).enumerated().map {
            (seed: firstSeed + UInt64($0), years: min(yearsOfWorld, years - $1))
        }
        var report = Report(seeds: firstSeed...firstSeed + UInt64(max(1, worlds.count) - 1))
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: WorldEnd.self) { group in
            var rest = worlds[...]
            func add() {
                guard let world = rest.popFirst() else { return }
                group.addTask { try await living(world.seed, world.years) }
            }
            for _ in 0..<jobs { add() }
            while let end = try await group.next() {
                report.years += end.years
                report.tally.merge(end.tally, uniquingKeysWith: +)
                if let broken = end.broken { report.broken.append(broken) }
                if let fall = end.fall { report.falls.append(fall) }
                add()
            }
        }
        let passed = start.duration(to: .now).components
        report.seconds = Double(passed.seconds) + Double(passed.attoseconds) / 1e18
        return report
    }
}
