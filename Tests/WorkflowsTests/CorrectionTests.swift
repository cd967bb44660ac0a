import Calendars
import Entries
import TestSupport
import Testing
import Workflows

@Suite struct CorrectionTests {
    /// 0 proposed, 1 discussed, 2 drafted, 3 awaited, 4 ready, 5 signed.
    private func signed() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("pariwisata", at: "2018-11-07").with("place", "Singaraja").saying("Notulen"),
            .draft(at: "2018-11-20"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-26"),
            .ready("35.72", at: "2018-12-03"),
            .sign(at: "2018-12-10").with("number", "1")
        )
    }

    private func corrections(_ list: [JSONValue]) -> Act {
        .record("Corrected", at: "2019-01-02", ["corrections": .array(list), "reason": "a"])
    }

    @Test func `of several corrections of a field the last wins`() throws {
        let story = try signed().given(
            .correct(1, ["scope": ["budaya"]], at: "2019-01-02"),
            .correct(1, ["scope": ["pertanian", "budaya"]], at: "2019-01-03"),
            .correct(1, ["place": "Blitar"], at: "2019-01-04")
        )
        #expect(story.agreement?.fields["scope"] == ["pertanian", "budaya"])
        #expect(story.agreement?.fields["place"] == "Blitar")
        let placed = try #require(story.history.placed().first { $0.fact.position == 1 })
        #expect(placed.correctedBy == [6, 7, 8])
        // The entry itself is as it was.
        #expect(story.history.facts[1].data["scope"] == ["pariwisata"])
    }

    @Test func `null takes an optional field away, as if it had never been given`() throws {
        let story = try signed().given(.correct(1, ["place": .null], at: "2019-01-02"))
        #expect(story.agreement?.fields["place"] == nil)
        let twice = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07").with("place", "Singaraja"),
            .discuss("b", at: "2018-11-08").with("place", "Blitar"),
            .correct(2, ["place": .null], at: "2019-01-02")
        )
        #expect(twice.agreement?.fields["place"] == "Singaraja")
    }

    @Test func `a corrected time is held against the same limits as any`() throws {
        let story = try signed()
        #expect(story.when(.correct(1, ["at": "0018-10"], at: "2019-01-02")).word == "badTime")
        #expect(story.when(.correct(1, ["at": "2199"], at: "2019-01-02")).word == "timeInFuture")
    }

    @Test func `a required field can't be taken away, nor an unknown one set`() throws {
        let story = try signed()
        #expect(story.when(.correct(1, ["scope": .null], at: "2019-01-02")).word == "missingField")
        #expect(story.when(.correct(1, ["skope": .null], at: "2019-01-02")).word == "unknownField")
        #expect(story.when(.correct(1, ["skope": "a"], at: "2019-01-02")).word == "unknownField")
        #expect(story.when(.correct(1, ["workflow": "a"], at: "2019-01-02")).word == "unknownField")
        #expect(
            story.when(.correct(5, ["signatures": []], at: "2019-01-02")).word == "unknownField"
        )
        #expect(story.when(.correct(1, ["scope": [""]], at: "2019-01-02")).word == "badField")
    }

    @Test func `the source can be corrected on every entry`() throws {
        let story = try signed().given(.correct(3, ["source": "Surat 045/12"], at: "2019-01-02"))
        #expect(story.history.placed()[3].fact.source == "Surat 045/12")
        let gone = try story.given(.correct(1, ["source": .null], at: "2019-01-03"))
        #expect(gone.history.placed()[1].fact.source == nil)
    }

    @Test func `a correction of the time moves the fact`() throws {
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .discuss("b", at: "2018-11-26"),
            .correct(1, ["at": "2018-12-01"], at: "2019-01-02")
        )
        #expect(story.order == [0, 2, 1])
        #expect(story.agreement?.fields["scope"] == ["a"])
        #expect(story.agreement?.since.moment.text == "2018-12-01")
        // Back again, and known only to the month.
        let again = try story.given(.correct(1, ["at": "2018-10"], at: "2019-01-03"))
        #expect(again.order == [0, 1, 2])
    }

    @Test(arguments: [
        ("2019-01-03", "timeInFuture"), ("7 November", "badTime"), ("2018-02-30", "badTime"),
    ])
    func `a corrected time is checked as any other`(time: JSONValue, word: String) throws {
        let act = Act.correct(1, ["at": time], at: "2019-01-02").recorded("2019-01-02T10:00")
        #expect(try signed().when(act).word == word)
    }

    @Test func `a voided entry is as if it had not been recorded, and is still shown`() throws {
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .discuss("b", at: "2018-11-26"),
            .void(2, at: "2019-01-02")
        )
        #expect(story.order == [0, 1])
        #expect(story.agreement?.fields["scope"] == ["a"])
        #expect(story.history.voided == [2: 3])
        #expect(story.history.facts.count == 4)
        // Once voided there is nothing to correct.
        #expect(
            story.when(.correct(2, ["scope": ["c"]], at: "2019-01-03")).rejection?.reason
                == .notCorrectable(position: 2, type: "ScopeDiscussed", by: 3)
        )
        #expect(story.when(.void(2, at: "2019-01-03")).word == "notCorrectable")
    }

    @Test(arguments: [
        (Act.void(1, at: "2019-01-02"), "PKSDrafted@2: notFromHere"),
        (.void(2, at: "2019-01-02"), "accepted"),
        (.void(3, at: "2019-01-02"), "ReadinessGiven@4: notAwaited"),
        (.void(4, at: "2019-01-02"), "accepted"), (.void(5, at: "2019-01-02"), "accepted"),
        (.void(0, at: "2019-01-02"), "ScopeDiscussed@1: notBeginning"),
        (.correct(1, ["at": "2018-11-21"], at: "2019-01-02"), "PKSDrafted@2: notFromHere"),
        (.correct(4, ["for": "kuasa"], at: "2019-01-02"), "ReadinessGiven@4: notAwaited"),
        (.correct(3, ["office": "51.08/DPRD"], at: "2019-01-02"), "ReadinessGiven@4: notAwaited"),
        (.correct(3, ["at": "2018-12-04"], at: "2019-01-02"), "ReadinessGiven@4: notAwaited"),
        (.correct(5, ["at": "2018-11-27"], at: "2019-01-02"), "ReadinessGiven@4: closed"),
    ])
    func `a correction on which later entries rest is refused, naming the first of them`(
        act: Act,
        step: String
    ) throws {
        let outcome = try signed().when(act)
        #expect((outcome.laterStep ?? outcome.word) == step)
    }

    @Test(arguments: [
        // Without the discussion no draft, so no waiting, no answer to it, and nothing to sign.
        (Act.void(1, at: "2019-01-02"), [2, 3, 4, 5] as [Int64]?),
        (.void(3, at: "2019-01-02"), [4]), (.void(4, at: "2019-01-02"), nil),
        (.correct(5, ["at": "2018-11-27"], at: "2019-01-02"), [4]),
    ])
    func `all later entries that rest on it are named, also those that rest on one another`(
        act: Act,
        positions: [Int64]?
    ) throws {
        #expect(try signed().when(act).laterSteps == positions)
    }

    @Test func `once all that were named are voided along, the correction is accepted`() throws {
        func voiding(_ positions: ClosedRange<Int>) -> Act {
            corrections(positions.map { ["position": .integer($0), "void": true] })
        }
        let story = try signed()
        #expect(story.when(voiding(1...2)).laterSteps == [3, 4, 5])
        #expect(story.when(voiding(1...4)).laterSteps == [5])
        #expect(story.when(voiding(1...5)).word == "accepted")
    }

    @Test func `it is accepted when the same command corrects both`() throws {
        let story = try signed()
        let both = try story.given(
            corrections([["position": 3, "void": true], ["position": 4, "void": true]])
        )
        #expect(both.order == [0, 1, 2, 5])
        let office: JSONValue = ["office": "51.08/DPRD"]
        let moved = try story.given(
            corrections([["position": 3, "set": office], ["position": 4, "set": office]])
        )
        #expect(moved.agreement?.stage == "Signed")
        #expect(moved.history.version == story.history.version + 1)
        // The order of the list does not matter.
        #expect(
            story.when(
                corrections([["position": 4, "set": office], ["position": 3, "set": office]])
            ).word == "accepted"
        )
    }

    @Test func `the wrong Blitar can be put right, with everything that it signed`() throws {
        let wrong = try Story.buleleng().given(
            .propose("35.05", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .draft(at: "2018-11-20"),
            .sign("35.05", at: "2018-12-03")
        )
        let parties: JSONValue = ["parties": ["51.08", "35.72"]]
        #expect(
            wrong.when(.correct(0, ["parties": ["51.08", "35.72"]], at: "2019-01-02")).laterStep
                == "PartySigned@3: notAParty"
        )
        let right = try wrong.given(
            corrections([
                ["position": 0, "set": parties], ["position": 3, "set": ["party": "35.72"]],
            ])
        )
        #expect(right.agreement?.parties.map(\.name) == ["Kabupaten Buleleng", "Kota Blitar"])
        #expect(right.agreement?.signatures.map(\.party) == ["35.72"])
        #expect(right.awaited == ["51.08: -"])
    }

    @Test func `a signature's time can't leave Signed behind, unless that moves too`() throws {
        // 3 and 4 sign, 5 is what they brought about.
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .draft(at: "2018-11-20"),
            .sign("35.72", at: "2018-12-03"),
            .sign("51.08", at: "2018-12-10")
        )
        #expect(
            story.when(.correct(4, ["at": "2018-12-17"], at: "2019-01-02")).laterStep
                == "Signed@5: stillAwaited"
        )
        #expect(story.when(.void(3, at: "2019-01-02")).laterStep == "Signed@5: stillAwaited")
        let both = try story.given(
            corrections([
                ["position": 4, "set": ["at": "2018-12-17"]],
                ["position": 5, "set": ["at": "2018-12-17"]],
            ])
        )
        #expect(both.agreement?.closed?.at.moment.text == "2018-12-17")
        let earlier = try story.given(.correct(3, ["at": "2018-12-04"], at: "2019-01-02"))
        #expect(earlier.agreement?.closed?.at.moment.text == "2018-12-10")
    }

    @Test func `the draft that a signature names can't be voided`() throws {
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .draft(at: "2018-11-20"),
            .draft(at: "2018-11-21"),
            .sign("35.72", at: "2018-12-03").with("draft", 2)
        )
        #expect(story.when(.void(3, at: "2019-01-02")).laterStep == "PartySigned@4: unknownVersion")
        #expect(story.when(.void(2, at: "2019-01-02")).word == "accepted")
    }

    @Test func `numbers of a paper signed at once are corrected in its list`() throws {
        let story = try signed()
        let own = try story.given(.correct(5, ["number": "075/9"], at: "2019-01-02"))
        #expect(own.agreement?.signatures.map(\.number) == ["075/9", nil])
        let theirs = try own.given(
            .correct(5, ["numbers": ["35.72": "188/7"], "place": "Blitar"], at: "2019-01-03")
        )
        #expect(theirs.agreement?.signatures.map(\.number) == ["075/9", "188/7"])
        #expect(theirs.agreement?.signatures.map(\.place) == ["Blitar", "Blitar"])
        let gone = try theirs.given(
            .correct(5, ["number": .null, "place": .null], at: "2019-01-04")
        )
        #expect(gone.agreement?.signatures.map(\.number) == [nil, "188/7"])
        #expect(gone.agreement?.signatures.map(\.place) == [nil, nil])
        #expect(
            story.when(.correct(5, ["numbers": ["35.05": "1"]], at: "2019-01-02")).word
                == "notAParty"
        )
        #expect(story.when(.correct(5, ["number": "1"], at: "2019-01-02")).word == "nothingChanged")
    }

    @Test func `what changes nothing, names nothing or gives no reason is refused`() throws {
        let story = try signed()
        #expect(
            story.when(.correct(1, ["scope": ["pariwisata"]], at: "2019-01-02")).rejection?.reason
                == .nothingChanged
        )
        #expect(
            story.when(.correct(1, ["at": "2018-11-07"], at: "2019-01-02")).word
                == "nothingChanged"
        )
        #expect(story.when(.correct(1, [:], at: "2019-01-02")).word == "nothingChanged")
        #expect(
            story.when(.correct(2, ["version": .null], at: "2019-01-02")).word == "nothingChanged"
        )
        #expect(
            story.when(.correct(17, ["scope": ["a"]], at: "2019-01-02")).rejection?.reason
                == .notOfThisAgreement(position: 17)
        )
        #expect(story.when(corrections([])).word == "missingField")
        #expect(
            story.when(.record("Corrected", at: "2019-01-02", ["position": 1, "void": true])).word
                == "missingField"
        )
        #expect(
            story.when(
                .record("Corrected", at: "2019-01-02", ["set": ["scope": ["a"]], "reason": "a"])
            ).word == "missingField"
        )
    }

    @Test func `a correction can't be corrected, and an agreement's only entry can't be voided`()
        throws
    {
        let story = try signed().given(.correct(1, ["place": "Blitar"], at: "2019-01-02"))
        #expect(
            story.when(.void(6, at: "2019-01-03")).rejection?.reason
                == .notCorrectable(position: 6, type: "Corrected")
        )
        let only = try Story.buleleng().given(.propose("35.72", at: "2018-10-01"))
        #expect(
            only.when(.void(0, at: "2019-01-02")).rejection?.reason
                == .notCorrectable(position: 0, type: "VisitProposed")
        )
    }

    @Test func `a hold can be corrected and voided like any fact`() throws {
        let story = try Situation.awaited.story().given(
            .hold(until: "2026-04-30", at: "2026-03-02"),
            .correct(4, ["until": "2026-05-31"], at: "2026-03-03")
        )
        #expect(story.agreement?.held?.until == "2026-05-31")
        #expect(try story.given(.void(4, at: "2026-03-04")).agreement?.held == nil)
    }

    @Test func `a note, a document and a follow-up can be corrected and voided too`() throws {
        let document: JSONValue = [
            "name": "notulen.pdf", "size": 3, "sha256": .string(String(repeating: "a", count: 64)),
        ]
        let story = try signed().given(
            .note("Kepala bagian: tunggu anggaran", at: "2018-12-11"),
            .record("DocumentAttached", at: "2018-12-12", ["document": document]),
            .record(
                "FollowedUp",
                at: "2018-12-13",
                ["channel": "surat", "outcome": "belum dijawab"]
            )
        )
        let corrected = try story.given(
            .correct(6, ["text": "Tunggu anggaran", "at": "2018-12-14"], at: "2019-01-02"),
            .void(7, at: "2019-01-02")
        )
        #expect(corrected.history.supplements().map(\.fact.position) == [8, 6])
        let note = try #require(corrected.history.supplements().last)
        #expect(note.fact.data["text"] == "Tunggu anggaran")
        #expect(note.fact.moment.text == "2018-12-14")
        #expect(note.correctedBy == [9])
        #expect(corrected.history.voided == [7: 10])
        // Nobody's --if-version fails because somebody mended a note.
        #expect(corrected.history.version == story.history.version)
        #expect(
            try story.given(.correct(1, ["place": "Blitar"], at: "2019-01-02")).history.version
                == story.history.version + 1
        )
        // Nothing rests on them, so they may also be set before the beginning.
        #expect(corrected.agreement == story.agreement)
        #expect(story.when(.correct(6, ["teks": "a"], at: "2019-01-02")).word == "unknownField")
        #expect(story.when(.correct(6, ["text": .null], at: "2019-01-02")).word == "missingField")
        #expect(
            corrected.when(.correct(7, ["kind": "a"], at: "2019-01-03")).word == "notCorrectable"
        )
    }

    @Test func `a correction reads what an entry of it says`() throws {
        let story = try signed().given(
            corrections([
                ["position": "1", "set": ["scope": "budaya", "at": "2018-11-08"]],
                ["position": 4, "void": true],
            ])
        )
        let entry = try #require(story.history.facts.last)
        #expect(
            entry.data["corrections"] == [
                [
                    "position": 1, "set": ["scope": ["budaya"]],
                    "time": "2018-11-08T00:00:00.000+08:00", "timeprecision": "day",
                ],
                ["position": 4, "void": true],
            ]
        )
        let read = Correction.all(in: entry)
        #expect(read.map(\.position) == [1, 4])
        #expect(read.map(\.isVoid) == [false, true])
        #expect(read.first?.moment?.text == "2018-11-08")
        #expect(read.map(\.json) == entry.data["corrections"]?.array)
    }
}
