import Answers
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon

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
        let newest = Self.steps.newest(older)
        #expect(newest.dataVersion == 9)
        #expect(newest.data["title"] == older.data["about"])
        #expect(newest.data["about"] == nil && newest.data["name"] == nil)
        #expect(Self.steps.newest(newest) == newest)
        #expect(Upcasts.shipped.newest(older) == older)
        var other = older
        other.type = "NoteAdded"
        #expect(Self.steps.newest(other) == other)
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
                dumps.append(try views.canonicalDump())
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

    @Test func `without its step an older version is read as it is`() async throws {
        try await Self.with { folder in
            HistoryReader.upcasts = .shipped
            let log = try await Self.log(isOlder: true, in: folder)
            let kept = try #require(try log.entry(at: 53))
            let entry = try HistoryReader.entry(kept, in: log)
            #expect(entry.dataVersion == 7)
            #expect(entry.data["about"] != nil)
        }
    }
}
