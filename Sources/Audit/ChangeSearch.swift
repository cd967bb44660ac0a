/// Looks for the first entry that is not the one a checkpoint commits to.
///
/// Whoever changes an entry together with its leaf hash leaves the nodes above it as they were, up to
/// some level, or makes all of them anew. From the checkpoint's root downwards it is followed which
/// hashes are still those that were signed: two that hash to a signed one are. Where no two do, the
/// first changed entry lies under that node, and no stored hash says more.
package struct ChangeSearch {
    /// Returns what the store has as the hash of a complete node; nil if there is none.
    private let stored: (_ level: Int, _ index: Int64) throws -> TreeHash?
    /// Returns the hash that the entries give; nil if one of them can't be read.
    private let computed: (_ level: Int, _ index: Int64) throws -> TreeHash?

    /// Level 0 are the leaves, in both.
    package init(
        stored: @escaping (_ level: Int, _ index: Int64) throws -> TreeHash?,
        computed: @escaping (_ level: Int, _ index: Int64) throws -> TreeHash?
    ) {
        self.stored = stored
        self.computed = computed
    }

    /// Returns the positions among which the first changed entry of the first `size` lies; nil if all
    /// of them are those under `root`.
    package func firstChange(size: Int64, root: TreeHash) throws -> Range<Int64>? {
        let places = TreeFrontier.nodes(ofSize: size)
        guard let signed = try subtrees(places, under: root) else { return 0..<size }
        for (place, hash) in zip(places, signed)
        where try computed(place.level, place.index) != hash {
            return try firstChange(place.level, place.index, hash)
        }
        return nil
    }

    /// The hashes of these neighbours that have the root: each as it is stored or as the entries give it.
    private func subtrees(
        _ places: [(level: Int, index: Int64)],
        under root: TreeHash
    ) throws -> [TreeHash]? {
        let kept = try places.map { try stored($0.level, $0.index) }
        let whole = kept.compactMap(\.self)
        if whole.count == places.count, TreeFrontier.root(of: whole) == root { return whole }
        // Somebody changed one of these nodes too; with two of them nothing holds any more.
        let found = try places.map { try computed($0.level, $0.index) }
        for changed in places.indices {
            for (base, other) in [(kept, found), (found, kept)] {
                var hashes = base
                hashes[changed] = other[changed]
                let tried = hashes.compactMap(\.self)
                if tried.count == places.count, TreeFrontier.root(of: tried) == root {
                    return tried
                }
            }
        }
        let all = found.compactMap(\.self)
        return all.count == places.count && TreeFrontier.root(of: all) == root ? all : nil
    }

    /// The same under one node whose signed hash is known and is not what the entries give.
    private func firstChange(
        _ level: Int,
        _ index: Int64,
        _ signed: TreeHash
    ) throws -> Range<Int64> {
        var (level, index, signed) = (level, index, signed)
        while level > 0 {
            guard let (left, right) = try children(of: level, index, hashingTo: signed) else {
                break
            }
            level -= 1
            index *= 2
            signed = left
            guard try computed(level, index) == left else { continue }
            index += 1
            signed = right
        }
        return index << Int64(level)..<(index + 1) << Int64(level)
    }

    private func children(
        of level: Int,
        _ index: Int64,
        hashingTo signed: TreeHash
    ) throws -> (TreeHash, TreeHash)? {
        let (left, right) = (index * 2, index * 2 + 1)
        let kept = (try stored(level - 1, left), try stored(level - 1, right))
        func hash(_ pair: (TreeHash?, TreeHash?)) -> (TreeHash, TreeHash)? {
            guard let left = pair.0, let right = pair.1,
                MerkleTree.nodeHash(left, right) == signed
            else { return nil }
            return (left, right)
        }
        if let pair = hash(kept) { return pair }
        let found = (try computed(level - 1, left), try computed(level - 1, right))
        return hash((kept.0, found.1)) ?? hash((found.0, kept.1)) ?? hash(found)
    }
}
