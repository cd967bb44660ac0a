import Glibc

/// A file that only this user can read, gone as soon as it was used.
enum PrivateFile {
    /// The file could not be made.
    struct Failure: Error, Hashable {
        var path: String
        var errno: Int32
    }

    /// Gives `body` the path of a new file with that content.
    ///
    /// In systemd's runtime folder if there is one, else in a temporary folder: a message never lies
    /// where a backup would take it along.
    static func with<Result>(
        _ bytes: [UInt8],
        in folder: String = usual,
        _ body: (_ path: String) async throws -> Result
    ) async throws -> Result {
        var template = Array("\(folder)/kembar-mail.XXXXXX".utf8CString)
        // Made with mode 0600.
        let descriptor = mkstemp(&template)
        // Taken before anything else can change it.
        let obstacle = errno
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard descriptor >= 0 else { throw Failure(path: path, errno: obstacle) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        defer { unlink(path) }
        let isWritten = write(bytes, to: descriptor)
        let cause = errno
        close(descriptor)
        guard isWritten else { throw Failure(path: path, errno: cause) }
        return try await body(path)
    }

    /// Where such files lie if nobody says otherwise.
    private static var usual: String {
        getenv("RUNTIME_DIRECTORY").map { String(cString: $0) } ?? "/tmp"
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
