import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

@Suite struct IssuedTests {
    private func waiting() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07"),
            .awaiting("51.08/DPRD", for: "persetujuan", at: "2018-11-08")
        )
    }

    @Test func `what was issued is never owed again`() throws {
        let story = try waiting()
        let first = try story.obligations(at: "2018-11-22T08:00")
        let issued = Set(first.map(\.key))
        #expect(try story.owed(at: "2018-11-22T08:00", issued: issued) == [])
        #expect(try story.owed(at: "2018-11-22T14:00", issued: issued) == [])
        #expect(try story.next(issued: issued) == "2018-11-23T08:00:00.000+08:00")
    }

    @Test func `what was not issued stays owed until the next slot takes its place`() throws {
        let story = try waiting()
        for day in ["2018-11-23", "2018-11-30", "2018-12-05"] {
            #expect(
                try story.owed(at: "\(day)T10:00") == [
                    "menunggu 10 35.72 > petugas", "menunggu 10 51.08/DPRD > petugas",
                ]
            )
        }
    }

    @Test func `below what was issued nothing is owed, though its day has moved`() throws {
        // The second rung went out; then the date of the wait is corrected, which moves both.
        let story = try waiting()
        let issued = Set(try story.obligations(at: "2018-12-10T08:00").map(\.key))
        #expect(issued.count == 4)
        let moved = try story.given(
            .correct(2, ["at": "2018-12-03"], at: "2018-12-11")
        )
        #expect(
            try moved.days(for: "35.72").prefix(3) == ["2018-12-17", "2019-01-03", "2019-01-31"]
        )
        func blitar(_ time: String) throws -> [String] {
            try moved.owed(at: time, issued: issued).filter { $0.contains("35.72") }
        }
        #expect(try blitar("2018-12-17T08:00") == [])
        #expect(try blitar("2019-01-03T08:00") == [])
        #expect(
            try blitar("2019-01-31T08:00") == [
                "menunggu 40 35.72 > petugas", "menunggu 40 35.72 > kabag",
                "menunggu 40 35.72 > sekda",
            ]
        )
    }

    @Test func `a ladder or a role under a new name owes nothing of the days before it`() throws {
        let story = try waiting()
        let old = try Shipped.policy()
        let now = try story.instant("2018-12-10T09:00")
        let renamed = try Policy.parse(
            try Shipped.text("config/reminders.yaml")
                .replacing("waits: menunggu", with: "waits: tunggu")
                .replacing("- name: menunggu", with: "- name: tunggu")
        )
        let issued = Set(try story.obligations(at: "2018-12-06T08:00").map(\.key))
        var planner = try story.planner(renamed)
        let isIssued = { (key: ObligationKey) in issued.contains(key) }
        // Without its tenure the new name would owe again what was said under the old one.
        #expect(planner.owed(try story.state(), issued: isIssued, now: now).count == 4)
        planner.tenure.adopt(renamed, after: old, recorded: now)
        #expect(planner.owed(try story.state(), issued: isIssued, now: now).isEmpty)
        let next = planner.next(try story.state(), issued: isIssued)
        #expect(next == (try story.instant("2019-01-08T08:00")))

        var officer = try story.planner(
            try Policy.parse(
                try Shipped.text("config/reminders.yaml").replacing("petugas", with: "staf")
            )
        )
        officer.tenure.adopt(officer.policy, after: old, recorded: now)
        // The head of section kept his name, and is owed what he has not had.
        #expect(
            officer.owed(try story.state(), issued: isIssued, now: now).map(\.key.summary)
                == ["menunggu 20 51.08/DPRD > kabag"]
        )
        // What did not change its name goes on, and the first policy restricts nothing.
        var first = try story.planner()
        first.tenure.adopt(old, after: nil, recorded: now)
        #expect(first.owed(try story.state(), issued: { _ in false }, now: now).count == 4)
        first.tenure.adopt(old, after: old, recorded: now)
        #expect(first.owed(try story.state(), issued: { _ in false }, now: now).count == 4)
    }

    /// The shipped policy with other days than 10, 20 and 40 for the rungs of a wait.
    private func policy(_ days: [Int]) throws -> Policy {
        var policy = try Shipped.policy()
        let index = try #require(policy.ladders.firstIndex { $0.name == policy.waits })
        let rungs = policy.ladders[index].rungs
        policy.ladders[index].rungs = days.enumerated().map { number, days in
            var rung = rungs[min(number, rungs.count - 1)]
            rung.days = days
            return rung
        }
        return policy
    }

    @Test(arguments: [
        // A rung taken away: that of the 20th day is still to come.
        (days: [20, 40], next: "2018-12-06T08:00"),
        // Rungs put before it, due already or not: nobody is told twice of the 10th day.
        (days: [5, 10, 20, 40], next: "2018-12-06T08:00"),
        (days: [10, 15, 20, 40], next: "2018-11-29T08:00"),
    ])
    func `other days of a ladder swallow nothing and say nothing again`(
        days: [Int],
        next: String
    ) throws {
        let story = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07")
        )
        let issued = Set(try story.obligations(at: "2018-11-22T08:00").map(\.key))
        #expect(issued.count == 1)
        let now = try story.instant("2018-11-26T09:00")
        let changed = try policy(days)
        var planner = try story.planner(changed)
        planner.tenure.adopt(changed, after: try Shipped.policy(), recorded: now)
        let isIssued = { (key: ObligationKey) in issued.contains(key) }
        #expect(planner.owed(try story.state(), issued: isIssued, now: now).isEmpty)
        let instant = try story.instant(next)
        #expect(planner.next(try story.state(), issued: isIssued) == instant)
    }

    @Test func `keys tell apart opener, office, rule, step and role`() throws {
        let story = try waiting().given(
            .awaiting("35.72", for: "surat kuasa", at: "2018-11-09"),
            .draft(at: "2018-11-12"),
            .sign("51.08", at: "2018-11-13")
        )
        let planner = try story.planner()
        let keys = planner.ladders(of: try story.state()).flatMap { running in
            planner.slots(of: running).map { planner.key($0, running) }
        }
        // A stage, three waits and a signature, of 3 rungs and 6 repetitions each.
        #expect(keys.count == 5 * (1 + 2 + 3 + 6 * 2))
        #expect(Set(keys).count == keys.count)
        #expect(Set(keys.map(\.description)).count == keys.count)
    }

    @Test func `a key stays the same when anything but its opener changes`() throws {
        let story = try waiting()
        func keys(_ story: Story) throws -> [String] {
            try story.obligations(at: "2019-01-18T08:00").map(\.key.description)
        }
        let before = try keys(story)
        #expect(before.count == 6)
        #expect(try keys(story.given(.note("a", at: "2018-11-30"))) == before)
        #expect(
            try keys(story.given(.correct(2, ["for": "kesiapan tanda tangan"], at: "2018-11-30")))
                == before
        )
        #expect(try keys(story.given(.correct(0, ["title": "a"], at: "2018-11-30"))) == before)
        #expect(
            try keys(
                story.given(
                    .record("LetterSent", at: "2018-11-10").recorded("2018-11-30T10:00")
                )
            ) == before
        )
    }
}
