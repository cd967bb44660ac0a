import Audit
import Engine
import EventLog
import Foundation
import Testing

@testable import Daemon

/// A folder in which no log may begin, or whose log can't be used, is named and stays as it was.
@Suite struct DataFolderTests {
    /// Gives `body` a new folder that is gone afterwards.
    private static func with(_ body: (_ place: String) async throws -> Void) async throws {
        let place = FileManager.default.temporaryDirectory
            .appending(path: "kembar-data-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? FileManager.default.removeItem(at: place) }
        try await body(place.path)
    }

    private static func wish(isRehearsal: Bool = true) throws -> DataFolder.Wish {
        DataFolder.Wish(
            origin: "test.invalid/kembar",
            isRehearsal: isRehearsal,
            settings: try Settings.find(config: Household.shipped + "/kembard.yaml"),
            door: { _ in Door.real(clock: StandingClock(at: Household.start)) }
        )
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private static func make(_ folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
    }

    private static func contents(_ folder: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: try names.map {
                ($0, try Data(contentsOf: URL(filePath: "\(folder)/\($0)")))
            }
        )
    }

    /// What is said in both languages.
    private static func texts(_ error: any Error) -> (id: String, en: String) {
        (
            Daemon.explain(error, environment: ["LANG": "id_ID.UTF-8"]),
            Daemon.explain(error, environment: ["LANG": "en_US.UTF-8"])
        )
    }

    @Test(arguments: ["checkpoint", "contacts.db", "log.db-wal"], [false, true])
    func `a folder whose log was lost is named by what is left, and stays as it was`(
        leftover: String,
        hasEmptyFile: Bool
    ) async throws {
        try await Self.with { place in
            let data = place + "/data"
            try Self.make(data)
            try Self.write("milik kembard", to: data + "/" + leftover)
            if hasEmptyFile { try Self.write("", to: data + "/log.db") }
            let before = try Self.contents(data)
            let wish = try Self.wish()
            let error = await #expect(throws: StartFailure.self) {
                try await DataFolder.open(data, wish)
            }
            let refused = try #require(error)
            guard case .logMissing(data, leftover) = refused else {
                Issue.record(refused)
                return
            }
            #expect(try Self.contents(data) == before)
            let (id, en) = Self.texts(refused)
            #expect(id.contains("\(leftover), tetapi log.db kosong atau tidak ada"), "\(id)")
            #expect(en.contains("\(leftover), but log.db is missing or empty"), "\(en)")
        }
    }

    @Test func `a folder whose log was mirrored is not begun anew, nor made`() async throws {
        try await Self.with { place in
            let (data, mirror) = (place + "/data", place + "/mirror")
            try Self.make(mirror)
            try Self.write("{}\n", to: MirrorFolder.file(in: mirror))
            var wish = try Self.wish(isRehearsal: false)
            wish.settings.mirror = mirror
            let asked = wish
            let refused = await #expect(throws: StartFailure.self) {
                try await DataFolder.open(data, asked)
            }
            guard case .mirrorOfLostLog? = refused else {
                Issue.record("\(String(describing: refused))")
                return
            }
            #expect(!FileManager.default.fileExists(atPath: data))
        }
    }

    @Test(arguments: ["rules", "origin", "start", "key", "no log"])
    func `a start that is refused before a log begins makes nothing`(mistake: String)
        async throws
    {
        try await Self.with { place in
            let data = place + "/data"
            var wish = try Self.wish()
            switch mistake {
            case "rules":
                let config = place + "/config"
                try FileManager.default.copyItem(atPath: Household.shipped, toPath: config)
                try Self.write("policy: main\n", to: config + "/reminders.yaml")
                wish.settings = try Settings.find(config: config + "/kembard.yaml")
            case "origin": wish.origin = "https://test.invalid/kembar"
            case "start": wish.door = { _ in throw StartFailure.badRehearsalTime("kemarin") }
            case "key":
                try Self.make(data)
                try Self.write("bukan kunci\n", to: data + "/key")
            default: wish.lostKeyReason = "disk rusak"
            }
            let asked = wish
            for hasFolder in [mistake == "key", true] {
                if hasFolder, !FileManager.default.fileExists(atPath: data) { try Self.make(data) }
                let before = try hasFolder ? Self.contents(data) : [:]
                await #expect(throws: StartFailure.self) {
                    try await DataFolder.open(data, asked)
                }
                #expect(FileManager.default.fileExists(atPath: data) == hasFolder)
                #expect(try !hasFolder || Self.contents(data) == before)
            }
        }
    }

    @Test func `a key that a start left behind, cut off before its log began, becomes that log's`()
        async throws
    {
        try await Self.with { place in
            let data = place + "/data"
            try Self.make(data)
            let digits = String(repeating: "5a", count: 32) + "\n"
            try Self.write(digits, to: data + "/key")
            let opened = try await DataFolder.open(data, Self.wish())
            #expect(opened.identity.vkey == opened.key.verifierKey.description)
            await opened.log.close()
            #expect(try Self.contents(data)["key"] == Data(digits.utf8))
        }
    }

    @Test func `rubbish in the key's file is told apart from a key that may not be read`()
        async throws
    {
        try await Self.with { place in
            let data = place + "/data"
            try await DataFolder.open(data, Self.wish()).log.close()
            try Self.write("bukan kunci\n", to: data + "/key")
            let wish = try Self.wish()
            let error = await #expect(throws: StartFailure.self) {
                try await DataFolder.open(data, wish)
            }
            let refused = try #require(error)
            let (id, en) = Self.texts(refused)
            #expect(id.contains("Isi \(data)/key bukan kunci"), "\(id)")
            #expect(id.contains("salinan tersegel"), "\(id)")
            #expect(en.contains("What is in \(data)/key is not a log's signing key"), "\(en)")
            #expect(en.contains("sealed copy"), "\(en)")
            for text in [id, en] {
                #expect(text.contains("kembard replace-lost-key"), "\(text)")
                #expect(!text.contains("Run as") && !text.contains("Jalankan sebagai"), "\(text)")
            }
        }
    }

    @Test func `a log whose schema's version is gone is refused as damaged, and stays as it was`()
        async throws
    {
        try await Self.with { place in
            let data = place + "/data"
            try await DataFolder.open(data, Self.wish()).log.close()
            // The file format of SQLite, section 1.3: the user version.
            var bytes = try Data(contentsOf: URL(filePath: data + "/log.db"))
            bytes.replaceSubrange(60..<64, with: [0, 0, 0, 0])
            try bytes.write(to: URL(filePath: data + "/log.db"))
            let wish = try Self.wish()
            let error = await #expect(throws: LogFailure.self) {
                try await DataFolder.open(data, wish)
            }
            let refused = try #require(error)
            #expect(refused.code == .changedSchema)
            #expect(try Self.contents(data)["log.db"] == bytes)
            let (id, en) = Self.texts(refused)
            #expect(id.contains("\(data)/log.db rusak: menurut berkas itu versi skemanya 0"))
            #expect(id.contains("pulihkan dari cadangan"), "\(id)")
            #expect(en.contains("\(data)/log.db is damaged: it says"), "\(en)")
            #expect(en.contains("restore from a backup"), "\(en)")
        }
    }
}
