import FoundationEssentials

/// How bytes are written so that mail carries them (RFC 2045, section 6).
enum TransferEncoding {
    /// The most characters of a line, without its end.
    static let lineMax = 76

    /// Base64 in lines.
    static func base64Lines(_ bytes: [UInt8]) -> [String] {
        let text = Array(Data(bytes).base64EncodedString().utf8)
        return stride(from: 0, to: text.count, by: lineMax).map {
            String(decoding: text[$0..<min($0 + lineMax, text.count)], as: UTF8.self)
        }
    }

    /// Base64 as it is read: line ends and blanks do not count; nil if it is none.
    static func decodeBase64(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let letters = text.filter { $0 > 0x20 }
        return Data(base64Encoded: Data(letters)).map(Array.init)
    }

    /// One line of text as quoted-printable lines.
    static func quotedPrintable(line: String) -> [String] {
        let bytes = Array(line.utf8)
        var lines: [String] = []
        var current = ""
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            // A blank at the end of a line would be lost on the way.
            var word =
                isPlain || (isBlank && !isLast)
                ? String(decoding: [byte], as: UTF8.self) : "=" + hexadecimal(byte)
            // One place is left for the `=` of a soft line break.
            if current.utf8.count + word.utf8.count > lineMax - 1 {
                lines.append(current + "=")
                current = ""
            }
            if current.isEmpty, isUnsafeStart(bytes[index...]) { word = "=" + hexadecimal(byte) }
            current += word
        }
        return lines + [current]
    }

    /// Whether a line must not begin so: one of one dot ends a mail, and one that begins with `From `
    /// is changed by old mailboxes.
    private static func isUnsafeStart(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.starts(with: ".".utf8) || bytes.starts(with: "From ".utf8)
    }

    /// The bytes that quoted-printable text stands for; what is broken stays as it is.
    static func decodeQuotedPrintable(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                index += 1
                continue
            }
            if let count = softBreak(text, at: index + 1) {
                index += 1 + count
            } else if index + 2 < text.count,
                let value = UInt8(
                    String(decoding: text[(index + 1)...(index + 2)], as: UTF8.self),
                    radix: 16
                )
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(byte)
                index += 1
            }
        }
        return bytes
    }

    /// How long a soft line break behind its `=` is, blanks that were added before its end included.
    private static func softBreak(_ text: [UInt8], at start: Int) -> Int? {
        var index = start
        while index < text.count, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
        guard index < text.count else { return index - start }
        if text[index] == 0x0A { return index - start + 1 }
        guard text[index] == 0x0D else { return nil }
        let isPair = index + 1 < text.count && text[index + 1] == 0x0A
        return index - start + (isPair ? 2 : 1)
    }

    static func hexadecimal(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
}
