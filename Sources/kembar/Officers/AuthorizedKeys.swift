import Glibc

/// The file by which sshd lets an officer in: lines are added, none is changed or taken away.
///
/// The folder may be the officer's own, and we are root: no name in it is followed anywhere else.
struct AuthorizedKeys {
    private let home: String

    /// What became of a line.
    enum Outcome: Hashable {
        case added
        /// It stands there already, to the letter.
        case present
        /// The key stands there with other options, and is left alone.
        case presentOtherwise
    }

    init(home: String) { self.home = home }

    var path: String { "\(home)/.ssh/authorized_keys" }

    /// Adds the line, and makes what is missing on the way; everything that is made belongs to us.
    func add(_ line: String, of key: PublicKey) throws(Desk.FileFailure) -> Outcome {
        if mkdir(home, 0o755) != 0, errno != EEXIST { throw failure(home) }
        let folder = try opened(AT_FDCWD, home, O_RDONLY | O_DIRECTORY, as: home)
        defer { close(folder) }
        if mkdirat(folder, ".ssh", 0o755) != 0, errno != EEXIST { throw failure("\(home)/.ssh") }
        let keys = try opened(folder, ".ssh", O_RDONLY | O_DIRECTORY, as: "\(home)/.ssh")
        defer { close(keys) }
        let file = try opened(keys, "authorized_keys", O_RDWR | O_CREAT | O_APPEND, as: path)
        defer { close(file) }
        var details = stat()
        guard fstat(file, &details) == 0 else { throw failure(path) }
        // Another name of some other file would be written to as well.
        guard details.st_mode & S_IFMT == S_IFREG, details.st_nlink == 1 else {
            throw Desk.FileFailure(path: path, errno: ELOOP)
        }
        let text = try content(of: file)
        let lines = text.split(separator: "\n").map(String.init)
        if lines.contains(line) { return .present }
        if lines.contains(where: { $0.split(separator: " ").contains(Substring(key.body)) }) {
            return .presentOtherwise
        }
        // A last line without an end would swallow ours.
        let start = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
        try write(start + line + "\n", to: file)
        return .added
    }

    /// Takes the file away with its folders, as far as nothing else is in them; returns what is left.
    ///
    /// The account they belonged to is gone. Names are taken away, never what a link points to.
    func remove() -> String? {
        for (path, isFolder) in [(path, false), ("\(home)/.ssh", true), (home, true)] {
            let result = isFolder ? rmdir(path) : unlink(path)
            guard result == 0 || errno == ENOENT || errno == ENOTDIR else { return path }
        }
        return nil
    }

    private func opened(
        _ folder: Int32,
        _ name: String,
        _ flags: Int32,
        as path: String
    ) throws(Desk.FileFailure) -> Int32 {
        let descriptor = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, mode_t(0o644))
        guard descriptor >= 0 else { throw failure(path) }
        return descriptor
    }

    private func content(of file: Int32) throws(Desk.FileFailure) -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = restarting { read(file, &piece, piece.count) }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece[..<count]
        }
    }

    private func write(_ text: String, to file: Int32) throws(Desk.FileFailure) {
        let bytes = Array(text.utf8)
        // One call: a line that somebody else adds meanwhile stands before or behind it.
        guard restarting({ Glibc.write(file, bytes, bytes.count) }) == bytes.count,
            fsync(file) == 0
        else { throw failure(path) }
    }

    private func failure(_ path: String) -> Desk.FileFailure { .init(path: path, errno: errno) }
}
