import Testing

@testable import Audit

@Suite struct MerkleTreeTests {
    @Test(arguments: zip(EightLeaves.data, EightLeaves.leafHashes))
    func `the eight published leaves have their hashes`(data: String, expected: String) throws {
        let data = try bytes(hex: data)
        #expect(MerkleTree.leafHash(data).hex == expected)
        #expect(MerkleTree.leafHash(data[...]).hex == expected)
        #expect(data.withUnsafeBytes { MerkleTree.leafHash($0) }.hex == expected)
        // A collection whose bytes do not lie side by side.
        #expect(MerkleTree.leafHash(data.reversed().lazy.reversed()).hex == expected)
    }

    @Test func `a leaf and a node hash as published`() {
        #expect(
            MerkleTree.leafHash("L123456".utf8).hex
                == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
        )
        let node = Array("N123".utf8).withUnsafeBytes { left in
            Array("N456".utf8).withUnsafeBytes { right in MerkleTree.nodeHash(raw: left, right) }
        }
        #expect(
            node.hex == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
        )
    }

    @Test func `the nodes over pairs of the eight leaves are the published ones`() throws {
        let leaves = try EightLeaves.leafHashes.map { try hash($0) }
        let pairs = [
            MerkleTree.nodeHash(leaves[0], leaves[1]), MerkleTree.nodeHash(leaves[2], leaves[3]),
            MerkleTree.nodeHash(leaves[4], leaves[5]), MerkleTree.nodeHash(leaves[6], leaves[7]),
        ]
        #expect(
            pairs.map(\.hex) == [
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            ]
        )
        #expect(
            MerkleTree.nodeHash(pairs[2], pairs[3]).hex
                == "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
        )
        #expect(
            MerkleTree.nodeHash(pairs[0], pairs[1]) != MerkleTree.nodeHash(pairs[1], pairs[0])
        )
    }

    @Test func `the empty tree has the hash of no bytes, which is no leaf`() {
        #expect(MerkleTree.emptyRoot.hex == EightLeaves.roots[0])
        #expect(MerkleTree.leafHash([UInt8]()) != MerkleTree.emptyRoot)
    }
}
