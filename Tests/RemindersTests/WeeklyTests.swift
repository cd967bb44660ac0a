import Calendars
import Reminders
import RuleFiles
import TestSupport
import Testing
import Workflows

/// When the weekly report is due, and for whom.
@Suite struct WeeklyTests {
    private func story() throws -> Story {
        try Story.buleleng().given(.propose("35.72", at: "2018-10-01"))
    }

    /// `week > day` of the report that is due at that time.
    private func due(at time: String, for role: String = "petugas") throws -> String? {
        let story = try story()
        return try story.planner().weekly(for: role, at: story.instant(time)).map {
            "\($0.week) > \($0.day)"
        }
    }

    @Test(arguments: [
        ("2018-11-12T08:00", "2018-11-12 > 2018-11-12"),
        ("2018-11-12T07:59", nil),
        // Missed by an outage, it is made up for until the next week begins.
        ("2018-11-15T10:00", "2018-11-12 > 2018-11-12"),
        ("2018-11-18T23:59", "2018-11-12 > 2018-11-12"),
        ("2018-11-19T00:00", nil),
        // Christmas Eve, Christmas and two candidate days of Bali: the Friday of that week.
        ("2018-12-26T10:00", nil), ("2018-12-28T07:59", nil),
        ("2018-12-28T08:00", "2018-12-24 > 2018-12-28"),
        ("2018-12-30T12:00", "2018-12-24 > 2018-12-28"),
    ])
    func `a report is due on its day, on a day off on the next working day`(
        time: String,
        expected: String?
    ) throws {
        #expect(try due(at: time) == expected)
    }

    @Test(arguments: [
        ("2018-11-08T09:00", "2018-11-12T08:00"), ("2018-11-12T07:59", "2018-11-12T08:00"),
        ("2018-11-12T08:00", "2018-11-19T08:00"), ("2018-12-17T08:00", "2018-12-28T08:00"),
        ("2018-12-26T08:00", "2018-12-28T08:00"), ("2018-12-28T08:00", "2018-12-31T08:00"),
    ])
    func `the next one is the first that is still ahead`(time: String, expected: String) throws {
        let story = try story()
        let next = try story.planner().nextWeekly(for: "petugas", after: story.instant(time))
        #expect(next?.due == (try story.instant(expected)))
    }

    @Test func `who is not named gets none, and without the key nobody does`() throws {
        #expect(try due(at: "2018-11-12T08:00", for: "kabag") != nil)
        #expect(try due(at: "2018-11-12T08:00", for: "sekda") == nil)
        let story = try story()
        var policy = try Shipped.policy()
        policy.weekly = nil
        let planner = try story.planner(policy)
        let now = try story.instant("2018-11-12T08:00")
        #expect(planner.weekly(for: "petugas", at: now) == nil)
        #expect(planner.nextWeekly(for: "petugas", after: now) == nil)
    }

    @Test func `before the policy had it, none is owed: not by the first policy either`() throws {
        let story = try story()
        let shipped = try Shipped.policy()
        var planner = try story.planner(shipped)
        planner.tenure.adopt(shipped, after: nil, recorded: try story.instant("2018-11-13T09:00"))
        let wednesday = try story.instant("2018-11-14T09:00")
        #expect(planner.weekly(for: "petugas", at: wednesday) == nil)
        let monday = try story.instant("2018-11-19T08:00")
        #expect(planner.nextWeekly(for: "petugas", after: wednesday)?.due == monday)
        // The same again is no new beginning; another day of the week is one.
        let tuesday = try story.instant("2018-11-20T12:00")
        planner.tenure.adopt(shipped, after: shipped, recorded: tuesday)
        #expect(planner.weekly(for: "petugas", at: tuesday)?.due == monday)
        var moved = shipped
        moved.weekly?.day = .tuesday
        planner.policy = moved
        planner.tenure.adopt(moved, after: shipped, recorded: tuesday)
        #expect(planner.weekly(for: "petugas", at: tuesday) == nil)
    }

    @Test func `the file names a working day and roles that it has`() throws {
        let sound = PolicyFileTests.sound
        #expect(try Policy.parse(sound).weekly == nil)
        let weekly = "weekly: {day: friday, roles: [kabag]}\n"
        let policy = try Policy.parse(sound + "\n" + weekly)
        #expect(policy.weekly?.day == .friday)
        #expect(policy.weekly?.roles == ["kabag"])
        for (text, words) in [
            ("weekly: {day: sunday, roles: [kabag]}", ["weekly.day bad_value", "value=sunday"]),
            ("weekly: {day: friday, roles: [bupati]}", ["weekly.roles[0]", "bupati"]),
            ("weekly: {day: friday}", ["weekly missing_key", "key=roles"]),
        ] {
            let found = faults { () throws(FileFaults) in
                _ = try Policy.parse(sound + "\n" + text)
            }
            #expect(found.contains { fault in words.allSatisfy(fault.contains) }, "\(found)")
        }
    }
}
