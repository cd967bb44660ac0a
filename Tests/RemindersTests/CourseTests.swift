import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// What would go out, told beforehand.
@Suite struct CourseTests {
    private func waiting() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07"),
            .awaiting("51.08/DPRD", for: "persetujuan", at: "2018-11-08")
        )
    }

    /// Day by day at the opening of the window and an hour later, as a daemon wakes.
    private func walked(
        _ story: Story,
        _ issued: Set<String>,
        from first: String,
        days: Int
    ) throws -> [String] {
        let planner = try story.planner()
        let state = try story.state()
        var issued = issued
        var lines: [String] = []
        var day = try #require(LocalDate(first))
        for _ in 0..<days {
            for time in ["08:00", "09:00"] {
                let now = try story.instant("\(day)T\(time)")
                let owed = planner.owed(
                    state,
                    issued: { issued.contains($0.description) },
                    now: now
                )
                for obligation in owed {
                    issued.insert(obligation.key.description)
                    lines.append("\(now.utc) \(obligation.key.summary)")
                }
            }
            day = day.adding(days: 1)
        }
        return lines
    }

    private func course(
        _ story: Story,
        _ issued: Set<String> = [],
        from start: String,
        through end: String
    ) throws -> [String] {
        try story.planner().course(
            of: story.state(),
            issued: issued,
            from: story.instant(start),
            through: story.instant(end)
        ).map { "\($0.instant.utc) \($0.obligation.key.summary)" }
    }

    @Test(arguments: [
        "2018-11-08", "2018-11-22", "2018-12-06", "2018-12-10", "2019-02-01", "2019-12-30",
    ])
    func `it is what a daemon does that starts on that day and is never late`(
        day: String
    ) throws {
        let story = try waiting()
        let walked = try walked(story, [], from: day, days: 300)
        #expect(!walked.isEmpty)
        let end = try #require(LocalDate(day)).adding(days: 300)
        #expect(try course(story, from: "\(day)T00:00", through: "\(end)T00:00") == walked)
    }

    @Test func `a hold is waited for, and its end is the end of the silence`() throws {
        let story = try waiting().given(
            .hold(until: "2018-12-14", at: "2018-11-20")
        )
        let found = try course(story, from: "2018-11-20T08:00", through: "2019-01-31T23:00")
        #expect(found == (try walked(story, [], from: "2018-11-20", days: 73)))
        #expect(found.allSatisfy { $0 > "2018-12-15" })
    }

    @Test func `what is in the log already is not told again, and an ended matter tells nothing`()
        throws
    {
        let story = try waiting()
        let issued = Set(
            try story.obligations(at: "2018-12-10T08:00").map(\.key.description)
        )
        let next = try course(story, issued, from: "2018-12-10T08:00", through: "2019-01-31T23:00")
        #expect(next == (try walked(story, issued, from: "2018-12-10", days: 53)))
        let ended = try story.given(
            .record("Withdrawn", at: "2018-12-11", ["party": "35.72", "reason": "contoh"])
        )
        #expect(try course(ended, from: "2018-12-12T08:00", through: "2019-12-31T00:00") == [])
    }
}
