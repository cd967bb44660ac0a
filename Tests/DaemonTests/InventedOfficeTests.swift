import Answers
import Engine
import Entries
import EventLog
import Foundation
import Testing
import Wire

@testable import Daemon

/// What an auditor is shown of an invented office says that it is one, also in a real office's log.
@Suite struct InventedOfficeTests {
    private static let real = "2018-0001"
    private static let mixed = "2018-0002"

    /// Lists an invented university beside the offices that ship.
    private func inventOffice(_ home: Household) async throws {
        let shipped = Household.shipped
        let offices = try String(contentsOfFile: shipped + "/offices.yaml", encoding: .utf8)
        let row = "{code: univ-contoh, name: Universitas, zone: Asia/Makassar, synthetic: true}"
        let file = RuleFile(
            text: offices + "\nlist:\n  - \(row)\n",
            regions: try String(contentsOfFile: shipped + "/regions.csv", encoding: .utf8)
        )
        try await home.house.record("offices", .adopt(file), as: "kembar-admin")
    }

    private func remindLate(_ home: Household, of agreement: String) async throws {
        try await home.forge(
            "ReminderIssued",
            of: agreement,
            by: .system,
            ["due": "2018-11-07T23:00:00.000Z", "rule": "tahap", "opener": 1]
        )
    }

    /// What exceptions, silences and a sample of everything say, in this order.
    private func marks(_ home: Household) throws -> [Bool] {
        let answers = home.house.auditAnswers
        let count = Int(home.house.log.head.size)
        return [
            try answers.exceptions().synthetic, try answers.silences().synthetic,
            try answers.sample(count, seed: "a").synthetic,
        ]
    }

    @Test func `an inquiry is marked where it shows an invented office, and nowhere else`()
        async throws
    {
        try await Household.with { home in
            // Given an agreement of real offices, in a log that knows an invented one
            try await inventOffice(home)
            try await home.begin(Self.real)
            try await remindLate(home, of: Self.real)
            let answers = home.house.auditAnswers
            // Then nothing is marked
            #expect(try marks(home) == [false, false, false])
            #expect(try !answers.why(Self.real, "parties").synthetic)
            // When another one waits for the invented office
            try await home.begin(Self.mixed)
            try await home.forge(
                "ReadinessAwaited",
                of: Self.mixed,
                at: "2018-10-08",
                ["office": "univ-contoh", "for": "kesiapan"]
            )
            #expect(try marks(home) == [true, false, true])
            let begun = try answers.first("stage=VisitProposed").matches
            #expect(begun.map(\.id) == [Self.real, Self.mixed])
            #expect(begun.map(\.synthetic) == [false, true])
            try await remindLate(home, of: Self.mixed)
            #expect(try marks(home) == [true, true, true])
            // Then what names that office is marked also when it is awaited no more
            try await home.forge(
                "ReadinessGiven",
                of: Self.mixed,
                at: "2018-10-09",
                ["office": "univ-contoh"]
            )
            #expect(try answers.why(Self.mixed, "office").synthetic)
            #expect(try answers.first("office=univ-contoh").matches.map(\.synthetic) == [true])
            #expect(try !answers.why(Self.mixed, "title").synthetic)
        }
    }
}
