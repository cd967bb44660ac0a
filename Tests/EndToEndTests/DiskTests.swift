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
        let refused = try await second.kembar("note", "2026-0001", "catatan")
        #expect(refused.status == 1, "\(refused)")
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
        let refused = try await first.kembar(
            "note",
            "2026-0001",
            String(repeating: "a", count: 9_000)
        )
        #expect(refused.status == 1, "\(refused)")
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
        let filler = disk + "/filler"
        var status = statvfs()
        try #require(statvfs(disk, &status) == 0)
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        try Data(count: free - 32 * 1_024).write(to: URL(filePath: filler))
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
        var status = statvfs()
        try #require(statvfs(disk, &status) == 0)
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        let filler = disk + "/filler"
        try Data(count: free - 128 * 1_024).write(to: URL(filePath: filler))
        let refused = try await daemon.kembar("note", "2026-0001", "catatan", "--json")
        #expect(refused.status == 1, "\(refused)")
        #expect((refused.output + refused.errors).contains("disk-reserve"), "\(refused)")
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
