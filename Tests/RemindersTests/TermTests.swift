import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// Ladders that count back from the end of a term, and what comes after it.
@Suite struct TermTests {
    /// The paper of case 3: it ends on Sunday, 14 March 2027.
    private func registered(_ kind: String = "KSDD", until: String = "2027-03-14") throws -> Story {
        try Story.synthetic().given(
            Act.register("99.71", at: "2022-03-15").with("kind", .string(kind))
                .with("from", "2022-03-15").with("until", .string(until))
                .recorded("2026-01-05T09:00")
        )
    }

    /// What is issued day by day, as if a daemon looked every hour.
    private func issued(
        _ story: Story,
        _ planner: Planner? = nil,
        from start: String = "2026-01-05T09:00",
        through end: String
    ) throws -> [String] {
        try (planner ?? story.planner()).course(
            of: try story.state(),
            issued: [],
            from: try story.instant(start),
            through: try story.instant(end)
        ).map { "\($0.obligation.slot.day) \($0.obligation.key.summary)" }
    }

    @Test(arguments: ["KSDD", "KSDPK"])
    func `case 3: 90, 60, 30 and 7 days before, and the last two are one`(kind: String) throws {
        let story = try registered(kind)
        #expect(story.agreement?.closed != nil)
        #expect(try story.next() == "2026-12-14T08:00:00.000+08:00")
        #expect(
            try issued(story, through: "2027-12-31") == [
                "2026-12-14 akhir-masa -90 - > petugas",
                "2027-01-11 akhir-masa -60 - > petugas",
                "2027-02-12 akhir-masa -30 - > petugas",
                "2027-02-12 akhir-masa -30 - > kabag",
                "2027-03-05 akhir-masa -0 - > petugas",
                "2027-03-05 akhir-masa -0 - > kabag",
            ]
        )
        #expect(try story.owed(at: "2026-12-14T07:59") == [])
        #expect(try story.owed(at: "2026-12-14T08:00") == ["akhir-masa -90 - > petugas"])
    }

    @Test(arguments: [
        // The date of the notice is 30 June 2026; all its days were over when the paper was typed in.
        (
            "2026-06-29T10:00",
            [
                "2026-06-23 pemberitahuan-perpanjangan -7",
                "2026-06-30 pemberitahuan-perpanjangan -0",
            ]
        ),
        ("2026-06-30T10:00", ["2026-06-30 pemberitahuan-perpanjangan -0"]),
        // Nothing can leave any more on that day.
        ("2026-06-30T15:00", []),
        // It has passed: nobody is told of what nobody can do any more.
        ("2026-07-01T10:00", []),
    ])
    func `a paper that is recorded late is told of while the law's date is ahead`(
        recorded: String,
        expected: [String]
    ) throws {
        let story = try Story.synthetic().given(
            Act.register("99.71", at: "2022-03-15").with("kind", "KSDPL")
                .with("from", "2022-03-15").with("until", "2026-12-30").recorded(recorded)
        )
        let all = try issued(story, from: recorded, through: "2026-07-31")
        let notices = all.filter { $0.contains("pemberitahuan") && $0.hasSuffix("petugas") }
        #expect(notices.map { String($0.prefix { $0 != ">" }.dropLast(3)) } == expected)
    }

    @Test func `of the days that have passed only the last is told, and then the next`() throws {
        let story = try Story.synthetic().given(
            Act.register("99.71", at: "2022-03-15").with("kind", "KSDPL")
                .with("from", "2022-03-15").with("until", "2026-12-30").recorded("2026-06-10T10:00")
        )
        let notices = try issued(story, from: "2026-06-10T10:00", through: "2026-12-31")
            .filter { $0.contains("pemberitahuan") && $0.hasSuffix("petugas") }
        #expect(
            notices == [
                "2026-05-29 pemberitahuan-perpanjangan -30 - > petugas",
                "2026-06-23 pemberitahuan-perpanjangan -7 - > petugas",
                "2026-06-30 pemberitahuan-perpanjangan -0 - > petugas",
            ]
        )
    }

    @Test func `a slot that was rolled back names the days off, and its own day`() throws {
        let story = try registered()
        let planner = try story.planner()
        let running = try #require(planner.ladders(of: try story.state()).first)
        #expect(running.anchor.description == "2027-03-14")
        let slot = try #require(planner.slots(of: running).first { $0.step.days == 60 })
        #expect(slot.day.description == "2027-01-11")
        #expect(
            slot.count.skipped.map(\.date.description) == ["2027-01-12", "2027-01-13"]
        )
    }

    @Test func `abroad there is one more, and the notice six months before rests on the law`()
        throws
    {
        let story = try registered("KSDPL")
        let ladders = try story.planner().ladders(of: try story.state())
        #expect(
            ladders.map { "\($0.ladder.name) \($0.anchor) \($0.ladder.source.mark.rawValue)" } == [
                "akhir-masa 2027-03-14 office-policy",
                "akhir-masa-luar-negeri 2027-03-14 office-policy",
                "pemberitahuan-perpanjangan 2026-09-14 legal",
            ]
        )
        let days = try issued(story, through: "2026-12-13")
        #expect(
            days == [
                "2026-07-16 pemberitahuan-perpanjangan -60 - > petugas",
                "2026-08-14 pemberitahuan-perpanjangan -30 - > petugas",
                "2026-08-14 pemberitahuan-perpanjangan -30 - > kabag",
                "2026-09-07 pemberitahuan-perpanjangan -7 - > petugas",
                "2026-09-07 pemberitahuan-perpanjangan -7 - > kabag",
                "2026-09-14 pemberitahuan-perpanjangan -0 - > petugas",
                "2026-09-14 pemberitahuan-perpanjangan -0 - > kabag",
                "2026-09-15 akhir-masa-luar-negeri -180 - > petugas",
                "2026-09-15 akhir-masa-luar-negeri -180 - > kabag",
            ]
        )
    }

    @Test func `the key names the date and the days before it, and no step forward has that name`()
        throws
    {
        let story = try registered()
        let owed = try story.obligations(at: "2026-12-14T08:00")
        #expect(
            owed.map(\.key.description)
                == ["reminder:2018-0001:0:-:akhir-masa:2027-03-14-90:petugas"]
        )
        // Another end of the term is another matter: it is reminded of from its first rung on.
        let corrected = try story.given(
            .correct(0, ["until": "2028-03-14"], at: "2027-01-04T10:00")
        )
        #expect(try corrected.next() == "2027-12-15T08:00:00.000+08:00")
        #expect(try corrected.owed(at: "2027-01-11T08:00") == [])
    }

    @Test func `what fell due before the paper was typed in is passed over`() throws {
        let late = try Story.synthetic().given(
            Act.register("99.71", at: "2022-03-15").with("until", "2027-03-14")
                .recorded("2027-01-20T09:00")
        )
        #expect(try late.owed(at: "2027-01-20T10:00") == [])
        #expect(try late.next() == "2027-02-12T08:00:00.000+08:00")
        let over = try Story.synthetic().given(
            Act.register("99.71", at: "2022-03-15").with("until", "2025-03-14")
                .recorded("2027-01-20T09:00")
        )
        #expect(try over.next() == nil)
    }

    @Test func `nothing is owed once the term was ended by decision`() throws {
        let ended = try registered().given(
            .record("Terminated", at: "2026-06-01", ["reason": "objek hilang"])
        )
        #expect(try ended.next() == nil)
        #expect(try ended.owed(at: "2026-12-14T08:00") == [])
        let planner = try ended.planner()
        #expect(planner.silence(of: try ended.state(), now: try ended.instant("2026-12-14")) != nil)
    }

    @Test func `nothing is owed once its renewal is signed`() throws {
        let story = try registered()
        var planner = try story.planner()
        planner.renewals = ["2018-0001": "2026-0007"]
        #expect(planner.next(try story.state()) { _ in false } == nil)
        let running = try #require(planner.ladders(of: try story.state()).first)
        #expect(running.isSilent)
        #expect(running.renewedBy == "2026-0007")
    }

    @Test func `when the last day has passed the final report is asked for, once`() throws {
        let story = try registered()
        let ended = try #require(story.afterTermEnd(at: "2027-03-15T00:00"))
        let planner = try ended.planner()
        let agreement = try #require(ended.agreement)
        #expect(agreement.term?.ended?.moment.text == "2027-03-14")
        #expect(agreement.term?.isExpired == true)
        #expect(
            try issued(ended, from: "2027-03-15", through: "2028-12-31")
                == ["2027-03-16 laporan-akhir 0 - > petugas"]
        )
        #expect(planner.exhausted(agreement) { _ in true }.isEmpty)
    }

    @Test func `what follows the end of the term is told before the daemon has recorded it`()
        throws
    {
        let story = try registered()
        let (planner, state) = (try story.planner(), try story.state())
        let position = Int64(story.history.facts.count)
        let foreseen = try #require(
            Decider(story.circumstances) { _ in false }.foreseenEnd(
                of: state,
                story.history,
                position: position,
                now: try story.instant("2027-03-01T09:00")
            )
        )
        #expect(foreseen.at == (try story.instant("2027-03-15T00:00")))
        func course(_ foreseen: ForeseenEnd?, through end: String) throws -> [String] {
            planner.course(
                of: state,
                foreseen: foreseen,
                issued: [],
                from: try story.instant("2027-03-01T09:00"),
                through: try story.instant(end)
            ).map { planned in
                let key = planned.obligation.key
                return "\(planned.obligation.slot.day) \(key.rule) \(key.opener)"
            }
        }
        let before = try course(nil, through: "2027-12-31")
        #expect(before.last == "2027-03-05 akhir-masa 0")
        #expect(try course(foreseen, through: "2027-03-14T23:59") == before)
        #expect(
            try course(foreseen, through: "2027-12-31")
                == before + ["2027-03-16 laporan-akhir \(position)"]
        )
        // The very state in which the daemon's own entry leaves it.
        let ended = try #require(story.afterTermEnd(at: "2027-03-15T00:00"))
        #expect(foreseen.agreement.term == ended.agreement?.term)
        // Of a term that has ended nothing is foreseen.
        let again = Decider(story.circumstances) { _ in false }.foreseenEnd(
            of: try ended.state(),
            ended.history,
            position: position + 1,
            now: try story.instant("2027-03-15T00:00")
        )
        #expect(again == nil)
    }

    @Test func `the last day is over when the day in the own zone is`() throws {
        let story = try registered()
        #expect(story.afterTermEnd(at: "2027-03-14T23:59") == nil)
        #expect(story.afterTermEnd(at: "2027-03-15T00:00") != nil)
        // Once it was said it is not said again.
        #expect(story.afterTermEnd(at: "2027-03-15T00:00")?.afterTermEnd(at: "2027-03-16") == nil)
    }

    @Test
    func `an end that was mistyped is as if it had not passed, and the right one is said later`()
        throws
    {
        let ended = try #require(try registered(until: "2026-03-14").afterTermEnd(at: "2026-03-15"))
        let corrected = try ended.given(
            .correct(0, ["until": "2027-03-14"], at: "2026-03-20T10:00")
        )
        #expect(corrected.agreement?.term?.ended == nil)
        #expect(corrected.afterTermEnd(at: "2026-12-31") == nil)
        #expect(
            corrected.afterTermEnd(at: "2027-03-15")?.agreement?.term?.ended?.moment.text
                == "2027-03-14"
        )
    }

    @Test func `a decision typed in after the last day had passed takes its place before it`()
        throws
    {
        let ended = try #require(try registered().afterTermEnd(at: "2027-03-15"))
        let decided = try ended.given(
            .record("Terminated", at: "2027-01-10", ["reason": "objek hilang"])
                .recorded("2027-03-20T10:00")
        )
        #expect(decided.agreement?.term?.ended?.moment.text == "2027-01-10")
        #expect(decided.agreement?.term?.isExpired == false)
        #expect(decided.steps.allSatisfy { $0.rejection == nil })
    }

    @Test func `a step that another policy brings is not owed for days before its adoption`() throws
    {
        let story = try registered()
        let policy = try Shipped.policy()
        var before = policy
        before.terms = []
        before.ladders.removeAll { $0.back != nil }
        var planner = try story.planner(policy)
        planner.tenure.adopt(policy, after: before, recorded: try story.instant("2027-02-20"))
        #expect(
            try issued(story, planner, from: "2027-02-20", through: "2027-12-31").map {
                String($0.prefix(10))
            } == ["2027-03-05", "2027-03-05"]
        )
    }

    @Test func `a term is put off like anything else`() throws {
        let story = try registered().given(.later(until: "2026-12-31", at: "2026-12-15T09:00"))
        #expect(try story.owed(at: "2026-12-18T09:00") == [])
        #expect(
            try issued(story, from: "2026-12-15T09:00", through: "2027-01-12").map {
                String($0.dropFirst(11))
            } == ["akhir-masa -90@1 - > petugas", "akhir-masa -60 - > petugas"]
        )
    }
}

extension Story {
    /// The story with what the daemon says of the term at that time; nil if it says nothing.
    fileprivate func afterTermEnd(at time: String) -> Story? {
        guard let now = try? instant(time), let agreement else { return nil }
        let decider = Decider(circumstances) { _ in false }
        let event = decider.endingOfTerm(
            of: agreement,
            history,
            position: Int64(history.facts.count),
            now: now
        )
        return event.map { recording($0, at: now) }
    }
}
