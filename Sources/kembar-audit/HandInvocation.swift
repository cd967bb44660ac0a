import Language

/// What somebody wants who runs this program by hand, before anything is parsed.
struct HandInvocation {
    enum Wish: Hashable {
        /// The JSON document: this program's own part.
        case document
        /// The answer in words: `kembar audit` says it.
        case screen([String])
        /// How it is used, which `kembar audit` says too.
        case help([String])
        case version
        /// A copied folder is what this program reads, and none was named.
        case noFolder
    }

    let wish: Wish

    init(_ words: [String]) {
        let options = words.prefix { $0 != "--" }
        if words.first == "--version" {
            wish = .version
        } else if words.isEmpty || words.first == "help"
            || options.contains(where: { $0 == "-h" || $0 == "--help" })
        {
            let asked = words.filter { !["help", "-h", "--help", "--json"].contains($0) }
            wish = .help(asked + ["--help"])
        } else if !Self.namesEvidence(options) {
            wish = .noFolder
        } else {
            wish = options.contains("--json") ? .document : .screen(words)
        }
    }

    /// Whether a folder or a receipt is named to look at.
    private static func namesEvidence(_ options: some Sequence<String>) -> Bool {
        options.contains { word in
            ["--data", "--receipt", "--key", "--from"].contains {
                word == $0 || word.hasPrefix($0 + "=")
            }
        }
    }

    /// Without a folder `kembar audit` would ask the running daemon: an answer about something else.
    static let noFolder = Phrase(
        "Sebutkan salinan folder data: --data FOLDER. Log kembard yang sedang berjalan diperiksa dengan: kembar audit verify",
        "Name a copied data folder: --data FOLDER. The log of a running kembard is checked with: kembar audit verify"
    )
}
