import Exports
import FoundationEssentials
import Glibc

/// A data folder while a log is put back into it: nobody else's meanwhile.
///
/// The lock is the daemon's own (`lock`): one that is started too early finds it held, and founds nothing. The log
/// is unpacked and proved in a folder beside its place, and gets its names only then.
struct RestorePlace {
    /// Where to unpack.
    var scratch: String { work.path }

    private let folder: String
    /// Whether there was no such folder before.
    private let isNew: Bool
    private let lock: Int32
    private let work: WorkFolder

    private static let lockName = "lock"
    /// What a data folder that holds a log has, or one of which a part was taken away.
    private static let names = ["log.db", "log.db-wal", "checkpoint"]

    /// Makes the folder if it is not there, and locks it; throws as `init`, also for views, or one of
    /// these `names` besides, that would be another log's.
    static func made(_ folder: String, without names: [String] = []) throws(Failure) -> RestorePlace
    {
        let isNew = mkdir(folder, 0o700) == 0
        guard isNew || errno == EEXIST else {
            throw .unwritableFile(.init(path: folder, errno: errno))
        }
        for name in Self.names + ["views.db"] + names
        where access("\(folder)/\(name)", F_OK) == 0 {
            throw .logInTheWay(folder: folder, name: name)
        }
        return try RestorePlace(folder, isNew: isNew)
    }

    /// Locks the folder; throws `inUse` if somebody else has it, `logInTheWay` if a log is there.
    private init(_ folder: String, isNew: Bool) throws(Failure) {
        self.folder = folder
        self.isNew = isNew
        let path = "\(folder)/\(Self.lockName)"
        lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard lock >= 0 else {
            let failure = Desk.FileFailure(path: path, errno: errno)
            if isNew { rmdir(folder) }
            throw .unwritableFile(failure)
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .inUse(path: folder)
        }
        do throws(Failure) {
            // Looked at under the lock: a daemon may have founded a log a moment ago.
            for name in Self.names where access("\(folder)/\(name)", F_OK) == 0 {
                throw .logInTheWay(folder: folder, name: name)
            }
            // What a killed one left holds a whole log, which no redaction reaches.
            WorkFolder.removeLeftovers(
                of: WorkFolder.restoreStart,
                holding: WorkFolder.restoreFiles,
                in: folder
            )
            work = try WorkFolder.made("\(folder)/\(WorkFolder.restoreStart)")
        } catch {
            if isNew { Self.takeAway(folder) }
            close(lock)
            throw error
        }
    }

    /// Gives the log its place, durably: the key first, if one comes along, then the checkpoint, if there is one,
    /// for a log without it would look unsigned.
    ///
    /// Nothing is there to be replaced: whoever writes in the folder holds the lock. If power fails in
    /// between, the next restore says what is in its way; if anything else does, nothing of it stays.
    func publish(with key: [UInt8]? = nil) throws(Failure) {
        var placed: [String] = []
        do throws(Failure) {
            if let key {
                let target = "\(folder)/key"
                try SecretFile.write(key, to: target)
                placed.append(target)
            }
            let isSigned = access("\(scratch)/checkpoint", F_OK) == 0
            for name in (isSigned ? ["checkpoint"] : []) + ["log.db"] {
                let target = "\(folder)/\(name)"
                guard rename("\(scratch)/\(name)", target) == 0 else {
                    throw .unwritableFile(.init(path: target, errno: errno))
                }
                placed.append(target)
            }
            try BackupFile.sync(folderOf: "\(folder)/log.db")
        } catch {
            // What it was made of is still there; the log goes first, for what lies without it is refused.
            for target in placed.reversed() { unlink(target) }
            throw error
        }
    }

    /// Removes what was unpacked and gives the folder free.
    ///
    /// The file `lock` stays, for its name is what others lock; but a folder that was made here and in which nothing
    /// came to lie goes, with its lock.
    func leave() {
        work.remove()
        if isNew { Self.takeAway(folder) }
        flock(lock, LOCK_UN)
        close(lock)
    }

    /// Removes a folder with nothing in it but the lock, while that is held.
    ///
    /// Who has opened the file by then and locks it afterwards finds no folder to write in.
    private static func takeAway(_ folder: String) {
        // Anything else in it is somebody's; and where it can't be looked at, it stays.
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        guard names == [lockName] else { return }
        unlink("\(folder)/\(lockName)")
        rmdir(folder)
    }
}

extension WorkFolder {
    /// Makes the folder, under a name that begins so; throws `unwritableFile`.
    static func made(_ beginning: String) throws(Failure) -> WorkFolder {
        do throws(FileTrouble) {
            return try WorkFolder(beginning)
        } catch {
            throw .unwritableFile(.init(path: error.path, errno: error.errno))
        }
    }
}
