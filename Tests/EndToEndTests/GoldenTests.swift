import Foundation
import Testing

/// What an officer sees, from the first proposal on, against the real daemon.
@Suite(.timeLimit(.minutes(10))) struct GoldenTests {
    @Test(arguments: ["id", "en"])
    func `the real case of Buleleng and Kota Blitar reads as it did`(language: String) async throws
    {
        try await Place.with { place in
            var daemon = try await Daemon.serving(
                in: place,
                .init(
                    rehearsal: "2018-11-08T09:00",
                    isSynthetic: false,
                    hasWeekly: true
                )
            )
            daemon.language = language
            var transcript = Transcript(daemon)
            try await tellTheRealCase(&transcript)
            transcript.journal()
            try await askAboutTheRealCase(&transcript, daemon)
            try transcript.check(golden: "blitar-\(language)")
            // The log is the same in both languages.
            if language == "id" { try await daemon.isMinedWhole() }
        }
    }

    @Test(arguments: ["id", "en"])
    func `an invented case is signed under the word SINTETIS`(language: String) async throws {
        try await Place.with { place in
            var daemon = try await Daemon.serving(in: place, .init(hasWeekly: true))
            daemon.language = language
            var transcript = Transcript(daemon)
            try await tellTheInventedCase(&transcript)
            try transcript.check(golden: "sintetis-\(language)")
            for words in [["list"], ["show", "2026-0001"], ["history", "2026-0001"]] {
                let screen = try await daemon.run(words).output
                #expect(screen.contains(language == "en" ? "SYNTHETIC" : "SINTETIS"), "\(words)")
            }
            #expect(daemon.program.output.text.contains("SINTETIS"))
            if language == "id" { try await daemon.isMinedWhole() }
        }
    }

    private func tellTheRealCase(_ transcript: inout Transcript) async throws {
        try await transcript.run(
            "propose",
            "Kota Kembar Buleleng - Kota Blitar",
            "--party",
            "35.72",
            "--kind",
            "KSDD",
            "--paper",
            "KB",
            "--at",
            "2018-10",
            "--source",
            "Laporan rapat 7 November 2018: proses draft MOU"
        )
        try await transcript.run(
            "discuss",
            "2018-0001",
            "--at",
            "2018-11-07",
            "--scope",
            "pariwisata dan kebudayaan",
            "--place",
            "Ruang Rapat Badan Keuangan Daerah Kabupaten Buleleng",
            "--source",
            "Rapat dengan TKKSD dan kepala SKPD"
        )
        try await transcript.run(
            "await",
            "2018-0001",
            "--party",
            "35.72",
            "--for",
            "kesiapan penandatanganan",
            "--at",
            "2018-11-07",
            "--source",
            "Kepala Bagian Pemerintahan Setda Kabupaten Buleleng"
        )
        try await transcript.run("list")
        try await transcript.run("show", "2018-0001")
        try await transcript.run("remind", "explain", "2018-0001")
        try await transcript.run("remind", "list")
        try await transcript.run("rehearse", "next")
    }

    private func askAboutTheRealCase(
        _ transcript: inout Transcript,
        _ daemon: Daemon
    ) async throws {
        let key = try await daemon.done("audit", "key").trimmingCharacters(in: .newlines)
        transcript.write(key, as: "<key>")
        try await transcript.run(refusedWith: 1, "sign", "2018-0001", "--party", "35.05")
        try await transcript.run("show", "2018-0001", "--as-of", "2018-10-31")
        try await transcript.run("show", "2018-0001")
        try await transcript.run("history", "2018-0001")
        try await transcript.run("remind", "list")
        try await transcript.run("remind", "explain", "2018-0001")
        try await transcript.run("audit", "checkpoint")
        try await transcript.run("audit", "verify")
        try await transcript.run("audit", "verify", "--vkey", key)
        try await transcript.run("status")
    }

    private func tellTheInventedCase(_ transcript: inout Transcript) async throws {
        let id = "2026-0001"
        try await transcript.run(
            "propose",
            "Kerja sama pariwisata (contoh)",
            "--party",
            "99.71",
            "--kind",
            "KSDD",
            "--paper",
            "PKS",
            "--at",
            "2026-05-06"
        )
        try await transcript.run("rehearse", "to", "2026-06-10T09:00")
        try await transcript.run(
            "discuss",
            id,
            "--scope",
            "pariwisata",
            "--scope",
            "ekonomi kreatif",
            "--place",
            "Kota Contoh Jawa Timur"
        )
        try await transcript.run("rehearse", "to", "2026-07-15T09:00")
        try await transcript.run("draft", id, "--file", "-", input: "naskah contoh\n")
        try await transcript.run("rehearse", "to", "2026-08-03T09:00")
        try await transcript.run(
            "await",
            id,
            "--party",
            "99.71",
            "--for",
            "paraf naskah",
            "--source",
            "surat contoh nomor 1"
        )
        try await transcript.run(
            "record",
            id,
            "AnswerAwaited",
            "office=99.01/DPRD",
            "for=persetujuan",
            "--source",
            "surat contoh nomor 2"
        )
        try await transcript.run("show", id)
        try await transcript.run(refusedWith: 1, "sign", id)
        try await transcript.run(
            "ready",
            id,
            "--party",
            "99.01/DPRD",
            "--source",
            "surat contoh nomor 3"
        )
        try await transcript.run("ready", id, "--party", "99.71")
        try await transcript.run("rehearse", "to", "2026-08-19T09:00")
        try await transcript.run(
            "sign",
            id,
            "--party",
            "99.01",
            "--number",
            "01/PKS/CONTOH/2026",
            "--place",
            "Kab. Contoh Bali Utara"
        )
        try await transcript.run("list")
        try await transcript.run("remind", "explain", id)
        try await transcript.run("rehearse", "to", "2026-08-27T09:00")
        transcript.journal()
        try await transcript.run(
            "sign",
            id,
            "--party",
            "99.71",
            "--number",
            "71/PKS/CONTOH/2026",
            "--place",
            "Kota Contoh Jawa Timur"
        )
        try await transcript.run("list")
        try await transcript.run("show", id)
        try await transcript.run("history", id)
        try await transcript.run("remind", "list")
        try await transcript.run("audit", "verify")
    }
}
