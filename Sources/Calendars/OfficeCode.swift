/// The code of an office: a region, a body under a region, or a short name for anybody else.
///
/// `51`, `51.08`, `51.08/DPRD`, `univ-contoh`. At most 40 bytes of ASCII, so that it is one word
/// in every shell, URL and JSON text, and so that equal codes have equal bytes.
package struct OfficeCode: Hashable, Sendable, CustomStringConvertible {
    /// The code as written.
    package let description: String
    /// The region's code, such as `51.08`; nil for a short name.
    package let region: String?
    /// The body under the region, such as `DPRD`; nil for the region itself and for a short name.
    package let body: String?

    /// The most bytes a code may have.
    package static let lengthMax = 40

    /// Reads a code; nil if it has none of the three forms.
    ///
    /// A region has two digits for each of its first three levels and four for the last; a body
    /// has capitals, digits and `-`; a short name begins with a small letter and has small
    /// letters, digits and single `-`.
    package init?(_ text: String) {
        // Most texts that are asked about are sentences, which this refuses at their first space.
        guard (1...Self.lengthMax).contains(text.utf8.count),
            text.utf8.allSatisfy(Self.mayOccur)
        else { return nil }
        description = text
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if Self.isRegion(parts[0]) {
            guard parts.count == 1 || (parts.count == 2 && Self.isBody(parts[1])) else {
                return nil
            }
            region = String(parts[0])
            body = parts.count == 2 ? String(parts[1]) : nil
        } else {
            guard parts.count == 1, Self.isShortName(text) else { return nil }
            region = nil
            body = nil
        }
    }

    private static func mayOccur(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2D...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static func isRegion(_ text: Substring) -> Bool {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        let lengths = [2, 2, 2, 4]
        return groups.count <= lengths.count
            && zip(groups, lengths).allSatisfy { group, length in
                group.utf8.count == length && group.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
    }

    /// Whether the text is the code of a body, such as `DPRD`.
    package static func isBody(_ text: some StringProtocol) -> Bool {
        isWord(text, letters: 0x41...0x5A)
    }

    private static func isShortName(_ text: String) -> Bool {
        isWord(text, letters: 0x61...0x7A)
    }

    private static func isWord(_ text: some StringProtocol, letters: ClosedRange<UInt8>) -> Bool {
        guard let first = text.utf8.first, letters.contains(first) else { return false }
        let isPlain = text.utf8.allSatisfy { byte in
            letters.contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        return isPlain && !words.contains { $0.isEmpty }
    }
}

/// An office as a person types it: `CODE` or `CODE=NAME`.
package struct TypedOffice: Hashable, Sendable {
    /// The code.
    package let code: OfficeCode
    /// The name that was typed with it, for an office that `offices.yaml` does not know.
    package let name: String?

    /// The most bytes a typed name may have.
    package static let nameLengthMax = 200

    /// Reads what was typed, or says what is wrong with it.
    package init(_ text: String) throws(OfficeCodeError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let code = OfficeCode(String(parts[0])) else { throw .malformedCode }
        self.code = code
        guard parts.count == 2 else {
            name = nil
            return
        }
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " }
        let scalars = parts[1].unicodeScalars.drop(while: isBlank)
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { throw .emptyName }
        let name = String(scalars[...last])
        guard name.utf8.count <= Self.nameLengthMax else { throw .nameTooLong }
        guard PlainText.disturbing(name) == nil else { throw .controlCharacter }
        self.name = name
    }
}

/// Why a typed office can't be read.
package enum OfficeCodeError: String, Error, Sendable, CaseIterable {
    /// The code has none of the forms `51.08`, `51.08/DPRD`, `univ-contoh`.
    case malformedCode = "malformed_code"
    /// Nothing stands after the `=`.
    case emptyName = "empty_name"
    /// The name has more than `TypedOffice.nameLengthMax` bytes.
    case nameTooLong = "name_too_long"
    /// The name holds a character that could disturb a screen.
    case controlCharacter = "control_character"
}
