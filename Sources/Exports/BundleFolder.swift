import Glibc

/// A bundle on a disk, read only.
package struct BundleFolder: BundleContent, Sendable {
    private let path: String

    /// Names the folder; nothing is read yet.
    package init(_ path: String) { self.path = path }

    /// Whether the folder is meant to be a bundle, finished or not.
    package var isMeantAsBundle: Bool {
        [BundleMaker.declaration, BundleMaker.manifest, BundleMaker.entriesFile].contains {
            access("\(path)/\($0)", F_OK) == 0
        }
    }

    /// Every file below the folder.
    ///
    /// Throws `BundleFault` (`foreign`) for what is no plain file or has a name that is not ASCII, as every
    /// name in a bundle is, and `FileTrouble` for what can't be listed.
    package func paths() throws -> [String] {
        try files(below: "").sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func files(below prefix: String) throws -> [String] {
        let folder = prefix.isEmpty ? path : "\(path)/\(prefix)"
        guard let stream = opendir(folder) else { throw FileTrouble(path: folder, errno: errno) }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let relative = prefix.isEmpty ? name : "\(prefix)/\(name)"
            // A name may be bytes that are no text: by what is read of it here it could not even be found.
            guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw BundleFault(.foreign, path: relative)
            }
            var status = stat()
            guard lstat("\(path)/\(relative)", &status) == 0 else {
                throw FileTrouble(path: relative, errno: errno)
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: found += try files(below: relative)
            case S_IFREG: found.append(relative)
            // A link leads out of what was carried here.
            default: throw BundleFault(.foreign, path: relative)
            }
        }
        return found
    }

    /// The content of any one file, such as a receipt, up to `BundleLimits.namedFileBytesMax`.
    package static func file(_ path: String) throws -> [UInt8] {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let folder = path.contains("/") ? String(path.dropLast(name.count)) : "."
        return try BundleFolder(folder).content(
            of: name,
            bytesMax: BundleLimits.namedFileBytesMax
        )
    }

    private static let pieceSize = 65_536

    /// Hands out a file; throws `FileTrouble` if it can't be read.
    package func read(_ name: String, _ piece: ([UInt8]) throws -> Void) throws {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw FileTrouble(path: file, errno: errno) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = Glibc.read(descriptor, &buffer, Self.pieceSize)
            if count == 0 { return }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw FileTrouble(path: file, errno: errno)
            }
            try piece(Array(buffer[..<count]))
        }
    }
}
