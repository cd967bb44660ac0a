/// Texts on their way into a spreadsheet.
package enum SpreadsheetText {
    private static let formulaBeginnings = Set(
        "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars
    )
    /// What a spreadsheet may take for the end of a cell, whatever a file separates by: an Indonesian
    /// or German one looks for semicolons.
    private static let otherSeparators = Set(";\t|\n\r".unicodeScalars)

    /// Puts an apostrophe at the beginning of whatever a spreadsheet could take for a cell with a formula
    /// (OWASP ASVS 1.2.10), quoted or not.
    package static func safe(_ text: String) -> String {
        var safe: [Unicode.Scalar] = []
        var beginning: Int? = 0
        for scalar in text.unicodeScalars {
            if let index = beginning, formulaBeginnings.contains(scalar) {
                safe.insert("'", at: index)
            }
            if otherSeparators.contains(scalar) {
                beginning = safe.count + 1
            } else if scalar != " " {
                beginning = nil
            }
            safe.append(scalar)
        }
        return String(String.UnicodeScalarView(safe))
    }
}
