/// A ZIP archive whose files are stored as they are.
///
/// A letter has a few kilobytes, so nothing is gained by compressing; no Swift package that may be used
/// here writes archives. PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16; names are UTF-8
/// (general purpose bit 11), no time is told.
struct StoredArchive {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    mutating func add(_ name: String, _ text: String) {
        let content = Array(text.utf8)
        let size = UInt32(content.count)
        var common: [UInt8] = []
        common += Self.little(UInt16(20)) + Self.little(UInt16(0x0800)) + Self.little(UInt16(0))
        // 1 January 1980, the first day that the format knows.
        common += Self.little(UInt16(0)) + Self.little(UInt16(0x0021))
        common += Self.little(Self.crc32(content)) + Self.little(size) + Self.little(size)
        common += Self.little(UInt16(name.utf8.count)) + Self.little(UInt16(0))
        let offset = UInt32(bytes.count)
        bytes += Self.little(UInt32(0x0403_4B50)) + common + Array(name.utf8) + content
        directory += Self.little(UInt32(0x0201_4B50)) + Self.little(UInt16(20)) + common
        directory += Self.little(UInt16(0)) + Self.little(UInt16(0)) + Self.little(UInt16(0))
        directory += Self.little(UInt32(0)) + Self.little(offset) + Array(name.utf8)
        count += 1
    }

    /// The whole archive, its directory behind the files.
    func finished() -> [UInt8] {
        var end: [UInt8] = Self.little(UInt32(0x0605_4B50))
        end += Self.little(UInt16(0)) + Self.little(UInt16(0))
        end += Self.little(count) + Self.little(count)
        end += Self.little(UInt32(directory.count)) + Self.little(UInt32(bytes.count))
        end += Self.little(UInt16(0))
        return bytes + directory + end
    }

    private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    /// The check sum of ISO 3309, bit by bit.
    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let carries = sum & 1 == 1
                sum >>= 1
                if carries { sum ^= 0xEDB8_8320 }
            }
        }
        return ~sum
    }
}
