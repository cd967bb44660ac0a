import Entries
import Foundation
import Testing
import Wire

/// Log witnesses outside the house: what they cosign comes back, is kept, and is demanded.
@Suite(.timeLimit(.minutes(15))) struct WitnessTests {
    private static let id = "2026-0001"

    /// A public witness in Python, which shares no line with us.
    private struct Witness {
        var program: RunningProgram
        var vkey: String
        var port: String
        var folder: String

        var url: String { "http://127.0.0.1:\(port)/w" }

        func answers() throws -> [String] {
            try String(contentsOfFile: folder + "/answers", encoding: .utf8)
                .split(separator: "\n").map(String.init)
        }

        static func start(
            in place: Place,
            log: String,
            _ more: String...
        ) async throws -> Witness {
            let python = try #require(Programs.python)
            let folder = place.file("saksi-\(more.count)")
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Verifiers/witness.py").path
            let seed = String(repeating: "4c", count: 32)
            let program = try place.start(
                python,
                [script, "saksi.invalid/umum", seed, log, folder] + more
            )
            try #require(await program.prints("listening "), "\(program.errors.text)")
            _ = await program.prints("\n")
            let words = program.output.text.split(whereSeparator: \.isWhitespace)
            return Witness(
                program: program,
                vkey: String(words[1]),
                port: String(words[3]),
                folder: folder
            )
        }
    }

    /// A real daemon whose log's key is known before its settings name witnesses.
    private static func daemon(
        in place: Place,
        rehearsal: String? = nil,
        witness: (String) async throws -> String
    ) async throws -> (daemon: Daemon, vkey: String, policy: String) {
        let settings = place.file("kembard.yaml")
        let common = """
            settings: main
            rules: \(Daemon.shipped)
            offices: \(Daemon.shipped)/examples/synthetic/offices.yaml

            """
        try common.write(toFile: settings, atomically: true, encoding: .utf8)
        let first = try await Daemon.serving(
            in: place,
            .init(rehearsal: rehearsal, config: settings)
        )
        let vkey = try await first.done("audit", "key")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        await first.stop()
        let policy = place.file("saksi.policy")
        try "log \(vkey)\nwitness umum \(try await witness(vkey))\nquorum umum\n".write(
            toFile: policy,
            atomically: true,
            encoding: .utf8
        )
        try (common + "witnesses: saksi.policy\n").write(
            toFile: settings,
            atomically: true,
            encoding: .utf8
        )
        let daemon = try await Daemon.serving(
            in: place,
            .init(rehearsal: rehearsal, config: settings)
        )
        return (daemon, vkey, policy)
    }

    private static func deliverer(_ daemon: Daemon, _ witness: Witness) async throws -> Outcome {
        let file = daemon.place.file("deliver.yaml")
        try """
        settings: deliver
        socket: \(daemon.sockets)/deliver.sock
        witnesses:
          - {name: saksi.invalid/umum, url: "\(witness.url)", timeout: 20}
        """.write(toFile: file, atomically: true, encoding: .utf8)
        return try await daemon.place.start(
            Programs.folder + "/kembar-deliver",
            ["--config", file, "--once"]
        ).outcome()
    }

    @Test(
        .enabled("needs curl and python3 (scripts/prepare tests)") {
            Programs.tool("curl") != nil && Programs.python != nil
        }
    )
    func `checkpoints go to a public witness and come home cosigned`() async throws {
        try await Place.with { place in
            var witness: Witness?
            let (daemon, vkey, policy) = try await Self.daemon(in: place) { vkey in
                let started = try await Witness.start(in: place, log: vkey)
                witness = started
                return started.vkey
            }
            let server = try #require(witness)
            let before = try await daemon.kembar("audit", "verify", "--policy", policy)
            #expect(before.status == 1, "nobody has cosigned yet")
            let none = try await daemon.kembar("audit", "checkpoint", "--cosigned")
            #expect(none.status == 1)
            #expect(none.errors.contains("kembar admin cosigned"))

            let first = try await Self.deliverer(daemon, server)
            #expect(first.status == 0, "\(first)")
            let list = try await daemon.asked(CosignatureList.self, "audit", "cosignatures")
            #expect(list.enough != nil)
            #expect(list.witnesses.first?.size == list.enough)
            let shown = try await daemon.done("audit", "cosignatures")
            #expect(shown.contains("saksi.invalid/umum"))

            try await daemon.begin()
            let second = try await Self.deliverer(daemon, server)
            #expect(second.status == 0, "\(second)")
            #expect(try server.answers() == ["200", "200"])
            let grown = try await daemon.asked(CosignatureList.self, "audit", "cosignatures")
            #expect(try #require(grown.enough) > (try #require(list.enough)))

            // Demanded: live, of a receipt, of a bundle, of a copy.
            let receipt = place.file("naskah.tlog-proof")
            try await daemon.done("audit", "prove", Self.id, "--output", receipt)
            try await daemon.done("note", Self.id, "sesudahnya belum ada saksinya")
            let live = try await daemon.asked(
                VerifyAnswer.self,
                "audit",
                "verify",
                "--policy",
                policy
            )
            #expect(live.witnessed == grown.enough)
            #expect(live.witnesses?.map(\.name) == ["saksi.invalid/umum"])
            try await daemon.done("audit", "export", place.file("dengan"), "--cosigned")
            try await daemon.done(
                "audit",
                "export",
                place.file("naskah"),
                "--cosigned",
                "--agreement",
                Self.id
            )
            try await daemon.done("audit", "export", place.file("tanpa"))
            await daemon.stop()
            func verify(_ words: String...) async throws -> Int32? {
                try await daemon.run(["audit", "verify", "--policy", policy] + words).status
            }
            #expect(try await verify("--receipt", receipt) == 0)
            #expect(try await verify("--receipt", receipt, "--vkey", vkey) == 0)
            #expect(try await verify("--data", place.file("dengan")) == 0)
            #expect(try await verify("--data", place.file("naskah")) == 0)
            #expect(try await verify("--data", place.file("data")) == 0)
            #expect(try await verify("--data", place.file("tanpa")) == 1)
            // What came back is in a copy and in a bundle: checked by a policy, else only named.
            for name in ["data", "dengan"] {
                let ask = ["audit", "cosignatures", "--data", place.file(name)]
                let checked = try await daemon.run(ask + ["--policy", policy, "--json"])
                let list = try JSONDecoder().decode(
                    CosignatureList.self,
                    from: Data(checked.output.utf8)
                )
                #expect(list.enough == grown.enough && list.unchecked == [], "\(name): \(checked)")
                #expect(list.witnesses.first?.size == grown.enough)
                let named = try await daemon.run(ask)
                #expect(named.output.contains("TIDAK diperiksa"), "\(named)")
                #expect(named.output.contains("saksi.invalid/umum+"))
            }
            let nothing = try await daemon.run(
                ["audit", "cosignatures", "--data", place.file("tanpa")]
            )
            #expect(nothing.output.contains("tidak ada tanda tangan saksi"), "\(nothing)")
        }
    }

    @Test(
        .enabled("needs curl and python3 (scripts/prepare tests)") {
            Programs.tool("curl") != nil && Programs.python != nil
        }
    )
    func
        `a witness that remembers more is asked from there, and one that remembers too much is told of`()
        async throws
    {
        try await Place.with { place in
            var witness: Witness?
            let (daemon, vkey, _) = try await Self.daemon(in: place) { vkey in
                // It has cosigned three entries of this log that never came back here.
                let started = try await Witness.start(in: place, log: vkey, "old", "3")
                witness = started
                return started.vkey
            }
            let server = try #require(witness)
            let outcome = try await Self.deliverer(daemon, server)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(try server.answers() == ["409", "200"])
            server.program.send(SIGKILL)
            await server.program.ended()
            // A witness of more entries than the log has: an older copy was put back here.
            let ahead = try await Witness.start(in: place, log: vkey, "old", "100000", "x")
            try await daemon.begin()
            let refused = try await Self.deliverer(daemon, ahead)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("more entries than the log has"))
            await daemon.stop()
        }
    }

    @Test(.enabled("needs prlimit (util-linux)") { Programs.tool("prlimit") != nil })
    func `a key that can be written in part only says why, and leaves nothing behind`()
        async throws
    {
        try await Place.with { place in
            let key = place.file("saksi.key")
            // The first write takes forty bytes, the next one none.
            let script = #"trap "" XFSZ; exec prlimit --fsize=40 -- "$0" "$@""#
            let outcome = try await place.start(
                "/bin/sh",
                ["-c", script, Programs.folder + "/kembar-audit", "cosign", "--json"]
                    + ["--new-key", "saksi.invalid/x", "--key", key]
            ).outcome()
            #expect(outcome.status != 0)
            #expect(outcome.errors.contains("File too large"), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: key))
        }
    }

    @Test func `a checkpoint that came back by mail is kept, and every other one refused`()
        async throws
    {
        try await Place.with { place in
            let secret = place.file("saksi.key")
            let (daemon, vkey, policy) = try await Self.daemon(
                in: place,
                rehearsal: "2026-05-06T09:00"
            ) { _ in
                let made = try await place.start(
                    Programs.folder + "/kembar-audit",
                    ["cosign", "--new-key", "inspektorat.invalid/saksi", "--key", secret, "--json"]
                ).outcome()
                let answer = try JSONDecoder().decode(
                    CosignAnswer.self,
                    from: Data(made.output.utf8)
                )
                return try #require(answer.vkey)
            }
            let (plain, cosigned) = (place.file("polos"), place.file("disaksikan"))
            try await daemon.done("audit", "checkpoint")
                .write(toFile: plain, atomically: false, encoding: .utf8)
            try await daemon.done(
                "audit",
                "cosign",
                plain,
                "--key",
                secret,
                "--vkey",
                vkey,
                "--record",
                place.file("catatan"),
                "--output",
                cosigned
            )
            let bare = try await daemon.kembar("admin", "cosigned", plain)
            #expect(bare.status == 1)
            #expect(bare.errors.contains("witnesses pada kembard.yaml"))
            let kept = try await daemon.done("admin", "cosigned", cosigned)
            #expect(kept.contains("Tanda tangan saksi log disimpan."))
            try await daemon.done("audit", "verify", "--policy", policy)
            let note = try await daemon.done("audit", "checkpoint", "--cosigned")
            #expect(note.contains("inspektorat.invalid/saksi"))
            let text = try String(contentsOfFile: cosigned, encoding: .utf8)
            let size = try #require(text.split(separator: "\n").dropFirst().first)
            try text.replacing("\n\(size)\n", with: "\n\((Int(size) ?? 0) + 1)\n")
                .write(toFile: place.file("palsu"), atomically: false, encoding: .utf8)
            let forged = try await daemon.kembar("admin", "cosigned", place.file("palsu"))
            #expect(forged.status == 1)
            #expect(forged.errors.contains("palsu"))
            let other = try await daemon.kembar("admin", "cosigned", policy)
            #expect(other.status == 1)
            await daemon.stop()
        }
    }
}
