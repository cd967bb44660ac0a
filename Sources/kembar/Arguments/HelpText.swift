import Language

/// A help text of the argument parser, brought to the width of the page.
///
/// Examples are never broken: they are there to be copied.
struct HelpText {
    /// The columns at which the parser is asked for its text, so that it breaks no line itself.
    static let columnsParsed = 1_000

    /// Where the parser puts what an option means.
    private static let meaningColumn = 26
    /// Below this width the meaning stands under the option, not beside it.
    private static let besideWidthMin = 60
    private static let underIndent = 6

    private let lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    func wrapped(to width: Int) -> String {
        var isExample = false
        return lines.flatMap { line -> [String] in
            if Self.headings.contains(String(line)) { isExample = true }
            if line.isEmpty { isExample = false }
            return isExample ? [String(line)] : Self.wrapped(line, width)
        }.joined(separator: "\n")
    }

    private static let headings = Language.allCases.map { $0.say(Speech.examplesHeading) }

    private static func wrapped(_ line: Substring, _ width: Int) -> [String] {
        guard line.hasPrefix("  ") else { return hanging(line, width) }
        let label = line.prefix(meaningColumn)
        let isRow = line.count > meaningColumn && label.hasSuffix("  ")
        guard isRow, width >= besideWidthMin || !label.allSatisfy({ $0 == " " }) else {
            let isMeaning = isRow && label.allSatisfy { $0 == " " }
            return isMeaning ? under(line.drop { $0 == " " }, width) : hanging(line, width)
        }
        let meaning = line.dropFirst(meaningColumn)
        if width < besideWidthMin {
            let name = String(label.reversed().drop { $0 == " " }.reversed())
            return [name] + under(meaning, width)
        }
        let margin = String(repeating: " ", count: meaningColumn)
        return Wrapping.lines(of: String(meaning), width: width - meaningColumn).enumerated()
            .map { ($0 == 0 ? String(label) : margin) + $1 }
    }

    private static func under(_ meaning: some StringProtocol, _ width: Int) -> [String] {
        let margin = String(repeating: " ", count: underIndent)
        return Wrapping.lines(of: String(meaning), width: width - underIndent).map { margin + $0 }
    }

    /// A usage line goes on under its first word, so that it is seen to be one.
    private static func hanging(_ line: Substring, _ width: Int) -> [String] {
        let lines = Wrapping.lines(of: String(line), width: width)
        let isUsage = line.prefix { $0 != " " }.hasSuffix(":") && line.contains(": kembar")
        guard lines.count > 1, isUsage else { return lines }
        let first = lines[0]
        let rest = line.dropFirst(first.count).drop { $0 == " " }
        return [first]
            + Wrapping.lines(of: String(rest), width: width - 4).map { "    " + $0 }
    }
}
