/// Breaks text into lines of a width, counted in characters as people see them.
enum Wrapping {
    /// Breaks at blanks, words longer than a line where they must be; line ends in the text stay.
    static func lines(of text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { paragraph($0, width: max(width, 1)) }
    }

    private static func paragraph(_ text: Substring, width: Int) -> [String] {
        guard text.count > width else { return [String(text)] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            var word = word
            while word.count > width {
                lines.append(String(word.prefix(width)))
                word = word.dropFirst(width)
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }
}
