import FoundationEssentials
import Glibc

/// A program of ours that lies beside this one.
enum Companion {
    static func path(of name: String) -> String {
        // Without /proc the name stays, and starting it fails with a message that shows it.
        let running = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = (running ?? "").split(separator: "/").dropLast().joined(separator: "/")
        return running == nil ? name : "/\(folder)/\(name)"
    }

    /// Runs it to its end with our own input and environment; nil if it can't be started.
    ///
    /// Lines `progress READ WHOLE` of its standard error go to `progress`, and to nobody else.
    static func run(
        _ path: String,
        _ words: [String],
        progress: ((_ read: Int64, _ of: Int64) -> Void)? = nil
    ) -> Desk.Ended? {
        guard let output = Pipe(), let errors = Pipe() else { return nil }
        defer {
            output.close()
            errors.close()
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = ([path] + words).map { strdup($0) }
        arguments.append(nil)
        defer { arguments.forEach { free($0) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, path, &actions, nil, arguments, environ) == 0 else { return nil }
        output.closeWriting()
        errors.closeWriting()
        var ended = Desk.Ended(output: [], errors: [])
        var reports = ProgressReports(tell: progress)
        Pipe.readAll(output, { ended.output += $0 }, errors, { ended.errors += reports.take($0) })
        ended.errors += reports.rest
        var status: Int32 = 0
        _ = restarting { waitpid(pid, &status, 0) }
        ended.status = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        return ended
    }
}

extension Companion {
    /// How much of a program's last words is kept.
    private static let lastWordsMax = 4096

    /// Runs it to its end with our own output, and our own input or none; nil if it can't be started.
    ///
    /// What it says on standard error goes to `tell` as it comes.
    static func runThrough(
        _ path: String,
        _ words: [String],
        withInput: Bool,
        tell: ([UInt8]) -> Void
    ) -> Desk.RemoteEnd? {
        guard let errors = Pipe() else { return nil }
        defer { errors.close() }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if !withInput {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = ([path] + words).map { strdup($0) }
        arguments.append(nil)
        defer { arguments.forEach { free($0) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, path, &actions, nil, arguments, environ) == 0 else { return nil }
        errors.closeWriting()
        var lastWords: [UInt8] = []
        errors.readAll { piece in
            tell(piece)
            lastWords = (lastWords + piece).suffix(lastWordsMax)
        }
        var status: Int32 = 0
        _ = restarting { waitpid(pid, &status, 0) }
        let isKilled = status & 0x7F != 0
        return Desk.RemoteEnd(
            status: isKilled ? nil : status >> 8 & 0xFF,
            lastWords: String(decoding: lastWords, as: UTF8.self)
        )
    }
}

/// Parts what a program says about how far it is from what it says to people.
struct ProgressReports {
    let tell: ((_ read: Int64, _ of: Int64) -> Void)?
    /// What is no whole line yet.
    private(set) var rest: [UInt8] = []

    init(tell: ((_ read: Int64, _ of: Int64) -> Void)?) { self.tell = tell }

    /// Takes more of its words; returns the lines that are no reports.
    mutating func take(_ bytes: [UInt8]) -> [UInt8] {
        rest += bytes
        var words: [UInt8] = []
        while let end = rest.firstIndex(of: 0x0A) {
            let line = Array(rest[...end])
            rest.removeSubrange(...end)
            let parts = String(decoding: line.dropLast(), as: UTF8.self).split(separator: " ")
            guard parts.count == 3, parts[0] == "progress", let read = Int64(parts[1]),
                let whole = Int64(parts[2])
            else {
                words += line
                continue
            }
            tell?(read, whole)
        }
        return words
    }
}

/// A pipe from a program that we start to us.
private final class Pipe {
    private let reading: Int32
    private(set) var writing: Int32

    init?() {
        var descriptors: [Int32] = [-1, -1]
        guard pipe(&descriptors) == 0 else { return nil }
        // We start one program and nothing else, so nobody inherits them in between.
        for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        reading = descriptors[0]
        writing = descriptors[1]
    }

    func closeWriting() {
        if writing >= 0 { Glibc.close(writing) }
        writing = -1
    }

    func close() {
        closeWriting()
        Glibc.close(reading)
    }

    /// Reads to the end, each piece as it comes.
    func readAll(_ take: ([UInt8]) -> Void) {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = restarting { read(reading, &piece, piece.count) }
            guard count > 0 else { return }
            take(Array(piece[..<count]))
        }
    }

    /// Reads two pipes to their ends, each piece as it comes.
    static func readAll(
        _ first: Pipe,
        _ takeFirst: ([UInt8]) -> Void,
        _ second: Pipe,
        _ takeSecond: ([UInt8]) -> Void
    ) {
        var waiting = [first, second].map {
            pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0)
        }
        var piece = [UInt8](repeating: 0, count: 65_536)
        while waiting.contains(where: { $0.fd >= 0 }) {
            guard restarting({ Int(poll(&waiting, 2, -1)) }) > 0 else { return }
            for index in waiting.indices where waiting[index].revents != 0 {
                let count = restarting { read(waiting[index].fd, &piece, piece.count) }
                guard count > 0 else {
                    // Its end: it is not asked about any more.
                    waiting[index].fd = -1
                    continue
                }
                index == 0 ? takeFirst(Array(piece[..<count])) : takeSecond(Array(piece[..<count]))
            }
        }
    }
}
