import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// What is said of a day limit when its last day has passed.
@Suite struct LapsedLimitTests {
    /// Case 6b: the request is with 99.01/DPRD since 2026-03-12, so its limit ends on Friday, 29 May 2026.
    private func awaited(
        at time: String = "2026-03-12",
        recorded: String = "2026-03-12T10:00"
    ) throws -> Story {
        try Story.synthetic().given(
            .propose("99.71", at: "2026-01-12").with("kind", "KSDPL"),
            .discuss("pariwisata", at: "2026-02-02"),
            Act.awaiting("99.01/DPRD", for: "persetujuan", at: time).recorded(recorded)
        )
    }

    /// What is issued of limits, as if a daemon looked every hour.
    private func issued(
        _ story: Story,
        from start: String = "2026-03-12T11:00",
        through end: String = "2027-06-30"
    ) throws -> [String] {
        try story.planner().course(
            of: try story.state(),
            issued: [],
            from: try story.instant(start),
            through: try story.instant(end)
        ).filter { $0.obligation.key.limit != nil }
            .map {
                "\($0.obligation.slot.day) \($0.obligation.key.limit ?? "") \($0.obligation.key.role)"
            }
    }

    @Test func `on the first working day after it the officer is told, once`() throws {
        let story = try awaited()
        // Monday, 1 June is a day off.
        #expect(try issued(story) == ["2026-06-02 persetujuan-dprd petugas"])
        #expect(
            try story.obligations(at: "2026-06-02T08:00").map(\.key.description).contains {
                $0.hasSuffix("99.01/DPRD:batas-lewat:persetujuan-dprd-0:petugas")
            }
        )
        #expect(
            try !story.owed(at: "2026-05-29T14:59").contains { $0.hasPrefix("batas-lewat") }
        )
    }

    @Test func `a hold does not move it but keeps it back, and a promise does not begin it anew`()
        throws
    {
        let held = try awaited().given(.hold(until: "2026-06-12", at: "2026-05-04"))
        // The law's days run on; nothing is said while the clock stands still.
        #expect(try issued(held) == ["2026-06-02 persetujuan-dprd petugas"])
        #expect(try held.owed(at: "2026-06-02T08:00") == [])
        #expect(
            try held.owed(at: "2026-06-15T08:00").contains { $0.hasPrefix("batas-lewat") }
        )
        let promised = try awaited().given(
            Act.awaiting("99.01/DPRD", for: "persetujuan", at: "2026-05-04")
                .with("promised", "2026-08-31")
        )
        #expect(try issued(promised) == ["2026-06-02 persetujuan-dprd petugas"])
    }

    @Test
    func
        `an answer takes it back, and one that had passed before it was recorded is not made up for`()
        throws
    {
        let answered = try awaited().given(.ready("99.01/DPRD", at: "2026-05-20"))
        #expect(try issued(answered) == [])
        let late = try awaited(recorded: "2026-07-01T10:00")
        #expect(try issued(late, from: "2026-07-01T11:00") == [])
    }

    @Test
    func
        `what was seen of the wait is not spoken of because of its limit, and the other way round`()
        throws
    {
        let story = try awaited().given(.later(until: "2026-05-08", at: "2026-05-04"))
        let planner = try story.planner()
        let state = try story.state()
        let ladders = planner.ladders(of: state)
        func key(_ isOfLimit: Bool) throws -> ObligationKey {
            let running = try #require(
                ladders.first { $0.wait != nil && ($0.limit != nil) == isOfLimit }
            )
            return planner.key(try #require(planner.slots(of: running).first), running)
        }
        func stands(_ key: ObligationKey, _ time: String) throws -> Bool {
            planner.stands(
                state,
                opener: key.opener,
                office: key.office,
                key: key.description,
                at: try story.instant(time)
            )
        }
        // The wait's first reminder was due in March, and seen in May.
        #expect(try !stands(key(false), "2026-06-02T08:00"))
        #expect(try stands(key(true), "2026-06-02T08:00"))
        // Not before the limit is over, though the wait stands.
        #expect(try !stands(key(true), "2026-05-29T10:00"))
    }

    @Test func `it is no ladder that comes to an end, and no calendar of the limit moves its own`()
        throws
    {
        let story = try awaited()
        let planner = try story.planner()
        let running = planner.ladders(of: try story.state()).filter { $0.limit != nil }
        #expect(running.count == 1)
        #expect(running.first?.pauses == [])
        #expect(running.first?.anchor.description == "2026-05-30")
        let exhausted = planner.exhausted(try story.state(), issued: { $0.limit != nil })
        #expect(exhausted.isEmpty)
    }
}
