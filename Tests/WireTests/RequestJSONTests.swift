import Entries
import Testing
import Wire

/// The JSON that requests may be.
@Suite struct RequestJSONTests {
    private func value(_ text: String) throws(RequestJSON.Fault) -> JSONValue {
        try RequestJSON.value(of: Array(text.utf8))
    }

    @Test(
        arguments: [
            (" {} ", [:]), ("[]", []), ("[ 1 , -2,0 ]", [1, -2, 0]), ("-0", 0),
            (#"{"a":{"b":[true,false,null]}}"#, ["a": ["b": [true, false, .null]]]),
            (#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#, "\"\\/\u{8}\u{C}\n\r\té😀é"),
            ("9007199254740991", 9_007_199_254_740_991),
            ("-9007199254740991", -9_007_199_254_740_991),
        ] as [(String, JSONValue)]
    )
    func `what every reader takes alike is read`(text: String, expected: JSONValue) throws {
        #expect(try value(text) == expected)
    }

    @Test(
        arguments: [
            ("", .notJSON(offset: 0)), ("{", .notJSON(offset: 1)), ("[1,]", .notJSON(offset: 3)),
            ("{\"a\":1,}", .notJSON(offset: 7)), ("{} {}", .notJSON(offset: 3)),
            ("tru", .notJSON(offset: 0)), ("01", .notJSON(offset: 0)), ("-", .notJSON(offset: 0)),
            ("+1", .notJSON(offset: 0)), ("NaN", .notJSON(offset: 0)),
            ("\"a", .notJSON(offset: 2)), ("\"\u{1}\"", .notJSON(offset: 1)),
            (#""\x""#, .notJSON(offset: 2)), (#""\u12g4""#, .notJSON(offset: 3)),
            (#""\u12"#, .notJSON(offset: 3)), (#""\ud800x""#, .notText(offset: 2)),
            (#""\udc00""#, .notText(offset: 2)), (#""\ud800\u0041""#, .notText(offset: 2)),
            (#"{"a":1,"a":1}"#, .twice(member: "a")), (#"{"a":1,"\u0061":1}"#, .twice(member: "a")),
            ("1.0", .fraction(offset: 0)), ("[1e2]", .fraction(offset: 1)),
            ("9007199254740992", .numberTooLarge(offset: 0)),
            ("-99999999999999999999999999", .numberTooLarge(offset: 0)),
            ("\u{FEFF}{}", .notJSON(offset: 0)),
        ] as [(String, RequestJSON.Fault)]
    )
    func `what readers take differently is refused`(text: String, fault: RequestJSON.Fault) {
        #expect(throws: fault) { try value(text) }
    }

    @Test func `32 levels are read, one more is not`() throws {
        let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        _ = try value(deep)
        #expect(throws: RequestJSON.Fault.tooDeep) { try value("[\(deep)]") }
        #expect(throws: RequestJSON.Fault.tooDeep) {
            try value(String(repeating: "{\"a\":", count: 100_000))
        }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
            #expect(throws: RequestJSON.Fault.notText(offset: 0)) {
                try RequestJSON.value(of: [0x22] + bytes + [0x22])
            }
        }
    }

    @Test func `a form names its members`() {
        #expect(RehearsalRequest.members == ["to", "next"])
        #expect(CommandRequest.members.contains("onBehalfOf"))
        #expect(RuleFileRequest.members == ["name", "text", "regions", "kind"])
    }
}
