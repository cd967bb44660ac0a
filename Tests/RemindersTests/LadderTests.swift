import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

@Suite struct LadderTests {
    /// Kota Blitar's readiness, awaited since 2018-11-07.
    private func blitar(
        promised: JSONValue? = nil,
        at time: String = "2018-11-07",
        recorded: String = "2018-11-08T09:00"
    ) throws -> Story {
        var act = Act.awaiting("35.72", for: "kesiapan", at: time).recorded(recorded)
        act.fields["promised"] = promised
        return try Story.buleleng().given(
            .propose("35.72", at: "2018-10"),
            .discuss("pariwisata", at: "2018-11-07"),
            act
        )
    }

    @Test func `ten working days after 2018-11-07 Kota Blitar is due on 2018-11-22 at 8 in Bali`()
        throws
    {
        let story = try blitar()
        #expect(try story.next() == "2018-11-22T08:00:00.000+08:00")
        let owed = try story.obligations(at: "2018-11-22T08:00")
        #expect(owed.map(\.key.description) == ["reminder:2018-0001:2:35.72:menunggu:10:petugas"])
        let slot = try #require(owed.first?.slot)
        #expect(slot.role == "petugas")
        #expect(slot.step.days == 10)
        #expect(slot.count.date.description == "2018-11-22")
        #expect(slot.count.skipped.map(\.date.description) == ["2018-11-20"])
        #expect(slot.count.yearsWithoutData.isEmpty)
        #expect(slot.due.utc == "2018-11-22T00:00:00.000Z")
        #expect(slot.pausedDays == 0)
        #expect(owed.first?.isSuperior == false)
    }

    @Test(arguments: ["2018-11-08T10:00", "2018-11-21T14:59", "2018-11-22T07:59"])
    func `nothing is owed before`(time: String) throws {
        #expect(try blitar().owed(at: time) == [])
    }

    @Test func `the ladder of the wait is the one of the policy, repetitions included`() throws {
        let story = try blitar()
        #expect(
            try story.days(for: "35.72") == [
                "2018-11-22", "2018-12-06", "2019-01-08", "2019-02-06", "2019-03-11", "2019-04-05",
                "2019-05-08", "2019-06-13", "2019-07-11",
            ]
        )
        #expect(try story.days(for: "35.72", role: "kabag").first == "2018-12-06")
        #expect(try story.days(for: "35.72", role: "sekda") == ["2019-01-08"])
    }

    @Test func `escalation widens the audience, and superiors are told, not asked`() throws {
        let story = try blitar()
        let second = try story.obligations(at: "2018-12-06T08:00")
        #expect(second.map(\.key.role) == ["petugas", "kabag"])
        #expect(second.map(\.isSuperior) == [false, true])
        #expect(
            try story.obligations(at: "2019-01-08T08:00").map(\.key.role) == [
                "petugas", "kabag", "sekda",
            ]
        )
    }

    @Test func `only the latest slot is owed for each role`() throws {
        let story = try blitar()
        #expect(
            try story.owed(at: "2018-12-10T10:00")
                == ["menunggu 20 35.72 > petugas", "menunggu 20 35.72 > kabag"]
        )
        #expect(
            try story.owed(at: "2019-02-06T10:00") == [
                "menunggu 60 35.72 > petugas", "menunggu 60 35.72 > kabag",
                "menunggu 40 35.72 > sekda",
            ]
        )
    }

    @Test(
        arguments: [
            ("2018-11-30", "2018-12-14"), ("2018-12", "2019-01-15"),
            ("2018-11-30T10:00", "2018-12-14"),
        ] as [(JSONValue, String)]
    )
    func `a promise moves the start of the count to its last day`(
        promised: JSONValue,
        day: String
    ) throws {
        let story = try blitar(promised: promised)
        #expect(try story.days(for: "35.72").first == day)
        #expect(try story.owed(at: "2018-11-22T08:00") == [])
        #expect(try story.next() == "\(day)T08:00:00.000+08:00")
    }

    @Test func `a new promise moves it again, and its ladder begins at the first rung`() throws {
        let first = try blitar(promised: "2018-11-30")
        let sent = Set(try first.obligations(at: "2018-12-14T08:00").map(\.key))
        #expect(sent.map(\.opener) == [2])
        let story = try first.given(
            .awaiting("35.72", for: "kesiapan", at: "2018-12-17").with("promised", "2019-01-31")
        )
        #expect(try story.days(for: "35.72").first == "2019-02-15")
        #expect(try story.owed(at: "2019-02-14T14:00", issued: sent) == [])
        let broken = try story.obligations(at: "2019-02-15T08:00", issued: sent)
        #expect(broken.map(\.key.summary) == ["menunggu 10 35.72 > petugas"])
        // The entry of the promise is what the reminder counts from.
        #expect(broken.map(\.key.opener) == [3])
        let wait = try #require(story.agreement?.waits.first)
        #expect(wait.promiseCount == 2)
        #expect(wait.since.position == 2)
        #expect(wait.opener.position == 3)
    }

    @Test func `a promise that comes later than the wait is its first`() throws {
        let story = try blitar().given(
            .awaiting("35.72", for: "kesiapan", at: "2018-11-12").with("promised", "2018-11-30")
        )
        let wait = try #require(story.agreement?.waits.first)
        #expect(wait.promiseCount == 1)
        #expect(wait.opener.position == 3)
        #expect(try story.days(for: "35.72").first == "2018-12-14")
    }

    @Test func `a day written down in Bali is the same day in Java, an hour need not be`() throws {
        #expect(try blitar(at: "2018-11-07T00:30").days(for: "35.72").first == "2018-11-21")
        #expect(try blitar(at: "2018-11-07T01:00").days(for: "35.72").first == "2018-11-22")
        #expect(try blitar(at: "2018-11-07").days(for: "35.72").first == "2018-11-22")
    }

    @Test func `a slot earlier than the recording of its opener is passed over`() throws {
        // Typed in on the day itself, two hours late, and then half a year later.
        let sameDay = try blitar(recorded: "2018-11-22T10:00")
        #expect(try sameDay.owed(at: "2018-11-22T10:00") == [])
        #expect(try sameDay.next() == "2018-12-06T08:00:00.000+08:00")
        let old = try blitar(recorded: "2019-04-30T10:00")
        #expect(try old.owed(at: "2019-04-30T10:00") == [])
        #expect(try old.next() == "2019-05-08T08:00:00.000+08:00")
        // Recorded in the very minute it is not passed over.
        let punctual = try blitar(recorded: "2018-11-22T08:00")
        #expect(try punctual.owed(at: "2018-11-22T08:00").count == 1)
    }

    @Test func `a ladder that was over before it was recorded counts from the day of recording`()
        throws
    {
        let ancient = try blitar(recorded: "2026-01-05T10:00")
        let planner = try ancient.planner()
        let running = try #require(planner.ladders(of: try ancient.state()).last)
        #expect(running.isBegunAnew)
        #expect(running.anchor.description == "2026-01-05")
        #expect(try ancient.owed(at: "2026-01-05T10:00") == [])
        // Nobody is flooded on the day of typing in, and nothing is forgotten afterwards.
        #expect(try ancient.next() == "2026-01-20T08:00:00.000+08:00")
        #expect(try ancient.owed(at: "2026-01-20T08:00") == ["menunggu 10 35.72 > petugas"])
        // The last of the old days was 2019-07-11: recorded before it, they hold.
        let before = try blitar(recorded: "2019-07-11T08:00")
        #expect(try before.planner().ladders(of: try before.state()).last?.isBegunAnew == false)
        let after = try blitar(recorded: "2019-07-11T08:01")
        #expect(try after.planner().ladders(of: try after.state()).last?.isBegunAnew == true)
    }

    @Test func `a short ladder that was over on the day of its recording counts from that day too`()
        throws
    {
        // Friday, 9 November, is two working days after Wednesday; typed in an hour after eight.
        let policy = try Policy.oneRung(after: 2)
        let late = try blitar(recorded: "2018-11-09T09:00")
        let planner = try late.planner(policy)
        let running = try #require(planner.ladders(of: try late.state()).last)
        #expect(running.isBegunAnew)
        let next = planner.next(try late.state()) { _ in false }
        #expect(next?.rfc3339(offsetMinutes: 480) == "2018-11-13T08:00:00.000+08:00")
        // Typed in at eight it is not late.
        let punctual = try blitar(recorded: "2018-11-09T08:00")
        let ladders = try punctual.planner(policy).ladders(of: try punctual.state())
        #expect(ladders.last?.isBegunAnew == false)
    }

    @Test func `stalled is what has not moved for longer than the first rung allows`() throws {
        let story = try blitar()
        func isStalled(_ story: Story, _ time: String) throws -> Bool {
            try story.planner().isStalled(try story.state(), at: try story.instant(time))
        }
        #expect(try !isStalled(story, "2018-11-22T07:59"))
        #expect(try isStalled(story, "2018-11-22T08:00"))
        // Whenever it was recorded: what stood still has stood still.
        #expect(try isStalled(blitar(recorded: "2026-01-05T10:00"), "2026-01-05T10:00"))
        #expect(try !isStalled(blitar(promised: "2018-11-30"), "2018-11-23T08:00"))
        let held = try story.given(.hold(until: "2018-12-31", at: "2018-11-12"))
        #expect(try !isStalled(held, "2018-11-23T08:00"))
        let answered = try story.given(.ready("35.72", at: "2018-11-21"))
        #expect(try !isStalled(answered, "2018-11-23T08:00"))
    }

    @Test func `one rule has two deadlines for two offices with two calendars`() throws {
        let policy = try Policy.oneRung(after: 45)
        let in2018 = try Story.buleleng().given(
            .propose("35.72", at: "2018-10"),
            .discuss("a", at: "2018-11-01"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07"),
            .awaiting("51.08/DPRD", for: "persetujuan", at: "2018-11-07")
        )
        #expect(try in2018.days(for: "35.72", policy) == ["2019-01-15"])
        #expect(try in2018.days(for: "51.08/DPRD", policy) == ["2019-01-18"])
        let in2026 = try Story.synthetic().given(
            .propose("99.71", at: "2026-01-12"),
            .discuss("a", at: "2026-02-02"),
            .awaiting("99.71", for: "kesiapan", at: "2026-03-12"),
            .awaiting("99.01/DPRD", for: "persetujuan", at: "2026-03-12")
        )
        #expect(try in2026.days(for: "99.71", policy) == ["2026-05-29"])
        #expect(try in2026.days(for: "99.01/DPRD", policy) == ["2026-06-02"])
    }

    @Test func `a deadline on a day off of the own office goes out on its next working day`() throws
    {
        // 25 to 27 December 2018 are off in Bali; in Blitar the 26th and 27th are not.
        let policy = try Policy.oneRung(after: 1)
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10"),
            .discuss("a", at: "2018-11-01"),
            .awaiting("35.72", for: "kesiapan", at: "2018-12-25")
        )
        let planner = try story.planner(policy)
        let running = try #require(planner.ladders(of: try story.state()).last)
        let slot = try #require(planner.slots(of: running).first)
        #expect(slot.count.date.description == "2018-12-26")
        #expect(slot.day.description == "2018-12-28")
        #expect(slot.due.utc == "2018-12-28T00:00:00.000Z")
    }

    @Test func `a stage's ladder runs while nobody is awaited, from since then`() throws {
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07")
        )
        #expect(try story.owed(at: "2018-11-22T08:00") == ["tahap 10 - > petugas"])
        #expect(
            try story.obligations(at: "2018-11-22T08:00").first?.key.description
                == "reminder:2018-0001:1:-:tahap:10:petugas"
        )
    }

    @Test func `it is silent while anybody is awaited, and counts anew when nobody is`() throws {
        let waiting = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .awaitAnswer("35.72", for: "tanggal", at: "2018-11-08")
        )
        #expect(try waiting.owed(at: "2018-11-22T08:00") == [])
        #expect(try waiting.owed(at: "2018-11-23T08:00") == ["menunggu 10 35.72 > petugas"])
        let ladder = try #require(
            try waiting.planner().ladders(of: try waiting.state()).first
        )
        #expect(ladder.silencedBy.map(\.office) == ["35.72"])
        let free = try waiting.given(.ready("35.72", at: "2018-12-03"))
        #expect(try free.days(for: nil).first == "2018-12-17")
        #expect(try free.owed(at: "2018-12-17T08:00") == ["tahap 10 - > petugas"])
    }

    @Test func `an answer that is typed in late floods nobody either`() throws {
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .awaitAnswer("35.72", for: "tanggal", at: "2018-11-08"),
            .ready("35.72", at: "2018-12-03").recorded("2019-01-03T09:00")
        )
        #expect(try story.days(for: nil).prefix(2) == ["2018-12-17", "2019-01-08"])
        #expect(try story.owed(at: "2019-01-03T10:00") == [])
        #expect(try story.next() == "2019-01-08T08:00:00.000+08:00")
    }

    @Test func `another scope or draft begins the stage anew, a further office does not`() throws {
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07")
        )
        let again = try story.given(.discuss("b", at: "2018-11-12"))
        #expect(try again.days(for: nil).first == "2018-11-27")
        let waiting = try story.given(
            .awaiting("35.72", for: "kesiapan", at: "2018-11-08"),
            .awaiting("51.08/DPRD", for: "persetujuan", at: "2018-11-12")
        )
        #expect(waiting.agreement?.since.position == 2)
        #expect(try waiting.days(for: "35.72").first == "2018-11-23")
    }

    @Test func `a missing signature has a ladder of its own, counted from the first one`() throws {
        let story = try Story.synthetic().given(
            .propose("99.71", "99.02", at: "2026-05-06"),
            .discuss("a", at: "2026-06-10"),
            .draft(at: "2026-07-15"),
            .sign("99.01", at: "2026-08-19")
        )
        // 25 August is a holiday.
        #expect(try story.days(for: "99.71").first == "2026-08-27")
        #expect(
            try story.owed(at: "2026-08-27T09:00")
                == ["tanda-tangan 5 99.71 > petugas", "tanda-tangan 5 99.02 > petugas"]
        )
        let second = try story.given(.sign("99.71", at: "2026-08-26"))
        #expect(try second.owed(at: "2026-08-27T09:00") == ["tanda-tangan 5 99.02 > petugas"])
    }

    @Test(arguments: [
        Act.withdraw("35.72", because: "a", at: "2018-11-09"),
        .decline("35.72", because: "a", at: "2018-11-09"), .sign(at: "2018-11-09"),
    ])
    func `an agreement that has ended owes nothing`(act: Act) throws {
        let story = try blitar().given(act)
        #expect(try story.owed(at: "2018-11-22T08:00") == [])
        #expect(try story.next() == nil)
        let planner = try story.planner()
        let agreement = try #require(story.agreement)
        #expect(planner.ladders(of: agreement).isEmpty)
        guard case .closed? = planner.silence(of: agreement, now: .latest) else {
            Issue.record("not silent")
            return
        }
    }

    @Test func `a ladder comes to an end`() throws {
        let story = try blitar()
        let planner = try story.planner()
        let running = try #require(planner.ladders(of: try story.state()).last)
        let last = try #require(planner.slots(of: running).last)
        #expect(last.step.rung == 3)
        #expect(last.step.occurrence == 7)
        #expect(last.step.days == 160)
        let issued = Set(planner.slots(of: running).map { planner.key($0, running) })
        #expect(try story.next(issued: issued) == nil)
        let state = try story.state()
        #expect(planner.isExhausted(state) { issued.contains($0) })
        #expect(!planner.isExhausted(state) { _ in false })
        // One repetition left for one recipient is not the end.
        let but = issued.filter { !($0.days == 160 && $0.role == "kabag") }
        #expect(!planner.isExhausted(state) { but.contains($0) })
    }
}
