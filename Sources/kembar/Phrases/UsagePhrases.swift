import Language

/// What is said of a command line that the parser has nothing against.
extension Phrase {
    /// A mistake in what was typed, in the shape in which the parser tells its own.
    static func mistake(_ words: Phrase, in command: String) -> Phrase {
        Phrase("Kesalahan: ", "Error: ") + words
            + Phrase(
                "\n  Selengkapnya: '\(command) --help'.",
                "\n  See '\(command) --help' for more information."
            )
    }

    /// A word whose bytes are no text, named by the option that it belongs to where there is one.
    static func unreadable(_ arguments: [String], at index: Int, _ form: CommandForm) -> Phrase {
        let word = Screen.printable(arguments[index])
        let before = index > 1 ? arguments[index - 1] : ""
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        let option: (name: String, value: String)? =
            if parts.count == 2, form.contains(parts[0]) {
                (parts[0], parts[1])
            } else {
                form.contains(before) ? (before, word) : nil
            }
        let what =
            option.map { name, value in
                Phrase("Nilai '\(value)' untuk '\(name)'", "The value '\(value)' for '\(name)'")
            } ?? Phrase("Argumen '\(word)'", "The argument '\(word)'")
        return Phrase("Kesalahan: ", "Error: ") + what
            + Phrase(
                " bukan teks UTF-8, jadi tidak dapat dicatat sebagaimana diketik. Tulis ulang; berkas dengan nama seperti itu perlu diganti namanya dahulu.",
                " is no UTF-8 text, so it can't be recorded as it was typed. Write it again; a file with such a name has to be renamed first."
            )
    }
}
