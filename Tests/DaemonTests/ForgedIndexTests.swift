import Answers
import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Projections
import Testing
import Wire
import Workflows

@testable import Daemon

/// Bytes changed in an index of the log: every entry is as it was signed, and answers leave some out.
@Suite struct ForgedIndexTests {
    /// Bytes in the page of one index, and those that somebody puts in their place.
    private struct Exchange {
        var old: [UInt8]
        var new: [UInt8]

        init(_ old: some Sequence<UInt8>, _ new: some Sequence<UInt8>) {
            (self.old, self.new) = (Array(old), Array(new))
        }
    }

    /// What the folder has before anything is changed.
    private struct Honest: Sendable {
        var agreements: [Int64]
        var command: [UInt8]
    }

    /// Gives `body` the house on the data folder as it is, and closes it again.
    private func open<Answer>(
        _ data: String,
        _ body: (House) async throws -> Answer
    ) async throws -> Answer {
        let wish = DataFolder.Wish(
            origin: "test.invalid/kembar",
            isRehearsal: true,
            settings: try Settings.find(config: Household.shipped + "/kembard.yaml"),
            door: { _ in Door.real(clock: StandingClock(at: Household.start)) }
        )
        let folder = try await DataFolder.open(data, wish)
        do {
            let daemon = Daemon(options: DaemonOptions(), environment: [:])
            let house = try await daemon.build(folder, wish.settings, [])
            await house.views.catchUp()
            let answer = try await body(house)
            await folder.log.close()
            return answer
        } catch {
            await folder.log.close()
            throw error
        }
    }

    /// Begins two agreements, lets somebody at the closed file, and gives `body` the house that serves it then.
    private func served<Answer>(
        with index: String,
        changed: (Honest) throws -> [Exchange],
        _ body: (House) async throws -> Answer
    ) async throws -> Answer {
        let files = FileManager.default
        let place = files.temporaryDirectory.appending(path: "kembar-index-\(UUID().uuidString)")
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? files.removeItem(at: place) }
        try files.createDirectory(at: place, withIntermediateDirectories: true)
        let data = place.path + "/data"
        let honest = try await open(data) { house -> Honest in
            let household = Household(house: house, folder: data)
            try await household.propose("satu")
            try await household.propose("dua")
            try await house.submitter.record(.daemonStopped, key: "berhenti", [:])
            await house.views.catchUp()
            let answer = try await verified(house)
            #expect(answer.result == "whole")
            #expect(answer.views == "same")
            let first = try #require(try house.log.entry(at: 0))
            return Honest(
                agreements: try ["2018-0001", "2018-0002"].map { id in
                    try #require(try house.log.entries(ofSubject: id).first).position
                },
                command: first.command.bytes
            )
        }
        try change(index, of: data + "/log.db", try changed(honest))
        return try await open(data, body)
    }

    private func change(_ index: String, of path: String, _ exchanges: [Exchange]) throws {
        let queue = try DatabaseQueue(path: path)
        let (root, size) = try queue.read { database in
            (
                try #require(
                    try Int.fetchOne(
                        database,
                        sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?",
                        arguments: [index]
                    )
                ),
                try #require(try Int.fetchOne(database, sql: "PRAGMA page_size"))
            )
        }
        try queue.close()
        var bytes = try Data(contentsOf: URL(filePath: path))
        let page = (root - 1) * size..<root * size
        for exchange in exchanges {
            let place = try #require(bytes.range(of: Data(exchange.old), in: page))
            bytes.replaceSubrange(place, with: exchange.new)
        }
        try bytes.write(to: URL(filePath: path))
    }

    private func verified(_ house: House) async throws -> VerifyAnswer {
        try await house.verified()
    }

    /// Two agreements' first entries, each led to by the id of the other.
    private static func crossed(_ honest: Honest) -> [Exchange] {
        let ids = ["2018-0001", "2018-0002"].map { Array($0.utf8) }
        let places = honest.agreements.map { UInt8($0) }
        return [
            Exchange(ids[0] + [places[0]], ids[0] + [places[1]]),
            Exchange(ids[1] + [places[1]], ids[1] + [places[0]]),
        ]
    }

    private func expectFound(_ answer: VerifyAnswer, in index: String) {
        #expect(answer.result == "damaged")
        #expect(answer.fault?.code == "structure")
        #expect(answer.fault?.position == -1)
        #expect(answer.fault?.params["cause"]?.string?.hasPrefix("\(index): ") == true)
        // Nobody is told to delete views that are whole.
        #expect(answer.views == nil)
    }

    @Test func `an engine's entry under another type is found`() async throws {
        let answer = try await served(
            with: "entry_engine",
            changed: { _ in [Exchange("DaemonStopped".utf8, "DaemonStoppee".utf8)] },
            verified
        )
        expectFound(answer, in: "entry_engine")
    }

    @Test func `an agreement that begins under another id is found, and no views are blamed`()
        async throws
    {
        let answer = try await served(
            with: "entry_first",
            changed: { _ in [Exchange("2018-0002".utf8, "2018-0003".utf8)] },
            verified
        )
        expectFound(answer, in: "entry_first")
    }

    @Test func `entries that an index exchanges are found`() async throws {
        let answer = try await served(with: "entry_subject", changed: Self.crossed, verified)
        expectFound(answer, in: "entry_subject")
    }

    @Test func `a command that nobody finds again is found`() async throws {
        let answer = try await served(
            with: "entry_command",
            changed: { honest in
                var other = honest.command
                other[15] ^= 1
                return [Exchange(honest.command, other)]
            },
            verified
        )
        expectFound(answer, in: "entry_command")
    }

    @Test func `the weekly report does not call such a log whole`() async throws {
        let figures = try await served(
            with: "entry_first",
            changed: { _ in [Exchange("2018-0002".utf8, "2018-0003".utf8)] }
        ) { house -> [String: JSONValue] in
            let weekly = WeeklyFigures(
                views: house.views,
                log: house.log,
                checkpoints: house.checkpoints
            )
            let planner = try #require(house.submitter.rulesInForce.planner)
            return try await weekly.figures(planner, at: Household.start, next: nil)
        }
        let damaged: JSONValue = ["state": "damaged", "position": .integer(-1)]
        #expect(figures["audit"] == damaged)
    }

    @Test func `what the views can't be made from is a finding, not a want of room`() async throws {
        let answer = try await served(with: "entry_subject", changed: Self.crossed) {
            house -> VerifyAnswer in
            var answer = VerifyAnswer(
                result: "whole",
                origin: "test.invalid/kembar",
                size: 1,
                root: "00",
                redacted: 0,
                agreements: 2,
                signer: "not-checked",
                checked: ["bytes"],
                rehearsal: true
            )
            house.compareViews(&answer)
            return answer
        }
        #expect(answer.result == "damaged")
        let fault = try #require(answer.fault)
        #expect(fault.code == "structure")
        #expect(fault.position > 0)
        #expect(answer.views == nil)
    }
}
