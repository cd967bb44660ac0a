import ArgumentParser
import Crypto
import Foundation
import Glibc
import Testing

@testable import kembar
@testable import kembar_audit

/// Evidence stays as it was: every command that reads a copy or a bundle, named by the programs themselves.
@Suite(.timeLimit(.minutes(10))) struct EvidenceTests {
    private static let id = "2026-0001"

    /// What each command is called with; a command that has no line here fails the first test.
    ///
    /// `evidence` is where they are asked of; some name files in it besides.
    private static func questions(
        _ place: Place,
        _ vkey: String,
        _ evidence: String
    ) -> [String: [[String]]] {
        let made = { (name: String) in place.file("dibuat/\(name)-\(UUID().uuidString)") }
        let formats = ["xes", "ocel-json", "csv", "jsonl", "cloudevents"]
        return [
            "verify": [
                ["verify"], ["verify", "--vkey", vkey],
                ["verify", "--policy", place.file("bawaan/policy")],
                ["verify", "--documents", place.file("bawaan/dokumen")],
                // A file of the evidence itself is read too, and those beside it.
                ["verify", "--since", evidence + notes(in: evidence)],
                ["verify", "--since", place.file("bawaan/surat.mbox"), "--vkey", vkey],
                ["verify", "--vkey", vkey, "--handover", place.file("bawaan/serah-terima")],
            ],
            "replay": [
                ["replay"], ["replay", id, "--as-of", "2026-05-05"],
                ["replay", "--rules", Daemon.shipped + "/workflows/kerja-sama-daerah.yaml"],
            ],
            "narrate": [["narrate", id]],
            "diff": [["diff", "0", "9"]],
            "why": [["why", id, "title"]],
            "first": [["first", "--field", "title=Contoh"]],
            "silences": [["silences"]],
            "exceptions": [["exceptions"]],
            "sample": [["sample", "--n", "2", "--seed", "a"]],
            "prove": [["prove", "1"], ["prove", id]],
            "export": [["export", made("berkas")], ["export", made("naskah"), "--agreement", id]]
                + formats.map { ["export", made($0), "--format", $0] },
            "checkpoint": [["checkpoint"], ["checkpoint", "--since", "3"]],
            "key": [["key"]],
            "keys": [["keys"]],
            "cosignatures": [
                ["cosignatures"], ["cosignatures", "--policy", place.file("bawaan/policy")],
            ],
            "compare": [["compare", place.file("terpasang.json")]],
        ]
    }

    private static func notes(in evidence: String) -> String {
        evidence.hasSuffix("salinan") ? "/checkpoint" : "/data/checkpoint"
    }

    /// Those that look at no log: only at a checkpoint that somebody hands them, or at lines of which they
    /// make one.
    private static let withoutData: Set = ["cosign", "rebuild"]

    @Test func `every command that takes --data is tried below`() async throws {
        try await Place.with { place in
            let tried = Set(Self.questions(place, "", "").keys)
            let ours = Program.configuration.subcommands.map { $0._commandName }
            #expect(Set(ours).subtracting(Self.withoutData).isSubset(of: tried))
            // Words for people have commands of their own, made of the same answers.
            let words = Audit.configuration.subcommands
            for command in words {
                let takesData = command.helpMessage().contains("--data")
                #expect(takesData == tried.contains(command._commandName), "\(command)")
            }
            #expect(tried.isSubset(of: words.map { $0._commandName }))
        }
    }

    /// Name, SHA-256, mode and times of every file and folder.
    private static func state(_ folder: String) throws -> [String: String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder) + ["."]
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                var status = stat()
                try #require(lstat("\(folder)/\(name)", &status) == 0)
                let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
                let digest = SHA256.hash(data: bytes).map { String($0, radix: 16) }.joined(
                    separator: "."
                )
                return (
                    name,
                    "\(digest) \(status.st_size) \(status.st_mode) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
                )
            }
        )
    }

    @Test func `no command changes a file of a copied folder or of a bundle, or leaves one there`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Contoh", "--party", "99.71", "--at", "2026-05-05")
            try await daemon.done("discuss", Self.id, "--scope", "pariwisata")
            try await daemon.done("note", Self.id, "telepon Siti 0812")
            let vkey = try await daemon.done("audit", "key")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            try FileManager.default.createDirectory(
                atPath: place.file("bawaan/dokumen"),
                withIntermediateDirectories: true
            )
            let letter = place.file("bawaan/dokumen/surat.txt")
            try "isi".write(toFile: letter, atomically: false, encoding: .utf8)
            try await daemon.done("attach", Self.id, letter)
            let note = try await daemon.done("audit", "checkpoint")
            try "From a\nSubject: x\n\n\(note)\nFrom b\nSubject: y\n\n> \(note)".write(
                toFile: place.file("bawaan/surat.mbox"),
                atomically: false,
                encoding: .utf8
            )
            try await daemon.done("admin", "key", "rotate", "--yes")
            try await daemon.done("audit", "keys", "--output", place.file("bawaan/serah-terima"))
            try await daemon.done("audit", "checkpoint")
            let (whole, agreement) = (place.file("berkas"), place.file("naskah"))
            try await daemon.done("audit", "export", whole)
            try await daemon.done("audit", "export", agreement, "--agreement", Self.id)
            // Killed: what it wrote last stands in the write-ahead logs.
            daemon.program.send(SIGKILL)
            await daemon.program.ended()
            let copy = place.file("salinan")
            try FileManager.default.copyItem(atPath: place.file("data"), toPath: copy)
            try #require(try Self.state(copy).keys.contains("log.db-wal"))
            try FileManager.default.createDirectory(
                atPath: place.file("dibuat"),
                withIntermediateDirectories: false
            )
            try "log \(vkey)\nquorum none\n".write(
                toFile: place.file("bawaan/policy"),
                atomically: false,
                encoding: .utf8
            )
            let brought = place.file("bawaan")
            for evidence in [copy, whole, agreement] {
                let before = try Self.state(evidence)
                let beside = try Self.state(brought)
                // What another version would have answered.
                try await daemon.done("audit", "replay", "--data", evidence, "--json")
                    .write(toFile: place.file("terpasang.json"), atomically: false, encoding: .utf8)
                for words in Self.questions(place, vkey, evidence).values.joined() {
                    let outcome = try await daemon.run(["audit"] + words + ["--data", evidence])
                    // A bundle of one agreement does not have all of the log.
                    #expect(outcome.status == 0 || evidence == agreement, "\(words): \(outcome)")
                    #expect(try Self.state(evidence) == before, "\(words)")
                    #expect(try Self.state(brought) == beside, "\(words)")
                }
                // A receipt is asked by itself: here one that lies in the evidence.
                for name in try FileManager.default.subpathsOfDirectory(atPath: evidence)
                where name.hasSuffix(".tlog-proof") {
                    let receipt = try await daemon.run(
                        ["audit", "verify", "--receipt", "\(evidence)/\(name)", "--vkey", vkey]
                            + ["--handover", place.file("bawaan/serah-terima")]
                    )
                    #expect(receipt.status == 0, "\(name): \(receipt)")
                    #expect(try Self.state(evidence) == before, "\(name)")
                }
            }
        }
    }
}
