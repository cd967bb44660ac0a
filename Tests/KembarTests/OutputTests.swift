import Glibc
import Testing

@testable import kembar

/// An answer that can't be written is no success.
@Suite struct OutputTests {
    private static let status = """
        {"size":0,"result":"whole","origin":"x","root":"","redacted":0,"agreements":0,\
        "signer":"not-checked","checked":[],"rehearsal":false,"entries":[]}
        """

    private func run(_ arguments: String...) async throws -> (ProcessStatus, TestDesk) {
        try await TinyServer.serving(.answer(status: 200, body: Self.status)) { server in
            let desk = TestDesk(
                ["--socket", server.path] + arguments,
                outputFailure: ENOSPC
            )
            return (await desk.run(), desk)
        }
    }

    @Test func `a full disk under the output is said, and ends with 1`() async throws {
        for arguments in [["api", "GET", "/v1/status"], ["api", "POST", "/v1/x", "--lang", "id"]] {
            let (status, desk) = try await TinyServer.serving(
                .answer(status: 200, body: Self.status)
            ) { server in
                let desk = TestDesk(
                    ["--socket", server.path] + arguments,
                    outputFailure: ENOSPC
                )
                return (await desk.run(), desk)
            }
            #expect(status == .refused)
            #expect(
                desk.errors.hasPrefix("Jawabannya tidak dapat ditulis seluruhnya ke keluaran: ")
            )
        }
    }

    @Test func `after a write it is said that the command was carried out all the same`()
        async throws
    {
        let (status, desk) = try await run("note", "1", "x", "--lang", "en")
        #expect(status == .refused)
        #expect(desk.errors.contains("The command itself was carried out"))
        let (_, dry) = try await run("note", "1", "x", "--lang", "en", "--dry-run")
        #expect(!dry.errors.contains("carried out"))
    }

    @Test func `of verify it says nothing about the log: 2`() async throws {
        let (status, _) = try await run("audit", "verify")
        #expect(status == .cancelled)
    }

    @Test(arguments: [["--version"], ["--help"], ["list", "--help"]])
    func `what the program answers by itself is no exception`(arguments: [String]) async {
        let desk = TestDesk(arguments, outputFailure: EIO)
        #expect(await desk.run() == .refused)
        #expect(!desk.errors.isEmpty)
    }
}
