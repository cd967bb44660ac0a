import Foundation
import Synchronization
import Testing

@testable import Daemon

/// The nag through years of a hostile world: nothing twice, nothing lost, nothing at night, nothing
/// after the answer came.
@Suite(.timeLimit(.minutes(20))) struct NaggingTests {
    /// How many years all worlds together live; nil where nobody asks for it.
    ///
    /// On demand, `KEMBAR_SIMULATED_YEARS=100 swift test --filter NaggingTests`: a debug build lives some
    /// ten years in two minutes, too slow for every run.
    private static let wished =
        ProcessInfo.processInfo.environment["KEMBAR_SIMULATED_YEARS"].flatMap { Int($0) }
    private static var years: Int { wished ?? 0 }
    /// The first seed; one that failed is run again alone by KEMBAR_SEED=… KEMBAR_SIMULATED_YEARS=10.
    private static let firstSeed =
        ProcessInfo.processInfo.environment["KEMBAR_SEED"].flatMap { UInt64($0) } ?? 1
    private static let yearsOfWorld = 10

    @Test(.enabled("only on demand: KEMBAR_SIMULATED_YEARS=…") { wished != nil })
    func `years of a hostile world break no promise`() async throws {
        let seeds = (0..<UInt64(max(1, Self.years / Self.yearsOfWorld))).map { Self.firstSeed + $0 }
        let total = Mutex<[String: Int]>([:])
        try await withThrowingTaskGroup(of: [String: Int].self) { group in
            var rest = seeds[...]
            func add() {
                guard let seed = rest.popFirst() else { return }
                group.addTask {
                    try await HostileWorld.run(seed: seed, years: Self.yearsOfWorld)
                }
            }
            // As many at a time as there are processors.
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { add() }
            while let tally = try await group.next() {
                total.withLock { $0.merge(tally, uniquingKeysWith: +) }
                add()
            }
        }
        let tally = total.withLock { $0 }
        print("simulated \(Self.years) years: \(tally.sorted { $0.key < $1.key })")
        // A world in which nothing happens proves nothing.
        for what in [
            "reminder", "message", "mail", "death", "outage", "clock ahead", "clock back",
            "accepted and died", "taken back", "later", "hold", "policy", "holiday", "void",
        ] where Self.years >= 100 {
            #expect(tally[what, default: 0] > 0, "\(what) never happened")
        }
    }
}
