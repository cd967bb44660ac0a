import Language
import Testing

@testable import kembar

@Suite struct PageTests {
    private func page(
        _ environment: [String: String] = [:],
        terminal: Int? = nil,
        isTerminal: Bool = false
    ) -> Page {
        var desk = TestDesk([], environment: environment).desk
        desk.terminalWidth = terminal
        desk.isTerminal = isTerminal
        return Page(desk: desk, language: .id)
    }

    @Test func `the width is the terminal's, else that of COLUMNS, else 100`() {
        #expect(page(["COLUMNS": "60"], terminal: 132, isTerminal: true).width == 132)
        #expect(page(["COLUMNS": "60"]).width == 60)
        #expect(page(["COLUMNS": "x"]).width == 100)
        #expect(page().width == 100)
        #expect(page(["COLUMNS": "-3"]).width == Page.widthMin)
    }

    @Test func `styles are used only on a terminal and never with NO_COLOR`() {
        #expect(page(isTerminal: true).isStyled)
        #expect(!page().isStyled)
        #expect(!page(["NO_COLOR": "1"], isTerminal: true).isStyled)
        #expect(page(["NO_COLOR": ""], isTerminal: true).isStyled)
        #expect(!page(["TERM": "dumb"], isTerminal: true).isStyled)
    }

    @Test func `a styled screen says the same words as a plain one`() {
        let plain = Page(language: .id, width: 100)
        var styled = plain
        styled.isStyled = true
        let screen = HistoryScreen(Samples.history).screen(plain)
        let words = screen.text(styled).replacing(/\u{1B}\[[0-9]+m/, with: "")
        #expect(words == screen.text(plain))
        #expect(screen.text(styled) != screen.text(plain))
    }

    @Test func `what could repaint a terminal is replaced`() {
        var screen = Screen(Page(language: .id))
        screen.addVerbatim("a\u{1B}[2Jb\u{202E}c\u{7F}\td")
        #expect(screen.text(screen.page) == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}\td")
    }

    @Test(arguments: [
        ("satu dua tiga", 8, ["satu dua", "tiga"]),
        ("satu dua tiga", 13, ["satu dua tiga"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a abcdefgh b", 4, ["a", "abcd", "efgh", "b"]),
        ("é é é", 3, ["é é", "é"]),
        ("satu\ndua", 80, ["satu", "dua"]),
        ("", 5, [""]),
        ("abcd", 0, ["a", "b", "c", "d"]),
        ("   satu dua", 8, ["   satu", "   dua"]),
        ("- satu dua tiga", 10, ["- satu dua", "  tiga"]),
        ("  - satu dua", 9, ["  - satu", "    dua"]),
        ("      satu dua", 8, ["satu dua"]),
    ])
    func `text is wrapped by characters, at blanks where there are any`(
        text: String,
        width: Int,
        lines: [String]
    ) {
        #expect(Wrapping.lines(of: text, width: width) == lines)
    }

    @Test func `wide columns give way first and no cell is lost`() {
        var table = Table([
            Table.Column(heading: "ID", widthMin: 4), Table.Column(heading: "Judul", widthMin: 6),
        ])
        table.add(["2018", "satu dua tiga"])
        var screen = Screen(Page(language: .id, width: 20))
        table.write(to: &screen)
        #expect(
            screen.text(screen.page) == """
                ID    Judul
                ----  -------------
                2018  satu dua tiga
                """
        )
        let headed = Table([Table.Column(heading: "Working days", widthMin: 2)])
        #expect(headed.widthMin == "Working".count)
        var narrow = Screen(Page(language: .id, width: 1))
        table.write(to: &narrow)
        #expect(narrow.text(narrow.page).contains("satu"))
    }
}
