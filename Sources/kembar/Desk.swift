import Exports
import Glibc

/// Everything outside the program that a command may touch, gathered at one place.
///
/// Clock, randomness, files, terminal and environment enter the command line here and nowhere else;
/// a test puts its own desk in their place.
struct Desk: Sendable {
    /// The words of the command line, the program's own name first.
    var arguments: [String]
    /// Which of these are no UTF-8, by their index: their text has lost what was typed.
    var unreadableArguments: [Int] = []
    var environment: [String: String]
    /// Who runs the program, by login name; asked only where it is shown.
    var user: @Sendable () -> String
    /// The width of the terminal in characters, if the output goes to one.
    var terminalWidth: Int?
    /// Whether standard output is a terminal.
    var isTerminal: Bool
    /// Whether standard error is one.
    var isErrorTerminal: Bool
    /// Whether standard input is one: a program of the system that asks for a secret asks there.
    var isInputTerminal = false

    /// A fresh idempotency key.
    var makeKey: @Sendable () -> String
    /// Seconds of a clock that never goes back; only differences mean something.
    var uptime: @Sendable () -> Double
    var sleep: @Sendable (_ seconds: Double) async -> Void
    /// Reads one line from a person at a terminal; nil if nobody is there, or if they ended the input.
    var ask: @Sendable () -> String?
    /// Reads a file piece by piece; `-` is standard input.
    var read: @Sendable (_ path: String, _ piece: ([UInt8]) -> Void) throws(FileFailure) -> Void
    var write: @Sendable (_ bytes: [UInt8], _ stream: Stream) -> Void
    /// Writes a file that must not exist yet, whole: half a file is removed again.
    var save: @Sendable (_ bytes: [UInt8], _ path: String) throws(FileFailure) -> Void =
        { _, _ in }
    /// Makes a folder that must not exist yet, for a bundle.
    var makeFolder: @Sendable (_ path: String) throws -> any BundleFiles = { try NewFolder($0) }
    /// Makes a file that must not exist yet, for what comes piece by piece.
    var makeFile: @Sendable (_ path: String) throws -> NewFile = { try NewFile($0) }
    /// Lists and hashes the files of a folder, as documents are looked for.
    var hashFolder: @Sendable (_ path: String) throws -> [(path: String, sha256: String)] =
        { try DocumentFolder($0).files() }
    /// Why something could not be written to the output, as the system's number; nil if all was.
    ///
    /// That a reader has gone, as `head` does, is no failure.
    var outputFailure: @Sendable () -> Int32? = { nil }
    /// Runs a program that lies beside this one to its end; nil if it can't be started.
    var runBeside: @Sendable (_ name: String, _ words: [String]) -> Ended? = { _, _ in nil }
    /// Runs a program of the system, with our own input, to its end; nil if it can't be started.
    var runTool: @Sendable (_ path: String, _ words: [String]) -> Ended? = { _, _ in nil }
    /// Runs ssh to its end: its output is ours, its input too or none; nil if it can't be started.
    var runRemote: @Sendable (_ path: String, _ words: [String], _ withInput: Bool) -> RemoteEnd? =
        { _, _, _ in nil }
    /// More of what is typed, as it comes; empty at its end.
    var typed: @Sendable () -> [UInt8] = { [] }
    /// What alone may be done at this desk; nil is everything.
    var confinement: Confinement?
    /// Whether it is root who runs the program.
    var isRoot: @Sendable () -> Bool = { false }
    /// The account of that name; nil if there is none.
    var account: @Sendable (_ name: String) -> Account? = { _ in nil }
    /// Where the folders of new accounts lie.
    var homes = "/home"
    /// Whether something lies at that path.
    var exists: @Sendable (_ path: String) -> Bool = { access($0, F_OK) == 0 }
    /// The path of a program beside this one.
    var pathBeside: @Sendable (_ name: String) -> String = { $0 }
    /// Whether somebody still reads what is written: the other end of a pipe may have gone.
    var isOutputOpen: @Sendable () -> Bool
    /// From now on SIGINT and SIGTERM end the program as done: for what lasts until it is ended.
    ///
    /// SIGPIPE no longer ends it: `isOutputOpen` says that the reader has gone.
    var endOnSignals: @Sendable () -> Void

    /// Where the program writes.
    enum Stream: Sendable { case output, errors }

    /// What a program that ran to its end has said.
    struct Ended: Hashable {
        var output: [UInt8]
        var errors: [UInt8]
        /// Its exit status; that of a program which was killed is its signal and 128.
        var status: Int32 = 0
    }

    /// How ssh ended.
    struct RemoteEnd: Hashable {
        /// Its exit status; nil if it was killed.
        var status: Int32?
        /// The last of what it and the program over there wrote to standard error.
        var lastWords: String
    }

    /// A file could not be read or written; the number is the system's.
    struct FileFailure: Error, Hashable {
        var path: String
        var errno: Int32

        /// One that nobody reaches from a confined desk.
        static func shut(_ path: String) -> FileFailure { .init(path: path, errno: EACCES) }
    }
}

extension Desk {
    /// Writes a text, with a line end if it has none.
    func say(_ text: String, on stream: Stream = .output) {
        guard !text.isEmpty else { return }
        // By bytes: CR and LF together are one character.
        let isEnded = text.utf8.last == 0x0A
        write(Array((isEnded ? text : text + "\n").utf8), stream)
    }

    /// The whole content of a file.
    func content(of path: String) throws(FileFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        try read(path) { bytes += $0 }
        return bytes
    }
}
