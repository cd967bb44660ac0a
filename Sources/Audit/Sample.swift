import Crypto

/// A sample of positions that anybody can draw again: no chance is in it but the seed.
///
/// Every position gets the SHA-256 of `<seed>\n<position>`, and the smallest ones are drawn. An auditor
/// who names the seed before the log is closed can't have chosen the entries, nor can we.
package enum Sample {
    /// The positions drawn from the first `size` entries, ascending; all of them if there are no more.
    package static func draw(_ count: Int, ofSize size: Int64, seed: String) -> [Int64] {
        var drawn: [(rank: TreeHash, position: Int64)] = []
        for position in 0..<max(size, 0) {
            let rank = rank(of: position, seed: seed)
            guard drawn.count < count || drawn.last.map({ precedes(rank, $0.rank) }) == true else {
                continue
            }
            let place = drawn.firstIndex { precedes(rank, $0.rank) } ?? drawn.count
            drawn.insert((rank, position), at: place)
            if drawn.count > count { drawn.removeLast() }
        }
        return drawn.map(\.position).sorted()
    }

    private static func rank(of position: Int64, seed: String) -> TreeHash {
        SHA256.hash(data: Array("\(seed)\n\(position)".utf8)).withUnsafeBytes { TreeHash(raw: $0) }
    }

    private static func precedes(_ first: TreeHash, _ second: TreeHash) -> Bool {
        first.bytes.lexicographicallyPrecedes(second.bytes)
    }
}
