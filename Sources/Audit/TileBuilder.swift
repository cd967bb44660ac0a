/// Makes the tiles of a tree while its leaves come, one after another.
///
/// It holds at most one unfinished tile for each level, however long the log is.
package struct TileBuilder: Sendable {
    /// A tile with the name of its file.
    package struct Named: Hashable, Sendable {
        /// Its name below the log's folder.
        package let path: TilePath
        /// What the file holds.
        package let tile: Tile
    }

    /// The unfinished tile of each level, and how many full ones stand left of it.
    private var open: [(hashes: [TreeHash], full: Int64)] = []

    /// Starts at the empty tree.
    package init() {}

    /// Takes the next leaf and returns the tiles that it filled, the lowest first.
    package mutating func add(_ leaf: TreeHash) -> [Named] {
        var filled: [Named] = []
        var hash = leaf
        for level in 0...TilePath.levelMax {
            if level == open.count { open.append((hashes: [], full: 0)) }
            open[level].hashes.append(hash)
            guard open[level].hashes.count == TilePath.fullWidth else { break }
            hash = Self.root(of: open[level].hashes)
            filled += named(level)
            open[level] = (hashes: [], full: open[level].full + 1)
        }
        return filled
    }

    /// The unfinished tiles at the right edge, the lowest first.
    package var partial: [Named] { open.indices.flatMap(named) }

    private func named(_ level: Int) -> [Named] {
        let (hashes, full) = open[level]
        guard let tile = Tile(hashes: hashes),
            let path = TilePath(.hashes(level: level), index: full, width: hashes.count)
        else { return [] }
        return [Named(path: path, tile: tile)]
    }

    private static func root(of hashes: [TreeHash]) -> TreeHash {
        var frontier = TreeFrontier()
        for hash in hashes { _ = frontier.append(hash) }
        return frontier.root
    }
}
