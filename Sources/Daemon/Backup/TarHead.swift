/// The head of one file in a tar archive (POSIX.1-1988, "ustar"), which every system can unpack.
struct TarHead {
    var name: String
    var byteCount: Int64
    /// Seconds since 1970.
    var modified: Int64

    static let blockSize = 512
    /// Two empty blocks say that the archive is whole.
    static let end = [UInt8](repeating: 0, count: 2 * blockSize)

    private static let octalBytesMax: Int64 = 0o77_777_777_777

    var bytes: [UInt8] {
        var head = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ text: String, at offset: Int) {
            head.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0)
        put("0000600", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(Self.octal(modified, digits: 11), at: 136)
        if byteCount <= Self.octalBytesMax {
            put(Self.octal(byteCount, digits: 11), at: 124)
        } else {
            // Beyond 8 GiB as GNU tar has it: a number of base 256, its first bit set.
            withUnsafeBytes(of: byteCount.bigEndian) { head.replaceSubrange(128..<136, with: $0) }
            head[124] = 0x80
        }
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        // The sum of all bytes, its own place counted as blanks.
        put("        ", at: 148)
        let sum = head.reduce(Int64(0)) { $0 + Int64($1) }
        put(Self.octal(sum, digits: 6), at: 148)
        head[154] = 0
        return head
    }

    /// What fills the last block of a file.
    static func padding(after byteCount: Int64) -> [UInt8] {
        let rest = Int(byteCount % Int64(blockSize))
        return [UInt8](repeating: 0, count: rest == 0 ? 0 : blockSize - rest)
    }

    private static func octal(_ number: Int64, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
