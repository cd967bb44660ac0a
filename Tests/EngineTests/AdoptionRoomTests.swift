import Entries
import Testing

@testable import Engine

/// An adoption's entry holds so much and no more.
@Suite struct AdoptionRoomTests {
    @Test func `where there is no room the nearest of every ladder come first`() throws {
        var moves: [DeadlineMove] = []
        for number in 1...40 {
            for rung in 1...3 {
                let move = DeadlineMove(
                    json: [
                        "agreement": .string("2025-\(1_000 + number)"), "kind": "reminder",
                        "opener": 7, "rung": .integer(rung), "occurrence": 1,
                        "before": "2025-08-18", "after": "2025-08-19",
                    ]
                )
                moves.append(try #require(move))
            }
        }
        let fitted = AdoptionEffect(changes: [], moves: moves).fitted(into: 65_535)
        #expect(fitted.moves.count == AdoptionEffect.movesMax)
        #expect(fitted.movesLeftOut == 20)
        #expect(fitted.others == [])
        #expect(Set(fitted.moves.map(\.agreement)).count == 40)
        #expect(fitted.moves.count { $0.rung == 1 } == 40)
        // In the order in which they stood.
        #expect(fitted.moves.map(\.agreement) == fitted.moves.map(\.agreement).sorted())
    }
}
