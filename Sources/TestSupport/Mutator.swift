/// Makes bad input of good: seeded changes of bytes, and words of the grammar where they don't belong.
///
/// A fuzzer of a few lines: the same seed makes the same inputs, so what it finds is found again.
package struct Mutator: Sendable {
    private var generator: SeededGenerator
    private let words: [[UInt8]]

    /// Bytes that parsers stumble over: ends of lines, quotes, signs, broken and long forms of UTF-8.
    private static let bytes: [UInt8] = [
        0x00, 0x01, 0x09, 0x0A, 0x0D, 0x1B, 0x20, 0x22, 0x23, 0x25, 0x26, 0x27, 0x2B, 0x2C, 0x2D,
        0x2F,
        0x30, 0x3A, 0x3B, 0x3D, 0x40, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x7F, 0x80, 0xBF, 0xC0, 0xE2,
        0xED,
        0xF4, 0xFF,
    ]

    /// Numbers at the edges of what is counted with, and texts that look alike.
    private static let edges = [
        "0", "00", "-1", "+1", "1.0", "1e9", "255", "256", "65535", "65536", "2147483648",
        "9007199254740992", "9223372036854775807", "9223372036854775808", "99999999999999999999",
        "\r\n", "\n\n", "\u{2014}", "\u{202E}", "\u{E9}", "e\u{301}", "\u{FEFF}", "\u{0}",
        "2026-02-30", "9999-12-31", "0000-01-01", "null", "true", "[]", "{}", "&a", "*a", "!!", "|",
    ].map { Array($0.utf8) }

    /// Begins the changes that belong to `seed`; `words` are pieces of the grammar to put in.
    package init(seed: UInt64, words: [String] = []) {
        generator = SeededGenerator(seed: seed)
        self.words = words.map { Array($0.utf8) } + Self.edges
    }

    /// Returns one of the inputs, changed in one to four ways.
    package mutating func next(of inputs: [[UInt8]]) -> [UInt8] {
        guard var bytes = generator.pick(inputs) else { return [] }
        for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&bytes, inputs) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ inputs: [[UInt8]]) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let range = place..<min(place + length(), bytes.count)
        switch Int.random(in: 0..<11, using: &generator) {
        case 0 where place < bytes.count:
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1 where place < bytes.count: bytes[place] = generator.pick(Self.bytes) ?? 0
        case 2: bytes.insert(generator.pick(Self.bytes) ?? 0, at: place)
        case 3: bytes.removeSubrange(range)
        case 4: bytes.insert(contentsOf: Array(bytes[range]), at: place)
        case 5: bytes.insert(contentsOf: generator.pick(words) ?? [], at: place)
        case 6: bytes.replaceSubrange(range, with: generator.pick(words) ?? [])
        case 7: bytes.removeSubrange(place...)
        case 8: swapLines(&bytes)
        case 9:
            // The beginning of one with the end of another.
            let other = generator.pick(inputs) ?? []
            let from = Int.random(in: 0...other.count, using: &generator)
            bytes.replaceSubrange(place..., with: other[from...])
        default:
            // The same again and again: how deep, how many.
            let piece = range.isEmpty ? generator.pick(words) ?? [] : Array(bytes[range.prefix(24)])
            let times = generator.pick([2, 17, 65, 300]) ?? 2
            bytes.insert(contentsOf: (0..<times).flatMap { _ in piece }, at: place)
        }
    }

    private mutating func length() -> Int {
        generator.chance(oneIn: 3)
            ? Int.random(in: 1...200, using: &generator) : Int.random(in: 1...8, using: &generator)
    }

    private mutating func swapLines(_ bytes: inout [UInt8]) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count > 1 else { return }
        lines.swapAt(
            Int.random(in: lines.indices, using: &generator),
            Int.random(in: lines.indices, using: &generator)
        )
        bytes = Array(lines.joined(separator: [0x0A]))
    }
}
