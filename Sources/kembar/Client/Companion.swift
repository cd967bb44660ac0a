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
    /// What it writes to its standard error is short: both pipes are read one after the other.
    static func run(_ path: String, _ words: [String]) -> Desk.Ended? {
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
        let ended = Desk.Ended(output: output.readAll(), errors: errors.readAll())
        var status: Int32 = 0
        _ = restarting { waitpid(pid, &status, 0) }
        return ended
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

    func readAll() -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = restarting { read(reading, &piece, piece.count) }
            guard count > 0 else { return all }
            all += piece[..<count]
        }
    }
}
