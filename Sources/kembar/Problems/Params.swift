import Entries
import Language

/// The parameters of a problem or remark, read for being said.
///
/// A missing one is said to be missing; it never leaves a hole in a sentence and never fails: the
/// daemon may be older or newer than this program.
struct Params {
    let values: [String: JSONValue]

    init(_ values: [String: JSONValue]) { self.values = values }

    static let missing = Phrase("(tidak disebutkan)", "(not stated)")

    func has(_ name: String) -> Bool {
        values[name].map { $0 != .null && $0 != .string("") } ?? false
    }

    func bool(_ name: String) -> Bool { values[name]?.bool ?? false }

    /// A text or a number, as it is.
    func text(_ name: String) -> Phrase {
        optionalText(name).map { Phrase($0) } ?? Self.missing
    }

    /// What the system said, as the cause of a failure.
    var cause: Phrase { optionalText("cause").map(SystemWords.phrase) ?? Self.missing }

    func optionalText(_ name: String) -> String? {
        switch values[name] {
        // An empty text says as little as a missing one.
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// A number with its thousands set apart.
    func number(_ name: String) -> Phrase {
        guard let number = values[name]?.integer else { return text(name) }
        return Phrase { $0.number(number) }
    }

    /// A time in full words.
    func date(_ name: String) -> Phrase {
        guard let text = values[name]?.string else { return text(name) }
        return Phrase { $0.date(text) }
    }

    /// An office as `Name (code)`.
    func office(_ name: String) -> Phrase { values[name].map(Self.office) ?? Self.missing }

    static func office(_ value: JSONValue) -> Phrase {
        if let text = value.string { return Phrase(text) }
        guard let code = value["code"]?.string else { return missing }
        guard let name = value["name"]?.string, name != code else { return Phrase(code) }
        return Phrase("\(name) (\(code))")
    }

    /// A label in both languages; without one, the text under `fallback`.
    func label(_ name: String, or fallback: String? = nil) -> Phrase {
        values[name].flatMap(Self.label) ?? fallback.map(text) ?? Self.missing
    }

    static func label(_ value: JSONValue) -> Phrase? {
        if let text = value.string { return Phrase(text) }
        guard let id = value["id"]?.string, let en = value["en"]?.string else { return nil }
        return Phrase(id, en)
    }

    func elements(_ name: String) -> [JSONValue] { values[name]?.array ?? [] }

    /// The elements, each said by `words`, as one enumeration.
    func list(_ name: String, _ words: (JSONValue) -> Phrase) -> Phrase? {
        let phrases = elements(name).map(words)
        guard !phrases.isEmpty else { return nil }
        return Phrase { language in language.list(phrases.map(language.say)) }
    }

    /// The elements, each said by `words` and each once: an office may be awaited for two things.
    func distinct(_ name: String, _ words: (JSONValue) -> Phrase) -> Phrase? {
        let phrases = Phrase.distinct(elements(name).map(words))
        return phrases.isEmpty ? nil : .list(phrases)
    }

    /// The elements as texts, separated by commas.
    func names(_ name: String) -> Phrase? {
        let texts = elements(name).compactMap { $0.string ?? $0.integer.map { String($0) } }
        return texts.isEmpty ? nil : Phrase(texts.joined(separator: ", "))
    }
}
