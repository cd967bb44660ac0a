import Language

/// A line as somebody types it, taken apart into words as a shell would, and nothing else of a shell.
///
/// What a shell would act upon (`;`, `|`, `>`, `$(…)`) is refused outside quotes, never left out:
/// whoever typed it expects something to happen that does not happen here.
struct ShellWords {
    /// Why a line has no words.
    enum Fault: Error, Hashable {
        /// A quote that is not closed, by its sign.
        case open(Character)
        /// What only a shell could do.
        case notAShell(Character)
        /// `$'…'` with something in it that it does not know.
        case escape
    }

    private var rest: Substring
    private var words: [String] = []
    /// The word that is being read; nil between words, empty behind `''`.
    private var word: String?

    /// The words of that line.
    static func words(of line: String) throws(Fault) -> [String] {
        var reader = ShellWords(rest: line[...])
        try reader.read()
        return reader.words
    }

    private mutating func read() throws(Fault) {
        while let character = rest.popFirst() {
            switch character {
            case " ", "\t": finish()
            // A line end inside a command that came whole; outside quotes it would be a second one.
            case "\n", "\r", "\r\n": throw .notAShell(character)
            case "'": try readQuoted()
            case "\"": try readDoublyQuoted()
            case "\\":
                guard let next = rest.popFirst() else { throw .open(character) }
                add(next)
            case "$":
                guard rest.first == "'" else { throw .notAShell(character) }
                rest.removeFirst()
                try readEscaped()
            case ";", "|", "&", "<", ">", "(", ")", "`": throw .notAShell(character)
            default: add(character)
            }
        }
        finish()
    }

    private mutating func add(_ character: Character) {
        word = (word ?? "") + String(character)
    }

    private mutating func finish() {
        if let word { words.append(word) }
        word = nil
    }

    private mutating func readQuoted() throws(Fault) {
        word = word ?? ""
        while let character = rest.popFirst() {
            if character == "'" { return }
            add(character)
        }
        throw .open("'")
    }

    /// `$` and backquotes stay as they are: nothing is put in their place here.
    private mutating func readDoublyQuoted() throws(Fault) {
        word = word ?? ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return
            case "\\":
                guard let next = rest.popFirst() else { throw .open("\"") }
                if !["\"", "\\", "$", "`"].contains(next) { add("\\") }
                add(next)
            default: add(character)
            }
        }
        throw .open("\"")
    }

    /// The form in which kembar itself writes a command that is safe to repeat: see `CommandLineEcho`.
    private mutating func readEscaped() throws(Fault) {
        var bytes: [UInt8] = []
        while let character = rest.popFirst() {
            switch character {
            case "'":
                guard let text = String(validating: bytes, as: UTF8.self) else { throw .escape }
                word = (word ?? "") + text
                return
            case "\\": bytes.append(try escapedByte())
            default: bytes += Array(String(character).utf8)
            }
        }
        throw .open("'")
    }

    private mutating func escapedByte() throws(Fault) -> UInt8 {
        switch rest.popFirst() {
        case "n": return 0x0A
        case "t": return 0x09
        case "'": return UInt8(ascii: "'")
        case "\\": return UInt8(ascii: "\\")
        case let digit?:
            let digits = String(digit) + rest.prefix(2)
            guard digits.count == 3, let byte = UInt8(digits, radix: 8), byte > 0 else {
                throw .escape
            }
            rest = rest.dropFirst(2)
            return byte
        case nil: throw .open("'")
        }
    }
}

extension ShellWords {
    /// The word in the one form that every POSIX shell and this reader take: nothing in it is special.
    ///
    /// Unlike `CommandLineEcho`, which writes for people: `$'…'` is unknown to Debian's `sh`.
    static func quoted(_ word: String) -> String {
        "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }
}
