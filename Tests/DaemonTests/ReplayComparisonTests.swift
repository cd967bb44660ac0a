import Answers
import Entries
import Testing
import Wire

/// Two replays of one log, held against each other.
@Suite struct ReplayComparisonTests {
    private static func replay(
        stage: String = "Signed",
        label: String = "Ditandatangani",
        positions: [Int] = [5, 7]
    ) -> JSONValue {
        let steps = positions.map { position in
            JSONValue.object([
                "position": .integer(position), "type": "Signed",
                "label": ["id": .string(label), "en": "Signed"],
                "state": ["stage": .string(stage), "awaiting": [["office": "35.72"]]],
            ])
        }
        return ["agreements": [["id": "2018-0001", "title": "Uji", "steps": .array(steps)]]]
    }

    @Test func `the same facts in other words are the same`() {
        let answer = ReplayComparison.answer(
            earlier: Self.replay(),
            now: Self.replay(label: "Sudah ditandatangani")
        )
        #expect(
            answer == ReplayComparisonAnswer(agreements: 1, steps: 2, differences: [], more: 0)
        )
    }

    @Test func `a fact that differs is named with its place`() throws {
        let answer = try #require(
            ReplayComparison.answer(earlier: Self.replay(stage: "PKSDrafted"), now: Self.replay())
        )
        #expect(answer.differences.map(\.position) == [5, 7])
        #expect(
            answer.differences.first
                == ReplayDifference(
                    agreement: "2018-0001",
                    position: 5,
                    member: "state.stage",
                    earlier: "PKSDrafted",
                    now: "Signed"
                )
        )
    }

    @Test func `a step or an agreement that only one version has is named`() throws {
        let fewer = try #require(
            ReplayComparison.answer(earlier: Self.replay(), now: Self.replay(positions: [5]))
        )
        #expect(fewer.differences.map(\.position) == [7])
        #expect(fewer.differences.first?.now == nil)
        let none: JSONValue = ["agreements": []]
        let gone = try #require(ReplayComparison.answer(earlier: Self.replay(), now: none))
        #expect(gone.differences.map(\.agreement) == ["2018-0001"])
        #expect(gone.agreements == 0)
    }

    @Test func `what is no replay is none, and many differences are counted`() throws {
        #expect(ReplayComparison.answer(earlier: ["x": 1], now: Self.replay()) == nil)
        let positions = Array(0..<(ReplayComparison.differencesMax + 5))
        let answer = try #require(
            ReplayComparison.answer(
                earlier: Self.replay(stage: "a", positions: positions),
                now: Self.replay(stage: "b", positions: positions)
            )
        )
        #expect(answer.differences.count == ReplayComparison.differencesMax)
        #expect(answer.more == 5)
    }
}
