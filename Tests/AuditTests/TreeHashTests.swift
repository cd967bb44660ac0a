import Audit
import Testing

@Suite struct TreeHashTests {
    private let hex = "a9d662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12d"
    private let base64 = "qdZiJVkDsVrUSE4TByTGF51JAaaEJer6dVwy/bw2wS0="

    /// A vector of 32 bytes wants to lie at a multiple of 32; in a task's memory it would not, and what
    /// is written there would reach past the end.
    @Test func `a hash wants no more alignment than a task's memory has`() {
        #expect(MemoryLayout<TreeHash>.alignment <= 16)
        #expect(MemoryLayout<TreeHash>.size == TreeHash.byteCount)
    }

    @Test func `a hash reads and writes as bytes, hexadecimal and base64`() throws {
        let read = try hash(hex)
        #expect(read.bytes == (try bytes(hex: hex)))
        #expect(read.bytes.first == 0xa9)
        #expect(read.hex == hex)
        #expect(read.description == hex)
        #expect(read.base64 == base64)
        #expect(TreeHash(base64: base64) == read)
        #expect(TreeHash(bytes: read.bytes) == read)
        #expect(TreeHash(bytes: read.bytes[...])?.hashValue == read.hashValue)
        #expect(read.withUnsafeBytes { Array($0) } == read.bytes)
    }

    @Test(arguments: 0..<32)
    func `a hash differs from another in any one byte`(index: Int) throws {
        var changed = try bytes(hex: hex)
        changed[index] ^= 0x04
        let other = try #require(TreeHash(bytes: changed))
        #expect(other != (try hash(hex)))
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `a hash has 32 bytes and no other number`(count: Int) {
        #expect(TreeHash(bytes: [UInt8](repeating: 7, count: count)) == nil)
        #expect(TreeHash(hex: String(repeating: "07", count: count)) == nil)
    }

    @Test(arguments: [
        "A9d662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12d",
        "a9d662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12",
        "a9d662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12d ",
        "0xd662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12d",
        "+9d662255903b15ad4484e130724c6179d4901a68425eafa755c32fdbc36c12d",
        "",
    ])
    func `hexadecimal is lower case and of fixed length`(text: String) {
        #expect(TreeHash(hex: text) == nil)
    }

    @Test(arguments: [
        // Stray bits in the last character, which Foundation ignores.
        "qdZiJVkDsVrUSE4TByTGF51JAaaEJer6dVwy/bw2wS1=",
        // No padding, the alphabet of URLs, a line break, spaces.
        "qdZiJVkDsVrUSE4TByTGF51JAaaEJer6dVwy/bw2wS0",
        "qdZiJVkDsVrUSE4TByTGF51JAaaEJer6dVwy_bw2wS0=",
        "qdZiJVkDsVrUSE4TByTGF51JAaaEJer6dVwy/bw2wS0=\n",
        "qdZiJVkDsVrUSE4TByTG\nF51JAaaEJer6dVwy/bw2wS0=",
        " qdZiJVkDsVrUSE4TByTGF51JAaaEJer6dVwy/bw2wS0=",
        // The Kelvin sign, canonically a K.
        "qdZiJV\u{212a}DsVrUSE4TByTGF51JAaaEJer6dVwy/bw2wS0=",
        "", "QQ==",
    ])
    func `base64 has one spelling`(text: String) {
        #expect(TreeHash(base64: text) == nil)
    }
}
