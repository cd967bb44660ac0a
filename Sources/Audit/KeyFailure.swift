/// Why a text or a seed is not a key.
package enum KeyFailure: Error, Hashable, Sendable {
    /// Not `<name>+<key ID>+<base64>`.
    case malformed
    /// The name is empty, or holds a `+`, a space of any kind or a control character.
    case name
    /// The key ID is not eight lower-case hexadecimal digits.
    case malformedID
    /// The key ID is not the one that name, type and public key make.
    case wrongID
    /// The public key or the seed is not 32 bytes.
    case keyLength
}
