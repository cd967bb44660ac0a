/// A text and the signatures under it (C2SP signed-note v1.0.0).
package struct SignedNote: Hashable, Sendable, CustomStringConvertible {
    /// The longest note that is read.
    ///
    /// A checkpoint with 64 of the longest known signatures, those
    /// of ML-DSA-44, has a fifth of it.
    package static let byteCountMax = 1_000_000
    /// The most signatures that are read: a verifier has to accept 16.
    package static let signatureCountMax = 64

    private let exactText: ExactText
    /// The signatures in their order, known and unknown, none of them verified.
    package let signatures: [SignatureLine]

    private init(text: ExactText, signatures: [SignatureLine]) {
        exactText = text
        self.signatures = signatures
    }

    /// Puts signatures under a text that ends in a newline.
    package init(text: String, signatures: [SignatureLine]) throws(NoteFailure) {
        try Self.checkText(text)
        guard !signatures.isEmpty else { throw .noSignatures }
        guard signatures.count <= Self.signatureCountMax else { throw .tooManySignatures }
        self.init(text: ExactText(text), signatures: signatures)
    }

    /// What is signed: one or more lines, each with its newline.
    ///
    /// Do not use it unverified.
    package var text: String { exactText.string }

    /// The whole note, byte for byte as it was read.
    package var description: String {
        "\(text)\n" + signatures.map { "\($0)\n" }.joined()
    }

    /// Signs a text that ends in a newline with one or more keys.
    package static func sign(_ text: String, with keys: SigningKey...) throws(NoteFailure) -> Self {
        var signatures: [SignatureLine] = []
        for key in keys {
            signatures.append(try key.sign(text))
        }
        return try SignedNote(text: text, signatures: signatures)
    }

    /// Returns the note with further signatures, as a witness answers them.
    package func adding(_ lines: [SignatureLine]) throws(NoteFailure) -> SignedNote {
        try SignedNote(text: text, signatures: signatures + lines)
    }

    /// Returns the signatures by known keys, in their order.
    ///
    /// Lines of unknown keys, and of types that cannot be verified here, count for nothing. A line
    /// that names a known key and is not its work condemns the whole note, and so does it when no
    /// line is by a known key. Several lines may be by one key: count keys, not lines.
    package func verify(_ keys: [VerifierKey]) throws(NoteFailure) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        for line in signatures {
            let claimed = keys.filter { $0.type.isSupported && $0.isClaimed(by: line) }
            guard let first = claimed.first else { continue }
            // Two keys of one name may share an ID, since an ID is only four bytes.
            let proofs = claimed.compactMap { $0.verified(line, over: text) }
            guard let proof = proofs.first else { throw .forged(key: first) }
            verified.append(proof)
        }
        guard !verified.isEmpty else { throw .unsigned }
        return verified
    }
}

// MARK: - Reading

extension SignedNote {
    /// Reads a note, strictly: what is read is written again to the same bytes.
    package static func parse(_ text: String) throws(NoteFailure) -> SignedNote {
        try parse(Array(text.utf8))
    }

    /// Reads a note from bytes that may not even be text.
    package static func parse(_ bytes: [UInt8]) throws(NoteFailure) -> SignedNote {
        guard bytes.count <= byteCountMax else { throw .tooLong }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        guard bytes.allSatisfy(isAllowed) else { throw .controlCharacter }
        guard let textEnd = textEnd(in: bytes) else { throw .noSeparator }
        return SignedNote(
            text: ExactText(String(decoding: bytes[..<textEnd], as: UTF8.self)),
            signatures: try signatures(in: bytes[(textEnd + 1)...])
        )
    }

    /// Refuses what cannot be a note's text.
    static func checkText(_ text: String) throws(NoteFailure) {
        guard text.utf8.last == Lines.end else { throw .unterminatedText }
        guard text.utf8.allSatisfy(isAllowed) else { throw .controlCharacter }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte >= 0x20 || byte == Lines.end
    }

    // The text may hold empty lines itself: the last one is the separator.
    private static func textEnd(in bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst().last {
            bytes[$0] == Lines.end && bytes[$0 - 1] == Lines.end
        }
    }

    private static func signatures(
        in bytes: ArraySlice<UInt8>
    ) throws(NoteFailure) -> [SignatureLine] {
        guard let lines = Lines.split(bytes) else { throw .noSignatures }
        guard lines.count <= signatureCountMax else { throw .tooManySignatures }
        var signatures: [SignatureLine] = []
        for (number, line) in lines.enumerated() {
            guard let signature = SignatureLine(utf8: line) else {
                throw .malformedSignature(line: number + 1)
            }
            signatures.append(signature)
        }
        return signatures
    }
}
