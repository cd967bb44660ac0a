import Audit
import Testing

@Suite struct TileTests {
    @Test(arguments: [
        (Int64(0), "tile/0/000"), (7, "tile/0/007"), (999, "tile/0/999"),
        (1000, "tile/0/x001/000"), (256_001, "tile/0/x256/001"),
        (1_234_067, "tile/0/x001/x234/067"), (1_000_000, "tile/0/x001/x000/000"),
        (.max, "tile/0/x009/x223/x372/x036/x854/x775/807"),
    ])
    func `a tile's index is written in groups of three digits`(index: Int64, text: String) throws {
        let path = try #require(TilePath(.hashes(level: 0), index: index))
        #expect(path.description == text)
        #expect(TilePath(text) == path)
    }

    @Test func `paths name level, entries and width`() throws {
        let partial = try #require(TilePath("tile/63/x001/234.p/255"))
        #expect(partial.content == .hashes(level: 63))
        #expect(partial.index == 1234)
        #expect(partial.width == 255)
        #expect(partial.isPartial)
        #expect(partial.description == "tile/63/x001/234.p/255")
        let entries = try #require(TilePath("tile/entries/000"))
        #expect(entries.content == .entries)
        #expect(entries.width == 256)
        #expect(!entries.isPartial)
        #expect(TilePath(.entries, index: 0, width: 0) == nil)
        #expect(TilePath(.entries, index: 0, width: 257) == nil)
        #expect(TilePath(.entries, index: -1) == nil)
        #expect(TilePath(.hashes(level: 64), index: 0) == nil)
        #expect(TilePath(.hashes(level: -1), index: 0) == nil)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/00/000", "tile/+0/000", "tile/64/000",
        "tile/-1/000", "tile/0/0", "tile/0/0000", "tile/0/x000/001", "tile/0/001/000",
        "tile/0/x001/x000", "tile/0/x001", "tile/0/+01", "tile/0/000.p", "tile/0/000.p/",
        "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/+1",
        "tile/0/000.p/1/2", "tile/0/000/", "/tile/0/000", "tile//000", "tile/data/000",
        "tile/0/../000", "tile/0/000.p/1\n", "tile/0/x009/x223/x372/x036/x854/x775/808",
        "Tile/0/000", "tile/0/.p/1", "tile/0/\u{600}.p/1",
    ])
    func `a path has one spelling`(text: String) {
        #expect(TilePath(text) == nil)
    }

    @Test func `a tree of 70 000 leaves has its full and partial tiles`() {
        let paths = TilePath.all(ofSize: 70_000).map(\.description)
        #expect(paths.count == 274 + 274 + 2 + 1)
        #expect(paths.filter { $0.hasPrefix("tile/entries/") }.count == 274)
        #expect(
            paths.filter { $0.contains(".p/") } == [
                "tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
            ]
        )
    }

    @Test func `a full tile is one hash of the level above`() {
        #expect(
            TilePath.all(ofSize: 256).map(\.description)
                == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]
        )
        #expect(
            TilePath.all(ofSize: 255).map(\.description)
                == ["tile/entries/000.p/255", "tile/0/000.p/255"]
        )
        #expect(TilePath.all(ofSize: 0).isEmpty)
    }

    @Test func `tiles of the counter tree are the known ones`() throws {
        let tree = counterTree(ofSize: 65_536)
        let known = [
            ("tile/0/000", "2c715dd97e9cb86edffcc77e807fbe36a81de413e8d2f482ef4ac5bccb57b1ce"),
            ("tile/1/000", "38f81de47c7ffec67069a9c1a034f58331f07b832a35d47c5a44b79481f75952"),
        ]
        for (name, expected) in known {
            let path = try #require(TilePath(name))
            let tile = try #require(try Tile.read(path, from: tree))
            #expect(tile.bytes.count == 8192)
            #expect(digest(of: tile.bytes) == expected)
            #expect(Tile(bytes: tile.bytes) == tile)
        }
        let top = try #require(TilePath("tile/2/000.p/1"))
        #expect(try Tile.read(top, from: tree)?.hashes == [tree.frontier.root])
        let bundle = try #require(TilePath("tile/entries/000"))
        #expect(try Tile.read(bundle, from: tree) == nil)
    }

    @Test func `the first tile and bundle of the 15-entry log are the published ones`() throws {
        let path = try #require(TilePath("tile/0/000.p/3"))
        let tile = try #require(try Tile.read(path, from: FifteenEntries.tree()))
        #expect(tile.bytes.count == 96)
        let bundle = try #require(EntryBundle(entries: Array(FifteenEntries.entries.prefix(3))))
        #expect(bundle.bytes == (try bytes(hex: "00036f6e65000374776f00057468726565")))
        #expect(bundle.leafHashes == tile.hashes)
        #expect(EntryBundle(bytes: bundle.bytes) == bundle)
    }

    @Test(arguments: [0, 1, 31, 33, 257 * 32])
    func `a tile has from one to 256 whole hashes`(count: Int) {
        #expect(Tile(bytes: [UInt8](repeating: 0, count: count)) == nil)
    }

    @Test func `the longest entry is 65 535 bytes, and an empty one is an entry`() throws {
        let longest = [UInt8](repeating: 7, count: 65_535)
        let bundle = try #require(EntryBundle(entries: [longest, [], longest]))
        #expect(bundle.bytes.prefix(2) == [0xff, 0xff])
        #expect(EntryBundle(bytes: bundle.bytes)?.entries == [longest, [], longest])
        #expect(EntryBundle(entries: [longest + [7]]) == nil)
        #expect(EntryBundle(entries: []) == nil)
        #expect(EntryBundle(entries: [[UInt8]](repeating: [], count: 256)) != nil)
        #expect(EntryBundle(entries: [[UInt8]](repeating: [], count: 257)) == nil)
    }

    @Test func `a bundle cut anywhere is not the same bundle`() throws {
        let bundle = try #require(EntryBundle(entries: WorkedExample.events))
        for length in bundle.bytes.indices {
            let cut = EntryBundle(bytes: Array(bundle.bytes[..<length]))
            // Cut between two entries it is a bundle, of fewer: only a checkpoint tells how many.
            #expect((cut?.entries.count ?? 0) < bundle.entries.count)
        }
        #expect(EntryBundle(bytes: bundle.bytes + [0]) == nil)
        #expect(EntryBundle(bytes: bundle.bytes + [0, 1]) == nil)
    }
}
