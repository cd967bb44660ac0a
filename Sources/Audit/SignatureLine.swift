/// One signature under a note: whose it says it is, and the bytes.
///
/// Nothing here is verified; `SignedNote.verify` does that.
package struct SignatureLine: Hashable, Sendable, CustomStringConvertible {
    // An em dash, U+2014, and a space.
    static let opening = Array("\u{2014} ".utf8)

    let exactName: ExactText
    /// Which key of that name.
    package let keyID: KeyID
    /// What stands after the key ID: a signature, or a time and a signature.
    package let signature: [UInt8]

    init(key: VerifierKey, signature: [UInt8]) {
        exactName = ExactText(key.name)
        keyID = key.id
        self.signature = signature
    }

    /// Reads one line without its newline, or is nil.
    package init?(_ line: some StringProtocol) {
        self.init(utf8: Array(line.utf8)[...])
    }

    init?(utf8 line: ArraySlice<UInt8>) {
        guard line.starts(with: Self.opening) else { return nil }
        let parts = line.dropFirst(Self.opening.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let name = String(decoding: parts[0], as: UTF8.self)
        guard KeyName.isValid(name), let payload = Base64.decode(parts[1]),
            payload.count > KeyID.byteCount
        else { return nil }
        exactName = ExactText(name)
        keyID = KeyID(payload: payload)
        signature = Array(payload.dropFirst(KeyID.byteCount))
    }

    /// Whose signature it says it is.
    package var name: String { exactName.string }

    /// The line without its newline.
    package var description: String {
        "\u{2014} \(name) \(Base64.encode(keyID.bytes + signature))"
    }
}
