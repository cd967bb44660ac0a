import Foundation
import Synchronization
import Testing

/// A folder for one test and the programs that run in it; afterwards all of it is gone.
final class Place: Sendable {
    let path: String
    private let programs = Mutex<[RunningProgram]>([])

    /// Gives `body` a new place, and ends its programs and removes the folder whatever happens.
    static func with<Result>(
        _ body: (Place) async throws -> Result
    ) async throws -> Result {
        let place = try Place()
        do {
            let result = try await body(place)
            await place.clear()
            return result
        } catch {
            await place.clear()
            throw error
        }
    }

    private init() throws {
        // Short, because a socket's path may have 107 bytes only.
        var template = Array("/tmp/kembar-e2e.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        path = String(cString: made)
        // The shipped rules without the weekly report, which most tests would have to count too.
        try FileManager.default.copyItem(atPath: Daemon.shipped, toPath: rules)
        let policy = rules + "/reminders.yaml"
        let lines = try String(contentsOfFile: policy, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        try lines.filter { !$0.hasPrefix("weekly:") }.joined(separator: "\n")
            .write(toFile: policy, atomically: true, encoding: .utf8)
    }

    /// The folder of the settings and rules that a daemon here is started with.
    var rules: String { file("config") }

    private func clear() async {
        for program in programs.withLock({ $0 }) {
            program.send(SIGKILL)
            await program.ended()
        }
        // What can't be removed stays in /tmp for the system to clean.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Starts a program here, in an environment of nothing but `environment`.
    func start(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String? = nil
    ) throws -> RunningProgram {
        let running = try RunningProgram(
            program,
            arguments,
            environment: Programs.loading.merging(environment) { _, given in given },
            input: input
        )
        programs.withLock { $0.append(running) }
        return running
    }

    /// The path of a file in this place.
    func file(_ name: String) -> String { path + "/" + name }
}
