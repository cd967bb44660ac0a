import Foundation
import Testing
import Wire

/// A bundle on another machine: another folder, zone and locale, and no daemon.
@Suite(.timeLimit(.minutes(15))) struct RegisterEndTests {
    private static let id = "2026-0001"

    private static func story(_ place: Place) async throws -> Daemon {
        let daemon = try await Daemon.serving(in: place)
        try await daemon.done("propose", "=1+1", "--party", "99.71")
        try await daemon.done("discuss", id, "--scope", "pariwisata", "--source", "@risalah")
        try await daemon.done("await", id, "--party", "99.71", "--for", "kesiapan")
        try await daemon.done("rehearse", "next")
        return daemon
    }

    private static func verified(
        _ daemon: Daemon,
        _ bundle: String,
        _ environment: [String: String] = [:]
    ) async throws -> (status: Int32?, answer: VerifyAnswer?, text: String) {
        let outcome = try await daemon.place.start(
            Programs.folder + "/kembar-audit",
            ["verify", "--data", bundle, "--json"],
            environment: environment
        ).outcome()
        let answer = try? JSONDecoder().decode(VerifyAnswer.self, from: Data(outcome.output.utf8))
        return (outcome.status, answer, outcome.output + outcome.errors)
    }

    @Test func `a bundle replays to the same views in another folder, zone and locale`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.story(place)
            for (name, more) in [("log", []), ("naskah", ["--agreement", Self.id])] {
                let bundle = place.file(name)
                let made = try await daemon.run(["audit", "export", bundle] + more)
                #expect(made.status == 0, "\(made)")
                // Nothing of the first machine is left but the files.
                let elsewhere = place.file("mesin lain \(name)/x")
                try FileManager.default.createDirectory(
                    atPath: place.file("mesin lain \(name)"),
                    withIntermediateDirectories: true
                )
                try FileManager.default.copyItem(atPath: bundle, toPath: elsewhere)
                let far = [
                    "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr",
                    "TMPDIR": place.path,
                ]
                let here = try await Self.verified(daemon, bundle)
                let there = try await Self.verified(daemon, elsewhere, far)
                #expect(here.status == 0, "\(here)")
                #expect(there.status == 0, "\(there)")
                #expect(there.answer?.register == "same")
                #expect(there.answer == here.answer)
                // Made again over there: the same bytes, the register's included.
                let again = place.file("lagi-\(name)")
                let outcome = try await place.start(
                    Programs.folder + "/kembar-audit",
                    ["export", "--data", elsewhere, "--json"] + more + ["--", again],
                    environment: far
                ).outcome()
                #expect(outcome.status == 0, "\(outcome)")
                for file in try FileManager.default.subpathsOfDirectory(atPath: bundle) {
                    #expect(
                        FileManager.default.contents(atPath: "\(again)/\(file)")
                            == FileManager.default.contents(atPath: "\(bundle)/\(file)"),
                        "\(file)"
                    )
                }
            }
            await daemon.stop()
        }
    }

    @Test func `a register that somebody changed with its manifests is found out`() async throws {
        let python = try #require(Programs.python)
        try await Place.with { place in
            let daemon = try await Self.story(place)
            let bundle = place.file("log")
            try await daemon.done("audit", "export", bundle)
            await daemon.stop()
            // The careful adversary: the table, and every digest over it.
            let script = """
                import hashlib, sqlite3
                db = sqlite3.connect("data/register.sqlite")
                title = db.execute("SELECT title FROM agreements").fetchone()[0]
                assert title == "'=1+1", title
                assert db.execute("SELECT count(*) FROM reminders").fetchone()[0] > 0
                db.execute("UPDATE agreements SET stage = 'Signed'"); db.commit(); db.close()
                def digest(path): return hashlib.sha256(open(path, "rb").read()).hexdigest()
                for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"]:
                    lines = [line.split("  ")[1].strip() for line in open(manifest)]
                    open(manifest, "w").write("".join("%s  %s\\n" % (digest(p), p) for p in lines))
                """
            let changed = try await place.start(
                "/bin/bash",
                ["-c", "cd '\(bundle)' && '\(python)' -c \"$SCRIPT\""],
                environment: ["SCRIPT": script]
            ).outcome()
            try #require(changed.status == 0, "\(changed)")
            let found = try await Self.verified(daemon, bundle)
            #expect(found.status == 1, "\(found)")
            #expect(found.answer?.fault?.code == "register")
            let screen = try await daemon.kembar("audit", "verify", "--data", bundle)
            #expect(screen.output.contains("BUKAN yang dikatakan entri itu"))
        }
    }

    @Test func `a checkpoint from outside is held against a bundle, or it is said why not`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.story(place)
            let kept = place.file("tersimpan.txt")
            try await daemon.done("audit", "checkpoint")
                .write(toFile: kept, atomically: false, encoding: .utf8)
            try await daemon.done("note", Self.id, "sesudah itu")
            try await daemon.done("audit", "export", place.file("log"))
            try await daemon.done("audit", "export", place.file("naskah"), "--agreement", Self.id)
            await daemon.stop()
            func verify(_ name: String, _ note: String) async throws -> Outcome {
                try await daemon.kembar(
                    "audit",
                    "verify",
                    "--data",
                    place.file(name),
                    "--since",
                    note
                )
            }
            let good = try await verify("log", kept)
            #expect(good.status == 0, "\(good)")
            #expect(good.output.contains("tidak berubah"))
            let one = try await verify("naskah", kept)
            #expect(one.status == 2, "nothing was found wrong, and nothing was checked")
            #expect(one.errors.contains("satu naskah saja"))
            #expect(one.errors.contains("kembar audit export FOLDER"))
            let text = try String(contentsOfFile: kept, encoding: .utf8)
            let size = try #require(text.split(separator: "\n").dropFirst().first)
            try text.replacing("\n\(size)\n", with: "\n\((Int(size) ?? 0) + 1)\n")
                .write(toFile: place.file("palsu"), atomically: false, encoding: .utf8)
            let forged = try await verify("log", place.file("palsu"))
            #expect(forged.status == 2, "whoever forged it, the log is not wrong for it")
            let words = forged.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("bukan dari kunci log ini"), "\(forged)")
        }
    }
}
