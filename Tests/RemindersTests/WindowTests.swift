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
        // WIB, seven hours from UTC: 08:00 is 01:00Z, and 15:00 is 08:00Z.
        ("35.72", "2018-11-22T00:59:59.999Z", false), ("35.72", "2018-11-22T01:00Z", true),
        ("35.72", "2018-11-22T07:59:59Z", true), ("35.72", "2018-11-22T08:00Z", false),
        // WIT, nine hours: 08:00 is 23:00Z of the day before, which may be a Sunday there.
        ("91.71", "2018-11-21T22:59:59.999Z", false), ("91.71", "2018-11-21T23:00Z", true),
        ("91.71", "2018-11-22T05:59:59Z", true), ("91.71", "2018-11-22T06:00Z", false),
        ("91.71", "2018-11-23T23:30Z", false), ("91.71", "2018-11-25T23:00Z", true),
    ])
    func `the hours are those of the own office's zone, whichever that is`(
        own: String,
        time: String,
        isOwed: Bool
    ) throws {
        let story = try Story(Shipped.office(own)).given(
            .propose("51.08", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07")
        )
        #expect(try !story.owed(at: time).isEmpty == isOwed)
        #expect(try story.planner().isInWindow(story.instant(time)) == isOwed)
        let offset = own == "35.72" ? "+07:00" : "+09:00"
        #expect(try story.next() == "2018-11-22T08:00:00.000\(offset)")
        let opens = try story.planner().windowOpening(onOrAfter: story.instant("2018-11-24T10:00"))
        #expect(opens.utc == (own == "35.72" ? "2018-11-26T01" : "2018-11-25T23") + ":00:00.000Z")
    }

    /// Shorter hours from 22 November to 7 December.
    private func fasting() throws -> Policy {
        let exception = """
            {first: 2018-11-22, last: 2018-12-07, from: "09:00", until: "14:00", label: {id: a, en: b}}
            """
        return try Policy.parse(
            Shipped.text("config/reminders.yaml").replacing(
                #"window: {from: "08:00", until: "15:00"}"#,
                with: #"window: {from: "08:00", until: "15:00", except: [\#(exception)]}"#
            )
        )
    }

    @Test(arguments: [
        ("2018-11-21T14:30", true), ("2018-11-22T08:30", false), ("2018-11-22T09:00", true),
        ("2018-12-07T13:59", true), ("2018-12-07T14:30", false), ("2018-12-10T08:30", true),
    ])
    func `on some days the window has other hours`(time: String, isOpen: Bool) throws {
        let story = try owing()
        let planner = try story.planner(fasting())
        #expect(try planner.isInWindow(story.instant(time)) == isOpen)
    }

    @Test func `a reminder falls due when the window of its own day opens`() throws {
        let story = try owing()
        let planner = try story.planner(fasting())
        let running = try #require(planner.ladders(of: try story.state()).first)
        let due = planner.slots(of: running).filter { $0.role == "petugas" }.prefix(3).map {
            $0.due.rfc3339(offsetMinutes: 480)
        }
        #expect(
            due == [
                "2018-11-22T09:00:00.000+08:00", "2018-12-06T09:00:00.000+08:00",
                "2019-01-11T08:00:00.000+08:00",
            ]
        )
        let opens = try planner.windowOpening(onOrAfter: story.instant("2018-12-07T14:00"))
        #expect(opens == (try story.instant("2018-12-10T08:00")))
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
