import Foundation
import Testing
import Wire

/// Backups as a sysadmin makes, proves and restores them.
@Suite(.timeLimit(.minutes(10)))
struct BackupTests {
    /// What `admin backup --json` prints.
    private struct Made: Decodable {
        var path: String
        var size: Int64
        var root: String
    }

    @Test func `a backup of a running daemon is proved, restored, and served again`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let file = place.file("log.tar")
            let made = try await daemon.asked(Made.self, "admin", "backup", file)
            #expect(made.path == file)
            let bytes = try Data(contentsOf: URL(filePath: file))
            let refused = try await daemon.kembar("admin", "backup", file)
            #expect(refused.status == 1 && refused.errors.contains(file), "\(refused)")
            #expect(try Data(contentsOf: URL(filePath: file)) == bytes)
            try await daemon.done("admin", "drill", file)
            let status = try await daemon.asked(StatusAnswer.self, "status")
            #expect(status.backups?.copy?.size == made.size)
            #expect(status.backups?.drill?.size == made.size)

            // What comes after the copy is not in it, and does not disturb its proof.
            let entries = try await daemon.lines()
            try await daemon.done("note", "2026-0001", "sesudah cadangan")
            try await daemon.done("admin", "drill", file)

            let restored = place.file("pulih")
            let told = try await daemon.done("admin", "restore", file, "--data", restored)
            #expect(told.contains("contacts.db tidak ikut dipulihkan"), "\(told)")
            let names = try FileManager.default.contentsOfDirectory(atPath: restored).sorted()
            #expect(names == ["checkpoint", "lock", "log.db"])
            let again = try await daemon.kembar("admin", "restore", file, "--data", restored)
            #expect(again.status == 1)
            try FileManager.default.copyItem(
                atPath: place.file("data/key"),
                toPath: restored + "/key"
            )
            await daemon.stop()
            let other = try await Daemon.serving(in: place, .init(data: "pulih", sockets: "run2"))
            #expect(try await Array(other.lines().prefix(entries.count)) == entries)
            try await other.done("audit", "verify")
            #expect(await other.stop() == .exited(0))
        }
    }

    @Test func `a folder keeps the newest, and standard output is the same archive`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let folder = place.file("cadangan")
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false
            )
            let none = try await daemon.kembar("admin", "drill", "--folder", folder)
            #expect(none.status == 3)
            for number in 1...3 {
                try await daemon.done("propose", "Uji \(number)", "--party", "99.71")
                try await daemon.done("admin", "backup", "--folder", folder, "--keep", "2")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names.count == 2)
            #expect(names.allSatisfy { $0.hasPrefix("kembar-00000") && $0.hasSuffix(".tar") })
            try await daemon.done("admin", "drill", "--folder", folder)
            let printed = try await daemon.kembar("admin", "backup", "-")
            #expect(printed.status == 0)
            #expect(printed.output.utf8.count > 8_192)
        }
    }

    @Test func `a damaged, a cut and a foreign backup are told`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let file = place.file("log.tar")
            try await daemon.done("admin", "backup", file)
            let bytes = try Data(contentsOf: URL(filePath: file))

            let cut = place.file("terpotong.tar")
            try bytes.dropLast(1_024).write(to: URL(filePath: cut))
            #expect(try await daemon.kembar("admin", "drill", cut).status == 6)

            let damaged = place.file("rusak.tar")
            // A byte inside an entry: the title that was proposed.
            let title = try #require(bytes.range(of: Data("Kerja sama contoh".utf8)))
            var changed = bytes
            changed[title.lowerBound] ^= 1
            try changed.write(to: URL(filePath: damaged))
            #expect(try await daemon.kembar("admin", "drill", damaged).status == 6)
            let target = place.file("rusak")
            #expect(
                try await daemon.kembar("admin", "restore", damaged, "--data", target).status == 6
            )
            #expect(!FileManager.default.fileExists(atPath: target))

            let other = try await Daemon.serving(
                in: place,
                .init(data: "lain", sockets: "run2", origin: "lain.invalid/kembar")
            )
            let foreign = try await other.kembar("admin", "drill", file)
            #expect(foreign.status == 1)
            let status = try await other.asked(StatusAnswer.self, "status")
            #expect(status.backups?.drill == nil)
        }
    }

    @Test func `the figures for a monitoring system count what was asked`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            // A mistyped address wakes nobody as a fault of the program's.
            #expect(try await daemon.kembar("api", "GET", "/v1/nope").status != 0)
            let text = try await daemon.done("api", "GET", "/v1/metrics")
            #expect(text.contains(#"kembar_requests_total{kind="read",outcome="unknown-route"} 1"#))
            #expect(!text.contains("internal-error"), "\(text)")
            let size = try await daemon.asked(StatusAnswer.self, "status").log.size
            #expect(text.contains("\nkembar_log_entries \(size)\n"))
            #expect(text.contains(#"kembar_requests_total{kind="write",outcome="ok"} 1"#))
            #expect(text.contains("kembar_log_contradicts_checkpoint 0"))
        }
    }
}
