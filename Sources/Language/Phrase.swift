/// One thing to say, in both languages: none can be forgotten, because the compiler asks for both.
package struct Phrase: Hashable, Sendable {
    /// The Indonesian words.
    package let id: String
    /// The English words.
    package let en: String

    /// Takes the words in both languages.
    package init(_ id: String, _ en: String) {
        self.id = id
        self.en = en
    }

    /// The same words in both languages: a name, a code, a figure.
    package init(_ both: String) { self.init(both, both) }

    /// One phrase made in each language by the same rule, where its parts depend on the language.
    package init(_ words: (Language) -> String) { self.init(words(.id), words(.en)) }

    /// The two phrases one after the other.
    package static func + (first: Phrase, second: Phrase) -> Phrase {
        Phrase(first.id + second.id, first.en + second.en)
    }

    /// The phrases as one enumeration.
    package static func list(_ phrases: [Phrase]) -> Phrase {
        Phrase { language in language.list(phrases.map(language.say)) }
    }

    /// The phrases in their order, each once.
    package static func distinct(_ phrases: [Phrase]) -> [Phrase] {
        var seen: Set<Phrase> = []
        return phrases.filter { seen.insert($0).inserted }
    }

    /// The phrase with a capital first letter, as a sentence begins.
    package var capitalized: Phrase {
        Phrase { language in
            let words = language.say(self)
            return words.prefix(1).uppercased() + words.dropFirst()
        }
    }
}
