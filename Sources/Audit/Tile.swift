/// Up to 256 hashes of one level, as a file.
package struct Tile: Hashable, Sendable {
    /// The hashes, from the left.
    package let hashes: [TreeHash]

    /// Takes over 1 to 256 hashes, or is nil.
    package init?(hashes: [TreeHash]) {
        guard (1...TilePath.fullWidth).contains(hashes.count) else { return nil }
        self.hashes = hashes
    }

    /// Reads a file of 1 to 256 times 32 bytes, or is nil.
    ///
    /// How many hashes there have to be only a verified checkpoint says: compare with
    /// `TilePath.width`.
    package init?(bytes: [UInt8]) {
        let count = TreeHash.byteCount
        guard bytes.count.isMultiple(of: count) else { return nil }
        self.init(
            hashes: stride(from: 0, to: bytes.count, by: count).compactMap {
                TreeHash(bytes: bytes[$0..<$0 + count])
            }
        )
    }

    /// The file: the hashes without anything between or before them.
    package var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// Reads the hashes of a tile from the stored nodes, one read each.
    ///
    /// Nil for a bundle of entries, which has no hashes; throws what `nodes` throws.
    package static func read(_ path: TilePath, from nodes: some TreeNodes) throws -> Tile? {
        guard case .hashes(let level) = path.content else { return nil }
        let first = path.index * Int64(TilePath.fullWidth)
        return Tile(
            hashes: try (0..<Int64(path.width)).map {
                try nodes.hash(level: level * TilePath.treeLevels, index: first + $0)
            }
        )
    }
}
