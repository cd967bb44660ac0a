import Foundation
import Testing
import Wire

/// Documents held against the log: live, of a copy, of a bundle.
@Suite(.timeLimit(.minutes(15))) struct DocumentsTests {
    private static let id = "2026-0001"

    private static func story(_ place: Place) async throws -> Daemon {
        let daemon = try await Daemon.serving(in: place)
        try await daemon.begin()
        try await daemon.done("discuss", id, "--scope", "pariwisata")
        for (name, text) in [("konsep.txt", "konsep satu"), ("lampiran.txt", "lampiran")] {
            try text.write(toFile: place.file(name), atomically: false, encoding: .utf8)
        }
        try await daemon.done("draft", id, "--file", place.file("konsep.txt"))
        try await daemon.done("attach", id, place.file("lampiran.txt"))
        return daemon
    }

    @Test func `documents are found by their hash, live, in a copy and in a bundle`() async throws {
        try await Place.with { place in
            let daemon = try await Self.story(place)
            let archive = place.file("arsip")
            try FileManager.default.createDirectory(
                atPath: archive + "/dalam",
                withIntermediateDirectories: true
            )
            try FileManager.default.moveItem(
                atPath: place.file("konsep.txt"),
                toPath: archive + "/dalam/nama lain.txt"
            )
            try FileManager.default.moveItem(
                atPath: place.file("lampiran.txt"),
                toPath: archive + "/lampiran.txt"
            )
            try "asing".write(
                toFile: archive + "/asing.txt",
                atomically: false,
                encoding: .utf8
            )
            let (bundle, agreement) = (place.file("berkas"), place.file("naskah"))
            try await daemon.done("audit", "export", bundle)
            try await daemon.done("audit", "export", agreement, "--agreement", Self.id)
            let unchecked = try await daemon.done("audit", "verify")
            #expect(unchecked.contains("2 dokumen tercatat, TIDAK diperiksa"))
            func verify(_ evidence: String?, _ archive: String) async throws -> Outcome {
                let data = evidence.map { ["--data", $0] } ?? []
                return try await daemon.run(
                    ["audit", "verify", "--documents", archive, "--json"] + data
                )
            }
            func answer(_ outcome: Outcome) throws -> VerifyAnswer {
                try JSONDecoder().decode(VerifyAnswer.self, from: Data(outcome.output.utf8))
            }
            let live = try await verify(nil, archive)
            #expect(live.status == 0, "\(live)")
            let first = try answer(live)
            #expect(first.documents?.documents.map(\.state) == [.whole, .whole])
            #expect(first.documents?.extra == ["asing.txt"])
            await daemon.stop()
            for evidence in [place.file("data"), bundle, agreement] {
                let outcome = try await verify(evidence, archive)
                #expect(outcome.status == 0, "\(outcome)")
                #expect(try answer(outcome).documents == first.documents, "\(evidence)")
            }

            try "diubah".write(
                toFile: archive + "/lampiran.txt",
                atomically: false,
                encoding: .utf8
            )
            for evidence in [place.file("data"), bundle, agreement] {
                let outcome = try await verify(evidence, archive)
                #expect(outcome.status == 1)
                #expect(try answer(outcome).fault?.code == "document-changed")
            }
            try FileManager.default.removeItem(atPath: archive + "/dalam/nama lain.txt")
            let missing = try await daemon.kembar(
                "audit",
                "verify",
                "--documents",
                archive,
                "--data",
                bundle
            )
            #expect(missing.status == 1)
            #expect(missing.output.contains("Log ini sendiri utuh, tetapi ada dokumen"))
            #expect(missing.output.contains("konsep.txt hilang"))
            #expect(missing.output.contains("lampiran.txt diubah"))
            var english = daemon
            english.language = "en"
            let told = try await english.kembar(
                "audit",
                "verify",
                "--documents",
                archive,
                "--data",
                bundle
            )
            #expect(told.output.contains("documents are missing or were changed"))

            let nowhere = try await verify(bundle, place.file("tiada"))
            #expect(nowhere.status == 2, "what could not be looked at is no damage")
            let receipt = try await daemon.kembar(
                "audit",
                "verify",
                "--receipt",
                place.file("x"),
                "--documents",
                archive
            )
            #expect(receipt.status == 64)
        }
    }
}
