import Foundation
import Testing
import Wire

/// One folder, one daemon; one socket, one daemon.
@Suite(.timeLimit(.minutes(10))) struct SecondDaemonTests {
    @Test func `a second daemon on the same data is refused by folder and process`() async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            let second = try await Daemon.refused(in: place, .init(sockets: "run2"))
            #expect(second.status == 1)
            #expect(second.errors.contains(place.file("data")), "\(second)")
            #expect(second.errors.contains("\(first.program.pid)"), "\(second)")
            #expect(!FileManager.default.fileExists(atPath: place.file("run2/operator.sock")))
            try await first.done("list")
        }
    }

    @Test func `a second daemon on the same sockets is refused, and the first serves on`()
        async throws
    {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            let second = try await Daemon.refused(in: place, .init(data: "data2"))
            #expect(second.status == 1)
            #expect(second.errors.contains(first.socket), "\(second)")
            let status = try await first.asked(StatusAnswer.self, "status")
            #expect(status.files["data"] == place.file("data"))
        }
    }

    @Test func `a socket that a killed daemon left behind is taken over`() async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await first.begin()
            first.program.send(SIGKILL)
            #expect(await first.program.ended() == .killed(by: SIGKILL))
            #expect(FileManager.default.fileExists(atPath: first.socket))
            #expect(try await first.kembar("list").status == 7)

            let second = try await Daemon.serving(in: place)
            #expect(try await second.done("list").contains("2026-0001"))
            try await second.done("audit", "verify")
            #expect(await second.stop() == .exited(0))
            #expect(!FileManager.default.fileExists(atPath: second.socket))
        }
    }
}
