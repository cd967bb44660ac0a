import Audit
import Calendars
import Entries

/// A log as OCEL 2.0 JSON has it: every event is about its agreement, or about the log itself, and
/// names the offices that are parties to it.
///
/// The types and objects stand after the events: which ones there are is known only then. It holds one
/// line for each agreement and office.
struct OCELWriter: ExportWriter {
    private var eventTypes: Set<String> = []
    /// Every object in the order of its first event: its id, its type and its title.
    private var objects: [(id: String, type: String, title: String?)] = []
    private var known: Set<String> = []

    private static let attributes: [(name: String, type: String)] = [
        ("actor", "string"), ("recordedAt", "time"), ("position", "integer"),
        ("precision", "string"), ("data", "string"), ("leaf", "string"),
    ]
    private static let types = ["Agreement", "Log", "Office"]

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
        note(exported.caseName, isLog ? "Log" : "Agreement", entry.data["title"]?.string)
        relate(exported.caseName, isLog ? "log" : "agreement")
        for party in exported.parties {
            note("office:\(party)", "Office", nil)
            relate("office:\(party)", "party")
        }
        let values: [String: String] = [
            "actor": entry.actor.name, "recordedAt": entry.recorded.utc,
            "position": String(entry.position),
            "precision": entry.moment.precision.rawValue, "data": entry.data.canonicalText,
            "leaf": exported.leaf.hex,
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

    mutating func tail(_ scope: ExportScope) -> [UInt8] {
        let eventTypes = eventTypes.sorted().map { name -> JSONValue in
            let attributes = Self.attributes.map { attribute -> JSONValue in
                ["name": .string(attribute.name), "type": .string(attribute.type)]
            }
            return ["name": .string(name), "attributes": .array(attributes)]
        }
        let title: JSONValue = [["name": "title", "type": "string"]]
        let used = Set(objects.map(\.type))
        let objectTypes = Self.types.filter(used.contains)
            .map { type -> JSONValue in
                ["name": .string(type), "attributes": type == "Agreement" ? title : []]
            }
        let about: JSONValue = [
            "origin": .string(scope.origin), "size": .integer(Int(scope.size)),
            "root": .string(scope.root.hex),
        ]
        var text = "\n],\n\"objects\":[\n"
        text += objects.map { Self.object($0).canonicalText }.joined(separator: ",\n")
        text += "\n],\n\"eventTypes\":\(JSONValue.array(eventTypes).canonicalText)"
        text += ",\n\"objectTypes\":\(JSONValue.array(objectTypes).canonicalText)"
        text += ",\n\"kembar\":\(about.canonicalText)}\n"
        return Array(text.utf8)
    }

    private mutating func note(_ id: String, _ type: String, _ title: String?) {
        guard known.insert(id).inserted else { return }
        objects.append((id, type, type == "Agreement" ? title : nil))
    }

    private static func object(_ object: (id: String, type: String, title: String?)) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(object.id), "type": .string(object.type),
        ]
        if let title = object.title {
            // An attribute is a history; its first value has this time.
            members["attributes"] = [
                ["name": "title", "time": "1970-01-01T00:00:00Z", "value": .string(title)]
            ]
        }
        return .object(members)
    }
}
