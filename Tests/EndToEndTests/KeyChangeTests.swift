import Entries
import Foundation
import Testing
import Wire

/// The log's key changes: typed, followed, and refused where it has to be.
@Suite(.timeLimit(.minutes(15))) struct KeyChangeTests {
    private static let id = "2026-0001"

    private static func key(_ daemon: Daemon) async throws -> String {
        try await daemon.done("audit", "key").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func `receipts and bundles from before and after a rotation verify with the old key`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let old = try await Self.key(daemon)
            let before = place.file("sebelum.tlog-proof")
            try await daemon.done("audit", "prove", Self.id, "--output", before)
            try await daemon.done("audit", "export", place.file("berkas-lama"))

            let dry = try await daemon.done("admin", "key", "rotate", "--dry-run")
            #expect(dry.contains("akan diganti"))
            #expect(try await Self.key(daemon) == old)
            let unasked = try await daemon.kembar("admin", "key", "rotate")
            #expect(unasked.status == 2, "nobody is there to be asked")
            let said = try await daemon.done(
                "admin",
                "key",
                "rotate",
                "--reason",
                "tahunan",
                "--yes"
            )
            #expect(said.contains("Kunci log diganti"))
            let new = try await Self.key(daemon)
            #expect(new != old)
            try await daemon.done("note", Self.id, "sesudah")
            let after = place.file("sesudah.tlog-proof")
            let handover = place.file("serah-terima.tlog-proof")
            try await daemon.done("audit", "prove", Self.id, "--output", after)
            let keys = try await daemon.done("audit", "keys", "--output", handover)
            #expect(keys.contains(old) && keys.contains(new))
            #expect(keys.contains("diserahterimakan"))
            try await daemon.done("audit", "export", place.file("berkas"))
            try await daemon.done("audit", "export", place.file("naskah"), "--agreement", Self.id)
            let live = try await daemon.kembar("audit", "verify", "--vkey", old)
            #expect(live.status == 0, "\(live)")
            #expect(live.output.contains("diikuti lewat serah terima"))
            await daemon.stop()

            func verify(_ words: String...) async throws -> Outcome {
                try await daemon.run(["audit", "verify"] + words)
            }
            for name in ["berkas-lama", "berkas", "naskah", "data"] {
                let outcome = try await verify("--data", place.file(name), "--vkey", old)
                #expect(outcome.status == 0, "\(name): \(outcome)")
            }
            #expect(try await verify("--data", place.file("berkas"), "--vkey", new).status == 0)
            #expect(
                try await verify("--data", place.file("berkas-lama"), "--vkey", new).status == 1
            )
            #expect(try await verify("--receipt", before, "--vkey", old).status == 0)
            #expect(try await verify("--receipt", after, "--vkey", new).status == 0)
            let unfollowed = try await verify("--receipt", after, "--vkey", old)
            #expect(unfollowed.status == 1)
            #expect(unfollowed.output.contains("kunci lain dengan nama yang"))
            #expect(unfollowed.output.contains("--handover"), "\(unfollowed)")
            let followed = try await verify(
                "--receipt",
                after,
                "--vkey",
                old,
                "--handover",
                handover
            )
            #expect(followed.status == 0, "\(followed)")
            #expect(followed.output.contains("diikuti lewat serah terima"))
            let nonsense = try await verify(
                "--receipt",
                after,
                "--vkey",
                old,
                "--handover",
                place.file("data/checkpoint")
            )
            #expect(nonsense.status == 2, "\(nonsense)")
            // A copy of the bundle made of the copied folder has the same handover in it.
            let copied = place.file("disalin")
            try await daemon.done("audit", "export", copied, "--data", place.file("berkas"))
            let proofs = try FileManager.default.contentsOfDirectory(atPath: copied + "/data/keys")
            #expect(proofs.count == 1)

            let again = try await Daemon.serving(in: place)
            #expect(try await Self.key(again) == new)
            try await again.done("audit", "verify", "--vkey", old)
            try await again.done("admin", "key", "rotate", "--yes")
            try await again.done("audit", "verify", "--vkey", old)
            // Both changes stand in one file: who holds the first key follows them to the last.
            let (last, all) = (place.file("terakhir.tlog-proof"), place.file("semua.tlog-proof"))
            try await again.done("audit", "prove", Self.id, "--output", last)
            let told = try await again.done("audit", "keys", "--output", all)
            #expect(told.contains("2 serah terima"), "\(told)")
            let twice = try await again.run(
                ["audit", "verify", "--receipt", last, "--vkey", old, "--handover", all]
            )
            #expect(twice.status == 0, "\(twice)")
            #expect(await again.stop() == .exited(0))
        }
    }

    @Test func `a log witness follows the key by its handover, and by nothing else`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let old = try await Self.key(daemon)
            let secret = place.file("saksi.key")
            try await daemon.done("audit", "cosign", "--new-key", "saksi.invalid", "--key", secret)
            func request(_ words: String...) async throws -> String {
                let file = place.file("permintaan-\(UUID().uuidString)")
                try await daemon.run(["audit", "checkpoint"] + words).output
                    .write(toFile: file, atomically: false, encoding: .utf8)
                return file
            }
            func cosign(_ request: String, _ vkey: String, _ more: String...) async throws
                -> Outcome
            {
                try await daemon.run(
                    [
                        "audit", "cosign", request, "--key", secret, "--vkey", vkey,
                        "--record", place.file("catatan"),
                    ] + more
                )
            }
            let before = try await request()
            let first = try await cosign(before, old)
            #expect(first.status == 0, "\(first)")
            let note = try String(contentsOfFile: before, encoding: .utf8)
            let size = String(note.split(separator: "\n")[1])
            try await daemon.done("admin", "key", "rotate", "--reason", "tahunan", "--yes")
            let new = try await Self.key(daemon)
            let handover = place.file("serah-terima.tlog-proof")
            try await daemon.done("audit", "keys", "--output", handover)
            let after = try await request("--since", size)

            let unfollowed = try await cosign(after, old)
            #expect(unfollowed.status == 1)
            #expect(unfollowed.output.contains("kunci lain dengan nama yang"))
            #expect(unfollowed.output.contains("--handover"), "\(unfollowed)")
            let typed = try await cosign(after, new)
            #expect(typed.status == 1)
            #expect(typed.output.contains("mengenal log itu dengan kunci lain"), "\(typed)")
            let nonsense = try await cosign(after, old, "--handover", before)
            #expect(nonsense.status == 1, "\(nonsense)")
            #expect(nonsense.errors.contains("itu bukan serah terima"), "\(nonsense)")
            let absent = try await cosign(after, old, "--handover", place.file("tiada"))
            #expect(absent.status != 0, "\(absent)")
            #expect(absent.errors.contains("Tidak ada berkas"), "\(absent)")
            let signed = place.file("disaksikan.txt")
            let on = try await cosign(after, old, "--handover", handover, "--output", signed)
            #expect(on.status == 0, "\(on)")
            #expect(on.output.contains("diikuti lewat serah terima"), "\(on)")
            // The record has gone on: the new key alone is enough from now on.
            let again = try await cosign(after, new)
            #expect(again.status == 0, "\(again)")
            await daemon.stop()
        }
    }

    @Test func `a lost key is replaced by an act that everybody sees`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.begin()
            let old = try await Self.key(daemon)
            try await daemon.done("audit", "checkpoint")
            await daemon.stop()
            let words = [
                "replace-lost-key", "--reason", "disk rusak", "--data", place.file("data"),
                "--rehearse", "2026-05-06T09:00", "--config",
                Daemon.shipped + "/examples/synthetic/kembard.yaml",
            ]
            let refused = try await place.start(Programs.kembard, words).outcome()
            #expect(refused.status == 1)
            #expect(refused.errors.contains("kembar admin key rotate"))
            try FileManager.default.removeItem(atPath: place.file("data/key"))
            let replaced = try await place.start(Programs.kembard, words).outcome()
            #expect(replaced.status == 0, "\(replaced)")
            let again = try await Daemon.serving(in: place)
            let new = try await Self.key(again)
            #expect(replaced.output.contains(new))
            #expect(replaced.output.contains("kembar admin recover"), "what comes next")
            let pinned = try await again.kembar("audit", "verify", "--vkey", old)
            #expect(pinned.status == 1, "nothing links the two")
            let fresh = try await again.kembar("audit", "verify", "--vkey", new)
            #expect(fresh.status == 0, "\(fresh)")
            #expect(fresh.output.contains("TANPA serah terima"))
            let entry = try #require(
                try await again.entries().last { $0.type == "KeyAdopted" }
            )
            #expect(entry.data["lost"]?.bool == true)
            #expect(entry.data["reason"]?.string == "disk rusak")
            await again.stop()
        }
    }

    @Test func `a restored older log goes on only after what is lost is on record`() async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await first.begin()
            await first.stop()
            try FileManager.default.copyItem(
                atPath: place.file("data/log.db"),
                toPath: place.file("lama.db")
            )
            let second = try await Daemon.serving(in: place)
            for number in 1...4 { try await second.done("note", Self.id, "hilang \(number)") }
            let kept = place.file("tersimpan.txt")
            try await second.done("audit", "checkpoint")
                .write(toFile: kept, atomically: false, encoding: .utf8)
            let early = try await second.kembar("admin", "recover", "--reason", "iseng", "--yes")
            #expect(early.status == 1, "nothing is lost")
            await second.stop()
            try FileManager.default.removeItem(atPath: place.file("data/log.db"))
            try FileManager.default.moveItem(
                atPath: place.file("lama.db"),
                toPath: place.file("data/log.db")
            )
            let third = try await Daemon.serving(in: place)
            #expect(try await third.kembar("audit", "checkpoint").status == 6)
            let status = try await third.done("status")
            #expect(status.contains("kembar admin recover"))
            let trial = try await third.done(
                "admin",
                "recover",
                "--reason",
                "disk rusak, cadangan lama",
                "--dry-run"
            )
            let told = trial.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let said = try await third.done(
                "admin",
                "recover",
                "--reason",
                "disk rusak, cadangan lama",
                "--yes"
            )
            #expect(said.contains("Log dilanjutkan"))
            try await third.done("audit", "checkpoint")
            try await third.done("audit", "verify")
            let held = try await third.kembar("audit", "verify", "--since", kept)
            #expect(held.status == 1, "whoever kept the old checkpoint sees it")
            let entry = try #require(
                try await third.entries().last { $0.type == "LogRecovered" }
            )
            #expect(held.output.contains("Entri \(entry.position) (LogRecovered)"), "\(held)")
            #expect(held.output.contains("disk rusak, cadangan lama"))
            #expect(entry.data["reason"]?.string == "disk rusak, cadangan lama")
            let from = try #require(entry.data["lostFrom"]?.integer)
            let through = try #require(entry.data["lostThrough"]?.integer)
            #expect(told.contains("entri \(from) sampai \(through), yang pernah"), "\(trial)")
            #expect(entry.data["signed"]?["size"]?.integer == through + 1)
            await third.stop()
        }
    }

    @Test func `a bundle of a log that lost its handover carries what was kept of it`() async throws
    {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await first.begin()
            let old = try await Self.key(first)
            await first.stop()
            try FileManager.default.copyItem(
                atPath: place.file("data/log.db"),
                toPath: place.file("lama.db")
            )
            let second = try await Daemon.serving(in: place)
            try await second.done("admin", "key", "rotate", "--yes")
            let new = try await Self.key(second)
            await second.stop()
            try FileManager.default.removeItem(atPath: place.file("data/log.db"))
            try FileManager.default.moveItem(
                atPath: place.file("lama.db"),
                toPath: place.file("data/log.db")
            )
            let third = try await Daemon.serving(in: place)
            #expect(try await Self.key(third) == new)
            try await third.done("admin", "recover", "--reason", "disk rusak", "--yes")
            let bundle = place.file("berkas")
            try await third.done("audit", "export", bundle)
            let proofs = try FileManager.default.contentsOfDirectory(atPath: bundle + "/data/keys")
            #expect(proofs.count == 1)
            let verified = try await third.run(
                ["audit", "verify", "--data", bundle, "--vkey", old]
            )
            #expect(verified.status == 0, "\(verified)")
            await third.stop()
        }
    }
}
