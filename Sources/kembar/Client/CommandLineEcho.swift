/// The command line as it was typed, to be shown again.
struct CommandLineEcho: Hashable {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    /// The command that safely repeats this one: the same words and the key under which it was sent.
    func repeating(key: String) -> String {
        let options = words.prefix { $0 != "--" }
        let hasKey = options.contains {
            $0 == "--idempotency-key" || $0.hasPrefix("--idempotency-key=")
        }
        let added = hasKey ? [] : ["--idempotency-key", key]
        let all = options + added + words[options.endIndex...]
        return all.map(Self.quoted).joined(separator: " ")
    }

    /// The word as a POSIX shell reads it back.
    static func quoted(_ word: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=@%+,-")
        if !word.isEmpty, word.allSatisfy(plain.contains) { return word }
        return "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }
}
