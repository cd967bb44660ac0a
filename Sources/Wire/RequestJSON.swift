package import Entries

/// Reads the body of a request: JSON that no two readers take differently.
///
/// Stricter than JSON itself (RFC 8259): a member that stands twice, a fraction, a number that some
/// readers round and text that is no UTF-8 are refused, because what is recorded can't be changed.
package struct RequestJSON {
    /// How deep arrays and objects may stand in one another: no field of an event needs ten, and a
    /// reader that calls itself for each level must not be led to the end of its stack.
    package static let depthMax = 32

    /// Why a body is no such JSON.
    package enum Fault: Error, Hashable, Sendable {
        /// Not JSON from this byte on.
        case notJSON(offset: Int)
        /// A text that is no UTF-8, or half of a surrogate pair.
        case notText(offset: Int)
        case tooDeep
        /// A member that stands twice in one object.
        case twice(member: String)
        case fraction(offset: Int)
        /// A whole number beyond 2^53 - 1.
        case numberTooLarge(offset: Int)
    }

    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    /// Returns the value that `bytes` hold, and nothing beside it.
    package static func value(of bytes: [UInt8]) throws(Fault) -> JSONValue {
        var reader = RequestJSON(bytes: bytes)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.next == nil else { throw .notJSON(offset: reader.offset) }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            offset += 1
        }
    }

    private mutating func value() throws(Fault) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { reader throws(Fault) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(Fault) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .integer(try number())
        }
    }

    private mutating func nested(
        _ read: (inout RequestJSON) throws(Fault) -> JSONValue
    ) throws(Fault) -> JSONValue {
        guard depth < Self.depthMax else { throw .tooDeep }
        depth += 1
        defer { depth -= 1 }
        offset += 1
        return try read(&self)
    }

    private mutating func object() throws(Fault) -> JSONValue {
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw .notJSON(offset: offset) }
            let name = try text()
            skipSpace()
            guard take(":") else { throw .notJSON(offset: offset) }
            let value = try value()
            guard members.updateValue(value, forKey: name) == nil else {
                throw .twice(member: name)
            }
            skipSpace()
        } while take(",")
        guard take("}") else { throw .notJSON(offset: offset) }
        return .object(members)
    }

    private mutating func array() throws(Fault) -> JSONValue {
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        repeat {
            elements.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw .notJSON(offset: offset) }
        return .array(elements)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Fault) -> JSONValue {
        guard bytes[offset...].starts(with: word.utf8) else { throw .notJSON(offset: offset) }
        offset += word.utf8.count
        return value
    }
}

// MARK: - Numbers and texts

extension RequestJSON {
    private mutating func number() throws(Fault) -> Int {
        let start = offset
        let isNegative = take("-")
        let first = offset
        var number = 0
        var isTooLarge = false
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            number = number &* 10 &+ Int(byte - UInt8(ascii: "0"))
            isTooLarge = isTooLarge || number > JSONValue.integerMax
            // Stays beyond the limit, whatever follows, instead of wrapping around.
            if isTooLarge { number = JSONValue.integerMax }
            offset += 1
        }
        let count = offset - first
        guard count > 0, count == 1 || bytes[first] != UInt8(ascii: "0") else {
            throw .notJSON(offset: start)
        }
        if let byte = next,
            [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte)
        {
            throw .fraction(offset: start)
        }
        guard !isTooLarge else { throw .numberTooLarge(offset: start) }
        return isNegative ? -number : number
    }

    private mutating func text() throws(Fault) -> String {
        let start = offset
        offset += 1
        // Most texts hold nothing that is escaped: they are taken as they stand.
        let plain = bytes[offset...].prefix { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
        offset = plain.endIndex
        if next == UInt8(ascii: "\"") {
            offset += 1
            guard let valid = String(validating: plain, as: UTF8.self) else {
                throw .notText(offset: start)
            }
            return valid
        }
        var text = Array(plain)
        while let byte = next {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let valid = String(validating: text, as: UTF8.self) else {
                    throw .notText(offset: start)
                }
                return valid
            case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
            case 0x00..<0x20: throw .notJSON(offset: offset - 1)
            default: text.append(byte)
            }
        }
        throw .notJSON(offset: offset)
    }

    /// The scalar that stands behind a backslash.
    private mutating func escaped() throws(Fault) -> Unicode.Scalar {
        let start = offset
        guard let byte = next else { throw .notJSON(offset: offset) }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw .notJSON(offset: start)
        }
        let unit = try codeUnit()
        guard UTF16.isLeadSurrogate(unit) else {
            guard let scalar = Unicode.Scalar(unit) else { throw .notText(offset: start) }
            return scalar
        }
        guard take("\\"), take("u") else { throw .notText(offset: start) }
        let trail = try codeUnit()
        guard UTF16.isTrailSurrogate(trail) else { throw .notText(offset: start) }
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    private mutating func codeUnit() throws(Fault) -> UInt16 {
        let digits = bytes[offset...].prefix(4)
        var unit: UInt16 = 0
        for digit in digits {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue, digit < 0x80 else {
                throw .notJSON(offset: offset)
            }
            unit = unit << 4 | UInt16(value)
        }
        guard digits.count == 4 else { throw .notJSON(offset: offset) }
        offset += 4
        return unit
    }
}
