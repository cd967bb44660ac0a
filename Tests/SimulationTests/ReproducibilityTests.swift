import Testing

@testable import kembar_simulate

/// What a broken seed is printed for: it can be lived again.
@Suite struct ReproducibilityTests {
    /// A world that has what only some have: weekly reports, a council, and mail.
    private static let seed: UInt64 = 50

    @Test func `the same seed is the same world, to the last byte of its log`() async throws {
        let first = try await WorldEnd.here(seed: Self.seed, years: 1)
        let second = try await WorldEnd.here(seed: Self.seed, years: 1)
        #expect(first.broken == nil)
        #expect(first.tally == second.tally)
        #expect(first.root == second.root)
        #expect(first.root.count == 64)
        #expect(first.tally[.report, default: 0] > 0)
        #expect(first.tally[.councilAsked, default: 0] > 0)
    }
}
