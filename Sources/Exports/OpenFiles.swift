import Glibc
import Synchronization

/// Files that are being written, by path.
final class OpenFiles: Sendable {
    private let descriptors = Mutex<[String: Int32]>([:])

    func isOpen(_ path: String) -> Bool { descriptors.withLock { $0[path] != nil } }

    /// Adds bytes to a file; one that is not open yet is made, and must not exist.
    func add(_ bytes: [UInt8], to path: String) throws(FileTrouble) {
        let descriptor = try descriptor(of: path)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw FileTrouble(path: path, errno: errno) }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    func close(_ path: String) throws(FileTrouble) {
        if !isOpen(path) { _ = try descriptor(of: path) }
        guard let descriptor = descriptors.withLock({ $0.removeValue(forKey: path) }) else {
            return
        }
        let isSynced = fsync(descriptor) == 0
        let failure = errno
        guard Glibc.close(descriptor) == 0, isSynced else {
            throw FileTrouble(path: path, errno: isSynced ? errno : failure)
        }
    }

    /// Makes the names in a folder durable.
    static func sync(folder: String) throws(FileTrouble) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileTrouble(path: folder, errno: errno) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileTrouble(path: folder, errno: errno) }
    }

    /// The folder in which `path` has its name.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func descriptor(of path: String) throws(FileTrouble) -> Int32 {
        if let known = descriptors.withLock({ $0[path] }) { return known }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileTrouble(path: path, errno: errno) }
        descriptors.withLock { $0[path] = descriptor }
        return descriptor
    }

    deinit {
        descriptors.withLock { $0.values.forEach { _ = Glibc.close($0) } }
    }
}
