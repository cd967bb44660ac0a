import Foundation
import Glibc
import Synchronization

/// A program that runs as a process of its own.
///
/// Foundation's `Process` hands descriptors of one start to the child of another that starts at the
/// same moment, and then takes neither for ended while both run; so we spawn by ourselves.
final class RunningProgram: Sendable {
    /// How a process ended.
    enum Ending: Hashable, Sendable {
        case exited(Int32)
        case killed(by: Int32)

        /// From the status of waitpid(2).
        init(status: Int32) {
            let signal = status & 0x7F
            self = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(by: signal)
        }
    }

    private struct State {
        var ending: Ending?
        var mourners: [CheckedContinuation<Ending, Never>] = []
    }

    let pid: pid_t
    /// What it writes to standard output.
    let output: Speech
    /// What it writes to standard error.
    let errors: Speech
    private let state = Mutex(State())

    /// Starts the program at `path` with nothing but `environment`.
    init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String],
        input: String?
    ) throws {
        let pipes = try (input: SpawnPipe(), output: SpawnPipe(), errors: SpawnPipe())
        pid = try spawn(
            [path] + arguments,
            environment: environment,
            descriptors: [pipes.input.reading, pipes.output.writing, pipes.errors.writing]
        )
        close(pipes.input.reading)
        close(pipes.output.writing)
        close(pipes.errors.writing)
        output = Speech(pipes.output.reading)
        errors = Speech(pipes.errors.reading)
        // Fits into the pipe's own buffer: nobody has to read while we write.
        let text = Array((input ?? "").utf8)
        _ = Glibc.write(pipes.input.writing, text, text.count)
        close(pipes.input.writing)
        Thread.detachNewThread { [self] in bury() }
    }

    /// Sends a signal, unless it has ended: its number may be another process's by then.
    func send(_ signal: Int32) {
        state.withLock { if $0.ending == nil { kill(pid, signal) } }
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

    /// Waits for the end, and lets go of the number only where no signal can be under way to it.
    private func bury() {
        var details = siginfo_t()
        while waitid(P_PID, id_t(pid), &details, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (ending, mourners) = state.withLock { state in
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            let ending = Ending(status: status)
            defer { state.mourners = [] }
            state.ending = ending
            return (ending, state.mourners)
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
