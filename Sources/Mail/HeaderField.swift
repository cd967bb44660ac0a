import FoundationEssentials

/// One header field as it is written: folded, and in ASCII only (RFC 5322 and RFC 2047).
enum HeaderField {
    /// A field whose value is text for people; what is not ASCII becomes encoded words.
    static func text(_ name: String, _ value: String) -> [String] {
        folded(name, words(value))
    }

    /// A field whose value is made of parts that may stand on lines of their own: addresses, names.
    static func parts(_ name: String, _ parts: [String], separator: String = "") -> [String] {
        folded(
            name,
            parts.enumerated().map { $0 < parts.count - 1 ? $1 + separator : $1 }
        )
    }

    /// A mailbox with the name of whom it belongs to.
    static func mailbox(name: String?, address: String) -> String {
        guard let name, !name.isEmpty else { return "<\(address)>" }
        return phrase(name) + " <\(address)>"
    }

    /// A name in front of an address.
    static func phrase(_ name: String) -> String {
        guard isPlain(name) else { return words(name).joined(separator: "\r\n ") }
        let isAtoms = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return isAtoms ? name : "\"\(quoted)\""
    }

    /// The pieces of a text, to be parted by blanks: its words, or encoded words of at most 75 letters.
    private static func words(_ text: String) -> [String] {
        guard !isPlain(text) else { return text.split(separator: " ").map(String.init) }
        // Never within a character: each encoded word is UTF-8 of its own.
        var pieces: [String] = []
        var current = ""
        for character in text {
            if current.utf8.count + String(character).utf8.count > 42 {
                pieces.append(current)
                current = ""
            }
            current.append(character)
        }
        if !current.isEmpty { pieces.append(current) }
        return pieces.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }
    }

    /// Whether a text may stand in a header as it is; what looks like an encoded word may not.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
    }

    private static func folded(_ name: String, _ pieces: [String]) -> [String] {
        var lines: [String] = []
        var line = name + ":"
        for piece in pieces {
            if line.utf8.count + 1 + piece.utf8.count > 76, line != name + ":" {
                lines.append(line)
                line = ""
            }
            line += " " + piece
        }
        return (lines + [line]).flatMap { $0.split(separator: "\r\n").map(String.init) }
    }
}
