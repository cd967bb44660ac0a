import Entries
import Foundation
import Testing
import Wire

/// What an auditor wants to understand, of a running daemon and of what was carried away.
@Suite(.timeLimit(.minutes(10))) struct InquiryTests {
    private static let id = "2026-0001"

    private func story(_ place: Place) async throws -> Daemon {
        let first = try await Daemon.serving(in: place)
        try await first.done("propose", "Contoh", "--party", "99.71", "--at", "2026-04")
        try await first.done(
            "discuss",
            Self.id,
            "--scope",
            "pariwisata",
            "--at",
            "2026-05-05",
            "--source",
            "risalah"
        )
        let discussed = try await first.entries().count - 1
        try await first.done(
            "correct",
            Self.id,
            "\(discussed)",
            "scope=budaya",
            "--reason",
            "salah ketik"
        )
        try await first.done("draft", Self.id, "--version", "1")
        try await first.done(
            "await",
            Self.id,
            "--party",
            "99.71",
            "--for",
            "kesiapan",
            "--at",
            "2026-05-06"
        )
        try await first.done(
            "hold",
            Self.id,
            "--until",
            "2026-09-30",
            "--reason",
            "menunggu anggaran"
        )
        await first.stop()
        let second = try await Daemon.serving(in: place)
        second.program.send(SIGKILL)
        await second.program.ended()
        return try await Daemon.serving(in: place)
    }

    @Test func `why names every entry that made a value, corrections among them`() async throws {
        try await Place.with { place in
            let daemon = try await story(place)
            let why = try await daemon.asked(WhyAnswer.self, "audit", "why", Self.id, "scope")
            #expect(why.value == ["budaya"])
            // The entry with what it said, then the correction with what it made of that.
            #expect(why.entries.map(\.value) == [["pariwisata"], ["budaya"]])
            #expect(why.entries.first?.correctedBy.count == 1)
            #expect(why.entries.first?.source == "risalah")
            #expect(why.entries.last?.was == ["pariwisata"])
            #expect(why.entries.last?.reason == "salah ketik")
            let stage = try await daemon.asked(WhyAnswer.self, "audit", "why", Self.id, "stage")
            #expect(stage.entries.count == 4)
            let screen = try await daemon.done("audit", "why", Self.id, "scope")
            #expect(screen.contains("budaya"))
            #expect(screen.contains("diralat oleh entri"))
            #expect(screen.contains("semula: pariwisata"))
            #expect(screen.contains("alasan: salah ketik"))
            #expect(why.synthetic && screen.contains("SINTETIS: ada kantor rekaan"))
            let unknown = try await daemon.run(["audit", "why", Self.id, "warna"])
            #expect(unknown.status == 1)
            #expect(unknown.errors.contains("warna"))
            let nobody = try await daemon.run(["audit", "why", "2026-0099", "scope"])
            #expect(nobody.status == 3)
        }
    }

    @Test func `first finds when a stage or a value was reached`() async throws {
        try await Place.with { place in
            let daemon = try await story(place)
            let staged = try await daemon.asked(
                FirstAnswer.self,
                "audit",
                "first",
                "--stage",
                "PKSDrafted"
            )
            #expect(staged.matches.map(\.id) == [Self.id])
            let valued = try await daemon.asked(
                FirstAnswer.self,
                "audit",
                "first",
                "--field",
                "office=99.71"
            )
            #expect(valued.matches.first?.entry.type == "ReadinessAwaited")
            let never = try await daemon.done("audit", "first", "--stage", "Signed")
            #expect(never.contains("Belum pernah terjadi"))
            let former = try await daemon.done("audit", "first", "--field", "scope=pariwisata")
            #expect(former.contains("Pernah tercatat"))
            #expect(former.contains("SINTETIS: ada kantor rekaan"))
            let labelled = try await daemon.done("audit", "first", "--stage", "Naskah PKS Disusun")
            #expect(labelled.contains("PKSDrafted"))
            let bogus = try await daemon.run(["audit", "first", "--stage", "bogus"])
            #expect(bogus.status == 1)
            #expect(bogus.errors.contains("PKSDrafted"), "\(bogus)")
            let field = try await daemon.run(["audit", "first", "--field", "xyz=1"])
            #expect(field.status == 1)
            #expect(field.errors.contains("scope"), "\(field)")
            #expect(try await daemon.run(["audit", "first"]).status == 64)
        }
    }

    @Test func `silences tell a stop from a crash`() async throws {
        try await Place.with { place in
            let daemon = try await story(place)
            let answer = try await daemon.asked(SilencesAnswer.self, "audit", "silences")
            #expect(answer.silences.map(\.kind) == ["stopped", "crashed"])
            let screen = try await daemon.done("audit", "silences")
            #expect(screen.contains("Kembard mati tanpa sempat mencatatnya"))
            #expect(screen.contains("SINTETIS: ada kantor rekaan"))
        }
    }

    @Test func `exceptions cite entries under the headings of a report, and judge nothing`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await story(place)
            // The hold is as long as it has lasted so far: of a copy, until its last entry.
            try await daemon.done("rehearse", "to", "2026-06-30T09:00")
            try await daemon.done("note", Self.id, "masih ditunda")
            let answer = try await daemon.asked(
                ExceptionsAnswer.self,
                "audit",
                "exceptions",
                "--late-days",
                "2"
            )
            let kinds = Set(answer.findings.map(\.kind))
            #expect(
                kinds.isSuperset(
                    of: ["late", "imprecise", "no-source", "corrected", "long-hold", "silence"]
                )
            )
            #expect(answer.findings.allSatisfy { !$0.positions.isEmpty })
            let screen = try await daemon.done("audit", "exceptions")
            for heading in ["Kondisi:", "Kriteria:", "Sebab:", "Akibat:", "Rekomendasi:"] {
                #expect(screen.contains(heading))
            }
            #expect(screen.contains("SINTETIS: ada kantor rekaan"))
            #expect(screen.contains("salah ketik"))
            #expect(screen.contains("ralat: entri"))
            #expect(screen.contains("yang diralat: entri"))
            #expect(screen.contains("masih berlangsung"))
            #expect(screen.contains("Dicari, tetapi tidak ada temuan"))
            #expect(screen.contains("Entri bertanda tangan yang hilang: tidak ada"))
            #expect(screen.contains(answer.root))
            #expect(!screen.contains("sah "))
            let bundle = place.file("berkas")
            try await daemon.done("audit", "export", bundle)
            let live = try await daemon.done("audit", "exceptions", "--json")
            let carried = try await daemon.done("audit", "exceptions", "--json", "--data", bundle)
            #expect(carried == live)
        }
    }

    @Test func `a sample is drawn again from the same seed, and another from another`() async throws
    {
        try await Place.with { place in
            let daemon = try await story(place)
            let words = ["audit", "sample", "--n", "4", "--json", "--seed"]
            let first = try await daemon.run(words + ["BPK 1"])
            let again = try await daemon.run(words + ["BPK 1"])
            let other = try await daemon.run(words + ["BPK 2"])
            #expect(first.status == 0)
            #expect(first == again)
            #expect(first != other)
            let answer = try JSONDecoder().decode(
                SampleAnswer.self,
                from: Data(first.output.utf8)
            )
            #expect(answer.entries.count == 4 && answer.synthetic)
            #expect(
                try await daemon.run(["audit", "sample", "--n", "0", "--seed", "x"]).status == 1
            )
        }
    }

    @Test func `an agreement's story reads as sentences in both languages`() async throws {
        try await Place.with { place in
            var daemon = try await story(place)
            // A sentence may be wrapped anywhere.
            let told = try await daemon.done("audit", "narrate", Self.id)
                .replacing("\n", with: " ")
            #expect(told.contains("Pada bulan April 2026 terjadi langkah “Kunjungan diusulkan”"))
            #expect(told.contains("menurut risalah"))
            #expect(told.contains("dari “pariwisata” menjadi “budaya”"))
            #expect(told.contains("dengan alasan “salah ketik”"))
            #expect(told.contains("Sejak itu ditunggu"))
            daemon.language = "en"
            let english = try await daemon.done("audit", "narrate", Self.id)
                .replacing("\n", with: " ")
            #expect(english.contains("In April 2026 the step “Visit proposed” took place"))
            #expect(english.contains("From then on it waited for"))
            #expect(english.contains("according to risalah"))
        }
    }

    @Test func `other rules say where it would have gone another way, live and of a copy`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await story(place)
            let shipped = try String(
                contentsOfFile: Daemon.shipped + "/workflows/kerja-sama-daerah.yaml",
                encoding: .utf8
            )
            let same = place.file("sama.yaml")
            try shipped.write(toFile: same, atomically: false, encoding: .utf8)
            let nothing = try await daemon.asked(
                OtherRulesAnswer.self,
                "audit",
                "replay",
                "--rules",
                same
            )
            #expect(nothing.agreements == [])
            #expect(nothing.same == 1)
            // In these rules nobody is awaited once there is a draft.
            let other = place.file("lain.yaml")
            let start = try #require(
                shipped.range(of: "  - name: ReadinessAwaited\n    verb: await")
            )
            let from = try #require(
                shipped[start.upperBound...].range(
                    of: "from: [ScopeDiscussed, PKSDrafted, ReadinessAwaited]"
                )
            )
            try shipped.replacingCharacters(in: from, with: "from: [ScopeDiscussed]")
                .write(toFile: other, atomically: false, encoding: .utf8)
            let differing = try await daemon.asked(
                OtherRulesAnswer.self,
                "audit",
                "replay",
                "--rules",
                other
            )
            #expect(differing.agreements.map(\.id) == [Self.id])
            let step = try #require(differing.agreements.first?.steps.first)
            #expect(step.type == "ReadinessAwaited")
            #expect(step.was.rejection == nil)
            #expect(step.would.rejection?.code == "not-from-here")
            let screen = try await daemon.done("audit", "replay", "--rules", other)
            #expect(screen.contains("menurut berkas itu: tidak mungkin"))
            #expect(screen.contains("Aturan dalam berkas itu: kerja-sama-daerah ReadinessAwaited"))
            #expect(!screen.contains("kerja-sama-daerah@1"), "\(screen)")
            let policy = try await daemon.run(
                ["audit", "replay", "--rules", Daemon.shipped + "/reminders.yaml"]
            )
            #expect(policy.status == 1)
            #expect(
                policy.errors.replacing("\n", with: " ").contains("remind simulate --policy"),
                "\(policy)"
            )
            let faulty = place.file("salah.yaml")
            try "workflow: x\n".write(toFile: faulty, atomically: false, encoding: .utf8)
            let refused = try await daemon.run(["audit", "replay", "--rules", faulty])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("stages"))
            let bundle = place.file("berkas")
            try await daemon.done("audit", "export", bundle)
            let live = try await daemon.done("audit", "replay", "--rules", other, "--json")
            let carried = try await daemon.done(
                "audit",
                "replay",
                "--rules",
                other,
                "--json",
                "--data",
                bundle
            )
            #expect(carried == live)
            let copied = try await daemon.run(
                ["audit", "replay", "--rules", faulty, "--data", bundle]
            )
            #expect(copied.status == 1)
            #expect(copied.errors.contains("stages"))
        }
    }
}
