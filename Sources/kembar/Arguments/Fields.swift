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

    mutating func set(numbers: PaperNumbers) {
        set("number", numbers.own)
        if !numbers.byCode.isEmpty {
            data["numbers"] = .object(numbers.byCode.mapValues(JSONValue.string))
        }
    }
}

/// Numbers of a paper as typed: `N`, or `CODE=N` for each party's own.
struct PaperNumbers: Hashable {
    private(set) var own: String?
    private(set) var byCode: [String: String] = [:]

    /// Reads them; one that has no number or no code behind or before its sign, and a second one for
    /// the same party, are mistakes in the command line.
    init(_ texts: [String]) throws {
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.allSatisfy({ !$0.allSatisfy(\.isWhitespace) }) else {
                throw Self.mistake(
                    "Pada --number '\(text)' kode atau nomornya kosong; tulis KODE=NOMOR.",
                    "In --number '\(text)' the code or the number is empty; write CODE=NUMBER."
                )
            }
            let isNew: Bool
            if parts.count == 2 {
                let code = String(parts[0])
                isNew = byCode.updateValue(String(parts[1]), forKey: code) == nil
            } else {
                isNew = own == nil
                own = text
            }
            guard isNew else {
                throw Self.mistake(
                    "--number disebut dua kali untuk pihak yang sama ('\(text)'); sebutkan satu kali.",
                    "--number is given twice for the same party ('\(text)'); give it once."
                )
            }
        }
    }

    private static func mistake(_ id: String, _ en: String) -> ValidationError {
        ValidationError(Speech.language.say(Phrase(id, en)))
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
            guard fields.updateValue(assignment.value, forKey: assignment.name) == nil else {
                throw ValidationError(Speech.language.say(repeated(assignment.name)))
            }
        }
        return fields
    }

    /// Of two values one would be lost.
    static func repeated(_ name: String) -> Phrase {
        Phrase(
            "Isian '\(name)' disebut lebih dari satu kali; sebutkan satu kali.",
            "The field '\(name)' is given more than once; give it once."
        )
    }

    private static func mistake(_ word: String) -> Phrase {
        if let colon = word.firstRange(of: ":="), colon.lowerBound > word.startIndex {
            return Phrase(
                "'\(word)': sesudah := hanya JSON; bilangan ditulis bulat, teks dalam kutip.",
                "'\(word)': behind := stands JSON only; numbers are whole, text is in quotes."
            )
        }
        return Phrase(
            "'\(word)' bukan isian; tulis isian=nilai, atau isian:=JSON.",
            "'\(word)' is no field; write field=value, or field:=JSON."
        )
    }
}
