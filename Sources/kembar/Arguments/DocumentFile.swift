import Crypto
import Entries

/// A document as an entry names it: name, size and hash.
///
/// Its content stays where it is.
struct DocumentFile {
    /// Reads and hashes the file; `-` is standard input.
    ///
    /// `name` is kept as its name, as it is; nil stands for the file's own.
    static func named(
        _ path: String?,
        _ desk: Desk,
        as name: String? = nil
    ) throws(Desk.FileFailure) -> JSONValue? {
        guard let path else { return nil }
        var hash = SHA256()
        var size = 0
        try desk.read(path) { piece in
            hash.update(data: piece)
            size += piece.count
        }
        return [
            "name": .string(name ?? self.name(of: path)), "size": .integer(size),
            "sha256": .string(hex(hash.finalize())),
        ]
    }

    /// The name without the folder: where a file lay on somebody's machine is nobody's business.
    private static func name(of path: String) -> String {
        path == "-" ? "stdin" : path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func hex(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef")
        return digest.reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }
}
