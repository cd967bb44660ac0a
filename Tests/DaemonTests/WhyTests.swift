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

/// Which entries made a value, when it was first so, and what a reminder was due by.
@Suite struct WhyTests {
    private static let id = "2018-0001"

    /// A scope that was corrected twice; returns the positions of the three entries.
    private func scoped(_ home: Household) async throws -> [Int64] {
        try await home.begin(Self.id)
        let scope = try await home.forge(
            "ScopeDiscussed",
            of: Self.id,
            at: "2018-10-08",
            ["scope": ["budaya", "wisata"], "source": "rapat"]
        )
        var positions = [scope]
        for (value, reason) in [("wisata", "bukan budaya"), ("tani", "salah naskah")] {
            positions.append(
                try await home.forge(
                    "Corrected",
                    of: Self.id,
                    [
                        "corrections": [
                            [
                                "position": .integer(Int(scope)),
                                "set": ["scope": [.string(value)]],
                            ]
                        ],
                        "reason": .string(reason), "source": "surat ralat",
                    ]
                )
            )
        }
        return positions
    }

    @Test func `a corrected value is the correction's, with the old one and where that stood`()
        async throws
    {
        try await Household.with { home in
            let positions = try await scoped(home)
            let why = try home.house.auditAnswers.why(Self.id, "scope")
            #expect(why.value == ["tani"])
            #expect(why.entries.map(\.position) == positions)
            #expect(why.entries.map(\.value) == [["budaya", "wisata"], ["wisata"], ["tani"]])
            #expect(why.entries.map(\.was) == [nil, ["budaya", "wisata"], ["wisata"]])
            #expect(why.entries.map(\.corrects) == [nil, positions[0], positions[0]])
            #expect(why.entries.map(\.reason) == [nil, "bukan budaya", "salah naskah"])
            #expect(why.entries.map(\.source) == ["rapat", "surat ralat", "surat ralat"])
            #expect(why.entries[0].correctedBy == Array(positions.dropFirst()))
        }
    }

    @Test func `what was recorded and later corrected did come true, and is told as such`()
        async throws
    {
        try await Household.with { home in
            let positions = try await scoped(home)
            let answers = home.house.auditAnswers
            let recorded = try answers.first("scope=budaya").matches
            #expect(recorded.map(\.entry.position) == [positions[0]])
            #expect(recorded.map(\.former) == [true])
            let between = try answers.first("scope=wisata").matches
            #expect(between.map(\.former) == [true])
            let holds = try answers.first("scope=tani").matches
            #expect(holds.map(\.entry.position) == [positions[2]], "the correction said it")
            #expect(holds.map(\.former) == [nil])
            #expect(try answers.first("scope=laut").matches == [])
        }
    }

    @Test func `a stage goes by its name and its label in both languages; a void step was one`()
        async throws
    {
        try await Household.with { home in
            let positions = try await scoped(home)
            let answers = home.house.auditAnswers
            for name in ["ScopeDiscussed", "Ruang Lingkup Dibahas", "scope discussed"] {
                let matches = try answers.first("stage=\(name)").matches
                #expect(matches.map(\.entry.position) == [positions[0]], "\(name)")
            }
            #expect(try answers.first("stage=Signed").matches == [])
            try await home.forge(
                "Corrected",
                of: Self.id,
                [
                    "corrections": [["position": .integer(Int(positions[0])), "void": true]],
                    "reason": "keliru",
                ]
            )
            let void = try answers.first("stage=ScopeDiscussed").matches
            #expect(void.map(\.former) == [true])
            #expect(void.first?.entry.voidedBy != nil)
        }
    }

    @Test func `what is cited has its words: the stage, the field's label, the names of offices`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            try await home.forge(
                "ReadinessAwaited",
                of: Self.id,
                at: "2018-10-08",
                ["office": "35.72", "for": "kesiapan"]
            )
            let answers = home.house.auditAnswers
            let stage = try #require(try answers.why(Self.id, "stage").entries.last)
            #expect(stage.value == "ReadinessAwaited")
            #expect(stage.stageLabel?.id == "Menunggu Kesiapan" && stage.field == nil)
            let first = try answers.first("stage=Readiness awaited").matches.first?.entry
            #expect(first?.stageLabel == stage.stageLabel)
            let found = try answers.first("office=35.72").matches.first?.entry
            let office = try #require(found)
            #expect(office.offices == ["35.72": "Kota Blitar"])
            #expect(office.field?.form == "office" && office.field?.label.id == "Instansi")
            #expect(office.stageLabel == nil)
            let purpose = try #require(try answers.why(Self.id, "for").entries.last)
            #expect(purpose.offices == nil && purpose.field?.form == "text")
        }
    }

    @Test func `stages and fields that there are not are refused with those that there are`()
        async throws
    {
        try await Household.with { home in
            _ = try await scoped(home)
            let answers = home.house.auditAnswers
            let stage = #expect(throws: Problem.self) { try answers.first("stage=bogus") }
            #expect(stage?.code == .badField)
            #expect(stage?.params["allowed"]?.array?.contains("Signed") == true)
            let field = #expect(throws: Problem.self) { try answers.first("xyz=1") }
            #expect(field?.code == .unknownField)
            #expect(field?.params["allowed"]?.array?.contains("scope") == true)
            // Known by the rules, and never recorded: that is an answer.
            #expect(try answers.first("capacity=Bupati").matches == [])
        }
    }

    @Test func `a reminder's step cites policy, ladder and the calendar of whoever had to act`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            let waits = try await home.forge(
                "ReminderIssued",
                of: Self.id,
                by: .system,
                ["rule": "menunggu", "office": "35.72", "opener": 1]
            )
            try await home.forge(
                "LadderExhausted",
                of: Self.id,
                by: .system,
                ["rule": "tahap", "opener": 1]
            )
            let steps = try #require(
                try home.house.auditAnswers.replay(Self.id).agreements.first?.steps
            )
            let reminder = try #require(steps.first { $0.position == waits }?.reminder)
            #expect(reminder.policy == "main@1")
            #expect(reminder.ladder == "menunggu")
            #expect(reminder.ladderLabel != nil)
            #expect(reminder.calendar == "id@1", "the calendar of Blitar, not the own one")
            #expect(steps.last?.reminder?.calendar == "id-bali@1")
            #expect(steps.first?.reminder == nil)
        }
    }

    @Test
    func `a refusal under supposed rules cites the file's rule, and no version that was adopted`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            try await home.forge(
                "ScopeDiscussed",
                of: Self.id,
                at: "2018-10-01",
                ["scope": ["pariwisata"]]
            )
            try await home.forge(
                "PKSDrafted",
                of: Self.id,
                at: "2018-10-05",
                ["document": ["name": "a.pdf", "size": 1, "sha256": "00"]]
            )
            try await home.forge(
                "ReadinessAwaited",
                of: Self.id,
                at: "2018-10-08",
                ["office": "35.72", "for": "persetujuan"]
            )
            let shipped = try String(
                contentsOfFile: Household.shipped + "/workflows/kerja-sama-daerah.yaml",
                encoding: .utf8
            )
            // In these rules nobody is awaited once there is a draft.
            let start = try #require(shipped.range(of: "  - name: ReadinessAwaited\n"))
            let from = try #require(
                shipped[start.upperBound...]
                    .range(of: "from: [ScopeDiscussed, PKSDrafted, ReadinessAwaited]")
            )
            let text = shipped.replacingCharacters(in: from, with: "from: [ScopeDiscussed]")
            let answer = try home.house.auditAnswers.replay(nil, underRules: text)
            let step = try #require(answer.agreements.first?.steps.first)
            #expect(step.was.rejection == nil)
            let params = try #require(step.would.rejection?.params)
            #expect(params["rule"] == "kerja-sama-daerah ReadinessAwaited")
            #expect(params["supposed"] == true)
        }
    }

    @Test func `other kinds of rule files are no rules to replay under`() async throws {
        try await Household.with { home in
            let answers = home.house.auditAnswers
            for text in ["policy: main\n", "calendar: id-bali\n"] {
                let refused = #expect(throws: Problem.self) {
                    try answers.replay(nil, underRules: text)
                }
                #expect(refused?.code == .badField)
                #expect(refused?.params["expected"] == "workflow-file")
            }
            #expect(throws: SubmissionFailure.self) {
                try answers.replay(nil, underRules: "a: 1\n")
            }
        }
    }
}
