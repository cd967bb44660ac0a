import Calendars
import Reminders
import TestSupport
import Testing
import Workflows

@testable import Daemon

/// The count that messages, `show` and `list` tell: working days, without those of the holds.
@Suite struct DayCountTests {
    @Test(arguments: UInt64(1)...200)
    func `from a to c as many days count as from a to b and from b to c, whatever holds there are`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let start = try #require(LocalDate("2018-11-08"))
        let (story, held) = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-01"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07")
        ).holding(from: start, &random)
        let agreement = try #require(story.agreement)
        let code = seed.isMultiple(of: 2) ? "35.72" : "51.08"
        let office = story.circumstances.offices.office(code)
        let calendar = try #require(story.circumstances.calendars.calendar(named: office.calendar))
        // Before the first hold, in one, between two, and behind the last.
        let days = (0..<3).map { _ in
            start.adding(days: Int.random(in: -7...160, using: &random))
        }.sorted()
        func count(after first: LocalDate, through last: LocalDate) -> DayCount {
            DayCount(
                of: agreement,
                by: office,
                after: first,
                through: last,
                story.circumstances
            )
        }
        let whole = count(after: days[0], through: days[2])
        let parts = [
            count(after: days[0], through: days[1]), count(after: days[1], through: days[2]),
        ]
        #expect(whole.count == parts.map(\.count).reduce(0, +), "seed \(seed): \(days)")
        #expect((whole.heldDays ?? 0) == parts.compactMap(\.heldDays).reduce(0, +), "seed \(seed)")
        // Counted the slow way: day by day, the held ones left out.
        var slow = 0
        var day = days[0]
        while day < days[2] {
            day = day.adding(days: 1)
            if calendar.isWorkingDay(day), !held.contains(day) { slow += 1 }
        }
        #expect(whole.count == slow, "seed \(seed): \(days)")
    }
}
