import Language

/// How far a long reading is, on the terminal of whoever waits.
struct ProgressBar {
    /// How many characters the bar has.
    static let width = 30

    private let language: Language

    init(_ language: Language) { self.language = language }

    /// The line, painted over the one before; nothing is left of it when all is read.
    func line(read: Int64, of whole: Int64) -> String {
        let clearing = "\r\u{1B}[K"
        guard whole > 0, read < whole else { return clearing }
        let filled = Int(read * Int64(Self.width) / whole)
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: Self.width - filled)
        let words = language.say(Phrase("Membaca", "Reading"))
        let count = "\(language.number(read))/\(language.number(whole))"
        return "\(clearing)\(words) [\(bar)] \(read * 100 / whole)%  \(count)"
    }
}
