import Audit
import Calendars
import Entries

/// One object a line, flat where it can be: for a data frame.
///
/// Not hashable back; the bundle's lines are.
struct JSONLinesWriter: ExportWriter {
    mutating func entry(_ exported: ExportedEntry) -> [UInt8] {
        let entry = exported.entry
        var members: [String: JSONValue] = [
            "position": .integer(Int(entry.position)), "case": .string(exported.caseName),
            "type": .string(entry.type), "happenedAt": .string(exported.happened),
            "precision": .string(entry.moment.precision.rawValue),
            "recordedAt": .string(entry.recorded.utc), "actor": .string(entry.actor.name),
            "parties": .array(exported.parties.map(JSONValue.string)), "data": entry.data,
            "leaf": .string(exported.leaf.hex), "redacted": .bool(exported.isRedacted),
        ]
        members["version"] = entry.subject.map { .integer($0.version) }
        members["onBehalfOf"] = entry.onBehalfOf.map(JSONValue.string)
        return Array((JSONValue.object(members).canonicalText + "\n").utf8)
    }
}

/// One CloudEvent a line: the entries as they are, which are CloudEvents already.
struct CloudEventsWriter: ExportWriter {
    mutating func entry(_ exported: ExportedEntry) -> [UInt8] {
        if let bytes = exported.bytes { return bytes + [UInt8(ascii: "\n")] }
        var entry = exported.entry
        // A restated entry has the id of the one that redacts it; two events of one id would be one.
        entry.id = "redacted-\(entry.position)"
        // What was read back from the log can be written again.
        let bytes = (try? entry.encoded()) ?? []
        return bytes + [UInt8(ascii: "\n")]
    }
}
