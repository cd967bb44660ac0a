import Audit
import Crypto
import Testing

@Suite struct TileBuilderTests {
    /// The published counter leaves: leaf i is i in four bytes, big-endian.
    private func leaf(_ index: Int64) -> TreeHash {
        MerkleTree.leafHash(withUnsafeBytes(of: UInt32(index).bigEndian) { Array($0) })
    }

    private func digest(_ tile: Tile) -> String {
        Hexadecimal.encode(SHA256.hash(data: tile.bytes))
    }

    @Test func `tiles come as they fill, with the published content`() {
        var builder = TileBuilder()
        var filled: [String: Tile] = [:]
        for index in 0..<Int64(70_000) {
            for tile in builder.add(leaf(index)) { filled[tile.path.description] = tile.tile }
        }
        #expect(filled.count == 274)
        #expect(
            filled["tile/0/000"].map(digest)
                == "2c715dd97e9cb86edffcc77e807fbe36a81de413e8d2f482ef4ac5bccb57b1ce"
        )
        #expect(
            filled["tile/1/000"].map(digest)
                == "38f81de47c7ffec67069a9c1a034f58331f07b832a35d47c5a44b79481f75952"
        )
        let partial = builder.partial
        #expect(
            partial.map(\.path.description)
                == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
        )
        #expect(
            partial.last?.tile.hashes.first?.hex
                == "208bed836edee10551d1a0208e22c9eead1a59c4c33abeb697eb60132f61a798"
        )
    }

    @Test(arguments: [0, 1, 2, 255, 256, 257, 513]) func `the names are those of the size`(
        size: Int64
    ) {
        var builder = TileBuilder()
        var names: [String] = []
        for index in 0..<size { names += builder.add(leaf(index)).map(\.path.description) }
        names += builder.partial.map(\.path.description)
        let expected = TilePath.all(ofSize: size).filter { $0.content != .entries }
        #expect(Set(names) == Set(expected.map(\.description)))
        #expect(names.count == expected.count)
    }
}
