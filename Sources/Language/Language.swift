/// The two languages in which kembar speaks to people.
package enum Language: String, CaseIterable, Sendable {
    /// Indonesian: the office's own, and so the default.
    case id
    /// English.
    case en

    /// Chooses the language: the option, else the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that says something.
    ///
    /// A locale that begins with `en` is English. Everything else, `C` and `POSIX` and nothing at all
    /// included, is Indonesian: a server left at its installer's locale still speaks to its office.
    package init(option: Language?, environment: [String: String]) {
        if let option {
            self = option
            return
        }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale?.lowercased().hasPrefix("en") == true ? .en : .id
    }

    /// The phrase in this language.
    package func say(_ phrase: Phrase) -> String {
        switch self {
        case .id: phrase.id
        case .en: phrase.en
        }
    }
}
