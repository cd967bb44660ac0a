import FoundationEssentials

// Texts with exactly one spelling for each value. Two spellings of one value would be two texts
// that sign, compare and file differently although they say the same.

/// Base64 of RFC 4648 section 4: padded, no line breaks, no stray trailing bits.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard let data = Data(base64Encoded: Data(text)) else { return nil }
        // Foundation reads "QR==" as it reads "QQ==": only writing it again tells them apart.
        guard data.base64EncodedData().elementsEqual(text) else { return nil }
        return Array(data)
    }
}

/// Lower-case hexadecimal, two digits a byte.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Writes the bytes.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0x0f)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads them back; nil if a character is no such digit or the last has no partner.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let nibbles = text.compactMap { digits.firstIndex(of: $0) }
        guard nibbles.count == text.count, nibbles.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: nibbles.count, by: 2).map {
            UInt8(nibbles[$0] << 4 | nibbles[$0 + 1])
        }
    }
}

/// Decimal numbers from 0 to 2^63-1: ASCII digits, no sign, no leading zero.
enum DecimalText {
    static func decode(_ text: some Collection<UInt8>) -> Int64? {
        // `Int64("+5")` and `Int64("05")` are 5: the number is written again and compared.
        guard let number = Int64(String(decoding: text, as: UTF8.self)), number >= 0,
            String(number).utf8.elementsEqual(text)
        else { return nil }
        return number
    }
}

/// Lines that end in 0x0A, found in the bytes: a `String` counts CR LF as one character.
enum Lines {
    static let end: UInt8 = 0x0a

    /// Returns the lines without their ends, or nil if the last one has none or there is no line.
    static func split<Text: Collection<UInt8>>(_ text: Text) -> [Text.SubSequence]? {
        let pieces = text.split(separator: end, omittingEmptySubsequences: false)
        guard pieces.count > 1, pieces.last?.isEmpty == true else { return nil }
        return pieces.dropLast()
    }
}
