import Glibc

/// Reads a file line by line, as its reader asks for them.
package final class LineReader {
    /// Whether every line so far had its end; false for a last one that was cut off.
    package private(set) var isEnded = true

    private let path: String
    private let descriptor: Int32
    private var piece: [UInt8] = []
    private var place = 0

    private static let pieceSize = 1 << 20

    /// Opens a plain file; throws `FileTrouble`.
    package init(_ path: String) throws(FileTrouble) {
        self.path = path
        // A pipe has no end to wait for, and can't be read a second time.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileTrouble(path: path, errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileTrouble(path: path, errno: EINVAL)
        }
    }

    deinit { close(descriptor) }

    /// Returns the next line without its end, also one that has none; nil after the last.
    ///
    /// Throws `FileTrouble`, with `EFBIG` for a line longer than `BundleLimits.lineBytesMax`.
    package func next() throws(FileTrouble) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if let end = piece[place...].firstIndex(of: UInt8(ascii: "\n")) {
                line += piece[place..<end]
                place = end + 1
                return line
            }
            line += piece[place...]
            guard line.count <= BundleLimits.lineBytesMax else {
                throw FileTrouble(path: path, errno: EFBIG)
            }
            guard try readOn() else {
                if !line.isEmpty { isEnded = false }
                return line.isEmpty ? nil : line
            }
        }
    }

    /// Reads the next piece; false at the end.
    private func readOn() throws(FileTrouble) -> Bool {
        var next = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = read(descriptor, &next, next.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileTrouble(path: path, errno: errno) }
            piece = Array(next[..<count])
            place = 0
            return count > 0
        }
    }
}
