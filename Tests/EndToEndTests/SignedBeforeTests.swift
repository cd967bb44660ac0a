import Entries
import Foundation
import Testing
import Wire

/// Nothing is signed that contradicts what was signed before, and an auditor is told.
@Suite(.timeLimit(.minutes(10))) struct SignedBeforeTests {
    /// What becomes of the data folder after a checkpoint was signed.
    enum Mishap: String, CaseIterable {
        /// An older copy of the log is put back.
        case older
        /// The same, and it has grown past what was signed since.
        case anotherHistory
        /// A letter of the checkpoint's file is changed.
        case changedCheckpoint
        /// Nothing is left of the checkpoint's file but its name.
        case emptiedCheckpoint
    }

    @Test(arguments: Mishap.allCases)
    func `no checkpoint is signed, and verify condemns the log`(mishap: Mishap) async throws {
        try await Place.with { place in
            try await Self.sign(in: place)
            let kept = try Self.checkpoint(place)
            try Self.strike(mishap, place)
            let left = try Self.checkpoint(place)

            let daemon = try await Daemon.serving(in: place)
            if mishap == .anotherHistory {
                for number in 1...9 {
                    try await daemon.done("note", "2026-0001", "sejarah lain \(number)")
                }
            }
            let refused = try await daemon.kembar("audit", "checkpoint")
            #expect(refused.status == 6, "\(refused)")
            #expect(refused.output.isEmpty)
            let told = try await daemon.kembar("audit", "checkpoint", "--json")
            let problem = try JSONDecoder().decode(Problem.self, from: Data(told.errors.utf8))
            #expect(problem.code == .integrityFailure)
            let isHistory = mishap == .older || mishap == .anotherHistory
            #expect((problem.params["kept"]?.integer != nil) == isHistory, "\(told.errors)")
            // What to do next, and no entry that the log does not have.
            #expect(refused.errors.contains("kembar admin recover") == isHistory, "\(refused)")
            if mishap == .older {
                let found = try #require(problem.params["found"]?.integer)
                #expect(problem.params["position"]?.integer == found)
                #expect(refused.errors.contains("hanya sampai entri \(found - 1)"), "\(refused)")
            }
            if mishap == .anotherHistory { #expect(problem.params["position"] == -1) }

            let verified = try await daemon.kembar("audit", "verify", "--json")
            #expect(verified.status == 1, "\(verified)")
            let screen = try await daemon.kembar("audit", "verify")
            #expect(!screen.output.contains("Pertama pada entri"), "\(screen)")
            #expect(screen.output.contains("kembar admin recover") == isHistory, "\(screen)")
            let answer = try JSONDecoder().decode(
                VerifyAnswer.self,
                from: Data(verified.output.utf8)
            )
            #expect(answer.result == "damaged")
            #expect(answer.fault?.code == (isHistory ? "signed-before" : "kept-checkpoint"))
            // What was signed is still there for whoever compares; the office goes on.
            #expect(try Self.checkpoint(place) == left)
            #expect(isHistory == (left == kept))
            try await daemon.done("list")
            await daemon.stop()
        }
    }

    /// The checkpoint once more, in a folder that a restore of the data does not reach.
    @Test func `an older copy with its own checkpoint is known by the one that is kept outside`()
        async throws
    {
        try await Place.with { place in
            let options = Daemon.Options(checkpoints: "di-luar")
            let first = try await Daemon.serving(in: place, options)
            try await first.done("propose", "Riset bersama", "--party", "99.71")
            try await first.done("audit", "checkpoint")
            await first.stop()
            let data = place.file("data")
            try FileManager.default.copyItem(atPath: data, toPath: place.file("lama"))
            let second = try await Daemon.serving(in: place, options)
            try await second.done("note", "2026-0001", "catatan")
            try await second.done("audit", "checkpoint")

            // A copy beside it can't sign at the same time: the folder outside is one daemon's.
            var beside = Daemon.Options(checkpoints: "di-luar")
            beside.data = "lama"
            beside.sockets = "soket-lain"
            let held = try await Daemon.refused(in: place, beside)
            #expect(held.status == 1, "\(held)")
            #expect(held.errors.contains(place.file("di-luar")), "\(held)")
            await second.stop()

            try FileManager.default.removeItem(atPath: data)
            try FileManager.default.moveItem(atPath: place.file("lama"), toPath: data)
            let restored = try await Daemon.serving(in: place, options)
            let refused = try await restored.kembar("audit", "checkpoint")
            #expect(refused.status == 6, "\(refused)")
            #expect(refused.errors.contains("kembar admin recover"), "\(refused)")
            await restored.stop()
        }
    }

    /// Signs a log of which an older copy lies beside.
    private static func sign(in place: Place) async throws {
        let first = try await Daemon.serving(in: place)
        try await first.done("propose", "Riset bersama", "--party", "99.71")
        await first.stop()
        try FileManager.default.copyItem(
            atPath: place.file("data/log.db"),
            toPath: place.file("older.db")
        )
        let second = try await Daemon.serving(in: place)
        for number in 1...5 { try await second.done("note", "2026-0001", "catatan \(number)") }
        try await second.done("audit", "checkpoint")
        await second.stop()
    }

    private static func checkpoint(_ place: Place) throws -> Data {
        try #require(FileManager.default.contents(atPath: place.file("data/checkpoint")))
    }

    private static func strike(_ mishap: Mishap, _ place: Place) throws {
        let checkpoint = URL(filePath: place.file("data/checkpoint"))
        switch mishap {
        case .older, .anotherHistory:
            for name in ["log.db", "log.db-wal", "log.db-shm"] {
                // The last two are there only after a crash.
                try? FileManager.default.removeItem(atPath: place.file("data/" + name))
            }
            try FileManager.default.moveItem(
                atPath: place.file("older.db"),
                toPath: place.file("data/log.db")
            )
        case .changedCheckpoint:
            // The size is on the second line: the log would seem shorter than it was.
            var lines = try String(contentsOf: checkpoint, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            lines[1] = "1"
            try Data(lines.joined(separator: "\n").utf8).write(to: checkpoint)
        case .emptiedCheckpoint: try Data().write(to: checkpoint)
        }
    }
}
