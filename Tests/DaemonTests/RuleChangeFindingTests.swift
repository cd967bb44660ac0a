import Answers
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Testing
import Wire
import Workflows

@testable import Daemon

/// Rules that were changed shortly before something fell due are found, whatever the change was.
@Suite struct RuleChangeFindingTests {
    private static let id = "2018-0001"

    private func submit(
        _ home: Household,
        _ key: String,
        _ request: Submission.Request
    ) async throws -> Int64 {
        let receipt = try await home.house.record(key, request, as: "kembar-admin")
        return try #require(receipt.entries.first?.position)
    }

    /// Adopts a shipped file in which the first place that says one thing says another.
    private func adopt(
        _ home: Household,
        _ file: String,
        _ old: String,
        _ new: String
    ) async throws -> Int64 {
        let path = Household.shipped + "/" + file
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let place = try #require(text.range(of: old))
        let changed = text.replacingCharacters(in: place, with: new)
        return try await submit(home, file, .adopt(RuleFile(text: changed)))
    }

    private func found(_ home: Household, _ nearDays: Int) throws -> [Finding] {
        try home.house.auditAnswers.exceptions(nearDays: nearDays).findings
            .filter { $0.kind == "rules-changed" }
    }

    /// Of 8 November, and recorded then: the first reminder of its stage is due ten working days later.
    private func begun(_ home: Household) async throws -> Int64 {
        try await home.begin(Self.id, at: "2018-11-08")
        return home.house.log.head.size - 1
    }

    private static let rung = "      - {after: 10, roles: [petugas]}\n"

    /// Adopts the shipped policy with another first rung for a stage.
    private func changeRung(_ home: Household, to new: String) async throws -> Int64 {
        try await adopt(home, "reminders.yaml", Self.rung, new)
    }

    @Test func `a recipient who is taken off is a change, although no date moves`() async throws {
        try await Household.with { home in
            let opener = try await begun(home)
            let adopted = try await changeRung(home, to: "      - {after: 10, roles: [kabag]}\n")
            let finding = try #require(try found(home, 10).first)
            #expect(finding.positions == [adopted, opener])
            #expect(finding.roles == ["change", "touched"])
            #expect(finding.params["moved"] == 0)
            let near = try #require(finding.params["near"]?.array)
            #expect(near.count == 1)
            #expect(near.first?["agreement"] == .string(Self.id))
            #expect(near.first?["before"] == ["petugas"])
            #expect(near.first?["after"] == ["kabag"])
            #expect(near.first?["roleLabels"]?["kabag"]?["en"] == "Head of section")
            #expect(finding.params["rule"] == "policy" && finding.params["version"] == 2)
            #expect(near.first?["workingDays"] == 10)
            // How near is near is the inquiry's to say, and is stated.
            #expect(try found(home, 9) == [])
            let answer = try home.house.auditAnswers.exceptions()
            #expect(answer.nearDays == AuditAnswers.nearDaysDefault)
        }
    }

    @Test func `a rung that is taken away leaves nobody to be told`() async throws {
        try await Household.with { home in
            let opener = try await begun(home)
            let adopted = try await changeRung(home, to: "")
            let finding = try #require(try found(home, 10).first)
            #expect(finding.positions == [adopted, opener])
            #expect(finding.params["near"]?.array?.first?["after"] == [])
            // That its next date moved is told however far off it is.
            let far = try #require(try found(home, 0).first)
            let moved = try #require(far.params["moved"]?.integer)
            #expect(moved >= 1 && far.params["near"] == nil)
        }
    }

    /// Eleven working days instead of ten: the same people hear the same, a day later.
    @Test func `a reminder that moves is one that moves, and nobody's loss`() async throws {
        try await Household.with { home in
            let opener = try await begun(home)
            let adopted = try await changeRung(
                home,
                to: Self.rung.replacing("after: 10", with: "after: 11")
            )
            let finding = try #require(try found(home, 10).first)
            #expect(finding.positions == [adopted, opener])
            let near = try #require(finding.params["near"]?.array)
            #expect(near.map { $0["kind"] } == ["moved"])
            let move = try #require(
                finding.params["moves"]?.array?.first { $0["rung"] == 1 && $0["opener"] != nil }
            )
            #expect(near.first?["before"] == .array([move["before"] ?? .null]))
            #expect(near.first?["after"] == .array([move["after"] ?? .null]))
        }
    }

    @Test func `a change that touches nothing of the kind is none`() async throws {
        try await Household.with { home in
            _ = try await begun(home)
            _ = try await adopt(
                home,
                "reminders.yaml",
                "label: {id: Laporan akhir, en: Final report}",
                "label: {id: Laporan, en: Report}"
            )
            #expect(try found(home, 10) == [])
        }
    }

    @Test func `an agreement that was moved to another version is found with its new date`()
        async throws
    {
        try await Household.with { home in
            let opener = try await begun(home)
            let other = "{name: VisitProposed, label: {id: Kunjungan Diusulkan, en: Visit proposed}"
            _ = try await adopt(
                home,
                "workflows/kerja-sama-daerah.yaml",
                other + ", ladder: tahap}",
                other + ", ladder: tanda-tangan}"
            )
            #expect(try found(home, 10) == [], "it stays with its version")
            let moved = try await submit(
                home,
                "move",
                .move(.init(which: .named([Self.id]), version: nil))
            )
            let finding = try #require(try found(home, 5).first)
            #expect(finding.agreement == Self.id)
            #expect(finding.positions == [moved, opener])
            #expect(finding.params["version"] == 2)
            let near = try #require(finding.params["near"]?.array?.first)
            // The day it had before has a reminder still, to more people: this is another one.
            #expect(near["before"] == [] && near["after"] == ["petugas"])
            #expect(near["workingDays"] == 5)
            // As a move of a date it is told however far off that is.
            let moves = try #require(try found(home, 0).first?.params["moves"]?.array)
            #expect(!moves.isEmpty)
        }
    }
}

/// What time alone changes between two edges is a difference too.
@Suite struct DiffOverTimeTests {
    private static let id = "2018-0001"

    private func codes(
        _ home: Household,
        _ from: String,
        _ to: String,
        mode: String? = nil
    ) throws -> [String] {
        try home.house.auditAnswers.diff(from: from, to: to, mode: mode, agreement: nil)
            .agreements.flatMap(\.changes).map(\.code)
    }

    @Test(arguments: [nil, "happened"])
    func `a hold whose last day passed has ended, once`(mode: String?) async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            try await home.forge(
                "Held",
                of: Self.id,
                at: "2018-10-01",
                ["until": "2019-01-30", "reason": "anggaran"]
            )
            #expect(try codes(home, "2018-11-08", "2019-02-15", mode: mode) == ["hold-ended"])
            #expect(try codes(home, "2018-11-08", "2019-01-30", mode: mode) == [])
            #expect(try codes(home, "2019-01-31", "2019-02-15", mode: mode) == [])
            guard mode != nil else { return }
            // Begun and over in between: both are told.
            #expect(
                try codes(home, "2018-09-10", "2019-02-15", mode: mode) == ["held", "hold-ended"]
            )
        }
    }

    @Test(arguments: [false, true])
    func `a hold is cited by what began it, and by what ended it before its last day`(
        isResumed: Bool
    ) async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            try await home.forge(
                "Held",
                of: Self.id,
                at: "2018-11-05",
                ["until": "2018-12-31", "reason": "anggaran"]
            )
            let held = home.house.log.head.size - 1
            // After its last day nothing ends it any more: the next step only finds it over.
            try await home.forge(
                "Resumed",
                of: Self.id,
                at: isResumed ? "2018-11-07" : "2019-01-07"
            )
            let resumed = home.house.log.head.size - 1
            func changes(_ from: String, _ to: String) throws -> [Notice] {
                try home.house.auditAnswers.diff(
                    from: from,
                    to: to,
                    mode: "happened",
                    agreement: nil
                ).agreements.flatMap(\.changes).filter { $0.code.hasPrefix("h") }
            }
            func causes(_ notice: Notice?) -> [Int64] {
                (notice?.params["causes"]?.array ?? []).compactMap(\.integer).map(Int64.init)
            }
            let found = try changes("2018-11-04", "2019-01-29")
            #expect(found.map(\.code) == ["held", "hold-ended"])
            #expect(causes(found.first) == [held])
            #expect(causes(found.last) == (isResumed ? [resumed] : []))
            let end = try #require(found.last?.params["ended"]?.string)
            #expect(end.hasPrefix(isResumed ? "2018-11-07" : "2018-12-31"), "\(end)")
            // The other way round the same entries are cited: the hold is gone, as it was never begun.
            let back = try changes("2018-11-06", "2018-11-04")
            #expect(back.map(\.code) == ["hold-ended"] && causes(back.first) == [held])
            #expect(back.first?.params["ended"] == nil)
        }
    }

    @Test func `a hold that was resumed in between, and one from entry to entry`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            let before = home.house.log.head.size - 1
            try await home.forge(
                "Held",
                of: Self.id,
                at: "2018-10-01",
                ["until": "2018-10-20", "reason": "anggaran"]
            )
            // When that was recorded, its last day was over already.
            #expect(
                try codes(home, String(before), String(before + 1)) == ["held", "hold-ended"]
            )
            try await home.forge("Held", of: Self.id, at: "2018-11-05", ["reason": "anggaran"])
            try await home.forge("Resumed", of: Self.id, at: "2018-11-06")
            let found = try codes(home, "2018-11-04", "2018-11-07", mode: "happened")
            #expect(found == ["held", "hold-ended"])
        }
    }

    @Test func `a limit that lapsed and a term that is over are told with their last day`()
        async throws
    {
        try await Household.with { home in
            try await home.forge(
                "VisitProposed",
                of: Self.id,
                at: "2018-09-03",
                [
                    "title": "Luar negeri", "kind": "KSDPL",
                    "parties": [["code": "51.08", "name": "Kabupaten Buleleng"]],
                    "workflow": ["name": "kerja-sama-daerah", "version": 1],
                ]
            )
            let wait = try await home.forge(
                "AnswerAwaited",
                of: Self.id,
                at: "2018-10-01",
                ["office": "51.08/DPRD", "for": "persetujuan"]
            )
            let term = try await home.forge(
                "Registered",
                of: "2018-0002",
                at: "2018-01-10",
                [
                    "title": "Naskah lama", "from": "2018-01-10", "until": "2018-12-31",
                    "parties": [["code": "51.08", "name": "Kabupaten Buleleng"]],
                    "workflow": ["name": "kerja-sama-daerah", "version": 1],
                ]
            )
            let changes = try home.house.auditAnswers.diff(
                from: "2018-11-08",
                to: "2019-01-31",
                mode: nil,
                agreement: nil
            ).agreements.flatMap(\.changes)
            let limit = try #require(changes.first { $0.code == "limit-lapsed" })
            #expect(limit.params["limit"] == "persetujuan-dprd")
            #expect(limit.params["position"] == .integer(Int(wait)))
            let over = try #require(changes.first { $0.code == "term-over" })
            #expect(over.params["lastDay"] == "2018-12-31")
            #expect(over.params["position"] == .integer(Int(term)))
            #expect(try codes(home, "2018-11-08", "2018-11-12") == [])
        }
    }
}
