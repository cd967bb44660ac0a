import Audit

/// The leaf hashes that a bundle's lowest tiles hold: by them it shows which line is not as it was signed.
struct StoredLeaves {
    private let content: any BundleContent

    init(_ content: any BundleContent) { self.content = content }

    /// The first line that is not the one whose hash the tiles hold; nil if the tiles themselves do not lead
    /// to the root of `checkpoint`, or no line differs.
    func firstDifference(under checkpoint: Checkpoint) throws -> Int64? {
        guard try root(ofSize: checkpoint.size) == checkpoint.root else { return nil }
        var position: Int64 = 0
        var tile: [TreeHash] = []
        var found: Int64?
        _ = try content.lines(of: BundleMaker.entriesFile) { bytes in
            defer { position += 1 }
            guard found == nil else { return }
            let place = Int(position % Int64(TilePath.fullWidth))
            if place == 0 { tile = try hashes(position, of: checkpoint.size) }
            if !tile.indices.contains(place) || tile[place] != EntryLine(bytes).leaf {
                found = position
            }
        }
        // A line that is cut off was not handed out; nor is one that is gone.
        return found ?? (position < checkpoint.size ? position : nil)
    }

    private func root(ofSize size: Int64) throws -> TreeHash {
        var frontier = TreeFrontier()
        while frontier.size < size {
            let tile = try hashes(frontier.size, of: size)
            guard !tile.isEmpty else { break }
            for hash in tile { _ = frontier.append(hash) }
        }
        return frontier.root
    }

    /// The tile that begins at `position`; empty if there is none that fits.
    private func hashes(_ position: Int64, of size: Int64) throws -> [TreeHash] {
        let full = Int64(TilePath.fullWidth)
        let width = Int(min(full, size - position))
        guard let path = TilePath(.hashes(level: 0), index: position / full, width: width),
            let tile = Tile(bytes: try content.content(of: BundleMaker.payload + path.description)),
            tile.hashes.count == width
        else { return [] }
        return tile.hashes
    }
}
