import Calendars
import Foundation
import RuleFiles
import Testing

/// One mistake in a text, and the fault that it must bring, with its place.
struct Mistake: Sendable, CustomTestStringConvertible {
    let code: FileFaultCode
    let text: String
    let expected: [String]

    var testDescription: String { code.rawValue }

    init(_ code: FileFaultCode, _ text: String, _ expected: String...) {
        self.code = code
        self.text = text
        self.expected = expected
    }
}

@Suite struct RuleNodeTests {
    /// Reads a made-up file that uses every way of reading.
    private func read(_ text: String) -> [String] {
        var faults = FileFaults()
        let root = RuleNode.parse(text, &faults)
        let fields = root?.mapping(
            required: ["name"],
            optional: ["text", "more", "label", "date", "count", "flag", "kind", "items", "map"],
            &faults
        )
        _ = fields?["name"]?.name(max: 10, &faults)
        _ = fields?["text"]?.text(max: 20, &faults)
        _ = fields?["more"]?.text(max: 20, &faults)
        _ = fields?["label"]?.bilingual(&faults)
        _ = fields?["date"]?.date(&faults)
        _ = fields?["count"]?.integer(in: 1...10, &faults)
        _ = fields?["flag"]?.boolean(&faults)
        _ = fields?["kind"]?.choice(of: ["legal", "policy"], &faults)
        for item in fields?["items"]?.list(count: 0...2, &faults) ?? [] { _ = item.name(&faults) }
        for (key, node) in fields?["map"]?.entries(&faults) ?? [] where !RuleNode.isName(key) {
            faults.add(node.keyFault(.badName, ["value": key]))
        }
        return faults.all.map(summary)
    }

    /// The fault in one line, for comparison in a table.
    private func summary(_ fault: FileFault) -> String {
        let params = fault.params.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let path = fault.path.isEmpty ? "-" : fault.path
        return (["\(fault.line):\(fault.column)", path, fault.code.rawValue] + params)
            .joined(separator: " ")
    }

    static let mistakes = [
        Mistake(
            .notYAML,
            "name: a\ntext: [b\ndate: c",
            "3:5 - not_yaml kind=bracket problem=did not find expected ',' or ']'"
        ),
        Mistake(
            .notYAML,
            "name: a\nmap: { b: c\ndate: d",
            "3:5 - not_yaml kind=bracket problem=did not find expected ',' or '}'"
        ),
        Mistake(
            .notYAML,
            "name: a\n\tb: c",
            "2:1 - not_yaml kind=tab problem=found a tab character that violates indentation"
        ),
        Mistake(
            .notYAML,
            "map:\n\tb: c",
            "2:1 - not_yaml kind=tab problem=found character that cannot start any token"
        ),
        Mistake(
            .notYAML,
            "name: @a",
            "1:7 - not_yaml kind=character problem=found character that cannot start any token"
        ),
        Mistake(
            .notYAML,
            "name: é\u{1}",
            "1:8 - not_yaml problem=control characters are not allowed"
        ),
        Mistake(
            .notYAML,
            "name: a\n---\nname: b",
            "2:1 - not_yaml kind=documents problem=but found another document"
        ),
        Mistake(
            .notYAML,
            "name: a: b",
            "1:8 - not_yaml kind=colon problem=mapping values are not allowed in this context"
        ),
        Mistake(
            .notYAML,
            "name: a\n  text: b",
            "2:7 - not_yaml kind=indentation problem=mapping values are not allowed in this context"
        ),
        Mistake(
            .notYAML,
            "map:\n  b: c\n d: e",
            "3:2 - not_yaml kind=indentation problem=did not find expected key"
        ),
        Mistake(
            .notYAML,
            "items:\n  - b: c\n   d: e",
            "3:4 - not_yaml kind=indentation problem=did not find expected '-' indicator"
        ),
        Mistake(
            .notYAML,
            " name: a\ntext: b",
            "2:1 - not_yaml kind=indentation problem=did not find expected <document start>"
        ),
        Mistake(
            .notYAML,
            "name: a\ntext\ndate: c",
            "2:1 - not_yaml kind=key problem=could not find expected ':'"
        ),
        // Where it begins; the library noticed at the end of the file.
        Mistake(
            .notYAML,
            "name: a\ntext: 'b\ndate: c\n",
            "2:7 - not_yaml kind=quote problem=found unexpected end of stream"
        ),
        Mistake(
            .notYAML,
            "text: \"b\nmore: \"c\"\n",
            "2:8 - not_yaml kind=quote problem=did not find expected key"
        ),
        Mistake(.notYAML, "name: *a", "1:7 - not_yaml problem=found undefined alias"),
        Mistake(.emptyFile, "", "1:1 - empty_file"),
        Mistake(.emptyFile, "# only a comment\n", "1:1 - empty_file"),
        Mistake(.emptyFile, "---\n~\n", "1:1 - empty_file"),
        Mistake(
            .tooLong,
            String(repeating: "#", count: 59_999),
            "1:1 - too_long max=60000 size=60001"
        ),
        Mistake(
            .tooLong,
            String(repeating: "\n", count: 10_000),
            "1:1 - too_long max=60000 size=60002"
        ),
        Mistake(
            .tooDeep,
            "name: a\nitems: " + String(repeating: "[", count: 17)
                + String(repeating: "]", count: 17),
            "2:23 items\(String(repeating: "[0]", count: 15)) too_deep max=16",
            "2:9 items[0] wrong_type expected=name found=list"
        ),
        Mistake(.aliased, "name: &x a\ntext: *x", "2:7 - aliased name=x"),
        Mistake(.missingKey, "text: b", "1:1 - missing_key key=name"),
        Mistake(.missingKey, "name: a\nlabel: { id: b }", "2:8 label missing_key key=en"),
        Mistake(
            .unknownKey,
            "name: a\nlabl: b",
            "2:1 labl unknown_key allowed=name, text, more, label, date, count, flag, kind, items, map "
                + "key=labl nearest=label"
        ),
        Mistake(
            .unknownKey,
            "name: a\nlabel: { id: b, en: c, e: d }",
            "2:24 label.e unknown_key allowed=id, en key=e"
        ),
        Mistake(.wrongType, "- name", "1:1 - wrong_type expected=mapping found=list"),
        Mistake(.wrongType, "name: [a]", "1:7 name wrong_type expected=name found=list"),
        Mistake(
            .wrongType,
            "name: a\ndate:\ncount: 1.5\nitems: b\nmap: [c]",
            "2:6 date wrong_type expected=date found=nothing",
            "3:8 count wrong_type expected=integer found=text",
            "4:8 items wrong_type expected=list found=text",
            "5:6 map wrong_type expected=mapping found=list"
        ),
        Mistake(.wrongType, "name: a\n? [b]\n: c", "2:3 - wrong_type expected=text found=list"),
        Mistake(
            .emptyText,
            "name: a\ntext: ' '\nmore:",
            "2:7 text empty_text",
            "3:6 more empty_text"
        ),
        Mistake(
            .controlCharacter,
            #"{ name: a, text: "b\e[0m", more: "c\u202Ed" }"#,
            "1:18 text control_character character=U+001B",
            "1:34 more control_character character=U+202E"
        ),
        Mistake(
            .controlCharacter,
            "name: a\ntext: |\n  b\n  c\n",
            "2:7 text control_character character=U+000A"
        ),
        Mistake(.badDate, "name: a\ndate: 2018-02-30", "2:7 date bad_date value=2018-02-30"),
        Mistake(
            .badValue,
            "name: a\nflag: yes\nkind: polici",
            "2:7 flag bad_value allowed=true, false value=yes",
            "3:7 kind bad_value allowed=legal, policy nearest=policy value=polici"
        ),
        Mistake(
            .badName,
            "name: a b\nitems: [é]\nmap: { 'x y': 1 }",
            "1:7 name bad_name allowed=A-Z a-z 0-9 . - / _ value=a b",
            "2:9 items[0] bad_name allowed=A-Z a-z 0-9 . - / _ value=é",
            "3:8 map.x y bad_name value=x y"
        ),
        Mistake(
            .badName,
            "name: abcdefghijk",
            "1:7 name bad_name allowed=A-Z a-z 0-9 . - / _ value=abcdefghijk"
        ),
        Mistake(.duplicate, "name: a\nname: b", "1:1 - duplicate value=name"),
        Mistake(.duplicate, "name: a\nmap: { 1: b, '1': c }", "2:8 - duplicate value=1"),
        Mistake(
            .outOfRange,
            "name: a\ncount: 11\nitems: [b, c, d]\ntext: \(String(repeating: "e", count: 21))",
            "4:7 text out_of_range max=20 min=1 value=21",
            "2:8 count out_of_range max=10 min=1 value=11",
            "3:8 items out_of_range max=2 min=0 value=3"
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is found with its line, column and path`(mistake: Mistake) {
        #expect(read(mistake.text) == mistake.expected)
        #expect(mistake.expected.contains { $0.contains(" \(mistake.code.rawValue)") })
    }

    @Test func `a whole number that is too large is out of range, and no text`() {
        #expect(
            read("name: a\ncount: 123456789012345678901234567890\nitems: [b]\ntext: c").first
                == "2:8 count out_of_range max=10 min=1 value=123456789012345678901234567890"
        )
    }

    @Test func `every code of a fault has a test with its place`() throws {
        let here = Set(Self.mistakes.map(\.code))
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().path
        // Most are those of one kind of file alone, which other modules read.
        let others = try FileManager.default.subpathsOfDirectory(atPath: tests)
            .filter { $0.hasSuffix("Tests.swift") && !$0.hasSuffix("/RuleNodeTests.swift") }
            .map { try String(contentsOfFile: "\(tests)/\($0)", encoding: .utf8) }
        for code in FileFaultCode.allCases where !here.contains(code) {
            // As a fault's summary begins: `12:5 events[0] missing_key`.
            let pattern = #"\b[0-9]+:[0-9]+ \S+ \#(code.rawValue)\b"#
            let isTested = others.contains {
                $0.range(of: pattern, options: .regularExpression) != nil
            }
            #expect(isTested, "no test has the place of \(code.rawValue)")
        }
    }

    @Test func `scalars keep the text that was written`() throws {
        var faults = FileFaults()
        let text = """
            { code: 51.08, date: 2018-01-01, number: 007, on: on, label: { id: 1e3, en: "0x10" } }
            """
        let root = try #require(RuleNode.parse(text, &faults))
        let keys = ["code", "date", "number", "on", "label"]
        let fields = try #require(root.mapping(required: keys, &faults))
        #expect(fields["code"]?.text(&faults) == "51.08")
        #expect(fields["date"]?.text(&faults) == "2018-01-01")
        #expect(fields["date"]?.date(&faults) == LocalDate(year: 2018, month: 1, day: 1))
        #expect(fields["number"]?.text(&faults) == "007")
        #expect(fields["on"]?.name(&faults) == "on")
        #expect(fields["label"]?.bilingual(&faults) == Bilingual(id: "1e3", en: "0x10"))
        #expect(faults.isEmpty)
    }

    @Test func `a free mapping keeps the order of the file`() throws {
        var faults = FileFaults()
        let root = try #require(RuleNode.parse("{ z: 1, a: 2, m: 3 }", &faults))
        let entries = try #require(root.entries(&faults))
        #expect(entries.map(\.key) == ["z", "a", "m"])
        #expect(entries.map { $0.node.integer(in: 0...9, &faults) } == [1, 2, 3])
    }

    @Test func `a folded block of text is one line without the blanks around it`() throws {
        var faults = FileFaults()
        let root = try #require(RuleNode.parse("- >\n  c\n  d\n", &faults))
        let items = try #require(root.list(&faults))
        #expect(items[0].text(&faults) == "c d")
        #expect(faults.isEmpty)
    }

    @Test(arguments: [("-9", -9), ("0", 0), ("10", 10)])
    func `whole numbers are read`(text: String, number: Int) throws {
        var faults = FileFaults()
        let root = try #require(RuleNode.parse(text, &faults))
        #expect(root.integer(in: -10...10, &faults) == number)
    }

    @Test(arguments: ["-", "--1", "+1", "1_000", "0x1", "1e3", "١"])
    func `what is no whole number is refused`(text: String) throws {
        var faults = FileFaults()
        let root = try #require(RuleNode.parse("'\(text)'", &faults))
        #expect(root.integer(in: .min ... .max, &faults) == nil)
        #expect(faults.all.map(\.code) == [.wrongType])
    }

    /// Nine lines of nine aliases each would be 387 million nodes.
    @Test(.timeLimit(.minutes(3)))
    func `a file that multiplies itself is refused at once`() {
        var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for (before, name) in zip("abcdefgh", "bcdefghi") {
            let aliases = Array(repeating: "*\(before)", count: 9).joined(separator: ", ")
            text += "\(name): &\(name) [\(aliases)]\n"
        }
        var faults = FileFaults()
        #expect(RuleNode.parse(text, &faults) == nil)
        #expect(faults.all.map(\.code) == [.aliased])
        var asKeys = FileFaults()
        #expect(RuleNode.parse(text.replacing("[*", with: "{? [*"), &asKeys) == nil)
        #expect(asKeys.all.map(\.code) == [.aliased])
    }

    @Test(.timeLimit(.minutes(3)), arguments: ["[", "{", "- ", "? ", "{? ", "[{a: "])
    func `a file of nothing but openings is refused at once`(opening: String) {
        var faults = FileFaults()
        let count = 59_000 / opening.utf8.count
        let root = RuleNode.parse(String(repeating: opening, count: count), &faults)
        #expect(root == nil || !faults.isEmpty)
    }

    @Test func `an ampersand or a star alone is no alias`() throws {
        var faults = FileFaults()
        let root = try #require(RuleNode.parse("a: Q&A and R&D\nb: 2 * 3 *bold", &faults))
        #expect(root.entries(&faults)?.count == 2)
        #expect(faults.isEmpty)
    }

    @Test func `faults are thrown from the top of the file to its end, a hundred at most`() {
        var faults = FileFaults()
        for line in stride(from: 120, through: 1, by: -1) {
            faults.add(FileFault(line: line, column: 1, path: "", code: .emptyText))
        }
        #expect(faults.droppedCount == 20)
        do throws(FileFaults) {
            try faults.throwIfAny()
            Issue.record("nothing was thrown")
        } catch {
            #expect(error.all.map(\.line) == Array(21...120))
        }
        #expect(throws: Never.self) { try FileFaults().throwIfAny() }
    }
}

@Suite struct RuleTextTests {
    @Test(arguments: [("", 2), ("abc", 5), ("é", 4), ("a\nb", 10), ("\"\\", 6), ("\t\u{1}", 14)])
    func `the stored size is that of the JSON string`(text: String, size: Int) {
        #expect(RuleText.storedSize(text) == size)
    }

    @Test(arguments: [
        ("Pemerintah Kabupaten", nil), ("a\nb", "U+000A"), ("a\tb", "U+0009"), ("\u{7F}", "U+007F"),
        ("\u{9B}31m", "U+009B"), ("a\u{2028}b", "U+2028"), ("\u{2066}x", "U+2066"), ("é 日", nil),
    ])
    func `characters that could disturb a screen are found`(text: String, name: String?) {
        #expect(PlainText.disturbing(text) == name)
    }
}

@Suite struct SpellingTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "acb", 1), ("ABC", "abc", 0),
        ("kitten", "sitting", 3), ("51.80", "51.08", 1), ("ca", "abc", 3),
    ])
    func `the distance counts insertions, omissions, changes and swaps`(
        left: String,
        right: String,
        distance: Int
    ) {
        #expect(Spelling.distance(left, right) == distance)
        #expect(Spelling.distance(right, left) == distance)
    }

    @Test(arguments: [
        ("lable", "label"), ("publik", "public"), ("x", nil), ("zzzzzz", nil), ("LABEL", "label"),
    ])
    func `the nearest word is offered only if it is near`(word: String, nearest: String?) {
        #expect(Spelling.nearest(to: word, in: ["label", "public", "kind"]) == nearest)
    }
}
