import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// The synthetic cases (SINTETIS): invented regions 99.xx, no persons.
@Suite struct SyntheticCaseTests {
    @Test func `case 1: a regency and a university, through a holiday cluster to a signature`()
        throws
    {
        let story = try Story.synthetic().given(
            .propose("univ-contoh", at: "2026-01-12").with("title", "Riset pertanian")
                .with("paper", "PKS").saying("Surat penawaran 12 Januari 2026"),
            .discuss("riset pertanian", at: "2026-01-28"),
            .awaitAnswer(
                "99.01/HUKUM",
                for: "klasifikasi: sinergi atau pihak ketiga",
                at: "2026-01-28"
            ),
            .ready("99.01/HUKUM", at: "2026-02-05"),
            .draft(at: "2026-02-25").with("version", "1"),
            .draft(at: "2026-03-10").with("version", "2"),
            .awaiting("univ-contoh", for: "surat kuasa rektor", at: "2026-03-10")
        )
        #expect(story.awaited == ["univ-contoh: surat kuasa rektor (2026-03-10)"])
        #expect(story.agreement?.versions["PKSDrafted"]?.count == 2)
        // Ten working days, of which 18 to 24 March are none.
        #expect(try story.next() == "2026-03-31T08:00:00.000+08:00")
        #expect(try story.owed(at: "2026-03-31T08:00") == ["menunggu univ-contoh > petugas"])

        let signed = try story.given(
            .ready("univ-contoh", at: "2026-04-06"),
            .sign(at: "2026-04-07").with("numbers", ["99.01": "075/7", "univ-contoh": "12/UN"])
                .with("until", "2029-04-06")
        )
        #expect(
            signed.way == [
                "VisitProposed 2026-01-12", "ScopeDiscussed 2026-01-28", "PKSDrafted 2026-02-25",
                "PKSDrafted 2026-03-10", "ReadinessAwaited 2026-03-10", "Signed 2026-04-07",
            ]
        )
        #expect(signed.agreement?.signatures.map(\.number) == ["075/7", "12/UN"])
        #expect(signed.agreement?.term?.from == "2026-04-07")
        #expect(signed.agreement?.term?.until == "2029-04-06")
        // Signed, only its end is ahead: 90 days before it, a Saturday.
        #expect(try signed.next() == "2029-01-05T08:00:00.000+08:00")
        #expect(signed.steps.allSatisfy { $0.rejection == nil })
    }

    @Test func `case 2: three parties sign from desk to desk, and only the third makes it Signed`()
        throws
    {
        let awaited = try Story.synthetic().given(
            .propose("99.71", "99.02", at: "2026-05-06"),
            .discuss("pariwisata", at: "2026-06-10").recorded("2026-06-19T09:00"),
            .draft(at: "2026-07-15"),
            .awaiting("99.71", for: "kesiapan", at: "2026-08-03"),
            .awaiting("99.02", for: "kesiapan", at: "2026-08-03")
        )
        // The minutes came after Galungan, when nobody works in Bali.
        let bali = try calendar("id-bali")
        #expect(
            try ["2026-06-16", "2026-06-17", "2026-06-18"].allSatisfy {
                !bali.isWorkingDay(try day($0))
            }
        )
        #expect(try awaited.agreement(knownAt: "2026-06-18")?.stage == "VisitProposed")
        #expect(try awaited.agreement(asOf: "2026-06-10")?.stage == "ScopeDiscussed")

        let first = try awaited.given(.sign("99.01", at: "2026-08-19").with("number", "1/99.01"))
        #expect(
            first.awaited == [
                "99.71: kesiapan (2026-08-03)", "99.02: kesiapan (2026-08-03)",
                "99.71: - (2026-08-19)", "99.02: - (2026-08-19)",
            ]
        )
        #expect(first.when(.sign(at: "2026-08-20")).word == "accepted")
        let second = try first.given(.sign("99.71", at: "2026-08-26").with("number", "2/99.71"))
        #expect(second.agreement?.stage == "ReadinessAwaited")
        #expect(
            second.awaited == ["99.02: kesiapan (2026-08-03)", "99.02: - (2026-08-19)"]
        )
        // Five working days after 19 August: 25 August is a holiday.
        #expect(try second.owed(at: "2026-08-26T14:00") == ["menunggu 99.02 > petugas"])
        #expect(
            try second.owed(at: "2026-08-27T08:00")
                == ["menunggu 99.02 > petugas", "tanda-tangan 99.02 > petugas"]
        )
        let third = try second.given(.sign("99.02", at: "2026-09-02").with("number", "3/99.02"))
        #expect(third.agreement?.stage == "Signed")
        #expect(third.agreement?.closed?.at.moment.text == "2026-09-02")
        #expect(third.agreement?.signatures.map(\.number) == ["1/99.01", "2/99.71", "3/99.02"])
        #expect(try third.agreement(asOf: "2026-09-01")?.stage == "ReadinessAwaited")
        #expect(try third.agreement(asOf: "2026-09-02")?.stage == "Signed")
    }

    @Test func `case 2 has two deadlines: Galungan counts here, and not for the partners`() throws {
        // From the discussion on 10 June, ten days: Bali loses 16 to 18 June, and 17 alone is off for all.
        let own = try calendar("id-bali").adding(workingDays: 10, to: day("2026-06-10")).date
        let partner = try calendar("id").adding(workingDays: 10, to: day("2026-06-10")).date
        #expect(own.description == "2026-06-30")
        #expect(partner.description == "2026-06-25")
    }

    @Test func `case 3: the reminder dates of a term that ends on a Sunday`() throws {
        let end = try day("2027-03-14")
        let bali = try calendar("id-bali")
        func before(_ days: Int) -> LocalDate { end.adding(days: -days) }
        #expect(
            [90, 60, 30, 7].map { before($0).description }
                == ["2026-12-14", "2027-01-13", "2027-02-12", "2027-03-07"]
        )
        #expect(
            [90, 60, 30, 7].map { bali.lastWorkingDay(onOrBefore: before($0)).description }
                == ["2026-12-14", "2027-01-11", "2027-02-12", "2027-03-05"]
        )
        #expect(end.weekday == .sunday)
        // The end falls into Nyepi and Idul Fitri: from the 8th on nobody works.
        #expect(bali.lastWorkingDay(onOrBefore: end).description == "2027-03-05")
        #expect(bali.firstWorkingDay(onOrAfter: end).description == "2027-03-16")
    }

    @Test func `case 3 as a timeline: on these days a reminder, and on no other`() throws {
        let story = try Story.synthetic().given(
            Act.register("99.71", at: "2022-03-15").with("kind", "KSDD").with("paper", "PKS")
                .with("until", "2027-03-14").recorded("2026-11-02T09:00")
        )
        let agreement = try #require(story.agreement)
        let planner = try story.planner()
        var issued: Set<ObligationKey> = []
        var days: [String] = []
        var date = try day("2026-11-02")
        // A daemon that looks every morning at nine, and never sleeps.
        while date <= (try day("2027-06-30")) {
            let now = try story.instant("\(date)T09:00")
            let owed = planner.owed(agreement, issued: { issued.contains($0) }, now: now)
            issued.formUnion(owed.map(\.key))
            if !owed.isEmpty { days.append("\(date)") }
            date = date.adding(days: 1)
        }
        #expect(days == ["2026-12-14", "2027-01-11", "2027-02-12", "2027-03-05"])
        #expect(issued.count { $0.role == "petugas" } == 4)
    }

    @Test func `case 4: a withdrawal ends it, and a late letter opens nothing again`() throws {
        let discussed = try Story.synthetic().given(
            .propose("99.71", at: "2025-07-09"),
            .discuss("pariwisata", at: "2025-08-06")
        )
        #expect(try discussed.next() != nil)
        let withdrawn = try discussed.given(
            .withdraw("99.71", because: "Perubahan prioritas anggaran", at: "2025-09-11")
                .saying("Surat penarikan diterima 11 September 2025")
        )
        let closing = try #require(withdrawn.agreement?.closed)
        #expect(closing.label.id == "Ditarik")
        #expect(closing.party == "99.71")
        #expect(closing.reason == "Perubahan prioritas anggaran")
        #expect(try withdrawn.next() == nil)
        #expect(try withdrawn.owed(at: "2025-09-12T09:00") == [])

        let letter = try withdrawn.given(
            .record("LetterReceived", at: "2025-09-25", ["from": "99.71"])
        )
        #expect(letter.agreement == withdrawn.agreement)
        #expect(letter.history.facts.count == 4)
        #expect(letter.when(.discuss("budaya", at: "2025-09-26")).word == "closed")
        #expect(try letter.agreement(asOf: "2025-09-10")?.closed == nil)
        #expect(try letter.agreement(asOf: "2025-09-11")?.closed != nil)
    }

    @Test func `case 5: the scope is discussed twice, and the draft follows the second`() throws {
        let story = try Story.synthetic().given(
            .propose("99.71", at: "2025-09-17"),
            .discuss("pariwisata", "ekonomi kreatif", at: "2025-10-15").recorded(
                "2025-10-23T09:00"
            ),
            .discuss("pariwisata", "pertanian", at: "2025-11-26"),
            .draft(at: "2025-12-17").with("scopeVersion", 2)
        )
        #expect(try story.agreement(asOf: "2025-10-15")?.stage == "ScopeDiscussed")
        #expect(try story.agreement(knownAt: "2025-10-22")?.stage == "VisitProposed")
        #expect(try story.agreement(knownAt: "2025-10-23")?.stage == "ScopeDiscussed")
        // Both versions stay readable, and the draft says which one it follows.
        let versions = try #require(story.agreement?.versions["ScopeDiscussed"])
        let scopes = versions.map { story.history.facts[Int($0)].data["scope"] }
        #expect(scopes == [["pariwisata", "ekonomi kreatif"], ["pariwisata", "pertanian"]])
        #expect(story.agreement?.fields["scopeVersion"]?.integer == Int(versions[1]))
        #expect(story.agreement?.fields["scope"] == ["pariwisata", "pertanian"])
        #expect(
            story.when(.draft(at: "2025-12-18").with("scopeVersion", 3)).rejection?.reason
                == .unknownVersion(event: "ScopeDiscussed", version: 3, latest: 2)
        )
    }

    @Test func `case 5 comes out the same when the first minutes are entered last`() throws {
        let inOrder = try Story.synthetic().given(
            .propose("99.71", at: "2025-09-17"),
            .discuss("a", at: "2025-10-15"),
            .discuss("b", at: "2025-11-26"),
            .draft(at: "2025-12-17")
        )
        let late = try Story.synthetic().given(
            .propose("99.71", at: "2025-09-17"),
            .discuss("b", at: "2025-11-26"),
            .draft(at: "2025-12-17"),
            .discuss("a", at: "2025-10-15")
        )
        #expect(late.normalForm != nil)
        #expect(late.normalForm == inOrder.normalForm)
    }

    @Test func `case 6: a DPRD without a legal limit is only nudged by the office's own policy`()
        throws
    {
        let story = try Story.synthetic().given(
            .propose("99.71", at: "2026-01-12").with("kind", "KSDD"),
            .discuss("pariwisata", at: "2026-02-04"),
            .awaiting("99.01/DPRD", for: "persetujuan", at: "2026-03-12")
                .saying("Tanda terima Sekretariat DPRD")
        )
        let agreement = try #require(story.agreement)
        let workflow = try #require(story.circumstances.rules[agreement.workflow])
        let wait = try #require(agreement.waits.first)
        #expect(workflow.limitEnds(of: wait, in: agreement, story.circumstances).isEmpty)
        let deemed = Act.record(
            "DeemedApproved",
            at: "2026-09-14",
            ["office": "99.01/DPRD", "citing": "Ps 17"]
        )
        #expect(story.when(deemed).rejection?.reason == .noLimit(office: "99.01/DPRD"))

        // Still waiting on 14 September, and still reminded by the calendar of Bali.
        #expect(try story.next() == "2026-04-02T08:00:00.000+08:00")
        #expect(try story.awaitedOn("2026-09-14") == ["99.01/DPRD: persetujuan (2026-03-12)"])
        let owed = try story.planner().owed(
            agreement,
            issued: { _ in false },
            now: story.instant("2026-09-14T09:00")
        )
        #expect(owed.map(\.key.role) == ["petugas", "kabag", "sekda"])
        #expect(owed.first?.slot.count.touchesEstimate == true)
        let ladder = try #require(try story.planner().ladders(of: agreement).last?.ladder)
        #expect(ladder.source.mark == .officePolicy)
    }

    @Test func `case 6b: as cooperation abroad silence is consent after 45 working days`() throws {
        #expect(
            try calendar("id").adding(workingDays: 45, to: day("2026-03-12")).date.description
                == "2026-05-29"
        )
        #expect(
            try calendar("id-bali").adding(workingDays: 45, to: day("2026-03-12")).date.description
                == "2026-06-02"
        )
        let story = try Story.synthetic().given(
            .propose("99.71", at: "2026-01-12").with("kind", "KSDPL"),
            .discuss("pariwisata", at: "2026-02-04"),
            .draft(at: "2026-03-02"),
            .awaiting("99.01/DPRD", for: "persetujuan", at: "2026-03-12")
        )
        let deemed = Act.record(
            "DeemedApproved",
            at: "2026-05-29",
            ["office": "99.01/DPRD", "citing": "Permendagri 25/2020 Ps 17(4)"]
        )
        #expect(story.when(deemed).word == "limitNotLapsed")
        guard case .limitNotLapsed(let end)? = story.when(deemed).rejection?.reason else {
            Issue.record("the refusal names the limit")
            return
        }
        #expect(end.lastDay.description == "2026-05-29")
        #expect(end.limit.source.text == "Permendagri 25/2020 Ps 17(2)-(4)")
        #expect(end.limit.source.mark == .legal)
        // A Saturday is a day after the last one.
        var saturday = deemed
        saturday.at = "2026-05-30"
        #expect(story.when(saturday).word == "accepted")
        #expect(story.when(.sign(at: "2026-05-29")).word == "stillAwaited")
        var after = deemed
        after.at = "2026-06-02"
        let moved = try story.given(after, .sign(at: "2026-06-03"))
        #expect(moved.agreement?.stage == "Signed")
        let recorded = try #require(moved.history.facts.first { $0.type == "DeemedApproved" })
        #expect(recorded.data["citing"] == "Permendagri 25/2020 Ps 17(4)")
    }
}

extension Story {
    fileprivate func awaitedOn(_ day: String) throws -> [String] {
        try #require(try agreement(asOf: day)).waits.map {
            "\($0.office): \($0.purpose ?? "-") (\($0.since.moment.text))"
        }
    }
}

extension Outcome {
    /// The reason in one word; `accepted` if there is none.
    var word: String { rejection?.reason.word ?? "accepted" }
}
