import Foundation
import Testing

/// The command line that follows the log.
@Suite(.timeLimit(.minutes(10))) struct WatchingTests {
    private static func watch(_ daemon: Daemon, _ words: String...) throws -> RunningProgram {
        try daemon.place.start(
            Programs.kembar,
            ["watch"] + words,
            environment: daemon.environment
        )
    }

    @Test func `watch goes on over a restart and leaves no entry out`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let watch = try Self.watch(daemon, "--json", "--after", "-1")
            #expect(await watch.prints("DaemonStarted"))
            #expect(await daemon.stop() == .exited(0))
            #expect(await watch.says("terputus"))
            let restarted = try await Daemon.serving(in: place)
            try await restarted.done("propose", "Kerja sama contoh", "--party", "99.71")
            #expect(await watch.prints("VisitProposed"))
            #expect(await watch.says("Tersambung lagi"))
            let lines = try await restarted.lines()
            watch.send(SIGTERM)
            #expect(await watch.ended() == .exited(0))
            #expect(watch.output.text.split(separator: "\n").map(String.init) == lines)
        }
    }

    @Test func `an interrupted watch is done`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let watch = try Self.watch(daemon, "--after", "-1")
            #expect(await watch.prints("LogStarted"))
            watch.send(SIGINT)
            #expect(await watch.ended() == .exited(0))
        }
    }

    // The second reader is gone before anything is written: no signal may end the watch then.
    @Test(arguments: ["head -1", "true"])
    func `a watch whose reader has gone is done`(reader: String) async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let words = "\(Programs.kembar) watch --after -1 | \(reader); echo ${PIPESTATUS[0]}"
            let shell = try place.start(
                "/bin/bash",
                ["-c", words],
                environment: daemon.environment
            )
            let outcome = await shell.outcome()
            #expect(outcome.output.split(separator: "\n").last == "0", "\(outcome)")
        }
    }

    @Test func `a daemon with followers stops well`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let watch = try Self.watch(daemon, "--after", "-1")
            #expect(await watch.prints("LogStarted"))
            #expect(await daemon.stop() == .exited(0))
            #expect(!daemon.program.errors.text.contains("error"))
        }
    }
}
