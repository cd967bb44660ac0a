import Foundation
import Synchronization

/// A program that runs as a process of its own.
final class RunningProgram: Sendable {
    /// How a process ended.
    enum Ending: Hashable, Sendable {
        case exited(Int32)
        case killed(by: Int32)
    }

    private struct State {
        var ending: Ending?
        var mourners: [CheckedContinuation<Ending, Never>] = []
    }

    /// What it writes to standard output.
    let output: Speech
    /// What it writes to standard error.
    let errors: Speech
    private let process: Process
    private let state = Mutex(State())

    /// Starts the program at `path` in a folder, with nothing but `environment`.
    init(
        _ path: String, _ arguments: [String], environment: [String: String], folder: String,
        input: String?
    ) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let pipes = (input: Pipe(), output: Pipe(), errors: Pipe())
        process.standardInput = pipes.input
        process.standardOutput = pipes.output
        process.standardError = pipes.errors
        output = Speech(pipes.output)
        errors = Speech(pipes.errors)
        // Holds this object until the process has ended, and no longer.
        process.terminationHandler = { [self] process in
            end(
                process.terminationReason == .exit
                    ? .exited(process.terminationStatus) : .killed(by: process.terminationStatus))
            process.terminationHandler = nil
        }
        try process.run()
        // Fits into the pipe's own buffer: nobody has to read while we write.
        try pipes.input.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
        try pipes.input.fileHandleForWriting.close()
    }

    var pid: pid_t { process.processIdentifier }

    /// Sends a signal, unless it has ended: its number may be another process's by then.
    func send(_ signal: Int32) {
        state.withLock { if $0.ending == nil { kill(process.processIdentifier, signal) } }
    }

    /// Waits until it has ended and everything that it wrote is read; a test whose time is up kills it.
    @discardableResult
    func ended() async -> Ending {
        await orKilled {
            let ending = await withCheckedContinuation { continuation in
                let known: Ending? = state.withLock { state in
                    if state.ending == nil { state.mourners.append(continuation) }
                    return state.ending
                }
                if let known { continuation.resume(returning: known) }
            }
            await output.isOver()
            await errors.isOver()
            return ending
        }
    }

    /// Waits until `words` stand in its standard error; false if it ends without them.
    func says(_ words: String) async -> Bool {
        await orKilled { await errors.hears(words) }
    }

    /// Waits until `words` stand in its standard output; false if it ends without them.
    func prints(_ words: String) async -> Bool {
        await orKilled { await output.hears(words) }
    }

    private func orKilled<Result>(_ wait: () async -> Result) async -> Result {
        await withTaskCancellationHandler {
            await wait()
        } onCancel: {
            send(SIGKILL)
        }
    }

    private func end(_ ending: Ending) {
        let mourners = state.withLock { state in
            defer { state.mourners = [] }
            state.ending = ending
            return state.mourners
        }
        for mourner in mourners { mourner.resume(returning: ending) }
    }
}

/// What a program that ran to its end has said.
struct Outcome: Hashable, Sendable {
    var ending: RunningProgram.Ending
    var output: String
    var errors: String

    /// The exit status; nil if it was killed.
    var status: Int32? {
        guard case .exited(let status) = ending else { return nil }
        return status
    }
}

extension RunningProgram {
    /// Waits for the end and gathers what it has said.
    func outcome() async -> Outcome {
        let ending = await ended()
        return Outcome(ending: ending, output: output.text, errors: errors.text)
    }
}
