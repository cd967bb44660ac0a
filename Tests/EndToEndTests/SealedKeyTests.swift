import Foundation
import Testing

/// The signing key's sealed copy, by Debian's own openssl.
@Suite(
    .timeLimit(.minutes(15)),
    .enabled("needs openssl", { FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl") })
)
struct SealedKeyTests {
    @Test func `the key is sealed, proved, and restored together with the log`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let sealed = place.file("kunci.segel")
            let made = try await daemon.kembar(
                "admin",
                "key",
                "seal",
                sealed,
                input: "kata sandi\n"
            )
            #expect(made.status == 0, "\(made)")
            let mode = try FileManager.default.attributesOfItem(atPath: sealed)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let key = try Data(contentsOf: URL(filePath: place.file("data/key")))
            let digits = String(decoding: key.prefix(64), as: UTF8.self)
            #expect(!(try String(contentsOfFile: sealed, encoding: .utf8)).contains(digits))
            for (language, words) in [
                ("id", "Kata sandinya kosong"), ("en", "passphrase is empty"),
            ] {
                let open = place.file("terbuka.segel")
                let empty = try await daemon.run(
                    ["admin", "key", "seal", open, "--lang", language],
                    input: "\n"
                )
                #expect(empty.status == 1 && empty.errors.contains(words), "\(empty)")
                #expect(!FileManager.default.fileExists(atPath: open))
            }
            for (language, words) in [
                ("id", "tidak ada kata sandi"), ("en", "there was no passphrase"),
            ] {
                let none = place.file("tanpa.segel")
                let refused = try await daemon.run(
                    ["admin", "key", "seal", none, "--lang", language],
                    input: ""
                )
                #expect(refused.status == 1 && refused.errors.contains(words), "\(refused)")
                #expect(!refused.errors.contains("sudo"), "\(refused)")
                #expect(!FileManager.default.fileExists(atPath: none))
            }
            let again = try await daemon.kembar("admin", "key", "seal", sealed, input: "x\n")
            #expect(again.status == 1, "what is there stays: \(again)")
            let good = try await daemon.kembar(
                "admin",
                "key",
                "check",
                sealed,
                input: "kata sandi\n"
            )
            #expect(good.status == 0, "\(good)")
            let wrong = try await daemon.kembar("admin", "key", "check", sealed, input: "salah\n")
            #expect(wrong.status == 1, "\(wrong)")
            #expect(wrong.errors.contains("kata sandinya salah"), "\(wrong)")
            try await restored(daemon, sealed, key, place)
        }
    }

    private func restored(
        _ daemon: Daemon,
        _ sealed: String,
        _ key: Data,
        _ place: Place
    ) async throws {
        let file = place.file("log.tar")
        try await daemon.done("admin", "backup", file)
        let target = place.file("pulih")
        let words = ["admin", "restore", file, "--data", target, "--key"]
        let wrong = try await daemon.run(words + [sealed], input: "salah\n")
        #expect(wrong.status == 1, "\(wrong)")
        #expect(!FileManager.default.fileExists(atPath: target), "nothing was written")

        let other = try await Daemon.serving(
            in: place,
            .init(data: "lain", sockets: "run2", origin: "lain.invalid/kembar")
        )
        let foreign = place.file("lain.segel")
        _ = try await other.kembar("admin", "key", "seal", foreign, input: "kata sandi\n")
        let refused = try await daemon.run(words + [foreign], input: "kata sandi\n")
        #expect(refused.status == 1, "\(refused)")
        #expect(refused.errors.contains("lain.invalid/kembar"), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: target), "what was made is gone again")

        let done = try await daemon.run(words + [sealed], input: "kata sandi\n")
        #expect(done.status == 0, "\(done)")
        #expect(try Data(contentsOf: URL(filePath: target + "/key")) == key)
        await daemon.stop()
        let second = try await Daemon.serving(in: place, .init(data: "pulih", sockets: "run3"))
        try await second.done("audit", "verify")
    }

    @Test
    func `a key's file that was changed is not sealed, and what was sealed of one is found out`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let seal = ["admin", "key", "seal", place.file("kunci.segel")]
            #expect(try await daemon.run(seal, input: "kata sandi\n").status == 0)
            let path = place.file("data/key")
            try FileManager.default.removeItem(atPath: path)
            try Data((String(repeating: "5a", count: 32) + "\n").utf8).write(
                to: URL(filePath: path)
            )
            let other = place.file("palsu.segel")
            let refused = try await daemon.run(
                ["admin", "key", "seal", other],
                input: "kata sandi\n"
            )
            #expect(refused.status == 1 && refused.errors.contains("key rotate"), "\(refused)")
            #expect(!FileManager.default.fileExists(atPath: other))
            // As an earlier version would have sealed it: the right comment over another key.
            let sealed = try String(contentsOfFile: place.file("kunci.segel"), encoding: .utf8)
            let encrypted = try await place.start(
                "/usr/bin/openssl",
                [
                    "enc", "-aes-256-cbc", "-pbkdf2", "-iter", "600000", "-md", "sha256", "-a",
                    "-salt", "-in", path, "-pass", "pass:kata sandi",
                ]
            ).outcome()
            let comments = sealed.split(separator: "\n").filter { $0.hasPrefix("#") }
            try Data((comments.joined(separator: "\n") + "\n" + encrypted.output).utf8)
                .write(to: URL(filePath: other))
            let checked = try await daemon.run(
                ["admin", "key", "check", other],
                input: "kata sandi\n"
            )
            #expect(checked.status == 1, "\(checked)")
            #expect(checked.errors.contains("bukan kunci rahasia dari"), "\(checked)")
            #expect(!checked.errors.contains("key rotate"), "the key in use may be sound")
            try await daemon.done("admin", "backup", place.file("log.tar"))
            let target = place.file("pulih")
            let restored = try await daemon.run(
                ["admin", "restore", place.file("log.tar"), "--data", target, "--key", other],
                input: "kata sandi\n"
            )
            #expect(restored.status == 1, "\(restored)")
            #expect(!FileManager.default.fileExists(atPath: target + "/key"))
            // What the refusal says to do, done: the daemon holds the key that its file has lost.
            try await daemon.done(
                "admin",
                "key",
                "rotate",
                "--reason",
                "berkas kunci rusak",
                "--yes"
            )
            let anew = place.file("baru.segel")
            let mended = try await daemon.run(
                ["admin", "key", "seal", anew],
                input: "kata sandi\n"
            )
            #expect(mended.status == 0, "\(mended)")
            let proved = try await daemon.run(
                ["admin", "key", "check", anew],
                input: "kata sandi\n"
            )
            #expect(proved.status == 0, "\(proved)")
            try await daemon.done("audit", "verify")
        }
    }

    @Test func `what is no sealed key is told`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let file = place.file("bukan")
            try Data("bukan kunci\n".utf8).write(to: URL(filePath: file))
            let outcome = try await daemon.kembar("admin", "key", "check", file, input: "x\n")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("bukan kunci tersegel"), "\(outcome)")
        }
    }
}
