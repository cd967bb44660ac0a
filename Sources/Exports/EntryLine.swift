package import Audit

/// One line of `events.jsonl`: an entry's exact bytes, or what stands for redacted ones.
package struct EntryLine: Hashable, Sendable {
    /// The line without its line end.
    package let bytes: [UInt8]
    /// The hash under which it stands in the tree.
    package let leaf: TreeHash
    /// Whether the entry's own bytes are gone.
    package let isRedacted: Bool

    private static let opening = Array("{\"redacted\":\"".utf8)
    private static let ending = Array("\"}".utf8)

    /// Returns what stands for the entry with this hash once its bytes are gone.
    package static func redacted(_ leaf: TreeHash) -> [UInt8] {
        opening + Array(leaf.hex.utf8) + ending
    }

    /// Takes over a line.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let hex = bytes.dropFirst(Self.opening.count).dropLast(Self.ending.count)
        if bytes.starts(with: Self.opening), bytes.suffix(Self.ending.count) == Self.ending[...],
            let leaf = TreeHash(hex: String(decoding: hex, as: UTF8.self))
        {
            self.leaf = leaf
            isRedacted = true
        } else {
            leaf = MerkleTree.leafHash(bytes)
            isRedacted = false
        }
    }
}
