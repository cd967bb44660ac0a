import Glibc
import Synchronization

@testable import kembar

/// A desk whose files, clock, randomness and terminal are the test's own.
final class TestDesk: Sendable {
    private struct State {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var seconds = 0.0
        var pauses: [Double] = []
        var keys = 0
    }

    private let state = Mutex(State())
    private let arguments: [String]
    private let environment: [String: String]
    private let files: [String: String]
    private let reply: String?
    /// After how many lines nobody reads any more; nil is never.
    private let linesMax: Int?
    /// Why nothing can be written to the output, as the system's number.
    private let outputFailure: Int32?
    private let unreadableArguments: [Int]

    init(
        _ arguments: [String],
        environment: [String: String] = [:],
        files: [String: String] = [:],
        reply: String? = nil,
        linesMax: Int? = nil,
        outputFailure: Int32? = nil,
        unreadableArguments: [Int] = []
    ) {
        self.outputFailure = outputFailure
        self.unreadableArguments = unreadableArguments
        self.reply = reply
        self.linesMax = linesMax
        self.arguments = ["kembar"] + arguments
        self.environment = environment
        self.files = files
    }

    var output: String { state.withLock { String(decoding: $0.output, as: UTF8.self) } }
    var errors: String { state.withLock { String(decoding: $0.errors, as: UTF8.self) } }
    var pauses: [Double] { state.withLock { $0.pauses } }

    /// Runs the program at this desk.
    func run() async -> ProcessStatus { await Session(desk: desk).run() }

    var desk: Desk {
        Desk(
            arguments: arguments,
            unreadableArguments: unreadableArguments,
            environment: environment,
            user: { "sekretaris" },
            terminalWidth: nil,
            isTerminal: false,
            isErrorTerminal: false,
            makeKey: { [self] in
                state.withLock { state in
                    state.keys += 1
                    return "key-\(state.keys)"
                }
            },
            uptime: { [self] in state.withLock { $0.seconds } },
            sleep: { [self] wait in
                state.withLock { state in
                    state.seconds += wait
                    state.pauses.append(wait)
                }
            },
            ask: { [self] in reply },
            read: { [self] path, piece throws(Desk.FileFailure) in
                guard let file = files[path] else {
                    throw Desk.FileFailure(path: path, errno: ENOENT)
                }
                // In pieces, as a real file comes.
                var rest = Array(file.utf8)[...]
                while !rest.isEmpty {
                    piece(Array(rest.prefix(3)))
                    rest = rest.dropFirst(3)
                }
            },
            write: { [self] bytes, stream in
                state.withLock { state in
                    switch stream {
                    case .output: if outputFailure == nil { state.output += bytes }
                    case .errors: state.errors += bytes
                    }
                }
            },
            outputFailure: { [self] in outputFailure },
            isOutputOpen: { [self] in
                linesMax.map { max in output.split(separator: "\n").count < max } ?? true
            },
            endOnSignals: {}
        )
    }
}
