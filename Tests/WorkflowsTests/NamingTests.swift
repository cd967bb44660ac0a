import Entries
import TestSupport
import Testing
import Workflows

@Suite struct NamingTests {
    @Test(arguments: [
        ("propose", "VisitProposed"), ("register", "Registered"),
    ])
    func `a verb begins the event that has it`(verb: String, event: String) throws {
        let story = try Story.buleleng().given(
            Act(.verb(verb), at: "2026-01-05", fields: ["title": "a", "parties": ["35.72"]])
        )
        #expect(story.history.facts.map(\.type) == [event])
    }

    @Test func `a verb that several events share unmarked has to come with the event's name`()
        throws
    {
        let refused = try Situation.drafted.story().when(
            Act(.verb("record"), at: "2026-02-02", fields: ["office": "35.72", "for": "a"])
        )
        #expect(
            refused.rejection?.reason
                == .unknownEvent(
                    "record",
                    allowed: ["AnswerAwaited", "DeemedApproved", "LetterSent", "LetterReceived"]
                )
        )
    }

    @Test func `an unknown verb or name is refused with those that are known`() throws {
        let story = try Situation.drafted.story()
        guard
            case .unknownEvent("sing", let verbs)? = story.when(
                Act(.verb("sing"), at: "2026-02-02")
            ).rejection?.reason
        else {
            Issue.record("sing")
            return
        }
        #expect(
            verbs == [
                "propose", "register", "discuss", "draft", "await", "record", "ready", "sign",
                "withdraw", "decline", "terminate",
            ]
        )
        guard
            case .unknownEvent("Sung", let names)? = story.when(.record("Sung", at: "2026-02-02"))
                .rejection?.reason
        else {
            Issue.record("Sung")
            return
        }
        #expect(names.first == "VisitProposed")
        #expect(!names.contains("TermEnded"))
    }

    @Test(arguments: [
        EngineEvent.redacted, .reminderIssued, .ladderExhausted, .messageIssued,
        .messageDelivered, .messageFailed, .workflowAdopted, .workflowMoved, .policyAdopted,
        .calendarAdopted, .officesAdopted, .keyAdopted, .keyHandedOver, .logRecovered, .logStarted,
        .daemonStarted,
        .daemonStopped, .clockSetBack, .clockSetAhead, .clockConfirmed,
    ])
    func `what the daemon records by itself can't be recorded by a person`(
        event: EngineEvent
    ) throws {
        let refused = try Situation.drafted.story().when(.record(event.rawValue, at: "2026-02-02"))
        #expect(
            refused.rejection?.reason
                == .unknownEvent(
                    event.rawValue,
                    allowed: [
                        "NoteAdded", "DocumentAttached", "FollowedUp", "Corrected", "Held",
                        "Resumed", "Postponed",
                    ]
                )
        )
    }

    @Test func `the events of the engine ask for their fields`() throws {
        let story = try Situation.drafted.story()
        #expect(story.when(.record("NoteAdded", at: "2026-02-02")).word == "missingField")
        #expect(story.when(.record("DocumentAttached", at: "2026-02-02")).word == "missingField")
        #expect(
            story.when(.record("FollowedUp", at: "2026-02-02", ["channel": "surat"])).word
                == "missingField"
        )
        #expect(
            story.when(.note("a", at: "2026-02-02").with("office", "35.72")).word
                == "unknownField"
        )
    }
}
