import Glibc

/// A backup while it is written: under another name until it is whole and on the disk.
///
/// It goes beside the desk: a log may be larger than memory, so it is written as it comes. The draft is
/// locked, so two that write to one name, or into one folder of backups, are never mixed: the second is refused.
// @unchecked: one request's answer is written by one task.
final class BackupFile: @unchecked Sendable {
    private let path: String
    /// Where it gets its name from, once it is known how many entries it has; nil if it was named.
    private let folder: BackupFolder?
    private let draft: String
    private let descriptor: Int32
    private var failure: Int32?
    private var isKept = false
    private var reader = BackupReader()

    /// Begins a file of that name; throws `unwritableFile` if something is there already.
    ///
    /// It may be an older backup, and the only one of what was lost since.
    init(_ path: String) throws(Failure) {
        self.path = path
        folder = nil
        draft = path + ".new"
        try Self.refuse(taken: path)
        descriptor = try Self.locked(draft, for: path)
    }

    /// Begins a file of a folder of backups; one of the same entries is replaced once the new one is whole.
    init(in folder: BackupFolder) throws(Failure) {
        self.folder = folder
        path = "\(folder.path)/kembar.tar"
        draft = path + ".new"
        descriptor = try Self.locked(draft, for: path)
    }

    deinit {
        // While it is locked: afterwards another one may stand under the name.
        if !isKept { unlink(draft) }
        close(descriptor)
    }

    /// A link that leads nowhere is something, too.
    private static func refuse(taken path: String) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) != 0 else {
            throw .unwritableFile(.init(path: path, errno: EEXIST))
        }
    }

    /// Opens the draft for this run alone, and empties what an earlier one left that was cut off.
    private static func locked(_ draft: String, for path: String) throws(Failure) -> Int32 {
        while true {
            let descriptor = open(draft, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { throw .unwritableFile(.init(path: path, errno: errno)) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let isBusy = errno == EWOULDBLOCK
                let failure = Desk.FileFailure(path: path, errno: errno)
                close(descriptor)
                throw isBusy ? .inUse(path: draft) : .unwritableFile(failure)
            }
            // Another run may have kept or removed it between our opening and our lock.
            var (opened, named) = (stat(), stat())
            if fstat(descriptor, &opened) == 0, stat(draft, &named) == 0,
                opened.st_ino == named.st_ino, opened.st_dev == named.st_dev,
                ftruncate(descriptor, 0) == 0
            {
                return descriptor
            }
            close(descriptor)
        }
    }

    /// Takes the next bytes; says whether more are wanted.
    func take(_ bytes: [UInt8]) -> Bool {
        reader.take(bytes)
        var rest = bytes[...]
        while !rest.isEmpty, failure == nil {
            let count = rest.withUnsafeBytes { bytes in
                restarting { write(descriptor, bytes.baseAddress, bytes.count) }
            }
            if count < 0 { failure = errno } else { rest = rest.dropFirst(count) }
        }
        return failure == nil
    }

    /// Keeps the file durably, if it is whole, under its name.
    func keep() throws(Failure) -> (path: String, head: BackupHead) {
        // What stopped the writing also stopped the reading: the backup is not to blame for being short.
        if let failure { throw .unwritableFile(.init(path: path, errno: failure)) }
        guard let head = reader.head else { throw .unfitBackup(path: path) }
        let path = folder?.file(of: head) ?? path
        // Writing takes a while: somebody may have put a file there meanwhile.
        if folder == nil { try Self.refuse(taken: path) }
        if fsync(descriptor) != 0 { failure = errno }
        if failure == nil {
            isKept = rename(draft, path) == 0
            if !isKept { failure = errno }
        }
        if let failure { throw .unwritableFile(.init(path: path, errno: failure)) }
        try Self.sync(folderOf: path)
        return (path, head)
    }

    /// Makes a new name in a folder outlast a power cut.
    static func sync(folderOf path: String) throws(Failure) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw .unwritableFile(.init(path: folder, errno: errno))
        }
        close(descriptor)
    }
}
