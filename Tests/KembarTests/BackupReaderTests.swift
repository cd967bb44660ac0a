import Testing

@testable import kembar

/// A backup's archive, read as it comes.
@Suite struct BackupReaderTests {
    fileprivate static let checkpoint = Array(
        "test.invalid/kembar\n3\n\(root)\n\n— test.invalid/kembar AAAA\n".utf8
    )
    private static let root = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="

    fileprivate static func block(_ name: String, _ content: [UInt8]) -> [UInt8] {
        var head = [UInt8](repeating: 0, count: 512)
        head.replaceSubrange(0..<name.utf8.count, with: name.utf8)
        let octal = String(content.count, radix: 8)
        let size = String(repeating: "0", count: 11 - octal.count) + octal
        head.replaceSubrange(124..<135, with: size.utf8)
        return head + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    fileprivate static func archive(_ files: [(String, [UInt8])]) -> [UInt8] {
        files.flatMap(block) + [UInt8](repeating: 0, count: 1_024)
    }

    private static func head(_ bytes: [UInt8], piece: Int = 100) -> BackupHead? {
        var reader = BackupReader()
        var rest = bytes[...]
        while !rest.isEmpty {
            reader.take(Array(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        return reader.head
    }

    static let whole = archive([
        ("log.db", [UInt8](repeating: 7, count: 1_000)), ("checkpoint", checkpoint),
    ])

    @Test(arguments: [1, 7, 512, 100_000])
    func `a whole archive is read whatever the pieces`(piece: Int) throws {
        let head = try #require(Self.head(Self.whole, piece: piece))
        #expect(head.origin == "test.invalid/kembar")
        #expect(head.size == 3)
        #expect(head.root == "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20")
    }

    @Test func `an archive that ends early is no backup`() {
        for count in stride(from: 0, to: Self.whole.count, by: 97) {
            #expect(Self.head(Array(Self.whole.prefix(count))) == nil, "\(count)")
        }
    }

    @Test(arguments: [
        archive([("checkpoint", checkpoint), ("log.db", [7])]),
        archive([("log.db", [7])]),
        archive([("log.db", [7]), ("../../etc/passwd", checkpoint)]),
        archive([("log.db", [7]), ("checkpoint", Array("x\n".utf8))]),
        archive([("log.db", [7]), ("log.db", [7]), ("checkpoint", checkpoint)]),
        archive([("log.db", [7]), ("checkpoint", checkpoint), ("key", [7])]),
    ])
    func `an archive of anything else is no backup`(bytes: [UInt8]) {
        #expect(Self.head(bytes) == nil)
    }
}
