import Entries
import Foundation
import Testing
import Wire

/// How the daemon tells systemd, and how it ends.
@Suite(.timeLimit(.minutes(10))) struct StoppingTests {
    @Test func `systemd is told READY when a request is answered, and STOPPING`() async throws {
        try await Place.with { place in
            let systemd = try NotifySocket(at: place.file("notify"))
            let daemon = try Daemon.start(
                in: place,
                .init(environment: ["NOTIFY_SOCKET": systemd.path])
            )
            #expect(await systemd.receives("READY=1"))
            try await daemon.done("status")
            daemon.program.send(SIGTERM)
            #expect(await systemd.receives("STOPPING=1"))
            #expect(await daemon.program.ended() == .exited(0))
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a daemon told to stop ends well, its stop being the last entry`(
        signal: Int32
    ) async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            daemon.program.send(signal)
            #expect(await daemon.program.ended() == .exited(0))
            let restarted = try await Daemon.serving(in: place)
            let types = try await restarted.entries().map(\.type)
            #expect(types.suffix(3) == ["VisitProposed", "DaemonStopped", "DaemonStarted"])
        }
    }

    @Test func `an answer that has begun is finished`() async throws {
        try await Place.with { place in
            let systemd = try NotifySocket(at: place.file("notify"))
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: ["NOTIFY_SOCKET": systemd.path])
            )
            try await daemon.begin()
            // More than the kernel keeps for a reader that does not read.
            for _ in 0..<60 {
                try await daemon.done(
                    "note",
                    "2026-0001",
                    String(repeating: "catatan ", count: 2_000)
                )
            }
            let size = try await daemon.asked(StatusAnswer.self, "status").log.size
            let reader = try Connection(to: daemon.socket)
            try reader.write(
                "GET /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            )
            let begun = try reader.read(limit: 1_000)
            daemon.program.send(SIGTERM)
            #expect(await systemd.receives("STOPPING=1"))
            let answer = try #require(Answer(begun + (try reader.rest())))
            #expect(answer.isWhole)
            #expect(answer.body.split(separator: "\n").count == Int(size))
            #expect(await daemon.program.ended() == .exited(0))
        }
    }

    @Test func `what a running request records comes before the stop`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            // Years of reminders: the request runs for a while, and each message is an entry.
            async let running = daemon.kembar("rehearse", "to", "2030-01-01")
            #expect(await daemon.program.prints("2026-0001"))
            daemon.program.send(SIGTERM)
            #expect(await daemon.program.ended() == .exited(0))
            let rehearsal = try await running
            #expect(rehearsal.status == 0, "\(rehearsal)")
            let restarted = try await Daemon.serving(in: place)
            let types = try await restarted.entries().map(\.type)
            #expect(types.suffix(2) == ["DaemonStopped", "DaemonStarted"])
            #expect(types.count { $0 == "DaemonStopped" } == 1)
        }
    }
}

/// Started by a socket that systemd holds.
@Suite(
    .timeLimit(.minutes(10)),
    .enabled(if: Needs.socketActivate != nil, "needs systemd-socket-activate (package systemd)")
)
struct SocketActivationTests {
    @Test func `a daemon serves on the socket that systemd bound, and leaves it there`()
        async throws
    {
        try await Place.with { place in
            let socket = place.file("operator.sock")
            let words = ["--fdname=operator", "-l", socket, Programs.kembard]
            let settings = Daemon.shipped + "/examples/synthetic/kembard.yaml"
            let program = try place.start(
                try #require(Needs.socketActivate),
                words + [
                    "--data", place.file("data"), "--rehearse", "2026-05-06T09:00", "--config",
                    settings,
                ]
            )
            #expect(await program.says("Listening on"))
            let daemon = Daemon(place: place, program: program, sockets: place.path)
            let status = try await daemon.asked(StatusAnswer.self, "status")
            #expect(status.you.socket == "operator")
            #expect(status.files["operatorSocket"] == socket)
            #expect(await daemon.stop() == .exited(0))
            #expect(FileManager.default.fileExists(atPath: socket))
        }
    }
}
