import Audit
import Calendars
import Entries

/// A log as IEEE 1849 has it: `time:timestamp` is when it happened, `kembar:recordedAt` when it was
/// recorded.
struct XESWriter: ExportWriter {
    func head(_ scope: ExportScope) -> [UInt8] {
        var carried = ""
        if let agreement = scope.carried {
            Self.add("string", "kembar:carried", agreement, indent: "  ", to: &carried)
        }
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <log xes.version="1849.2016" xes.features="">
              <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
              <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
              <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
              <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
              <global scope="trace">
                <string key="concept:name" value="unknown"/>
              </global>
              <global scope="event">
                <string key="concept:name" value="unknown"/>
                <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
                <string key="lifecycle:transition" value="complete"/>
                <string key="org:resource" value="unknown"/>
              </global>
              <classifier name="Activity" scope="event" keys="concept:name"/>
              <string key="concept:name" value="\(Self.escaped(scope.origin))"/>
              <int key="kembar:size" value="\(scope.size)"/>
              <string key="kembar:root" value="\(scope.root.hex)"/>
              <string key="kembar:times" value="\(Self.times)"/>
            \(carried)
            """.utf8
        )
    }

    /// What the times of events are; without it a reader can't know.
    private static let times =
        "time:timestamp is when it happened, as it was said; kembar:recordedAt is when it was recorded"

    mutating func begin(_ name: String, title: String?) -> [UInt8] {
        var text = "  <trace>\n"
        Self.add("string", "concept:name", name, indent: "    ", to: &text)
        if let title { Self.add("string", "kembar:title", title, indent: "    ", to: &text) }
        return Array(text.utf8)
    }

    mutating func entry(_ exported: ExportedEntry) -> [UInt8] {
        let entry = exported.entry
        var text = "    <event>\n"
        func add(_ kind: String, _ key: String, _ value: String) {
            Self.add(kind, key, value, indent: "      ", to: &text)
        }
        add("string", "concept:name", entry.type)
        add("date", "time:timestamp", Self.date(exported.happened))
        add("string", "lifecycle:transition", "complete")
        add("string", "org:resource", entry.actor.name)
        add("int", "kembar:position", String(entry.position))
        add("date", "kembar:recordedAt", Self.date(entry.recorded.utc))
        add("string", "kembar:precision", entry.moment.precision.rawValue)
        if let source = entry.data["source"]?.string { add("string", "kembar:source", source) }
        if !exported.parties.isEmpty {
            add("string", "kembar:parties", exported.parties.joined(separator: " "))
        }
        add("string", "kembar:data", entry.data.canonicalText)
        add("string", "kembar:leaf", exported.leaf.hex)
        // Its data are what the redaction restates: they have not that leaf hash.
        if exported.isRedacted { add("boolean", "kembar:redacted", "true") }
        return Array((text + "    </event>\n").utf8)
    }

    mutating func end() -> [UInt8] { Array("  </trace>\n".utf8) }

    mutating func tail(_ scope: ExportScope) -> [UInt8] { Array("</log>\n".utf8) }

    /// The offset as the readers of XES expect it.
    private static func date(_ utc: String) -> String { utc.dropLast() + "+00:00" }

    private static func add(
        _ kind: String,
        _ key: String,
        _ value: String,
        indent: String,
        to text: inout String
    ) {
        text += indent
        text += "<"
        text += kind
        text += " key=\""
        text += key
        text += "\" value=\""
        text += escaped(value)
        text += "\"/>\n"
    }

    /// Text inside an attribute; what XML 1.0 has no character for becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        // Most text has nothing to escape, which its bytes say at once.
        guard text.utf8.contains(where: { isSpecial[Int($0)] }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: escaped += "&amp;"
            case 0x3C: escaped += "&lt;"
            case 0x3E: escaped += "&gt;"
            case 0x22: escaped += "&quot;"
            case 0x09, 0x0A, 0x0D: escaped += "&#\(scalar.value);"
            case 0..<0x20, 0xFFFE, 0xFFFF: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The bytes that a character may begin with which does not stand for itself; 0xEF begins U+FFFE.
    private static let isSpecial: [Bool] = (0..<256).map { byte in
        byte < 0x20 || [0x22, 0x26, 0x3C, 0x3E, 0xEF].contains(byte)
    }
}
