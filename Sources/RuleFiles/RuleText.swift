/// What holds for the whole text of any rule file, before anything in it is read.
package enum RuleText {
    /// The most bytes a rule text may take inside its log entry.
    ///
    /// An entry has at most 65,535 bytes; the rest is for its other members and for what the
    /// adoption says in words about the changes.
    package static let storedSizeMax = 60_000

    /// Returns how many bytes the text takes as a JSON string with its quotes.
    ///
    /// As entries are written: `"` and `\` take two bytes, a control character, and so every
    /// line break, six.
    package static func storedSize(_ text: String) -> Int {
        text.utf8.reduce(2) { size, byte in
            switch byte {
            case 0x22, 0x5C: size + 2
            case ..<0x20: size + 6
            default: size + 1
            }
        }
    }

    /// Returns the name of an anchor that is used again as an alias, with its place; else nil.
    ///
    /// A few lines of aliases can stand for more nodes than any memory holds, and the YAML
    /// library expands them before it can be asked. So a file is refused beforehand in which the
    /// same name follows some `&` and some `*`. That also hits a comment with such a pair, which
    /// is a small price for not having to tokenise YAML here.
    static func alias(in text: String) -> (name: String, line: Int, column: Int)? {
        let scalars = Array(text.unicodeScalars)
        let anchors = Set(marks("&", in: scalars).map(\.name))
        guard let alias = marks("*", in: scalars).first(where: { anchors.contains($0.name) })
        else { return nil }
        let before = scalars[..<alias.index]
        let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let line = 1 + before.count { $0 == "\n" }
        return (alias.name, line, alias.index - lineStart + 1)
    }

    private static func marks(
        _ indicator: Unicode.Scalar,
        in scalars: [Unicode.Scalar]
    ) -> [(name: String, index: Int)] {
        scalars.indices.filter { scalars[$0] == indicator }.compactMap { index in
            let name = scalars[(index + 1)...].prefix { isAnchorCharacter($0) }
            return name.isEmpty ? nil : (String(String.UnicodeScalarView(name)), index)
        }
    }

    private static func isAnchorCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "A"..."Z", "a"..."z", "_", "-": true
        default: false
        }
    }
}
