/// Reads dates and times byte by byte.
///
/// Bytes and not characters: "２０１８" and "٢٠١٨" are numbers to Unicode, but no date of ours.
struct ASCIIReader {
    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    var next: UInt8? { isAtEnd ? nil : bytes[position] }

    /// Steps over one of these characters and says whether it was there.
    mutating func take(_ characters: Unicode.Scalar...) -> Bool {
        guard let next, characters.contains(Unicode.Scalar(next)) else { return false }
        position += 1
        return true
    }

    /// Reads exactly `count` digits; nil, with nothing read, if there are fewer.
    mutating func number(digits count: Int) -> Int? {
        guard bytes.count - position >= count else { return nil }
        var number = 0
        for byte in bytes[position..<position + count] {
            guard let digit = Self.digit(byte) else { return nil }
            number = number * 10 + digit
        }
        position += count
        return number
    }

    /// Reads one digit, or nothing.
    mutating func digit() -> Int? {
        number(digits: 1)
    }

    /// Reads `2018-11-07`; nil if that is not what stands here, or if there is no such day.
    mutating func date() -> LocalDate? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2)
        else { return nil }
        return LocalDate(year: year, month: month, day: day)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
    }
}
