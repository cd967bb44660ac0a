import Testing

@testable import kembar_simulate

/// The nag through some years of a hostile world; `make simulate` lives a thousand of them.
@Suite struct NaggingTests {
    @Test func `years of a hostile world break no promise`() async throws {
        let report = try await Simulation(years: 4, yearsOfWorld: 1).run()
        #expect(report.broken.map(\.description) == [])
        #expect(report.tally[.reminder, default: 0] > 0)
    }
}
