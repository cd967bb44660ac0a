import Entries
import Foundation
import Glibc
import Testing
import Wire

/// What an auditor finds in a copied data folder, with no daemon, and that looking changes nothing.
@Suite(.timeLimit(.minutes(10))) struct CopiedFolderTests {
    private static let id = "2026-0001"

    /// A folder with a short history, of which everything is in `log.db`; the key that signed it.
    private func story(_ place: Place) async throws -> (Daemon, vkey: String) {
        let first = try await Daemon.serving(in: place)
        try await first.done("propose", "Contoh", "--party", "99.71", "--at", "2026-05-05")
        try await first.done("discuss", Self.id, "--scope", "pariwisata")
        await first.stop()
        // What a start finds in the write-ahead logs it brings over.
        let daemon = try await Daemon.serving(in: place)
        let vkey = try await daemon.done("audit", "key")
        try await daemon.done("audit", "checkpoint")
        return (daemon, vkey.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func copy(_ place: Place, _ name: String, without: [String] = []) throws -> String {
        let path = place.file(name)
        try FileManager.default.copyItem(atPath: place.file("data"), toPath: path)
        for file in without { try FileManager.default.removeItem(atPath: "\(path)/\(file)") }
        return path
    }

    private func contents(_ folder: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: try names.map {
                ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
            }
        )
    }

    private func change(_ file: String, _ body: (inout Data) throws -> Void) throws {
        let url = URL(fileURLWithPath: file)
        var data = try Data(contentsOf: url)
        try body(&data)
        try data.write(to: url)
    }

    private func verify(_ daemon: Daemon, _ folder: String, _ more: String...) async throws
        -> (status: Int32?, answer: VerifyAnswer?, code: String?)
    {
        let outcome = try await daemon.run(["audit", "verify", "--data", folder, "--json"] + more)
        let answer = try? JSONDecoder().decode(VerifyAnswer.self, from: Data(outcome.output.utf8))
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(outcome.errors.utf8))
        return (outcome.status, answer, problem?.code.rawValue ?? answer?.fault?.code)
    }

    @Test func `looking at a copy changes no byte of it, its write-ahead log included`()
        async throws
    {
        try await Place.with { place in
            let (daemon, vkey) = try await story(place)
            try await daemon.done("note", Self.id, "masih di log.db-wal")
            try await daemon.done("audit", "checkpoint")
            // Killed: what it wrote last stands in the write-ahead log.
            daemon.program.send(SIGKILL)
            await daemon.program.ended()
            let folder = try copy(place, "copy")
            #expect(try #require(try contents(folder)["log.db-wal"]).isEmpty == false)
            for (mode, fileMode) in [(0o755, 0o644), (0o500, 0o400)] {
                for name in try contents(folder).keys {
                    chmod("\(folder)/\(name)", mode_t(fileMode))
                }
                chmod(folder, mode_t(mode))
                let before = try contents(folder)
                for words in [
                    ["verify", "--vkey", vkey], ["verify"], ["replay"], ["replay", Self.id],
                    ["diff", "0", "9"], ["checkpoint"], ["key"],
                ] {
                    let outcome = try await daemon.run(["audit"] + words + ["--data", folder])
                    #expect(outcome.status == 0, "\(words): \(outcome)")
                }
                let refused = try await daemon.run(["audit", "replay", "x", "--data", folder])
                #expect(refused.status == 3)
                #expect(try contents(folder) == before)
            }
            chmod(folder, 0o755)
            let found = try await verify(daemon, folder, "--vkey", vkey)
            #expect(found.status == 0)
            #expect(found.answer?.signer == "verified")
            #expect(found.answer?.signed == found.answer?.size)
            #expect(found.answer?.views == "same")
            // Nothing is left behind, also after errors.
            let scratch = place.file("tmp")
            try FileManager.default.createDirectory(
                atPath: scratch,
                withIntermediateDirectories: false
            )
            for (words, status) in [(["verify"], 0), (["replay", "x"], 3)] {
                let outcome = try await place.start(
                    Programs.kembar,
                    ["audit"] + words + ["--data", folder],
                    environment: daemon.environment.merging(["TMPDIR": scratch]) { $1 }
                ).outcome()
                #expect(outcome.status == Int32(status), "\(outcome)")
                #expect(try contents(scratch).isEmpty)
            }
            let nowhere = try await place.start(
                Programs.kembar,
                ["audit", "key", "--data", folder, "--json"],
                environment: daemon.environment.merging(["TMPDIR": place.file("gone")]) { $1 }
            ).outcome()
            #expect(nowhere.errors.contains("scratch-failed"))
        }
    }

    @Test func `a live answer and that of a copy are the same`() async throws {
        try await Place.with { place in
            let (daemon, _) = try await story(place)
            let questions = [
                ["audit", "replay"], ["audit", "replay", Self.id, "--as-of", "2026-05-05"],
                ["audit", "diff", "7", "9"], ["audit", "checkpoint"], ["audit", "key"],
            ]
            var live: [String] = []
            for words in questions { live.append(try await daemon.run(words + ["--json"]).output) }
            // No stop: that would be another entry.
            let folder = try copy(place, "copy")
            for (words, expected) in zip(questions, live) {
                let found = try await daemon.run(words + ["--json", "--data", folder])
                #expect(found.output == expected, "\(words): \(found.errors)")
            }
        }
    }

    @Test func `a folder that a daemon has is refused, by verify with 2, by the others with 1`()
        async throws
    {
        try await Place.with { place in
            let (daemon, _) = try await story(place)
            let found = try await verify(daemon, place.file("data"))
            #expect(found.status == 2)
            #expect(found.code == "copy-locked")
            for words in [["replay"], ["diff", "1", "2"], ["checkpoint"], ["key"]] {
                let outcome = try await daemon.run(
                    ["audit"] + words + ["--data", place.file("data"), "--json"]
                )
                #expect(outcome.status == 1, "\(words): \(outcome)")
                #expect(outcome.errors.contains("copy-locked"))
            }
        }
    }

    @Test func `every way in which a copy is no copy is told apart`() async throws {
        try await Place.with { place in
            let (daemon, _) = try await story(place)
            await daemon.stop()
            func expect(_ folder: String, _ code: String, _ status: Int32) async throws {
                let found = try await verify(daemon, folder)
                #expect(found.code == code, "\(folder)")
                #expect(found.status == status, "\(folder)")
                let other = try await daemon.run(["audit", "replay", "--data", folder, "--json"])
                #expect(other.status == (code == "copy-torn" ? 6 : 1), "\(folder): \(other)")
                for language in ["id", "en"] {
                    let words = try await daemon.run(
                        ["audit", "verify", "--data", folder, "--lang", language]
                    )
                    #expect(words.status == status)
                    #expect(words.errors.contains(folder), "\(words)")
                }
            }
            try await expect(place.file("nowhere"), "copy-missing", 2)
            try await expect(place.file("data/log.db"), "copy-missing", 2)
            let bare = try copy(place, "bare", without: ["log.db"])
            try await expect(bare, "copy-without-log", 2)
            // A link leads out of what was carried here: it is no evidence, and nobody follows it.
            let linked = try copy(place, "linked", without: ["log.db"])
            try FileManager.default.createSymbolicLink(
                atPath: linked + "/log.db",
                withDestinationPath: place.file("data/log.db")
            )
            try await expect(linked, "copy-unreadable", 2)
            let text = try copy(place, "text")
            try change(text + "/log.db") { $0 = Data("no database at all, only words\n".utf8) }
            try await expect(text, "copy-foreign", 2)
            let other = try copy(place, "other")
            try change(other + "/log.db") { $0[68...71] = Data([0, 0, 0, 7]) }
            try await expect(other, "copy-foreign", 2)
            let newer = try copy(place, "newer")
            try change(newer + "/log.db") { $0[60...63] = Data([0, 0, 0, 99]) }
            try await expect(newer, "copy-newer", 2)
            let torn = try copy(place, "torn")
            try change(torn + "/log.db") { $0.removeLast($0.count / 2) }
            try await expect(torn, "copy-torn", 1)
            let empty = try copy(place, "empty", without: ["checkpoint"])
            try change(empty + "/log.db") { $0 = Data() }
            try await expect(empty, "copy-empty", 2)
        }
    }

    @Test func `a copy without its write-ahead log is shown up by the checkpoint`() async throws {
        try await Place.with { place in
            let (daemon, _) = try await story(place)
            try await daemon.done("note", Self.id, "masih di log.db-wal")
            try await daemon.done("audit", "checkpoint")
            daemon.program.send(SIGKILL)
            await daemon.program.ended()
            let folder = try copy(place, "copy", without: ["log.db-wal", "log.db-shm"])
            let found = try await verify(daemon, folder)
            #expect(found.status == 1)
            #expect(found.code == "wal-missing")
            #expect(found.answer?.result == "damaged")
            let size = try #require(found.answer?.fault?.position)
            #expect(size > 0)
            let words = try await daemon.run(
                ["audit", "verify", "--data", folder, "--lang", "en"]
            )
            #expect(words.output.contains("log.db-wal was not copied along"))
            for words in [["replay"], ["diff", "0", "1"], ["checkpoint"], ["key"]] {
                let refused = try await daemon.run(
                    ["audit"] + words + ["--data", folder, "--json"]
                )
                #expect(refused.status == 6, "\(words): \(refused)")
                #expect(refused.output.isEmpty)
                #expect(refused.errors.contains("copy-torn"))
                #expect(refused.errors.contains("log.db-wal"))
            }
            // With an empty one it is the end that is missing, by whatever hand.
            _ = FileManager.default.createFile(atPath: folder + "/log.db-wal", contents: Data())
            #expect(try await verify(daemon, folder).code == "truncated")
        }
    }

    @Test func `a young log whose write-ahead log is torn is torn, and not empty`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("audit", "checkpoint")
            daemon.program.send(SIGKILL)
            await daemon.program.ended()
            for length in [0, 32, 100, 4_000, 5_000] {
                let folder = try copy(place, "wal-\(length)", without: ["log.db-shm"])
                try change(folder + "/log.db-wal") { $0 = $0.prefix(length) }
                let found = try await daemon.run(["audit", "verify", "--data", folder, "--json"])
                #expect(found.status == 1, "\(length): \(found)")
                let problem = try JSONDecoder().decode(
                    Problem.self,
                    from: Data(found.errors.utf8)
                )
                #expect(problem.code == .copyTorn)
                #expect(problem.params["found"] == 0)
                #expect(problem.params["signed"]?.integer ?? 0 > 0)
                #expect(problem.params["missing"] == nil)
                let words = try await daemon.run(
                    ["audit", "verify", "--data", folder, "--lang", "en"]
                )
                let said = words.errors.split(whereSeparator: \.isWhitespace)
                    .joined(separator: " ")
                #expect(said.contains("entries were signed, 0 were copied"), "\(words)")
            }
            let none = try copy(place, "none", without: ["log.db-wal", "log.db-shm"])
            let found = try await daemon.run(["audit", "verify", "--data", none, "--lang", "en"])
            #expect(found.status == 1, "\(found)")
            #expect(found.errors.contains("log.db-wal was not copied along"), "\(found)")
        }
    }

    @Test func `a changed entry, a changed checkpoint and changed views are found`() async throws {
        try await Place.with { place in
            let (daemon, vkey) = try await story(place)
            await daemon.stop()
            let entry = try copy(place, "entry")
            try change(entry + "/log.db") { data in
                let range = try #require(data.range(of: Data("pariwisata".utf8)))
                data[range] = Data("pariwisatb".utf8)
            }
            let changed = try await verify(daemon, entry)
            #expect(changed.status == 1)
            #expect(changed.code == "leaf-hash")
            let position = try #require(changed.answer?.fault?.position)
            let screen = try await daemon.run(["audit", "verify", "--data", entry])
            #expect(screen.output.contains("entri \(position)"))
            #expect(screen.output.contains("TIDAK utuh"))

            let views = try copy(place, "views")
            try change(views + "/views.db") { data in
                let range = try #require(data.range(of: Data("pariwisata".utf8)))
                data[range] = Data("pariwisatb".utf8)
            }
            let differing = try await verify(daemon, views)
            #expect(differing.answer?.result == "whole")
            #expect(differing.answer?.views == "differ")
            #expect(differing.status == 1)
            try change(views + "/views.db") { $0 = Data("garbage".utf8) }
            let unreadable = try await verify(daemon, views)
            #expect(unreadable.answer?.views == "unusable")
            #expect(unreadable.status == 1)
            let told = try await daemon.run(["audit", "verify", "--data", views]).output
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(told.contains("Entri di sini utuh, tetapi tampilan"), "\(told)")
            #expect(!told.contains("Log ini utuh."))
            #expect(told.contains("salin lagi folder itu"), "a copy is not to be mended")
            for name in ["views.db", "views.db-wal", "views.db-shm"] {
                try? FileManager.default.removeItem(atPath: "\(views)/\(name)")
            }
            let disposable = try await verify(daemon, views)
            #expect(disposable.answer?.views == "none")
            #expect(disposable.status == 0)

            let forged = try copy(place, "forged")
            try change(forged + "/checkpoint") { data in
                var lines = String(decoding: data, as: UTF8.self)
                    .split(separator: "\n", omittingEmptySubsequences: false)
                lines[1] = "5"
                data = Data(lines.joined(separator: "\n").utf8)
            }
            let kept = try await verify(daemon, forged)
            #expect(kept.code == "kept-checkpoint")
            #expect(kept.status == 1)

            let garbage = try copy(place, "garbage")
            try change(garbage + "/checkpoint") { $0 = Data("garbage\n".utf8) }
            #expect(try await verify(daemon, garbage).code == "kept-checkpoint")
            for words in [["checkpoint"], ["replay"], ["diff", "0", "1"]] {
                for folder in [garbage, forged] {
                    let refused = try await daemon.run(["audit"] + words + ["--data", folder])
                    #expect(refused.status == 6, "\(words): \(refused)")
                    #expect(refused.output.isEmpty)
                }
            }

            let stripped = try copy(place, "stripped")
            try change(stripped + "/checkpoint") { data in
                let end = try #require(data.range(of: Data("\n\n".utf8)))
                data = data[..<end.upperBound]
            }
            let unsigned = try await verify(daemon, stripped)
            #expect(unsigned.status == 0)
            #expect(unsigned.answer?.signer == "not-checked")
            let pinned = try await verify(daemon, stripped, "--vkey", vkey)
            #expect(pinned.status == 1)
            #expect(pinned.code == "signer")
            let none = try copy(place, "none", without: ["checkpoint"])
            #expect(try await verify(daemon, none).status == 0)
            #expect(try await verify(daemon, none, "--vkey", vkey).status == 1)
            #expect(try await verify(daemon, none, "--vkey", "nonsense").status == 2)
            let asked = try await daemon.run(["audit", "checkpoint", "--data", none, "--json"])
            #expect(asked.status == 1)
            #expect(asked.errors.contains("copy-without-checkpoint"))
        }
    }

    @Test func `without kembar-audit beside it kembar says what to install`() async throws {
        try await Place.with { place in
            let alone = place.file("kembar")
            // By another process: one that we start meanwhile would inherit the open file, and a file
            // that somebody may write to can't be run.
            let copied = try place.start("/bin/cp", [Programs.kembar, alone])
            #expect(await copied.ended() == .exited(0))
            for (command, status) in [("verify", 2), ("replay", 1)] {
                let outcome = try await place.start(
                    alone,
                    ["audit", command, "--data", place.path, "--lang", "en"]
                ).outcome()
                #expect(outcome.status == Int32(status))
                #expect(outcome.errors.contains("Install kembar-audit"), "\(outcome)")
            }
        }
    }

    @Test func `verification says how far it is, to the end, if it is asked to`() async throws {
        try await Place.with { place in
            let (daemon, _) = try await story(place)
            await daemon.stop()
            let words = ["verify", "--data", place.file("data"), "--json"]
            let told = try await place.start(Programs.audit, words + ["--progress"]).outcome()
            let answer = try JSONDecoder().decode(
                VerifyAnswer.self,
                from: Data(told.output.utf8)
            )
            let steps = try told.errors.split(separator: "\n").map { line in
                let words = line.split(separator: " ")
                try #require(words.count == 3 && words[0] == "progress", "\(told)")
                return (read: try #require(Int64(words[1])), whole: try #require(Int64(words[2])))
            }
            // The views are made anew: everything is read twice.
            let whole = 2 * answer.size
            #expect(steps.allSatisfy { $0.whole == whole }, "\(told.errors)")
            #expect(steps.map(\.read) == steps.map(\.read).sorted())
            #expect(steps.contains { $0.read < whole } && steps.last?.read == whole)
            let silent = try await place.start(Programs.audit, words).outcome()
            #expect(silent.errors == "" && silent.output == told.output)
        }
    }

    @Test func `kembar-audit by hand speaks the words of kembar, with --json the document`()
        async throws
    {
        try await Place.with { place in
            let (daemon, _) = try await story(place)
            await daemon.stop()
            let program = Programs.folder + "/kembar-audit"
            let words = ["verify", "--data", place.file("data")]
            let screen = try await place.start(
                program,
                words,
                environment: ["LANG": "en_US.UTF-8"]
            ).outcome()
            #expect(screen.output.contains("This log is whole."))
            let document = try await place.start(program, words + ["--json"]).outcome()
            #expect(document.output.hasPrefix("{\"agreements\":1"))
            let key = try await place.start(
                program,
                ["key", "--data", place.file("data"), "--json"]
            ).outcome()
            #expect(key.output.hasPrefix("{\"vkey\":"))
            let noFolder = try await place.start(program, ["verify"]).outcome()
            #expect(noFolder.status == 64)
            #expect(noFolder.errors.contains("--data FOLDER"))
            let version = try await place.start(program, ["--version"]).outcome()
            #expect(version.status == 0)
            #expect(version.output.hasPrefix("kembar-audit "))
            let help = try await place.start(
                program,
                ["--help"],
                environment: ["LANG": "id_ID.UTF-8"]
            ).outcome()
            #expect(help.status == 0)
            #expect(help.output.contains("Baca ulang seluruh log"))
            #expect(!help.output.contains("USAGE"))
            let missing = try await place.start(
                program,
                ["verify", "--data", place.file("nowhere"), "--json"]
            ).outcome()
            #expect(missing.status == 2)
            #expect(missing.errors.contains("copy-missing"))
        }
    }
}
