import Entries
import FoundationEssentials
import Testing
import Wire

@Suite struct AnswerShapeTests {
    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func `a write answers with id, version and entries, and no member that is absent`() throws
    {
        let answer = WriteAnswer(
            id: "2018-0001",
            version: 3,
            entries: [EntryReference(position: 17, id: "e", type: "ScopeDiscussed")]
        )
        #expect(
            try json(answer)
                == #"{"entries":[{"id":"e","position":17,"type":"ScopeDiscussed"}],"id":"2018-0001","version":3}"#
        )
    }

    @Test func `the value of a write's answer is its coding`() throws {
        let label = Label(id: "Surat", en: "Letter")
        let office = OfficeAnswer(code: "35.72", name: "Kota \u{7}Blitar", synthetic: true)
        let entry = EntryReference(position: 7, id: "e", type: "T", label: label, office: office)
        var full = WriteAnswer(
            id: "2018-0001",
            version: 3,
            entries: [entry, EntryReference(position: 8, id: "f", type: "U")],
            dryRun: true,
            warnings: [Notice(code: "c", params: ["a": [1, .null, "\"/"]])]
        )
        full.redactions = [
            RedactionAnswer(
                entry: entry,
                fields: [
                    .init(name: "n", label: label, was: "w", instead: false),
                    .init(name: "m", label: nil, was: [:], instead: nil),
                ]
            )
        ]
        full.lost = LostEntries(from: 12, through: 40, signer: "unknown")
        for answer in [full, WriteAnswer(id: nil, version: nil, entries: [])] {
            let coded = Data(try json(answer).utf8)
            #expect(try JSONDecoder().decode(JSONValue.self, from: coded) == answer.json)
        }
    }

    @Test(
        arguments: [
            #"{"data":{}}"#, #"{"verb":"sign","data":{"a":[1,{"b":null}]}}"#,
            #"{"event":"E","at":"2018","source":"s","onBehalfOf":"o","workflow":"w","data":{}}"#,
            #"{"event":null,"at":null,"data":{"x":"\u0041"}}"#,
        ]
    )
    func `members of a command are what its decoder reads`(text: String) throws {
        let decoded = try JSONDecoder().decode(CommandRequest.self, from: Data(text.utf8))
        let members = try RequestJSON.value(of: Array(text.utf8)).object
        #expect(CommandRequest(members: try #require(members)) == decoded)
    }

    @Test(arguments: [#"{}"#, #"{"data":1}"#, #"{"verb":1,"data":{}}"#, #"{"at":{},"data":{}}"#])
    func `members that are no command are left to the decoder`(text: String) throws {
        let members = try RequestJSON.value(of: Array(text.utf8)).object
        #expect(CommandRequest(members: try #require(members)) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(CommandRequest.self, from: Data(text.utf8))
        }
    }

    @Test func `what somebody is awaited for is called for`() throws {
        let wait = AwaitingAnswer(
            office: OfficeAnswer(code: "35.72", name: "Kota Blitar", synthetic: false),
            purpose: "kesiapan",
            signature: false,
            since: "2018-11-07",
            workingDays: 10,
            source: nil,
            promised: nil,
            position: 9,
            limit: nil
        )
        let text = try json(wait)
        #expect(text.contains(#""for":"kesiapan""#))
        #expect(!text.contains("purpose"))
        #expect(try JSONDecoder().decode(AwaitingAnswer.self, from: Data(text.utf8)) == wait)
    }

    @Test func `a problem carries its code, its HTTP status and its parameters`() throws {
        let problem = Problem(.versionConflict, ["expected": 2, "actual": 3])
        #expect(
            try json(problem)
                == #"{"code":"version-conflict","params":{"actual":3,"expected":2},"status":412,"title":"version-conflict","type":"https://kembar.invalid/problems/version-conflict"}"#
        )
    }

    @Test(arguments: ProblemCode.allCases)
    func `every problem has an HTTP status that says no`(code: ProblemCode) {
        #expect((400...599).contains(code.status))
    }

    @Test func `offices and a count of days keep their members`() throws {
        let offices = OfficeList(
            offices: [
                OfficeEntry(
                    code: "51.08",
                    name: "Kabupaten Buleleng",
                    zone: "WITA",
                    calendar: "id-bali",
                    synthetic: false
                )
            ],
            own: "51.08"
        )
        #expect(
            try json(offices)
                == #"{"offices":[{"calendar":"id-bali","code":"51.08","name":"Kabupaten Buleleng","synthetic":false,"zone":"WITA"}],"own":"51.08"}"#
        )
        let count = CalendarCount(
            calendar: "id",
            from: "2018-11-07",
            days: 10,
            date: "2018-11-22",
            skipped: [
                SkippedAnswer(
                    date: "2018-11-20",
                    name: Label(id: "Maulid", en: "Mawlid"),
                    kind: "public",
                    estimated: false
                )
            ],
            estimated: false,
            missingYears: []
        )
        let text = try json(count)
        #expect(text.contains(#""date":"2018-11-22""#))
        #expect(try JSONDecoder().decode(CalendarCount.self, from: Data(text.utf8)) == count)
    }

    @Test func `a history of an older daemon is read without the zone's offset`() throws {
        let text =
            #"{"entries":[],"id":"2018-0001","rehearsal":false,"synthetic":false,"title":"T"}"#
        let history = try JSONDecoder().decode(HistoryAnswer.self, from: Data(text.utf8))
        #expect(history.offsetMinutes == nil)
    }
}
