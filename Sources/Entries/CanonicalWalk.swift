/// Holds bytes against the one spelling that `JSONText` writes.
///
/// A comparison, no reader of JSON: it says "exactly so" or "I don't know", never what a value is
/// and never that bytes are wrong. What it does not know, the decoder judges; so it may know
/// little, and does: other names than ASCII, escapes in names and deep nesting are not its own.
struct CanonicalWalk {
    /// How deep values may be nested; entries reach a handful.
    private static let depthMax = 32

    /// The next byte to look at.
    private(set) var position = 0

    /// Steps over exactly these characters and says whether they were there.
    ///
    /// Inlined, so that each comparison is one with known bytes of a known length.
    @inline(__always)
    mutating func take(_ characters: StaticString, in bytes: Span<UInt8>) -> Bool {
        let count = characters.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        let wanted = UnsafeRawPointer(characters.utf8Start)
        var index = 0
        // Eight at once: half of a head is the names of its members.
        while index + 8 <= count {
            let found = bytes.bytes.unsafeLoadUnaligned(
                fromByteOffset: position + index,
                as: UInt64.self
            )
            guard found == wanted.loadUnaligned(fromByteOffset: index, as: UInt64.self) else {
                return false
            }
            index += 8
        }
        while index < count {
            guard bytes[position + index] == wanted.load(fromByteOffset: index, as: UInt8.self)
            else { return false }
            index += 1
        }
        position += count
        return true
    }

    /// Steps over a text that stands for itself, without an escape, and the quote that closes it.
    ///
    /// Returns where the text stands; it is valid UTF-8.
    mutating func takePlainText(in bytes: Span<UInt8>) -> Range<Int>? {
        let start = position
        let end = Self.plainEnd(in: bytes, from: start, isASCII: false)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return nil }
        position = end + 1
        return start..<end
    }

    /// Steps over a number from `least` to 2^53 - 1 without a sign.
    mutating func takeNumber(in bytes: Span<UInt8>, least: Int = 0) -> Int? {
        let start = position
        var number = 0
        while position < bytes.count, position - start < 16 {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            number = number * 10 + Int(digit)
            position += 1
        }
        let count = position - start
        guard count > 0, count == 1 || bytes[start] != UInt8(ascii: "0"), number >= least,
            number <= JSONValue.integerMax
        else { return nil }
        return number
    }

    /// Steps over an object whose members stand in the order of their names, each once.
    mutating func takeObject(in bytes: Span<UInt8>) -> Bool {
        takeObject(in: bytes, depth: Self.depthMax)
    }
}

// MARK: - Values

extension CanonicalWalk {
    private mutating func takeValue(in bytes: Span<UInt8>, depth: Int) -> Bool {
        guard position < bytes.count, depth > 0 else { return false }
        switch bytes[position] {
        case UInt8(ascii: "\""): return takeText(in: bytes)
        case UInt8(ascii: "{"): return takeObject(in: bytes, depth: depth)
        case UInt8(ascii: "["): return takeArray(in: bytes, depth: depth)
        case UInt8(ascii: "n"): return take("null", in: bytes)
        case UInt8(ascii: "t"): return take("true", in: bytes)
        case UInt8(ascii: "f"): return take("false", in: bytes)
        default:
            let isNegative = take("-", in: bytes)
            return takeNumber(in: bytes, least: isNegative ? 1 : 0) != nil
        }
    }

    private mutating func takeObject(in bytes: Span<UInt8>, depth: Int) -> Bool {
        guard take("{", in: bytes) else { return false }
        guard !take("}", in: bytes) else { return true }
        var last: Range<Int>?
        repeat {
            guard let name = takeName(in: bytes),
                last.map({ Self.precedes($0, name, in: bytes) }) ?? true,
                takeValue(in: bytes, depth: depth - 1)
            else { return false }
            last = name
        } while take(",", in: bytes)
        return take("}", in: bytes)
    }

    private mutating func takeArray(in bytes: Span<UInt8>, depth: Int) -> Bool {
        guard take("[", in: bytes) else { return false }
        guard !take("]", in: bytes) else { return true }
        repeat {
            guard takeValue(in: bytes, depth: depth - 1) else { return false }
        } while take(",", in: bytes)
        return take("]", in: bytes)
    }

    /// Only ASCII: two names with the same letters are the same to Swift whatever their bytes.
    private mutating func takeName(in bytes: Span<UInt8>) -> Range<Int>? {
        guard take("\"", in: bytes) else { return nil }
        let start = position
        position = Self.plainEnd(in: bytes, from: start, isASCII: true)
        let end = position
        return take("\":", in: bytes) ? start..<end : nil
    }

    private mutating func takeText(in bytes: Span<UInt8>) -> Bool {
        guard take("\"", in: bytes) else { return false }
        while true {
            position = Self.plainEnd(in: bytes, from: position, isASCII: false)
            if take("\"", in: bytes) { return true }
            guard takeEscape(in: bytes) else { return false }
        }
    }

    private mutating func takeEscape(in bytes: Span<UInt8>) -> Bool {
        if take("\\\"", in: bytes) || take("\\\\", in: bytes) { return true }
        guard take("\\u00", in: bytes), bytes.count - position >= 2,
            let high = Self.hexDigit(bytes[position]), let low = Self.hexDigit(bytes[position + 1])
        else { return false }
        position += 2
        let control = high << 4 | low
        return control < 0x20 || (0x7F...0x9F).contains(control)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private static func precedes(
        _ first: Range<Int>,
        _ second: Range<Int>,
        in bytes: Span<UInt8>
    ) -> Bool {
        for offset in 0..<min(first.count, second.count) {
            let (left, right) = (
                bytes[first.lowerBound + offset], bytes[second.lowerBound + offset]
            )
            if left != right { return left < right }
        }
        return first.count < second.count
    }
}

// MARK: - Plain text

extension CanonicalWalk {
    /// The first byte from `start` on that does not stand for itself in a text: a quote, a
    /// backslash, a control character, broken UTF-8, or the end.
    private static func plainEnd(in bytes: Span<UInt8>, from start: Int, isASCII: Bool) -> Int {
        var index = start
        while index < bytes.count {
            if bytes.count - index >= 8 {
                let eight = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
                let unusual = unusual(UInt64(littleEndian: eight))
                index += min(unusual.trailingZeroBitCount / 8, 8)
                if unusual == 0 { continue }
            } else if unusual(UInt64(bytes[index]) | spaces) == 0 {
                index += 1
                continue
            }
            guard !isASCII, let length = scalarLength(in: bytes, at: index) else { break }
            index += length
        }
        return index
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
    /// Seven spaces above a byte that is looked at alone.
    private static let spaces: UInt64 = 0x2020_2020_2020_2000

    /// Of eight bytes, marks those that do not stand for themselves by their highest bit.
    ///
    /// The lowest mark is always right; one above it need not be (Sean Eron Anderson, "Bit Twiddling
    /// Hacks", determine if a word has a byte less than n).
    private static func unusual(_ eight: UInt64) -> UInt64 {
        func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        let controls = (eight &- ones &* 0x20) & ~eight
        let quotes = zeros(eight ^ ones &* 0x22)
        let backslashes = zeros(eight ^ ones &* 0x5C)
        let deletes = zeros(eight ^ ones &* 0x7F)
        return (eight | controls | quotes | backslashes | deletes) & highs
    }

    /// The length of a character beyond ASCII that stands for itself; nil for a C1 control or
    /// broken UTF-8 (RFC 3629, section 4).
    private static func scalarLength(in bytes: Span<UInt8>, at index: Int) -> Int? {
        let length: Int
        let second: ClosedRange<UInt8>
        switch bytes[index] {
        case 0xC2: (length, second) = (2, 0xA0...0xBF)
        case 0xC3...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return nil }
        for further in 2..<max(length, 2) where bytes[index + further] & 0xC0 != 0x80 { return nil }
        return length
    }
}
