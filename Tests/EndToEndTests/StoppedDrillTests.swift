import Foundation
import Glibc
import Testing

/// A proof that is stopped midway: the log that it unpacked does not stay.
@Suite(.timeLimit(.minutes(10))) struct StoppedDrillTests {
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a stopped drill leaves nothing in the folder for temporary files`(
        number: Int32
    ) async throws {
        try await Place.with { place in
            let (pipe, scratch) = (place.file("log.tar"), place.file("tmp"))
            try FileManager.default.createDirectory(
                atPath: scratch,
                withIntermediateDirectories: false
            )
            try #require(mkfifo(pipe, 0o600) == 0)
            let drill = try place.start(
                Programs.kembar,
                ["admin", "drill", pipe],
                environment: ["TMPDIR": scratch]
            )
            // Opens once the program reads: its folder is made by then, and there is nothing to read yet.
            let writing = try await Self.opened(pipe)
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch).count == 1)
            drill.send(number)
            #expect(await drill.ended() == .exited(128 + number))
            close(writing)
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch) == [])
        }
    }

    /// Opens a pipe for writing, which waits for a reader: on a thread of its own.
    private static func opened(_ path: String) async throws -> Int32 {
        let descriptor = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: open(path, O_WRONLY)) }
        }
        try #require(descriptor >= 0)
        return descriptor
    }
}
