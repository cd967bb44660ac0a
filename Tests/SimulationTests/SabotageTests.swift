import Testing

@testable import kembar_simulate

/// The inspector can fail: every kembar that is broken on purpose is found out, for what it breaks.
@Suite struct SabotageTests {
    /// How many worlds a broken kembar may live in before it has to be found out.
    private static let worldsMax: UInt64 = 12

    @Test(arguments: Sabotage.allCases)
    func `a kembar that is broken on purpose is found out`(sabotage: Sabotage) async throws {
        for seed in 1...Self.worldsMax {
            do {
                _ = try await HostileWorld.run(seed: seed, years: 1, sabotage: sabotage)
            } catch let broken as Broken {
                #expect(sabotage.breaks.contains(broken.promise), "\(broken)")
                return
            }
        }
        Issue.record("\(sabotage.rawValue) was not found out in \(Self.worldsMax) worlds")
    }

    @Test func `of every promise there is a kembar that breaks it and no other`() {
        let alone = Sabotage.allCases.map(\.breaks).filter { $0.count == 1 }
        #expect(Promise.allCases.filter { !alone.contains([$0]) } == [])
    }
}
