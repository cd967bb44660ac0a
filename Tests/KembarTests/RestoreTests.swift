import FoundationEssentials
import Glibc
import Synchronization
import Testing

@testable import kembar

/// A log that is put back, and who else may come by meanwhile.
@Suite struct RestoreTests {
    private static let verified =
        #"{"agreements":0,"checked":[],"origin":"test.invalid/kembar","redacted":0,"rehearsal":false,"result":"RESULT"FAULT,"root":"00","signer":"not-checked","size":4}"#

    /// The public keys of the seeds that are one byte, 07 or 08, all along.
    private static let keys = [
        7: "test.invalid/kembar+19eaf66a+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs",
        8: "test.invalid/kembar+d62e75c0+AROY9ixtGkV8UbpqS189vS9p/KkyFiGNyJl+QWvRfZPK",
    ]

    /// What lay in the data folder while the log was proved, and whether a daemon could have locked it.
    private struct Seen: Hashable {
        var names: Set<String>
        var isFree: Bool
    }

    private final class Watcher: Sendable {
        let seen = Mutex<Seen?>(nil)
    }

    private func isFree(_ folder: String) -> Bool {
        let lock = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        defer { close(lock) }
        return flock(lock, LOCK_EX | LOCK_NB) == 0
    }

    private func names(_ folder: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    /// Restores into a folder that `prepare` made; `found` is what the proof says, with `fault`, unless there is a
    /// `refusal`, and `words` are in what is said then.
    ///
    /// The sealed key `k.segel` is 07, the log's own `logKey`. Where the folder is not there yet, nothing is
    /// prepared; `isNameTaken`: a folder comes to lie where the log is to, during the proof.
    private func restored(
        found: String = "whole",
        fault: String = "",
        refusal: String? = nil,
        options: [String] = [],
        words: [String] = [],
        noWords: [String] = [],
        isThere: Bool = true,
        logKey: Int = 7,
        isNameTaken: Bool = false,
        _ check: (_ folder: String, ProcessStatus, _ errors: String, Seen?) throws -> Void,
        prepare: (_ folder: String) throws -> Void = { _ in }
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/kembar-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if isThere {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false
            )
            try prepare(folder)
        }
        let (sealed, own) = (try #require(Self.keys[7]), try #require(Self.keys[logKey]))
        let archive = String(decoding: BackupReaderTests.whole, as: UTF8.self)
        let test = TestDesk(
            ["admin", "restore", "log.tar", "--data", folder, "--lang", "en"] + options,
            files: ["log.tar": archive, "k.segel": "# vkey: \(sealed)\n"]
        )
        let watcher = Watcher()
        var desk = test.desk
        desk.runBeside = { [self] _, words in
            watcher.seen.withLock { seen in
                seen = (try? names(folder)).map { Seen(names: $0, isFree: isFree(folder)) }
            }
            guard words.first == "verify" else {
                let answer = words.first == "key" ? #"{"vkey":"\#(own)"}"# : "{}"
                return Desk.Ended(output: Array(answer.utf8), errors: [])
            }
            if let refusal { return Desk.Ended(output: [], errors: Array(refusal.utf8)) }
            if isNameTaken { mkdir(folder + "/log.db", 0o700) }
            let answer = Self.verified.replacing("RESULT", with: found)
                .replacing("FAULT", with: fault)
            return Desk.Ended(output: Array(answer.utf8), errors: [])
        }
        desk.runTool = { _, _ in
            let seed = String(repeating: "07", count: 32) + "\n"
            return Desk.Ended(output: Array(seed.utf8), errors: [])
        }
        let status = await Session(desk: desk).run()
        let said = test.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for one in words { #expect(said.contains(one), "\(said)") }
        for one in noWords { #expect(!said.contains(one), "\(said)") }
        try check(folder, status, test.errors, watcher.seen.withLock(\.self))
    }

    @Test(arguments: [[], ["--json"]])
    func `a redaction that nobody signed is told before kembard is started on it`(
        options: [String]
    ) async throws {
        let words =
            options.isEmpty
            ? ["of entry 1 ", "by entry 3,", "Compare before you start kembard"]
            : [#""unsignedRedaction":{"by":3,"position":1}"#]
        // The entry behind the checkpoint, which covers three, is there too.
        let size = options.isEmpty ? ["A log of 4 entries"] : [#""root":"00""#, #""size":4"#]
        // Given a backup that is whole but for an entry behind its checkpoint, which redacts another
        let fault = #","fault":{"code":"unsigned-redaction","params":{"by":3},"position":1}"#
        // When it is restored, then it is there, and what to compare before is said
        try await restored(
            found: "unverified",
            fault: fault,
            options: options,
            words: words + size
        ) { folder, status, errors, _ in
            #expect(status == .done, "\(errors)")
            let there = try names(folder)
            #expect(there == ["checkpoint", "lock", "log.db"])
        }
        // And of one that is signed nothing of the kind
        try await restored(options: options, noWords: words) { _, status, errors, _ in
            #expect(status == .done, "\(errors)")
        }
    }

    @Test func `the log has no name before it is proved, and nobody else the folder`() async throws
    {
        try await restored { folder, status, errors, seen in
            #expect(status == .done, "\(errors)")
            let seen = try #require(seen)
            #expect(!seen.isFree)
            #expect(seen.names.isDisjoint(with: ["log.db", "checkpoint"]))
            #expect(try names(folder) == ["checkpoint", "lock", "log.db"])
            #expect(isFree(folder))
        }
    }

    @Test func `of a damaged backup the entry is named, and what else there may be`() async throws {
        // Given what kembar-audit says of a copy that it can't read to its end
        try await restored(
            refusal: #"{"code":"integrity-failure","params":{"position":9}}"#
        ) { _, status, errors, _ in
            #expect(status == .integrityFailure)
            let words = errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("entry 9 does not match the proof"), "\(words)")
            // There is no log, nor a kembard that could be asked
            #expect(words.contains("Try an older backup"), "\(words)")
            #expect(!words.contains("audit verify"), "\(words)")
        }
    }

    @Test func `what a killed restore left is gone before the next one unpacks`() async throws {
        let left = "kembar-restore.a1B2c3"
        try await restored { folder, status, errors, seen in
            #expect(status == .done, "\(errors)")
            // Only its own lay there meanwhile
            let seen = try #require(seen)
            #expect(!seen.names.contains(left))
            #expect(seen.names.filter { $0.hasPrefix("kembar-restore.") }.count == 1)
            #expect(try names(folder) == ["checkpoint", "lock", "log.db"])
        } prepare: { folder in
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(left)",
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
            try Data("a log".utf8).write(to: URL(filePath: "\(folder)/\(left)/log.db"))
        }
    }

    @Test func `what is not whole leaves nothing, and takes nothing away that it did not make`()
        async throws
    {
        try await restored(found: "damaged") { folder, status, _, _ in
            #expect(status == .integrityFailure)
            let left = try names(folder)
            #expect(left == ["lock"])
            #expect(isFree(folder))
        }
        let own = Data("a daemon's".utf8)
        try await restored(found: "damaged") { folder, _, _, _ in
            let kept = try Data(contentsOf: URL(filePath: folder + "/log.db-shm"))
            #expect(kept == own)
        } prepare: { folder in
            try own.write(to: URL(filePath: folder + "/log.db-shm"))
        }
    }

    /// What keeps a log from being put back together with its key.
    enum Obstacle: CaseIterable {
        case damagedLog
        case anotherKey
        case takenName
    }

    @Test(arguments: Obstacle.allCases)
    func `what is refused leaves neither a folder that it made nor a key`(
        obstacle: Obstacle
    ) async throws {
        try await restored(
            found: obstacle == .damagedLog ? "damaged" : "whole",
            options: ["--key", "k.segel"],
            isThere: false,
            logKey: obstacle == .anotherKey ? 8 : 7,
            isNameTaken: obstacle == .takenName
        ) { folder, status, errors, seen in
            #expect(status == (obstacle == .damagedLog ? .integrityFailure : .refused))
            #expect(seen?.isFree == false, "\(errors)")
            if obstacle == .takenName {
                let held = try names(folder)
                #expect(held == ["lock", "log.db"])
            } else {
                #expect(!FileManager.default.fileExists(atPath: folder))
            }
        }
    }

    @Test func `a log and its key are put into a folder that is made for them`() async throws {
        try await restored(options: ["--key", "k.segel"], isThere: false) {
            folder,
            status,
            errors,
            seen in
            #expect(status == .done, "\(errors)")
            // Neither has its name before all is proved
            #expect(seen?.names.isDisjoint(with: ["log.db", "checkpoint", "key"]) == true)
            let held = try names(folder)
            #expect(held == ["checkpoint", "key", "lock", "log.db"])
        }
    }

    @Test(arguments: ["log.db", "checkpoint", "views.db"])
    func `what is in the way is named, and so is what to do`(name: String) async throws {
        let left = Data("what was there".utf8)
        try await restored { folder, status, errors, seen in
            #expect(status == .refused)
            let words = errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let found = name == "log.db" ? "There is a log in" : "still holds \(name)"
            #expect(words.contains(found), "\(errors)")
            #expect(words.contains("mv \(folder) \(folder).old"), "\(errors)")
            #expect(seen == nil)
            let kept = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
            #expect(kept == left)
        } prepare: { folder in
            try left.write(to: URL(filePath: "\(folder)/\(name)"))
        }
    }

    @Test func `a folder that a daemon has locked is left alone`() async throws {
        var lock: Int32 = -1
        defer { close(lock) }
        try await restored { folder, status, errors, seen in
            #expect(status == .refused)
            #expect(errors.contains("Another program is using"))
            #expect(seen == nil)
            let left = try names(folder)
            #expect(left == ["lock"])
        } prepare: { folder in
            lock = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
            try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
        }
    }
}
