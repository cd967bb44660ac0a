import Audit
import Calendars
import Entries

/// A log as a table (RFC 4180), with the column names that process-mining tools look for.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it, and one that is longer than a
/// spreadsheet's cell is cut, with a mark that says so and names the entry: the table is for reading, the bundle
/// is the evidence.
struct CSVWriter: ExportWriter {
    private static let columns = [
        "case:concept:name", "concept:name", "time:timestamp", "org:resource",
        "lifecycle:transition", "position", "recordedAt", "precision", "parties", "source", "data",
        "leaf", "redacted",
    ]

    func head(_ scope: ExportScope) -> [UInt8] { Self.row(Self.columns) }

    mutating func entry(_ exported: ExportedEntry) -> [UInt8] {
        let entry = exported.entry
        let cells = [
            exported.caseName, entry.type, exported.happened, entry.actor.name, "complete",
            String(entry.position), entry.recorded.utc, entry.moment.precision.rawValue,
            exported.parties.joined(separator: " "), entry.data["source"]?.string ?? "",
            // Not taken for a number, whatever its digits are.
            entry.data.canonicalText, "sha256:\(exported.leaf.hex)",
            // Where it is true the data are what the redaction restates: they have not that hash.
            String(exported.isRedacted),
        ]
        return Self.row(cells.map { Self.shortened($0, entry.position) })
    }

    /// The most characters of a cell in Excel, which drops what is beyond without a word; other spreadsheets
    /// hold as many.
    static let cellMax = 32_767

    /// A text that a cell holds: the beginning of one that is too long, and where the whole stands.
    static func shortened(_ text: String, _ position: Int64) -> String {
        // Counted as Excel does, with the apostrophes that `cell` adds.
        let added = SpreadsheetText.safe(text).utf16.count - text.utf16.count
        guard text.utf16.count + added > cellMax else { return text }
        let mark =
            " [… dipotong: \(text.utf16.count) karakter, lengkapnya pada entri \(position); cut: the whole is in entry \(position)]"
        var left = cellMax - mark.utf16.count - added
        var start = text.unicodeScalars.startIndex
        while start < text.unicodeScalars.endIndex {
            left -= UTF16.width(text.unicodeScalars[start])
            guard left >= 0 else { break }
            start = text.unicodeScalars.index(after: start)
        }
        return String(text.unicodeScalars[..<start]) + mark
    }

    private static func row(_ cells: [String]) -> [UInt8] {
        Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
    }

    /// A cell that is safe to open: spreadsheets evaluate what begins so, quoted or not.
    static func cell(_ text: String) -> String {
        let safe = SpreadsheetText.safe(text)
        guard safe.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
            return safe
        }
        // Scalar by scalar: a quote with an accent is another character than a quote.
        var quoted = ""
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return "\"" + quoted + "\""
    }
}
