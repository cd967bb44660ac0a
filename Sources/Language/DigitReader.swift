/// Reads fixed numbers of ASCII digits and single marks from the front of a text.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes `mark` if it stands next.
    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard let next = rest.first, UInt32(next) == mark.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Takes exactly that many digits, or nothing.
    mutating func number(digits count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for byte in rest.prefix(count) {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        rest.removeFirst(count)
        return value
    }
}
