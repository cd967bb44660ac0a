import Audit
import Dispatch
import Entries
import EventLog
import Exports
import Foundation
import Logging
import Synchronization
import Testing
import Wire

@testable import Daemon

/// The entries once more on a second disk: level before an answer, and never in anybody's way.
@Suite struct MirrorTests {
    // MARK: Level with the log

    @Test func `an entry is in the mirror before its command is answered`() async throws {
        try await Bench.with { bench in
            let log = try SQLiteLog.open(folder: bench.data)
            let mirror = bench.mirror(of: log)
            mirror.follow(log.head)
            log.follow { mirror.follow($0) }
            for number in 1...3 {
                try await log.add("e\(number)", command: number)
                #expect(try bench.lines() == (1...3).prefix(number).map { "e\($0)" })
            }
            #expect(mirror.now.size == 3)
            #expect(mirror.now.trouble == nil)
            await log.close()
        }
    }

    @Test func `only its user writes it, and its group reads it`() async throws {
        try await Bench.with { bench in
            let log = InMemoryLog()
            bench.level(bench.mirror(of: log))
            let new = try bench.mode()
            chmod(bench.file, 0o666)
            bench.level(bench.mirror(of: log))
            let found = try bench.mode()
            #expect(new == 0o640 && found == 0o640)
        }
    }

    @Test func `a log with a past is mirrored from its beginning`() async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a", "b", "c"])
            bench.level(bench.mirror(of: log))
            #expect(try bench.lines() == ["a", "b", "c"])
        }
    }

    @Test func `more than fits into one write comes in several`() async throws {
        try await Bench.with { bench in
            let texts = (0..<100).map { "\($0)" + String(repeating: "x", count: 60_000) }
            let log = try await Bench.log(of: texts)
            bench.level(bench.mirror(of: log))
            #expect(try bench.lines() == texts)
        }
    }

    // MARK: Faults

    @Test(arguments: MirrorCall.allCases, [false, true])
    func `whatever call fails, commands go on, and the mirror is level once it works again`(
        call: MirrorCall,
        hasHappened: Bool
    ) async throws {
        try await Bench.with { bench in
            let switchboard = Switchboard()
            let log = try await Bench.log(of: ["a", "b"])
            let mirror = bench.mirror(of: log, faults: switchboard.faults(hasHappened))
            // Once while it is opened, once while it goes on, once while it is made anew.
            for step in 0..<3 {
                switchboard.fail(call, with: EIO)
                if step == 1 { bench.tear() }
                if step == 2 {
                    try await log.redact(1, command: 90)
                } else {
                    try await log.add("\(call) \(step)", command: 50 + step)
                }
                mirror.follow(log.head)
                let hasFailed = mirror.now.trouble != nil
                #expect(hasFailed == switchboard.hasFailed, "\(call) \(step)")
                if hasFailed { #expect(mirror.now.trouble?.reason == .io) }
                switchboard.fail(nil)
                bench.retry(mirror)
                #expect(mirror.now.trouble == nil, "\(call) \(step)")
                #expect(mirror.now.size == log.head.size)
                #expect(try bench.lines() == log.lines(), "\(call) \(step)")
                #expect(try bench.names() == ["events.jsonl"])
            }
        }
    }

    @Test func `after a failed sync the file is made anew`() async throws {
        try await Bench.with { bench in
            let switchboard = Switchboard()
            let log = try await Bench.log(of: ["a"])
            let mirror = bench.mirror(of: log, faults: switchboard.faults(false))
            bench.level(mirror)
            let before = try bench.inode()
            switchboard.fail(.sync, with: EIO)
            try await log.add("b", command: 7)
            mirror.follow(log.head)
            switchboard.fail(nil)
            // Held open: its number is not given to another file.
            let held = open(bench.file, O_RDONLY)
            defer { close(held) }
            bench.retry(mirror)
            #expect(try bench.inode() != before)
            #expect(try bench.lines() == ["a", "b"])
        }
    }

    @Test(arguments: [
        (ENOSPC, MirrorTrouble.Reason.diskFull), (EROFS, .readOnly), (EACCES, .noPermission),
        (EIO, .io),
    ])
    func `what the system says is told by its reason`(
        number: Int32,
        reason: MirrorTrouble.Reason
    ) async throws {
        try await Bench.with { bench in
            let switchboard = Switchboard()
            let log = try await Bench.log(of: ["a"])
            let mirror = bench.mirror(of: log, faults: switchboard.faults(false))
            switchboard.fail(.write, with: number)
            mirror.follow(log.head)
            #expect(mirror.now.trouble?.reason == reason)
            let notice = try #require(mirror.notices(of: log.head).first)
            #expect(notice.code == "mirror-behind")
            #expect(notice.params["behind"] == 1)
            #expect(mirror.status(of: log.head).lastError == reason.rawValue)
        }
    }

    @Test func `a disk that hangs is waited for once, and told`() async throws {
        try await Bench.with { bench in
            let (gate, log) = (DispatchSemaphore(value: 0), try await Bench.log(of: ["a"]))
            let faults = MirrorFaults(before: { call in
                if call == .sync { gate.wait() }
                return 0
            })
            let mirror = bench.mirror(of: log, patience: .milliseconds(1), faults: faults)
            mirror.follow(log.head)
            #expect(mirror.now.trouble?.reason == .slow)
            try await log.add("b", command: 7)
            mirror.follow(log.head)
            #expect(mirror.now.size == 0)
            for _ in 0..<10 { gate.signal() }
            mirror.waitForAttempt()
            #expect(mirror.now.trouble == nil)
            #expect(try bench.lines() == ["a", "b"])
        }
    }

    @Test func `a folder that is gone is not made, and one that comes back is caught up with`()
        async throws
    {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a"])
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            try FileManager.default.moveItem(atPath: bench.mirror, toPath: bench.data + "/away")
            try await log.add("b", command: 7)
            mirror.follow(log.head)
            #expect(mirror.now.trouble?.reason == .missing)
            #expect(!FileManager.default.fileExists(atPath: bench.mirror))
            try await log.add("c", command: 8)
            mirror.follow(log.head)
            #expect(mirror.notices(of: log.head).first?.params["behind"] == 2)
            try FileManager.default.moveItem(atPath: bench.data + "/away", toPath: bench.mirror)
            bench.retry(mirror)
            #expect(mirror.now.trouble == nil)
            #expect(try bench.lines() == ["a", "b", "c"])
        }
    }

    @Test func `a mirror that was moved away is begun anew`() async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a"])
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            try FileManager.default.moveItem(atPath: bench.file, toPath: bench.data + "/old")
            try await log.add("b", command: 7)
            mirror.follow(log.head)
            #expect(try bench.lines() == ["a", "b"])
        }
    }

    @Test func `a mirror that was cut while kembard runs is a conflict at the next entry`()
        async throws
    {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a", "b", "c"])
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            // Given the same file with something else in it, and less
            try bench.overwrite("a\nx\n")
            // When an entry comes
            try await log.add("d", command: 7)
            mirror.follow(log.head)
            // Then nothing is written to it, and what is behind is what it lacks
            #expect(mirror.now.trouble?.reason == .differs)
            let notice = try #require(mirror.notices(of: log.head).first)
            #expect(notice.code == "mirror-conflict")
            #expect(notice.params["behind"] == 3)
            #expect(mirror.status(of: log.head).size == 1)
            #expect(try bench.content() == "a\nx\n")
        }
    }

    @Test(arguments: [nil, "", "a\n"] as [String?])
    func `a mirror that was taken away or cut short is whole before the next entry`(
        rest: String?
    ) async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a", "b", "c"])
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            if let rest { try bench.overwrite(rest) } else { unlink(bench.file) }
            bench.look(mirror)
            #expect(mirror.now.trouble == nil)
            #expect(try bench.lines() == ["a", "b", "c"])
        }
    }

    @Test func `a mirror that was changed is told before the next entry`() async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a", "b", "c"])
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            bench.look(mirror)
            #expect(mirror.now.trouble == nil)
            try bench.overwrite("{}\n")
            bench.look(mirror)
            #expect(mirror.notices(of: log.head).first?.code == "mirror-conflict")
            #expect(mirror.status(of: log.head).behind == 3)
        }
    }

    @Test func `a line that only the mirror has as a hash is lost there`() async throws {
        try await Bench.with { bench in
            // Given a mirror in which a line was replaced by its hash, though the log has its bytes
            let log = try await Bench.log(of: ["a", "b", "c"])
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            let hash = String(
                decoding: EntryLine.redacted(MerkleTree.leafHash(Array("b".utf8))),
                as: UTF8.self
            )
            try bench.overwrite("a\n\(hash)\nc\n")
            bench.look(mirror)
            // When it is looked at, then it is told, and counts as behind from there on
            #expect(mirror.notices(of: log.head).first?.code == "mirror-conflict")
            #expect(mirror.status(of: log.head).behind == 2)
        }
    }

    // MARK: What is found there

    @Test(arguments: ["b", "b\0\0\0", "\0", "bb-und-nul"])
    func `a torn last line is taken away`(rest: String) async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a", "bb-und-nul", "c"])
            try Data("a\n\(rest)".utf8).write(to: URL(filePath: bench.file))
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            #expect(mirror.now.trouble == nil)
            #expect(try bench.lines() == ["a", "bb-und-nul", "c"])
        }
    }

    @Test(arguments: [
        ("a\nx\n", MirrorTrouble.Reason.differs, 1), ("x\n", .differs, 0), ("x", .differs, 0),
        ("a\nb\nc\nd\n", .ahead, 3), ("a\nb\nc\nd", .ahead, 3), ("a\nx\nc\nd\n", .differs, 1),
        ("a\n\nc\n", .differs, 1),
    ])
    func `what is not the beginning of this log is left as it is`(
        content: String,
        reason: MirrorTrouble.Reason,
        position: Int64
    ) async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a", "b", "c"])
            try Data(content.utf8).write(to: URL(filePath: bench.file))
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            #expect(mirror.now.trouble?.reason == reason)
            #expect(mirror.now.trouble?.position == position)
            #expect(mirror.notices(of: log.head).first?.code == "mirror-conflict")
            try await log.add("lain", command: 9)
            bench.retry(mirror)
            #expect(try String(contentsOfFile: bench.file, encoding: .utf8) == content)
        }
    }

    @Test func `a line that is too long is nobody's`() async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a"])
            let content = "a\n" + String(repeating: "x", count: 3 << 20) + "\n"
            try Data(content.utf8).write(to: URL(filePath: bench.file))
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            #expect(mirror.now.trouble?.isConflict == true)
            #expect(try bench.size() == content.utf8.count)
        }
    }

    @Test func `no link is followed, and nothing but a plain file is written`() async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a"])
            let elsewhere = bench.data + "/elsewhere"
            try Data().write(to: URL(filePath: elsewhere))
            let mirror = bench.mirror(of: log)
            symlink(elsewhere, bench.file)
            bench.level(mirror)
            #expect(mirror.now.trouble?.reason == .notAFile)
            unlink(bench.file)
            link(elsewhere, bench.file)
            bench.retry(mirror)
            #expect(mirror.now.trouble?.reason == .notAFile)
            unlink(bench.file)
            mkfifo(bench.file, 0o600)
            bench.retry(mirror)
            #expect(mirror.now.trouble?.reason == .notAFile)
            #expect(FileManager.default.contents(atPath: elsewhere)?.isEmpty == true)
            unlink(bench.file)
            bench.retry(mirror)
            #expect(try bench.lines() == ["a"])
        }
    }

    @Test func `two never write to one mirror`() async throws {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a"])
            let first = bench.mirror(of: log)
            bench.level(first)
            let second = bench.mirror(of: log)
            bench.level(second)
            #expect(second.now.trouble?.reason == .inUse)
            #expect(first.now.trouble == nil)
        }
    }

    @Test func `a mirror beside the log is told`() async throws {
        try await Bench.with { bench in
            let log = InMemoryLog()
            let mirror = bench.mirror(of: log)
            bench.level(mirror)
            #expect(mirror.notices(of: log.head).map(\.code) == ["mirror-same-disk"])
        }
    }

    // MARK: Redaction

    @Test func `redacted bytes are gone from the mirror before anybody is told`() async throws {
        try await Bench.with { bench in
            let log = try SQLiteLog.open(folder: bench.data)
            let mirror = bench.mirror(of: log)
            mirror.follow(log.head)
            log.follow { mirror.follow($0) }
            for number in 1...3 { try await log.add("rahasia \(number)", command: number) }
            try await log.redact(1, command: 4)
            #expect(try bench.lines() == log.lines())
            #expect(try bench.content().contains("rahasia 2") == false)
            #expect(try bench.mode() == 0o640)
            try await log.add("sesudah", command: 5)
            #expect(try bench.lines() == log.lines())
            await log.close()
        }
    }

    @Test func `a redaction that the mirror missed is carried out when it is opened`() async throws
    {
        try await Bench.with { bench in
            let log = try await Bench.log(of: ["a", "rahasia", "c"])
            // As if it were cut off between its line and the rewriting.
            try await log.redact(1, command: 9)
            try Data("a\nrahasia\nc\nr1\n".utf8).write(to: URL(filePath: bench.file))
            bench.level(bench.mirror(of: log))
            #expect(try bench.lines() == log.lines())
            #expect(try bench.content().contains("rahasia") == false)
        }
    }
}

/// A folder for a log and one for its mirror.
private struct Bench {
    let data: String
    let mirror: String

    var file: String { MirrorFolder.file(in: mirror) }

    static func with(_ body: (Bench) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "kembar-mirror-\(UUID().uuidString)")
        let bench = Bench(data: folder.path + "/data", mirror: folder.path + "/mirror")
        for path in [bench.data, bench.mirror] {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
        }
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(bench)
    }

    static func log(of texts: [String]) async throws -> InMemoryLog {
        let log = InMemoryLog()
        for (number, text) in texts.enumerated() {
            try await log.add(text, command: 1_000 + number)
        }
        return log
    }

    func mirror(
        of log: any EntryLog,
        patience: DispatchTimeInterval = .seconds(60),
        faults: MirrorFaults = MirrorFaults()
    ) -> Mirror {
        Mirror(
            mirror,
            of: log,
            dataPath: data,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            patience: patience,
            retry: .never,
            retryInConflict: .never,
            faults: faults
        )
    }

    /// Brings it level, or finds out why that can't be.
    func level(_ mirror: Mirror) {
        mirror.begin()
        mirror.waitForAttempt()
    }

    func retry(_ mirror: Mirror) { level(mirror) }

    /// Looks as once a minute, and waits for what follows from it.
    func look(_ mirror: Mirror) {
        mirror.look()
        mirror.waitForAttempt()
        mirror.waitForAttempt()
    }

    /// Puts something else into the file that is there.
    func overwrite(_ content: String) throws {
        let file = try #require(FileHandle(forWritingAtPath: file))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(content.utf8))
        try file.close()
    }

    /// Makes the next look find the file under another number.
    func tear() {
        let copy = file + ".copy"
        _ = try? FileManager.default.copyItem(atPath: file, toPath: copy)
        rename(copy, file)
    }

    func content() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

    func lines() throws -> [String] {
        let content = try content()
        #expect(content.isEmpty || content.hasSuffix("\n"))
        return content.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map(String.init)
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: mirror).sorted()
    }

    private func status() throws -> stat {
        var status = stat()
        try #require(lstat(file, &status) == 0)
        return status
    }

    func mode() throws -> UInt32 { try status().st_mode & 0o7777 }
    func inode() throws -> UInt { UInt(try status().st_ino) }
    func size() throws -> Int { Int(try status().st_size) }
}

/// Which call fails, and whether it did.
private final class Switchboard: Sendable {
    private struct State {
        var call: MirrorCall?
        var number: Int32 = 0
        var hasFailed = false
    }

    private let state = Mutex(State())

    var hasFailed: Bool { state.withLock(\.hasFailed) }

    func fail(_ call: MirrorCall?, with number: Int32 = 0) {
        state.withLock { $0 = State(call: call, number: number) }
    }

    private func answer(_ call: MirrorCall) -> Int32 {
        state.withLock { state in
            guard state.call == call else { return 0 }
            state.hasFailed = true
            return state.number
        }
    }

    func faults(_ hasHappened: Bool) -> MirrorFaults {
        hasHappened
            ? MirrorFaults(after: { self.answer($0) })
            : MirrorFaults(before: { self.answer($0) })
    }
}

extension EntryLog {
    fileprivate func add(
        _ text: String,
        type: String = "NoteAdded",
        command: Int,
        redacts: Int64? = nil
    ) async throws {
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: command >> (8 * ($0 % 8))) }
        let entry = NewEntry(
            bytes: Array(text.utf8),
            subject: nil,
            subjectVersion: nil,
            type: type,
            command: try #require(CommandKey(bytes: bytes)),
            part: 1,
            redacts: redacts
        )
        _ = try await write { try $0.append(entry) }
    }

    fileprivate func redact(_ position: Int64, command: Int) async throws {
        try await add(
            "r\(position)",
            type: NewEntry.redactionType,
            command: command,
            redacts: position
        )
    }

    fileprivate func lines() throws -> [String] {
        try read(after: -1, limit: 10_000).map { String(decoding: $0.line, as: UTF8.self) }
    }
}
