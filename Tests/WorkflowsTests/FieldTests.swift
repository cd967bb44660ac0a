import Calendars
import Entries
import TestSupport
import Testing
import Workflows

@Suite struct FieldTests {
    /// A workflow with a field of every form.
    static let forms = """
        workflow: bentuk
        label: {id: Bentuk, en: Forms}
        stages:
          - {name: Open, label: {id: Buka, en: Open}, ladder: tahap}
        events:
          - name: Begun
            verb: propose
            label: {id: Mulai, en: Begun}
            from: []
            fields:
              - {name: title, form: text, required: true, label: {id: Judul, en: Title}}
              - {name: parties, form: offices, required: true, label: {id: Pihak, en: Parties}}
            brings: {begins: true, enters: Open}
            source: {text: Contoh, mark: office-policy}
          - name: Filled
            verb: record
            label: {id: Diisi, en: Filled}
            from: [Open]
            fields:
              - {name: text, form: text, label: {id: a, en: a}}
              - {name: texts, form: texts, label: {id: a, en: a}}
              - {name: integer, form: integer, label: {id: a, en: a}}
              - {name: boolean, form: boolean, label: {id: a, en: a}}
              - {name: date, form: date, label: {id: a, en: a}}
              - {name: choice, form: choice, choices: [KB, PKS], label: {id: a, en: a}}
              - {name: office, form: office, label: {id: a, en: a}}
              - {name: party, form: party, label: {id: a, en: a}}
              - {name: numbers, form: numbers, label: {id: a, en: a}}
              - {name: agreement, form: agreement, label: {id: a, en: a}}
              - {name: agreements, form: agreements, label: {id: a, en: a}}
              - {name: document, form: document, label: {id: a, en: a}}
              - {name: version, form: version, of: Begun, label: {id: a, en: a}}
            brings: {enters: Open}
            source: {text: Contoh, mark: office-policy}
          - name: Ended
            verb: withdraw
            label: {id: Selesai, en: Ended}
            from: [open]
            brings: {closes: true}
            source: {text: Contoh, mark: office-policy}
        """

    private func begun() throws -> Story {
        var story = Story(try circumstances(with: Self.forms), workflow: "bentuk")
        story.others = ["2017-0004"]
        return try story.given(.propose("35.72", at: "2018-10"))
    }

    private static let hash = String(repeating: "0a", count: 32)

    @Test(
        arguments: [
            ("text", "teks", "teks"), ("texts", ["a", "b"], ["a", "b"]), ("texts", "a", ["a"]),
            ("integer", 12, 12), ("integer", "12", 12), ("integer", "-3", -3),
            ("integer", "9007199254740991", 9_007_199_254_740_991), ("boolean", true, true),
            ("boolean", "false", false), ("date", "2018-11", "2018-11"),
            ("date", "2018-11-07 10:00", "2018-11-07T10:00:00.000+08:00"),
            ("date", "2031-01-01", "2031-01-01"), ("choice", "PKS", "PKS"),
            ("office", "51.08/DPRD", "51.08/DPRD"), ("office", "99.99", "99.99"),
            ("party", "35.72", "35.72"), ("numbers", ["35.72": "1/2"], ["35.72": "1/2"]),
            ("agreement", "2017-0004", "2017-0004"), ("agreements", "2017-0004", ["2017-0004"]),
            (
                "document", ["name": "a.pdf", "size": 0, "sha256": .string(hash)],
                ["name": "a.pdf", "size": 0, "sha256": .string(hash)]
            ),
            ("version", 1, 0), ("version", "1", 0),
        ] as [(String, JSONValue, JSONValue)]
    )
    func `a field is brought into the form that its rule asks for`(
        name: String,
        given: JSONValue,
        kept: JSONValue
    ) throws {
        let story = try begun().given(.record("Filled", at: "2018-11-07", [name: given]))
        #expect(story.history.facts.last?.data[name] == kept)
    }

    @Test(
        arguments: [
            ("text", 7), ("text", ""), ("text", ["a"]), ("texts", []), ("texts", [""]),
            ("texts", [1]),
            ("integer", "1.5"), ("integer", "012"), ("integer", "+1"), ("integer", true),
            ("integer", "9007199254740992"), ("integer", "-9223372036854775808"),
            ("integer", "99999999999999999999"), ("boolean", "yes"), ("boolean", 1),
            ("date", "7 November 2018"), ("date", "2018-02-30"), ("choice", "NK"),
            ("choice", "pks"),
            ("office", "Kota Blitar"), ("office", "51.8"), ("office", "51.08/dprd"),
            ("party", "KOTA BLITAR"), ("numbers", "1"), ("numbers", [:]),
            ("numbers", ["35.72": ""]), ("numbers", ["35.72": "  "]),
            ("numbers", ["35.72": "1\n2"]),
            ("numbers", ["35.72": 1]), ("numbers", ["Blitar": "1"]), ("agreements", []),
            ("document", "a.pdf"), ("document", ["name": "a.pdf", "size": 1]),
            ("document", ["name": "a.pdf", "size": -1, "sha256": .string(hash)]),
            ("document", ["name": "", "size": 1, "sha256": .string(hash)]),
            ("document", ["name": " ", "size": 1, "sha256": .string(hash)]),
            ("document", ["name": "a", "size": 1, "sha256": .string(hash.uppercased())]),
            ("document", ["name": "a", "size": 1, "sha256": .string(hash), "path": "/etc"]),
            ("version", "second"),
        ] as [(String, JSONValue)]
    )
    func `a value outside its form is refused, never a crash`(
        name: String,
        value: JSONValue
    ) throws {
        let refused = try begun().when(.record("Filled", at: "2018-11-07", [name: value]))
        guard case .badField(let field, _, let expected, _)? = refused.rejection?.reason else {
            Issue.record("\(refused.word)")
            return
        }
        #expect(field == name)
        #expect(expected == name)
    }

    @Test(arguments: [("a\nb", 0x0A), ("a\tb.pdf", 0x09)] as [(String, UInt32)])
    func `a document's name is one line, and the refusal names the character`(
        name: String,
        scalar: UInt32
    ) throws {
        let document: JSONValue = ["name": .string(name), "size": 1, "sha256": .string(Self.hash)]
        let refused = try begun().when(
            .record("Filled", at: "2018-11-07", ["document": document])
        )
        #expect(refused.rejection?.reason == .nameNotOneLine("document", scalar: scalar))
    }

    @Test(
        arguments: [
            ("   ", "text"), ("\t", "text"), ("Satu\nTahap  Ditandatangani", "line"),
            ("Satu\tdua", "line"),
        ]
    )
    func `a title is one line with words in it`(title: String, expected: String) throws {
        let act = Act.propose("35.72", at: "2018-10").with("title", .string(title))
        #expect(
            try Story.buleleng().when(act).rejection?.reason
                == .badField("title", value: title, expected: expected, allowed: [])
        )
    }

    @Test func `a name that is given to an office is one line too, a note may have several`() throws
    {
        let parties: JSONValue = [["code": "univ-contoh", "name": "Universitas\nContoh"]]
        let act = Act.propose("35.72", at: "2018-10").with("parties", parties)
        #expect(
            try Story.buleleng().when(act).rejection?.reason
                == .badField(
                    "parties",
                    value: "Universitas\nContoh",
                    expected: "line",
                    allowed: []
                )
        )
        let story = try Story.buleleng().given(.propose("35.72", at: "2018-10"))
        #expect(story.when(.note("satu\ndua", at: "2018-11-07")).word == "accepted")
        #expect(story.when(.note(" \n ", at: "2018-11-07")).word == "badField")
    }

    @Test(arguments: ["9999-12-31", "2200-01-01", "1899-12-31", "0018-11-07"])
    func `a date of a mistyped year is refused with that as its reason`(date: String) throws {
        let refused = try begun().when(
            .record("Filled", at: "2018-11-07", ["date": .string(date)])
        )
        #expect(
            refused.rejection?.reason
                == .badField("date", value: date, expected: "year", allowed: [])
        )
    }

    @Test func `a source that names nobody is refused`() throws {
        let refused = try begun().when(.note("a", at: "2018-11-07").saying(" "))
        #expect(
            refused.rejection?.reason
                == .badField("source", value: " ", expected: "text", allowed: [])
        )
    }

    @Test func `an agreement does not renew itself, nor stand under itself`() throws {
        let story = try begun()
        let id = try #require(story.agreement?.id)
        for (field, value) in [
            ("agreement", JSONValue.string(id)), ("agreements", ["2017-0004", .string(id)]),
        ] {
            let refused = story.when(.record("Filled", at: "2018-11-07", [field: value]))
            #expect(
                refused.rejection?.reason
                    == .badField(field, value: id, expected: "other-agreement", allowed: [])
            )
        }
    }

    @Test func `a fact of a mistyped year is refused`() throws {
        #expect(try Story.buleleng().when(.propose("35.72", at: "1018-10")).word == "badTime")
        #expect(try Story.buleleng().when(.propose("35.72", at: "1900-01-01")).word == "accepted")
    }

    @Test func `a choice that is none is refused with the choices`() throws {
        let refused = try begun().when(.record("Filled", at: "2018-11-07", ["choice": "NK"]))
        #expect(
            refused.rejection?.reason
                == .badField("choice", value: "NK", expected: "choice", allowed: ["KB", "PKS"])
        )
    }

    @Test(arguments: [0, 2, -1])
    func `a version that there is not yet is refused with the latest`(version: Int) throws {
        let refused = try begun().when(
            .record("Filled", at: "2018-11-07", ["version": .integer(version)])
        )
        #expect(
            refused.rejection?.reason
                == .unknownVersion(event: "Begun", version: version, latest: 1)
        )
    }

    @Test func `agreement and party fields name what there is`() throws {
        let story = try begun()
        #expect(
            story.when(.record("Filled", at: "2018-11-07", ["agreement": "2017-0005"])).rejection?
                .reason == .unknownAgreement("2017-0005")
        )
        #expect(
            story.when(.record("Filled", at: "2018-11-07", ["party": "35.05"])).word
                == "notAParty"
        )
        #expect(
            story.when(.record("Filled", at: "2018-11-07", ["numbers": ["35.05": "1"]])).word
                == "notAParty"
        )
    }

    @Test func `a field that the event does not have is refused with those it has`() throws {
        let refused = try begun().when(
            Act(.verb("propose"), at: "2018-11-07", fields: ["titel": "a"])
        )
        #expect(
            refused.rejection?.reason
                == .unknownField("titel", event: "Begun", allowed: ["title", "parties"])
        )
    }

    @Test func `a required field that is missing or null is refused with its label`() throws {
        let story = Story(try circumstances(with: Self.forms), workflow: "bentuk")
        let act = Act.propose("35.72", at: "2018-10").with("title", .null)
        #expect(
            story.when(act).rejection?.reason
                == .missingField("title", event: "Begun", label: .init(id: "Judul", en: "Title"))
        )
    }

    @Test func `an optional null is as if it were not given`() throws {
        let story = try begun().given(
            .record("Filled", at: "2018-11-07", ["text": .null, "integer": 1])
        )
        #expect(story.history.facts.last?.data == ["integer": 1])
    }

    @Test func `the state keeps the last value of every field of the events that enter a stage`()
        throws
    {
        let story = try begun().given(
            .record("Filled", at: "2018-11-07", ["text": "a", "integer": 1]),
            .record("Filled", at: "2018-11-08", ["integer": 2])
        )
        #expect(story.agreement?.fields == ["text": "a", "integer": 2])
        #expect(story.agreement?.versions == ["Begun": [0], "Filled": [1, 2]])
    }

    @Test func `a file that came with an event is among the documents, a draft with its version`()
        throws
    {
        func document(_ name: String) -> JSONValue {
            ["name": .string(name), "size": 1, "sha256": .string(Self.hash)]
        }
        let story = try Situation.scopeDiscussed.story().given(
            .discuss("budaya", at: "2026-01-13").with("document", document("notulen.pdf")),
            .draft(at: "2026-01-19").with("document", document("v1.docx")),
            .draft(at: "2026-01-20").with("document", document("v2.docx")).with("version", "2-rev"),
            .draft(at: "2026-01-21").with("document", document("v3.docx"))
        )
        #expect(
            story.agreement?.documents.map { "\($0.name) \($0.version ?? "-") \($0.position)" }
                == ["notulen.pdf - 2", "v1.docx 1 3", "v2.docx 2-rev 4", "v3.docx 3 5"]
        )
        #expect(story.agreement?.draft == 5)
    }
}
