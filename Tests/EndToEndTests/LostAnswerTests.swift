import Entries
import Foundation
import Testing
import Wire

/// Between the commit and the answer: what was recorded is never recorded twice, nor lost.
@Suite(
    .timeLimit(.minutes(10)),
    .enabled(if: Needs.compiler != nil, "needs a C compiler (cc) for the library of faults")
)
struct LostAnswerTests {
    private static let proposing = [
        "propose", "Kerja sama 'contoh'", "--party", "99.71", "--kind", "KSDD", "--paper", "KB",
    ]

    @Test func `a daemon killed after the commit gives its answer when the printed command is run`()
        async throws
    {
        try await Place.with { place in
            let faults = try await Self.faults(in: place)
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: faults.environment)
            )
            try faults.arm(.killAfter)
            let lost = try await daemon.run(Self.proposing)
            #expect(await daemon.program.ended() == .killed(by: SIGKILL))
            #expect(lost.status == 7, "\(lost)")
            #expect(lost.output.isEmpty)

            let restarted = try await Daemon.serving(in: place)
            let command = try #require(Self.command(in: lost.errors), "\(lost.errors)")
            let repeated = try await place.start(
                "/bin/sh",
                ["-c", command],
                environment: restarted.environment
            ).outcome()
            #expect(repeated.status == 0, "\(command)\n\(repeated)")
            let again = try await place.start(
                "/bin/sh",
                ["-c", command],
                environment: restarted.environment
            ).outcome()
            #expect(again == repeated)
            let begun = try await restarted.entries().filter { $0.type == "VisitProposed" }
            #expect(begun.count == 1)
            #expect(begun.first?.data["title"] == "Kerja sama 'contoh'")
            #expect(repeated.output.contains(try #require(begun.first?.subject?.agreement)))
            try await restarted.done("audit", "verify")
        }
    }

    @Test func `a command line that is still trying gets the answer from the next daemon`()
        async throws
    {
        try await Place.with { place in
            let faults = try await Self.faults(in: place)
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: faults.environment)
            )
            try faults.arm(.killAfter)
            async let running = daemon.run(Self.proposing + ["--json"])
            #expect(await daemon.program.ended() == .killed(by: SIGKILL))
            let restarted = try await Daemon.serving(in: place)
            var outcome = try await running
            if outcome.status == 7 {
                // A machine that takes longer to start a daemon than the command line has patience.
                outcome = try await place.start(
                    "/bin/sh",
                    ["-c", try #require(Self.command(in: outcome.errors))],
                    environment: restarted.environment
                ).outcome()
            }
            #expect(outcome.status == 0, "\(outcome)")
            let answer = try JSONDecoder().decode(
                WriteAnswer.self,
                from: Data(outcome.output.utf8)
            )
            let begun = try await restarted.entries().filter { $0.type == "VisitProposed" }
            #expect(begun.map(\.id) == answer.entries.map(\.id))
        }
    }

    @Test func `a sync that fails leaves one entry or none, and the daemon goes on by itself`()
        async throws
    {
        try await Place.with { place in
            let faults = try await Self.faults(in: place)
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: faults.environment)
            )
            // The name of the caller is given before, so that the command is the only thing synced.
            try await daemon.done("propose", "Satu", "--party", "99.71")
            try faults.arm(.fail)
            let request = Connection.post(
                "/v1/agreements/2026-0001/events",
                key: "kunci",
                body: #"{"event":"NoteAdded","data":{"text":"gangguan"}}"#
            )
            let first = try Self.answer(to: request, of: daemon)
            #expect(!faults.isArmed(.fail))
            #expect(first.status == 503)
            #expect(first.body.contains(#""code":"outcome-unknown""#), "\(first.body)")
            let noted = try await daemon.entries().filter { $0.command.id == "kunci" }
            #expect(noted.count <= 1)

            let second = try Self.answer(to: request, of: daemon)
            #expect(second.status == 200, "\(second.body)")
            #expect(try Self.answer(to: request, of: daemon) == second)
            try await daemon.done("audit", "verify")
            #expect(await daemon.stop() == .exited(0))
            let restarted = try await Daemon.serving(in: place)
            let kept = try await restarted.entries().filter { $0.subject != nil }
            #expect(kept.map(\.type) == ["VisitProposed", "NoteAdded"])
            try await restarted.done("audit", "verify")
        }
    }

    @Test func `a command line gets over a sync that fails, with one entry`() async throws {
        try await Place.with { place in
            let faults = try await Self.faults(in: place)
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: faults.environment)
            )
            try faults.arm(.fail)
            let outcome = try await daemon.run(Self.proposing)
            #expect(!faults.isArmed(.fail))
            #expect(outcome.status == 0, "\(outcome)")
            let begun = try await daemon.entries().filter { $0.type == "VisitProposed" }
            #expect(begun.count == 1)
            try await daemon.done("audit", "verify")
        }
    }

    @Test(arguments: [
        (["contacts", "set", "kabag", "--name", "Lain"], "kembar contacts show"),
        (["contacts", "retire", "PERSON"], "kembar contacts show"),
        (["contacts", "erase", "PERSON", "--yes"], "kembar contacts show"),
        (["contacts", "retire", "a-0001"], "kembar admin officer list"),
        (["contacts", "erase", "a-0001", "--yes"], "kembar admin officer list"),
    ])
    func `whoever loses the answer about a person is sent to look, and finds out`(
        words: [String],
        look: String
    ) async throws {
        try await Place.with { place in
            let faults = try await Self.faults(in: place)
            let daemon = try await Daemon.serving(
                in: place,
                .init(environment: faults.environment)
            )
            // Gives the caller a name, before anything is armed.
            try await daemon.done("propose", "Satu", "--party", "99.71")
            try await daemon.done("contacts", "set", "petugas", "--name", "Contoh")
            let person = try #require(
                try await daemon.asked(ContactList.self, "contacts", "show").contacts.first?.id
            )
            let command = words.map { $0 == "PERSON" ? person : $0 }
            try faults.arm(write: 1, of: "contacts.db", .after)
            let lost = try await daemon.run(command)
            #expect(await daemon.program.ended() == .killed(by: SIGKILL))
            #expect(lost.status == 7, "\(lost)")
            #expect(lost.output.isEmpty)
            let said = lost.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(said.contains("Mungkin sudah dilakukan, mungkin belum."), "\(said)")
            #expect(said.hasSuffix("ulangi hanya bila belum: \(look)"), "\(said)")

            let restarted = try await Daemon.serving(in: place)
            let asking = look.split(separator: " ").dropFirst().map(String.init)
            let shown = try await restarted.run(asking)
            #expect(shown.status == 0, "\(shown)")
            // The journal of contacts.db takes half of it back: it was not done, and can be.
            let repeated = try await restarted.run(command)
            #expect(repeated.status == 0, "\(repeated)")
        }
    }

    private static func answer(to request: String, of daemon: Daemon) throws -> Answer {
        let connection = try Connection(to: daemon.socket)
        try connection.write(request)
        return try #require(Answer(try connection.rest()))
    }

    private static func faults(in place: Place) async throws -> SystemFaults {
        try await SystemFaults(in: place, compiler: try #require(Needs.compiler))
    }

    /// The command that the command line prints for repeating it: the line that names the program.
    private static func command(in errors: String) -> String? {
        errors.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .first { $0.hasPrefix(Programs.kembar) && $0.contains("--idempotency-key") }
    }
}
