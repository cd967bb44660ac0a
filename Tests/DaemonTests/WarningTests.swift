import Answers
import Engine
import Entries
import EventLog
import Testing
import Wire
import Workflows

@testable import Daemon

/// What the caller is told although the command was done.
@Suite struct WarningTests {
    private static func submit(
        _ key: String,
        _ request: Submission.Request,
        in house: House,
        onBehalfOf: String? = nil,
        dryRun: Bool = false
    ) async throws -> (receipt: Receipt, codes: [String], notices: [Notice]) {
        let receipt = try await house.submitter.submit(
            Submission(
                actor: .user(id: "a-0001", role: "kembar"),
                key: key,
                digest: "0123456789abcdef",
                onBehalfOf: onBehalfOf,
                isDryRun: dryRun,
                request: request
            )
        )
        try await house.reachHead()
        let fields: [String: JSONValue] =
            switch request {
            case .begin(_, let happening), .happened(_, let happening): happening.fields
            default: [:]
            }
        let maker = AnswerMaker(house, house.submitter.rulesInForce, receipt)
        let notices = try maker.warnings(of: receipt, asked: fields) ?? []
        return (receipt, notices.map(\.code), notices)
    }

    private static func happened(
        _ verb: String,
        _ fields: [String: JSONValue] = [:]
    ) -> Submission.Request {
        .happened(agreement: "2018-0001", .init(intent: .verb(verb), fields: fields))
    }

    private static func drafted(in house: House) async throws {
        let parties: JSONValue = ["35.72", "35.05"]
        _ = try await submit(
            "1",
            .begin(
                workflow: nil,
                .init(intent: .verb("propose"), fields: ["title": "x", "parties": parties])
            ),
            in: house
        )
        _ = try await submit("2", happened("discuss", ["scope": "pariwisata"]), in: house)
        _ = try await submit("3", happened("draft"), in: house)
    }

    @Test(arguments: [
        // Six months before the end: 26 November, 18 days after the recording.
        ("KSDPL", "2019-05-26", ["legal-date-near"]),
        ("KSDPL", "2019-03-01", ["legal-date-passed"]), ("KSDPL", "2019-12-31", []),
        ("KSDD", "2019-05-26", []), ("KSDPL", "2018-10-01", []),
    ])
    func `a date of the law that is near, or has passed, is told of at once`(
        kind: String,
        until: String,
        codes: [String]
    ) async throws {
        try await Household.with { household in
            let fields: [String: JSONValue] = [
                "title": "x", "parties": ["35.72"], "kind": .string(kind), "from": "2014-05-27",
                "until": .string(until),
            ]
            let request = Submission.Request.begin(
                workflow: nil,
                .init(intent: .verb("register"), at: "2014-05-27", fields: fields)
            )
            let told = try await Self.submit("1", request, in: household.house)
            #expect(told.codes == codes)
            guard codes == ["legal-date-near"] else { return }
            #expect(told.notices[0].params["date"] == "2018-11-26")
            #expect(told.notices[0].params["days"] == 18)
            #expect(told.notices[0].params["source"] == "Permendagri 25/2020 Ps 33")
        }
    }

    @Test func `a number by which a person could be found is remarked upon, also on trial`()
        async throws
    {
        try await Household.with { household in
            try await Self.drafted(in: household.house)
            let text: JSONValue = "Hubungi Petugas Contoh di 0812-3456-7890, NIK 5108064501900001"
            let note = Submission.Request.happened(
                agreement: "2018-0001",
                .init(
                    intent: .event("NoteAdded"),
                    source: "surat NIP 198001012005011001",
                    fields: ["text": text]
                )
            )
            let trial = try await Self.submit("4", note, in: household.house, dryRun: true)
            #expect(trial.codes == ["personal-number", "personal-number", "personal-number"])
            #expect(trial.notices.allSatisfy { $0.params["position"] == nil })
            let done = try await Self.submit("5", note, in: household.house)
            #expect(
                done.notices.map { [$0.params["field"], $0.params["kind"]] } == [
                    ["source", "nip"], ["text", "phone"], ["text", "nik"],
                ]
            )
            let position = try #require(done.receipt.entries.first).position
            #expect(done.notices[0].params["position"] == .integer(Int(position)))
            #expect(done.notices[0].params["agreement"] == "2018-0001")
        }
    }

    @Test func `a name of another office beside a code is answered with the correction`()
        async throws
    {
        try await Household.with { household in
            let parties: JSONValue = [
                ["code": "35.05", "name": "Kota Blitar"],
                ["code": "univ-contoh", "name": "Universitas Contoh"],
                ["code": "35.72", "name": "Pemerintah Kota Blitar"],
            ]
            let begun = try await Self.submit(
                "1",
                .begin(
                    workflow: nil,
                    .init(intent: .verb("propose"), fields: ["title": "x", "parties": parties])
                ),
                in: household.house
            )
            #expect(begun.codes == ["office-unknown", "party-named-otherwise"])
            #expect(begun.notices[0].params["name"] == "Universitas Contoh")
            let named = begun.notices[1].params
            #expect(named["office"]?["code"] == "35.05")
            #expect(named["typed"] == "Kota Blitar")
            #expect(named["nearest"]?["code"] == "35.72")
            #expect(
                named["parties"] == [
                    "51.08", "35.72",
                    ["code": "univ-contoh", "name": "Universitas Contoh"], "35.72",
                ]
            )
        }
    }

    @Test func `who revises the paper is told whose signatures fall, in a dry run too`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            try await Self.drafted(in: house)
            let signed = try await Self.submit(
                "4",
                Self.happened("sign", ["party": "35.72"]),
                in: house
            )
            #expect(signed.codes == [])
            let dry = try await Self.submit("5", Self.happened("draft"), in: house, dryRun: true)
            let redrafted = try await Self.submit("6", Self.happened("draft"), in: house)
            for answer in [dry, redrafted] {
                #expect(answer.codes == ["signatures-voided"])
                #expect(answer.notices.first?.params["offices"]?.array?.count == 1)
                #expect(answer.notices.first?.params["offices"]?.array?[0]["code"] == "35.72")
            }
            let again = try await Self.submit("7", Self.happened("draft"), in: house)
            #expect(again.codes == [])
            let history = try #require(
                try AnswerMaker(house, house.submitter.rulesInForce)
                    .history("2018-0001", TimeSpanQuery())
            )
            let voiding = history.entries.filter { $0.voidsSignatures != nil }
            #expect(
                voiding.map(\.position) == [try #require(redrafted.receipt.entries.first).position]
            )
            #expect(voiding.first?.voidsSignatures == ["35.72"])
            #expect(history.offices?["35.72"] != nil)
        }
    }

    @Test func `a promise for a day before the wait is remarked, one after it is not`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            try await Self.drafted(in: house)
            let past = try await Self.submit(
                "4",
                Self.happened("await", ["office": "35.72", "for": "a", "promised": "2017-12"]),
                in: house
            )
            #expect(past.codes == ["promise-before-wait"])
            let ahead = try await Self.submit(
                "5",
                Self.happened("await", ["office": "35.72", "for": "b", "promised": "2018-12"]),
                in: house
            )
            #expect(ahead.codes == [])
        }
    }

    @Test func `for whom it was recorded stands in the history, and blanks are refused`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            try await Self.drafted(in: house)
            _ = try await Self.submit(
                "4",
                Self.happened("draft"),
                in: house,
                onBehalfOf: "Bagian Hukum"
            )
            let history = try #require(
                try AnswerMaker(house, house.submitter.rulesInForce)
                    .history("2018-0001", TimeSpanQuery())
            )
            #expect(history.entries.map(\.onBehalfOf) == [nil, nil, nil, "Bagian Hukum"])
            await #expect(throws: Rejection.self) {
                try await Self.submit("5", Self.happened("draft"), in: house, onBehalfOf: " ")
            }
        }
    }
}
