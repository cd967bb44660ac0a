package import Entries

extension WriteAnswer {
    /// The answer as a value, which is written faster than an encoder does it; the members are those
    /// of its coding.
    package var json: JSONValue {
        var members: [String: JSONValue] = ["entries": .array(entries.map(\.json))]
        members["id"] = id.map(JSONValue.string)
        members["version"] = version.map(JSONValue.integer)
        members["dryRun"] = dryRun.map(JSONValue.bool)
        members["warnings"] = warnings.map { .array($0.map(\.json)) }
        members["redactions"] = redactions.map { .array($0.map(\.json)) }
        members["lost"] = lost.map(\.json)
        return .object(members)
    }
}

extension LostEntries {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "from": .integer(Int(from)), "through": .integer(Int(through)),
        ]
        members["signer"] = signer.map(JSONValue.string)
        return .object(members)
    }
}

extension EntryReference {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "position": .integer(Int(position)), "id": .string(id), "type": .string(type),
        ]
        members["label"] = label.map(\.json)
        members["office"] = office.map(\.json)
        return .object(members)
    }
}

extension Notice {
    fileprivate var json: JSONValue {
        ["code": .string(code), "params": .object(params)]
    }
}

extension RedactionAnswer {
    fileprivate var json: JSONValue {
        ["entry": entry.json, "fields": .array(fields.map(\.json))]
    }
}

extension RedactionAnswer.Field {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["name": .string(name), "was": was]
        members["label"] = label.map(\.json)
        members["instead"] = instead
        return .object(members)
    }
}

extension Label {
    fileprivate var json: JSONValue { ["id": .string(id), "en": .string(en)] }
}

extension OfficeAnswer {
    fileprivate var json: JSONValue {
        ["code": .string(code), "name": .string(name), "synthetic": .bool(synthetic)]
    }
}
