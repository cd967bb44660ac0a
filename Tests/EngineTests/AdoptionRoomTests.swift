import Calendars
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
        #expect(fitted.recipientsLeftOut == 0 && fitted.data["recipientsLeftOut"] == nil)
    }

    @Test func `what only goes to others comes last, and is counted where it has no place`() throws
    {
        var moves: [DeadlineMove] = []
        for number in 1...130 {
            let movesTime = number > 120
            let move = DeadlineMove(
                json: [
                    "agreement": .string("2025-\(1_000 + number)"), "kind": "reminder",
                    "opener": 7, "rung": 1, "occurrence": 1, "before": "2025-08-18",
                    "after": movesTime ? "2025-08-19" : "2025-08-18",
                    "rolesBefore": ["petugas", "kabag"], "rolesAfter": ["petugas"],
                ]
            )
            moves.append(try #require(move))
        }
        let label = Bilingual(id: "Petugas", en: "Officer")
        let effect = AdoptionEffect(
            changes: [],
            moves: moves,
            roleLabels: ["petugas": label, "sekda": label]
        )
        let fitted = effect.fitted(into: 65_535)
        #expect(fitted.moves.count { $0.movesTime } == 10)
        #expect(fitted.movesLeftOut == 30 && fitted.recipientsLeftOut == 30)
        #expect(fitted.roleLabels == ["petugas": label], "only those that are named")
        #expect(AdoptionEffect(data: .object(fitted.data)) == fitted)
    }
}
