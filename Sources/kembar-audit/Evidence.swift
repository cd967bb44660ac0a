import Entries
import EventLog
import Glibc
import Wire

/// The folder under examination: locked, and never written to.
struct Evidence: ~Copyable {
    let path: String
    private let lock: FolderLock

    /// Finds and locks the folder; throws `Problem` if it is not there, or a daemon has it.
    init(_ path: String) throws(Problem) {
        self.path = path
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code: ProblemCode =
                [ENOENT, ENOTDIR].contains(errno) ? .copyMissing : .copyUnreadable
            throw Problem(code, ["path": .string(path), "cause": .string(Self.errorText())])
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw Problem(
                .copyMissing,
                ["path": .string(path), "cause": .string(Self.errorText(ENOTDIR))]
            )
        }
        do {
            lock = try FolderLock(folder: path, access: .readOnly)
        } catch {
            throw CopiedFolder.problem(error, path)
        }
    }

    /// Lets a daemon have the folder again.
    func release() { lock.release() }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    static func errorText(_ number: Int32 = errno) -> String { String(cString: strerror(number)) }
}
