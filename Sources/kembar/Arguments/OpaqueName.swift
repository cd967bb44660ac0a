/// The two kinds of numbers behind which people stand: `c-0003` holds a role, `a-0007` records.
enum OpaqueName {
    /// Whether it is a name in the log, and not a recipient's number or a role.
    static func isOfficers(_ word: String) -> Bool {
        let digits = word.dropFirst(2)
        return word.hasPrefix("a-") && !digits.isEmpty
            && digits.allSatisfy { ("0"..."9").contains($0) }
    }
}
