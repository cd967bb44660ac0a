import FoundationEssentials
import Synchronization
import Testing
import Wire

@testable import kembar

/// A mailbox is asked about in requests of a size that the daemon takes.
@Suite struct NotePartsTests {
    private func note(_ log: String, _ size: Int) -> String {
        "\(log)\n\(size)\nAAAA=\n\n\u{2014} \(log) " + String(repeating: "A", count: 100) + "\n"
    }

    @Test func `the first part has one of each log, and no checkpoint of the log is left out`() {
        let own = (1...200).map { note("a.invalid", $0) }
        let other = (1...50).map { note("b.invalid", $0) }
        let parts = NoteParts(Array(own.shuffled() + other.shuffled()))
        #expect(
            parts.first.prefix(2) == [own[0], other[0]]
                || parts.first.prefix(2) == [other[0], own[0]]
        )
        let further = parts.further(of: "a.invalid")
        let sent = (parts.first + further.parts.joined()).filter { $0.hasPrefix("a.") }
        #expect(sent == own, "all of them, the smallest first")
        let othersSent = parts.first.count { $0.hasPrefix("b.") }
        #expect(othersSent + further.otherCount == 50)
        for part in [parts.first] + further.parts {
            #expect(part.reduce(0) { $0 + $1.utf8.count } <= NoteParts.bytesMax)
        }
        #expect(further.parts.allSatisfy { !$0.isEmpty })
        #expect(NoteParts([own[3]]).further(of: "a.invalid").parts.isEmpty)
    }

    @Test func `what is named with --since is read once, since a pipe has it only once`()
        async throws
    {
        let notes =
            (1...200).map { note("kembar.invalid/x", $0) }
            + (1...9).map { note("lain.invalid", $0) }
        let root = String(repeating: "A", count: 43) + "="
        var answer = Samples.verification
        answer.result = "whole"
        answer.fault = nil
        answer.since = 9
        answer.sinceCount = 1
        answer.sinceOthers = 9
        let body = try JSONLine.text(of: answer)
        try await TinyServer.serving(.answer(status: 200, body: body)) { server in
            let test = TestDesk(
                ["audit", "verify", "--since", "-", "--json", "--socket", server.path],
                files: ["-": notes.joined().replacing("\nAAAA=\n", with: "\n\(root)\n")]
            )
            var desk = test.desk
            let read = desk.read
            let count = Mutex(0)
            desk.read = { path, piece throws(Desk.FileFailure) in
                count.withLock { $0 += 1 }
                try read(path, piece)
            }
            #expect(await Session(desk: desk).run() == .done)
            #expect(count.withLock { $0 } == 1)
            #expect(server.asked.count > 2, "in parts")
            let told = try JSONDecoder().decode(VerifyAnswer.self, from: Data(test.output.utf8))
            #expect(told.sinceOthers == 9)
        }
    }
}
