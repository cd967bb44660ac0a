/// The command line before it is parsed: which language it asks for, and where its options stand.
///
/// Options that hold everywhere may also stand before the command's name, `kembar --lang en list`.
/// The parser knows them behind it only, so they are moved there.
struct Invocation: Hashable {
    /// The words as they were typed.
    let words: [String]
    /// The words to parse, options behind the command.
    let arguments: [String]
    /// The value of the last `--lang`, whatever it is.
    let languageOption: String?
    /// The words behind the leading options: the command's name and what follows.
    let commandWords: [String]
    /// Whether the first word is `--version`, without a command.
    ///
    /// Only in front: `draft` has a `--version` of its own.
    let asksVersion: Bool

    init(_ words: [String]) {
        self.words = words
        let leading = Self.leadingOptions(of: words)
        commandWords = Array(words[leading...])
        asksVersion = words.dropFirst(leading).first == "--version"
        let moved = words[..<leading]
        let rest = words[leading...]
        let terminator = rest.firstIndex(of: "--") ?? rest.endIndex
        // Without a command the words stay, so that a mistake in them is explained as typed.
        arguments =
            rest.isEmpty ? words : Array(rest[..<terminator] + moved + rest[terminator...])
        languageOption = Self.language(in: words)
    }

    /// Whether a shell asks, for its completion script or for candidates, and not a person.
    var isFromShell: Bool {
        words.first == "---completion"
            || words.contains { $0.hasPrefix("--generate-completion-script") }
    }

    /// The words without the options that hold everywhere, for what the parser answers itself.
    var argumentsWithoutCommon: [String] {
        var rest = arguments[...]
        var kept: [String] = []
        while let word = rest.first, word != "--" {
            let count = Self.leadingOptions(of: Array(rest))
            if count == 0 { kept.append(word) }
            rest = rest.dropFirst(max(count, 1))
        }
        return kept + rest
    }

    /// The words as typed, without the choice of another machine.
    var wordsWithoutHost: [String] {
        var kept: [String] = []
        var rest = words[...]
        while let word = rest.first, word != "--" {
            rest.removeFirst()
            if word == "--host" {
                rest = rest.dropFirst()
            } else if !word.hasPrefix("--host=") {
                kept.append(word)
            }
        }
        return kept + rest
    }

    private static func leadingOptions(of words: [String]) -> Int {
        var index = 0
        while index < words.count {
            let word = words[index]
            let name = word.prefix { $0 != "=" }
            let takesValue = ["--lang", "--socket", "--host"].contains(name)
            if word == "--json" || takesValue && name.endIndex < word.endIndex {
                index += 1
            } else if takesValue, index + 1 < words.count {
                index += 2
            } else {
                break
            }
        }
        return index
    }

    private static func language(in words: [String]) -> String? {
        var found: String?
        let words = words.prefix { $0 != "--" }
        for (index, word) in words.enumerated() {
            if word == "--lang" {
                found = index + 1 < words.count ? words[index + 1] : nil
            } else if word.hasPrefix("--lang=") {
                found = String(word.dropFirst("--lang=".count))
            }
        }
        return found
    }
}
