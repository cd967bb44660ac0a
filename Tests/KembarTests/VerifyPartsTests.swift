import Foundation
import Testing
import Wire

@testable import kembar

/// A mailbox with more checkpoints than one request holds is one question.
@Suite struct VerifyPartsTests {
    private static let mailbox = (1...120).map { size in
        "a.invalid\n\(size)\n\(String(repeating: "A", count: 43))=\n\n"
            + "\u{2014} a.invalid \(String(repeating: "A", count: 100))\n"
    }.joined(separator: "\n")

    private static func reply(_ views: String?, _ rows: Int? = nil) throws -> TinyServer.Reply {
        var answer = VerifyAnswer(
            result: "whole",
            origin: "a.invalid",
            size: 130,
            root: "00ff",
            redacted: 0,
            agreements: 2,
            signer: "not-checked",
            checked: ["bytes", "checkpoint"],
            rehearsal: false,
            since: 120
        )
        answer.sinceCount = 40
        if let views { answer.hold(views: views, differing: rows) }
        let body = try JSONEncoder().encode(answer)
        return .answer(status: 200, body: String(decoding: body, as: UTF8.self))
    }

    private static func desk(_ server: TinyServer) -> TestDesk {
        TestDesk(
            ["audit", "verify", "--since", "surat.mbox", "--json", "--socket", server.path],
            files: ["surat.mbox": mailbox]
        )
    }

    @Test func `the views are compared once, and what was found is not lost`() async throws {
        try await TinyServer.serving(try Self.reply("differ", 2), try Self.reply(nil)) { server in
            let desk = Self.desk(server)
            #expect(await desk.run() == .refused, "\(desk.errors)")
            #expect(server.asked.count > 2)
            #expect(server.asked.first?.target.contains("logOnly") == false)
            let further = server.asked.dropFirst()
            #expect(further.allSatisfy { $0.target.contains("logOnly=true") })
            let told = try JSONDecoder().decode(VerifyAnswer.self, from: Data(desk.output.utf8))
            #expect(told.views == "differ")
            #expect(told.viewsRows == 2)
            #expect(told.checked == ["bytes", "checkpoint", "views"])
            #expect(told.sinceCount == 40 * server.asked.count)
        }
    }

    @Test func `a daemon that says nothing of views is not asked to leave them out`() async throws {
        try await TinyServer.serving(try Self.reply(nil)) { server in
            #expect(await Self.desk(server).run() == .done)
            #expect(server.asked.count > 2)
            #expect(server.asked.allSatisfy { !$0.target.contains("logOnly") })
        }
    }
}
