/// The entries under one tile of leaf hashes, as a file.
package struct EntryBundle: Hashable, Sendable {
    /// The longest entry, in bytes: its length stands in two of them.
    package static let entryByteCountMax = 65_535

    /// The exact bytes of each entry.
    package let entries: [[UInt8]]

    /// Takes over 1 to 256 entries, or is nil; also if one of them is too long.
    package init?(entries: [[UInt8]]) {
        guard (1...TilePath.fullWidth).contains(entries.count),
            entries.allSatisfy({ $0.count <= Self.entryByteCountMax })
        else { return nil }
        self.entries = entries
    }

    /// Reads a file to its last byte, or is nil.
    package init?(bytes: [UInt8]) {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = rest.prefix(2)
            guard length.count == 2 else { return nil }
            let count = length.reduce(0) { $0 << 8 | Int($1) }
            let entry = rest.dropFirst(2).prefix(count)
            guard entry.count == count else { return nil }
            entries.append(Array(entry))
            rest = rest.dropFirst(2 + count)
        }
        self.init(entries: entries)
    }

    /// The file: before each entry its length, two bytes, big-endian.
    package var bytes: [UInt8] {
        entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xff)] + $0 }
    }

    /// The leaf hashes that belong in the tile over these entries.
    package var leafHashes: [TreeHash] { entries.map { MerkleTree.leafHash($0) } }
}
