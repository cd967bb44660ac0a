import Calendars
import Entries
import TestSupport
import Testing
import Workflows

@Suite struct EndingTests {
    @Test func `a withdrawal and a refusal keep who ended it and why`() throws {
        let withdrawn = try #require(try Situation.withdrawn.story().agreement?.closed)
        #expect(withdrawn.event == "Withdrawn")
        #expect(withdrawn.label.id == "Ditarik")
        #expect(withdrawn.party == "35.72")
        #expect(withdrawn.reason == "anggaran")
        #expect(withdrawn.at.moment.text == "2026-02-02")
        let declined = try #require(try Situation.declined.story().agreement?.closed)
        #expect(declined.event == "Declined")
        #expect(declined.label.id == "Ditolak")
    }

    @Test(arguments: ["withdraw", "decline"])
    func `who ends it and why must be said`(verb: String) throws {
        let story = try Situation.drafted.story()
        let silent = story.when(Act(.verb(verb), at: "2026-02-02", fields: ["party": "35.72"]))
        #expect(silent.word == "missingField")
        let nobody = story.when(Act(.verb(verb), at: "2026-02-02", fields: ["reason": "a"]))
        #expect(nobody.word == "missingField")
        let stranger = story.when(
            Act(.verb(verb), at: "2026-02-02", fields: ["party": "35.05", "reason": "a"])
        )
        #expect(stranger.word == "notAParty")
    }

    @Test func `a refusal after the end says how and when it ended`() throws {
        let refused = try Situation.withdrawn.story().when(.discuss("a", at: "2026-03-02"))
        guard case .closed(let closing)? = refused.rejection?.reason else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(closing.event == "Withdrawn")
        #expect(closing.at.moment.text == "2026-02-02")
    }

    @Test func `a decision ends the term of a signed paper, once, and the paper stays Signed`()
        throws
    {
        let signed = try Situation.signed.story()
        #expect(signed.agreement?.term?.from == "2026-02-02")
        #expect(signed.agreement?.term?.ended == nil)
        let ended = try signed.given(
            .record("Terminated", at: "2026-06-01", ["reason": "Objek hilang"])
        )
        #expect(ended.agreement?.term?.ended?.moment.text == "2026-06-01")
        #expect(ended.agreement?.stage == "Signed")
        #expect(ended.agreement?.closed?.event == "Signed")
        let again = ended.when(.record("Terminated", at: "2026-06-02", ["reason": "a"]))
        guard case .termEnded(let point)? = again.rejection?.reason else {
            Issue.record("\(again.word)")
            return
        }
        #expect(point.moment.text == "2026-06-01")
    }

    @Test func `a letter after the end is kept and opens nothing again`() throws {
        let story = try Situation.withdrawn.story()
        let later = try story.given(
            .record("LetterReceived", at: "2026-03-02", ["number": "045/12"]),
            .note("Surat terlambat", at: "2026-03-03")
        )
        #expect(later.agreement == story.agreement)
        #expect(later.history.facts.count == story.history.facts.count + 2)
        // The letter is a fact, the note is none.
        #expect(later.history.version == story.history.version + 1)
    }
}
