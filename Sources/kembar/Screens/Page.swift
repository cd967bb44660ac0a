import Language

/// On what a screen is written: language, width, and whether styles may be used.
struct Page: Hashable, Sendable {
    var language: Language
    /// Characters in a line.
    var width: Int
    /// Styles only repeat what the words say; nothing depends on them.
    var isStyled: Bool

    /// The width where nobody says another: output to a file or a pipe.
    static let widthDefault = 100
    /// Below this no words fit; a smaller figure is taken as a mistake.
    static let widthMin = 20

    init(language: Language, width: Int = widthDefault, isStyled: Bool = false) {
        self.language = language
        self.width = max(width, Self.widthMin)
        self.isStyled = isStyled
    }

    /// The page that the desk offers; the terminal's own width counts before `COLUMNS`.
    init(desk: Desk, language: Language) {
        let columns = desk.environment["COLUMNS"].flatMap(Int.init)
        // https://no-color.org: set to anything but nothing.
        let isPlain = desk.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let isDumb = desk.environment["TERM"] == "dumb"
        self.init(
            language: language,
            width: desk.terminalWidth ?? columns ?? Self.widthDefault,
            isStyled: desk.isTerminal && !isPlain && !isDumb
        )
    }

    /// The phrase in the page's language.
    func say(_ phrase: Phrase) -> String { language.say(phrase) }
}
