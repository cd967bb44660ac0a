import Crypto

/// A public key with its name: what somebody pins in order to trust a log or a witness.
///
/// Written as a vkey (C2SP signed-note): `<name>+<key ID>+<base64(type, public key)>`.
package struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    static let publicKeyByteCount = 32

    private let exactName: ExactText
    /// What a signature line calls the key, beside its name.
    package let id: KeyID
    /// What the key signs; an unknown type is kept and verifies nothing.
    package let type: SignatureType
    /// The public key's bytes: 32 for the supported types.
    package let publicKey: [UInt8]

    /// Makes a key of a supported type, with the ID that follows from its parts.
    package init(name: String, type: SignatureType, publicKey: [UInt8]) throws(KeyFailure) {
        guard KeyName.isValid(name) else { throw .name }
        guard publicKey.count == Self.publicKeyByteCount else { throw .keyLength }
        exactName = ExactText(name)
        id = KeyID(name: name, type: type, publicKey: publicKey)
        self.type = type
        self.publicKey = publicKey
    }

    /// Reads a vkey without spaces or newline around it.
    ///
    /// The key ID of a supported type must be the right one. How the others make theirs is not
    /// known here, so it is taken as written.
    package init(_ text: some StringProtocol) throws(KeyFailure) {
        // Only the first two signs part the text: base64 may hold more of them.
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3 else { throw .malformed }
        let name = String(decoding: parts[0], as: UTF8.self)
        guard KeyName.isValid(name) else { throw .name }
        guard let id = KeyID(hex: parts[1]) else { throw .malformedID }
        guard let key = Base64.decode(parts[2]), key.count > 1 else { throw .malformed }
        exactName = ExactText(name)
        type = SignatureType(rawValue: key[0])
        publicKey = Array(key.dropFirst())
        self.id = id
        guard type.isSupported else { return }
        guard publicKey.count == Self.publicKeyByteCount else { throw .keyLength }
        guard id == KeyID(name: name, type: type, publicKey: publicKey) else { throw .wrongID }
    }

    /// Who signs.
    ///
    /// Compare keys, not names: a `String` forgets how it is spelt in bytes.
    package var name: String { exactName.string }

    /// The vkey, one line without its end.
    package var description: String {
        "\(name)+\(id)+\(Base64.encode([type.rawValue] + publicKey))"
    }

    /// Whether the key's name is `text`, byte for byte.
    package func isNamed(_ text: String) -> Bool { exactName == ExactText(text) }

    /// Whether the line claims to be made with this key; it may still be forged.
    package func isClaimed(by line: SignatureLine) -> Bool {
        exactName == line.exactName && id == line.keyID
    }

    /// Returns what the line proves about `text`, or nil if it is not this key's work.
    func verified(_ line: SignatureLine, over text: String) -> VerifiedSignature? {
        switch type {
        case .ed25519:
            guard isValid(line.signature, over: Array(text.utf8)) else { return nil }
            return VerifiedSignature(key: self, line: line, timestamp: nil)
        case .cosignature:
            guard let cosignature = Cosignature(payload: line.signature),
                isValid(cosignature.signature, over: cosignature.message(over: text))
            else { return nil }
            return VerifiedSignature(key: self, line: line, timestamp: cosignature.timestamp)
        default:
            return nil
        }
    }

    private func isValid(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        // Bytes that are no point of the curve make a key that has signed nothing.
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        return key?.isValidSignature(signature, for: message) ?? false
    }
}

/// A signature line that was verified, and what it says.
package struct VerifiedSignature: Hashable, Sendable {
    /// The known key that made it.
    package let key: VerifierKey
    /// The line as it stands in the note.
    package let line: SignatureLine
    /// When a witness says it saw the checkpoint, in POSIX seconds; nil for a log's own signature.
    package let timestamp: Int64?
}
