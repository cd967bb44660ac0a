import Audit
import Calendars
import Entries

/// A log as OCEL 2.0 JSON has it: every event is about its agreement, or about the log itself, and
/// names the offices that are parties to it.
///
/// The types and objects stand after the events: which ones there are is known only then. It holds the
/// types and the offices; the agreements, of which there are many, are handed to it once more.
struct OCELWriter: ExportWriter {
    private var eventTypes: Set<String> = []
    /// The log itself, where entries are about it, and the offices, in the order in which they are named.
    private var others: [(id: String, type: String)] = []
    private var known: Set<String> = []
    private var hasAgreements = false

    private static let attributes: [(name: String, type: String)] = [
        ("actor", "string"), ("recordedAt", "time"), ("position", "integer"),
        ("precision", "string"), ("data", "string"), ("leaf", "string"),
        // Where it is true the data are what the redaction restates: they have not that leaf hash.
        ("redacted", "boolean"),
    ]
    private static let types = ["Agreement", "Log", "Office"]
    /// What the times of events are; without it a reader can't know.
    private static let times =
        "time is when it happened, as it was said; recordedAt is when it was recorded"

    func head(_ scope: ExportScope) -> [UInt8] { Array("{\"events\":[".utf8) }

    mutating func entry(_ exported: ExportedEntry) -> [UInt8] {
        let entry = exported.entry
        let isFirst = eventTypes.isEmpty
        eventTypes.insert(entry.type)
        var relationships: [JSONValue] = []
        func relate(_ id: String, _ qualifier: String) {
            relationships.append([
                "objectId": .string(id), "qualifier": .string(qualifier),
            ])
        }
        let isLog = entry.subject == nil
        if isLog { note(exported.caseName, "Log") }
        relate(exported.caseName, isLog ? "log" : "agreement")
        for party in exported.parties {
            note("office:\(party)", "Office")
            relate("office:\(party)", "party")
        }
        let values: [String: String] = [
            "actor": entry.actor.name, "recordedAt": entry.recorded.utc,
            "position": String(entry.position),
            "precision": entry.moment.precision.rawValue, "data": entry.data.canonicalText,
            "leaf": exported.leaf.hex, "redacted": String(exported.isRedacted),
        ]
        let event: JSONValue = [
            "id": .string("entry-\(entry.position)"), "type": .string(entry.type),
            "time": .string(exported.happened),
            "attributes": .array(
                Self.attributes.map { attribute in
                    [
                        "name": .string(attribute.name),
                        "value": .string(values[attribute.name] ?? ""),
                    ]
                }
            ),
            "relationships": .array(relationships),
        ]
        return Array(((isFirst ? "\n" : ",\n") + event.canonicalText).utf8)
    }

    mutating func list() -> [UInt8] { Array("\n],\n\"objects\":[".utf8) }

    mutating func listed(_ agreement: String, title: String?) -> [UInt8] {
        defer { hasAgreements = true }
        return object(agreement, "Agreement", title: title, isFirst: !hasAgreements)
    }

    mutating func tail(_ scope: ExportScope) -> [UInt8] {
        let eventTypes = eventTypes.sorted().map { name -> JSONValue in
            let attributes = Self.attributes.map { attribute -> JSONValue in
                ["name": .string(attribute.name), "type": .string(attribute.type)]
            }
            return ["name": .string(name), "attributes": .array(attributes)]
        }
        let title: JSONValue = [["name": "title", "type": "string"]]
        let used = Set(others.map(\.type)).union(hasAgreements ? ["Agreement"] : [])
        let objectTypes = Self.types.filter(used.contains)
            .map { type -> JSONValue in
                ["name": .string(type), "attributes": type == "Agreement" ? title : []]
            }
        var about: [String: JSONValue] = [
            "origin": .string(scope.origin), "size": .integer(Int(scope.size)),
            "root": .string(scope.root.hex), "times": .string(Self.times),
        ]
        about["carried"] = scope.carried.map(JSONValue.string)
        var bytes: [UInt8] = []
        for (index, other) in others.enumerated() {
            let isFirst = index == 0 && !hasAgreements
            bytes += object(other.id, other.type, title: nil, isFirst: isFirst)
        }
        var text = "\n],\n\"eventTypes\":\(JSONValue.array(eventTypes).canonicalText)"
        text += ",\n\"objectTypes\":\(JSONValue.array(objectTypes).canonicalText)"
        text += ",\n\"kembar\":\(JSONValue.object(about).canonicalText)}\n"
        return bytes + Array(text.utf8)
    }

    private mutating func note(_ id: String, _ type: String) {
        if known.insert(id).inserted { others.append((id, type)) }
    }

    private func object(
        _ id: String,
        _ type: String,
        title: String?,
        isFirst: Bool
    ) -> [UInt8] {
        var members: [String: JSONValue] = ["id": .string(id), "type": .string(type)]
        if let title {
            // An attribute is a history; its first value has this time.
            members["attributes"] = [
                ["name": "title", "time": "1970-01-01T00:00:00Z", "value": .string(title)]
            ]
        }
        let text = (isFirst ? "\n" : ",\n") + JSONValue.object(members).canonicalText
        return Array(text.utf8)
    }
}
