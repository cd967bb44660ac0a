import Answers
import Calendars
import Engine
import Entries
import EventLog
import Exports
import Foundation
import Testing
import Wire
import Workflows

@testable import Daemon

/// What a bundle of one agreement answers: what it does not carry is not told to be nowhere.
@Suite struct CarriedInquiryTests {
    private static let id = "2018-0001"
    private static let rung = "      - {after: 10, roles: [petugas]}\n"

    /// The agreement's bundle, as an auditor opens it.
    private static func carried(_ home: Household) throws -> OpenedBundle {
        let house = home.house
        let note = try house.checkpoints.signed()
        let answer = try house.auditAnswers.receipts(of: id, under: note, house.folder.identity)
        let path = home.folder + "/naskah"
        var maker = try BundleMaker(try NewFolder(path), note: note, agreement: id)
        for one in answer.receipts {
            try maker.add(receipt: try EntryReceipt(Array(one.proof.utf8)))
        }
        try maker.finish()
        return try OpenedBundle(BundleFolder(path), path: path)
    }

    /// An agreement with a reminder that came late, then a policy that moves its deadline, a crash and a
    /// recovery; returns where the policy was adopted.
    private static func story(_ home: Household) async throws -> Int64 {
        try await home.begin(id, at: "2018-11-08")
        try await home.forge(
            "ReminderIssued",
            of: id,
            by: .system,
            ["due": "2018-11-07T23:00:00.000Z", "rule": "tahap", "opener": 1]
        )
        let text = try String(
            contentsOfFile: Household.shipped + "/reminders.yaml",
            encoding: .utf8
        )
        let place = try #require(text.range(of: rung))
        let changed = text.replacingCharacters(
            in: place,
            with: rung.replacing("after: 10", with: "after: 11")
        )
        let adopted = try await home.house.record(
            "policy",
            .adopt(RuleFile(text: changed)),
            as: "kembar-admin"
        )
        try await home.house.submitter.record(
            .daemonStarted,
            key: "d",
            [
                "notRunningFrom": "2018-11-08T01:00:00.000Z",
                "notRunningUntil": "2018-11-08T02:00:00.000Z",
            ]
        )
        try await home.house.submitter.record(
            .logRecovered,
            key: "l",
            ["lostFrom": 1, "lostThrough": 2]
        )
        return try #require(adopted.entries.first?.position)
    }

    @Test func `a bundle of one agreement says which kinds nobody could look for`() async throws {
        try await Household.with { home in
            let adopted = try await Self.story(home)
            let live = try home.house.auditAnswers.exceptions()
            #expect(live.notLookedFor == nil)
            let engineWide: Set = ["rules-changed", "log-recovered", "silence"]
            #expect(engineWide.isSubset(of: live.findings.map(\.kind)))

            // A loss travels with it all the same: it may explain what a key signed in the lost entries.
            let bundle = try Self.carried(home)
            #expect(try bundle.log.engineEntries(ofTypes: ["LogRecovered"]).count == 1)
            let answers = try #require(try bundle.answers())
            let answer = try answers.exceptions()
            #expect(answer.notLookedFor == ["log-recovered", "silence"])
            #expect(
                Set(answer.kinds)
                    == Set(AuditAnswers.kinds).subtracting(["log-recovered", "silence"])
            )
            let rules = answer.findings.filter { $0.kind == "rules-changed" }
            #expect(rules.map(\.positions.first) == [adopted])
            #expect(!answer.findings.contains { $0.kind == "log-recovered" })
            // What is the agreement's own travels with it.
            let silences = answer.findings.filter { $0.kind == "silence" }
            #expect(silences.map(\.params["silence"]) == ["late-reminder"])
        }
    }

    @Test func `silences are no question for a bundle of one agreement`() async throws {
        try await Household.with { home in
            _ = try await Self.story(home)
            #expect(try home.house.auditAnswers.silences().silences.count == 2)
            let answers = try #require(try Self.carried(home).answers())
            let problem = #expect(throws: Problem.self) { try answers.silences() }
            #expect(problem?.code == .silencesNeedWholeLog)
            #expect(problem?.params["agreement"] == .string(Self.id))
        }
    }

    @Test func `a search and a comparison say which agreement alone was looked through`()
        async throws
    {
        try await Household.with { home in
            _ = try await Self.story(home)
            let other = "2018-0002"
            try await home.begin(other)
            try await home.forge("ScopeDiscussed", of: other, ["scope": ["lain"]])
            let file = try String(
                contentsOfFile: Household.shipped + "/workflows/kerja-sama-daerah.yaml",
                encoding: .utf8
            )
            let live = home.house.auditAnswers
            let found = try live.first("scope=lain")
            #expect(found.matches.map(\.id) == [other] && found.carried == nil)
            #expect(try live.replay(nil, underRules: file).carried == nil)

            let answers = try #require(try Self.carried(home).answers())
            let missed = try answers.first("scope=lain")
            #expect(missed.matches.isEmpty && missed.carried == Self.id)
            #expect(try answers.first("stage=Signed").carried == Self.id)
            #expect(try answers.replay(nil, underRules: file).carried == Self.id)
        }
    }

    @Test func `what was drawn and is not carried is named, and the number asked for stays`()
        async throws
    {
        try await Household.with { home in
            _ = try await Self.story(home)
            let count = Int(home.house.log.head.size) - 1
            let live = try home.house.auditAnswers.sample(count, seed: "x")
            #expect(live.entries.count == count && live.notCarried == nil)
            let carried = try #require(try Self.carried(home).answers()).sample(count, seed: "x")
            let missing = try #require(carried.notCarried)
            #expect(!missing.isEmpty && !carried.entries.isEmpty)
            #expect(
                (carried.entries.map(\.position) + missing).sorted()
                    == live.entries.map(\.position)
            )
        }
    }

    @Test func `rules that were adopted after an agreement's last entry travel with it`()
        async throws
    {
        try await Household.with { home in
            let adopted = try await Self.story(home)
            let bundle = try Self.carried(home)
            #expect(try bundle.log.entries(ofSubject: Self.id).allSatisfy { $0.position < adopted })
            #expect(try RulesInForce.adopted(in: bundle.log)?.adoptions.last?.position == adopted)
            let policy = try String(
                contentsOfFile: home.folder + "/naskah/data/rules/policy.yaml",
                encoding: .utf8
            )
            #expect(policy.contains("{after: 11, roles: [petugas]}"))
            let answers = try #require(try bundle.answers())
            #expect(try answers.replay(Self.id) == home.house.auditAnswers.replay(Self.id))
            #expect(try bundle.verify(vkey: home.house.folder.identity.vkey).result == "whole")
        }
    }
}
