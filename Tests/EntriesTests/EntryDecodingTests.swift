import Entries
import Testing

@Suite struct EntryDecodingTests {
    @Test(arguments: [
        // White space, a byte-order mark, something after the end.
        (#"{"specversion""#, #"{ "specversion""#), (#","data""#, ", \"data\""),
        (#""data":{}}"#, "\"data\":{}}\n"), (#""data":{}}"#, #""data":{} }"#),
        // Another order.
        (
            #""specversion":"1.0","id":"e0a1b2c3-d4e5-4f60-8a7b-9c8d7e6f5a4b","#,
            #""id":"e0a1b2c3-d4e5-4f60-8a7b-9c8d7e6f5a4b","specversion":"1.0","#
        ),
        // A member twice, an unknown one, an absent one written as null.
        (#""authtype":"system""#, #""authtype":"system","authtype":"system""#),
        (#""authtype":"system""#, #""authtype":"system","extra":"1""#),
        (#""authtype":"system""#, #""authtype":"system","authid":null"#),
        // Another spelling of the same value.
        (#""type":"DaemonStopped""#, #""type":"Daemon\u0053topped""#),
        (#""source":"https://"#, #""source":"https:\/\/"#),
        (#""time":"2026-09-03T07:00:00.000Z""#, #""time":"2026-09-03T07:00:00.000+00:00""#),
        (#""time":"2026-09-03T07:00:00.000Z""#, #""time":"2026-09-03T07:00:00Z""#),
        (#""time":"2026-09-03T07:00:00.000Z""#, #""time":"2026-09-03t07:00:00.000z""#),
        (#""dataversion":1"#, #""dataversion":1.0"#), (#""dataversion":1"#, #""dataversion":1e0"#),
        (#""data":{}"#, #""data":{"b":1,"a":2}"#), (#""data":{}"#, #""data":{"a":1,"a":1}"#),
        (#""data":{}"#, #""data":{"a":"\n"}"#), (#""data":{}"#, #""data":{"a":"\u000A"}"#),
        (#""data":{}"#, #""data":{"a":"\u007F"}"#), (#""data":{}"#, #""data":{"a":-0}"#),
        // A letter composed and decomposed: one name to Swift, two to everybody else.
        (#""data":{}"#, "\"data\":{\"e\u{301}\":1,\"\u{E9}\":2}"),
    ])
    func `strict decoding takes the one canonical spelling only`(
        part: String,
        instead: String
    ) throws {
        #expect(Golden.engine.contains(part))
        let text = Golden.engine.replacing(part, with: instead)
        #expect(fault(text, strictly: true) == .notCanonical)
    }

    @Test func `decoding that is not strict reads other spellings`() throws {
        let spaced = Golden.engine.replacing(",", with: " ,\n")
        #expect(try Entry(bytes: Array(spaced.utf8)) == Golden.engineEntry())
    }

    @Test(arguments: [
        ("specversion", "1.0", "1.1"), ("id", "5b0c7a1e-3d52-4f6b-9c1d-8e2f4a6b0d13", ""),
        ("source", "https://kembar.invalid/4f1d2c3b5a697887", ""), ("type", "Signed", ""),
        ("subject", "2026-0002", ""), ("time", "2026-09-02T00:00:00.000+08:00", "2026-09-02"),
        ("time", "2026-09-02T00:00:00.000+08:00", "2026-09-02T00:00:00.000"),
        ("time", "2026-09-02T00:00:00.000+08:00", "2026-09-31T00:00:00.000+08:00"),
        ("timeprecision", "day", "hour"), ("timeprecision", "day", ""),
        ("recordedtime", "2026-09-03T01:15:30.250Z", "2026-09-03T09:15:30.250+08:00"),
        ("recordedtime", "2026-09-03T01:15:30.250Z", "2026-09-03T01:15:30Z"),
        ("sequence", "0000000042", "42"), ("sequence", "0000000042", "00000000042"),
        ("sequence", "0000000042", "-000000042"), ("sequence", "0000000042", "+000000042"),
        ("sequence", "0000000042", "٠٠٠٠٠٠٠٠٤٢"), ("commandid", "surat-99.02-2026-09-03", ""),
        ("commandpart", "2/2", "3/2"), ("commandpart", "2/2", "0/2"), ("commandpart", "2/2", "1/0"),
        ("commandpart", "2/2", "2"), ("commandpart", "2/2", "02/2"),
        ("commandpart", "2/2", "2/2/2"),
        ("commandpart", "2/2", "-1/2"), ("commanddigest", "0f1e2d3c4b5a6978", "0f1e2d3c4b5a697"),
        ("commanddigest", "0f1e2d3c4b5a6978", "0F1E2D3C4B5A6978"),
        ("authtype", "user", "system"), ("authtype", "user", "app_user"), ("authid", "a-0007", ""),
        ("authrole", "kembar", ""),
    ])
    func `a member outside its form is named`(
        name: String,
        value: String,
        instead: String
    ) throws {
        let member = "\"\(name)\":\"\(value)\""
        #expect(Golden.full.contains(member))
        let text = Golden.full.replacing(member, with: "\"\(name)\":\"\(instead)\"")
        #expect(fault(text) == .member(name, found: instead))
    }

    @Test func `a month can't begin in its middle`() {
        let text = Golden.full.replacing(
            #""timeprecision":"day""#,
            with: #""timeprecision":"month""#
        )
        #expect(fault(text) == .member("time", found: "2026-09-02T00:00:00.000+08:00"))
    }

    @Test(arguments: [
        ("subjectversion", "11", "0"), ("subjectversion", "11", "-1"), ("dataversion", "1", "0"),
    ])
    func `versions count from one`(name: String, value: String, instead: String) {
        let text = Golden.full.replacing("\"\(name)\":\(value),", with: "\"\(name)\":\(instead),")
        #expect(fault(text) == .member(name, found: instead))
    }

    @Test func `subject and its version come together, and so do user and role`() {
        let withoutVersion = Golden.full.replacing(#""subjectversion":11,"#, with: "")
        #expect(fault(withoutVersion) == .member("subjectversion", found: "nothing"))
        let withoutSubject = Golden.full.replacing(#""subject":"2026-0002","#, with: "")
        #expect(fault(withoutSubject) == .member("subjectversion", found: "11"))
        let withoutRole = Golden.full.replacing(#""authrole":"kembar","#, with: "")
        #expect(fault(withoutRole) == .member("authtype", found: "user"))
        let systemWithUser = Golden.engine.replacing(
            #""authtype":"system""#,
            with: #""authtype":"system","authid":"a-0007""#
        )
        #expect(fault(systemWithUser) == .member("authtype", found: "system"))
    }

    @Test(arguments: ["[]", "null", #""text""#, "7", "true"])
    func `data is an object`(value: String) {
        let text = Golden.engine.replacing(#""data":{}"#, with: "\"data\":\(value)")
        #expect(fault(text) == .member("data", found: value))
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "not JSON", "{\"specversion\":\"1.0\"}",
        Golden.engine.replacing(#""data":{}"#, with: #""data":{"a":1.5}"#),
        Golden.engine.replacing(#""data":{}"#, with: #""data":{"a":9007199254740992}"#),
        Golden.engine.replacing(#""data":{}"#, with: #""data":{"a":-9223372036854775808}"#),
        Golden.engine.replacing(#""data":{}"#, with: #""data":{"a":99999999999999999999}"#),
        Golden.engine.replacing(#""dataversion":1"#, with: #""dataversion":"1""#),
        Golden.engine.replacing(#""sequence":"0000000043""#, with: #""sequence":43"#),
        Golden.engine.replacing(#","data":{}"#, with: ""), String(Golden.engine.dropLast()),
        Golden.engine + Golden.engine,
        Golden.engine.replacing(
            #""data":{}"#,
            with: "\"data\":" + String(repeating: "[", count: 10_000)
        ),
    ])
    func `what is no entry at all is malformed and never a crash`(text: String) throws {
        let found = try #require(fault(text))
        guard case .malformed = found else {
            Issue.record("\(found)")
            return
        }
    }

    @Test func `bytes that are no UTF-8 are malformed`() throws {
        var bytes = Array(Golden.engine.utf8)
        let index = try #require(bytes.firstIndex(of: UInt8(ascii: "D")))
        bytes[index] = 0xFF
        let found = #expect(throws: EntryFault.self) { try Entry(bytes: bytes, strictly: true) }
        guard case .malformed? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test func `every integer up to 2 to the 53 less one is kept, and none beyond`() throws {
        for number in [JSONValue.integerMax, -JSONValue.integerMax, 0] {
            let text = Golden.engine.replacing(#""data":{}"#, with: "\"data\":{\"a\":\(number)}")
            #expect(
                try Entry(bytes: Array(text.utf8), strictly: true).data["a"] == .integer(number)
            )
        }
    }
}
