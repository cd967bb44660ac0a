import FoundationEssentials
import Glibc

/// A folder of backups, each named by how many entries it holds: the greatest is the newest.
struct BackupFolder {
    let path: String

    private static let start = "kembar-"
    private static let end = ".tar"
    private static let digitCount = 10

    /// The backups in it, the newest first; none where the folder can't be read.
    var backups: [String] {
        // What can't be listed is said where a backup is needed.
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasPrefix(Self.start) && $0.hasSuffix(Self.end) }
            .sorted(by: >).map { "\(path)/\($0)" }
    }

    /// Where a backup of that many entries lies.
    func file(ofSize size: Int64) -> String {
        let digits = String(size)
        let zeros = String(repeating: "0", count: max(0, Self.digitCount - digits.count))
        return "\(path)/\(Self.start)\(zeros)\(digits)\(Self.end)"
    }

    /// Removes the oldest, so that `count` stay.
    func prune(to count: Int) throws(Failure) {
        for old in backups.dropFirst(count) where unlink(old) != 0 && errno != ENOENT {
            throw .unwritableFile(.init(path: old, errno: errno))
        }
    }
}

/// A log unpacked from a backup into a folder of its own.
struct UnpackedBackup {
    let folder: String
    let head: BackupHead

    /// Unpacks the file into a folder that is there and has no log.
    init(_ path: String, to folder: String, _ desk: Desk) throws(Failure) {
        var files: [String: Int32] = [:]
        var failure: Desk.FileFailure?
        defer { files.values.forEach { close($0) } }
        for name in BackupReader.names {
            let target = "\(folder)/\(name)"
            let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
            guard descriptor >= 0 else {
                throw .unwritableFile(.init(path: target, errno: errno))
            }
            files[name] = descriptor
        }
        var reader = BackupReader { name, bytes in
            guard failure == nil, let descriptor = files[name] else { return }
            var rest = bytes
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { bytes in
                    restarting { write(descriptor, bytes.baseAddress, bytes.count) }
                }
                guard count >= 0 else {
                    failure = .init(path: "\(folder)/\(name)", errno: errno)
                    return
                }
                rest = rest.dropFirst(count)
            }
        }
        do throws(Desk.FileFailure) {
            try desk.read(path) { reader.take($0) }
        } catch {
            throw .unreadableFile(error)
        }
        if let failure { throw .unwritableFile(failure) }
        guard let head = reader.head else { throw .unfitBackup(path: path) }
        for name in BackupReader.names where !reader.seen.contains(name) {
            unlink("\(folder)/\(name)")
        }
        for (name, descriptor) in files where fsync(descriptor) != 0 {
            throw .unwritableFile(.init(path: "\(folder)/\(name)", errno: errno))
        }
        try BackupFile.sync(folderOf: folder + "/log.db")
        self.folder = folder
        self.head = head
    }

    /// Removes the views: a log that is put back gets new ones.
    func removeViews() { unlink("\(folder)/views.db") }

    /// Removes what unpacking into that folder has left.
    static func remove(from folder: String) {
        for name in BackupReader.names { unlink("\(folder)/\(name)") }
    }
}
