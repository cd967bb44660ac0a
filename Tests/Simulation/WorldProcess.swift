import Foundation

/// A world in a process of its own.
///
/// Worlds that share a process wait for one another where memory is given out, a third of their time with
/// two of them, and one that falls down takes all others with it.
enum WorldProcess {
    /// Starts this program again for one world, and waits for what it came to.
    @Sendable static func live(seed: UInt64, years: Int) async throws -> WorldEnd {
        let itself = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return try await run(itself, seed: seed, years: years, into: Pipe())
    }

    /// The same with any program, which says its world's end into that pipe; however it ends, the pipe's reading
    /// end is closed.
    static func run(
        _ program: URL,
        seed: UInt64,
        years: Int,
        into output: Pipe
    ) async throws -> WorldEnd {
        // Foundation keeps the pipe of a process for good, and closes the end that is written to alone. What was said
        // is read by then, so nothing is lost where this can't be closed.
        defer { try? output.fileHandleForReading.close() }
        let process = Process()
        process.executableURL = program
        process.arguments = ["--world", "--seed", "\(seed)", "--years", "\(years)"]
        process.standardOutput = output
        // What a world says at its end is far below what a pipe holds: it can be read when it is over.
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let kind = process.terminationReason == .uncaughtSignal ? "signal" : "status"
            return WorldEnd(
                years: years,
                fall: "seed \(seed): its process ended with \(kind) \(process.terminationStatus)"
            )
        }
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        return try JSONDecoder().decode(WorldEnd.self, from: said)
    }

    /// What the started program does: lives the world, and says in JSON what it came to.
    static func tell(seed: UInt64, years: Int) async throws {
        let end = try await WorldEnd.here(seed: seed, years: years)
        FileHandle.standardOutput.write(try JSONEncoder().encode(end))
    }
}
