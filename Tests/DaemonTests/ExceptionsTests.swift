import Answers
import Audit
import Calendars
import Engine
import Entries
import EventLog
import RuleFiles
import Testing
import Wire
import Workflows

@testable import Daemon

/// What an inspector asks about first: every kind is found where it is, and no figure is too large.
@Suite struct ExceptionsTests {
    private static let id = "2018-0001"

    private func found(
        _ home: Household,
        _ kind: String,
        now: Timestamp? = nil
    ) throws -> [Finding] {
        try home.house.auditAnswers.exceptions(now: now).findings.filter { $0.kind == kind }
    }

    @Test func `one story with everything in it shows every kind that is looked for`() async throws
    {
        try await Household.with { home in
            let submitter = home.house.submitter
            // Of some day of September, without a source, recorded in November.
            try await home.begin(Self.id, at: "2018-09", source: nil)
            let note = try await home.forge("NoteAdded", of: Self.id, ["text": "nama orang"])
            try await home.forge(
                "Held",
                of: Self.id,
                at: "2018-10-01",
                ["until": "2019-01-31", "reason": "anggaran"]
            )
            try await home.forge(
                "Corrected",
                of: Self.id,
                [
                    "corrections": [
                        ["position": .integer(Int(note)), "set": ["text": "catatan"]]
                    ],
                    "reason": "salah ketik",
                ]
            )
            _ = try await submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar"),
                    key: "redact",
                    digest: "0123456789abcdef",
                    request: .redact(
                        agreement: Self.id,
                        Redaction(
                            position: note,
                            set: ["text": "(dihapus)"],
                            authority: "Berita acara 1"
                        )
                    )
                )
            )
            // Straight to the signatures, in whose capacity nobody says.
            try await home.forge(
                "Signed",
                of: Self.id,
                ["signatures": [["party": "51.08"], ["party": "35.72"]], "source": "naskah"]
            )
            try await home.forge("PartySigned", of: Self.id, ["party": "35.72"])
            try await home.forge(
                "LadderExhausted",
                of: Self.id,
                by: .system,
                ["rule": "tahap", "opener": 1]
            )
            try await home.forge(
                "PolicyAdopted",
                by: .system,
                [
                    "name": "main", "touched": 1,
                    "moves": [
                        [
                            "agreement": .string(Self.id), "kind": "reminder", "opener": 1,
                            "before": "2018-11-22", "after": "2018-11-23",
                        ]
                    ],
                ]
            )
            try await submitter.record(.keyAdopted, key: "k", ["vkey": "x", "lost": true])
            try await submitter.record(.logRecovered, key: "l", ["lostFrom": 1, "lostThrough": 2])
            try await submitter.record(
                .daemonStarted,
                key: "d",
                [
                    "notRunningFrom": "2018-11-08T01:00:00.000Z",
                    "notRunningUntil": "2018-11-08T02:00:00.000Z",
                ]
            )
            let answer = try home.house.auditAnswers.exceptions()
            #expect(Set(answer.findings.map(\.kind)) == Set(AuditAnswers.kinds))
            #expect(answer.kinds == AuditAnswers.kinds)
            let redacted = answer.findings.filter { $0.kind == "redacted" }
            // The note, and the correction that repeated it.
            #expect(!redacted.isEmpty)
            #expect(redacted.allSatisfy { $0.params == ["authority": "Berita acara 1"] })
            #expect(answer.root == home.house.log.head.root.hex)
            #expect(answer.size == home.house.log.head.size)
            #expect(answer.calendar.name == "id-bali")
            #expect(answer.calendar.version == 1)
        }
    }

    @Test func `a step that no rule allows, a stage left out and a signature without capacity`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            let signed = try await home.forge(
                "Signed",
                of: Self.id,
                at: "2018-11-07",
                ["signatures": [["party": "51.08"], ["party": "35.72"]]]
            )
            let impossible = try #require(try found(home, "impossible").first)
            #expect(impossible.positions == [signed])
            let skipped = try #require(try found(home, "skipped-stage").first)
            #expect(skipped.positions == [signed])
            #expect(skipped.params["stages"]?.array?.first == "ScopeDiscussed")
            #expect(
                skipped.params["stageLabels"]?.array?.first
                    == ["id": "Ruang Lingkup Dibahas", "en": "Scope discussed"]
            )
            let lacking = try #require(try found(home, "no-capacity").first)
            #expect(lacking.positions == [signed])
            #expect(lacking.params["parties"] == ["51.08", "35.72"])
            #expect(lacking.params["partyNames"] == ["Kabupaten Buleleng", "Kota Blitar"])
        }
    }

    // MARK: In whose capacity

    @Test func `a signature whose capacity is recorded is nobody's lack, however it was recorded`()
        async throws
    {
        try await Household.with { home in
            // For all at once.
            try await home.begin(Self.id)
            try await home.forge(
                "Signed",
                of: Self.id,
                at: "2018-11-07",
                [
                    "signatures": [
                        ["party": "51.08", "capacity": "Bupati"],
                        ["party": "35.72", "capacity": "Wali Kota"],
                    ]
                ]
            )
            #expect(try found(home, "no-capacity") == [])
            // Party by party: the paper's own entry, which the daemon adds, has no signature of its own.
            try await home.begin("2018-0002")
            for party in ["51.08", "35.72"] {
                try await home.forge(
                    "PartySigned",
                    of: "2018-0002",
                    at: "2018-11-07",
                    ["party": .string(party), "capacity": "Bupati"]
                )
            }
            try await home.forge(
                "Signed",
                of: "2018-0002",
                at: "2018-11-07",
                by: .system,
                ["signatures": []]
            )
            #expect(try found(home, "no-capacity") == [])
            // And after a correction: of one party, then of both.
            try await home.begin("2018-0003")
            let signed = try await home.forge(
                "Signed",
                of: "2018-0003",
                at: "2018-11-07",
                ["signatures": [["party": "51.08"], ["party": "35.72"]]]
            )
            let alone = try await home.forge(
                "PartySigned",
                of: "2018-0003",
                at: "2018-11-08",
                ["party": "35.72"]
            )
            #expect(try found(home, "no-capacity").map(\.positions) == [[signed], [alone]])
            func correct(_ set: JSONValue, _ position: Int64) async throws {
                try await home.forge(
                    "Corrected",
                    of: "2018-0003",
                    [
                        "corrections": [["position": .integer(Int(position)), "set": set]],
                        "reason": "lupa",
                    ]
                )
            }
            try await correct(["capacity": "Wali Kota"], alone)
            try await correct(
                ["signatures": [["party": "51.08", "capacity": "Bupati"], ["party": "35.72"]]],
                signed
            )
            let left = try found(home, "no-capacity")
            #expect(left.map(\.positions) == [[signed]])
            #expect(left.first?.params["parties"] == ["35.72"])
            try await correct(
                [
                    "signatures": [
                        ["party": "51.08", "capacity": "Bupati"],
                        ["party": "35.72", "capacity": "Wali Kota"],
                    ]
                ],
                signed
            )
            #expect(try found(home, "no-capacity") == [])
        }
    }

    // MARK: The order of the stages

    @Test func `a stage that was entered after one that stands behind it is named`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            let ahead = try await home.forge(
                "PKSDrafted",
                of: Self.id,
                at: "2018-10-01",
                ["document": ["name": "a.pdf", "size": 1, "sha256": "00"]]
            )
            let later = try await home.forge(
                "ScopeDiscussed",
                of: Self.id,
                at: "2018-10-05",
                ["scope": ["pariwisata"]]
            )
            let skipped = try found(home, "skipped-stage")
            let late = try #require(skipped.first { $0.params["later"] == true })
            #expect(late.positions == [ahead, later])
            #expect(late.roles == ["ahead", "entered-later"])
            #expect(late.params["stages"] == ["ScopeDiscussed"])
        }
    }

    @Test
    func `a redaction, a ladder at its end and rules that moved a deadline name what they did`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            let note = try await home.forge("NoteAdded", of: Self.id, ["text": "nama orang"])
            let receipt = try await home.house.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar"),
                    key: "redact",
                    digest: "0123456789abcdef",
                    request: .redact(
                        agreement: Self.id,
                        Redaction(position: note, set: ["text": "-"], authority: "Berita acara 1")
                    )
                )
            )
            let redaction = try #require(receipt.entries.first?.position)
            let redacted = try #require(try found(home, "redacted").first)
            #expect(redacted.positions == [note, redaction])
            #expect(redacted.roles == ["redacted", "redaction"])
            let end = try await home.forge(
                "LadderExhausted",
                of: Self.id,
                by: .system,
                ["rule": "tahap", "opener": 1]
            )
            #expect(try found(home, "ladder-exhausted").map(\.positions) == [[end]])
            let move: JSONValue = [
                "agreement": .string(Self.id), "kind": "reminder", "opener": 1,
                "before": "2018-11-22", "after": "2018-11-23",
            ]
            let adopted = try await home.forge(
                "PolicyAdopted",
                by: .system,
                [
                    "name": "main", "touched": 1, "moves": [move], "movesLeftOut": 10,
                    "recipientsLeftOut": 8,
                ]
            )
            let changed = try #require(try found(home, "rules-changed").first)
            // What only goes to others moved no deadline.
            #expect(changed.params["moved"] == 3)
            #expect(changed.positions == [adopted, 1])
            #expect(changed.roles == ["change", "touched"])
            #expect(changed.params["moves"] == [move])
        }
    }

    @Test func `a correction says which entry is which`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            let note = try await home.forge("NoteAdded", of: Self.id, ["text": "satu"])
            let correction = try await home.forge(
                "Corrected",
                of: Self.id,
                [
                    "corrections": [["position": .integer(Int(note)), "set": ["text": "dua"]]],
                    "reason": "salah",
                ]
            )
            let finding = try #require(try found(home, "corrected").first)
            #expect(finding.positions == [correction, note])
            #expect(finding.roles == ["correction", "corrected"])
        }
    }

    @Test func `a reminder that came late is a silence of its agreement`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            // Recorded at 09:00 in Bali: two hours after it was due, and in the same minute.
            let late = try await home.forge(
                "ReminderIssued",
                of: Self.id,
                by: .system,
                ["due": "2018-11-07T23:00:00.000Z", "rule": "tahap"]
            )
            try await home.forge(
                "ReminderIssued",
                of: Self.id,
                by: .system,
                ["due": "2018-11-08T01:00:00.000Z", "rule": "tahap"]
            )
            let silences = try home.house.auditAnswers.silences().silences
            #expect(silences.map(\.kind) == ["late-reminder"])
            #expect(silences.first?.positions == [late])
            #expect(silences.first?.agreement == Self.id)
        }
    }

    // MARK: How long a hold really was

    private func hold(
        _ home: Household,
        from: String,
        until: String,
        reason: String = "anggaran"
    ) async throws -> Int64 {
        try await home.forge(
            "Held",
            of: Self.id,
            at: from,
            ["until": .string(until), "reason": .string(reason)]
        )
    }

    @Test func `a hold of a year that was resumed the next day is not long`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            _ = try await hold(home, from: "2018-10-01", until: "2019-10-01")
            #expect(try found(home, "long-hold").count == 1, "it would be, if nothing ended it")
            try await home.forge("Resumed", of: Self.id, at: "2018-10-02")
            #expect(try found(home, "long-hold") == [])
        }
    }

    @Test func `a hold that goes on is counted until now, not to its planned end`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            let position = try await hold(home, from: "2018-11-05", until: "2019-10-01")
            // Three working days later.
            #expect(try found(home, "long-hold") == [])
            let now = try #require(Timestamp(rfc3339: "2018-12-03T01:00:00.000Z"))
            let finding = try #require(try found(home, "long-hold", now: now).first)
            #expect(finding.positions == [position])
            // Twenty weekdays but for Maulid Nabi.
            #expect(finding.params["workingDays"] == 19)
            #expect(finding.params["ending"] == "now")
            #expect(finding.params["planned"] == "2019-10-01")
        }
    }

    @Test func `a hold ends with the agreement`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id)
            let held = try await hold(home, from: "2018-10-01", until: "2019-10-01")
            let closed = try await home.forge(
                "Declined",
                of: Self.id,
                at: "2018-10-22",
                ["party": "35.72", "reason": "tidak jadi", "source": "surat"]
            )
            let finding = try #require(try found(home, "long-hold").first)
            #expect(finding.positions == [held, closed])
            #expect(finding.roles == ["hold", "end"])
            // Fifteen weekdays but for one of Bali's own.
            #expect(finding.params["workingDays"] == 14)
            #expect(finding.params["ending"] == "entry")
        }
    }

    @Test func `short holds one after another are one long one, those apart are none`()
        async throws
    {
        try await Household.with { home in
            try await home.begin(Self.id)
            var positions: [Int64] = []
            // Each to a Friday, the next from the Monday after it.
            for (from, until) in [
                ("2018-10-01", "2018-10-05"), ("2018-10-08", "2018-10-12"),
                ("2018-10-15", "2018-10-19"),
            ] {
                let reason = "sebab \(positions.count)"
                positions.append(try await hold(home, from: from, until: until, reason: reason))
            }
            // A week between.
            _ = try await hold(home, from: "2018-10-29", until: "2018-11-02")
            let findings = try found(home, "long-hold")
            #expect(findings.map(\.positions) == [positions])
            #expect(findings.first?.params["holds"] == 3)
            let reasons = findings.first?.params["reasons"]?.array ?? []
            #expect(reasons.map { $0["reason"]?.string } == ["sebab 0", "sebab 1", "sebab 2"])
            #expect(reasons.compactMap { $0["position"]?.integer }.map(Int64.init) == positions)
            #expect(findings.first?.params["workingDays"] == 13)
            #expect(findings.first?.params["ending"] == "until")
        }
    }

    // MARK: Figures

    @Test func `of a month that is all that is known the delay is at least so long`() async throws {
        try await Household.with { home in
            try await home.begin(Self.id, at: "2018-10")
            try await home.begin("2018-0002", at: "2018-10-30")
            let late = try found(home, "late")
            #expect(late.map { $0.params["workingDays"] } == [6, 7])
            #expect(late.map { $0.params["atLeast"] } == [true, nil])
        }
    }

    @Test func `days are counted by the calendar that was in force when it was recorded`()
        async throws
    {
        let clock = StandingClock(at: Household.start)
        try await Household.with(clock: clock) { home in
            try await home.begin(Self.id, at: "2018-10-30")
            #expect(try found(home, "late").first?.params["workingDays"] == 7)
            clock.move(to: Household.start.adding(milliseconds: 60_000))
            _ = try await home.house.submitter.submit(
                Submission(
                    actor: .user(id: "a-0001", role: "kembar"),
                    key: "days",
                    digest: "0123456789abcdef",
                    request: .addDays(
                        Submission.CalendarAddition(
                            calendar: "id",
                            days: [
                                CalendarText.Day(
                                    date: try #require(LocalDate("2018-11-05")),
                                    kind: "cuti_bersama",
                                    name: Bilingual(id: "Cuti", en: "Leave"),
                                    source: "contoh",
                                    isEstimated: false
                                )
                            ]
                        )
                    )
                )
            )
            // What was recorded before is judged as it was; what is recorded now by the new days.
            #expect(try found(home, "late").first?.params["workingDays"] == 7)
            try await home.begin("2018-0002", at: "2018-10-30")
            #expect(try found(home, "late").map { $0.params["workingDays"] } == [7, 6])
        }
    }
}
