/// Breaks text into lines of a width, counted in the columns of a terminal.
enum Wrapping {
    /// Breaks at blanks, words longer than a line where they must be; line ends in the text stay.
    ///
    /// A line that is indented keeps its indentation in the lines that it becomes, and what follows
    /// a bullet stands under the bullet's text.
    static func lines(of text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { paragraph($0, width: max(width, 1)) }
    }

    private static func paragraph(_ text: Substring, width: Int) -> [String] {
        guard text.cellWidth > width else { return [String(text)] }
        let margin = text.prefix { $0 == " " }
        let rest = text.dropFirst(margin.count)
        let bullet = rest.hasPrefix("- ") || rest.hasPrefix("+ ") ? 2 : 0
        let hang = margin.count + bullet
        // So narrow that nothing would fit beside the margin: it gives way.
        guard hang <= width / 2 else { return filled(rest, width: width) }
        let lines = filled(rest.dropFirst(bullet), width: width - hang)
        let first = margin + rest.prefix(bullet)
        return lines.enumerated().map { index, line in
            (index == 0 ? first : Substring(String(repeating: " ", count: hang))) + line
        }
    }

    private static func filled(_ text: Substring, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.cellWidth + 1 + word.cellWidth > width {
                lines.append(line)
                line = ""
            }
            var word = word
            while word.cellWidth > width, word.count > 1 {
                let piece = word.fitting(width)
                lines.append(String(piece))
                word = word[piece.endIndex...]
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
    }
}

extension String {
    /// How much of a title a table shows; the sheet of its agreement shows all of it.
    private static var titleCountMax: Int { 120 }

    /// The text for a cell of a table.
    var shortened: String {
        count <= Self.titleCountMax ? self : prefix(Self.titleCountMax - 1) + "…"
    }
}
