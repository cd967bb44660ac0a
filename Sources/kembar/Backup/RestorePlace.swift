import Exports
import Glibc

/// A data folder while a log is put back into it: nobody else's meanwhile.
///
/// The lock is the daemon's own (`lock`): one that is started too early finds it held, and founds nothing. The log
/// is unpacked and proved in a folder beside its place, and gets its names only then.
struct RestorePlace {
    /// Where to unpack.
    var scratch: String { work.path }

    private let folder: String
    private let lock: Int32
    private let work: WorkFolder

    /// What a data folder that holds a log has, or one of which a part was taken away.
    private static let names = ["log.db", "log.db-wal", "checkpoint"]

    /// Makes the folder if it is not there, and locks it; throws as `init`, also for views, or one of
    /// these `names` besides, that would be another log's.
    static func made(_ folder: String, without names: [String] = []) throws(Failure) -> RestorePlace
    {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw .unwritableFile(.init(path: folder, errno: errno))
        }
        for name in Self.names + ["views.db"] + names
        where access("\(folder)/\(name)", F_OK) == 0 {
            throw .logInTheWay(folder: folder, name: name)
        }
        return try RestorePlace(folder)
    }

    /// Locks the folder; throws `inUse` if somebody else has it, `logInTheWay` if a log is there.
    init(_ folder: String) throws(Failure) {
        self.folder = folder
        let path = "\(folder)/lock"
        lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard lock >= 0 else { throw .unwritableFile(.init(path: path, errno: errno)) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .inUse(path: folder)
        }
        do throws(Failure) {
            // Looked at under the lock: a daemon may have founded a log a moment ago.
            for name in Self.names where access("\(folder)/\(name)", F_OK) == 0 {
                throw .logInTheWay(folder: folder, name: name)
            }
            work = try WorkFolder.made("\(folder)/kembar-restore")
        } catch {
            close(lock)
            throw error
        }
    }

    /// Gives the log its place, durably: the checkpoint first, if there is one, for a log without it would
    /// look unsigned.
    ///
    /// Nothing is there to be replaced: whoever writes in the folder holds the lock. If power fails in
    /// between, the next restore says what is in its way.
    func publish() throws(Failure) {
        let isSigned = access("\(scratch)/checkpoint", F_OK) == 0
        for name in (isSigned ? ["checkpoint"] : []) + ["log.db"] {
            let target = "\(folder)/\(name)"
            guard rename("\(scratch)/\(name)", target) == 0 else {
                throw .unwritableFile(.init(path: target, errno: errno))
            }
        }
        try BackupFile.sync(folderOf: "\(folder)/log.db")
    }

    /// Removes what was unpacked and gives the folder free; the file `lock` stays, for its name is what others lock.
    func leave() {
        work.remove()
        flock(lock, LOCK_UN)
        close(lock)
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
