import Crypto

/// The hashing rules of the tree over the log's entries (RFC 6962 section 2.1, RFC 9162).
package enum MerkleTree {
    /// The root of a tree without leaves: SHA-256 of no byte at all.
    package static let emptyRoot = SHA256().finalize().withUnsafeBytes { TreeHash(raw: $0) }

    // The prefixes keep a leaf from being passed off as an interior node, and the other way round.
    private static let leafPrefix: UInt8 = 0x00
    private static let nodePrefix: UInt8 = 0x01

    /// Returns the leaf hash of an entry's exact stored bytes, which are never re-encoded first.
    package static func leafHash(_ entry: some Collection<UInt8>) -> TreeHash {
        let inPlace = entry.withContiguousStorageIfAvailable { leafHash(raw: .init($0)) }
        return inPlace ?? Array(entry).withUnsafeBytes { leafHash(raw: $0) }
    }

    /// Returns the hash of the interior node above `left` and `right`.
    package static func nodeHash(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in nodeHash(raw: left, right) }
        }
    }

    static func nodeHash(
        raw left: UnsafeRawBufferPointer,
        _ right: UnsafeRawBufferPointer
    ) -> TreeHash {
        // One piece instead of three: half of so short a hash is the calls around it.
        withUnsafeTemporaryAllocation(byteCount: 1 + left.count + right.count, alignment: 1) {
            $0[0] = nodePrefix
            UnsafeMutableRawBufferPointer(rebasing: $0[1...]).copyMemory(from: left)
            UnsafeMutableRawBufferPointer(rebasing: $0[(1 + left.count)...]).copyMemory(from: right)
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer($0))
            return hasher.finalize().withUnsafeBytes { TreeHash(raw: $0) }
        }
    }

    /// Returns the leaf hash of an entry's bytes where they lie.
    package static func leafHash(raw entry: UnsafeRawBufferPointer) -> TreeHash {
        var hasher = SHA256()
        withUnsafeBytes(of: leafPrefix) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: entry)
        return hasher.finalize().withUnsafeBytes { TreeHash(raw: $0) }
    }
}
