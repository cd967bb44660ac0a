extension SigningKey {
    private static let opening = "PRIVATE+KEY+"

    /// Reads a key as Go's note tools write it: `PRIVATE+KEY+<name>+<key ID>+<base64(0x01, seed)>`.
    package init(secret text: some StringProtocol) throws(KeyFailure) {
        guard text.hasPrefix(Self.opening) else { throw .malformed }
        let parts = text.dropFirst(Self.opening.count).utf8.split(
            separator: UInt8(ascii: "+"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, let bytes = Base64.decode(parts[2]),
            bytes.first == SignatureType.ed25519.rawValue
        else { throw .malformed }
        try self.init(
            name: String(decoding: parts[0], as: UTF8.self),
            seed: Array(bytes.dropFirst())
        )
        guard verifierKey.id.description.utf8.elementsEqual(parts[1]) else { throw .wrongID }
    }

    /// Writes the key of a seed as a secret; whoever reads it can sign.
    package static func secret(name: String, seed: [UInt8]) throws(KeyFailure) -> String {
        let key = try SigningKey(name: name, seed: seed)
        let bytes = Base64.encode([SignatureType.ed25519.rawValue] + seed)
        return "\(opening)\(name)+\(key.verifierKey.id)+\(bytes)"
    }
}
