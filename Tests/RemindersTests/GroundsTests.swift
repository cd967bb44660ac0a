import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// On which counts the day of a reminder rests.
@Suite struct GroundsTests {
    private func waiting() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07")
        )
    }

    /// Case 6b: the limit of 99.01/DPRD ends on Friday, 29 May 2026.
    private func limited() throws -> Story {
        try Story.synthetic().given(
            .propose("99.71", at: "2026-01-12").with("kind", "KSDPL"),
            .discuss("pariwisata", at: "2026-02-02"),
            .awaiting("99.01/DPRD", for: "persetujuan", at: "2026-03-12")
        )
    }

    private func first(
        of story: Story,
        where isMeant: (RunningLadder) -> Bool
    ) throws -> (planner: Planner, slot: Slot, running: RunningLadder, state: Agreement) {
        let (planner, state) = (try story.planner(), try story.state())
        let found = planner.ladders(of: state).first(where: isMeant)
        let running = try #require(found)
        return (planner, try #require(planner.slots(of: running).first), running, state)
    }

    @Test func `what is said of a limit that is over rests on the count of that limit`() throws {
        let (planner, slot, running, state) = try first(of: limited()) { $0.limit != nil }
        let limit = try #require(running.limit)
        #expect(limit.count != slot.count)
        #expect(planner.grounds(of: slot, running).contains(limit.count))
        #expect(planner.grounds(of: slot, running, state).contains(limit.count))
        let next = planner.nextSlots(of: state) { _ in false }
        #expect(next.contains { $0.running.limit == limit && $0.slot == slot })
    }

    @Test func `kept back by a postponement or a hold it rests on what follows its end alone`()
        throws
    {
        let later = try waiting().given(.later(until: "2018-11-26", at: "2018-11-15T09:00"))
        let put = try first(of: later) { $0.wait != nil }
        #expect(put.planner.grounds(of: put.slot, put.running).contains(put.slot.count))
        #expect(
            put.planner.grounds(of: put.slot, put.running, put.state).map(\.date.description)
                == ["2018-11-27"]
        )
        let held = try first(
            of: limited().given(.hold(until: "2026-06-12", at: "2026-05-04"))
        ) { $0.limit != nil }
        // The hold's last day is a Friday.
        #expect(
            held.planner.grounds(of: held.slot, held.running, held.state)
                .map(\.date.description) == ["2026-06-15"]
        )
    }

    @Test func `said once more after a postponement it rests on no count of its own`() throws {
        let story = try waiting().given(.later(until: "2018-11-30", at: "2018-11-22T09:00"))
        let (planner, _, running, state) = try first(of: story) { $0.wait != nil }
        let again = try #require(planner.slots(of: running).first { $0.resumes != nil })
        for grounds in [
            planner.grounds(of: again, running), planner.grounds(of: again, running, state),
        ] {
            #expect(grounds.map(\.date.description) == ["2018-12-03"])
        }
    }

    @Test(arguments: [
        // Behind the Friday are two days of Christmas, and two that are only expected to be off in Bali.
        ("2018-12-21T16:00", "2018-12-28T08:00", true),
        ("2018-12-26T09:00", "2018-12-28T08:00", true),
        // Over the weekend alone, and still that day.
        ("2018-12-14T16:00", "2018-12-17T08:00", false),
        ("2018-12-28T07:00", "2018-12-28T08:00", false),
        // A hold ended on the Sunday: what was skipped before it moved nothing.
        ("2018-12-21T16:00", "2018-12-31T08:00", false),
    ])
    func `what waits for the window rests on the days off before it opens`(
        now: String,
        opening: String,
        isEstimated: Bool
    ) throws {
        let story = try waiting()
        let grounds = try story.planner()
            .grounds(ofOpening: story.instant(opening), after: story.instant(now))
        #expect(grounds.contains(where: \.touchesEstimate) == isEstimated)
        #expect(grounds.allSatisfy { opening.hasPrefix($0.date.description) })
    }

    @Test func `a weekly report rests on the days off behind its day`() throws {
        let story = try waiting()
        let planner = try story.planner()
        for (now, isEstimated) in [("2018-12-10T08:00", false), ("2018-12-17T08:00", true)] {
            let next = planner.nextWeekly(for: "petugas", after: try story.instant(now))
            let slot = try #require(next)
            let grounds = planner.grounds(of: slot)
            #expect(grounds.date == slot.day && grounds.touchesEstimate == isEstimated)
        }
    }

    @Test func `a look at the span alone knows what is certain`() throws {
        let story = try waiting()
        let (planner, state) = (try story.planner(), try story.state())
        #expect(planner.isCertain(state, through: try story.instant("2018-11-22T08:00")))
        // Wednesday, 26 December 2018 is only expected to be off in Bali.
        #expect(!planner.isCertain(state, through: try story.instant("2019-01-03T08:00")))
        var unknown = planner
        unknown.circumstances.calendars = try CalendarSet([])
        #expect(!unknown.isCertain(state, through: try story.instant("2018-11-22T08:00")))
    }

    @Test func `what that look takes for certain rests on nothing else`() throws {
        let stories = [
            try waiting(), try limited(),
            try waiting().given(.later(until: "2018-12-28", at: "2018-11-22T09:00")),
            try limited().given(.hold(until: "2026-06-12", at: "2026-05-04")),
        ]
        var certain = 0
        for story in stories {
            let (planner, state) = (try story.planner(), try story.state())
            for running in planner.ladders(of: state) {
                for slot in planner.slots(of: running) {
                    guard let instant = planner.goesOut(slot, running, state),
                        planner.isCertain(state, through: instant)
                    else { continue }
                    certain += 1
                    #expect(
                        planner.grounds(of: slot, running, state).allSatisfy {
                            !$0.touchesEstimate && $0.yearsWithoutData.isEmpty
                        }
                    )
                }
            }
        }
        #expect(certain > 0)
    }
}
