import Foundation

/// One row of the table of modules in ARCHITECTURE.md.
struct ModuleRow: Hashable {
    var name: String
    /// The modules of ours that it imports.
    var imports: Set<String>
    /// What it reads and writes, in words.
    var inputAndOutput: String

    /// Whether it has no input and no output.
    var isPure: Bool { inputAndOutput == "none" }

    /// The table did not read as one.
    struct Unreadable: Error {
        var line: String
    }

    /// Every row, from the top down.
    static func all() throws -> [ModuleRow] {
        let text = try String(
            contentsOf: SourceFile.root.appendingPathComponent("ARCHITECTURE.md"),
            encoding: .utf8
        )
        guard let start = text.range(of: "\n## Modules\n")?.upperBound else {
            throw Unreadable(line: "## Modules")
        }
        let chapter = text[start...]
        let end = chapter.range(of: "\n## ")?.lowerBound ?? chapter.endIndex
        var rows: [ModuleRow] = []
        for line in chapter[..<end].split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4 else { throw Unreadable(line: String(line)) }
            rows.append(
                ModuleRow(
                    name: cells[0].filter { $0 != "`" },
                    imports: imports(cells[2], above: rows.map(\.name)),
                    inputAndOutput: cells[3]
                )
            )
        }
        return rows
    }

    private static func imports(_ cell: String, above: [String]) -> Set<String> {
        switch cell {
        case "-": []
        case "all above": Set(above)
        default: Set(cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }
}
