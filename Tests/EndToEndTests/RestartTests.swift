import Entries
import Foundation
import Testing
import Wire

/// After a restart everything is as it was, whatever became of the views.
@Suite(.timeLimit(.minutes(10))) struct RestartTests {
    /// What happens to views.db while the daemon is down.
    enum Mishap: String, CaseIterable {
        case nothing, deleted, garbage, emptied, truncated
        /// The page that says how far they are, and all those behind it.
        case placeless, rowless
    }

    @Test(arguments: Mishap.allCases)
    func `nothing is reminded of twice after a restart`(views: Mishap) async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await Self.fill(first)
            #expect(!first.program.output.text.isEmpty)
            let before = try await Self.screens(first)
            let reminders = try await Self.reminders(first)
            #expect(reminders.count > 2)
            #expect(await first.stop() == .exited(0))
            try Self.strike(views, place.file("data/views.db"))

            let second = try await Daemon.serving(in: place)
            #expect(try await Self.screens(second) == before)
            let status = try await second.asked(StatusAnswer.self, "status")
            #expect(!status.problems.map(\.code).contains("views-error"))
            // The same moment once more: whatever was owed is in the log already.
            try await second.done("rehearse", "to", "2026-07-31")
            #expect(try await Self.reminders(second) == reminders)
            #expect(second.program.output.text.isEmpty)
            // And the next one comes as if nothing had been.
            try await second.done("rehearse", "next")
            let more = try await Self.reminders(second)
            #expect(more.count > reminders.count)
            #expect(Set(more).count == more.count)
        }
    }

    @Test func `a killed daemon has lost nothing that it answered`() async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await Self.fill(first)
            // The clock of a rehearsal goes on from the last entry.
            try await first.done("note", "2026-0001", "sebelum padam")
            let lines = try await first.lines()
            let before = try await Self.screens(first)
            first.program.send(SIGKILL)
            await first.program.ended()
            let second = try await Daemon.serving(in: place)
            #expect(try await second.lines().prefix(lines.count) == lines[...])
            #expect(try await Self.screens(second) == before)
            #expect(
                try await second.entries().dropFirst(lines.count).map(\.type) == ["DaemonStarted"]
            )
            try await second.done("audit", "verify")
        }
    }

    private static func fill(_ daemon: Daemon) async throws {
        for title in ["Satu", "Dua"] {
            try await daemon.done(
                "propose",
                title,
                "--party",
                "99.71",
                "--kind",
                "KSDD",
                "--paper",
                "KB"
            )
        }
        try await daemon.done(
            "record",
            "2026-0002",
            "AnswerAwaited",
            "office=99.71",
            "for=jawaban"
        )
        try await daemon.done("rehearse", "to", "2026-07-31")
    }

    private static func screens(_ daemon: Daemon) async throws -> [String] {
        var screens: [String] = []
        for words in [
            ["list"], ["show", "2026-0001"], ["show", "2026-0002"], ["history", "2026-0002"],
            ["remind", "list"], ["remind", "explain", "2026-0002"],
        ] {
            let outcome = try await daemon.run(words + ["--json"])
            #expect(outcome.status == 0, "\(words): \(outcome)")
            // The board says up to which entry it goes: a restart adds some of its own.
            screens.append(outcome.output.replacing(/"position":[0-9]+,"rehearsal"/, with: ""))
        }
        return screens
    }

    /// What was reminded of: agreement, opener, rule, rung, occurrence and role.
    private static func reminders(_ daemon: Daemon) async throws -> [String] {
        try await daemon.entries().filter { $0.type == "ReminderIssued" }.map(\.command.id)
    }

    private static let pageSize = 16_384

    private static func damage(_ pages: Range<Int>, of content: Data, _ path: String) throws {
        var content = content
        let bytes = pages.lowerBound * pageSize..<pages.upperBound * pageSize
        try #require(bytes.upperBound <= content.count && !bytes.isEmpty)
        content.replaceSubrange(bytes, with: Data(count: bytes.count))
        try content.write(to: URL(fileURLWithPath: path))
    }

    private static func strike(_ mishap: Mishap, _ path: String) throws {
        let files = FileManager.default
        let content = try #require(files.contents(atPath: path))
        switch mishap {
        case .nothing: break
        case .deleted:
            for end in ["", "-wal", "-shm"] where files.fileExists(atPath: path + end) {
                try files.removeItem(atPath: path + end)
            }
        case .garbage: try Data("bukan basis data\n".utf8).write(to: URL(fileURLWithPath: path))
        case .emptied: try Data().write(to: URL(fileURLWithPath: path))
        case .truncated:
            try content.prefix(content.count / 2).write(to: URL(fileURLWithPath: path))
        case .placeless: try damage(1..<2, of: content, path)
        case .rowless: try damage(2..<content.count / pageSize, of: content, path)
        }
    }
}
