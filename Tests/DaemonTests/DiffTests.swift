import Answers
import Entries
import EventLog
import Testing
import Wire

@testable import Daemon

/// What a comparison says beside the bare values.
@Suite struct DiffTests {
    private static let id = "2018-0001"

    @Test func `letters and follow-ups have their fields' labels and the names of offices`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            let start = home.house.log.head.size - 1
            let letter = try await home.forge(
                "LetterSent",
                of: Self.id,
                ["number": "1", "to": "35.72"]
            )
            try await home.forge(
                "FollowedUp",
                of: Self.id,
                ["channel": "telepon", "office": "35.72", "outcome": "belum"]
            )
            let middle = home.house.log.head.size - 1
            try await home.forge(
                "Corrected",
                of: Self.id,
                [
                    "corrections": [
                        ["position": .integer(Int(letter)), "set": ["number": "2", "to": "51.08"]]
                    ],
                    "reason": "salah",
                ]
            )
            func changes(_ from: Int64, _ to: Int64) throws -> [Notice] {
                let answer = try home.house.auditAnswers.diff(
                    from: String(from),
                    to: String(to),
                    mode: nil,
                    agreement: nil
                )
                return answer.agreements.flatMap(\.changes)
            }
            let recorded = try changes(start, middle).map(\.params)
            try #require(recorded.count == 2)
            #expect(
                recorded[0]["fieldLabels"]?["number"]
                    == ["id": "Nomor surat", "en": "Letter number"]
            )
            #expect(recorded[0]["fieldForms"]?["to"] == "office")
            #expect(recorded[0]["fieldLabels"]?["subject"] == nil, "it does not say it")
            #expect(recorded[1]["fieldLabels"]?["office"] == ["id": "Instansi", "en": "Office"])
            #expect(recorded.allSatisfy { $0["offices"] == ["35.72": "Kota Blitar"] })
            let restated = try #require(try changes(middle, middle + 1).first?.params)
            #expect(restated["fieldLabels"]?.object?.keys.sorted() == ["number", "to"])
            #expect(restated["offices"]?.object?.keys.sorted() == ["35.72", "51.08"])
        }
    }
}
