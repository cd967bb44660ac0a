import Calendars
import Engine
import Entries
import Projections
import Testing
import Workflows

@testable import Daemon

/// At this hour that message leaves, and at no other hour any.
@Suite(.timeLimit(.minutes(15))) struct TimelineTests {
    /// One message that left: when, to whom, and of what it speaks.
    private struct Departure: Hashable, CustomStringConvertible {
        var at: String
        var role: String
        var agreements: [String]

        var description: String { "\(at) \(role) \(agreements)" }
    }

    private static let wita = Zone(name: "", abbreviation: "", offsetMinutes: 480)

    /// The other office's readiness is awaited since 7 November, Kota Blitar's for one; all was typed in
    /// on the 8th.
    private static func record(_ house: House, with other: String = "35.72") async throws {
        func happening(_ verb: String, _ fields: [String: JSONValue]) -> Submission.Happening {
            Submission.Happening(intent: .verb(verb), at: "2018-11-07", fields: fields)
        }
        try await house.record(
            "propose",
            .begin(
                workflow: nil,
                happening("propose", ["title": "Riset bersama", "parties": [.string(other)]])
            )
        )
        let steps: [(String, [String: JSONValue])] = [
            ("discuss", ["scope": ["riset"]]),
            ("await", ["office": .string(other), "for": "kesiapan"]),
        ]
        for (verb, fields) in steps {
            let request = Submission.Request.happened(
                agreement: "2018-0001",
                happening(verb, fields)
            )
            try await house.record(verb, request)
        }
    }

    /// Every whole hour of every day, the last minute before the window opens and the last one in it.
    private static let minutes = ((0..<24).map { $0 * 60 } + [479, 899]).sorted()

    /// The weekly report of each of these Mondays at 08:00, which comes also when nothing is stalled.
    private static func reports(_ mondays: String...) -> [Departure] {
        mondays.flatMap { day in
            ["petugas", "kabag"].map {
                Departure(at: "\(day)T08:00", role: $0, agreements: [])
            }
        }
    }

    /// Wakes the nag at all those minutes, and returns what left.
    private static func walk(
        _ house: House,
        _ clock: StandingClock,
        from first: String,
        through last: String,
        at minutes: [Int] = minutes,
        in zone: Zone = wita
    ) async throws -> [Departure] {
        var departures: [Departure] = []
        var day = try #require(LocalDate(first))
        let end = try #require(LocalDate(last))
        while day <= end {
            for minute in minutes {
                let instant = zone.instant(day, minuteOfDay: minute)
                clock.move(to: instant)
                departures += try await house.wakeUp.run().messages.map {
                    Departure(
                        at: String(instant.rfc3339(offsetMinutes: zone.offsetMinutes).prefix(16)),
                        role: $0.role,
                        agreements: $0.agreements
                    )
                }
            }
            day = day.adding(days: 1)
        }
        return departures
    }

    @Test
    func `at 08:00 WITA on 22 November this digest leaves and nothing else but the weekly report`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.record(house)
            let id = "2018-0001"
            // Ten working days of Kota Blitar without 20 November, then twenty; nobody else, no other
            // hour.
            let departures = try await Self.walk(
                house,
                clock,
                from: "2018-11-09",
                through: "2018-12-07"
            )
            #expect(
                departures == Self.reports("2018-11-12", "2018-11-19") + [
                    Departure(at: "2018-11-22T08:00", role: "petugas", agreements: [id])
                ] + Self.reports("2018-11-26", "2018-12-03") + [
                    Departure(at: "2018-12-06T08:00", role: "petugas", agreements: [id]),
                    Departure(at: "2018-12-06T08:00", role: "kabag", agreements: [id]),
                ]
            )
            let issued = try house.views.reminders(of: id).map(\.key)
            #expect(
                issued
                    == [
                        "reminder:2018-0001:12:35.72:menunggu:10:petugas",
                        "reminder:2018-0001:12:35.72:menunggu:20:petugas",
                        "reminder:2018-0001:12:35.72:menunggu:20:kabag",
                    ].map { $0.replacing(":12:", with: ":\(Self.opener(house, id)):") }
            )
        }
    }

    @Test(arguments: [("35.72", 420), ("91.71", 540)])
    func `an office in another zone is told at 8 o'clock of its own`(
        own: String,
        offset: Int
    ) async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock, own: own) { household in
            try await Self.record(household.house, with: "51.08")
            let departures = try await Self.walk(
                household.house,
                clock,
                from: "2018-11-09",
                through: "2018-11-22",
                // The hours of the two zones beside it, too.
                at: [360, 420, 479, 480, 540, 600],
                in: Zone(name: "", abbreviation: "", offsetMinutes: offset)
            )
            #expect(
                departures == Self.reports("2018-11-12", "2018-11-19") + [
                    Departure(at: "2018-11-22T08:00", role: "petugas", agreements: ["2018-0001"])
                ]
            )
        }
    }

    private static func opener(_ house: House, _ id: String) -> Int64 {
        (try? house.views.row(of: id)?.agreement.waits.first?.opener.position) ?? -1
    }

    @Test func `the answer of the day before takes the digest back`() async throws {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.record(house)
            var departures = try await Self.walk(
                house,
                clock,
                from: "2018-11-09",
                through: "2018-11-21",
                at: [480]
            )
            try await house.record(
                "ready",
                .happened(
                    agreement: "2018-0001",
                    Submission.Happening(intent: .verb("ready"), fields: ["office": "35.72"])
                )
            )
            // From now on the stage's own ladder counts: ten working days from the answer.
            departures += try await Self.walk(
                house,
                clock,
                from: "2018-11-22",
                through: "2018-12-06"
            )
            #expect(
                departures == Self.reports("2018-11-12", "2018-11-19", "2018-11-26", "2018-12-03")
                    + [
                        Departure(
                            at: "2018-12-05T08:00",
                            role: "petugas",
                            agreements: ["2018-0001"]
                        )
                    ]
            )
        }
    }

    @Test func `after two weeks of outage one message leaves, at the first minute that is open`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.record(house)
            // The machine was off from 21 November to the night of Saturday, 8 December.
            let departures = try await Self.walk(
                house,
                clock,
                from: "2018-12-08",
                through: "2018-12-11"
            )
            #expect(
                departures == [
                    Departure(
                        at: "2018-12-10T08:00",
                        role: "petugas",
                        agreements: ["2018-0001"]
                    ),
                    Departure(at: "2018-12-10T08:00", role: "kabag", agreements: ["2018-0001"]),
                ]
            )
            let issued = try house.views.reminders(of: "2018-0001").map(\.key)
            #expect(issued.allSatisfy { $0.contains(":menunggu:20:") })
            #expect(issued.count == 2)
        }
    }
}
