import Crypto

/// An Ed25519 key that signs checkpoints under a name.
///
/// It is made from a seed handed in, since nothing here draws random numbers, and it is
/// deterministic (RFC 8032): the same text gives the same signature.
package struct SigningKey: Sendable, CustomStringConvertible {
    /// How many bytes a seed has.
    package static let seedByteCount = 32

    /// The key that others pin to verify `sign`: type 0x01.
    package let verifierKey: VerifierKey
    /// The key that others pin to verify `cosign`: the same bytes as type 0x04, with an ID of its
    /// own.
    package let cosignerKey: VerifierKey

    private let privateKey: Curve25519.Signing.PrivateKey

    /// Makes the key from its 32-byte seed.
    package init(name: String, seed: [UInt8]) throws(KeyFailure) {
        // The only reason for which the key is refused is a seed of another length.
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .keyLength
        }
        let publicKey = Array(key.publicKey.rawRepresentation)
        privateKey = key
        verifierKey = try VerifierKey(name: name, type: .ed25519, publicKey: publicKey)
        cosignerKey = try VerifierKey(name: name, type: .cosignature, publicKey: publicKey)
    }

    /// The public half: a key that is printed or logged by mistake gives nothing away.
    package var description: String { verifierKey.description }

    /// Signs a note's text, which ends in a newline, as a log does.
    package func sign(_ text: String) throws(NoteFailure) -> SignatureLine {
        try SignedNote.checkText(text)
        let signature = try signature(over: Array(text.utf8))
        return SignatureLine(key: verifierKey, signature: signature)
    }

    /// Cosigns a checkpoint's text as a witness who saw it at `timestamp`, in POSIX seconds.
    ///
    /// The cosigner vouches that this tree goes on from every tree of that origin it has seen:
    /// to check and to remember that is the caller's part.
    package func cosign(_ text: String, at timestamp: Int64) throws(NoteFailure) -> SignatureLine {
        try SignedNote.checkText(text)
        guard timestamp > 0 else { throw .timestamp }
        let message = Cosignature.message(over: text, at: timestamp)
        let cosignature = Cosignature(
            timestamp: timestamp,
            signature: try signature(over: message)
        )
        return SignatureLine(key: cosignerKey, signature: cosignature.payload)
    }

    private func signature(over message: [UInt8]) throws(NoteFailure) -> [UInt8] {
        guard let signature = try? privateKey.signature(for: message) else { throw .cannotSign }
        return Array(signature)
    }
}
