import Glibc
import Synchronization

/// What a log is opened for.
package enum LogAccess: Sendable {
    /// Adding entries; a missing folder or file is made.
    case readWrite
    /// Looking only: nothing is made and nothing is written.
    case readOnly
}

/// The lock of a data folder: one process that writes, or any number that only look.
///
/// It is the kernel's lock on the file `lock`, so it ends with its process however that dies. The
/// process id in the file is for people only.
package final class FolderLock: Sendable {
    private static let fileName = "lock"
    // Enough for any process id.
    private static let pidLengthMax = 20

    /// The folder that is locked.
    package let folder: String
    private let descriptor: Mutex<Int32?>

    /// Locks `folder`, or throws `LogFailure` with code `locked` if somebody else has it.
    ///
    /// For reading and writing, a missing folder is made (0700, its parents not); for reading, a
    /// folder without a lock file counts as free.
    package init(folder: String, access: LogAccess) throws(LogFailure) {
        self.folder = folder
        descriptor = Mutex(try Self.locked(folder: folder, access: access))
    }

    deinit { release() }

    /// Gives the folder free; a second call does nothing.
    package func release() {
        descriptor.withLock { descriptor in
            // Unlocked by name: a child that is just being started may still share the descriptor.
            if let open = descriptor {
                flock(open, LOCK_UN)
                close(open)
            }
            descriptor = nil
        }
    }

    private static func locked(
        folder: String,
        access: LogAccess
    ) throws(LogFailure) -> Int32? {
        if access == .readWrite { try make(folder: folder) }
        guard let descriptor = try opened("\(folder)/\(fileName)", access: access) else {
            return nil
        }
        // Two auditors may look at one copy; a daemon has the folder for itself.
        let kind = access == .readOnly ? LOCK_SH : LOCK_EX
        guard flock(descriptor, kind | LOCK_NB) == 0 else {
            defer { close(descriptor) }
            throw LogFailure.lockHeld(folder: folder, by: pid(in: descriptor))
        }
        if access == .readWrite { write(pid: getpid(), to: descriptor) }
        return descriptor
    }

    private static func make(folder: String) throws(LogFailure) {
        guard mkdir(folder, 0o700) != 0 else { return persistParent(of: folder) }
        // A read-only disk answers EROFS even for a folder that is there.
        guard errno != EEXIST, Glibc.access(folder, F_OK) != 0 else { return }
        throw LogFailure.opening(folder, errno: errno)
    }

    // A new folder that a power cut takes away would take the entries in it along.
    private static func persistParent(of folder: String) {
        let descriptor = open("\(folder)/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    // A folder that cannot be written is served for reading, so its lock file is opened so too; nil
    // if there is none and none can be made.
    private static func opened(
        _ path: String,
        access: LogAccess
    ) throws(LogFailure) -> Int32? {
        if access == .readWrite {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
            if descriptor >= 0 { return descriptor }
            guard errno == EROFS || errno == EACCES else {
                throw LogFailure.opening(path, errno: errno)
            }
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor >= 0 { return descriptor }
        guard errno == ENOENT else { throw LogFailure.opening(path, errno: errno) }
        return nil
    }

    private static func pid(in descriptor: Int32) -> String? {
        var digits = [UInt8](repeating: 0, count: pidLengthMax)
        let count = pread(descriptor, &digits, digits.count, 0)
        guard count > 0 else { return nil }
        let text = digits[..<count].prefix { (0x30...0x39).contains($0) }
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }

    // A full disk may refuse it; the lock holds all the same.
    private static func write(pid: Int32, to descriptor: Int32) {
        let line = Array("\(pid)\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, line, line.count, 0)
    }
}
