import Entries
import Foundation
import Testing
import Wire

/// A damaged contacts.db: everything can be read, nobody new can record, and the reason is said.
@Suite(.timeLimit(.minutes(10))) struct DamagedContactsTests {
    @Test func `reading goes on, recording names the file and what to do`() async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await first.done("propose", "Riset bersama", "--party", "99.71")
            await first.stop()
            let path = place.file("data/contacts.db")
            let garbage = Data(String(repeating: "bukan basis data\n", count: 400).utf8)
            try garbage.write(to: URL(filePath: path))

            let daemon = try await Daemon.serving(in: place)
            #expect(try await daemon.done("list").contains("Riset bersama"))
            let status = try await daemon.asked(StatusAnswer.self, "status")
            #expect(status.problems.map(\.code).contains("contacts-damaged"))
            #expect(status.you.actor == nil)
            let head = status.log.size
            for words in [
                ["note", "2026-0001", "catatan"], ["note", "2026-0001", "x", "--dry-run"],
            ] {
                let refused = try await daemon.run(words)
                #expect(refused.status == 1, "\(refused)")
                #expect(refused.errors.contains("Berkas kontak rusak: contacts.db"), "\(refused)")
                #expect(refused.errors.contains("cadangan"), "\(refused)")
            }
            #expect(try await daemon.asked(StatusAnswer.self, "status").log.size == head)
            await daemon.stop()
            #expect(FileManager.default.contents(atPath: path) == garbage)

            // Deleted, everybody gets a new name: the old one is not given to anybody again.
            try FileManager.default.removeItem(atPath: path)
            let again = try await Daemon.serving(in: place)
            try await again.done("note", "2026-0001", "catatan")
            let actors = try await again.entries().compactMap { entry -> String? in
                guard case .user(let id, _) = entry.actor else { return nil }
                return id
            }
            #expect(actors == ["a-0001", "a-0002"])
        }
    }

    @Test func `a dry run gives nobody a name`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let path = place.file("data/contacts.db")
            let before = FileManager.default.contents(atPath: path)
            try await daemon.done("propose", "Riset bersama", "--party", "99.71", "--dry-run")
            #expect(FileManager.default.contents(atPath: path) == before)
            #expect(try await daemon.asked(StatusAnswer.self, "status").you.actor == nil)
        }
    }
}
