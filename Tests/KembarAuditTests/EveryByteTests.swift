import EventLog
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import kembar_audit

/// Every byte of a small `log.db` is changed, and the whole verification run for each.
///
/// What is not noticed has to change no answer whatever; docs/tampering.md says where such bytes lie.
/// `KEMBAR_EVERY_BYTE=1` takes every byte (`make nightly`), the suite a part of them from a seed.
@Suite(.timeLimit(.minutes(TamperTable.takesEveryByte ? 180 : 15))) struct EveryByteTests {
    /// One byte of so many is taken by the suite; of a part of up to so many bytes all are.
    private static let (oneOf, whole) = (23, 400)
    private static let seed: UInt64 = 5

    /// The tables of a log and what their rows are.
    private static func map(_ path: String) throws -> DatabaseMap {
        let queue = try DatabaseQueue(path: path)
        let roots = try queue.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"
            ).map { (name: $0[0] as String, root: $0[1] as Int) }
        }
        try queue.close()
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        let parts: [String: DatabaseMap.Part] = [
            "entry": .entryValues, "node": .nodeValues, "redaction": .redactionValues,
        ]
        return DatabaseMap(
            bytes,
            tables: Dictionary(
                uniqueKeysWithValues: roots.map {
                    ($0.root, parts[$0.name] ?? .indexValues)
                }
            )
        )
    }

    /// What became of the changes of one row of the table.
    private struct Tally {
        var codes: Set<String> = []
        var tried = 0
        var unnoticed = 0

        /// How many of them were noticed.
        var noticed: String {
            unnoticed == 0 ? "all" : unnoticed == tried ? "none" : "some"
        }

        mutating func take(_ found: Finding) {
            tried += 1
            if let code = found.code { codes.insert(code) } else { unnoticed += 1 }
        }
    }

    /// The same for every row, taken down by all who try.
    private final class Tallies: Sendable {
        private let kept = Mutex<[DatabaseMap.Part: Tally]>([:])

        func take(_ found: Finding, _ part: DatabaseMap.Part) {
            kept.withLock { $0[part, default: Tally()].take(found) }
        }

        var all: [DatabaseMap.Part: Tally] { kept.withLock(\.self) }
    }

    @Test func `every byte of log.db is noticed, or means nothing`() async throws {
        let scratch = try Scratch()
        let folder = try await SmallFolder(scratch.path + "/asli")
        let map = try Self.map(folder.file("log.db"))
        let before = try folder.bytes("log.db")
        #expect(before.count == map.parts.count)
        let sound = try await Finding.verify(folder.path, vkey: folder.vkey)
        try #require(sound == Finding())
        var asked: LogAnswers?
        _ = try await Finding.verify(folder.path) { asked = try LogAnswers($0) }
        let answers = try #require(asked)
        let offsets = Self.offsets(map)

        let tallies = Tallies()
        let workers = ProcessInfo.processInfo.activeProcessorCount
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<workers {
                let own = try folder.copy(scratch.path + "/\(worker)")
                let taken = offsets.indices.filter { $0 % workers == worker }.map { offsets[$0] }
                group.addTask {
                    let file = try FileHandle(
                        forUpdating: URL(fileURLWithPath: own.file("log.db"))
                    )
                    for offset in taken {
                        try file.set(before[offset] ^ 0x01, at: offset)
                        // The checkpoint is the same: its key was asked for once.
                        let found = try await Finding.verify(own.path) { examined in
                            // One that can't be given is another answer too.
                            let same = (try? LogAnswers(examined)) == answers
                            #expect(same, "byte \(offset), \(map.parts[offset].rawValue)")
                        }
                        try file.set(before[offset], at: offset)
                        tallies.take(found, map.parts[offset])
                    }
                    try file.close()
                    #expect(try own.bytes("log.db") == before, "looking changes nothing")
                }
            }
            try await group.waitForAll()
        }
        try Self.compare(tallies.all, map)
    }

    /// The bytes to be changed: all of them, or some of each part.
    private static func offsets(_ map: DatabaseMap) -> [Int] {
        guard !TamperTable.takesEveryByte else { return Array(map.parts.indices) }
        var generator = SeededGenerator(seed: seed)
        let byPart = Dictionary(grouping: map.parts.indices) { map.parts[$0] }
        return byPart.sorted { $0.key < $1.key }.flatMap { _, offsets in
            offsets.count <= whole
                ? offsets
                : Array(offsets.shuffled(using: &generator).prefix(offsets.count / oneOf))
        }
    }

    private static func compare(_ tallies: [DatabaseMap.Part: Tally], _ map: DatabaseMap) throws {
        let table = TamperTable(name: "log.db")
        let counts = Dictionary(grouping: map.parts) { $0 }.mapValues(\.count)
        #expect(Set(tallies.keys) == Set(counts.keys))
        let rows = tallies.sorted { $0.key < $1.key }.map { part, tally in
            [
                part.rawValue, "\(counts[part] ?? 0)", tally.noticed,
                tally.codes.sorted().map { "`\($0)`" }.joined(separator: ", "),
            ]
        }
        if TamperTable.takesEveryByte || TamperTable.isUpdating {
            try table.check(
                head: ["Where the byte lies", "Bytes", "Noticed", "Noticed as"],
                rows: rows + [["together", "\(map.parts.count)", "", ""]]
            )
            return
        }
        // A part of the bytes finds nothing that all of them together did not.
        let documented = Dictionary(
            uniqueKeysWithValues: try table.rows().map { ($0[0], $0) }
        )
        for (part, tally) in tallies {
            let row = try #require(documented[part.rawValue], "\(part.rawValue)")
            #expect(Int(row[1]) == counts[part], "\(part.rawValue)")
            for code in tally.codes { #expect(row[3].contains("`\(code)`"), "\(part.rawValue)") }
            if row[2] == "all" { #expect(tally.unnoticed == 0, "\(part.rawValue)") }
            if row[2] == "none" { #expect(tally.codes.isEmpty, "\(part.rawValue)") }
        }
    }
}

extension FileHandle {
    fileprivate func set(_ byte: UInt8, at offset: Int) throws {
        try seek(toOffset: UInt64(offset))
        try write(contentsOf: Data([byte]))
    }
}
