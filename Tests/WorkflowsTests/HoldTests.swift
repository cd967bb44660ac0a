import Calendars
import Entries
import TestSupport
import Testing
import Workflows

@Suite struct HoldTests {
    @Test func `a hold keeps since when, until when and why`() throws {
        let story = try Situation.awaited.story().given(
            .hold(until: "2026-04-30", at: "2026-03-02")
        )
        let hold = try #require(story.agreement?.held)
        #expect(hold.at.moment.text == "2026-03-02")
        #expect(hold.until == "2026-04-30")
        #expect(hold.reason == "Menunggu anggaran")
        #expect(hold.ended == nil)
    }

    @Test func `a hold needs an end and a reason`() throws {
        let story = try Situation.awaited.story()
        #expect(
            story.when(.record("Held", at: "2026-03-02", ["reason": "a"])).word == "missingField"
        )
        #expect(
            story.when(.record("Held", at: "2026-03-02", ["until": "2026-04-30"])).word
                == "missingField"
        )
    }

    @Test func `a running hold can be resumed once, and is not held twice`() throws {
        let held = try Situation.awaited.story().given(.hold(until: "2026-04-30", at: "2026-03-02"))
        let twice = held.when(.hold(until: "2026-05-30", at: "2026-03-10"))
        guard case .alreadyHeld(let hold)? = twice.rejection?.reason else {
            Issue.record("\(twice.word)")
            return
        }
        #expect(hold.until == "2026-04-30")
        let resumed = try held.given(.resume(at: "2026-03-20"))
        #expect(resumed.agreement?.held == nil)
        #expect(resumed.agreement?.pastHolds.map(\.ended?.moment.text) == ["2026-03-20"])
        #expect(resumed.when(.resume(at: "2026-03-21")).rejection?.reason == .notHeld)
        #expect(resumed.when(.hold(until: "2026-05-30", at: "2026-03-21")).word == "accepted")
    }

    @Test func `a hold that has run out can't be resumed, and another may follow`() throws {
        let held = try Situation.awaited.story().given(.hold(until: "2026-03-10", at: "2026-03-02"))
        #expect(held.when(.resume(at: "2026-03-10")).word == "accepted")
        #expect(held.when(.resume(at: "2026-03-11")).rejection?.reason == .notHeld)
        #expect(held.when(.hold(until: "2026-05-30", at: "2026-03-10")).word == "alreadyHeld")
        let again = try held.given(.hold(until: "2026-05-30", at: "2026-03-11"))
        #expect(again.agreement?.held?.until == "2026-05-30")
        #expect(again.agreement?.pastHolds.map(\.until) == ["2026-03-10"])
    }

    /// What happens on the day after its last one finds it over, by day or by the hour.
    @Test(arguments: [("2026-03-10", false), ("2026-03-11", true), ("2026-03-20", true)])
    func `what follows the last day has not ended a hold`(next: String, isOver: Bool) throws {
        let zone = Zone(name: "Asia/Makassar", abbreviation: "WITA", offsetMinutes: 480)
        let held = try Situation.drafted.story().given(.hold(until: "2026-03-10", at: "2026-03-02"))
        let moved = try held.given(.awaiting("35.72", for: "kesiapan", at: next))
        let hold = try #require(moved.agreement?.pastHolds.first)
        #expect(hold.hasRunOut(in: zone) == isOver)
    }

    @Test func `leaving the stage clears a hold, staying does not`() throws {
        let held = try Situation.drafted.story().given(.hold(until: "2026-04-30", at: "2026-03-02"))
        let redrafted = try held.given(.draft(at: "2026-03-05"))
        #expect(redrafted.agreement?.held?.until == "2026-04-30")
        let moved = try held.given(.awaiting("35.72", for: "kesiapan", at: "2026-03-05"))
        #expect(moved.agreement?.held == nil)
        #expect(moved.agreement?.pastHolds.map(\.ended?.moment.text) == ["2026-03-05"])
        let ended = try held.given(.withdraw("35.72", because: "a", at: "2026-03-05"))
        #expect(ended.agreement?.held == nil)
    }

    @Test func `a hold counts in the version, a note does not`() throws {
        let story = try Situation.drafted.story()
        #expect(story.history.version == 3)
        #expect(try story.given(.note("a", at: "2026-03-02")).history.version == 3)
        #expect(
            try story.given(.hold(until: "2026-04-30", at: "2026-03-02")).history.version == 4
        )
    }
}

@Suite struct PeriodTests {
    @Test func `a hold whose last day is over before it begins is refused, one of that day is not`()
        throws
    {
        let story = try Situation.awaited.story()
        let refused = story.when(.hold(until: "2026-03-01", at: "2026-03-02"))
        guard
            case .endsBeforeItBegins(let field, let until, let begins)? = refused.rejection?.reason
        else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(field == "until")
        #expect(until.text == "2026-03-01")
        #expect(begins.text == "2026-03-02")
        let today = try story.given(.hold(until: "2026-03-02", at: "2026-03-02"))
        #expect(today.agreement?.held?.until == "2026-03-02")
    }

    @Test func `a correction can't make a hold end before it begins`() throws {
        let held = try Situation.awaited.story().given(.hold(until: "2026-04-30", at: "2026-03-02"))
        let position = Int(try #require(held.agreement?.held?.at.position))
        let refused = held.when(
            .correct(position, ["until": "2026-02-01"], at: "2026-03-03")
        )
        #expect(refused.word == "laterStepImpossible")
    }

    @Test func `a paper whose term ends before it begins is refused, signed or registered`() throws
    {
        let drafted = try Story.buleleng().given(
            .propose("35.72", at: "2026-01-05"),
            .discuss("pariwisata", at: "2026-01-12"),
            .draft(at: "2026-01-19")
        )
        for act in [
            Act.sign("35.72", at: "2026-02-02").with("from", "2026-02-02")
                .with("until", "2026-02-01"),
            // Without a first day the term begins on the day of the event.
            Act.sign(at: "2026-02-02").with("until", "2025-12-31"),
        ] {
            #expect(drafted.when(act).word == "endsBeforeItBegins")
        }
        #expect(
            try Story.buleleng().when(
                .register("35.72", at: "2022-03-15").with("from", "2022-03-15")
                    .with("until", "2022-03-14")
            ).word == "endsBeforeItBegins"
        )
        let day = try drafted.given(
            .sign(at: "2026-02-02").with("from", "2026-02-02").with("until", "2026-02-02")
        )
        #expect(day.agreement?.term?.until == "2026-02-02")
    }
}
