import Entries
import Foundation
import Testing
import Wire

/// One damaged agreement among healthy ones: it is told of, and silences nobody else.
@Suite(.timeLimit(.minutes(3))) struct DamageTests {
    private static let damaged = "2026-0001"
    private static let healthy = "2026-0002"

    /// Changes a letter of an entry behind the log's back, as a disk does: its hash stands beside it.
    ///
    /// By the bytes of the file: its triggers don't see it. The daemon has to be stopped.
    private static func damage(_ place: Place) throws {
        let path = URL(fileURLWithPath: place.file("data/log.db"))
        var bytes = try Data(contentsOf: path)
        let title = try #require(bytes.range(of: Data("Riset bersama".utf8)))
        bytes.replaceSubrange(title, with: Data("Riset berdama".utf8))
        try bytes.write(to: path)
    }

    @Test(arguments: [false, true])
    func `the others are reminded, shown and recorded, the damaged one is named`(
        areViewsMadeAnew: Bool
    ) async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await first.done("propose", "Riset bersama", "--party", "99.71")
            try await first.done("propose", "Pertukaran pustaka", "--party", "99.71")
            let begun = try await first.entries().filter { $0.type == "VisitProposed" }
            let position = try #require(begun.first?.position)
            await first.stop()
            try Self.damage(place)
            if areViewsMadeAnew {
                for name in ["views.db", "views.db-wal", "views.db-shm"] {
                    try? FileManager.default.removeItem(atPath: place.file("data/\(name)"))
                }
            }

            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("rehearse", "next")
            #expect(await daemon.program.prints("Pertukaran pustaka"))
            #expect(!daemon.program.output.text.contains("Riset ber"))
            let issued = try await daemon.entries().filter { $0.type == "ReminderIssued" }
            #expect(issued.map(\.subject?.agreement) == [Self.healthy])

            try await daemon.done("note", Self.healthy, "catatan")
            try await daemon.done("show", Self.healthy)
            #expect(try await daemon.done("list").contains("Pertukaran pustaka"))
            for words in [
                ["show", Self.damaged], ["history", Self.damaged],
                ["note", Self.damaged, "catatan"],
            ] {
                let refused = try await daemon.run(words)
                #expect(refused.status == 6, "\(words): \(refused)")
                #expect(refused.errors.contains("entri \(position)"), "\(words): \(refused)")
            }
            // The rules can be changed all the same.
            let policy = try await daemon.done("rules", "show", "policy", "main")
            let file = place.file("reminders.yaml")
            try policy.replacing("Petugas kerja sama", with: "Staf kerja sama")
                .write(toFile: file, atomically: true, encoding: .utf8)
            try await daemon.done("rules", "adopt", file)
            let status = try await daemon.asked(StatusAnswer.self, "status")
            let notices = status.problems.map(\.code)
            // Views made anew leave it out, and say so; older ones still know that it is due.
            let expected = areViewsMadeAnew ? "views-error" : "reminders-failing"
            #expect(notices.contains(expected), "\(notices)")
            let verified = try await daemon.run(["audit", "verify"])
            #expect(verified.status == 1)
            #expect(verified.output.contains("\(position)"), "\(verified)")
        }
    }
}
