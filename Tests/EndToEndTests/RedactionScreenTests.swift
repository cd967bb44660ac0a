import Foundation
import Testing

/// What an auditor and an administrator see of replay, comparison and redaction.
@Suite(.timeLimit(.minutes(10))) struct RedactionScreenTests {
    @Test(arguments: ["id", "en"])
    func `a history is replayed, compared, redacted and verified, live and on a copy`(
        language: String
    ) async throws {
        try await Place.with { place in
            var daemon = try await Daemon.serving(in: place)
            daemon.language = language
            var transcript = Transcript(daemon)
            try await record(&transcript)
            try await ask(&transcript)
            try await redact(&transcript)
            let key = try await daemon.done("audit", "key")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            transcript.write(key, as: "<key>")
            try await transcript.run("audit", "verify", "--vkey", key)
            // No file keeps what was redacted, while the daemon still runs.
            for name in try FileManager.default.contentsOfDirectory(atPath: place.file("data")) {
                let data = try Data(contentsOf: URL(fileURLWithPath: place.file("data/\(name)")))
                #expect(data.range(of: Data("Orang Contoh".utf8)) == nil, "\(name)")
            }
            try FileManager.default.copyItem(
                atPath: place.file("data"),
                toPath: place.file("copy")
            )
            let copy = place.file("copy")
            try await transcript.run("audit", "verify", "--data", copy, "--vkey", key)
            try await transcript.run("audit", "replay", "2026-0001", "--data", copy)
            try await transcript.run("audit", "diff", "8", "15", "--data", copy)
            try transcript.check(golden: "jejak-\(language)")
        }
    }

    @Test func `auditors replay and compare through their socket, and redact nothing`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Contoh", "--party", "99.71", "--source", "x-word")
            let socket = ["--socket", daemon.sockets + "/audit.sock"]
            for words in [["audit", "replay"], ["audit", "diff", "0", "8"]] {
                let outcome = try await daemon.run(words + socket)
                #expect(outcome.status == 0, "\(words): \(outcome)")
                #expect(outcome.output.contains("2026-0001"))
            }
            let before = try await daemon.lines()
            let refused = try await daemon.run(
                ["redact", "2026-0001", "8", "--remove", "source", "--authority", "x"] + socket
            )
            #expect(refused.status == 4)
            #expect(try await daemon.lines() == before)
        }
    }

    private func record(_ transcript: inout Transcript) async throws {
        try await transcript.run(
            "propose",
            "Jalur wisata (contoh)",
            "--party",
            "99.71",
            "--at",
            "2026-05"
        )
        try await transcript.run(
            "discuss",
            "2026-0001",
            "--scope",
            "pariwisata",
            "--source",
            "Orang Contoh, 0800-1234"
        )
        try await transcript.run(
            "await",
            "2026-0001",
            "--party",
            "99.71",
            "--for",
            "kesiapan",
            "--promised",
            "2026-06-01"
        )
        try await transcript.run("note", "2026-0001", "Hubungi Orang Contoh, 0800-1234")
        try await transcript.run(
            "correct",
            "2026-0001",
            "9",
            "source=Orang Contoh, 0800-9999",
            "at=2026-05-05",
            "--reason",
            "nomor dan tanggal"
        )
        try await transcript.run(
            "ready",
            "2026-0001",
            "--party",
            "99.71",
            "--source",
            "surat 12"
        )
    }

    private func ask(_ transcript: inout Transcript) async throws {
        try await transcript.run("audit", "replay", "2026-0001")
        try await transcript.run("audit", "replay", "--as-of", "2026-05-04")
        try await transcript.run("audit", "diff", "8", "10")
        try await transcript.run("audit", "diff", "10", "13", "--agreement", "2026-0001")
        try await transcript.run("audit", "diff", "2026-05-04", "2026-05-05", "--happened")
        try await transcript.run("audit", "diff", "2026-05-06", "2026-05-07")
        try await transcript.run(refusedWith: 1, "audit", "diff", "1", "999")
        try await transcript.run(refusedWith: 1, "audit", "diff", "1", "2", "--happened")
        try await transcript.run(refusedWith: 3, "audit", "replay", "2026-0009")
    }

    private func redact(_ transcript: inout Transcript) async throws {
        let id = "2026-0001"
        let ground = ["--authority", "Nota dinas 480/12"]
        for words in [
            ["9", "--remove", "place"], ["9", "--remove", "scope"], ["1", "--remove", "text"],
        ] {
            try await transcript.run(refusedWith: 1, ["redact", id] + words + ground)
        }
        try await transcript.run(
            refusedWith: 1,
            ["redact", id, "9", "--remove", "source", "--authority"]
                + ["Permintaan Orang Contoh, 0800-1234"]
        )
        let removal = ["redact", id, "9", "--remove", "source"] + ground
        try await transcript.run(removal + ["--dry-run"])
        // Nobody is there to be asked.
        try await transcript.run(refusedWith: 2, removal)
        try await transcript.run(removal + ["--yes"])
        try await transcript.run(refusedWith: 1, removal + ["--yes"])
        let replacement = ["redact", id, "11", "--set", "text=(dihapus)"] + ground
        try await transcript.run(replacement + ["--yes"])
        try await transcript.run(refusedWith: 1, ["redact", id, "14", "--remove", "x"] + ground)
        try await transcript.run("history", id)
    }
}
