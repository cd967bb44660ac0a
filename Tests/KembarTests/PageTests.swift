import Language
import Testing
import Wire

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
        #expect(page(["COLUMNS": "7"]).width == Page.widthMin)
        for none in ["0", "-3", "-5"] {
            #expect(page(["COLUMNS": none]).width == 100)
            #expect(!page(["COLUMNS": none]).hasWidth)
        }
    }

    @Test func `styles are used only on a terminal and never with NO_COLOR`() {
        #expect(page(isTerminal: true).isStyled)
        #expect(!page().isStyled)
        #expect(!page(["NO_COLOR": "1"], isTerminal: true).isStyled)
        #expect(page(["NO_COLOR": ""], isTerminal: true).isStyled)
        #expect(!page(["TERM": "dumb"], isTerminal: true).isStyled)
        #expect(!page(["CLICOLOR": "0"], isTerminal: true).isStyled)
        #expect(page(["CLICOLOR": "1"], isTerminal: true).isStyled)
        #expect(!page(["CLICOLOR": "1"]).isStyled)
        #expect(page(["CLICOLOR_FORCE": "1"]).isStyled)
        #expect(!page(["CLICOLOR_FORCE": "0"]).isStyled)
        #expect(page(["CLICOLOR_FORCE": "1", "TERM": "dumb", "CLICOLOR": "0"]).isStyled)
        #expect(!page(["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], isTerminal: true).isStyled)
    }

    @Test func `standard error has styles of its own, wherever the output goes`() {
        var desk = TestDesk([]).desk
        desk.isTerminal = true
        let page = Page(desk: desk, language: .id)
        #expect(page.isStyled)
        #expect(!page.errors(desk).isStyled)
        desk.isErrorTerminal = true
        #expect(page.errors(desk).isStyled)
    }

    @Test(arguments: [
        ("Kota Blitar", 11), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2),
        ("👍", 2), ("👨‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("\u{200B}", 0), ("한국", 4),
        ("1", 1), ("", 0),
    ])
    func `a text is as wide as a terminal shows it`(text: String, width: Int) {
        #expect(text.cellWidth == width)
    }

    @Test func `a column of wide characters keeps its line, and no character is cut in two`() {
        var table = Table([
            Table.Column(heading: "ID", widthMin: 4), Table.Column(heading: "Judul", widthMin: 5),
        ])
        table.add(["日本", "東京都と姉妹"])
        table.add(["2018", "Blitar"])
        var screen = Screen(Page(language: .id, width: 20))
        table.write(to: &screen)
        #expect(
            screen.text(screen.page) == """
                ID    Judul
                ----  ------------
                日本  東京都と姉妹
                2018  Blitar
                """
        )
        #expect(Wrapping.lines(of: "東京都と", width: 5) == ["東京", "都と"])
        #expect(Wrapping.lines(of: "東京", width: 1) == ["東", "京"])
    }

    @Test(arguments: [20, 40, 60, 80, 132])
    func `nothing that a screen wraps is wider than the page`(width: Int) {
        for language in Language.allCases {
            let page = Page(language: language, width: width)
            let years = CalendarYear(
                name: "id",
                label: Label(id: "Libur nasional", en: "National holidays"),
                version: 1,
                source: Label(id: "contoh", en: "example"),
                includes: ["lain"],
                years: [2025],
                year: 2025,
                hasData: false,
                days: [
                    CalendarDay(
                        date: "2025-08-18",
                        name: Label(id: "Cuti Bersama Hari Kemerdekaan", en: "Independence leave"),
                        kind: "cuti_bersama",
                        estimated: true,
                        source: nil,
                        calendar: "id",
                        weekend: false
                    )
                ]
            )
            let screens = [
                BoardScreen(
                    AgreementList(agreements: [Samples.agreement], position: 1, rehearsal: true)
                ).screen(page),
                HistoryScreen(Samples.history).screen(page),
                CalendarYearScreen(years).screen(page),
            ]
            for line in screens.flatMap(\.lines) {
                #expect(line.text.cellWidth <= width, "\(line.text)")
            }
        }
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
