import Calendars
import Engine
import Entries
import Language
import Projections
import RuleFiles
import Testing
import Wire
import Workflows

@testable import Daemon

/// A day limit that is over reaches the officer, and shows until somebody records what follows.
@Suite(.timeLimit(.minutes(15))) struct LapsedLimitWakeUpTests {
    private static func happen(
        _ house: House,
        _ key: String,
        _ intent: Command.Intent,
        _ fields: [String: JSONValue]
    ) async throws {
        let happening = Submission.Happening(intent: intent, at: nil, fields: fields)
        try await house.record(key, .happened(agreement: "2018-0001", happening))
    }

    /// The own DPRD's consent to a paper abroad, awaited since 8 November 2018.
    private static func awaitConsent(_ house: House) async throws {
        let begun = Submission.Happening(
            intent: .verb("propose"),
            at: nil,
            fields: ["title": "Riset bersama", "parties": ["35.72"], "kind": "KSDPL"]
        )
        try await house.record("propose", .begin(workflow: nil, begun))
        try await happen(house, "discuss", .verb("discuss"), ["scope": ["riset"]])
        try await happen(
            house,
            "await",
            .verb("await"),
            ["office": "51.08/DPRD", "for": "persetujuan"]
        )
    }

    @Test func `the officer is told the day after, once, by a message whose command can be run`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.awaitConsent(house)
            let circumstances = house.submitter.rulesInForce.circumstances
            let agreement = try #require(try house.views.row(of: "2018-0001")?.agreement)
            let end = try #require(circumstances.limitEnds(of: agreement).first)
            let zone = circumstances.offices.own.zone
            var told: [(day: LocalDate, message: JournalMessage)] = []
            var reports: [(day: LocalDate, lapsed: Int?)] = []
            var day = try #require(LocalDate("2018-11-09"))
            while day <= end.lastDay.adding(days: 12) {
                clock.move(to: zone.instant(day, minuteOfDay: 480))
                #expect(
                    try house.views.lapsedCount(by: clock.now()) == (day > end.lastDay ? 1 : 0)
                )
                for message in try await house.wakeUp.run().messages {
                    if message.text.lines.contains(where: {
                        $0.contains("batas waktu sudah lewat.")
                    }) {
                        told.append((day, message))
                    }
                    if let weekly = message.entry.data["weekly"], message.role == "petugas" {
                        reports.append((day, weekly["lapsed"]?.integer))
                    }
                }
                day = day.adding(days: 1)
            }
            let calendar = try #require(
                circumstances.calendars.calendar(named: circumstances.offices.own.calendar)
            )
            let first = calendar.firstWorkingDay(onOrAfter: end.lastDay.adding(days: 1))
            #expect(told.map(\.day) == [first])
            #expect(told.map(\.message.role) == ["petugas"])
            #expect(reports.allSatisfy { $0.lapsed == ($0.day > end.lastDay ? 1 : nil) })
            #expect(reports.contains { $0.lapsed == 1 })

            let lines = try #require(told.first).message.text.lines
            let line = try #require(lines.first { $0.contains("kembar record") })
            let words = "kembar record 2018-0001 DeemedApproved "
            let command = try #require(line.firstRange(of: words))
            let source = end.limit.source.text
            #expect(
                line[command.upperBound...] == "office=51.08/DPRD 'citing=\(source)'"
            )
            // As it is printed, so it is recorded.
            try await Self.happen(
                house,
                "deemed",
                .event("DeemedApproved"),
                ["office": "51.08/DPRD", "citing": .string(source)]
            )
            #expect(try house.views.lapsedCount(by: clock.now()) == 0)
        }
    }

    @Test func `a calendar's event that a rule file may have moved has a greater sequence`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            try await Self.awaitConsent(house)
            func sequences() throws -> [Int] {
                let agreement = try #require(try house.views.row(of: "2018-0001")?.agreement)
                return OpenDeadline.all(of: agreement, house.submitter.rulesInForce)
                    .map(\.sequence)
            }
            #expect(try sequences() == [0])
            let day = CalendarText.Day(
                date: try #require(LocalDate("2018-11-13")),
                kind: "cuti_bersama",
                name: Bilingual(id: "Libur uji", en: "Day of a test"),
                source: "Uji",
                isEstimated: false
            )
            let addition = Submission.CalendarAddition(calendar: "id", days: [day])
            try await house.record("holiday", .addDays(addition))
            #expect(try sequences() == [1])
        }
    }

    @Test
    func `a paper that was terminated is silent because of that, not because it was registered`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { household in
            let house = household.house
            let begun = Submission.Happening(
                intent: .verb("register"),
                at: "2018-11-07",
                fields: [
                    "title": "Naskah contoh", "parties": ["35.72"], "from": "2018-01-01",
                    "until": "2020-12-31",
                ]
            )
            try await house.record("register", .begin(workflow: nil, begun))
            try await Self.happen(
                house,
                "terminate",
                .verb("terminate"),
                ["party": "35.72", "reason": "uji"]
            )
            let agreement = try #require(try house.views.row(of: "2018-0001")?.agreement)
            let maker = AnswerMaker(house, house.submitter.rulesInForce)
            let planner = try #require(try maker.planner())
            let silent = try #require(try maker.explanation(of: agreement, planner).silent)
            #expect(silent.code == "closed")
            #expect(silent.params["label"]?["id"] != "Dicatat sebagai naskah lama")
            #expect(silent.params["time"]?.string?.hasPrefix("2018-11-08") == true)
        }
    }
}
