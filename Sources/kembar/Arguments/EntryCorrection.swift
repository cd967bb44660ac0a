import ArgumentParser
import Entries
import Language

/// What is right for one entry, or that it is void, as typed.
struct EntryCorrection: Hashable {
    let position: Int
    private var isVoid: Bool
    private var fields: [String: JSONValue] = [:]

    init(position: Int, void: Bool = false) {
        self.position = position
        isVoid = void
    }

    mutating func add(_ words: [String]) throws {
        for (name, value) in try Assignment.fields(words) {
            guard fields.updateValue(value, forKey: name) == nil else {
                throw ValidationError(Speech.language.say(Assignment.repeated(name)))
            }
        }
    }

    /// Refuses two corrections of one entry: they could contradict each other.
    static func checkPositions(_ corrections: [EntryCorrection]) throws {
        var seen: Set<Int> = []
        for correction in corrections where !seen.insert(correction.position).inserted {
            throw ValidationError(
                Speech.language.say(
                    Phrase(
                        "Entri \(correction.position) diralat dua kali dalam satu perintah; sebutkan semua isiannya sekaligus.",
                        "Entry \(correction.position) is corrected twice in one command; give all its fields at once."
                    )
                )
            )
        }
    }

    /// The correction, if it says one thing: other fields, or void by the word for it.
    func complete(void word: String) throws -> EntryCorrection {
        guard isVoid == fields.isEmpty else {
            throw ValidationError(
                Speech.language.say(
                    Phrase(
                        "Entri \(position): tulis isian=nilai yang benar, atau \(word); salah satu.",
                        "Entry \(position): write the right field=value, or \(word); one of the two."
                    )
                )
            )
        }
        return self
    }

    /// The words behind `--and`: a number begins an entry, its fields or `void` follow.
    static func list(_ words: [String]) throws -> [EntryCorrection] {
        var corrections: [EntryCorrection] = []
        for word in words {
            if let position = Int(word) {
                corrections.append(EntryCorrection(position: position))
                continue
            }
            guard var last = corrections.popLast() else {
                throw ValidationError(
                    Speech.language.say(
                        Phrase(
                            "Sesudah --and tulis nomor entri dahulu, bukan '\(word)'.",
                            "After --and write the entry's number first, not '\(word)'."
                        )
                    )
                )
            }
            if word == "void" { last.isVoid = true } else { try last.add([word]) }
            corrections.append(last)
        }
        return try corrections.map { try $0.complete(void: "void") }
    }

    /// The members of the request.
    var members: [String: JSONValue] {
        let position = ("position", JSONValue.integer(position))
        let change = isVoid ? ("void", JSONValue.bool(true)) : ("set", .object(fields))
        return Dictionary(uniqueKeysWithValues: [position, change])
    }
}
