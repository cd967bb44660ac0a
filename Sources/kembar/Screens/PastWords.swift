import Language

/// Which past a screen shows, as it was asked for.
struct PastWords: Hashable {
    /// As of which day; nil for the present.
    var asOf: String?
    /// By what had been recorded until then; nil for all of it.
    var knownAt: String?

    /// Whether anything but the present is shown.
    var isAsked: Bool { asOf != nil || knownAt != nil }

    /// Writes at the top what the screen is as of.
    func write(to screen: inout Screen) {
        let language = screen.page.language
        if let asOf { screen.add(CommonPhrases.asOf(Self.words(asOf, language)), as: .warning) }
        if let knownAt {
            screen.add(CommonPhrases.knownAt(Self.words(knownAt, language)), as: .warning)
        }
    }

    /// A time as a person types it: its hour needs neither seconds nor a zone.
    private static func words(_ typed: String, _ language: Language) -> String {
        let form = /(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,3})?)?(.*)/
        guard let parts = typed.wholeMatch(of: form)?.output else { return language.date(typed) }
        guard parts.4.isEmpty else {
            return language.date("\(parts.1)T\(parts.2):\(parts.3):00.000\(parts.4)")
        }
        let date = language.date(String(parts.1))
        return language.say(
            Phrase(
                "\(date) pukul \(parts.2).\(parts.3)",
                "\(date) at \(parts.2):\(parts.3)"
            )
        )
    }
}
