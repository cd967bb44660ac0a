/// One SHA-256 value: a leaf, an interior node or a root of the tree.
///
/// It is 32 bytes held in place, so that a path of hashes costs one allocation and not one each.
package struct TreeHash: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes a hash has.
    package static let byteCount = 32

    // The bytes in memory order. The numbers themselves mean nothing. No SIMD vector: it wants 32 bytes
    // of alignment, which a task's own memory does not give (Swift 6.3 writes past its end then).
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// Takes over exactly 32 bytes, or is nil.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self = Array(bytes).withUnsafeBytes { TreeHash(raw: $0) }
    }

    /// Reads exactly 64 lower-case hexadecimal digits, or is nil.
    package init?(hex: some StringProtocol) {
        guard let bytes = Hexadecimal.decode(hex.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads the one canonical base64 spelling (RFC 4648 section 4, padded) of 32 bytes, or is nil.
    package init?(base64: some StringProtocol) {
        guard let bytes = Base64.decode(base64.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads exactly 32 bytes where they lie, or is nil.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(raw: bytes)
    }

    /// `raw` has at least 32 bytes: the callers are a digest and a checked array.
    init(raw: UnsafeRawBufferPointer) {
        first = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        second = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        third = raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        fourth = raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// The 32 bytes, as they are stored and hashed.
    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// 64 lower-case hexadecimal digits.
    package var hex: String { Hexadecimal.encode(bytes) }

    /// 44 characters of base64, as proofs and checkpoints carry it.
    package var base64: String { Base64.encode(bytes) }

    /// The same as `hex`.
    package var description: String { hex }

    /// Lends the 32 bytes without copying them; the pointer must not leave `body`.
    package func withUnsafeBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try Swift.withUnsafeBytes(of: self, body)
    }
}
