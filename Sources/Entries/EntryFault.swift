/// Why bytes are no entry, or a value can't become one.
package enum EntryFault: Error, Hashable, Sendable {
    /// Not one JSON object of the members that an entry has; says what the reader saw.
    case malformed(String)
    /// A member has a value outside its form.
    case member(String, found: String)
    /// Decodes, but its bytes are not the canonical ones: written by another program, or tampered with.
    case notCanonical
    /// Longer than a leaf may be.
    case tooLong(bytes: Int, limit: Int)
}
