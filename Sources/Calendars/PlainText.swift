/// What a text may hold that is shown on a screen later.
package enum PlainText {
    /// Returns the name, such as `U+001B`, of the first character that could disturb a screen.
    ///
    /// Nil if there is none. Control characters, line and paragraph separators, and the marks that
    /// turn the direction of writing and so hide what a text says.
    package static func disturbing(_ text: some StringProtocol) -> String? {
        let found = text.unicodeScalars.first { scalar in
            switch scalar.value {
            case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
        return found.map(name)
    }

    /// Returns how a character is named that can't be shown, such as `U+001B`.
    package static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
