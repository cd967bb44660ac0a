import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// The real case, as far as it is known: no signing was ever reported, so none is made up here.
@Suite struct BlitarCaseTests {
    private func awaited() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", at: "2018-10").with("title", "Kota Kembar (Sister City)")
                .with("paper", "KB").recorded("2018-11-07T13:00"),
            .discuss("pariwisata", "kebudayaan", at: "2018-11-07")
                .with("place", "Ruang Rapat Badan Keuangan Daerah Kabupaten Buleleng")
                .recorded("2018-11-07T14:00"),
            .awaiting("35.72", for: "kesiapan penandatanganan", at: "2018-11-07")
                .saying("Kepala Bagian Pemerintahan Setda Kabupaten Buleleng")
                .recorded("2018-11-07T14:05")
        )
    }

    @Test func `Kota Blitar's readiness is awaited since 7 November 2018, without a promise`()
        throws
    {
        let story = try awaited()
        let agreement = try #require(story.agreement)
        #expect(agreement.parties.map(\.code) == ["51.08", "35.72"])
        #expect(agreement.stage == "ReadinessAwaited")
        #expect(
            story.way == [
                "VisitProposed 2018-10", "ScopeDiscussed 2018-11-07", "ReadinessAwaited 2018-11-07",
            ]
        )
        let wait = try #require(agreement.waits.first)
        #expect(agreement.waits.count == 1)
        #expect(wait.office == "35.72")
        #expect(wait.purpose == "kesiapan penandatanganan")
        #expect(wait.since.moment.text == "2018-11-07")
        #expect(wait.since.moment.precision == .day)
        #expect(wait.source == "Kepala Bagian Pemerintahan Setda Kabupaten Buleleng")
        #expect(wait.promised == nil)
        #expect(agreement.closed == nil)
        #expect(agreement.signatures.isEmpty)
    }

    @Test func `no legal clock runs on it, only the office's own`() throws {
        let story = try awaited()
        let agreement = try #require(story.agreement)
        let workflow = try #require(story.circumstances.rules[agreement.workflow])
        let wait = try #require(agreement.waits.first)
        #expect(workflow.limitEnds(of: wait, in: agreement, story.circumstances).isEmpty)
        #expect(try story.next() == "2018-11-22T08:00:00.000+08:00")
        #expect(try story.owed(at: "2018-11-22T08:00") == ["menunggu 35.72 > petugas"])
    }

    @Test func `what happened in October was the earlier contact, on the 7th the meeting`() throws {
        let story = try awaited()
        #expect(try story.agreement(asOf: "2018-09-30") == nil)
        #expect(try story.agreement(asOf: "2018-10-31")?.stage == "VisitProposed")
        #expect(try story.agreement(asOf: "2018-11-06")?.stage == "VisitProposed")
        #expect(try story.agreement(asOf: "2018-11-07")?.stage == "ReadinessAwaited")
        #expect(
            try story.agreement(asOf: "2018-11-07")?.fields["scope"]
                == ["pariwisata", "kebudayaan"]
        )
    }

    @Test func `told in another order it is the same case`() throws {
        let other = try Story.buleleng().given(
            .propose("35.72", at: "2018-10").with("title", "Kota Kembar (Sister City)")
                .with("paper", "KB"),
            .discuss("pariwisata", "kebudayaan", at: "2018-11-07")
                .with("place", "Ruang Rapat Badan Keuangan Daerah Kabupaten Buleleng"),
            .awaiting("35.72", for: "kesiapan penandatanganan", at: "2018-11-07")
                .saying("Kepala Bagian Pemerintahan Setda Kabupaten Buleleng")
                .recorded("2026-11-23T10:00")
        )
        #expect(other.normalForm != nil)
        #expect(try other.normalForm == awaited().normalForm)
        // Eight years late nobody is flooded, and nothing is forgotten: ten working days later.
        #expect(try other.next() == "2026-12-07T08:00:00.000+08:00")
        #expect(try other.owed(at: "2026-11-23T10:00") == [])
    }

    @Test(arguments: [
        Act.sign("35.05", at: "2018-12-03"), .withdraw("35.05", because: "a", at: "2018-12-03"),
        .sign(at: "2018-12-03").with("numbers", ["35.05": "1"]),
    ])
    func `Kabupaten Blitar is another party, and the refusal names those there are`(
        act: Act
    ) throws {
        let refused = try awaited().when(act)
        guard case .notAParty("35.05", let parties)? = refused.rejection?.reason else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(parties.map(\.code) == ["51.08", "35.72"])
        #expect(parties.map(\.name) == ["Kabupaten Buleleng", "Kota Blitar"])
    }

    @Test func `Kabupaten Blitar is not awaited when Kota Blitar is`() throws {
        let refused = try awaited().when(.ready("35.05", at: "2018-12-03"))
        guard case .notAwaited("35.05", nil, let awaited, _)? = refused.rejection?.reason else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(awaited.map(\.office) == ["35.72"])
    }
}
