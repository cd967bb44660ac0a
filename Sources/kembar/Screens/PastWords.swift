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
        if let asOf { screen.add(CommonPhrases.asOf(language.date(asOf)), as: .warning) }
        if let knownAt { screen.add(CommonPhrases.knownAt(language.date(knownAt)), as: .warning) }
    }
}
