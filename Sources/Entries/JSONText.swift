/// Writes the canonical JSON of an entry: no white space, members as given, one spelling of everything.
///
/// Only `"`, `\` and control characters (Unicode category Cc) are escaped, the latter always as
/// lower-case `\u00xx`. So a value has exactly one text, and 0x0A never occurs in it.
package struct JSONText: Sendable {
    /// What was written so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []

    /// Begins an empty text, with room for so many bytes.
    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Writes `value`; the members of an object in the order of their names' UTF-8 bytes.
    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: write(raw: "null")
        case .bool(let truth): write(raw: truth ? "true" : "false")
        case .integer(let number): write(number)
        case .string(let text): write(text: text)
        case .array(let elements): write(elements: elements)
        case .object(let members): write(members: members)
        }
    }

    /// Writes a whole number.
    package mutating func write(_ number: Int) {
        // A sign and 19 digits at most, from the last one on.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            var rest = number.magnitude
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Writes a string with its quotes.
    package mutating func write(text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Contiguous but for a text of another library's making.
        if text.utf8.withContiguousStorageIfAvailable({ write(escaping: $0) }) == nil {
            var text = text
            text.withUTF8 { write(escaping: $0) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Copies runs of bytes that stand for themselves, and escapes what lies between them.
    private mutating func write(escaping text: UnsafeBufferPointer<UInt8>) {
        // Mostly there is nothing to escape: looked at without an early end, many bytes at once.
        var unusual = 0
        for byte in text {
            unusual |= byte &- 0x20 < 0x5F && byte != 0x22 && byte != 0x5C ? 0 : 1
        }
        guard unusual != 0 else { return bytes.append(contentsOf: text) }
        var start = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            // U+0080 to U+009F are C2 80 to C2 9F in UTF-8.
            let isC1 = byte == 0xC2 && text[index + 1] <= 0x9F
            guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || isC1 else {
                index += 1
                continue
            }
            bytes.append(contentsOf: text[start..<index])
            switch byte {
            case 0x22: write(raw: "\\\"")
            case 0x5C: write(raw: "\\\\")
            default: write(escaped: isC1 ? text[index + 1] : byte)
            }
            index += isC1 ? 2 : 1
            start = index
        }
        bytes.append(contentsOf: text[start...])
    }

    /// Writes characters that are JSON already.
    package mutating func write(raw: StaticString) {
        raw.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func write(raw: String) { bytes.append(contentsOf: raw.utf8) }

    private mutating func write(elements: [JSONValue]) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(members: [String: JSONValue]) {
        bytes.append(UInt8(ascii: "{"))
        let ordered = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (index, member) in ordered.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(text: member.key)
            bytes.append(UInt8(ascii: ":"))
            write(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(escaped byte: UInt8) {
        let digits = Array("0123456789abcdef".utf8)
        write(raw: "\\u00")
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 0x0F)])
    }
}

extension JSONValue {
    /// The canonical text of this value.
    package var canonicalText: String {
        var text = JSONText()
        text.write(self)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}
