import Entries
import Glibc
import Wire

/// The first 100 bytes of an SQLite file, which say how long it must be (SQLite, "Database File Format", 1.3).
struct DatabaseHead {
    private let bytes: [UInt8]
    private let size: Int
    private let aheadPath: String

    private static let byteCount = 100
    private static let magic = Array("SQLite format 3\0".utf8)

    /// Reads them; a file that can't be read has none.
    init(_ path: String) {
        aheadPath = path + "-wal"
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        var status = stat()
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        let count = descriptor >= 0 ? read(descriptor, &bytes, bytes.count) : 0
        size = descriptor >= 0 && fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        if descriptor >= 0 { close(descriptor) }
        self.bytes = Array(bytes.prefix(max(count, 0)))
    }

    /// Throws `Problem`, which names the file as `path`, if it was cut off, or is no database at all.
    ///
    /// SQLite itself would notice a missing page only when it needs it. A page that stands in the write-ahead log
    /// is not missing: power that fails while the log is brought over leaves the file too short for its own head.
    func check(_ path: String) throws(Problem) {
        // An empty file is a database with nothing in it.
        guard size > 0 else { return }
        guard bytes.starts(with: Self.magic.prefix(bytes.count)) else {
            throw Problem(.copyForeign, ["path": .string(path)])
        }
        guard bytes.count == Self.byteCount else { throw torn(path, expected: Self.byteCount) }
        let pageSize = number(at: 16, count: 2) == 1 ? 65_536 : number(at: 16, count: 2)
        // The count of pages is good only if the last writer of the file knew of it.
        let isCounted = number(at: 24, count: 4) == number(at: 92, count: 4)
        let count = isCounted ? number(at: 28, count: 4) : 0
        guard pageSize > 0, pageSize * count > size || size % pageSize != 0 else {
            if pageSize > 0 { return }
            throw torn(path, expected: 0)
        }
        let ahead = WriteAheadPages(aheadPath, pageSize: pageSize)
        let whole = size / pageSize
        let last = max(ahead.pageCount ?? count, size % pageSize == 0 ? 0 : whole + 1)
        guard last <= whole || (whole + 1...last).allSatisfy(ahead.pages.contains) else {
            throw torn(path, expected: pageSize * count)
        }
    }

    private func torn(_ path: String, expected: Int) -> Problem {
        Problem(
            .copyTorn,
            [
                "path": .string(path), "bytes": .integer(size), "expected": .integer(expected),
            ]
        )
    }

    private func number(at offset: Int, count: Int) -> Int {
        bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
    }
}
