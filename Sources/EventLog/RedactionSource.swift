/// Where the entry is found that took another one's bytes away: a log, or the writer's transaction.
package protocol RedactionSource {
    /// Returns the entry that redacted the one at `position`; nil if none did.
    ///
    /// A log answers even if its head does not count that entry yet: whoever saw that the bytes
    /// are gone has to find why.
    func redaction(of position: Int64) throws -> KeptEntry?
}
