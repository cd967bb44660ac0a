import Entries
import Foundation
import Testing
import Wire

/// A folder that can't be served is named, and nothing in it is changed.
@Suite(.timeLimit(.minutes(10))) struct RefusedFolderTests {
    @Test func `a rehearsal's log is not opened by a real daemon`() async throws {
        try await Place.with { place in
            try await Daemon.serving(in: place).stop()
            let refused = try await Daemon.refused(in: place, .init(rehearsal: nil))
            #expect(refused.status == 1)
            #expect(refused.errors.contains(place.file("data")), "\(refused)")
            #expect(refused.errors.contains("--rehearse"), "\(refused)")
            let types = try await Daemon.serving(in: place).entries().map(\.type)
            #expect(types.suffix(3) == ["DaemonStarted", "DaemonStopped", "DaemonStarted"])
        }
    }

    @Test func `a rehearsal goes on where it stood, and says so to who wants it back`() async throws
    {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await first.done("rehearse", "to", "2026-06-01T09:00")
            await first.stop()
            let refused = try await Daemon.refused(in: place, .init(rehearsal: "2026-05-20T09:00"))
            #expect(refused.status == 1)
            #expect(refused.errors.contains("2026-05-20T09:00"), "\(refused)")
            #expect(refused.errors.contains("--rehearse 2026-06-01T09:00"), "\(refused)")
            // The same command as at first, and a later start, are no going back.
            try await Daemon.serving(in: place).stop()
            let last = try await Daemon.serving(in: place, .init(rehearsal: "2026-06-08T09:00"))
            let now = try await last.asked(StatusAnswer.self, "status").now
            #expect(now.hasPrefix("2026-06-08T09:00"))
            await last.stop()
        }
    }

    @Test func `a real log is not opened as a rehearsal`() async throws {
        try await Place.with { place in
            try await Daemon.serving(in: place, .init(rehearsal: nil)).stop()
            let refused = try await Daemon.refused(in: place)
            #expect(refused.status == 1)
            #expect(refused.errors.contains(place.file("data")), "\(refused)")
            let types = try await Daemon.serving(in: place, .init(rehearsal: nil)).entries()
                .map(\.type)
            #expect(types.suffix(3) == ["DaemonStarted", "DaemonStopped", "DaemonStarted"])
        }
    }

    @Test func `a log of another name is not opened under this one`() async throws {
        try await Place.with { place in
            try await Daemon.serving(in: place).stop()
            let refused = try await Daemon.refused(in: place, .init(origin: "test.invalid/lain"))
            #expect(refused.status == 1)
            #expect(refused.errors.contains("test.invalid/lain"), "\(refused)")
            #expect(refused.errors.contains("test.invalid/kembar"), "\(refused)")
        }
    }

    /// What became of log.db while the daemon was down, and the words that must be said.
    @Test(arguments: [
        ("garbage", "is no database"), ("newer", "newer kembar"), ("truncated", "damaged"),
        ("foreign", "another program"), ("unversioned", "its tables are there"),
    ])
    func `a log that is not whole is named and left as it is`(
        mishap: String,
        words: String
    ) async throws {
        try await Place.with { place in
            try await Daemon.serving(in: place).stop()
            let path = place.file("data/log.db")
            try Self.strike(mishap, path)
            let log = try Self.log(place)
            let refused = try await Daemon.refused(in: place)
            #expect(refused.status == 1, "\(refused)")
            #expect(refused.errors.contains(path), "\(refused)")
            #expect(refused.errors.contains(words), "\(refused)")
            #expect(try Self.log(place) == log)
        }
    }

    @Test(arguments: [
        ("missing", "signing key"), ("another", "not this log's"), ("garbled", "sealed copy"),
    ])
    func `a log without its key is named`(mishap: String, words: String) async throws {
        try await Place.with { place in
            try await Daemon.serving(in: place).stop()
            let key = place.file("data/key")
            if mishap == "missing" {
                try FileManager.default.removeItem(atPath: key)
            } else {
                let digits = String(repeating: "00", count: 32)
                try (mishap == "another" ? digits + "\n" : "bukan kunci\n")
                    .write(toFile: key, atomically: true, encoding: .utf8)
            }
            let refused = try await Daemon.refused(in: place)
            #expect(refused.status == 1)
            #expect(refused.errors.contains(key), "\(refused)")
            #expect(refused.errors.contains(words), "\(refused)")
        }
    }

    @Test func `a folder whose log is gone is evidence: a refused start puts none there`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("audit", "checkpoint")
            await daemon.stop()
            let data = place.file("data")
            for name in try FileManager.default.contentsOfDirectory(atPath: data)
            where name.hasPrefix("log.db") {
                try FileManager.default.removeItem(atPath: "\(data)/\(name)")
            }
            let before = try Self.contents(data)
            let refused = try await Daemon.refused(in: place)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("holds checkpoint, but log.db is"), "\(refused)")
            #expect(try Self.contents(data) == before)
            let found = try await daemon.run(["audit", "verify", "--data", data, "--json"])
            #expect(found.status == 2, "\(found)")
            #expect(found.errors.contains("copy-without-log"), "\(found)")
        }
    }

    private static func contents(_ folder: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: try names.map {
                ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
            }
        )
    }

    private static func log(_ place: Place) throws -> Data {
        try #require(FileManager.default.contents(atPath: place.file("data/log.db")))
    }

    private static func strike(_ mishap: String, _ path: String) throws {
        var bytes = try #require(FileManager.default.contents(atPath: path))
        switch mishap {
        case "garbage": bytes = Data(String(repeating: "bukan basis data\n", count: 400).utf8)
        // The file format of SQLite, section 1.3: user version at 60, application id at 68.
        case "newer": bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
        case "unversioned": bytes.replaceSubrange(60..<64, with: [0, 0, 0, 0])
        case "foreign": bytes.replaceSubrange(68..<72, with: [0, 0, 0, 1])
        default: bytes = bytes.prefix(bytes.count / 2)
        }
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    @Test(arguments: [
        ("id", "adalah folder, padahal di sini diperlukan berkas"),
        ("en", "is a folder, and a file is needed here"),
    ])
    func `a folder instead of the settings file is called one`(
        language: String,
        words: String
    ) async throws {
        try await Place.with { place in
            let refused = try await Daemon.refused(
                in: place,
                .init(config: place.rules, environment: ["LANG": language, "LC_ALL": language])
            )
            #expect(refused.status == 1, "\(refused)")
            #expect(refused.errors.contains(words), "\(refused)")
            #expect(!refused.errors.contains("Success"))
        }
    }
}
