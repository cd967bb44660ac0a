import Answers
import Calendars
import Engine
import Entries
import Testing
import Wire
import Workflows

@testable import Daemon

/// Inquiries into what stands in a list of signatures, in notes, documents and follow-ups.
@Suite struct SignatureInquiryTests {
    private static let id = "2018-0001"
    private static let document: JSONValue = ["name": "penawaran.pdf", "size": 1, "sha256": "0a"]

    /// Records a correction of one entry, and returns its position.
    private static func correct(
        _ home: Household,
        _ position: Int64,
        _ change: [String: JSONValue]
    ) async throws -> Int64 {
        let correction = change.merging(["position": .integer(Int(position))]) { own, _ in own }
        return try await home.forge(
            "Corrected",
            of: id,
            ["corrections": [.object(correction)], "reason": "salah ketik"]
        )
    }

    @Test(
        arguments: [
            ("NoteAdded", ["text": "salah"], "text", "salah", "betul"),
            (
                "FollowedUp", ["channel": "telepon", "outcome": "belum"], "outcome", "belum",
                "besok"
            ),
            (
                "DocumentAttached", ["document": document, "kind": "undangan"], "kind", "undangan",
                "rab"
            ),
        ] as [(String, [String: JSONValue], String, JSONValue, JSONValue)]
    )
    func `a corrected supplement is told as it holds, with what it said at first`(
        event: String,
        data: [String: JSONValue],
        field: String,
        was: JSONValue,
        value: JSONValue
    ) async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            let entry = try await home.forge(event, of: Self.id, at: "2018-10-08", data)
            let offices = home.house.submitter.rulesInForce.circumstances.offices
            let day = try Moment("2018-10-01", in: offices.own.zone)
            let corrections = [
                try await Self.correct(home, entry, ["set": [field: value]]),
                try await Self.correct(
                    home,
                    entry,
                    ["time": .string(day.time), "timeprecision": "day"]
                ),
            ]
            let answers = home.house.auditAnswers
            let steps = try #require(try answers.replay(Self.id).agreements.first?.steps)
            let step = try #require(steps.first { $0.position == entry })
            #expect(step.data[field] == value && step.time == "2018-10-01")
            #expect(step.correctedBy == corrections)
            #expect(step.original == OriginalEntry(time: "2018-10-08", data: [field: was]))
            let early = try answers.replay(Self.id, asOf: "2018-10-02").agreements.first?.steps
            #expect(early?.contains { $0.position == entry } == true)

            let words = (try #require(was.string), try #require(value.string))
            let former = try answers.first("\(field)=\(words.0)").matches
            #expect(former.map(\.entry.position) == [entry] && former.first?.former == true)
            let first = try answers.first("\(field)=\(words.1)").matches
            #expect(first.map(\.entry.position) == [corrections[0]] && first.first?.former == nil)
            #expect(try answers.why(Self.id, field).value == value)
        }
    }

    @Test func `a document is found by its name, an office by its code and its name`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            let entry = try await home.forge(
                "DocumentAttached",
                of: Self.id,
                ["document": Self.document]
            )
            let answers = home.house.auditAnswers
            for text in ["penawaran.pdf", "0a"] {
                let found = try answers.first("document=\(text)").matches
                #expect(found.map(\.entry.position) == [entry], "\(text)")
            }
            #expect(try answers.first("parties=35.72").matches.count == 1)
            #expect(try answers.first("parties=Kota Blitar").matches.count == 1)
        }
    }

    @Test func `what all parties signed at once is found, and told by the party`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            let signed = try await home.forge(
                "Signed",
                of: Self.id,
                at: "2018-10-08",
                [
                    "signatures": [
                        ["party": "51.08", "number": "01/PKS/2018", "capacity": "Bupati"],
                        ["party": "35.72", "number": "U/01", "capacity": "Wali Kota"],
                    ]
                ]
            )
            let corrected = try await Self.correct(
                home,
                signed,
                [
                    "set": [
                        "signatures": [
                            [
                                "party": "51.08", "number": "01/PKS/2018",
                                "capacity": "Bupati", "place": "Kota Contoh",
                            ],
                            [
                                "party": "35.72", "number": "U/02", "capacity": "Wali Kota",
                                "place": "Kota Contoh",
                            ],
                        ]
                    ]
                ]
            )
            let answers = home.house.auditAnswers
            for (field, position) in [
                ("number=01/PKS/2018", signed), ("numbers=01/PKS/2018", signed),
                ("capacity=Wali Kota", signed), ("party=35.72", signed),
                ("number=U/02", corrected), ("place=Kota Contoh", corrected),
            ] {
                let found = try answers.first(field).matches
                #expect(found.last?.entry.position == position, "\(field)")
                #expect(found.last?.former == nil, "\(field)")
            }
            #expect(try answers.first("number=U/01").matches.map(\.former) == [true])

            let numbers = try answers.why(Self.id, "number")
            #expect(numbers.value == ["51.08": "01/PKS/2018", "35.72": "U/02"])
            #expect(numbers.entries.map(\.position) == [signed, corrected])
            #expect(numbers.entries.last?.was == ["51.08": "01/PKS/2018", "35.72": "U/01"])
            #expect(numbers.entries.last?.offices?["35.72"] == "Kota Blitar")
            // A correction that leaves it as it was made nothing of it.
            #expect(try answers.why(Self.id, "capacity").entries.map(\.position) == [signed])
            #expect(try answers.why(Self.id, "signatures").value?.array?.count == 2)
        }
    }

    @Test func `what each party signed for itself is told party by party`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            var positions: [Int64] = []
            for (party, capacity) in [("51.08", "Bupati"), ("35.72", "Wali Kota")] {
                positions.append(
                    try await home.forge(
                        "PartySigned",
                        of: Self.id,
                        at: "2018-10-08",
                        ["party": .string(party), "capacity": .string(capacity)]
                    )
                )
            }
            // The last one completed the paper, and that entry names no signature of its own.
            try await home.forge("Signed", of: Self.id, at: "2018-10-08", ["signatures": []])
            let answers = home.house.auditAnswers
            let capacities = try answers.why(Self.id, "capacity")
            #expect(capacities.value == ["51.08": "Bupati", "35.72": "Wali Kota"])
            #expect(capacities.entries.map(\.position) == positions)
            #expect(
                capacities.entries.map(\.value) == [["51.08": "Bupati"], ["35.72": "Wali Kota"]]
            )
            let signatures = try answers.why(Self.id, "signatures")
            #expect(signatures.entries.map(\.position) == positions)
            #expect(
                signatures.value?.array?.map { $0["capacity"] } == ["Bupati", "Wali Kota"]
            )
            // A new draft takes their force: nothing is signed any more.
            try await home.forge("PKSDrafted", of: Self.id, at: "2018-10-09")
            #expect(try answers.why(Self.id, "signatures").value == nil)
            #expect(try answers.why(Self.id, "capacity").value == nil)
        }
    }

    @Test func `whose signatures stand, and which draft they are under, is told of all of them`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            let drafted = try await home.forge("PKSDrafted", of: Self.id, at: "2018-10-07")
            let answers = home.house.auditAnswers
            // Nobody has signed: there is no such field yet.
            #expect(throws: Problem.self) { try answers.why(Self.id, "draft") }
            let positions = [
                try await home.forge(
                    "PartySigned",
                    of: Self.id,
                    at: "2018-10-08",
                    ["party": "51.08"]
                ),
                try await home.forge(
                    "Signed",
                    of: Self.id,
                    at: "2018-10-08",
                    ["signatures": [["party": "35.72"]]]
                ),
            ]
            let party = try answers.why(Self.id, "party")
            #expect(party.value == ["51.08", "35.72"])
            #expect(party.entries.map(\.position) == positions)
            #expect(party.entries.map(\.value) == ["51.08", ["35.72"]])

            let draft = try answers.why(Self.id, "draft")
            let entry = JSONValue.integer(Int(drafted))
            #expect(draft.value == ["51.08": entry, "35.72": entry])
            #expect(draft.entries.map(\.position) == positions)
            #expect(draft.entries.map(\.value) == [["51.08": entry], ["35.72": entry]])
            #expect(try answers.first("draft=\(drafted)").matches.map(\.id) == [Self.id])
            // A signature could say it, and none did.
            let capacity = try answers.why(Self.id, "capacity")
            #expect(capacity.value == nil && capacity.entries.isEmpty)

            try await home.forge("PKSDrafted", of: Self.id, at: "2018-10-09")
            #expect(try answers.why(Self.id, "party").value == nil)
            #expect(try answers.why(Self.id, "draft").value == nil)
        }
    }

    @Test func `of a bundle of one agreement another one is not said to be nowhere`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            let house = home.house
            let rules = house.submitter.rulesInForce
            let carried = AuditAnswers(house.log, rules, isRehearsal: true, carried: Self.id)
            for (answers, reason) in [
                (carried, "not-carried"), (house.auditAnswers, nil),
            ] as [(AuditAnswers, JSONValue?)] {
                let asked = [
                    { _ = try answers.replay("2018-0002") },
                    { _ = try answers.why("2018-0002", "stage") },
                    { _ = try answers.first("stage=Signed", agreement: "2018-0002") },
                ]
                for ask in asked {
                    let problem = #expect(throws: Problem.self) { try ask() }
                    #expect(problem?.code == .unknownAgreement)
                    #expect(problem?.params["reason"] == reason)
                    #expect(problem?.params["carried"] == reason.map { _ in .string(Self.id) })
                }
            }
        }
    }
}
