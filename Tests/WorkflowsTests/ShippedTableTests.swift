import Entries
import TestSupport
import Testing
import Workflows

/// The table of the shipped workflow: which event is possible from where.
@Suite struct ShippedTableTests {
    struct Row: CustomTestStringConvertible {
        var act: Act
        /// What becomes of it in each open situation: visit, scope, draft, awaited.
        var open: [String]
        /// What becomes of it after each ending: signed, registered, withdrawn, declined, terminated.
        var ended: [String]

        var testDescription: String { act.description }
    }

    static let yes = "accepted"
    static let closed = [String](repeating: "closed", count: 5)
    static let always = [String](repeating: yes, count: 5)

    static let rows = [
        Row(
            act: .propose("35.72", at: "2026-03-02"),
            open: .init(repeating: "notFromHere", count: 4),
            ended: .init(repeating: "notFromHere", count: 5)
        ),
        Row(
            act: .register("35.72", at: "2026-03-02"),
            open: .init(repeating: "notFromHere", count: 4),
            ended: .init(repeating: "notFromHere", count: 5)
        ),
        Row(
            act: .discuss("budaya", at: "2026-03-02"),
            open: [yes, yes, yes, yes],
            ended: closed
        ),
        Row(act: .draft(at: "2026-03-02"), open: ["notFromHere", yes, yes, yes], ended: closed),
        Row(
            act: .awaiting("51.08/DPRD", for: "persetujuan", at: "2026-03-02"),
            open: ["notFromHere", yes, yes, yes],
            ended: closed
        ),
        Row(
            act: .awaitAnswer("51.08/DPRD", for: "persetujuan", at: "2026-03-02"),
            open: [yes, yes, yes, yes],
            ended: closed
        ),
        Row(
            act: .ready("35.72", at: "2026-03-02"),
            open: ["notAwaited", "notAwaited", "notAwaited", yes],
            ended: closed
        ),
        Row(
            act: .record(
                "DeemedApproved",
                at: "2026-03-02",
                ["office": "35.72", "citing": "Ps 17"]
            ),
            open: ["notAwaited", "notAwaited", "notAwaited", "noLimit"],
            ended: closed
        ),
        Row(
            act: .sign("51.08", at: "2026-03-02"),
            open: ["notFromHere", "notFromHere", yes, yes],
            ended: closed
        ),
        Row(
            act: .sign(at: "2026-03-02"),
            open: ["notFromHere", "notFromHere", yes, yes],
            ended: closed
        ),
        Row(
            act: .withdraw("35.72", because: "anggaran", at: "2026-03-02"),
            open: [yes, yes, yes, yes],
            ended: closed
        ),
        Row(
            act: .decline("35.72", because: "anggaran", at: "2026-03-02"),
            open: [yes, yes, yes, yes],
            ended: closed
        ),
        Row(
            act: .record("Terminated", at: "2026-03-02", ["reason": "Objek hilang"]),
            open: .init(repeating: "notFromHere", count: 4),
            ended: [yes, yes, "closed", "closed", "termEnded"]
        ),
        Row(
            act: .record("TermEnded", at: "2026-03-02"),
            open: .init(repeating: "unknownEvent", count: 4),
            ended: .init(repeating: "unknownEvent", count: 5)
        ),
        Row(
            act: .record("LetterSent", at: "2026-03-02", ["to": "35.72"]),
            open: [yes, yes, yes, yes],
            ended: always
        ),
        Row(
            act: .record("LetterReceived", at: "2026-03-02", ["number": "045/12"]),
            open: [yes, yes, yes, yes],
            ended: always
        ),
        Row(act: .note("Catatan", at: "2026-03-02"), open: [yes, yes, yes, yes], ended: always),
        Row(
            act: .record(
                "FollowedUp",
                at: "2026-03-02",
                ["channel": "telepon", "outcome": "akan dijawab"]
            ),
            open: [yes, yes, yes, yes],
            ended: always
        ),
        Row(
            act: .record(
                "DocumentAttached",
                at: "2026-03-02",
                [
                    "document": [
                        "name": "naskah.pdf", "size": 1_024,
                        "sha256": .string(.init(repeating: "a", count: 64)),
                    ]
                ]
            ),
            open: [yes, yes, yes, yes],
            ended: always
        ),
        Row(
            act: .hold(until: "2026-04-30", at: "2026-03-02"),
            open: [yes, yes, yes, yes],
            ended: closed
        ),
        Row(
            act: .resume(at: "2026-03-02"),
            open: .init(repeating: "notHeld", count: 4),
            ended: .init(repeating: "notHeld", count: 5)
        ),
    ]

    @Test(arguments: rows)
    func `an event is possible from where the table says, and from nowhere else`(row: Row) throws {
        let open = try Situation.open.map { try $0.story().when(row.act).word }
        #expect(open == row.open)
        let ended = try Situation.ended.map { try $0.story().when(row.act).word }
        #expect(ended == row.ended)
    }

    @Test func `the table has a row for every event of the shipped workflow`() throws {
        let workflow = try #require(try Shipped.buleleng().rules.newest("kerja-sama-daerah"))
        let tried = try Set(
            Self.rows.flatMap { row in
                try Situation.allCases.flatMap { situation in
                    try situation.story().when(row.act).story.history.facts.map(\.type)
                }
            }
        )
        #expect(
            workflow.events.map(\.name).filter { !tried.contains($0) }
                == ["DeemedApproved", "TermEnded"]
        )
        #expect(workflow.stages.map(\.name).count == 5)
    }

    @Test(arguments: rows.map(\.act))
    func `only a proposal and a registration begin an agreement`(act: Act) throws {
        let word = try Story.buleleng().when(act).word
        switch act.intent {
        case .verb("propose"), .verb("register"): #expect(word == "accepted")
        case .verb: #expect(word == "notBeginning")
        case .event(let name):
            let isOfTheEngine = EngineEvent(rawValue: name) != nil || name == "TermEnded"
            #expect(word == (isOfTheEngine ? "unknownEvent" : "notBeginning"))
        }
    }

    @Test(arguments: [
        (Situation.visitProposed, "VisitProposed"), (.scopeDiscussed, "ScopeDiscussed"),
        (.drafted, "PKSDrafted"), (.awaited, "ReadinessAwaited"), (.signed, "Signed"),
        (.registered, "Signed"), (.withdrawn, "PKSDrafted"), (.declined, "VisitProposed"),
        (.terminated, "Signed"),
    ])
    func `an agreement is in the stage that was entered last`(
        situation: Situation,
        stage: String
    ) throws {
        let agreement = try #require(try situation.story().agreement)
        #expect(agreement.stage == stage)
        #expect((agreement.closed != nil) == Situation.ended.contains(situation))
    }

    @Test func `a refusal names event, stage, the stages that it is possible from, and the rule`()
        throws
    {
        let rejection = try #require(
            try Situation.visitProposed.story().when(.draft(at: "2026-03-02")).rejection
        )
        guard case .notFromHere(let event, let stage, let from) = rejection.reason else {
            Issue.record("\(rejection.reason)")
            return
        }
        #expect(event.name == "PKSDrafted")
        #expect(stage.name == "VisitProposed")
        #expect(from.map(\.name) == ["ScopeDiscussed", "PKSDrafted", "ReadinessAwaited"])
        #expect(rejection.rule?.workflow.description == "kerja-sama-daerah@1")
        #expect(rejection.rule?.source.text == "PP 28/2018 Ps 6(1) huruf c dan f")
        #expect(rejection.rule?.source.mark == .legal)
    }
}
