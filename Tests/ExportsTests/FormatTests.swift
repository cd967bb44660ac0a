import Audit
import Entries
import Exports
import FoundationEssentials
import Testing

@Suite struct FormatTests {
    private static let scope = ExportScope(
        origin: SmallLog.origin,
        size: 1,
        root: MerkleTree.emptyRoot
    )

    private func text(
        _ format: ExportFormat,
        _ entries: [Entry],
        isRedacted: Bool = false,
        scope: ExportScope = scope
    ) throws -> String {
        var writer = format.writer()
        var bytes = writer.head(scope)
        if format.isByAgreement { bytes += writer.begin("2026-0001", title: "A <&> \"B\"") }
        for entry in entries {
            let encoded = try entry.encoded()
            bytes += writer.entry(
                ExportedEntry(
                    entry,
                    bytes: isRedacted ? nil : encoded,
                    leaf: MerkleTree.leafHash(encoded)
                )
            )
        }
        if format.isByAgreement { bytes += writer.end() }
        if format.listsAgreements {
            bytes += writer.list()
            let first = entries.first { $0.subject != nil }
            if let first, let subject = first.subject {
                bytes += writer.listed(
                    subject.agreement,
                    title: first.data["title"]?.string
                )
            }
        }
        bytes += writer.tail(scope)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+6281", "'+6281"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"), ("  =1", "'  =1"), ("\u{FF1D}1", "'\u{FF1D}1"), ("a-b", "a-b"),
        ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("=a\nb", "\"'=a\nb\""), ("", ""),
        ("surat;=HYPERLINK(1)", "surat;'=HYPERLINK(1)"), ("a; -b", "a;' -b"), ("a|@x", "a|'@x"),
        ("a;b-c", "a;b-c"), ("a\n+1", "\"a\n'+1\""),
        ("a,\"\u{301}", "\"a,\"\"\u{301}\""),
    ])
    func `a spreadsheet takes no cell for a formula`(given: String, written: String) throws {
        let entry = SmallLog.value(
            3,
            "Noted",
            version: 2,
            ["source": .string(given)]
        )
        let table = try text(.csv, [entry])
        #expect(table.hasPrefix("case:concept:name,concept:name,time:timestamp,"))
        let cell = ",instant,,\(written),"
        #expect(table.contains(cell), "\(table)")
    }

    @Test(arguments: ["a", "=;"])
    func `a cell that no spreadsheet holds is cut, and says where the whole stands`(
        letter: String
    ) throws {
        func cells(_ count: Int) throws -> String {
            let text = String(repeating: letter, count: count / letter.utf16.count)
            return try self.text(
                .csv,
                [SmallLog.value(3, "Noted", version: 2, ["text": .string(text)])]
            )
        }
        #expect(!(try cells(10_000).contains("[…")))
        let table = try cells(60_000)
        let line = try #require(table.split(separator: "\r\n").last)
        #expect(line.contains("lengkapnya pada entri 3; cut: the whole is in entry 3]"))
        // The longest cell, its doubled quotes counted once, as a spreadsheet reads it.
        let longest = line.replacing("\"\"", with: "\u{1}").split(separator: "\"").map(
            \.utf16.count
        )
        #expect(try #require(longest.max()) <= 32_767)
        let hash = line.dropLast(",false".count)
        #expect(line.hasSuffix(",false") && hash.hasSuffix(",sha256:" + hash.suffix(64)))
    }

    @Test func `where only one agreement is here, the head says that it is a part`() throws {
        let entry = SmallLog.value(3, "Noted", version: 2, [:])
        let part = ExportScope(
            origin: SmallLog.origin,
            size: 334,
            root: MerkleTree.emptyRoot,
            carried: SmallLog.agreement
        )
        let line = "  <string key=\"kembar:carried\" value=\"2026-0001\"/>\n"
        let xml = try text(.xes, [entry], scope: part)
        #expect(xml.contains("\"/>\n" + line + "  <trace>"), "\(xml)")
        #expect(!(try text(.xes, [entry]).contains("kembar:carried")))
        let ocel = try text(.ocelJSON, [entry], scope: part)
        #expect(ocel.contains(#""kembar":{"carried":"2026-0001","origin":"#), "\(ocel)")
        #expect(!(try text(.ocelJSON, [entry]).contains("carried")))
    }

    @Test func `XES escapes what XML can't hold`() throws {
        let entry = SmallLog.value(
            3,
            "Noted",
            version: 2,
            ["source": "<a & \"b\">\u{1}\n\u{FFFE}", "party": "99.71"]
        )
        let xml = try text(.xes, [entry])
        #expect(xml.contains("value=\"A &lt;&amp;&gt; &quot;B&quot;\"/>"))
        #expect(
            xml.contains("value=\"&lt;a &amp; &quot;b&quot;&gt;\u{FFFD}&#10;\u{FFFD}\"/>")
        )
        #expect(
            xml.contains("<date key=\"time:timestamp\" value=\"2026-05-28T20:26:43.000+00:00\"/>")
        )
        #expect(xml.contains("<string key=\"kembar:parties\" value=\"99.71\"/>"))
        #expect(xml.hasSuffix("</log>\n"))
    }

    @Test func `OCEL relates every event and uses every object`() throws {
        let entries = [
            SmallLog.value(0, "LogStarted", version: nil, [:]),
            SmallLog.value(
                1,
                "Begun",
                version: 1,
                ["title": "Contoh", "parties": ["99.01", ["code": "99.71"], "99.01"]]
            ),
        ]
        let json = try JSONDecoder().decode(
            JSONValue.self,
            from: Data(try text(.ocelJSON, entries).utf8)
        )
        let events = try #require(json["events"]?.array)
        #expect(events.count == 2)
        let related = events.map { event in
            (event["relationships"]?.array ?? []).compactMap { $0["objectId"]?.string }
        }
        #expect(related == [["kembar"], ["2026-0001", "office:99.01", "office:99.71"]])
        let objects = (json["objects"]?.array ?? []).compactMap { $0["id"]?.string }
        #expect(Set(objects) == Set(related.flatMap(\.self)))
        #expect(Set(objects).count == objects.count)
        let types = (json["objectTypes"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(types == ["Agreement", "Log", "Office"])
        #expect(json["eventTypes"]?.array?.count == 2)
    }

    @Test func `CloudEvents are the entries' own bytes, and a redacted one has an id of its own`()
        throws
    {
        let entry = SmallLog.value(3, "Noted", version: 2, ["text": "x"])
        #expect(
            try text(.cloudevents, [entry]) == String(decoding: try entry.encoded(), as: UTF8.self)
                + "\n"
        )
        var writer = ExportFormat.cloudevents.writer()
        let line = writer.entry(ExportedEntry(entry, bytes: nil, leaf: MerkleTree.emptyRoot))
        let read = try Entry(bytes: Array(line.dropLast()))
        #expect(read.id == "redacted-3")
    }

    @Test func `every form marks what is redacted, and says what its times are`() throws {
        let entry = SmallLog.value(3, "Noted", version: 2, ["text": "x"])
        let xes = "<boolean key=\"kembar:redacted\" value=\"true\"/>"
        #expect(try text(.xes, [entry], isRedacted: true).contains(xes))
        #expect(try !text(.xes, [entry]).contains("kembar:redacted"))
        #expect(
            try text(.xes, [entry]).contains(
                "  <string key=\"kembar:times\" value=\"time:timestamp is when it happened, "
            )
        )
        for isRedacted in [true, false] {
            let table = try text(.csv, [entry], isRedacted: isRedacted).split(separator: "\r\n")
            #expect(table.first?.hasSuffix(",leaf,redacted") == true)
            #expect(table.last?.hasSuffix(",\(isRedacted)") == true)
            let json = try JSONDecoder().decode(
                JSONValue.self,
                from: Data(try text(.ocelJSON, [entry], isRedacted: isRedacted).utf8)
            )
            let attributes = json["events"]?.array?.first?["attributes"]?.array ?? []
            let mark = attributes.first { $0["name"] == "redacted" }
            #expect(mark?["value"] == .string(String(isRedacted)))
            #expect(json["kembar"]?["times"]?.string?.contains("recordedAt") == true)
            let types = json["eventTypes"]?.array?.first?["attributes"]?.array ?? []
            #expect(types.last == ["name": "redacted", "type": "boolean"])
        }
    }

    @Test func `JSON lines say what is redacted`() throws {
        let entry = SmallLog.value(3, "Noted", version: 2, ["text": "x"])
        let line = try text(.jsonl, [entry])
        let json = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
        #expect(json["redacted"] == false)
        #expect(json["position"] == 3)
        #expect(json["version"] == 2)
    }
}
