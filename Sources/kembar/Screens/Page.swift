import Language

/// On what a screen is written: language, width, and whether styles may be used.
struct Page: Hashable, Sendable {
    var language: Language
    /// Characters in a line.
    var width: Int
    /// Styles only repeat what the words say; nothing depends on them.
    var isStyled: Bool
    /// Whether somebody said the width: a terminal, or `COLUMNS`.
    var hasWidth = true

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
        // What is no width says nothing, like a word that is no number.
        let columns = desk.environment["COLUMNS"].flatMap(Int.init).flatMap { $0 < 1 ? nil : $0 }
        self.init(
            language: language,
            width: desk.terminalWidth ?? columns ?? Self.widthDefault,
            isStyled: Self.isStyled(desk.environment, onTerminal: desk.isTerminal)
        )
        hasWidth = desk.terminalWidth != nil || columns != nil
    }

    /// The same page for a text that is put into another one, whose lines are broken there; where a width
    /// was said, it stands.
    var flowing: Page {
        var page = self
        if !hasWidth { page.width = .max / 2 }
        return page
    }

    /// The same page for what goes to standard error, which may end elsewhere.
    func errors(_ desk: Desk) -> Page {
        var page = self
        page.isStyled = Self.isStyled(desk.environment, onTerminal: desk.isErrorTerminal)
        return page
    }

    /// Whether styles are wanted: `NO_COLOR` counts before `CLICOLOR_FORCE`, that before the terminal.
    ///
    /// https://no-color.org, https://bixense.com/clicolors: set means set to anything but nothing.
    private static func isStyled(
        _ environment: [String: String],
        onTerminal isTerminal: Bool
    ) -> Bool {
        func value(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        if value("NO_COLOR") != nil { return false }
        if let force = value("CLICOLOR_FORCE"), force != "0" { return true }
        return isTerminal && value("TERM") != "dumb" && value("CLICOLOR") != "0"
    }

    /// The phrase in the page's language.
    func say(_ phrase: Phrase) -> String { language.say(phrase) }
}
