import Audit
import Entries
import EventLog
import Foundation
import Glibc
import Testing
import Wire

@testable import Daemon

/// What is signed, and what never is.
@Suite struct CheckpointsTests {
    private static let origin = "test.invalid/kembar"

    /// Signers on logs with these entries, one kept file between them: one log, and what became of it.
    private static func with(
        _ histories: [[String]],
        _ body: (_ signers: [Checkpoints], _ path: String) throws -> Void
    ) async throws {
        let key = try SigningKey(name: origin, seed: [UInt8](repeating: 7, count: 32))
        var logs: [InMemoryLog] = []
        for history in histories { logs.append(try await log(of: history)) }
        try TemporaryFolder.with { folder in
            let path = folder + "/checkpoint"
            let signers = logs.map { log in
                Checkpoints(log: log, origin: origin, key: key, path: path)
            }
            try body(signers, path)
        }
    }

    private static func log(of texts: [String]) async throws -> InMemoryLog {
        let log = InMemoryLog()
        for (number, text) in texts.enumerated() {
            let command = CommandKey(bytes: (0..<16).map { $0 == 0 ? UInt8(number) : 0 })
            let entry = NewEntry(
                bytes: Array(text.utf8),
                subject: nil,
                subjectVersion: nil,
                type: "NoteAdded",
                command: try #require(command),
                part: 1
            )
            _ = try await log.write { try $0.append(entry) }
        }
        return log
    }

    private static func content(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `unasked it signs what is new, and nothing where nothing is`() async throws {
        try await Self.with([["a", "b"]]) { signers, path in
            try signers[0].keepUp()
            let kept = try Self.content(path)
            #expect(kept.contains("\n2\n"))
            // Taken away, it is not written again: nothing was recorded since.
            try FileManager.default.removeItem(atPath: path)
            try signers[0].keepUp()
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(try signers[0].signed() == kept)
        }
    }

    @Test func `unasked it does not sign a log that was put back from before`() async throws {
        try await Self.with([["a", "b", "c"], ["a", "b"]]) { signers, path in
            try signers[0].keepUp()
            let kept = try Self.content(path)
            #expect(throws: CheckpointConflict.notAnExtension(kept: 3, found: 2)) {
                try signers[1].keepUp()
            }
            #expect(try Self.content(path) == kept)
        }
    }

    @Test func `a log that has grown is signed anew, and what is signed is kept first`()
        async throws
    {
        try await Self.with([["a", "b"], ["a", "b", "c"]]) { signers, path in
            let first = try signers[0].signed()
            #expect(try Self.content(path) == first)
            #expect(try signers[0].signed() == first)
            let second = try signers[1].signed()
            #expect(second != first)
            #expect(try Self.content(path) == second)
        }
    }

    @Test func `a log that was cut signs nothing`() async throws {
        try await Self.with([["a", "b", "c"], ["a", "b"]]) { signers, path in
            let kept = try signers[0].signed()
            for _ in 1...2 {
                #expect(throws: CheckpointConflict.notAnExtension(kept: 3, found: 2)) {
                    try signers[1].signed()
                }
            }
            #expect(throws: CheckpointConflict.notAnExtension(kept: 3, found: 2)) {
                try signers[1].signedOrKept()
            }
            #expect(try Self.content(path) == kept)
        }
    }

    @Test(arguments: [["a", "x", "c"], ["a", "x", "c", "d", "e"], ["x", "b", "c", "d"]])
    func `another history signs nothing, however long it grows`(history: [String]) async throws {
        try await Self.with([["a", "b", "c"], history]) { signers, path in
            let kept = try signers[0].signed()
            let size = Int64(history.count)
            #expect(throws: CheckpointConflict.notAnExtension(kept: 3, found: size)) {
                try signers[1].signed()
            }
            #expect(try Self.content(path) == kept)
        }
    }

    @Test(arguments: ["", "bukan checkpoint\n", "size", "signature", "own", "beyond"])
    func `a changed checkpoint file signs nothing and stays as it is`(change: String) async throws {
        try await Self.with([["a", "b", "c"]]) { signers, path in
            let kept = try signers[0].signed()
            let changed: String
            switch change {
            case "size": changed = kept.replacing("\n3\n", with: "\n2\n")
            case "signature":
                let end = kept.index(kept.endIndex, offsetBy: -6)
                changed = kept.replacingCharacters(
                    in: end...end,
                    with: kept[end] == "A" ? "B" : "A"
                )
            // Signed, but by another key under the same name.
            case "own":
                let key = try SigningKey(name: Self.origin, seed: [UInt8](repeating: 8, count: 32))
                let size = kept.split(separator: "\n")
                let text = size.prefix(3).joined(separator: "\n") + "\n"
                changed = try Checkpoint(text: text).sign(with: key)
            // Signed by another key too, over more entries than a log can have and an answer can say.
            case "beyond":
                let key = try SigningKey(name: Self.origin, seed: [UInt8](repeating: 8, count: 32))
                changed = try Checkpoint(
                    origin: Self.origin,
                    size: Checkpoint.sizeMax + 1,
                    root: MerkleTree.leafHash([1])
                ).sign(with: key)
            default: changed = change
            }
            #expect(changed != kept)
            try Data(changed.utf8).write(to: URL(filePath: path))
            #expect(throws: CheckpointConflict.keptNoteChanged) { try signers[0].signed() }
            #expect(throws: CheckpointConflict.keptNoteChanged) { try signers[0].signedOrKept() }
            #expect(try Self.content(path) == changed)
        }
    }

    @Test func `a checkpoint file that can't be read is no log that never signed`() async throws {
        try await Self.with([["a"]]) { signers, path in
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: false
            )
            #expect(throws: StartFailure.self) { try signers[0].signed() }
        }
    }

    @Test(arguments: [
        (ENOSPC, "diskFull"), (EDQUOT, "diskFull"), (EROFS, "readOnly"), (EACCES, "noPermission"),
        (ENOENT, "missing"), (EIO, "io"),
    ])
    func `why the checkpoint can't be kept is told as it is told of the log`(
        number: CInt,
        reason: String
    ) {
        let failure = StartFailure.folder(path: "/x/checkpoint.new", cause: "", errno: number)
        let problem = ProblemMaker.problem(of: failure as any Error)
        #expect(problem.code == .logUnavailable)
        #expect(
            problem.params == ["reason": .string(reason), "path": "/x/checkpoint.new"]
        )
    }

    @Test func `what the system said stays with the file that it took not`() throws {
        try TemporaryFolder.with { folder in
            let error = #expect(throws: StartFailure.self) {
                try DurableFile.write([1], to: folder + "/none/checkpoint", mode: 0o640)
            }
            guard case .folder(_, "No such file or directory", ENOENT)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `an older log is found out by the checkpoint outside its folder`() async throws {
        let key = try SigningKey(name: Self.origin, seed: [UInt8](repeating: 7, count: 32))
        let log = try await Self.log(of: ["a", "b", "c"])
        let older = try await Self.log(of: ["a", "b"])
        try TemporaryFolder.with { folder in
            let paths = (folder + "/checkpoint", folder + "/outside")
            func signer(_ log: InMemoryLog) -> Checkpoints {
                Checkpoints(
                    log: log,
                    origin: Self.origin,
                    key: key,
                    path: paths.0,
                    outsidePath: paths.1
                )
            }
            let note = try signer(log).signed()
            #expect(try Self.content(paths.1) == note)
            #expect(try signer(log).conflict() == nil)
            // The whole folder of an older day is put back, its checkpoint with it.
            let first = try Checkpoints(
                log: older,
                origin: Self.origin,
                key: key,
                path: folder + "/elsewhere"
            ).signed()
            try Data(first.utf8).write(to: URL(filePath: paths.0))
            let conflict = CheckpointConflict.notAnExtension(kept: 3, found: 2)
            #expect(try signer(older).conflict() == conflict)
            #expect(throws: conflict) { try signer(older).signed() }
            #expect(try Self.content(paths.1) == note)
        }
    }

    @Test func `a checkpoint that is missing at one of its places is written there again`()
        async throws
    {
        let key = try SigningKey(name: Self.origin, seed: [UInt8](repeating: 7, count: 32))
        let log = try await Self.log(of: ["a"])
        try TemporaryFolder.with { folder in
            let signer = Checkpoints(
                log: log,
                origin: Self.origin,
                key: key,
                path: folder + "/checkpoint",
                outsidePath: folder + "/outside"
            )
            let note = try signer.signed()
            try FileManager.default.removeItem(atPath: folder + "/outside")
            #expect(try signer.signed() == note)
            #expect(try Self.content(folder + "/outside") == note)
        }
    }
}
