import Glibc

/// Where the files of a bundle go, piece by piece.
package protocol BundleFiles: AnyObject, Sendable {
    /// Adds bytes at the end of a file, which begins with the first of them; folders come of themselves.
    func add(_ bytes: [UInt8], to path: String) throws
    /// Ends a file: nothing more comes to it, and its content is durable.
    func close(_ path: String) throws
    /// Makes the names of the files so far durable.
    func sync() throws
}

/// How much of an untrusted file is held at once.
package enum BundleLimits {
    /// Of a file that is needed whole: the longest, a signed note, has at most 1,000,000 bytes, and a receipt
    /// an entry besides.
    package static let fileBytesMax = 4_000_000
    /// Of a file that whoever verifies names himself: more is no receipt, policy or document of this program.
    package static let namedFileBytesMax = 268_435_456
    /// Of one line: an entry has at most 65,535 bytes, and a path in a manifest fewer.
    package static let lineBytesMax = 131_072
}

/// Where a bundle's files are read from.
package protocol BundleContent {
    /// The path of every file, relative to the bundle, in the order of their bytes.
    func paths() throws -> [String]
    /// Hands out a file, piece by piece.
    func read(_ path: String, _ piece: ([UInt8]) throws -> Void) throws
}

extension BundleContent {
    /// The whole content of a file that is small, or that is needed whole.
    ///
    /// Throws `FileTrouble` (`EFBIG`) for one longer than `BundleLimits.fileBytesMax`.
    package func content(of path: String) throws -> [UInt8] {
        try content(of: path, bytesMax: BundleLimits.fileBytesMax)
    }

    func content(of path: String, bytesMax: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try read(path) { piece in
            guard bytes.count + piece.count <= bytesMax else {
                throw FileTrouble(path: path, errno: EFBIG)
            }
            bytes += piece
        }
        return bytes
    }

    /// Hands out the lines of a file without their line ends; false if the last line has none.
    ///
    /// Throws `FileTrouble` (`EFBIG`) for a line longer than `BundleLimits.lineBytesMax`.
    package func lines(of path: String, _ line: ([UInt8]) throws -> Void) throws -> Bool {
        var rest: [UInt8] = []
        try read(path) { piece in
            // What is left of the last piece has no line end.
            guard rest.count <= BundleLimits.lineBytesMax else {
                throw FileTrouble(path: path, errno: EFBIG)
            }
            rest += piece
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                try line(Array(rest[start..<end]))
                start = end + 1
            }
            rest.removeSubrange(..<start)
        }
        return rest.isEmpty
    }
}

/// A file or folder could not be made, written or read; the number is the system's.
package struct FileTrouble: Error, Hashable, Sendable {
    /// Which one.
    package var path: String
    /// Why, as `errno` says it.
    package var errno: Int32

    /// Names what went wrong, and with what.
    package init(path: String, errno: Int32) {
        self.path = path
        self.errno = errno
    }
}
