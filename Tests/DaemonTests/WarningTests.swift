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

    private static func recorded(
        _ event: EngineEvent,
        _ fields: [String: JSONValue] = [:],
        of agreement: String = "2018-0001"
    ) -> Submission.Request {
        .happened(
            agreement: agreement,
            .init(intent: .event(event.rawValue), fields: fields)
        )
    }

    @Test func `who puts a reminder off past a date of the law is told, in a dry run too`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            // Numbered by the year in which it began.
            let old = "2014-0001"
            let fields: [String: JSONValue] = [
                "title": "x", "parties": ["35.72"], "kind": "KSDPL", "from": "2014-05-27",
                "until": "2019-05-26",
            ]
            let begun = Submission.Request.begin(
                workflow: nil,
                .init(intent: .verb("register"), at: "2014-05-27", fields: fields)
            )
            _ = try await Self.submit("1", begun, in: house)
            // The notice is due on Monday, 26 November 2018.
            let late = Self.recorded(.postponed, ["until": "2018-11-26", "note": "x"], of: old)
            let dry = try await Self.submit("2", late, in: house, dryRun: true)
            let done = try await Self.submit("3", late, in: house)
            for told in [dry, done] {
                #expect(told.codes == ["legal-date-silenced"])
                let params = try #require(told.notices.first).params
                #expect(params["date"] == "2018-11-26")
                #expect(params["next"] == "2018-11-27")
                #expect(params["latest"] == "2018-11-25")
                #expect(params["silence"] == "postponed")
                #expect(params["mark"] == "legal")
                #expect(params["source"] == "Permendagri 25/2020 Ps 33")
                #expect(params["agreement"] == .string(old))
            }
            #expect(dry.notices.first?.params["position"] == nil)
            let position = try #require(done.receipt.entries.first).position
            #expect(done.notices.first?.params["position"] == .integer(Int(position)))
            // It is said of what brings it about, not of everything that follows.
            let text = Self.recorded(.noteAdded, ["text": "x"], of: old)
            let note = try await Self.submit("4", text, in: house)
            #expect(note.codes == [])
            let early = Self.recorded(.postponed, ["until": "2018-11-25", "note": "x"], of: old)
            #expect(try await Self.submit("5", early, in: house).codes == [])
        }
    }

    @Test func `who holds an agreement past the limit of a DPRD is told whose limit it is`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            let fields: [String: JSONValue] = [
                "title": "x", "parties": ["35.72"], "kind": "KSDPL",
            ]
            let begun = Submission.Request.begin(
                workflow: nil,
                .init(intent: .verb("propose"), fields: fields)
            )
            _ = try await Self.submit("1", begun, in: house)
            _ = try await Self.submit("2", Self.happened("discuss", ["scope": "riset"]), in: house)
            let wait: [String: JSONValue] = ["office": "51.08/DPRD", "for": "persetujuan"]
            _ = try await Self.submit("3", Self.happened("await", wait), in: house)
            let hold = Self.recorded(.held, ["until": "2019-06-28", "reason": "x"])
            let held = try await Self.submit("4", hold, in: house)
            #expect(held.codes == ["legal-date-silenced"])
            let params = try #require(held.notices.first).params
            #expect(params["silence"] == "held")
            #expect(params["office"]?["code"] == "51.08/DPRD")
            #expect(params["label"]?["en"] == "DPRD approval")
            #expect(try await Self.submit("5", Self.recorded(.resumed), in: house).codes == [])
        }
    }

    @Test(arguments: [
        // 45 working days from Monday, 6 August 2018 are over on 8 November, those from October are not.
        ("2018-08-06", "KSDPL", true), ("2018-10-15", "KSDPL", false),
        ("2018-08-06", "KSDD", false),
    ])
    func `a wait whose limit was over before it was recorded is told so, in a dry run too`(
        at: String,
        kind: String,
        isOver: Bool
    ) async throws {
        try await Household.with { household in
            let house = household.house
            let fields: [String: JSONValue] = [
                "title": "x", "parties": ["35.72"], "kind": .string(kind),
            ]
            let begun = Submission.Request.begin(
                workflow: nil,
                .init(intent: .verb("propose"), at: "2018-08-01", fields: fields)
            )
            _ = try await Self.submit("1", begun, in: house)
            let wait = Submission.Request.happened(
                agreement: "2018-0001",
                .init(
                    intent: .event("AnswerAwaited"),
                    at: at,
                    fields: ["office": "51.08/DPRD", "for": "persetujuan"]
                )
            )
            let dry = try await Self.submit("2", wait, in: house, dryRun: true)
            let done = try await Self.submit("3", wait, in: house)
            for told in [dry, done] {
                #expect(told.codes == (isOver ? ["limit-passed"] : []))
                guard isOver else { continue }
                let params = try #require(told.notices.first).params
                #expect(params["office"]?["code"] == "51.08/DPRD")
                #expect(params["label"]?["en"] == "DPRD approval")
                #expect(params["mark"] == "legal")
                #expect(params["event"] == "DeemedApproved")
                let source = "Permendagri 25/2020 Ps 17(2)-(4)"
                #expect(params["fields"] == ["office=51.08/DPRD", .string("citing=\(source)")])
            }
            // It is said of what brings it about, and what it names can be recorded.
            let text = Self.recorded(.noteAdded, ["text": "x"])
            #expect(try await Self.submit("4", text, in: house).codes == [])
            guard isOver else { return }
            let deemed = Submission.Request.happened(
                agreement: "2018-0001",
                .init(
                    intent: .event("DeemedApproved"),
                    fields: ["office": "51.08/DPRD", "citing": "Ps 17"]
                )
            )
            #expect(try await Self.submit("5", deemed, in: house).codes == [])
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
            // An entry's bytes are taken away once: each remark names all that has to go with them.
            #expect(done.notices.allSatisfy { $0.params["fields"] == ["source", "text"] })
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
            // Who waits for it later types its code only.
            let discuss = Self.happened("discuss", ["scope": "riset"])
            _ = try await Self.submit("2", discuss, in: household.house)
            let awaited = try await Self.submit(
                "3",
                Self.happened("await", ["office": "univ-contoh", "for": "x"]),
                in: household.house
            )
            #expect(awaited.codes == ["office-unknown"])
            #expect(awaited.notices.first?.params["name"] == "Universitas Contoh")
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
