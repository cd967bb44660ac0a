/// The command line as it was typed, to be shown again.
struct CommandLineEcho: Hashable {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    /// The command line at that desk, as it is typed at the machine from which it is asked.
    init(_ desk: Desk) {
        guard let via = desk.environment[RemoteHost.viaVariable],
            (try? RemoteHost(via)) != nil
        else {
            self.init(desk.arguments)
            return
        }
        self.init(desk.arguments.prefix(1) + ["--host", via] + desk.arguments.dropFirst())
    }

    /// The same command.
    var line: String { words.map(Self.quoted).joined(separator: " ") }

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

    /// Whether something of it is standard input: `-`, or `field=-`.
    var readsInput: Bool { words.contains { $0 == "-" || $0.hasSuffix("=-") } }

    /// The word as a POSIX shell reads it back.
    ///
    /// What a screen would not show as it is, a line end above all, is written by its bytes: the
    /// repeated command must be the same to the byte, or its key belongs to another request.
    static func quoted(_ word: String) -> String {
        guard Screen.printable(word) == word else { return escaped(word) }
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=@%+,-")
        // zsh looks up a command for a word that begins with an equals sign.
        if !word.isEmpty, word.first != "=", word.allSatisfy(plain.contains) { return word }
        return "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }

    /// `$'…'`, of POSIX since 2024 and of bash, zsh and ksh long before.
    private static func escaped(_ word: String) -> String {
        let digits = Array("0123456789abcdef")
        let bytes = word.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "\n"): "\\n"
            case UInt8(ascii: "\t"): "\\t"
            case UInt8(ascii: "'"): "\\'"
            case UInt8(ascii: "\\"): "\\\\"
            case 0x20...0x7E: String(UnicodeScalar(byte))
            // Three octal digits: unlike \x they can't swallow a digit that follows.
            default: "\\" + [6, 3, 0].map { String(digits[Int(byte >> $0 & 7)]) }.joined()
            }
        }
        return "$'\(bytes.joined())'"
    }
}
