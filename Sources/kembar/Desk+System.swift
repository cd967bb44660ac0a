import FoundationEssentials
import Glibc
import Synchronization

extension Desk {
    /// The desk of the running process.
    static var system: Desk {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        return Desk(
            arguments: CommandLine.arguments,
            unreadableArguments: unreadableArguments(),
            environment: environment(),
            user: userName,
            terminalWidth: isTerminal ? windowWidth() : nil,
            isTerminal: isTerminal,
            isErrorTerminal: isatty(STDERR_FILENO) == 1,
            isInputTerminal: isatty(STDIN_FILENO) == 1,
            makeKey: { UUID().uuidString.lowercased() },
            uptime: { seconds(of: ContinuousClock.now) },
            sleep: { wait in
                // A cancelled sleep only ends early: the caller looks at the clock again.
                try? await Task.sleep(for: .seconds(wait))
            },
            ask: {
                // Both ends must be a person's: who can't read the question can't answer it.
                guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
                return readLine()
            },
            read: { path, piece throws(FileFailure) in try readFile(path, piece) },
            write: { bytes, stream in
                let failure = writeAll(bytes, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO)
                guard let failure, failure != EPIPE, stream == .output else { return }
                firstOutputFailure.withLock { $0 = $0 ?? failure }
            },
            save: { bytes, path throws(FileFailure) in try saveFile(bytes, path) },
            outputFailure: { firstOutputFailure.withLock(\.self) },
            runBeside: { name, words in
                let bar = ProgressBar(Speech.language)
                return Companion.run(Companion.path(of: name), words) { read, whole in
                    _ = writeAll(Array(bar.line(read: read, of: whole).utf8), to: STDERR_FILENO)
                }
            },
            runTool: { path, words in Companion.run(path, words) },
            runRemote: { path, words, withInput in
                Companion.runThrough(path, words, withInput: withInput) {
                    _ = writeAll($0, to: STDERR_FILENO)
                }
            },
            typed: {
                var piece = [UInt8](repeating: 0, count: 4096)
                let count = restarting { Glibc.read(STDIN_FILENO, &piece, piece.count) }
                return count > 0 ? Array(piece[..<count]) : []
            },
            isRoot: { geteuid() == 0 },
            account: account,
            pathBeside: Companion.path,
            isOutputOpen: {
                guard firstOutputFailure.withLock({ $0 == nil }) else { return false }
                var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
                return poll(&output, 1, 0) <= 0
            },
            endOnSignals: {
                // Nothing is left to write: every line has gone out as it came.
                for number in [SIGINT, SIGTERM] { signal(number) { _ in _exit(0) } }
                // A reader that has gone ends it as well as those: seen at the next look at the output.
                signal(SIGPIPE, SIG_IGN)
            }
        )
    }

    /// Ends the process.
    func leave(_ status: ProcessStatus) -> Never { exit(status.rawValue) }

    private static let start = ContinuousClock.now

    /// What was written after it would have a hole before it.
    private static let firstOutputFailure = Mutex<Int32?>(nil)

    private static func unreadableArguments() -> [Int] {
        (0..<Int(CommandLine.argc)).filter { index in
            CommandLine.unsafeArgv[index].map { String(validatingCString: $0) == nil } ?? false
        }
    }

    private static func seconds(of instant: ContinuousClock.Instant) -> Double {
        let (seconds, attoseconds) = (instant - start).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    /// The environment; of a variable that is set twice the first counts, as it does for `getenv`.
    private static func environment() -> [String: String] {
        var values: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let words = String(cString: entry)
            if let equals = words.utf8.firstIndex(of: UInt8(ascii: "=")) {
                let name = String(words[..<equals])
                if values[name] == nil {
                    values[name] = String(words[words.utf8.index(after: equals)...])
                }
            }
            next += 1
        }
        return values
    }

    @Sendable private static func userName() -> String {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
            return String(getuid())
        }
        return String(cString: name)
    }

    @Sendable private static func account(_ name: String) -> Account? {
        guard let entry = getpwnam(name), let home = entry.pointee.pw_dir else { return nil }
        let (number, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
        let path = String(cString: home)
        let comment = entry.pointee.pw_gecos.map { String(cString: $0) } ?? ""
        // As many as Linux lets a process have.
        var count: Int32 = 65_536
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(name, group, &groups, &count) >= 0 else {
            return Account(number: number, home: path, groups: [], comment: comment)
        }
        let names = groups.prefix(Int(count)).compactMap { number in
            getgrgid(number).map { String(cString: $0.pointee.gr_name) }
        }
        return Account(number: number, home: path, groups: names, comment: comment)
    }

    private static func windowWidth() -> Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }

    /// How much of a file is read at once.
    private static let pieceSize = 64 * 1024

    private static func readFile(
        _ path: String,
        _ piece: ([UInt8]) -> Void
    ) throws(FileFailure) {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure(path: path, errno: errno) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var buffer = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = restarting { Glibc.read(descriptor, &buffer, pieceSize) }
            if count == 0 { return }
            guard count > 0 else { throw FileFailure(path: path, errno: errno) }
            piece(Array(buffer[..<count]))
        }
    }

    private static func saveFile(_ bytes: [UInt8], _ path: String) throws(FileFailure) {
        // What stands there may be a letter that somebody has worked on.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure(path: path, errno: errno) }
        var failure = writeAll(bytes, to: descriptor)
        if close(descriptor) != 0, failure == nil { failure = errno }
        guard let failure else { return }
        unlink(path)
        throw FileFailure(path: path, errno: failure)
    }

    /// Writes everything; returns the system's number if it can't.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                restarting { Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
            }
            guard count >= 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return nil
    }
}
