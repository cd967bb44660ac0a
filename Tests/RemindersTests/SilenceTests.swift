import Calendars
import Reminders
import TestSupport
import Testing
import Workflows

/// A hold: the clock stands still.
@Suite struct SilenceTests {
    /// The stage's ladder falls due on 2018-11-22, 12-06, 2019-01-10 and so on.
    private func discussed() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07")
        )
    }

    @Test func `while a hold runs nothing is owed, and its days do not count`() throws {
        let story = try discussed().given(.hold(until: "2018-11-23", at: "2018-11-14"))
        #expect(try story.owed(at: "2018-11-22T09:00") == [])
        // Seven working days stood still: 15, 16, 19, 21, 22 and 23 November (the 20th is off).
        #expect(try story.days(for: nil).first == "2018-11-30")
        #expect(try story.next() == "2018-11-30T08:00:00.000+08:00")
        #expect(try story.owed(at: "2018-11-29T09:00") == [])
        let owed = try story.obligations(at: "2018-11-30T08:00")
        #expect(owed.map(\.key.summary) == ["tahap 10 - > petugas"])
        #expect(owed.map(\.slot.pausedDays) == [6])
        #expect(owed.map(\.slot.step.days) == [10])
    }

    @Test func `what was due before the hold is owed when it ends`() throws {
        let story = try discussed().given(.hold(until: "2018-11-28", at: "2018-11-22T16:00"))
        #expect(try story.owed(at: "2018-11-23T09:00") == [])
        #expect(try story.owed(at: "2018-11-28T14:59") == [])
        #expect(try story.next() == "2018-11-29T08:00:00.000+08:00")
        #expect(try story.owed(at: "2018-11-29T08:00") == ["tahap 10 - > petugas"])
    }

    @Test func `each slot names the holds in its count, also when they are over`() throws {
        let story = try discussed().given(
            .hold(until: "2019-06-30", at: "2018-11-14"),
            .resume(at: "2018-11-19"),
            .hold(until: "2018-11-29", at: "2018-11-27")
        )
        let planner = try story.planner()
        let running = try #require(planner.ladders(of: try story.state()).first)
        let slots = planner.slots(of: running).filter { $0.role == "petugas" }
        func words(_ slot: Slot) -> [String] {
            slot.pauses.map { pause in
                let days = planner.workingDays(of: pause, running).map(\.description)
                return
                    "\(pause.days.lowerBound)...\(pause.days.upperBound) \(days.joined(separator: " "))"
            }
        }
        // The second hold begins after the first reminder's day.
        #expect(words(slots[0]) == ["2018-11-15...2018-11-18 2018-11-15 2018-11-16"])
        #expect(
            words(slots[1]) == [
                "2018-11-15...2018-11-18 2018-11-15 2018-11-16",
                "2018-11-28...2018-11-29 2018-11-28 2018-11-29",
            ]
        )
        #expect(slots.prefix(2).map(\.pausedDays) == [2, 4])
        #expect(slots[1].pauses.map(\.workingDays) == [2, 2])
        let until = try #require(LocalDate("2018-11-28"))
        let told = planner.pauses(of: running, after: running.anchor, through: until)
        #expect(told.map(\.workingDays) == [2, 1])
    }

    @Test func `resuming lets the clock run again`() throws {
        let story = try discussed().given(
            .hold(until: "2019-06-30", at: "2018-11-14"),
            .resume(at: "2018-11-19")
        )
        // 15 and 16 November stood still; the 14th and the 19th did not, not wholly.
        #expect(try story.days(for: nil).first == "2018-11-26")
        #expect(try story.owed(at: "2018-11-26T08:00") == ["tahap 10 - > petugas"])
    }

    @Test(arguments: UInt64(1)...60)
    func `whatever holds there are, each working day in them is taken out once`(seed: UInt64) throws
    {
        var random = SeededGenerator(seed: seed)
        let (story, held) = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-01"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07")
        ).holding(from: #require(LocalDate("2018-11-08")), &random)
        let planner = try story.planner()
        let running = try #require(
            planner.ladders(of: try story.state()).first { $0.wait != nil }
        )
        let calendar = planner.calendar(of: running.actor)
        for slot in planner.slots(of: running) {
            // Counted the slow way: day by day, the held ones left out.
            var reached = running.anchor
            var count = 0
            while count < slot.step.days {
                reached = reached.adding(days: 1)
                if calendar.isWorkingDay(reached), !held.contains(reached) { count += 1 }
            }
            #expect(slot.count.date == reached, "seed \(seed), step \(slot.step.days)")
        }
    }

    @Test func `two holds add up, and both move what comes later`() throws {
        let story = try discussed().given(
            .hold(until: "2018-11-15", at: "2018-11-14"),
            .hold(until: "2018-11-21", at: "2018-11-19")
        )
        // 15 and 21 November stood still; the 20th is off anyway.
        #expect(try story.days(for: nil).prefix(2) == ["2018-11-26", "2018-12-10"])
    }

    @Test func `a hold of the stage before moves nothing in the next one`() throws {
        let story = try discussed().given(
            .hold(until: "2019-06-30", at: "2018-11-14"),
            .draft(at: "2018-11-22")
        )
        #expect(try story.days(for: nil).first == "2018-12-06")
        #expect(try story.next() == "2018-12-06T08:00:00.000+08:00")
    }

    @Test func `the clock of a wait stands still as well`() throws {
        let story = try discussed().given(
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07"),
            .hold(until: "2018-11-16", at: "2018-11-14")
        )
        #expect(try story.days(for: "35.72").first == "2018-11-26")
    }

    @Test func `the silence names the hold, and ends with it`() throws {
        let story = try discussed().given(.hold(until: "2018-11-28", at: "2018-11-14"))
        let planner = try story.planner()
        let agreement = try #require(story.agreement)
        guard
            case .held(let hold)? = planner.silence(
                of: agreement,
                now: try story.instant("2018-11-28T23:59")
            )
        else {
            Issue.record("not silent")
            return
        }
        #expect(hold.until == "2018-11-28")
        #expect(planner.silence(of: agreement, now: try story.instant("2018-11-29T00:00")) == nil)
    }
}
