/// The key under which the entries of one command are found again, for ever.
///
/// It belongs to the actor and the command's id together, so that nobody can meet another's command
/// by choosing its id. The caller makes it: the first 16 bytes of
/// SHA-256(actor in UTF-8, 0x0A, command id in UTF-8).
package struct CommandKey: Hashable, Sendable {
    /// How many bytes a key has.
    package static let byteCount = 16

    /// The 16 bytes, as they are stored.
    package let bytes: [UInt8]

    /// Takes over exactly 16 bytes, or is nil.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }
}
