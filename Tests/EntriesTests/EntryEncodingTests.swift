import Calendars
import Entries
import Testing

@Suite struct EntryEncodingTests {
    @Test func `members stand in the order of the format, and absent ones are left out`() throws {
        let every = [
            "specversion", "id", "source", "type", "subject", "time", "timeprecision",
            "recordedtime", "sequence", "subjectversion", "dataversion", "commandid",
            "commandpart", "commanddigest", "authtype", "authid", "authrole", "onbehalfof",
            "causationid", "data",
        ]
        #expect(try Golden.fullEntry().text.memberNames == every)
        let absent = [
            "subject", "subjectversion", "authid", "authrole", "onbehalfof", "causationid",
        ]
        #expect(
            try Golden.engineEntry().text.memberNames == every.filter { !absent.contains($0) }
        )
    }

    @Test(arguments: [
        ("\"", #"\""#), ("\\", #"\\"#), ("/", "/"), ("\n", #"\u000a"#), ("\t", #"\u0009"#),
        ("\r", #"\u000d"#), ("\u{8}", #"\u0008"#), ("\u{C}", #"\u000c"#), ("\u{0}", #"\u0000"#),
        ("\u{1F}", #"\u001f"#), (" ", " "), ("~", "~"), ("\u{7F}", #"\u007f"#),
        ("\u{80}", #"\u0080"#), ("\u{85}", #"\u0085"#), ("\u{9F}", #"\u009f"#),
        ("\u{A0}", "\u{A0}"), ("\u{2028}", "\u{2028}"), ("é", "é"), ("e\u{301}", "e\u{301}"),
        ("ᬩᬮᬶ", "ᬩᬮᬶ"), ("😀", "😀"), ("\u{FFFF}", "\u{FFFF}"), ("<&>'", "<&>'"),
    ])
    func `only quote, backslash and control characters are escaped`(
        text: String,
        spelling: String
    ) {
        // Bytes, not strings: canonically equivalent texts are equal to Swift.
        #expect(
            Array(JSONValue.string(text).canonicalText.utf8) == Array("\"\(spelling)\"".utf8)
        )
    }

    @Test func `every control character is lower-case u00xx, and no other character is escaped`() {
        for value in UInt32(0)...0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(JSONValue.string(String(scalar)).canonicalText.utf8)
            let digits = String(value, radix: 16)
            let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
            let expected =
                isControl
                ? "\\u00" + (digits.count == 1 ? "0" : "") + digits
                : scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
            #expect(bytes == Array("\"\(expected)\"".utf8), "U+\(digits)")
        }
    }

    @Test func `names of members are escaped and ordered by their bytes`() {
        let value: JSONValue = ["é": 1, "b": 2, "a\"": 3, "": 4, "Z": 5, "aa": 6, "a": 7]
        let text = value.canonicalText
        #expect(text == #"{"":4,"Z":5,"a":7,"a\"":3,"aa":6,"b":2,"é":1}"#)
    }

    /// Swift would sort by the composed letter, which stands behind `f`.
    @Test func `the order of names is that of their bytes, not of the letters they show`() {
        let value: JSONValue = ["f": 1, "e\u{301}": 2]
        #expect(Array(value.canonicalText.utf8) == Array("{\"e\u{301}\":2,\"f\":1}".utf8))
    }

    @Test(arguments: [
        (0, "2026-09-02T00:00:00.000Z"), (480, "2026-09-02T08:00:00.000+08:00"),
        (420, "2026-09-02T07:00:00.000+07:00"), (-210, "2026-09-01T20:30:00.000-03:30"),
    ])
    func `UTC is written Z and every other offset in digits`(offset: Int, time: String) throws {
        var entry = try Golden.engineEntry()
        let instant = try #require(Timestamp(rfc3339: "2026-09-02T00:00:00Z"))
        entry.moment = Moment(instant: instant, offsetMinutes: offset)
        #expect(try entry.text.contains(#""time":"\#(time)""#))
        #expect(try Entry(bytes: try entry.encoded(), strictly: true) == entry)
    }

    @Test(arguments: [
        ("2018", "year", "2018-01-01T00:00:00.000+08:00"),
        ("2018-10", "month", "2018-10-01T00:00:00.000+08:00"),
        ("2018-11-07", "day", "2018-11-07T00:00:00.000+08:00"),
        ("2018-11-07T10:00", "instant", "2018-11-07T10:00:00.000+08:00"),
    ])
    func `an imprecise time is the first instant of its period, with the precision beside it`(
        typed: String,
        precision: String,
        time: String
    ) throws {
        var entry = try Golden.engineEntry()
        entry.moment = try Moment(typed, in: .wita)
        let text = try entry.text
        #expect(text.contains(#""time":"\#(time)","timeprecision":"\#(precision)""#))
    }

    @Test func `an entry of 65,535 bytes is accepted and one of 65,536 is not`() throws {
        var entry = try Golden.engineEntry()
        let empty = try entry.encoded().count
        // {"t":"…"} is eight bytes and the text, instead of the two of {}.
        entry.data = ["t": .string(String(repeating: "x", count: 65_535 - empty - 6))]
        let bytes = try entry.encoded()
        #expect(bytes.count == 65_535)
        #expect(try Entry(bytes: bytes, strictly: true) == entry)

        entry.data = ["t": .string(String(repeating: "x", count: 65_536 - empty - 6))]
        #expect(throws: EntryFault.tooLong(bytes: 65_536, limit: 65_535)) { try entry.encoded() }
        #expect(throws: EntryFault.tooLong(bytes: 65_536, limit: 65_535)) {
            try Entry(bytes: bytes + [0x20])
        }
    }

    @Test func `a position has ten digits, so that texts sort as numbers do`() {
        #expect(Entry.sequence(0) == "0000000000")
        #expect(Entry.sequence(42) == "0000000042")
        #expect(Entry.sequence(9_999_999_999) == "9999999999")
    }
}
