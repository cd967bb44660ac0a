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
            answer
                == ReplayComparisonAnswer(
                    agreements: 1,
                    steps: 2,
                    differences: [],
                    more: 0,
                    untold: ["ahead", "late", "offices", "original", "reminder"]
                )
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

    private static func telling(
        due: String = "2018-12-03T08:00:00.000+08:00",
        late: Bool? = nil,
        calendar: String = "id-bali@1",
        office: String = "Kota Uji",
        offset: Int = 480
    ) -> JSONValue {
        var step: [String: JSONValue] = [
            "position": 9, "type": "ReminderIssued",
            "reminder": [
                "calendar": .string(calendar), "ladderLabel": ["id": "Menunggu", "en": "Waiting"],
            ],
        ]
        step["late"] = late.map(JSONValue.bool)
        return [
            "facts": 2, "rehearsal": false, "offsetMinutes": .integer(offset),
            "agreements": [
                [
                    "id": "2018-0001", "offices": ["35.72": .string(office)],
                    "steps": [.object(step)],
                    "ahead": ["reminders": ["reminder:2018-0001:9": .string(due)], "limits": []],
                ]
            ],
        ]
    }

    @Test(arguments: [
        (telling(due: "2018-12-04T08:00:00.000+08:00"), "ahead.reminders.reminder:2018-0001:9"),
        (telling(late: true), "late"),
        (telling(calendar: "id-bali@2"), "reminder.calendar"),
        (telling(office: "Kota Lain"), "offices.35.72"),
        (telling(offset: 420), "offsetMinutes"),
    ])
    func `what falls due, what was late, names and the zone are compared too`(
        other: JSONValue,
        member: String
    ) throws {
        let answer = try #require(ReplayComparison.answer(earlier: Self.telling(), now: other))
        #expect(answer.differences.map(\.member) == [member])
        #expect(answer.untold == [])
    }
}
