import Entries
import Testing

/// The console against a real kembard, as an officer reads it.
@Suite struct ConsoleTests {
    private static let lines: [String] = [
        "7", "1", "Kerja sama contoh", "99.71", "ksdd", "KB", "", "", "2026-05-04", "surat 12",
        "y", "6", "2026-0001", "1", "", "pariwisata; kebudayaan", "Ruang Rapat", "2026-05-05",
        "", "y", "note 2026-0001 \"hari Jum'at\"", "t", "6", "2026-0001", "1", "x", ".",
        "6", "2026-0001", "2", "v1", "", "2027-01-01", "", "y",
        "", "", "2026-05-06", "", "y", "propose Salah --party 99.71 --at 2027-01-01",
        "show 2026-0009", "2", "2026-0001",
        "3", "2026-0001", "4", "pariwisata", "admin backup -", "list; id", "lst", "5",
        "list --stalled",
    ]

    @Test(arguments: ["id", "en"])
    func `a dialogue reads as it should`(language: String) async throws {
        try await Place.with { place in
            var daemon = try await Daemon.serving(in: place)
            daemon.language = language
            let outcome = try await daemon.run(
                ["console"],
                input: Self.lines.joined(separator: "\n") + "\n"
            )
            #expect(outcome.status == 0)
            #expect(outcome.errors == "")
            var transcript = Transcript(daemon)
            transcript.write("kembar console", Self.merged(outcome.output))
            try transcript.check(golden: "konsol-\(language)")
            let types = try await daemon.entries().map(\.type)
            #expect(types.filter { $0 == "NoteAdded" } == [])
            #expect(types.filter { $0 == "VisitProposed" }.count == 1)
            #expect(types.filter { $0 == "ScopeDiscussed" }.count == 1)
        }
    }

    /// What was said, with what was typed behind each question, as both stand on a screen.
    private static func merged(_ output: String) -> String {
        var rest = output[...]
        var text = ""
        for line in lines {
            guard let question = rest.firstRange(of: "> ") else { break }
            text += rest[..<question.upperBound] + line + "\n"
            rest = rest[question.upperBound...]
        }
        return text + rest
    }

    @Test func `bytes that are no text, and very long lines, record nothing and end nothing`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let size = try await daemon.lines().count
            let program = try place.start(
                "/bin/sh",
                [
                    "-c",
                    #"{ printf 'note 2026-0001 \377\n\033[A\n'; head -c 1000000 /dev/zero; printf '\n'; head -c 100000 /dev/zero | tr '\0' x; printf '\nshow 2026-0001\n'; } | "$0" console"#,
                    Programs.kembar,
                ],
                environment: daemon.environment
            )
            let outcome = await program.outcome()
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("bukan teks UTF-8"))
            #expect(outcome.output.contains("panah atau Esc"))
            #expect(outcome.output.contains("terlalu panjang"))
            #expect(outcome.output.contains("Kerja sama contoh"))
            #expect(try await daemon.lines().count == size)
        }
    }
}
