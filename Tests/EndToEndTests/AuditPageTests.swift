import Foundation
import Testing

/// The auditors' page, typed as it is printed.
@Suite(.timeLimit(.minutes(10))) struct AuditPageTests {
    /// The commands of the page's first half; the second has the same, which scripts/check-docs sees to.
    private static func commands() throws -> [String] {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/audit.md").path
        let text = try String(contentsOfFile: page, encoding: .utf8)
        let half = text.components(separatedBy: "\n## ")[1]
        return half.components(separatedBy: "```").enumerated()
            .filter { $0.offset % 2 == 1 }
            .flatMap { $0.element.split(separator: "\n").map(String.init).dropFirst() }
    }

    @Test func `each command of the page does what the page says`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Contoh", "--party", "99.71", "--at", "2026-05-05")
            try await daemon.done("discuss", "2026-0001", "--scope", "pariwisata")
            let desk = place.file("meja")
            try FileManager.default.createDirectory(
                atPath: desk + "/dokumen",
                withIntermediateDirectories: true
            )
            try "isi".write(toFile: desk + "/dokumen/a.txt", atomically: false, encoding: .utf8)
            try await daemon.done("attach", "2026-0001", desk + "/dokumen/a.txt")
            let note = try await daemon.done("audit", "checkpoint")
            try "From a\nSubject: x\n\nSalam\n\n\(note)".write(
                toFile: desk + "/surat.mbox",
                atomically: false,
                encoding: .utf8
            )
            let copy = desk + "/salinan"
            try FileManager.default.createDirectory(
                atPath: copy,
                withIntermediateDirectories: false
            )
            // Copied while no daemon has it open.
            await daemon.stop()
            for name in ["log.db", "checkpoint", "views.db"] {
                try FileManager.default.copyItem(
                    atPath: place.file("data/\(name)"),
                    toPath: "\(copy)/\(name)"
                )
            }
            let again = try await Daemon.serving(in: place)
            let commands = try Self.commands()
            try #require(commands.count > 15)
            for command in commands {
                let outcome = try await place.start(
                    "/bin/bash",
                    ["-c", "cd '\(desk)' && \(command)"],
                    environment: again.environment.merging(
                        ["PATH": Programs.folder + ":/usr/bin:/bin"]
                    ) { _, new in new }
                ).outcome()
                #expect(outcome.status == 0, "\(command): \(outcome)")
            }
            let cosigned = try String(contentsOfFile: desk + "/disaksikan.txt", encoding: .utf8)
            #expect(cosigned.contains("inspektorat.example/saksi"))
        }
    }
}
