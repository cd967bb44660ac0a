/// What kind of signature a key makes: the type byte of C2SP signed-note.
///
/// A type that is not named here is read, kept and never trusted, so that new kinds can appear
/// beside ours without a change of format.
package struct SignatureType: RawRepresentable, Hashable, Sendable {
    /// The byte that stands before the public key in a vkey.
    package let rawValue: UInt8

    /// Every byte is a type; most are unknown.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Ed25519 over the note's text: how a log signs.
    package static let ed25519 = SignatureType(rawValue: 0x01)
    /// Ed25519 over the text and a time: how a witness cosigns (C2SP tlog-cosignature).
    package static let cosignature = SignatureType(rawValue: 0x04)

    /// Whether this code can verify it.
    package var isSupported: Bool { self == .ed25519 || self == .cosignature }
}
