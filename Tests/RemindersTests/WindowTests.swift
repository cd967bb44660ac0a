import Calendars
import Reminders
import TestSupport
import Testing
import Workflows

/// Anything goes out from 08:00 to 15:00 on working days of the own office, in its zone.
@Suite struct WindowTests {
    /// Something is owed from 2018-11-22 on, for as long as nobody is reminded.
    private func owing() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07")
        )
    }

    @Test(arguments: [
        ("2018-11-22T07:59:59.999", false), ("2018-11-22T08:00", true),
        ("2018-11-22T14:59:59", true),
        ("2018-11-22T15:00", false), ("2018-11-22T23:00", false), ("2018-11-23T00:00", false),
        // A weekend.
        ("2018-11-24T10:00", false), ("2018-11-25T10:00", false), ("2018-11-26T10:00", true),
        // Christmas Eve (cuti bersama), Christmas, and two candidate days of Bali.
        ("2018-12-24T10:00", false), ("2018-12-25T10:00", false), ("2018-12-26T10:00", false),
        ("2018-12-27T10:00", false), ("2018-12-28T10:00", true),
        // The hour is that of Bali: 08:00 there is midnight in UTC.
        ("2018-11-23T00:00Z", true), ("2018-11-22T23:59Z", false),
    ])
    func `outside the window nothing is owed`(time: String, isOwed: Bool) throws {
        let story = try owing()
        #expect(try !story.owed(at: time).isEmpty == isOwed)
        #expect(try story.planner().isInWindow(story.instant(time)) == isOwed)
    }

    @Test(arguments: [
        ("2018-11-22T08:00", "2018-11-22T08:00"), ("2018-11-22T12:34", "2018-11-22T12:34"),
        ("2018-11-22T03:00", "2018-11-22T08:00"), ("2018-11-22T15:00", "2018-11-23T08:00"),
        ("2018-11-23T15:00", "2018-11-26T08:00"), ("2018-11-24T10:00", "2018-11-26T08:00"),
        ("2018-12-24T07:00", "2018-12-28T08:00"), ("2018-12-31T23:00", "2019-01-02T08:00"),
    ])
    func `the window next opens at its first minute on a working day`(
        time: String,
        opening: String
    ) throws {
        let story = try owing()
        let opens = try story.planner().windowOpening(onOrAfter: story.instant(time))
        #expect(opens == (try story.instant(opening)))
    }
}
