import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// Dates of the law that pass while somebody wants to hear nothing.
@Suite struct SilencedDeadlineTests {
    /// A paper abroad: the date of its notice lies six months before the last day.
    private func registered(until: String) throws -> Story {
        try Story.synthetic().given(
            Act.register("99.71", at: "2022-03-15").with("kind", "KSDPL")
                .with("from", "2022-03-15").with("until", .string(until))
                .recorded("2026-01-05T09:00")
        )
    }

    /// The limit of the DPRD ends on Friday, 29 May 2026.
    private func awaited(_ kind: String = "KSDPL") throws -> Story {
        try Story.synthetic().given(
            .propose("99.71", at: "2026-01-12").with("kind", .string(kind)),
            .discuss("pariwisata", at: "2026-02-02"),
            Act.awaiting("99.01/DPRD", for: "persetujuan", at: "2026-03-12")
                .recorded("2026-03-12T10:00")
        )
    }

    /// In short: `2026-06-30 postponed, next 2026-07-01, latest 2026-06-29`.
    private func silenced(_ story: Story, at time: String) throws -> [String] {
        try story.planner().silencedDeadlines(of: story.state(), at: story.instant(time)).map {
            let next = $0.heardFrom.map(\.description) ?? "never"
            return "\($0.date) \($0.silence.rawValue), next \(next), latest \($0.latest)"
        }
    }

    @Test(arguments: [
        // The date of the notice is Tuesday, 30 June 2026.
        ("2026-12-30", "2026-06-29", []),
        ("2026-12-30", "2026-06-30", ["2026-06-30 postponed, next 2026-07-01, latest 2026-06-29"]),
        // Sunday, 12 July: what comes on Monday comes too late.
        ("2027-01-12", "2026-07-09", []),
        ("2027-01-12", "2026-07-10", ["2026-07-12 postponed, next 2026-07-13, latest 2026-07-09"]),
    ])
    func `a reminder put off past a date of the law is told with the last day that is not`(
        term: String,
        until: String,
        expected: [String]
    ) throws {
        let story = try registered(until: term)
            .given(.later(until: until, at: "2026-06-22T09:00"))
        #expect(try silenced(story, at: "2026-06-22T09:00") == expected)
        if let latest = expected.first?.suffix(10) {
            let earlier = try registered(until: term)
                .given(.later(until: String(latest), at: "2026-06-22T09:00"))
            #expect(try silenced(earlier, at: "2026-06-22T09:00") == [])
        }
        #expect(try silenced(story, at: "2026-08-03T09:00") == [])
    }

    @Test func `a date that the office itself has set is not told of`() throws {
        // Ninety days before the end of a term the policy reminds of it, and no law.
        let story = try registered(until: "2027-03-14")
            .given(.later(until: "2027-03-31", at: "2026-10-05T09:00"))
        #expect(try silenced(story, at: "2026-10-05T09:00") == [])
        let held = try awaited("KSDD").given(.hold(until: "2026-06-12", at: "2026-05-04"))
        #expect(try silenced(held, at: "2026-05-05T09:00") == [])
    }

    @Test func `a hold past the limit of a DPRD is told, and ends with the hold`() throws {
        let held = try awaited().given(.hold(until: "2026-06-12", at: "2026-05-04"))
        let told = "2026-05-29 held, next 2026-06-15, latest 2026-05-28"
        #expect(try silenced(held, at: "2026-05-05T09:00") == [told])
        let deadline = try held.planner()
            .silencedDeadlines(of: held.state(), at: held.instant("2026-05-05T09:00")).first
        #expect(deadline?.office == "99.01/DPRD")
        #expect(deadline?.label.en == "DPRD approval")
        #expect(deadline?.source.text == "Permendagri 25/2020 Ps 17(2)-(4)")
        let resumed = try held.given(.resume(at: "2026-05-06"))
        #expect(try silenced(resumed, at: "2026-05-07T09:00") == [])
        let shorter = try awaited().given(.hold(until: "2026-05-28", at: "2026-05-04"))
        #expect(try silenced(shorter, at: "2026-05-05T09:00") == [])
    }

    @Test func `a hold and what was put off are told each for itself`() throws {
        let story = try awaited().given(
            .hold(until: "2026-06-12", at: "2026-05-04"),
            .later(until: "2026-06-05", at: "2026-05-05T09:00")
        )
        let postponed = "2026-05-29 postponed, next 2026-06-08, latest 2026-05-28"
        #expect(
            try silenced(story, at: "2026-05-05T10:00") == [
                "2026-05-29 held, next 2026-06-15, latest 2026-05-28", postponed,
            ]
        )
        let resumed = try story.given(.resume(at: "2026-05-06"))
        #expect(try silenced(resumed, at: "2026-05-07T09:00") == [postponed])
        // Logs of earlier releases may have a hold without an end.
        var endless = try story.state()
        endless.held?.until = nil
        endless.postponements = []
        let found = try story.planner()
            .silencedDeadlines(of: endless, at: story.instant("2026-05-05T10:00"))
        #expect(found.map(\.silence) == [.held])
        #expect(found.map(\.heardFrom) == [nil])
    }
}
