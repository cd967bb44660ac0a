import Audit
import Crypto
import Glibc

/// A folder with documents, as somebody keeps them: read, and never written to.
package struct DocumentFolder: Sendable {
    /// How deep folders may stand in folders.
    private static let depthMax = 32

    private let path: String

    /// Names the folder; nothing is read yet.
    package init(_ path: String) { self.path = path }

    /// Every file below the folder with its SHA-256 in hex, in the order of the paths' bytes.
    ///
    /// Links and devices are passed over: what they lead to is not in the folder. Throws `FileTrouble` for
    /// what can't be read, since a document that can't be read was not checked.
    package func files() throws -> [(path: String, sha256: String)] {
        let folder = BundleFolder(path)
        return try names(below: "", depth: 0)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { name in
                var digest = SHA256()
                try folder.read(name) { digest.update(data: $0) }
                return (path: name, sha256: Hexadecimal.encode(digest.finalize()))
            }
    }

    private func names(below prefix: String, depth: Int) throws(FileTrouble) -> [String] {
        let folder = prefix.isEmpty ? path : "\(path)/\(prefix)"
        guard depth < Self.depthMax else { throw FileTrouble(path: folder, errno: ELOOP) }
        guard let stream = opendir(folder) else { throw FileTrouble(path: folder, errno: errno) }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            let relative = prefix.isEmpty ? name : "\(prefix)/\(name)"
            var status = stat()
            guard lstat("\(path)/\(relative)", &status) == 0 else {
                throw FileTrouble(path: "\(path)/\(relative)", errno: errno)
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: found += try names(below: relative, depth: depth + 1)
            case S_IFREG: found.append(relative)
            default: continue
            }
        }
        return found
    }
}
