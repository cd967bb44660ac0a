import Language

/// Lines on their way to the reader, wrapped to the page.
struct Screen: Hashable {
    /// What a line is; styles follow from it on a terminal.
    enum Kind: Hashable { case plain, heading, banner, quiet, warning }

    struct Line: Hashable {
        var text: String
        var kind: Kind
    }

    let page: Page
    private(set) var lines: [Line] = []

    init(_ page: Page) { self.page = page }

    /// Adds a paragraph, wrapped; further lines stand under the first one's text.
    mutating func add(_ phrase: Phrase, as kind: Kind = .plain, indent: Int = 0) {
        add(page.say(phrase), as: kind, indent: indent)
    }

    /// Adds a text that has no language, wrapped.
    mutating func add(_ text: String, as kind: Kind = .plain, indent: Int = 0) {
        let margin = String(repeating: " ", count: indent)
        for line in Wrapping.lines(of: text, width: page.width - indent) {
            lines.append(Line(text: margin + line, kind: kind))
        }
    }

    /// Adds one line as it is, however long.
    mutating func addVerbatim(_ text: String, as kind: Kind = .plain) {
        lines.append(Line(text: text, kind: kind))
    }

    /// Adds an empty line, unless one stands there already.
    mutating func space() {
        guard let last = lines.last, !last.text.isEmpty else { return }
        lines.append(Line(text: "", kind: .plain))
    }

    /// Adds a line `label  value`, the value wrapped beside its label.
    mutating func field(_ label: Phrase, _ value: String, labelWidth: Int = 18) {
        field(page.say(label), value, labelWidth: labelWidth)
    }

    /// Adds a line `label  value` with a label that has no language.
    mutating func field(_ label: String, _ value: String, labelWidth: Int = 18) {
        let space = min(max(labelWidth, label.cellWidth + 1), page.width / 2)
        let values = Wrapping.lines(of: value, width: page.width - space)
        let margin = String(repeating: " ", count: space)
        if label.cellWidth >= space {
            add(label)
            for line in values { lines.append(Line(text: margin + line, kind: .plain)) }
            return
        }
        for (index, line) in values.enumerated() {
            let head = index == 0 ? label + margin.dropFirst(label.cellWidth) : margin[...]
            lines.append(Line(text: head + line, kind: .plain))
        }
    }

    /// Says that the log is a rehearsal's, or that an office is invented.
    mutating func banners(rehearsal: Bool = false, synthetic: Bool = false) {
        if rehearsal { add(CommonPhrases.rehearsalBanner, as: .banner) }
        if synthetic { add(CommonPhrases.syntheticBanner, as: .banner) }
    }

    /// Says at the top that the log is a rehearsal's, unless that stands there already.
    mutating func markRehearsal() {
        var banner = Screen(page)
        banner.banners(rehearsal: true)
        guard !lines.starts(with: banner.lines) else { return }
        lines.insert(contentsOf: banner.lines, at: 0)
    }

    /// The lines as they are written out.
    func text(_ page: Page) -> String {
        lines.map { line in
            let clean = Self.printable(line.text)
            return page.isStyled ? Self.styled(clean, line.kind) : clean
        }.joined(separator: "\n")
    }

    /// Replaces what could repaint a terminal or turn a line around: no such character comes from us.
    static func printable(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x00...0x08, 0x0A...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E,
                0x2066...0x2069:
                clean.append("\u{FFFD}")
            default: clean.append(scalar)
            }
        }
        return String(clean)
    }

    private static func styled(_ text: String, _ kind: Kind) -> String {
        switch kind {
        case .plain: text
        case .heading: "\u{1B}[1m\(text)\u{1B}[0m"
        case .banner: "\u{1B}[7m\(text)\u{1B}[0m"
        case .quiet: "\u{1B}[2m\(text)\u{1B}[0m"
        case .warning: "\u{1B}[33m\(text)\u{1B}[0m"
        }
    }
}
