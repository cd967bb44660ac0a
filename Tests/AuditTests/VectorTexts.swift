import Audit
import Crypto
import Testing

/// Reads a hash in hexadecimal or base64.
func hash(_ text: String) throws -> TreeHash {
    try #require(TreeHash(hex: text) ?? TreeHash(base64: text))
}

func bytes(hex: String) throws -> [UInt8] {
    let digits = Array(hex)
    return try stride(from: 0, to: digits.count, by: 2).map {
        try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
}

/// SHA-256 of bytes, in hexadecimal.
func digest(of bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { String(UInt16($0) + 0x100, radix: 16).suffix(2) }.joined()
}

/// SHA-256 over hashes put end to end, in hexadecimal.
func digest(of hashes: [TreeHash]) -> String {
    digest(of: hashes.flatMap(\.bytes))
}
