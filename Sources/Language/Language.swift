/// The two languages in which kembar speaks to people.
package enum Language: String, CaseIterable, Sendable {
    /// Indonesian: the office's own, and so the default.
    case id
    /// English.
    case en

    /// Chooses the language: the option, else `LANGUAGE`, else the first of `LC_ALL`, `LC_MESSAGES`,
    /// `LANG` that says something.
    ///
    /// `LANGUAGE` is a list, of which the first element counts that is one of the two; as gettext
    /// has it, only where a locale is set that is not `C`. A locale that begins with `en` is English.
    /// Everything else, `C` and `POSIX` and nothing at all included, is Indonesian: a server left at
    /// its installer's locale still speaks to its office.
    package init(option: Language?, environment: [String: String]) {
        if let option {
            self = option
            return
        }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        if let locale, !["C", "POSIX"].contains(locale), let list = environment["LANGUAGE"],
            let listed = list.split(separator: ":").lazy.compactMap(Language.init(locale:)).first
        {
            self = listed
            return
        }
        self = locale.flatMap { Language(locale: $0) } ?? .id
    }

    /// The language that a locale's name begins with, if it is one of the two.
    private init?(locale: some StringProtocol) {
        switch locale.lowercased().prefix(while: \.isLetter) {
        case "en", "english": self = .en
        case "id", "in", "indonesian": self = .id
        default: return nil
        }
    }

    /// The phrase in this language.
    package func say(_ phrase: Phrase) -> String {
        switch self {
        case .id: phrase.id
        case .en: phrase.en
        }
    }
}
