/// Texts on their way into a spreadsheet.
package enum SpreadsheetText {
    /// The text as a cell that is safe to open: what a spreadsheet would take for a formula gets an
    /// apostrophe before it (OWASP ASVS 1.2.10), quoted or not.
    package static func safe(_ text: String) -> String {
        let first = text.unicodeScalars.first { $0 != " " }
        let isFormula = first.map { openings.contains($0) } ?? false
        return isFormula ? "'" + text : text
    }

    private static let openings = "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars
}
