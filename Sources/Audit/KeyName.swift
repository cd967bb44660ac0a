/// The rule for names of keys in signed notes.
enum KeyName {
    /// Whether `name` can stand in a signature line and in a vkey without being misread.
    static func isValid(_ name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
            }
    }
}
