import Calendars
import Entries
import TestSupport
import Testing
import Workflows

/// Silence past the limit counts as consent: 45 working days of a DPRD (Permendagri 25/2020 Ps 17).
@Suite struct LimitTests {
    /// Case 6b: the request is with 99.01/DPRD since 2026-03-12.
    private func awaited(
        kind: String = "KSDPL",
        office: String = "99.01/DPRD",
        at time: String = "2026-03-12"
    ) throws -> Story {
        try Story.synthetic().given(
            .propose("99.71", at: "2026-01-12").with("kind", .string(kind)),
            .discuss("pariwisata", at: "2026-02-02"),
            .awaiting(office, for: "persetujuan", at: time)
        )
    }

    private func deemed(_ time: String, office: String = "99.01/DPRD") -> Act {
        .record("DeemedApproved", at: time, ["office": .string(office), "citing": "Ps 17(4)"])
    }

    @Test func `the limit of case 6b ends on 2026-05-29 in the national calendar`() throws {
        let story = try awaited()
        let agreement = try #require(story.agreement)
        let workflow = try #require(story.circumstances.rules[agreement.workflow])
        let ends = workflow.limitEnds(
            of: try #require(agreement.waits.first),
            in: agreement,
            story.circumstances
        )
        #expect(ends.map(\.limit.name) == ["persetujuan-dprd"])
        #expect(ends.map(\.lastDay.description) == ["2026-05-29"])
        // The end of that day in Bali.
        #expect(ends.map(\.lapses.utc) == ["2026-05-29T16:00:00.000Z"])
    }

    @Test(arguments: [
        ("2026-03-13", "limitNotLapsed"), ("2026-05-28", "limitNotLapsed"),
        ("2026-05-29", "limitNotLapsed"), ("2026-05-29T23:59:59.999", "limitNotLapsed"),
        ("2026-05-30T00:00", "accepted"), ("2026-05-30", "accepted"), ("2026-05", "limitNotLapsed"),
        ("2026-06", "accepted"),
    ])
    func `silence is consent only when the last working day is over`(
        time: String,
        word: String
    ) throws {
        #expect(try awaited().when(deemed(time)).word == word)
    }

    @Test func `the refusal before it names the limit, its last day and its source`() throws {
        let refused = try awaited().when(deemed("2026-05-29"))
        guard case .limitNotLapsed(let end)? = refused.rejection?.reason else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(end.lastDay.description == "2026-05-29")
        #expect(end.limit.source.text == "Permendagri 25/2020 Ps 17(2)-(4)")
        #expect(end.limit.source.mark == .legal)
        #expect(end.office == "99.01/DPRD")
    }

    @Test func `consent by silence answers the wait, and the case moves on`() throws {
        let story = try awaited().given(deemed("2026-06-02"))
        #expect(story.awaited.isEmpty)
        #expect(story.agreement?.stage == "ReadinessAwaited")
        #expect(story.when(.sign(at: "2026-06-03")).word == "accepted")
    }

    @Test(arguments: ["KSDD", "KSDPK", "Sinergi"])
    func `without a limit silence is never consent`(kind: String) throws {
        let refused = try awaited(kind: kind).when(deemed("2026-12-30"))
        #expect(refused.rejection?.reason == .noLimit(office: "99.01/DPRD"))
    }

    @Test func `only a DPRD is under the limit`() throws {
        let refused = try awaited(office: "99.71").when(deemed("2026-12-30", office: "99.71"))
        #expect(refused.rejection?.reason == .noLimit(office: "99.71"))
    }

    @Test func `who is not awaited can't be silent`() throws {
        #expect(
            try awaited().when(deemed("2026-12-30", office: "99.71/DPRD")).word == "notAwaited"
        )
    }

    /// A day that was written down in Bali is the same day of the month in Java.
    @Test func `the days are those of the office that must act`() throws {
        let there = try awaited(office: "99.71/DPRD")
        #expect(there.when(deemed("2026-05-29", office: "99.71/DPRD")).word == "limitNotLapsed")
        #expect(there.when(deemed("2026-05-30", office: "99.71/DPRD")).word == "accepted")
        // Half past midnight in Bali is still the last day in Java.
        #expect(
            there.when(deemed("2026-05-30T00:30", office: "99.71/DPRD")).word == "limitNotLapsed"
        )
        #expect(there.when(deemed("2026-05-30T01:00", office: "99.71/DPRD")).word == "accepted")
        // And half past midnight on 13 March in Bali is 12 March in Java.
        let night = try awaited(office: "99.71/DPRD", at: "2026-03-13T00:30")
        #expect(night.when(deemed("2026-05-30", office: "99.71/DPRD")).word == "accepted")
        let home = try awaited(at: "2026-03-13T00:30")
        #expect(home.when(deemed("2026-05-30")).word == "limitNotLapsed")
    }

    @Test func `each wait that it would answer needs a limit that is over`() throws {
        let story = try awaited().given(
            .awaiting("99.01/DPRD", for: "revisi", at: "2026-04-20")
        )
        #expect(story.when(deemed("2026-06-02")).word == "limitNotLapsed")
        let one = try story.given(deemed("2026-06-02").with("for", "persetujuan"))
        #expect(one.awaited == ["99.01/DPRD: revisi"])
    }

    @Test func `the kind of cooperation decides, also when it is corrected`() throws {
        let story = try awaited(kind: "KSDD").given(
            .correct(0, ["kind": "KSDLL"], at: "2026-06-01")
        )
        #expect(story.when(deemed("2026-06-02")).word == "accepted")
    }
}
