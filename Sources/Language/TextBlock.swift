/// A piece of a message, as plain lines and as HTML.
enum TextBlock: Hashable, Sendable {
    /// Lines that belong together.
    case paragraph([String])
    /// One of several matters: its first line names it.
    case item([String])
    /// Every character counts, line ends included.
    case verbatim([String])

    /// As plain text.
    var lines: [String] {
        switch self {
        case .paragraph(let lines), .item(let lines), .verbatim(let lines): lines
        }
    }

    private var html: String {
        switch self {
        case .paragraph(let lines): "<p>\(Self.broken(lines))</p>"
        case .item(let lines):
            "<p><strong>\(Self.escaped(lines.first ?? ""))</strong><br>\n"
                + Self.broken(lines.dropFirst()) + "</p>"
        case .verbatim(let lines):
            // A browser drops the line end behind the tag; who reads the file finds every line whole.
            "<pre>\n\(lines.map(Self.escaped).joined(separator: "\n"))</pre>"
        }
    }

    /// The whole document; no style and no picture, so that it looks the same everywhere.
    static func document(_ blocks: [TextBlock], titled title: String, in language: Language)
        -> String
    {
        let head = [
            "<!DOCTYPE html>", "<html lang=\"\(language.rawValue)\">",
            "<head><meta charset=\"utf-8\"><title>\(escaped(title))</title></head>", "<body>",
        ]
        return (head + blocks.map(\.html) + ["</body>", "</html>"]).joined(separator: "\n")
    }

    private static func broken(_ lines: some Sequence<String>) -> String {
        lines.map { escaped(String($0.drop { $0 == " " })) }.joined(separator: "<br>\n")
    }

    /// Scalar by scalar: U+0600 and its like make one character of themselves and what follows, so
    /// that no search for the character `<` finds the one behind them.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
