import Entries
import Exports
import FoundationEssentials
import Glibc
import Wire

/// A private folder (0700) for working copies; it is gone at the end, also when the program is stopped.
///
/// Reading a database writes beside it, and closing one removes its write-ahead log: neither must
/// happen to evidence.
final class ScratchFolder {
    private let work: WorkFolder

    /// Makes the folder below TMPDIR, else /tmp.
    init() throws(Problem) {
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        do throws(FileTrouble) {
            work = try WorkFolder("\(parent)/kembar-audit")
        } catch {
            throw Self.failure(parent, error.errno)
        }
    }

    var path: String { work.path }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Removes the folder with everything in it.
    func remove() { work.remove() }

    private static func failure(_ path: String, _ number: Int32) -> Problem {
        Problem(
            .scratchFailed,
            ["path": .string(path), "cause": .string(Evidence.errorText(number))]
        )
    }

    /// How much of a file is copied at once.
    private static let pieceSize = 1 << 20

    /// Copies a file of the evidence under the same name; false if it has none of that name.
    func take(_ name: String, of evidence: borrowing Evidence) throws(Problem) -> Bool {
        // A link leads out of what was carried here, and a pipe or device has no end.
        let source = open(evidence.file(name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard source >= 0 else {
            if errno == ENOENT { return false }
            throw Problem(
                .copyUnreadable,
                ["path": .string(evidence.file(name)), "cause": .string(Evidence.errorText())]
            )
        }
        defer { close(source) }
        var status = stat()
        guard fstat(source, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let number = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
            throw Problem(
                .copyUnreadable,
                [
                    "path": .string(evidence.file(name)),
                    "cause": .string(Evidence.errorText(number)),
                ]
            )
        }
        let target = open(file(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw Self.failure(file(name), errno) }
        defer { close(target) }
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = read(source, &piece, piece.count)
            if count == 0 { return true }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw Problem(
                    .copyUnreadable,
                    ["path": .string(evidence.file(name)), "cause": .string(Evidence.errorText())]
                )
            }
            var rest = piece[..<count]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
                guard written >= 0 || errno == EINTR else { throw Self.failure(file(name), errno) }
                rest = rest.dropFirst(max(written, 0))
            }
        }
    }
}
