import ArgumentParser
import Entries
import FoundationEssentials
import Language

/// Builds the fields of an event from options; what was not given is left out.
struct Fields {
    private(set) var data: [String: JSONValue] = [:]

    mutating func set(_ name: String, _ value: String?) {
        if let value { data[name] = .string(value) }
    }

    mutating func set(_ name: String, _ value: Int?) {
        if let value { data[name] = .integer(value) }
    }

    mutating func set(_ name: String, _ value: JSONValue?) {
        if let value { data[name] = value }
    }

    mutating func set(_ name: String, list: [String]) {
        if !list.isEmpty { data[name] = .array(list.map(JSONValue.string)) }
    }

    /// Parties as typed: `CODE` or `CODE=NAME`.
    mutating func set(parties: [String]) {
        guard !parties.isEmpty else { return }
        data["parties"] = .array(
            parties.map { text in
                let parts = text.split(separator: "=", maxSplits: 1)
                guard parts.count == 2 else { return ["code": .string(text)] }
                return ["code": .string(String(parts[0])), "name": .string(String(parts[1]))]
            }
        )
    }

    /// Numbers as typed: `N`, or `CODE=N` for each party's own.
    mutating func set(numbers: [String]) {
        var byCode: [String: JSONValue] = [:]
        for text in numbers {
            let parts = text.split(separator: "=", maxSplits: 1)
            if parts.count == 2 {
                byCode[String(parts[0])] = .string(String(parts[1]))
            } else {
                data["number"] = .string(text)
            }
        }
        if !byCode.isEmpty { data["numbers"] = .object(byCode) }
    }
}

/// `field=value` and `field:=JSON`, as typed.
struct Assignment: Hashable {
    let name: String
    let value: JSONValue

    init?(_ text: String) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        let before = text.index(before: equals)
        let after = String(text[text.index(after: equals)...])
        guard text[before] == ":" else {
            name = String(text[..<equals])
            value = .string(after)
            return
        }
        // Not JSON: the caller says so, with the word that was typed.
        guard before > text.startIndex,
            let read = try? JSONDecoder().decode(JSONValue.self, from: Data(after.utf8))
        else { return nil }
        name = String(text[..<before])
        value = read
    }

    /// The fields of all assignments; a word that is none is a mistake in the command line.
    static func fields(_ words: [String]) throws -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        for word in words {
            guard let assignment = Assignment(word) else {
                throw ValidationError(Speech.language.say(mistake(word)))
            }
            fields[assignment.name] = assignment.value
        }
        return fields
    }

    private static func mistake(_ word: String) -> Phrase {
        Phrase(
            "'\(word)' bukan isian; tulis isian=nilai, atau isian:=JSON.",
            "'\(word)' is no field; write field=value, or field:=JSON."
        )
    }
}
