import Entries
import Foundation
import Glibc
import Testing
import Wire

/// On a disk that can't be written the daemon starts, serves reads and says so.
@Suite(
    .timeLimit(.minutes(10)),
    .enabled("needs root, and permission to mount", { try await Needs.mount() })
)
struct DiskTests {
    /// Gives `body` a small disk of its own in the place, and takes it away afterwards.
    private static func with(_ body: (_ disk: String, Place) async throws -> Void) async throws {
        try await Place.with { place in
            let disk = place.file("data")
            let mounted = try await place.mount(disk)
            try #require(mounted.status == 0, "\(mounted)")
            do {
                try await body(disk, place)
                try await place.unmount(disk)
            } catch {
                try await place.unmount(disk)
                throw error
            }
        }
    }

    private static func remount(_ path: String, _ option: String, _ place: Place) async throws {
        let outcome = try await place.start("/bin/mount", ["-o", "remount,\(option)", path])
            .outcome()
        try #require(outcome.status == 0, "\(outcome)")
    }

    /// Expects that a note is refused in both languages, by that code, and that nothing of it is there.
    private static func expectRefused(
        _ text: String,
        by daemon: Daemon,
        _ code: ProblemCode,
        reason: String? = nil,
        _ words: [String: String]
    ) async throws {
        let refused = try await daemon.kembar("note", "2026-0001", text, "--json")
        #expect(refused.status == 1, "\(refused)")
        let problem = try JSONDecoder().decode(Problem.self, from: Data(refused.errors.utf8))
        #expect(problem.code == code)
        #expect(problem.params["reason"]?.string == reason)
        for (language, words) in words {
            let told = try await daemon.kembar("note", "2026-0001", text, "--lang", language)
            #expect(told.status == 1, "\(told)")
            let said = told.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(said.contains(words), "\(told)")
        }
        #expect(!(try await daemon.done("history", "2026-0001", "--json")).contains(text))
    }

    /// Leaves so many bytes of the disk free; returns the file that takes the others.
    private static func fill(_ disk: String, leaving bytes: Int) throws -> String {
        var status = statvfs()
        try #require(statvfs(disk, &status) == 0)
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        let filler = disk + "/filler"
        try Data(count: free - bytes).write(to: URL(filePath: filler))
        return filler
    }

    @Test func `on a read-only disk it starts, serves reads and refuses writes`() async throws {
        try await Self.with(Self.readOnly)
    }

    private static func readOnly(_ disk: String, _ place: Place) async throws {
        let first = try await Daemon.serving(in: place)
        try await first.done("propose", "Riset bersama", "--party", "99.71")
        await first.stop()
        try await remount(disk, "ro", place)
        let second = try await Daemon.serving(in: place)
        #expect(try await second.done("list").contains("Riset bersama"))
        #expect(try await second.done("show", "2026-0001").contains("Riset bersama"))
        try await second.done("history", "2026-0001")
        try await second.done("audit", "verify")
        let status = try await second.asked(StatusAnswer.self, "status")
        #expect(!status.log.writable)
        try await expectRefused(
            "catatan yang ditolak",
            by: second,
            .logUnavailable,
            reason: "readOnly",
            ["id": "foldernya hanya dapat dibaca", "en": "its folder is read-only"]
        )
        await second.stop()
        try await remount(disk, "rw", place)
        let third = try await Daemon.serving(in: place)
        try await third.done("note", "2026-0001", "catatan")
        try await third.done("audit", "verify")
        await third.stop()
    }

    @Test func `a full disk refuses writes, reads go on, and room again is enough`() async throws {
        try await Self.with(Self.full)
    }

    private static func full(_ disk: String, _ place: Place) async throws {
        let first = try await Daemon.serving(in: place)
        try await first.done("propose", "Riset bersama", "--party", "99.71")
        // Nothing is left to be written afterwards but what is asked for.
        try await first.done("find", "riset")
        let filler = disk + "/filler"
        // Ends with "no space left", as it is meant to.
        _ = try await place.start("/bin/dd", ["if=/dev/zero", "of=\(filler)", "bs=4k"]).outcome()
        try await expectRefused(
            String(repeating: "a", count: 9_000),
            by: first,
            .diskReserve,
            ["id": "Pencatatan ditolak", "en": "Nothing can be recorded"]
        )
        #expect(try await first.done("show", "2026-0001").contains("Riset bersama"))
        #expect(try await first.done("list").contains("Riset bersama"))
        #expect(try await first.done("find", "riset").contains("Riset bersama"))
        try await first.done("audit", "verify")
        await first.stop()
        // Started on the full disk it still reads, and good views are not thrown away.
        let second = try await Daemon.serving(in: place)
        #expect(try await second.done("list").contains("Riset bersama"))
        try FileManager.default.removeItem(atPath: filler)
        try await second.done("note", "2026-0001", "catatan")
        try await second.done("audit", "verify")
        await second.stop()
    }

    @Test func `of a commit in which the disk fills nothing is kept, and room again is enough`()
        async throws
    {
        try await Self.with(Self.filling)
    }

    private static func filling(_ disk: String, _ place: Place) async throws {
        // Without a reserve nothing is refused before it is tried.
        let settings = place.file("kembard.yaml")
        try """
        settings: main
        rules: \(place.rules)
        offices: \(place.rules)/examples/synthetic/offices.yaml
        reserve: 0

        """.write(toFile: settings, atomically: true, encoding: .utf8)
        let daemon = try await Daemon.serving(in: place, .init(config: settings))
        try await daemon.done("propose", "Riset bersama", "--party", "99.71")
        // Nothing is left to be written afterwards but what is asked for.
        try await daemon.done("find", "riset")
        func journalBytes() throws -> Int {
            try Data(contentsOf: URL(filePath: disk + "/log.db-wal")).count
        }
        let before = try journalBytes()
        let filler = try fill(disk, leaving: 12 * 1_024)
        let text = String(repeating: "a", count: 15_000)
        try await expectRefused(
            text,
            by: daemon,
            .logUnavailable,
            reason: "diskFull",
            ["id": "disk penuh", "en": "the disk is full"]
        )
        #expect(try journalBytes() > before, "it was begun: a part of it had room")
        try await daemon.done("audit", "verify")
        try FileManager.default.removeItem(atPath: filler)
        try await daemon.done("note", "2026-0001", text)
        let history = try await daemon.done("history", "2026-0001", "--json")
        #expect(history.components(separatedBy: text).count == 2)
        try await daemon.done("audit", "verify")
        await daemon.stop()
    }

    @Test func `a backup to a full disk is told as a full disk, and leaves nothing there`()
        async throws
    {
        try await Place.with { place in
            let disk = place.file("cadangan")
            let mounted = try await place.mount(disk)
            try #require(mounted.status == 0, "\(mounted)")
            do {
                try await Self.backUp(to: disk, place)
                try await place.unmount(disk)
            } catch {
                try await place.unmount(disk)
                throw error
            }
        }
    }

    private static func backUp(to disk: String, _ place: Place) async throws {
        let daemon = try await Daemon.serving(in: place)
        try await daemon.done("propose", "Riset bersama", "--party", "99.71")
        // What is left is less than a backup, and more than its beginning.
        let filler = try fill(disk, leaving: 32 * 1_024)
        for (language, words) in [("id", "Disk penuh"), ("en", "The disk is full")] {
            for target in [["\(disk)/log.tar"], ["--folder", disk, "--keep", "3"]] {
                let refused = try await daemon.run(
                    ["admin", "backup"] + target + ["--lang", language]
                )
                #expect(refused.status == 1, "\(refused)")
                #expect(refused.errors.contains(words), "\(refused)")
                #expect(refused.errors.contains(disk), "\(refused)")
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == ["filler"])
        try FileManager.default.removeItem(atPath: filler)
        try await daemon.done("admin", "backup", disk + "/log.tar")
        await daemon.stop()
    }

    @Test func `below the reserve commands are refused, reminders go on, and room is enough`()
        async throws
    {
        try await Self.with(Self.low)
    }

    private static func low(_ disk: String, _ place: Place) async throws {
        let daemon = try await Daemon.serving(in: place)
        try await daemon.done("propose", "Riset bersama", "--party", "99.71")
        // What is searched is written when nothing else is; from here on it needs no room.
        try await daemon.done("find", "riset")
        // Of four mebibytes a sixteenth is the reserve.
        let filler = try fill(disk, leaving: 128 * 1_024)
        try await expectRefused(
            "catatan yang ditolak",
            by: daemon,
            .diskReserve,
            ["id": "Pencatatan ditolak", "en": "Nothing can be recorded"]
        )
        #expect(
            try await daemon.asked(StatusAnswer.self, "status").problems.map(\.code)
                .contains("disk-reserve")
        )
        let backup = try await daemon.kembar("admin", "backup", place.file("log.tar"))
        #expect(backup.status == 1, "\(backup)")
        try await daemon.done("rehearse", "next")
        let history = try await daemon.done("history", "2026-0001", "--json")
        #expect(history.contains("ReminderIssued"))
        try FileManager.default.removeItem(atPath: filler)
        try await daemon.done("note", "2026-0001", "catatan")
        try await daemon.done("audit", "verify")
        await daemon.stop()
    }
}
