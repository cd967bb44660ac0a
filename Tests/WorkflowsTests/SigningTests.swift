import Calendars
import Entries
import TestSupport
import Testing
import Workflows

@Suite struct SigningTests {
    /// Three parties with a draft: 51.08 itself, 35.72 and 35.05.
    private func drafted() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", "35.05", at: "2026-01-05"),
            .discuss("pariwisata", at: "2026-01-12"),
            .draft(at: "2026-01-19")
        )
    }

    @Test func `the first signature opens a wait for every other one, since that signature`() throws
    {
        let story = try drafted().given(.sign("35.05", at: "2026-02-02"))
        #expect(story.awaited == ["51.08: -", "35.72: -"])
        let waits = try #require(story.agreement?.waits)
        #expect(waits.allSatisfy { $0.isSignature && $0.since.moment.text == "2026-02-02" })
        #expect(waits.allSatisfy { $0.since.position == 3 })
        #expect(story.agreement?.stage == "PKSDrafted")
        #expect(story.agreement?.unsigned == ["51.08", "35.72"])

        let second = try story.given(.sign("51.08", at: "2026-02-09"))
        #expect(second.awaited == ["35.72: -"])
        #expect(second.agreement?.waits.first?.since.moment.text == "2026-02-02")
    }

    @Test func `a signature keeps number, place, capacity and draft`() throws {
        let story = try drafted().given(
            .draft(at: "2026-01-26"),
            .sign("35.05", at: "2026-02-02").with("number", "188/7").with("place", "Blitar")
                .with("capacity", "Wali Kota").with("draft", 1),
            .sign("35.72", at: "2026-02-03")
        )
        let signatures = try #require(story.agreement?.signatures)
        #expect(signatures[0].number == "188/7")
        #expect(signatures[0].place == "Blitar")
        #expect(signatures[0].capacity == "Wali Kota")
        // The first draft is entry 2; the latest, entry 3, is meant where none is named.
        #expect(signatures.map(\.draft) == [2, 3])
    }

    @Test func `the last signature brings about Signed in the same command`() throws {
        let story = try drafted().given(
            .sign("35.05", at: "2026-02-02"),
            .sign("51.08", at: "2026-02-09")
        )
        let signed = try story.given(
            .sign("35.72", at: "2026-02-16").with("from", "2026-02-16").with("until", "2029-02-15")
        )
        #expect(signed.history.facts.suffix(2).map(\.type) == ["PartySigned", "Signed"])
        let agreement = try #require(signed.agreement)
        #expect(agreement.stage == "Signed")
        #expect(agreement.closed?.event == "Signed")
        #expect(agreement.closed?.at.moment.text == "2026-02-16")
        #expect(agreement.waits.isEmpty)
        #expect(agreement.unsigned.isEmpty)
        #expect(agreement.term?.from == "2026-02-16")
        #expect(agreement.term?.until == "2029-02-15")
    }

    @Test(arguments: [
        ["35.05", "51.08", "35.72"], ["35.72", "51.08", "35.05"], ["51.08", "35.72", "35.05"],
    ])
    func `Signed has the time of the latest signature in whatever order they are recorded`(
        order: [String]
    ) throws {
        let days = ["35.05": "2026-02-02", "51.08": "2026-02-09", "35.72": "2026-02-16"]
        let story = try drafted().given(
            try order.map { .sign($0, at: try #require(days[$0])).recorded("2026-03-01") }
        )
        #expect(story.agreement?.closed?.at.moment.text == "2026-02-16")
        #expect(story.agreement?.closed?.event == "Signed")
        #expect(story.agreement?.signatures.map(\.party) == ["35.05", "51.08", "35.72"])
    }

    @Test func `Signed never stands before the latest signature, whatever its time is known to`()
        throws
    {
        // 35.05 signed at some hour of the 16th, recorded just after a meeting at 10:00 on that
        // day, which is where its time is placed; 35.72 signed earlier and is recorded last.
        let story = try drafted().given(
            .sign("51.08", at: "2026-02-02"),
            .record("LetterReceived", at: "2026-02-16T10:00"),
            .sign("35.05", at: "2026-02-16"),
            .sign("35.72", at: "2026-02-09").recorded("2026-03-01")
        )
        let agreement = try #require(story.agreement)
        #expect(agreement.stage == "Signed")
        #expect(story.steps.allSatisfy { $0.rejection == nil })
        #expect(story.order.suffix(2) == [5, 7])
        #expect(agreement.since.date(in: .utc).description == "2026-02-16")
    }

    @Test func `the term of the paper may be told with any signature; the latest says it`() throws {
        let early = try drafted().given(
            .sign("35.05", at: "2026-02-02").with("until", "2029-02-01"),
            .sign("51.08", at: "2026-02-09"),
            .sign("35.72", at: "2026-02-16")
        )
        #expect(early.agreement?.term?.until == "2029-02-01")
        #expect(early.agreement?.term?.from == "2026-02-16")
        let late = try drafted().given(
            .sign("35.72", at: "2026-02-16").with("until", "2031-02-15").recorded("2026-03-01"),
            .sign("51.08", at: "2026-02-09"),
            .sign("35.05", at: "2026-02-02").with("until", "2029-02-01")
        )
        #expect(late.agreement?.term?.until == "2031-02-15")
    }

    @Test func `a signature answers that party's waits`() throws {
        let story = try drafted().given(
            .awaiting("35.72", for: "kesiapan", at: "2026-01-26"),
            .awaiting("51.08/DPRD", for: "persetujuan", at: "2026-01-27"),
            .sign("35.72", at: "2026-02-02")
        )
        #expect(story.awaited == ["51.08/DPRD: persetujuan", "51.08: -", "35.05: -"])
    }

    @Test func `readiness is no signature: that wait goes on`() throws {
        let story = try drafted().given(
            .awaiting("35.72", for: "kesiapan", at: "2026-01-26"),
            .sign("35.05", at: "2026-02-02")
        )
        #expect(story.awaited == ["35.72: kesiapan", "51.08: -", "35.72: -"])
        let ready = try story.given(.ready("35.72", at: "2026-02-03"))
        #expect(ready.awaited == ["51.08: -", "35.72: -"])
        #expect(ready.when(.ready("35.72", at: "2026-02-04")).word == "notAwaited")
    }

    @Test func `the last signature is refused while anybody but its signer is awaited`() throws {
        let story = try drafted().given(
            .awaiting("51.08/DPRD", for: "persetujuan", at: "2026-01-26").saying("Setwan"),
            .awaiting("35.72", for: "kesiapan", at: "2026-01-27"),
            .sign("35.05", at: "2026-02-02"),
            .sign("51.08", at: "2026-02-09")
        )
        let refused = story.when(.sign("35.72", at: "2026-02-16"))
        guard case .stillAwaited(let waits)? = refused.rejection?.reason else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(waits.map(\.office) == ["51.08/DPRD"])
        #expect(waits.map(\.purpose) == ["persetujuan"])
        #expect(waits.map(\.since.moment.text) == ["2026-01-26"])
        #expect(waits.map(\.source) == ["Setwan"])
        #expect(refused.rejection?.rule?.event == "Signed")
        let approved = try story.given(
            .ready("51.08/DPRD", at: "2026-02-10"),
            .sign("35.72", at: "2026-02-16")
        )
        #expect(approved.agreement?.stage == "Signed")
    }

    @Test func `signing at once is refused while somebody else is awaited, who is named with all`()
        throws
    {
        let story = try drafted().given(
            .awaiting("35.72", for: "kesiapan", at: "2026-01-26"),
            .awaitAnswer("51.08/DPRD", for: "persetujuan", at: "2026-01-27").saying("Setwan")
        )
        let refused = story.when(.sign(at: "2026-02-02"))
        guard case .stillAwaited(let waits)? = refused.rejection?.reason else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(waits.map(\.office) == ["51.08/DPRD"])
        #expect(waits.map(\.purpose) == ["persetujuan"])
        #expect(waits.map(\.since.moment.text) == ["2026-01-27"])
        #expect(waits.map(\.source) == ["Setwan"])
        #expect(refused.rejection?.rule?.source.text == "PP 28/2018 Ps 6(1) huruf d dan g")
    }

    @Test func `signing at once writes every missing signature out, with the numbers by party`()
        throws
    {
        let story = try drafted().given(
            .sign("35.05", at: "2026-02-02").with("number", "1"),
            .sign(at: "2026-02-09").with("number", "2").with("numbers", ["35.72": "3"])
                .with("place", "Blitar").with("until", "2029-02-08")
        )
        let signed = try #require(story.history.facts.last)
        #expect(signed.type == "Signed")
        #expect(
            signed.data["signatures"] == [
                ["party": "51.08", "number": "2", "place": "Blitar"],
                ["party": "35.72", "number": "3", "place": "Blitar"],
            ]
        )
        #expect(signed.data["number"] == nil)
        #expect(signed.data["numbers"] == nil)
        #expect(story.agreement?.signatures.map(\.number) == ["1", "2", "3"])
        #expect(story.agreement?.term?.until == "2029-02-08")
    }

    @Test func `the time of signing at once is that of the latest signature`() throws {
        let story = try drafted().given(
            .sign("35.05", at: "2026-02-12"),
            .sign(at: "2026-02-09").recorded("2026-03-01")
        )
        #expect(story.agreement?.closed?.at.moment.text == "2026-02-12")
        #expect(story.steps.allSatisfy { $0.rejection == nil })
        // Nobody's own date is lost by that.
        #expect(
            story.agreement?.signatures.map { "\($0.party) \($0.at.moment.text)" } == [
                "35.05 2026-02-12", "51.08 2026-02-09", "35.72 2026-02-09",
            ]
        )
        let before = try drafted().given(.sign("35.05", at: "2026-02-12"))
        #expect(
            before.when(.sign(at: "2020-01-01").recorded("2026-03-01")).word == "notBeginning"
        )
    }

    @Test func `a number without a party is the own office's, or of the only one left`() throws {
        let ours = try drafted().given(.sign("51.08", at: "2026-02-02"))
        let refused = ours.when(.sign(at: "2026-02-09").with("number", "9"))
        #expect(
            refused.rejection?.reason
                == .badField(
                    "number",
                    value: "9",
                    expected: "numbers",
                    allowed: ["35.72", "35.05"]
                )
        )
        let last = try ours.given(
            .sign("35.72", at: "2026-02-03"),
            .sign(at: "2026-02-09").with("number", "9")
        )
        #expect(last.agreement?.signatures.last?.party == "35.05")
        #expect(last.agreement?.signatures.last?.number == "9")
    }

    @Test func `a number goes with its signature, once`() throws {
        let story = try drafted().given(.sign("35.05", at: "2026-02-02"))
        let again = story.when(.sign(at: "2026-02-09").with("numbers", ["35.05": "9"]))
        #expect(again.word == "alreadySigned")
        let stranger = story.when(.sign(at: "2026-02-09").with("numbers", ["51.07": "9"]))
        #expect(stranger.word == "notAParty")
        #expect(story.when(.sign("35.05", at: "2026-02-09")).word == "alreadySigned")
    }

    @Test func `Kabupaten Blitar can't sign for Kota Blitar, and the refusal names the parties`()
        throws
    {
        let story = try Situation.drafted.story()
        let refused = story.when(.sign("35.05", at: "2026-02-02"))
        guard case .notAParty("35.05", let parties)? = refused.rejection?.reason else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(parties.map(\.code) == ["51.08", "35.72"])
        #expect(parties.map(\.name) == ["Kabupaten Buleleng", "Kota Blitar"])
        #expect(
            story.when(.withdraw("35.05", because: "a", at: "2026-02-02")).word == "notAParty"
        )
    }

    @Test(arguments: [Act.discuss("budaya", at: "2026-02-09"), .draft(at: "2026-02-09")])
    func `a new scope or draft voids the signatures visibly and ends the waits for them`(
        act: Act
    ) throws {
        let story = try drafted().given(
            .awaiting("35.72", for: "kesiapan", at: "2026-01-26"),
            .sign("35.05", at: "2026-02-02").with("number", "1")
        )
        let voided = try story.given(act)
        let signatures = try #require(voided.agreement?.signatures)
        #expect(signatures.map(\.number) == ["1"])
        #expect(signatures.map(\.voidedBy) == [5])
        #expect(voided.awaited == ["35.72: kesiapan"])
        #expect(voided.agreement?.unsigned == ["51.08", "35.72", "35.05"])

        // They sign again; both signatures of 35.05 are shown, one of them counts.
        let again = try voided.given(
            .draft(at: "2026-02-16"),
            .ready("35.72", at: "2026-02-17"),
            .sign(at: "2026-02-18")
        )
        #expect(again.agreement?.stage == "Signed")
        #expect(
            again.agreement?.signatures.map(\.party) == ["35.05", "51.08", "35.72", "35.05"]
        )
    }

    @Test
    func `a late last signature completes the paper at its time, whatever was recorded after`()
        throws
    {
        let withdrawn = try drafted().given(
            .sign("51.08", at: "2026-02-02"),
            .sign("35.05", at: "2026-02-09"),
            .withdraw("35.72", because: "anggaran", at: "2026-02-23")
        )
        let late = withdrawn.when(.sign("35.72", at: "2026-02-16").recorded("2026-03-01"))
        #expect(late.laterStep == "Withdrawn@5: closed")

        let revised = try drafted().given(
            .sign("51.08", at: "2026-02-02"),
            .sign("35.05", at: "2026-02-09"),
            .discuss("budaya", at: "2026-02-23")
        )
        let between = revised.when(.sign("35.72", at: "2026-02-16").recorded("2026-03-01"))
        #expect(between.laterStep == "ScopeDiscussed@5: closed")
    }

    @Test func `sign with a party means that party, without one everybody`() throws {
        let story = try drafted()
        #expect(
            story.when(.sign("35.05", at: "2026-02-02")).story.history.facts.last?.type
                == "PartySigned"
        )
        #expect(story.when(.sign(at: "2026-02-02")).story.history.facts.last?.type == "Signed")
        // A name says which event is meant, whatever fields come with it.
        let named = story.when(.record("Signed", at: "2026-02-02", ["party": "35.05"]))
        #expect(named.word == "unknownField")
    }
}
