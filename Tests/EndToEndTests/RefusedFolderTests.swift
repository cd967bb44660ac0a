import Entries
import Foundation
import Testing
import Wire

/// A folder that can't be served is named, and nothing in it is changed.
@Suite(.timeLimit(.minutes(10))) struct RefusedFolderTests {
    @Test func `a rehearsal's log is not opened by a real daemon`() async throws {
        try await Place.with { place in
            try await Daemon.serving(in: place).stop()
            let data = place.file("data")
            try await Self.refused(
                in: place,
                with: .init(rehearsal: nil),
                id: [data, "berisi log gladi", "--rehearse"],
                en: [data, "holds a rehearsal's log", "--rehearse"]
            )
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
            let (asked, way) = ("2026-05-20T09:00", "--rehearse 2026-06-01T09:00")
            try await Self.refused(
                in: place,
                with: .init(rehearsal: asked),
                id: ["tidak dapat mundur ke \(asked)", way],
                en: ["can't go back to \(asked)", way]
            )
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
            let data = place.file("data")
            try await Self.refused(
                in: place,
                id: [data, "berisi log sungguhan"],
                en: [data, "holds a real log"]
            )
            let types = try await Daemon.serving(in: place, .init(rehearsal: nil)).entries()
                .map(\.type)
            #expect(types.suffix(3) == ["DaemonStarted", "DaemonStopped", "DaemonStarted"])
        }
    }

    @Test(arguments: [
        ("--nope", "Kesalahan: Opsi '--nope' tidak dikenal", "Error: Unknown option '--nope'"),
        (
            "--rehearse", "Kesalahan: Nilai untuk '--rehearse <START>' belum ada",
            "Error: Missing value for '--rehearse <START>'"
        ),
    ])
    func `a command line that can't be read is refused in the reader's language`(
        word: String,
        id: String,
        en: String
    ) async throws {
        try await Place.with { place in
            for (language, words) in [("id_ID.UTF-8", id), ("en_US.UTF-8", en)] {
                let refused = try await place.start(
                    Programs.kembard,
                    [word],
                    environment: ["LANG": language]
                ).outcome()
                #expect(refused.status == 64, "\(refused)")
                #expect(refused.errors.hasPrefix(words), "\(refused)")
                #expect(refused.output == "", "\(refused)")
            }
        }
    }

    @Test func `the deliverer too refuses in the reader's language`() async throws {
        try await Place.with { place in
            for (language, words) in [
                ("id_ID.UTF-8", "Kesalahan: Opsi '--nope' tidak dikenal"),
                ("en_US.UTF-8", "Error: Unknown option '--nope'"),
            ] {
                let refused = try await place.start(
                    Programs.folder + "/kembar-deliver",
                    ["--nope"],
                    environment: ["LANG": language]
                ).outcome()
                #expect(refused.status == 64, "\(refused)")
                #expect(refused.errors.hasPrefix(words), "\(refused)")
            }
        }
    }

    @Test func `a log of another name is not opened under this one`() async throws {
        try await Place.with { place in
            try await Daemon.serving(in: place).stop()
            let (found, asked) = ("test.invalid/kembar", "test.invalid/lain")
            try await Self.refused(
                in: place,
                with: .init(origin: asked),
                id: ["Log ini bernama \(found), bukan \(asked)"],
                en: ["This log is called \(found), not \(asked)"]
            )
        }
    }

    /// What became of log.db while the daemon was down, and the words that must be said.
    @Test(arguments: [
        ("garbage", "bukan basis data", "is no database"),
        ("newer", "kembar yang lebih baru", "newer kembar"), ("truncated", "rusak", "damaged"),
        ("foreign", "program lain", "another program"),
        ("unversioned", "tabelnya sudah ada", "its tables are there"),
    ])
    func `a log that is not whole is named and left as it is`(
        mishap: String,
        indonesian: String,
        english: String
    ) async throws {
        try await Place.with { place in
            try await Daemon.serving(in: place).stop()
            let path = place.file("data/log.db")
            try Self.strike(mishap, path)
            let log = try Self.log(place)
            try await Self.refused(in: place, id: [path, indonesian], en: [path, english])
            #expect(try Self.log(place) == log)
        }
    }

    @Test(arguments: [
        ("missing", "Kunci penanda tangan log", "signing key"),
        ("another", "bukan kunci log ini", "not this log's"),
        ("garbled", "salinan tersegel", "sealed copy"),
    ])
    func `a log without its key is named`(
        mishap: String,
        indonesian: String,
        english: String
    ) async throws {
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
            try await Self.refused(in: place, id: [key, indonesian], en: [key, english])
        }
    }

    /// Expects that a daemon does not start there, and says so in either language with these words.
    private static func refused(
        in place: Place,
        with options: Daemon.Options = .init(),
        id: [String],
        en: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for (language, words) in [("id_ID.UTF-8", id), ("en_US.UTF-8", en)] {
            var options = options
            options.environment["LANG"] = language
            let refused = try await Daemon.refused(in: place, options)
            #expect(refused.status == 1, "\(refused)", sourceLocation: sourceLocation)
            for word in words {
                #expect(refused.errors.contains(word), "\(refused)", sourceLocation: sourceLocation)
            }
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
            try await Self.refused(
                in: place,
                id: ["ada checkpoint, tetapi log.db kosong atau tidak ada"],
                en: ["holds checkpoint, but log.db is"]
            )
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
