import Entries
import Foundation
import Synchronization

/// Holds JSON against the schemas of a document: the part of JSON Schema 2020-12 that ours use.
///
/// Stricter than the schemas say: a member that is not described is a fault, although readers have to
/// let it pass. A keyword that is not known here is a fault too, so that none is passed over.
struct JSONSchema {
    let document: JSONValue

    /// What is said about a value and does not bind it.
    private static let remarks: Set = ["description", "examples", "example", "default", "title"]

    /// Returns what is wrong with `value`, each with its place; empty if it fits.
    func faults(in value: JSONValue, _ schema: JSONValue, at path: String = "$") -> [String] {
        var faults: [String] = []
        for (keyword, rule) in schema.object ?? [:] where !Self.remarks.contains(keyword) {
            faults += self.faults(in: value, keyword, rule, schema, path)
        }
        return faults.sorted()
    }

    private func faults(
        in value: JSONValue,
        _ keyword: String,
        _ rule: JSONValue,
        _ schema: JSONValue,
        _ path: String
    ) -> [String] {
        func refuse(unless fits: Bool) -> [String] {
            fits ? [] : ["\(path): \(value) is not \(keyword) \(rule)"]
        }
        switch keyword {
        case "$ref": return faults(in: value, resolved(rule.string ?? ""), at: path)
        case "type":
            let kinds = rule.array?.compactMap(\.string) ?? [rule.string ?? ""]
            return refuse(unless: kinds.contains(Self.kind(of: value)))
        case "const": return refuse(unless: value == rule)
        case "enum": return refuse(unless: rule.array?.contains(value) == true)
        case "minimum": return refuse(unless: (value.integer ?? .max) >= (rule.integer ?? .max))
        case "maximum": return refuse(unless: (value.integer ?? .min) <= (rule.integer ?? .min))
        case "maxLength": return refuse(unless: (value.string ?? "").count <= (rule.integer ?? 0))
        case "pattern":
            return refuse(unless: Self.matches(value.string ?? "", rule.string ?? "("))
        case "items":
            return (value.array ?? []).enumerated().flatMap { index, element in
                faults(in: element, rule, at: "\(path)[\(index)]")
            }
        case "required":
            let names = rule.array?.compactMap(\.string) ?? []
            return names.filter { value[$0] == nil }.map { "\(path): no \($0)" }
        case "properties": return faults(inMembersOf: value, rule, schema, path)
        case "additionalProperties":
            let known = schema["properties"]?.object ?? [:]
            guard rule.object != nil else { return [] }
            return (value.object ?? [:]).filter { known[$0.key] == nil }.flatMap {
                faults(in: $0.value, rule, at: "\(path).\($0.key)")
            }
        case "oneOf":
            let fitting = (rule.array ?? []).filter { faults(in: value, $0, at: path).isEmpty }
            guard fitting.count != 1 else { return [] }
            return ["\(path): fits \(fitting.count) of oneOf"]
                + (rule.array ?? []).flatMap { faults(in: value, $0, at: path) }
        default: return ["\(path): the keyword \(keyword) is not checked"]
        }
    }

    private func faults(
        inMembersOf value: JSONValue,
        _ properties: JSONValue,
        _ schema: JSONValue,
        _ path: String
    ) -> [String] {
        let isOpen = schema["additionalProperties"]?.object != nil
        return (value.object ?? [:]).flatMap { name, member -> [String] in
            guard let rule = properties[name] else {
                return isOpen ? [] : ["\(path): \(name) is not described"]
            }
            return faults(in: member, rule, at: "\(path).\(name)")
        }
    }

    /// Patterns that were read before: reading one takes longer than trying it on a hundred texts.
    private static let patterns = Mutex<[String: NSRegularExpression]>([:])

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        let known = patterns.withLock { patterns in
            if let known = patterns[pattern] { return known as NSRegularExpression? }
            let read = try? NSRegularExpression(pattern: pattern)
            patterns[pattern] = read
            return read
        }
        let range = NSRange(text.startIndex..., in: text)
        return known?.firstMatch(in: text, range: range) != nil
    }

    private static func kind(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// What a `$ref` of the document points to.
    ///
    /// A reference into nowhere becomes a schema that nothing fits.
    func resolved(_ reference: String) -> JSONValue {
        var value = document
        for name in reference.split(separator: "/").dropFirst() {
            value =
                value[String(name).replacing("~1", with: "/")] ?? ["unresolved": .string(reference)]
        }
        return value
    }

    /// The value, or what it refers to.
    func resolved(_ value: JSONValue) -> JSONValue {
        value["$ref"]?.string.map { resolved($0) } ?? value
    }
}
