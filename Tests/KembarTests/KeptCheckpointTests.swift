import Foundation
import Testing
import Wire

@testable import kembar

/// A mailbox with years of checkpoints is one question, for which the log is read once.
@Suite struct KeptCheckpointTests {
    private static func mailbox(_ count: Int, padding: Int = 100) -> String {
        (1...count).map { size in
            "a.invalid\n\(size)\n\(String(repeating: "A", count: 43))=\n\n"
                + "\u{2014} a.invalid \(String(repeating: "A", count: padding))\n"
        }.joined(separator: "\n")
    }

    private static func reply() throws -> TinyServer.Reply {
        var answer = Samples.verification
        answer.result = "whole"
        answer.fault = nil
        answer.since = 1_000
        answer.sinceCount = 1_000
        let body = try JSONEncoder().encode(answer)
        return .answer(status: 200, body: String(decoding: body, as: UTF8.self))
    }

    private static func desk(_ socket: String, _ mailbox: String) -> TestDesk {
        TestDesk(
            ["audit", "verify", "--since", "-", "--vkey", "a+b", "--json", "--socket", socket],
            files: ["-": mailbox]
        )
    }

    @Test func `a thousand checkpoints go in one request, and nothing is recorded by it`()
        async throws
    {
        try await TinyServer.serving(try Self.reply()) { server in
            let desk = Self.desk(server.path, Self.mailbox(1_000))
            #expect(await desk.run() == .done, "\(desk.errors)")
            let asked = try #require(server.asked.first)
            #expect(server.asked.count == 1)
            #expect(asked.target == "/v1/audit/verify")
            let body = try JSONDecoder().decode(VerifyRequest.self, from: Data(asked.body.utf8))
            #expect(body.vkey == "a+b" && body.policy == nil)
            #expect(body.since?.split(separator: "\n").count { $0 == "a.invalid" } == 1_000)
            #expect(desk.output.contains("\"sinceCount\":1000"))
        }
    }

    @Test(arguments: [(1_001, 100), (900, 1_200)])
    func `more than one question holds is refused before it is asked`(
        count: Int,
        padding: Int
    ) async {
        let desk = Self.desk("/nonexistent", Self.mailbox(count, padding: padding))
        #expect(await desk.run() == .cancelled)
        #expect(desk.errors.contains("too-many-checkpoints") || desk.errors.contains("\(count)"))
        #expect(!desk.errors.contains("nonexistent"))
    }
}
