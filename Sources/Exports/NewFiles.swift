import Glibc
import Synchronization

/// A folder that was not there before, with the files that are made in it.
///
/// One that exists is refused: nothing of anybody's is overwritten, and no old file is taken for new.
/// Only its owner may look into it: what is exported is the whole history.
package final class NewFolder: BundleFiles {
    private let path: String
    private let open = OpenFiles()
    /// The folder and those that were made in it.
    private let folders: Mutex<Set<String>>
    private let files = Mutex<Set<String>>([])

    /// Makes the folder; throws `FileTrouble` if it can't be made, or is there already.
    package init(_ path: String) throws(FileTrouble) {
        self.path = path
        folders = Mutex([path])
        guard mkdir(path, 0o700) == 0 else { throw FileTrouble(path: path, errno: errno) }
    }

    /// Adds to a file below the folder, and makes what folders it needs.
    package func add(_ bytes: [UInt8], to name: String) throws {
        let file = "\(path)/\(name)"
        if !open.isOpen(file) { try makeFolders(for: name) }
        _ = files.withLock { $0.insert(file) }
        try open.add(bytes, to: file)
    }

    /// Ends a file; its content is durable, its name after the next `sync`.
    package func close(_ name: String) throws { try open.close("\(path)/\(name)") }

    /// Makes the names of all files durable, the folder's own included.
    package func sync() throws {
        for folder in folders.withLock(\.self) { try OpenFiles.sync(folder: folder) }
        try OpenFiles.sync(folder: OpenFiles.parent(of: path))
    }

    /// Takes away what was made, and nothing else: half a bundle would be in the way of the next one.
    package func remove() {
        for file in files.withLock(\.self) {
            // It goes whether or not its end can be written.
            try? open.close(file)
            unlink(file)
        }
        for folder in folders.withLock(\.self).sorted(by: >) { rmdir(folder) }
    }

    private func makeFolders(for name: String) throws(FileTrouble) {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/\(part)"
            let isNew = folders.withLock { !$0.contains(folder) }
            guard isNew else { continue }
            guard mkdir(folder, 0o700) == 0 else { throw FileTrouble(path: folder, errno: errno) }
            _ = folders.withLock { $0.insert(folder) }
        }
    }
}

/// One file that was not there before.
package final class NewFile: Sendable {
    private let path: String
    private let open = OpenFiles()

    /// Makes the file; throws `FileTrouble` if it can't be made, or is there already.
    package init(_ path: String) throws {
        self.path = path
        try open.add([], to: path)
    }

    /// Adds bytes at its end.
    package func add(_ bytes: [UInt8]) throws { try open.add(bytes, to: path) }

    /// Ends it; content and name are durable.
    package func close() throws {
        try open.close(path)
        try OpenFiles.sync(folder: OpenFiles.parent(of: path))
    }

    /// Takes half a file away again.
    package func remove() {
        // It goes whether or not its end can be written.
        try? open.close(path)
        unlink(path)
    }
}
