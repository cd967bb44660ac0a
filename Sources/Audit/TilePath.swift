/// The name of one tile or entry bundle under a log's folder (C2SP tlog-tiles).
///
/// `tile/0/000.p/3` is the first three leaf hashes, `tile/entries/x001/234` the entries of the
/// full tile 1234.
package struct TilePath: Hashable, Sendable, CustomStringConvertible {
    /// How many hashes or entries a full tile has.
    package static let fullWidth = 256
    /// How many levels of the tree one level of tiles spans: 2^8 = 256.
    package static let treeLevels = 8
    /// The highest level of tiles that the format has a name for.
    package static let levelMax = 63

    /// What the tile holds.
    package enum Content: Hashable, Sendable {
        /// The entries themselves, in order.
        case entries
        /// Hashes: at level 0 of the leaves, above each the root of one full tile below.
        case hashes(level: Int)
    }

    /// What the tile holds.
    package let content: Content
    /// Its number among the tiles of its level, starting at 0.
    package let index: Int64
    /// How many hashes or entries it holds: 256, or fewer at the right edge.
    package let width: Int

    /// Makes the name, or is nil if a level, index or width is outside its bounds.
    package init?(_ content: Content, index: Int64, width: Int = fullWidth) {
        if case .hashes(let level) = content {
            guard (0...Self.levelMax).contains(level) else { return nil }
        }
        guard index >= 0, (1...Self.fullWidth).contains(width) else { return nil }
        self.content = content
        self.index = index
        self.width = width
    }

    /// Reads a path, in its one spelling, or is nil.
    package init?(_ text: String) {
        var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count >= 3, parts.removeFirst() == "tile" else { return nil }
        let content = Self.content(parts.removeFirst())
        let width = Self.takeWidth(&parts)
        guard let content, let width, let index = Self.index(parts) else { return nil }
        self.init(content, index: index, width: width)
        // The pieces are read leniently; only the one spelling is written again to the same bytes.
        guard description.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// Whether it lies at the right edge and a fuller one takes its place later.
    package var isPartial: Bool { width < Self.fullWidth }

    /// The path, from `tile` on.
    package var description: String {
        var name = "tile/"
        switch content {
        case .entries: name += "entries/"
        case .hashes(let level): name += "\(level)/"
        }
        name += Self.groups(index)
        return isPartial ? name + ".p/\(width)" : name
    }

    /// Names every tile and bundle of a tree of `size` leaves: entries first, then level by level.
    ///
    /// Partial ones are included; what is complete never changes any more.
    package static func all(ofSize size: Int64) -> [TilePath] {
        var paths = tiles(.entries, count: size)
        var (level, count) = (0, size)
        while count > 0 {
            paths += tiles(.hashes(level: level), count: count)
            level += 1
            count /= Int64(fullWidth)
        }
        return paths
    }

    private static func tiles(_ content: Content, count: Int64) -> [TilePath] {
        guard count > 0 else { return [] }
        let full = count / Int64(fullWidth)
        let rest = Int(count % Int64(fullWidth))
        let fullTiles = (0..<full).compactMap { TilePath(content, index: $0) }
        return fullTiles + [TilePath(content, index: full, width: rest)].compactMap(\.self)
    }
}

// MARK: - Spelling

extension TilePath {
    // 1234067 is x001/x234/067: three digits a folder, all but the last marked.
    private static func groups(_ index: Int64) -> String {
        var name = threeDigits(index % 1000)
        var rest = index / 1000
        while rest > 0 {
            name = "x\(threeDigits(rest % 1000))/\(name)"
            rest /= 1000
        }
        return name
    }

    private static func threeDigits(_ number: Int64) -> String {
        String(String(1000 + number).dropFirst())
    }

    private static func content(_ text: String) -> Content? {
        if text == "entries" { return .entries }
        return Int(text).map { .hashes(level: $0) }
    }

    private static func takeWidth(_ parts: inout [String]) -> Int? {
        guard parts.count > 1, parts[parts.count - 2].hasSuffix(".p") else { return fullWidth }
        let width = Int(parts.removeLast())
        parts.append(String(parts.removeLast().dropLast(2)))
        return width
    }

    private static func index(_ groups: [String]) -> Int64? {
        var digits = ""
        for group in groups {
            digits += group.hasPrefix("x") ? String(group.dropFirst()) : group
        }
        return Int64(digits)
    }
}
