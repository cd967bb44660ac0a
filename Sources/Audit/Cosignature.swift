/// A witness's statement: at this time, this was the largest tree of this origin I had seen, and
/// it went on from all I saw before (C2SP tlog-cosignature v1, type 0x04).
package struct Cosignature: Hashable, Sendable {
    static let signatureByteCount = 64

    /// When, in POSIX seconds; more than zero.
    package let timestamp: Int64
    /// The Ed25519 signature: 64 bytes.
    package let signature: [UInt8]

    init(timestamp: Int64, signature: [UInt8]) {
        self.timestamp = timestamp
        self.signature = signature
    }

    /// Reads a signature line's bytes after the key ID: time, big-endian, and signature.
    ///
    /// Nil unless there are exactly 72 of them and the time is neither zero nor 2^63 or later.
    package init?(payload: [UInt8]) {
        guard payload.count == 8 + Self.signatureByteCount else { return nil }
        let seconds = payload.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let timestamp = Int64(exactly: seconds), timestamp > 0 else { return nil }
        self.init(timestamp: timestamp, signature: Array(payload.dropFirst(8)))
    }

    /// Time and signature as they stand in a signature line, after the key ID.
    package var payload: [UInt8] {
        withUnsafeBytes(of: timestamp.bigEndian) { Array($0) } + signature
    }

    /// Returns the bytes that are signed: the time and the whole text of the checkpoint.
    package static func message(over text: String, at timestamp: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(timestamp)\n\(text)".utf8)
    }

    func message(over text: String) -> [UInt8] {
        Self.message(over: text, at: timestamp)
    }
}
