import FoundationEssentials
import Glibc

/// A folder of backups, each named by how many entries it holds and by the beginning of their root.
///
/// Which is the newest says the time at which it was written: after a log went on from an older backup,
/// those of the branch that was lost hold more entries. What bears another name is somebody's own.
struct BackupFolder {
    let path: String

    private static let digitCount = 10
    private static let rootDigitCount = 8

    /// The backups in it, the newest first; none where the folder can't be read.
    var backups: [String] {
        // What can't be listed is said where a backup is needed.
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter(Self.isBackup)
            .compactMap { name -> (written: [Int], name: String)? in
                var status = stat()
                // One that is gone meanwhile is none.
                guard stat("\(path)/\(name)", &status) == 0 else { return nil }
                let written = [Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec)]
                return (written: written, name: name)
            }
            .sorted { one, other in
                one.written == other.written
                    ? one.name > other.name : other.written.lexicographicallyPrecedes(one.written)
            }
            .map { "\(path)/\($0.name)" }
    }

    /// Where the backup lies.
    func file(of head: BackupHead) -> String {
        let digits = String(head.size)
        let zeros = String(repeating: "0", count: max(0, Self.digitCount - digits.count))
        return "\(path)/kembar-\(zeros)\(digits)-\(head.root.prefix(Self.rootDigitCount)).tar"
    }

    /// Removes the oldest, so that `count` stay, `newest` among them.
    ///
    /// The last one that was found whole, of `proved` entries, stays in any case: what came after it may be
    /// damaged, and it alone is known to be of use.
    func prune(to count: Int, keeping newest: String, proved: Int64?) throws(Failure) {
        let others = backups.filter { $0 != newest }
        for old in others.dropFirst(count - 1) where proved == nil || Self.size(of: old) != proved {
            guard unlink(old) == 0 || errno == ENOENT else {
                throw .unwritableFile(.init(path: old, errno: errno))
            }
        }
    }

    /// How many entries a backup has, by its name.
    private static func size(of path: String) -> Int64? {
        guard let name = path.split(separator: "/").last, isBackup(String(name)) else { return nil }
        return Int64(name.dropFirst("kembar-".count).prefix { $0 != "-" && $0 != "." })
    }

    /// Whether a file has the name of a backup made here; older ones have no root in it.
    static func isBackup(_ name: String) -> Bool {
        guard name.hasPrefix("kembar-"), name.hasSuffix(".tar") else { return false }
        let parts = name.dropFirst("kembar-".count).dropLast(".tar".count)
            .split(separator: "-", omittingEmptySubsequences: false)
        guard let digits = parts.first, digits.utf8.count >= digitCount, parts.count <= 2,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return false }
        let root = parts.dropFirst().first?.utf8
        return root.map { root in
            root.count == rootDigitCount
                && root.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        } ?? true
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
}
