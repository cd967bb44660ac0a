import Calendars
import Entries
import TestSupport
import Testing
import Workflows

@Suite struct WaitingTests {
    @Test func `a wait says who, for what, since when, on whose word and until which promise`()
        throws
    {
        let story = try Situation.scopeDiscussed.story().given(
            .awaiting("35.72", for: "kesiapan penandatanganan", at: "2026-01-26")
                .with("promised", "2026-03").saying("Kepala Bagian Pemerintahan")
        )
        let wait = try #require(story.agreement?.waits.first)
        #expect(wait.office == "35.72")
        #expect(wait.purpose == "kesiapan penandatanganan")
        #expect(wait.since.moment.text == "2026-01-26")
        #expect(wait.since.position == 2)
        #expect(wait.source == "Kepala Bagian Pemerintahan")
        #expect(wait.promised?.text == "2026-03")
        #expect(!wait.isSignature)
    }

    @Test func `a further office leaves the stage's time and the running waits alone`() throws {
        let story = try Situation.awaited.story().given(
            .awaiting("51.08/DPRD", for: "persetujuan", at: "2026-02-09")
        )
        let agreement = try #require(story.agreement)
        #expect(agreement.stage == "ReadinessAwaited")
        #expect(agreement.since.moment.text == "2026-01-26")
        #expect(agreement.waits.map(\.since.moment.text) == ["2026-01-26", "2026-02-09"])
        #expect(story.awaited == ["35.72: kesiapan", "51.08/DPRD: persetujuan"])
    }

    @Test(arguments: Situation.open)
    func `an awaited answer enters no stage`(situation: Situation) throws {
        let before = try situation.story()
        let after = try before.given(
            .awaitAnswer("51.08/DPRD", for: "persetujuan", at: "2026-03-02")
        )
        #expect(after.agreement?.stage == before.agreement?.stage)
        #expect(after.agreement?.since == before.agreement?.since)
        #expect(after.awaited == before.awaited + ["51.08/DPRD: persetujuan"])
    }

    @Test func `the same wait again is refused unless it brings another promise`() throws {
        let story = try Situation.awaited.story()
        let again = Act.awaiting("35.72", for: "kesiapan", at: "2026-02-09")
        guard case .alreadyAwaited(let wait)? = story.when(again).rejection?.reason else {
            Issue.record("\(story.when(again).word)")
            return
        }
        #expect(wait.since.moment.text == "2026-01-26")

        let promised = try story.given(
            again.with("promised", "2026-04-01").saying("Telepon 9 Februari")
        )
        let renewed = try #require(promised.agreement?.waits.first)
        #expect(promised.agreement?.waits.count == 1)
        #expect(renewed.since.moment.text == "2026-01-26")
        #expect(renewed.promised?.text == "2026-04-01")
        #expect(renewed.source == "Telepon 9 Februari")
        #expect(
            promised.when(again.with("promised", "2026-04-01")).word == "alreadyAwaited"
        )
        #expect(promised.when(again.with("promised", "2026-05-01")).word == "accepted")
    }

    @Test func `readiness answers every wait of the office, or the one that is named`() throws {
        let story = try Situation.awaited.story().given(
            .awaiting("35.72", for: "surat kuasa", at: "2026-02-02"),
            .awaitAnswer("51.08/DPRD", for: "persetujuan", at: "2026-02-03")
        )
        let one = try story.given(.ready("35.72", for: "surat kuasa", at: "2026-02-10"))
        #expect(one.awaited == ["35.72: kesiapan", "51.08/DPRD: persetujuan"])
        let all = try story.given(.ready("35.72", at: "2026-02-10"))
        #expect(all.awaited == ["51.08/DPRD: persetujuan"])
    }

    @Test
    func `when the last wait is answered the stage stays, and since when nobody is awaited shows`()
        throws
    {
        let story = try Situation.awaited.story().given(.ready("35.72", at: "2026-02-10"))
        let agreement = try #require(story.agreement)
        #expect(agreement.stage == "ReadinessAwaited")
        #expect(agreement.since.moment.text == "2026-01-26")
        #expect(agreement.waits.isEmpty)
        #expect(agreement.free?.moment.text == "2026-02-10")
    }

    @Test func `who is not awaited, or not for that, can't be ready`() throws {
        let story = try Situation.awaited.story()
        let other = story.when(.ready("51.08/DPRD", at: "2026-02-10"))
        guard case .notAwaited("51.08/DPRD", nil, let awaited, _)? = other.rejection?.reason else {
            Issue.record("\(other.word)")
            return
        }
        #expect(awaited.map(\.office) == ["35.72"])
        #expect(story.when(.ready("35.72", for: "kuasa", at: "2026-02-10")).word == "notAwaited")
        // What is said of the wait is said of the time of the answer.
        let early = story.when(.ready("35.72", at: "2026-01-20").recorded("2026-03-01"))
        guard case .notAwaited("35.72", nil, [], let moment)? = early.rejection?.reason else {
            Issue.record("\(early.word)")
            return
        }
        #expect(moment.text == "2026-01-20")
    }

    @Test(arguments: [
        (Act.discuss("budaya", at: "2026-02-10"), "ScopeDiscussed"),
        (Act.draft(at: "2026-02-10"), "PKSDrafted"),
    ])
    func `going back to scope or draft leaves running waits open`(
        act: Act,
        stage: String
    ) throws {
        let story = try Situation.awaited.story().given(act)
        #expect(story.agreement?.stage == stage)
        #expect(story.agreement?.since.moment.text == "2026-02-10")
        #expect(story.awaited == ["35.72: kesiapan"])
        #expect(story.agreement?.waits.first?.since.moment.text == "2026-01-26")
    }

    @Test func `after an ending nobody is awaited`() throws {
        let story = try Situation.awaited.story().given(
            .withdraw("35.72", because: "anggaran", at: "2026-02-10")
        )
        #expect(story.awaited.isEmpty)
    }
}
