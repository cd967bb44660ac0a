import Glibc

/// Which pages stand in a write-ahead log, and how many the database has with them (SQLite, "Database File Format", 4).
///
/// Taken by the frames' heads: whether their content is good SQLite sees when it opens the file.
struct WriteAheadPages {
    /// The numbers of the pages, of transactions that were committed.
    private(set) var pages: Set<Int> = []
    /// How many pages the database has after the last of them; nil if there is none.
    private(set) var pageCount: Int?

    private static let (headCount, frameHeadCount) = (32, 24)

    /// Reads the heads; a file that is not there or can't be read has no pages.
    init(_ path: String, pageSize: Int) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        func read(_ count: Int, at offset: Int) -> [UInt8]? {
            var bytes = [UInt8](repeating: 0, count: count)
            return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
        }
        guard let head = read(Self.headCount, at: 0), Self.number(head, at: 8) == pageSize else {
            return
        }
        var offset = Self.headCount
        var open: Set<Int> = []
        // A frame with other salts is left over from before the file was begun anew.
        while let frame = read(Self.frameHeadCount, at: offset), frame[8..<16] == head[16..<24] {
            open.insert(Self.number(frame, at: 0))
            let count = Self.number(frame, at: 4)
            if count > 0 {
                pages.formUnion(open)
                open = []
                pageCount = count
            }
            offset += Self.frameHeadCount + pageSize
        }
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
