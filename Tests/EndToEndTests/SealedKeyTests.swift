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
        #expect(try FileManager.default.contentsOfDirectory(atPath: target) == ["lock"])

        let done = try await daemon.run(words + [sealed], input: "kata sandi\n")
        #expect(done.status == 0, "\(done)")
        #expect(try Data(contentsOf: URL(filePath: target + "/key")) == key)
        await daemon.stop()
        let second = try await Daemon.serving(in: place, .init(data: "pulih", sockets: "run3"))
        try await second.done("audit", "verify")
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
