import Audit
import Entries
import Foundation
import Testing
import Wire

/// The mirror on a second disk beside a real daemon, and the log made anew from it.
@Suite(.timeLimit(.minutes(10)))
struct MirrorEndTests {
    /// What `admin rebuild --json` prints.
    private struct Rebuilt: Decodable {
        var size: Int64
        var root: String
        var redacted: Int
        var signed: Int64?
        var unsignedRedaction: UnsignedRedaction?
    }

    private static func mirror(of place: Place) -> String { place.file("cermin/events.jsonl") }

    /// A real daemon's settings that name a mirror; its folder is made unless told otherwise.
    private static func options(
        in place: Place,
        hasFolder: Bool = true,
        environment: [String: String] = [:]
    ) throws -> Daemon.Options {
        let settings = place.file("kembard.yaml")
        try """
        settings: main
        rules: \(place.rules)
        offices: \(place.rules)/examples/synthetic/offices.yaml
        mirror: cermin
        """.write(toFile: settings, atomically: true, encoding: .utf8)
        if hasFolder {
            try FileManager.default.createDirectory(
                atPath: place.file("cermin"),
                withIntermediateDirectories: true
            )
        }
        return Daemon.Options(rehearsal: nil, config: settings, environment: environment)
    }

    private static func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private static func problems(_ daemon: Daemon) async throws -> [String] {
        try await daemon.asked(StatusAnswer.self, "status").problems.map(\.code)
            .filter { $0.hasPrefix("mirror") && $0 != "mirror-same-disk" }
    }

    // MARK: Beside a running daemon

    @Test func `the mirror is the log line by line, and status says so`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place, try Self.options(in: place))
            try await daemon.begin()
            #expect(try Self.lines(Self.mirror(of: place)) == (try await daemon.lines()))
            let status = try await daemon.asked(StatusAnswer.self, "status")
            #expect(status.mirror?.size == status.log.size)
            #expect(status.mirror?.behind == 0)
            #expect(status.mirror?.lastError == nil)
            let words = try await daemon.done("status")
            #expect(words.contains(place.file("cermin")), "\(words)")
            let metrics = try await daemon.done("api", "GET", "/v1/metrics")
            #expect(metrics.contains("\nkembar_mirror_entries \(status.log.size)\n"))
            #expect(metrics.contains("\nkembar_mirror_behind_entries 0\n"))
            #expect(metrics.contains("\nkembar_mirror_failing 0\n"))
            // What a daemon writes as it ends is mirrored too.
            #expect(await daemon.stop() == .exited(0))
            let last = try #require(try Self.lines(Self.mirror(of: place)).last)
            #expect(last.contains("DaemonStopped"))
        }
    }

    @Test(.enabled(if: Needs.compiler != nil, "needs a C compiler (cc)"))
    func `killed between the log's commit and the mirror, the mirror catches up`() async throws {
        for cut in SystemFaults.Cut.allCases {
            try await Place.with { place in
                let faults = try await SystemFaults(
                    in: place,
                    compiler: try #require(Needs.compiler)
                )
                let options = try Self.options(in: place, environment: faults.environment)
                let first = try await Daemon.serving(in: place, options)
                try await first.begin()
                let before = try Self.lines(Self.mirror(of: place))
                try faults.arm(write: 1, of: "events.jsonl", cut)
                let killed = try await first.kembar("note", "2026-0001", "catatan")
                #expect(await first.program.ended() == .killed(by: SIGKILL))
                #expect(killed.status == 7, "\(killed)")
                let left = try String(
                    contentsOfFile: Self.mirror(of: place),
                    encoding: .utf8
                )
                #expect(left.hasSuffix("\n") == (cut != .half))

                let second = try await Daemon.serving(in: place, try Self.options(in: place))
                let entries = try await second.lines()
                // Committed before it was mirrored.
                #expect(entries.filter { $0.contains("NoteAdded") }.count == 1, "\(cut)")
                #expect(try Self.lines(Self.mirror(of: place)) == entries, "\(cut)")
                #expect(Array(entries.prefix(before.count)) == before)
                #expect(try await Self.problems(second).isEmpty)
                try await second.done("audit", "verify")
                await second.stop()
            }
        }
    }

    @Test func `without its folder the office goes on, is told, and the mirror catches up`()
        async throws
    {
        try await Place.with { place in
            let options = try Self.options(in: place, hasFolder: false)
            let daemon = try await Daemon.serving(in: place, options)
            try await daemon.begin()
            #expect(try await Self.problems(daemon) == ["mirror-behind"])
            let words = try await daemon.done("status")
            #expect(words.contains("foldernya tidak ada"), "\(words)")
            let behind = try await daemon.asked(StatusAnswer.self, "status")
            #expect(behind.mirror?.behind == behind.log.size)
            #expect(
                try await daemon.done("api", "GET", "/v1/metrics")
                    .contains("\nkembar_mirror_failing 1\n")
            )
            try FileManager.default.createDirectory(
                atPath: place.file("cermin"),
                withIntermediateDirectories: false
            )
            #expect(await daemon.program.says("the mirror is level with the log again"))
            #expect(try Self.lines(Self.mirror(of: place)) == (try await daemon.lines()))
            #expect(try await Self.problems(daemon).isEmpty)
            await daemon.stop()
        }
    }

    @Test(.enabled("needs root, and permission to mount", { try await Needs.mount() }))
    func `on a full disk the mirror falls behind, and room again is enough`() async throws {
        try await Place.with { place in
            let disk = place.file("cermin")
            try #require(try await place.mount(disk).status == 0)
            do {
                try await Self.fill(disk, place)
            } catch {
                try await place.unmount(disk)
                throw error
            }
            try await place.unmount(disk)
        }
    }

    private static func fill(_ disk: String, _ place: Place) async throws {
        let daemon = try await Daemon.serving(in: place, try options(in: place))
        try await daemon.begin()
        // On a disk of its own nothing is to be looked at.
        let codes = try await daemon.asked(StatusAnswer.self, "status").problems.map(\.code)
        #expect(!codes.contains { $0.hasPrefix("mirror") })
        let filler = disk + "/filler"
        // Ends with "no space left", as it is meant to.
        _ = try await place.start("/bin/dd", ["if=/dev/zero", "of=\(filler)", "bs=4k"]).outcome()
        for number in 1...3 {
            let text = "\(number) " + String(repeating: "a", count: 9_000)
            try await daemon.done("note", "2026-0001", text)
        }
        let status = try await daemon.asked(StatusAnswer.self, "status")
        #expect(status.mirror?.lastError == "disk-full")
        let content = try String(contentsOfFile: mirror(of: place), encoding: .utf8)
        #expect(content.hasSuffix("\n"))
        try FileManager.default.removeItem(atPath: filler)
        #expect(await daemon.program.says("the mirror is level with the log again"))
        #expect(try lines(mirror(of: place)) == (try await daemon.lines()))
        await daemon.stop()
    }

    @Test func `a rehearsal under the same settings writes no mirror`() async throws {
        try await Place.with { place in
            var options = try Self.options(in: place)
            options.rehearsal = "2026-05-06T09:00"
            let daemon = try await Daemon.serving(in: place, options)
            try await daemon.begin()
            #expect(!FileManager.default.fileExists(atPath: Self.mirror(of: place)))
            #expect(try await daemon.asked(StatusAnswer.self, "status").mirror == nil)
            await daemon.stop()
        }
    }

    @Test func `another log's mirror is left as it is, and a lost log is not begun anew`()
        async throws
    {
        try await Place.with { place in
            let options = try Self.options(in: place)
            let first = try await Daemon.serving(in: place, options)
            try await first.begin()
            await first.stop()
            let kept = try Self.lines(Self.mirror(of: place))

            // A log without settings for a mirror, which then gets those of the first.
            var other = options
            (other.data, other.config) = ("lain", nil)
            let unmirrored = try await Daemon.serving(in: place, other)
            await unmirrored.stop()
            other.config = options.config
            let second = try await Daemon.serving(in: place, other)
            #expect(try await Self.problems(second) == ["mirror-conflict"])
            try await second.begin()
            #expect(try Self.lines(Self.mirror(of: place)) == kept)
            await second.stop()

            other.data = "kosong"
            let refused = try await Daemon.refused(in: place, other)
            #expect(refused.status != 0)
            #expect(refused.errors.contains("kembar admin rebuild"), "\(refused)")
        }
    }

    // MARK: The log made anew

    @Test func `a log made anew from its mirror is the same, and goes on`() async throws {
        try await Place.with { place in
            let options = try Self.options(in: place)
            let daemon = try await Daemon.serving(in: place, options)
            try await daemon.begin()
            try await daemon.done("note", "2026-0001", "teks-yang-dihapus")
            let note = try #require(
                try await daemon.entries().last { $0.type == "NoteAdded" }
            )
            try await daemon.done(
                "redact",
                "2026-0001",
                "\(note.position)",
                "--set",
                "text=(dihapus)",
                "--authority",
                "permintaan",
                "--yes"
            )
            let text = try String(contentsOfFile: Self.mirror(of: place), encoding: .utf8)
            #expect(!text.contains("teks-yang-dihapus"))
            let key = try await daemon.done("audit", "key")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            let checkpoint = place.file("checkpoint.txt")
            try await daemon.done("audit", "checkpoint").write(
                toFile: checkpoint,
                atomically: true,
                encoding: .utf8
            )
            await daemon.stop()
            let mirror = Self.mirror(of: place)
            let made = try await daemon.asked(
                Rebuilt.self,
                "admin",
                "rebuild",
                "--from",
                mirror,
                "--data",
                place.file("baru"),
                "--checkpoint",
                checkpoint,
                "--vkey",
                key
            )
            #expect(made.redacted == 1)
            #expect(made.signed != nil)
            let names = try FileManager.default.contentsOfDirectory(atPath: place.file("baru"))
            #expect(names.sorted() == ["checkpoint", "lock", "log.db"])
            let verified = try await daemon.asked(
                VerifyAnswer.self,
                "audit",
                "verify",
                "--data",
                place.file("baru")
            )
            let old = try await daemon.asked(
                VerifyAnswer.self,
                "audit",
                "verify",
                "--data",
                place.file("data")
            )
            #expect(verified.result == "whole")
            #expect(verified.root == old.root && verified.size == old.size)
            #expect(made.root == old.root && made.size == old.size)

            // The key is put back apart; the mirror goes on where it was.
            try FileManager.default.copyItem(
                atPath: place.file("data/key"),
                toPath: place.file("baru/key")
            )
            let before = try Self.lines(mirror)
            var next = options
            next.data = "baru"
            let again = try await Daemon.serving(in: place, next)
            try await again.done("note", "2026-0001", "sesudah")
            let lines = try await again.lines()
            #expect(Array(lines.prefix(before.count)) == before)
            #expect(try Self.lines(mirror) == lines)
            try await again.done("audit", "verify", "--vkey", key)
            await again.stop()
        }
    }

    @Test func `a redaction that the checkpoint does not cover is told, and gets into no bundle`()
        async throws
    {
        try await Place.with { place in
            let options = try Self.options(in: place)
            let daemon = try await Daemon.serving(in: place, options)
            try await daemon.begin()
            try await daemon.done("note", "2026-0001", "teks-yang-dihapus")
            let note = try #require(
                try await daemon.entries().last { $0.type == "NoteAdded" }
            )
            // Given a checkpoint that was signed before an entry was redacted
            let checkpoint = place.file("dahulu.txt")
            try await daemon.done("audit", "checkpoint").write(
                toFile: checkpoint,
                atomically: true,
                encoding: .utf8
            )
            let redact = [
                "redact", "2026-0001", "\(note.position)", "--set", "text=(dihapus)",
                "--authority", "permintaan", "--yes",
            ]
            #expect(try await daemon.run(redact).status == 0)
            // When a bundle is wanted under it, then it is not made, and nothing is in the way of the next
            let bundle = place.file("berkas")
            let wanted = ["audit", "export", bundle]
            let refused = try await daemon.run(wanted + ["--checkpoint", checkpoint, "--json"])
            #expect(refused.status == 1, "\(refused)")
            let problem = try JSONDecoder().decode(Problem.self, from: Data(refused.errors.utf8))
            #expect(problem.code == .redactedLater, "\(refused)")
            #expect(problem.params["position"]?.integer == Int(note.position), "\(refused)")
            #expect(!FileManager.default.fileExists(atPath: bundle))
            #expect(try await daemon.run(wanted).status == 0)
            await daemon.stop()
            // And when a log is made anew and held against it, it says which entry nobody has signed
            let words = [
                "admin", "rebuild", "--from", Self.mirror(of: place), "--checkpoint", checkpoint,
            ]
            let made = try await daemon.run(words + ["--data", place.file("baru"), "--json"])
            let rebuilt = try JSONDecoder().decode(Rebuilt.self, from: Data(made.output.utf8))
            let unsigned = try #require(rebuilt.unsignedRedaction)
            #expect(unsigned.position == Int64(note.position) && unsigned.by > unsigned.position)
            let said = try await daemon.run(words + ["--data", place.file("lagi")])
            let sentence = said.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(sentence.contains("Bandingkan sebelum memulai kembard"), "\(said)")
            // And whatever is told from such a copy is told with it, beside the answer
            let sheet = place.file("log.csv")
            let instead = "dihapus dan digantikan oleh entri \(unsigned.by)"
            for words in [
                ["narrate", "2026-0001"], ["replay"], ["export", sheet, "--format", "csv"],
            ] {
                let copy = ["--data", place.file("baru")]
                let shown = try await daemon.run(["audit"] + words + copy)
                #expect(shown.status == 0, "\(shown)")
                #expect(
                    shown.errors.contains("Isi entri \(note.position) \(instead)"),
                    "\(shown)"
                )
                #expect(!shown.output.contains("belum dicakup checkpoint"), "\(shown)")
            }
            let cells = try String(contentsOfFile: sheet, encoding: .utf8)
            #expect(cells.contains("(dihapus)") && !cells.contains("belum dicakup"), "\(cells)")
        }
    }

    @Test func `under a file that is no checkpoint of this log neither a bundle nor a log is made`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            // Given a checkpoint of a running log, and files that are none of it
            let text = try await daemon.done("audit", "checkpoint")
            let own = try Checkpoint(text: try SignedNote.parse(text).text)
            func signed(_ size: Int64, _ origin: String, _ root: TreeHash) throws -> String {
                let key = try SigningKey(name: origin, seed: Array(repeating: 5, count: 32))
                return try Checkpoint(origin: origin, size: size, root: root).sign(with: key)
            }
            let foreign = try signed(own.size, "lain.invalid/x", own.root)
            let later = try signed(own.size + 1_000, own.origin, own.root)
            let other = try signed(own.size, own.origin, MerkleTree.emptyRoot)
            let notes: [(note: String, expected: String?)] = [
                ("hello\n", "checkpoint"), ("", "checkpoint"), (text + "\n", "checkpoint"),
                (own.text + "\n", "checkpoint"), (foreign, "checkpoint-of-log"),
                (try signed(0, own.origin, MerkleTree.emptyRoot), "checkpoint"),
                (later, "checkpoint-covered"), (other, nil),
            ]
            let (file, bundle) = (place.file("salah.txt"), place.file("berkas"))
            let wanted = ["audit", "export", bundle, "--checkpoint", file, "--json"]
            func refused(_ note: String, _ expected: String?, _ more: [String]) async throws {
                try note.write(toFile: file, atomically: true, encoding: .utf8)
                let outcome = try await daemon.run(wanted + more)
                let problem = try JSONDecoder().decode(
                    Problem.self,
                    from: Data(outcome.errors.utf8)
                )
                #expect(outcome.status == (expected == nil ? 6 : 1), "\(outcome)")
                #expect(problem.code == (expected == nil ? .integrityFailure : .badField))
                #expect(problem.params["expected"]?.string == expected, "\(outcome)")
                let named = problem.params[expected == nil ? "checkpoint" : "value"]
                #expect(named?.string == file, "\(outcome)")
                #expect(!FileManager.default.fileExists(atPath: bundle))
            }
            // When a bundle is wanted under one of them, then the reason is told and nothing is made
            for (note, expected) in notes { try await refused(note, expected, []) }
            let said = try await daemon.run(wanted.filter { $0 != "--json" })
            #expect(said.status == 6 && said.errors.contains("salah.txt"), "\(said)")
            let lines = place.file("events.jsonl")
            try (try await daemon.lines()).map { $0 + "\n" }.joined()
                .write(toFile: lines, atomically: true, encoding: .utf8)
            // And of a copy the same is said, also of one agreement
            await daemon.stop()
            for (note, expected) in notes {
                for agreement in [[], ["--agreement", "2026-0001"]] {
                    try await refused(note, expected, ["--data", place.file("data")] + agreement)
                }
            }
            // And a log that is made anew names the file, which the lines are not
            for (note, fault) in [
                ("hello\n", "kept-checkpoint"), (own.text + "\n", "kept-checkpoint"),
                (foreign, "foreign-checkpoint"),
            ] {
                try note.write(toFile: file, atomically: true, encoding: .utf8)
                let outcome = try await daemon.run(
                    [
                        "admin", "rebuild", "--from", lines, "--data", place.file("baru"),
                        "--checkpoint", file, "--json",
                    ]
                )
                let problem = try JSONDecoder().decode(
                    Problem.self,
                    from: Data(outcome.errors.utf8)
                )
                #expect(outcome.status == 6 && problem.code == .linesUnfit, "\(outcome)")
                #expect(problem.params["fault"]?.string == fault, "\(outcome)")
                #expect(problem.params["checkpoint"]?.string == file, "\(outcome)")
                #expect(!FileManager.default.fileExists(atPath: place.file("baru")))
            }
        }
    }

    @Test func `a log is made anew from a bundle, and held against the checkpoint in it`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            try await daemon.done("audit", "export", place.file("berkas"))
            let words = try await daemon.done(
                "admin",
                "rebuild",
                "--from",
                place.file("berkas/data/events.jsonl"),
                "--data",
                place.file("baru")
            )
            #expect(words.contains("Checkpoint atas"), "\(words)")
            // It merely lay there, and nobody named a key.
            let text = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(!text.contains("terbaca utuh"), "\(text)")
            #expect(text.contains("hanya terletak di samping berkas itu"), "\(text)")
            #expect(text.contains("/var/lib/kembar-checkpoint/checkpoint"), "\(text)")
            #expect(text.contains("Penanda tangan: tidak diperiksa"), "\(text)")
            let key = try await daemon.done("audit", "key")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(text.contains(key), "\(text)")
            // With the log's key it is whole, and nothing is left open.
            let pinned = try await daemon.done(
                "admin",
                "rebuild",
                "--from",
                place.file("berkas/data/events.jsonl"),
                "--data",
                place.file("bertanda"),
                "--vkey",
                key
            )
            let said = pinned.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(said.contains("terbaca utuh"), "\(pinned)")
            #expect(!said.contains("tidak diperiksa"), "\(pinned)")
            // The folder, as the settings name a mirror, leads to the file in it.
            let folder = try await daemon.run(
                ["admin", "rebuild", "--from", place.file("berkas"), "--data", place.file("x")]
            )
            #expect(folder.status == 1, "\(folder)")
            #expect(folder.errors.contains("/berkas/data/events.jsonl"), "\(folder)")
            #expect(!FileManager.default.fileExists(atPath: place.file("x")))
            #expect(words.contains("contacts.db tidak ikut dipulihkan"), "\(words)")
            let verified = try await daemon.asked(
                VerifyAnswer.self,
                "audit",
                "verify",
                "--data",
                place.file("baru")
            )
            #expect(verified.result == "whole")
            #expect(verified.signed == verified.size)
            // Not over what is there.
            let again = try await daemon.kembar(
                "admin",
                "rebuild",
                "--from",
                place.file("berkas/data/events.jsonl"),
                "--data",
                place.file("baru")
            )
            #expect(again.status == 1, "\(again)")
        }
    }

    /// What is done to the lines.
    enum Damage: String, CaseIterable {
        case changed, missing, doubled, torn, foreign, shorter, empty, unexplained, spaced
    }

    @Test(arguments: Damage.allCases)
    func `damaged lines are named, and nothing half made stays`(damage: Damage) async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let checkpoint = place.file("checkpoint")
            try await daemon.done("audit", "checkpoint").write(
                toFile: checkpoint,
                atomically: true,
                encoding: .utf8
            )
            var lines = try await daemon.lines()
            let (expected, fault) = try Self.strike(damage, &lines)
            let file = place.file("events.jsonl")
            let content = lines.map { $0 + "\n" }.joined()
            try (damage == .torn ? String(content.dropLast(9)) : content)
                .write(toFile: file, atomically: true, encoding: .utf8)
            let target = place.file("baru")
            let words = [
                "admin", "rebuild", "--from", file, "--data", target, "--checkpoint", checkpoint,
            ]
            let refused = try await daemon.run(words + ["--json"])
            #expect(refused.status == 6, "\(refused)")
            let problem = try JSONDecoder().decode(Problem.self, from: Data(refused.errors.utf8))
            #expect(problem.code == .linesUnfit)
            #expect(problem.params["fault"]?.string == fault, "\(refused.errors)")
            #expect(problem.params["line"]?.integer == expected, "\(refused.errors)")
            #expect(!FileManager.default.fileExists(atPath: target))
            let said = try await daemon.run(words)
            #expect(said.errors.contains("Tidak ada yang ditulis"), "\(said)")
        }
    }

    /// Damages the lines; returns the line that has to be named, and the fault.
    private static func strike(
        _ damage: Damage,
        _ lines: inout [String]
    ) throws -> (line: Int?, fault: String) {
        let last = lines.count
        switch damage {
        case .changed:
            // Still an entry in its one spelling: only the checkpoint tells.
            let line = try #require(lines.firstIndex { $0.contains("Kerja sama contoh") })
            lines[line] = lines[line].replacing("Kerja sama contoh", with: "Kerja sama contol")
            return (1, "root")
        case .missing:
            lines.remove(at: 3)
            return (4, "positions")
        case .doubled:
            lines.insert(lines[3], at: 3)
            return (5, "positions")
        case .torn: return (last, "torn-line")
        case .foreign:
            lines[last - 1] = lines[last - 1].replacing("test.invalid", with: "lain.invalid")
            return (last, "origin")
        case .shorter:
            lines.removeLast()
            return (nil, "truncated")
        case .empty:
            lines = []
            return (nil, "nothing")
        case .unexplained:
            lines[3] = "{\"redacted\":\"\(String(repeating: "ab", count: 32))\"}"
            return (4, "unexplained-redaction")
        case .spaced:
            lines[3] = " " + lines[3]
            return (4, "entry-bytes")
        }
    }

    @Test func `a key needs a checkpoint, and has to have signed it`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let other = try await Daemon.serving(
                in: place,
                .init(data: "lain", sockets: "run2")
            )
            let key = try await other.done("audit", "key")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            let file = place.file("events.jsonl")
            try (try await daemon.lines()).map { $0 + "\n" }.joined()
                .write(toFile: file, atomically: true, encoding: .utf8)
            let words = ["admin", "rebuild", "--from", file, "--data", place.file("baru")]
            let missing = try await daemon.run(
                ["admin", "rebuild", "--from", file + "x", "--data", place.file("baru")]
            )
            #expect(missing.status == 1, "\(missing)")
            #expect(missing.errors.contains("Tidak ada berkas"), "\(missing)")
            #expect(!missing.errors.contains("folder"), "\(missing)")
            let unsigned = try await daemon.run(words + ["--vkey", key])
            #expect(unsigned.status == 1, "\(unsigned)")
            #expect(unsigned.errors.contains("--checkpoint"), "\(unsigned)")
            #expect(!unsigned.errors.contains("kembar audit checkpoint"), "\(unsigned)")
            try await daemon.done("audit", "checkpoint").write(
                toFile: place.file("checkpoint"),
                atomically: true,
                encoding: .utf8
            )
            let foreign = try await daemon.run(words + ["--vkey", key])
            #expect(foreign.status == 6, "\(foreign)")
            #expect(!FileManager.default.fileExists(atPath: place.file("baru")))
        }
    }
}
