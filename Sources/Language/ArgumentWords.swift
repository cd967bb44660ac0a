/// The argument parser's own English words, in Indonesian.
///
/// It knows no other language. What is listed here is translated line by line; what a newer version
/// of it says differently passes through unchanged.
package enum ArgumentWords {
    /// Shortens a help text or an error message of the parser, and translates it.
    package static func translate(_ text: String, to language: Language) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { words in
            let short = shortened(String(words))
            return language == .id ? line(short) : short
        }.joined(separator: "\n")
    }

    /// The parser takes `-1` for an option, and then misses an argument; who typed it meant a number.
    package static func naming(negativesOf words: [String], in message: String) -> String {
        let misunderstood = ["Error: Unknown option '-", "Error: Missing expected argument '"]
        guard misunderstood.contains(where: message.hasPrefix),
            let number = words.first(where: {
                $0.hasPrefix("-") && $0.count > 1 && $0.dropFirst().allSatisfy(\.isNumber)
            })
        else { return message }
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        // What the parser helps with is about an argument that was not missing.
        let rest = lines.dropFirst().filter { !$0.hasPrefix("Help: ") }
        return (["Error: '\(number)' does not fit here: numbers begin at 0."] + rest)
            .joined(separator: "\n")
    }

    /// A usage line with its options drawn together, as the parser itself does when they are many.
    private static func shortened(_ line: String) -> String {
        guard line.hasPrefix("USAGE: ") || line.hasPrefix("Usage: "), line.count > usageWidthMax
        else { return line }
        return line.replacing(/( \[--[^\]]*\])+/, with: " [<options>]", maxReplacements: 1)
    }

    /// A longer usage line is read by nobody.
    private static let usageWidthMax = 80

    private static func line(_ line: String) -> String {
        for (prefix, translated) in prefixes where line.hasPrefix(prefix) {
            let rest = String(line.dropFirst(prefix.count))
            return translated + (prefix == "Error: " ? sentence(rest) : usage(rest))
        }
        for template in sentences {
            if let translated = template.apply(to: line) { return translated }
        }
        return helpTexts.reduce(line.replacing(" (default) ", with: " (bawaan)  ")) { text, pair in
            text.hasSuffix(pair.0) ? String(text.dropLast(pair.0.count)) + pair.1 : text
        }
    }

    private static func sentence(_ text: String) -> String {
        for template in sentences {
            if let translated = template.apply(to: text) { return translated }
        }
        return text
    }

    private static func usage(_ text: String) -> String {
        text.replacing("<subcommand>", with: "<perintah>")
            .replacing("<options>", with: "<opsi>")
    }

    private static let prefixes = [
        ("OVERVIEW: ", ""), ("USAGE: ", "PEMAKAIAN: "), ("Usage: ", "Pemakaian: "),
        ("Error: ", "Kesalahan: "), ("Help:  ", "Bantuan:  "),
    ]

    /// Words at the end of a line of help.
    private static let helpTexts = [
        ("Show help information.", "Tampilkan bantuan ini."),
        ("Show subcommand help information.", "Tampilkan bantuan suatu perintah."),
        ("Show the version.", "Tampilkan versi."), ("(default)", "(bawaan)"),
        ("(values: id, en)", "(pilihan: id, en)"),
    ]

    /// Whole lines and sentences; each `{}` stands for whatever was typed or is named there.
    private static let sentences = [
        Template("ARGUMENTS:", "ARGUMEN:"), Template("OPTIONS:", "OPSI:"),
        Template("SUBCOMMANDS:", "PERINTAH:"), Template("{} SUBCOMMANDS:", "{}:"),
        Template(
            "  See '{} <subcommand>' for detailed help.",
            "  Rinciannya: '{} <perintah>'."
        ),
        Template("  See '{}' for more information.", "  Selengkapnya: '{}'."),
        Template(
            "Unknown option '{}'. Did you mean '{}'?",
            "Opsi '{}' tidak dikenal. Maksud Anda '{}'?"
        ),
        Template("Unknown option '{}'", "Opsi '{}' tidak dikenal"),
        Template(
            "'{}' does not fit here: numbers begin at 0.",
            "'{}' tidak dapat dipakai di sini: nomor mulai dari 0."
        ),
        Template("Missing value for '{}'", "Nilai untuk '{}' belum ada"),
        Template("Missing expected argument '{}'", "Argumen '{}' belum ada"),
        Template("Missing one of: '{}'", "Salah satu ini belum ada: '{}'"),
        Template("Missing required subcommand.", "Perintahnya belum disebutkan."),
        Template("Unexpected argument '{}'", "Argumen '{}' tidak diperlukan"),
        Template("{} unexpected arguments: '{}'", "{} argumen tidak diperlukan: '{}'"),
        Template(
            "The value '{}' is invalid for '{}'. Please provide one of '{}' and '{}'.",
            "Nilai '{}' tidak dapat dipakai untuk '{}'. Pilih salah satu: '{}' atau '{}'."
        ),
        Template(
            "The value '{}' is invalid for '{}'. Please provide one of {} or '{}'.",
            "Nilai '{}' tidak dapat dipakai untuk '{}'. Pilih salah satu: {} atau '{}'."
        ),
        Template(
            "The value '{}' is invalid for '{}'. Please provide one of {}.",
            "Nilai '{}' tidak dapat dipakai untuk '{}'. Pilih salah satu: {}."
        ),
        Template(
            "The value '{}' is invalid for '{}'",
            "Nilai '{}' tidak dapat dipakai untuk '{}'"
        ),
        Template(
            "The option '{}' does not take any value, but '{}' was specified.",
            "Opsi '{}' tidak memakai nilai, tetapi diberi '{}'."
        ),
        Template("Invalid option: {}", "Opsi tidak dapat dipakai: {}"),
    ]

    /// A sentence with holes, in both languages.
    package struct Template {
        private let pieces: [Substring]
        private let translatedPieces: [Substring]

        /// Makes a sentence; each `{}` is a hole, and both have as many, in one order.
        package init(_ english: String, _ translated: String) {
            pieces = Self.pieces(of: english)
            translatedPieces = Self.pieces(of: translated)
        }

        private static func pieces(of text: String) -> [Substring] {
            text.replacing("{}", with: "\u{0}")
                .split(separator: "\u{0}", omittingEmptySubsequences: false)
        }

        /// The translation, if `text` is this sentence.
        package func apply(to text: String) -> String? {
            guard let first = pieces.first, text.hasPrefix(first) else { return nil }
            var rest = text.dropFirst(first.count)
            var holes: [Substring] = []
            for (index, piece) in pieces.enumerated().dropFirst() {
                let isLast = index == pieces.count - 1
                guard let range = isLast ? Self.end(piece, of: rest) : rest.firstRange(of: piece)
                else { return nil }
                holes.append(rest[..<range.lowerBound])
                rest = rest[range.upperBound...]
            }
            guard rest.isEmpty else { return nil }
            var words = String(translatedPieces.first ?? "")
            for (hole, piece) in zip(holes, translatedPieces.dropFirst()) { words += hole + piece }
            return words
        }

        private static func end(
            _ piece: Substring,
            of text: Substring
        ) -> Range<Substring.Index>? {
            guard text.hasSuffix(piece) else { return nil }
            return text.index(text.endIndex, offsetBy: -piece.count)..<text.endIndex
        }
    }
}
