import Glibc

/// The mirror's folder, opened and locked: one kembard writes there.
///
/// It is never made: a folder that is gone is a disk that was taken away, and one made in its place
/// would lie on the first disk.
final class MirrorFolder {
    static let fileName = "events.jsonl"
    /// The path of the mirror in this folder.
    static func file(in folder: String) -> String { "\(folder)/\(fileName)" }

    private static let draftName = "events.jsonl.new"
    private static let mode: mode_t = 0o640

    /// The device of the disk on which it lies.
    var device: dev_t { status.st_dev }
    let faults: MirrorFaults
    private let path: String
    private let descriptor: Int32
    private let status: stat

    /// Opens and locks the folder, and removes what an earlier writer left half made.
    init(_ path: String, _ faults: MirrorFaults) throws(MirrorTrouble) {
        self.faults = faults
        self.path = path
        let descriptor = try faults.made(.openFolder) {
            open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        }
        do throws(MirrorTrouble) {
            try faults.made(.lock) { flock(descriptor, LOCK_EX | LOCK_NB) }
            var status = stat()
            try faults.made(.look) { fstat(descriptor, &status) }
            self.status = status
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        unlinkat(descriptor, Self.draftName, 0)
    }

    deinit { close(descriptor) }

    /// Opens the mirror, or begins an empty one; its name is durable then.
    func file() throws(MirrorTrouble) -> Int32 {
        var file = try there()
        if file < 0 { file = try made(Self.fileName) }
        do throws(MirrorTrouble) {
            try sync()
        } catch {
            close(file)
            throw error
        }
        return file
    }

    /// The mirror that is there; -1 if none is.
    private func there() throws(MirrorTrouble) -> Int32 {
        do throws(MirrorTrouble) {
            return try faults.made(.open) {
                openat(
                    descriptor,
                    Self.fileName,
                    O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
                )
            }
        } catch {
            // The folder is there, so it is the file that is missing.
            guard error.reason == .missing else { throw error }
            return -1
        }
    }

    /// Begins a file that takes the mirror's place once it is whole.
    func draft() throws(MirrorTrouble) -> Int32 {
        unlinkat(descriptor, Self.draftName, 0)
        return try made(Self.draftName)
    }

    /// Gives the draft the mirror's name, durably.
    func publishDraft() throws(MirrorTrouble) {
        try faults.made(.rename) {
            renameat(descriptor, Self.draftName, descriptor, Self.fileName)
        }
        try sync()
    }

    /// Takes a draft away that did not become whole.
    func dropDraft() { unlinkat(descriptor, Self.draftName, 0) }

    /// Whether the folder's and the mirror's names still lead to this file, and it is as long as it
    /// was left: somebody may have moved either away, unmounted the disk, or written into the file.
    func leads(to file: Int32, ofLength byteCount: Int) throws(MirrorTrouble) -> Bool {
        var opened = stat()
        try faults.made(.look) { fstat(file, &opened) }
        return opened.st_size == byteCount && isSame(status, named: path, in: AT_FDCWD)
            && isSame(opened, named: Self.fileName, in: descriptor)
    }

    /// What can't be looked at is another one: opening it says why.
    private func isSame(_ opened: stat, named name: String, in folder: Int32) -> Bool {
        var named = stat()
        return fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0
            && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
    }

    private func made(_ name: String) throws(MirrorTrouble) -> Int32 {
        let file = try faults.made(.make) {
            openat(
                descriptor,
                name,
                O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                Self.mode
            )
        }
        // Against our own umask; where a disk knows no modes, this is no reason to have no mirror.
        fchmod(file, Self.mode)
        return file
    }

    private func sync() throws(MirrorTrouble) {
        try faults.made(.syncFolder) { fsync(descriptor) }
    }
}
