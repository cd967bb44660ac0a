import Answers
import Calendars
import Engine
import Entries
import Foundation
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon
@testable import EventLog

/// Older versions of an event are read as the newest, and stay what they are.
@Suite(.serialized) struct UpcastTests {
    /// What `about` of version 7 was called in 8, and since 9.
    private static let steps = Upcasts([
        Upcasts.Step("VisitProposed", from: 7) { renamed("about", to: "name", in: $0) },
        Upcasts.Step("VisitProposed", from: 8) { renamed("name", to: "title", in: $0) },
    ])

    private static func renamed(
        _ old: String,
        to new: String,
        in data: [String: JSONValue]
    ) -> [String: JSONValue] {
        var data = data
        if let value = data.removeValue(forKey: old) { data[new] = value }
        return data
    }

    private static let fixtures = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

    private static func lines(_ name: String) throws -> [String] {
        try String(contentsOf: fixtures.appendingPathComponent(name), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    /// The log of release 0.1.0; with the proposal of its second agreement in version 7, if that is asked.
    private static func log(isOlder: Bool, in folder: String) async throws -> InMemoryLog {
        var all = try lines("logs/0.1.0/log/data/events.jsonl")
        if isOlder { all[53] = try #require(try lines("upcasts/VisitProposed-7.jsonl").first) }
        let file = folder + "/events-\(isOlder).jsonl"
        try all.map { $0 + "\n" }.joined().write(toFile: file, atomically: true, encoding: .utf8)
        let log = InMemoryLog()
        _ = try await LogRebuild(file).fill(log)
        return log
    }

    /// Gives `body` a folder, with the steps in force meanwhile.
    private static func with(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "kembar-upcast-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        HistoryReader.upcasts = steps
        defer {
            HistoryReader.upcasts = .shipped
            // What can't be removed stays in /tmp for the system to clean.
            try? FileManager.default.removeItem(at: folder)
        }
        try await body(folder.path)
    }

    @Test func `steps are chained, and what none leads on from stays`() throws {
        let line = try #require(try Self.lines("upcasts/VisitProposed-7.jsonl").first)
        let older = try Entry(bytes: Array(line.utf8), strictly: true)
        let newest = try Self.steps.newest(older)
        #expect(newest.dataVersion == 9)
        #expect(newest.data["title"] == older.data["about"])
        #expect(newest.data["about"] == nil && newest.data["name"] == nil)
        #expect(try Self.steps.newest(newest) == newest)
        var other = older
        other.type = "NoteAdded"
        other.dataVersion = 1
        #expect(try Self.steps.newest(other) == other)
        #expect(try Upcasts.shipped.newest(other) == other)
    }

    @Test func `replay, views and history read the older version as the newest`() async throws {
        try await Self.with { folder in
            let (today, older) = (
                try await Self.log(isOlder: false, in: folder),
                try await Self.log(isOlder: true, in: folder)
            )
            var (states, dumps, histories): ([JSONValue], [String], [History]) = ([], [], [])
            for log in [today, older] {
                let rules = try #require(try RulesInForce.adopted(in: log))
                let answer = try AuditAnswers(log, rules, isRehearsal: true).replay("2026-0002")
                let encoded = try JSONEncoder().encode(answer)
                states.append(try JSONDecoder().decode(JSONValue.self, from: encoded))
                let views = try Views(path: "\(folder)/\(dumps.count).db", log: log)
                await views.catchUp()
                try await views.rebuild()
                // Its first line has the log's root: their bytes are not the same.
                let rows = try views.canonicalDump().split(separator: "\n").dropFirst()
                dumps.append(rows.joined(separator: "\n"))
                let entries = try HistoryReader.entries(
                    log.entries(ofSubject: "2026-0002"),
                    in: log
                )
                histories.append(History(entries))
            }
            #expect(try #require(dumps.first).contains("Riset bersama (contoh)"))
            #expect(dumps[0] == dumps[1])
            #expect(states[0] == states[1])
            #expect(states[0].canonicalText.contains("Riset bersama (contoh)"))
            #expect(histories[0].placed() == histories[1].placed())
        }
    }

    @Test func `bytes, leaves and the check of the log know nothing of it`() async throws {
        try await Self.with { folder in
            let log = try await Self.log(isOlder: true, in: folder)
            let kept = try #require(try log.entry(at: 53))
            let line = try #require(try Self.lines("upcasts/VisitProposed-7.jsonl").first)
            #expect(kept.bytes == Array(line.utf8))
            #expect(kept.isIntact)
            let first = try #require(try log.entry(at: 0))
            let identity = try #require(LogIdentity(try HistoryReader.entry(first, in: log)))
            let answer = try Verification(log, identity, note: nil, vkey: nil).answer()
            #expect(answer.result == "whole", "\(answer)")
        }
    }

    /// Read as version 1 it would say what nobody recorded.
    @Test func `what only a newer program can read is refused by name`() async throws {
        try await Self.with { folder in
            HistoryReader.upcasts = .shipped
            let log = try await Self.log(isOlder: true, in: folder)
            let kept = try #require(try log.entry(at: 53))
            #expect {
                try HistoryReader.entry(kept, in: log)
            } throws: { error in
                let newer = error as? NewerEntry
                return newer?.position == 53 && newer?.type == "VisitProposed"
                    && newer?.found == 7 && newer?.known == 1
            }
            #expect(throws: NewerEntry.self) { try HistoryReader.entries([kept], in: log) }
            let views = try Views(path: "\(folder)/views.db", log: log)
            await views.catchUp()
            #expect(views.newerEntry?.position == 53)
            #expect(views.state.position < 53)
        }
    }

    @Test func `a daemon does not start on it, and changes nothing`() async throws {
        try await Household.with { household in
            let log = household.house.log
            let size = try await Self.appendNewer(to: log)
            await log.close()
            let daemon = Daemon(
                options: DaemonOptions(
                    data: household.folder + "/data",
                    sockets: household.folder,
                    config: Household.shipped + "/kembard.yaml",
                    rehearsal: "2018-11-08T09:00"
                ),
                environment: [:]
            )
            let error = await #expect(throws: NewerEntry.self) { try await daemon.run() }
            let newer = try #require(error)
            #expect(newer.position == size - 1 && newer.found == 2 && newer.known == 1)
            for (language, word) in [("id_ID.UTF-8", "lebih baru"), ("en_US.UTF-8", "newer")] {
                let text = Daemon.explain(newer, environment: ["LANG": language])
                #expect(text.contains("\(size - 1) (DaemonStarted)") && text.contains(word))
            }
            let again = try SQLiteLog.open(folder: household.folder + "/data")
            #expect(again.head.size == size)
            await again.close()
        }
    }

    /// Appends what a newer program might; returns the new size.
    private static func appendNewer(to log: SQLiteLog) async throws -> Int64 {
        let first = try #require(try log.entry(at: log.head.size - 1)?.bytes)
        var entry = try Entry(bytes: first)
        entry.position = log.head.size
        entry.id = "6f1e2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b"
        entry.type = EngineEvent.daemonStarted.rawValue
        entry.command.id = "newer"
        entry.dataVersion = 2
        let new = try NewEntry(entry)
        _ = try await log.write { try $0.append(new) }
        return log.head.size
    }

    /// A log in which such an entry may stand has to have a schema that older programs refuse.
    @Test func `every step is known to belong to a schema of the log`() {
        // The schema of the first program that writes what a step gives.
        let schemas: [String: Int] = [:]
        #expect(Set(schemas.keys) == Upcasts.shipped.names)
        #expect(schemas.values.allSatisfy { (2...LogSchema.version).contains($0) })
    }
}

extension Upcasts {
    fileprivate func newest(_ entry: Entry) throws -> Entry {
        var newest = entry
        try bringUp(&newest)
        return newest
    }
}
