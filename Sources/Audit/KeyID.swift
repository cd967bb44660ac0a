import Crypto

/// The first four bytes of a hash over a key, by which a signature line names its key.
///
/// It only finds keys: four bytes are no protection, and a key is its name and this ID together.
package struct KeyID: Hashable, Sendable, CustomStringConvertible {
    static let byteCount = 4

    let bytes: [UInt8]

    /// Computes SHA-256(name, newline, type, public key), cut to four bytes.
    package init(name: String, type: SignatureType, publicKey: [UInt8]) {
        let preimage = Array(name.utf8) + [Lines.end, type.rawValue] + publicKey
        bytes = Array(SHA256.hash(data: preimage).prefix(Self.byteCount))
    }

    init?(hex: some Collection<UInt8>) {
        guard let bytes = Hexadecimal.decode(hex), bytes.count == Self.byteCount else {
            return nil
        }
        self.bytes = bytes
    }

    /// Takes the ID from the front of a signature line's payload, which is at least that long.
    init(payload: [UInt8]) {
        bytes = Array(payload.prefix(Self.byteCount))
    }

    /// Eight lower-case hexadecimal digits.
    package var description: String { Hexadecimal.encode(bytes) }
}
