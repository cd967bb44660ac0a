/// A table that fits the page: wide columns give way first, every cell wraps.
struct Table {
    /// One column: its heading and the narrowest it may become.
    struct Column {
        var heading: String
        var widthMin: Int
    }

    private let columns: [Column]
    private var rows: [[String]] = []
    private static let gap = 2

    /// No column becomes narrower than the longest word of its heading.
    init(_ columns: [Column]) {
        self.columns = columns.map { column in
            let word = column.heading.split(separator: " ").map(\.cellWidth).max() ?? 0
            return Column(heading: column.heading, widthMin: max(column.widthMin, word))
        }
    }

    /// Adds a row with one cell for each column.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The least width in which the table can be read.
    var widthMin: Int {
        columns.reduce(0) { $0 + $1.widthMin } + Self.gap * (columns.count - 1)
    }

    /// Writes the table; rows that wrap to several lines keep their columns.
    ///
    /// On a page that is narrower than its least width, a block of fields for each row.
    func write(to screen: inout Screen) {
        guard widthMin <= screen.page.width else {
            writeFields(to: &screen)
            return
        }
        let widths = widths(within: screen.page.width)
        let headings = Self.lines(of: columns.map(\.heading), widths: widths)
        for line in headings { screen.addVerbatim(line, as: .heading) }
        screen.addVerbatim(
            widths.map { String(repeating: "-", count: $0) }
                .joined(separator: String(repeating: " ", count: Self.gap)),
            as: .quiet
        )
        for row in rows {
            for line in Self.lines(of: row, widths: widths) { screen.addVerbatim(line) }
        }
    }

    private func writeFields(to screen: inout Screen) {
        for row in rows {
            screen.space()
            for (column, cell) in zip(columns, row) { screen.field(column.heading, cell) }
        }
    }

    /// The natural widths, narrowed from the widest until they fit or reach their least.
    private func widths(within total: Int) -> [Int] {
        var widths = columns.enumerated().map { index, column in
            max(column.widthMin, rows.map { Self.naturalWidth($0[index]) }.max() ?? 0)
        }
        var excess = widths.reduce(0, +) + Self.gap * (columns.count - 1) - total
        while excess > 0 {
            let candidates = widths.indices.filter { widths[$0] > columns[$0].widthMin }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private static func naturalWidth(_ text: String) -> Int {
        text.split(separator: "\n").map(\.cellWidth).max() ?? 0
    }

    private static func lines(of cells: [String], widths: [Int]) -> [String] {
        let wrapped = zip(cells, widths).map { Wrapping.lines(of: $0, width: $1) }
        let height = wrapped.map(\.count).max() ?? 0
        return (0..<height).map { index in
            let parts = zip(wrapped, widths).map { lines, width in
                let text = index < lines.count ? lines[index] : ""
                return text + String(repeating: " ", count: max(width - text.cellWidth, 0))
            }
            let line = parts.joined(separator: String(repeating: " ", count: gap))
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
