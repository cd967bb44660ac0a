import Calendars
import Engine
import Entries
import EventLog
import TestSupport
import Testing
import Workflows

/// A history gone through again, and two states of it held against each other.
@Suite struct ReplayTests {
    private let id = "2018-0001"

    /// 7 proposed, 8 discussed on the 7th, 9 awaited, 10 makes 8 void, 11 a note.
    private func shop() async throws -> Workshop {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        _ = try await shop.happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        _ = try await shop.happen("3", "await", ["office": "35.72", "for": "kesiapan"])
        shop.clock.move(to: try #require(Timestamp(rfc3339: "2018-11-09T01:00:00.000Z")))
        for (key, event, fields) in [
            ("4", "Corrected", ["position": 9, "void": true, "reason": "keliru"]),
            ("5", "NoteAdded", ["text": "catatan"]),
        ] as [(String, String, [String: JSONValue])] {
            _ = try await shop.submit(
                key,
                .happened(agreement: id, .init(intent: .event(event), fields: fields))
            )
        }
        return shop
    }

    @Test func `another entry's bytes in a row are damage, although they fit their own hash`()
        async throws
    {
        let shop = try await shop()
        let kept = try shop.log.entries(ofSubject: id)
        let (row, other) = (kept[2], kept[1])
        let twice = KeptEntry(
            position: row.position,
            bytes: other.bytes,
            leaf: other.leaf,
            subject: row.subject,
            subjectVersion: row.subjectVersion,
            type: row.type,
            command: row.command,
            part: row.part
        )
        #expect(twice.isIntact)
        let failure = #expect(throws: SubmissionFailure.self) {
            try HistoryReader.entries([kept[0], other, twice], in: shop.log)
        }
        guard case .unreadable(let position) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(position == row.position)
    }

    private func changes(
        _ shop: Workshop,
        _ from: Int64,
        _ to: Int64
    ) throws -> [AgreementChange] {
        try Comparison(from: .position(from), to: .position(to), mode: .recorded).changes(
            of: id,
            in: shop.log,
            shop.submitter.rulesInForce.circumstances
        ).changes
    }

    private func happened(
        _ shop: Workshop,
        _ event: String,
        _ fields: [String: JSONValue],
        source: String? = nil
    ) async throws -> Int64 {
        let receipt = try await shop.submit(
            "\(event) \(shop.log.head.size)",
            .happened(
                agreement: id,
                .init(intent: .event(event), source: source, fields: fields)
            )
        )
        return try #require(receipt.entries.last).position
    }

    private func correct(
        _ shop: Workshop,
        _ position: Int64,
        _ set: [String: JSONValue]
    ) async throws -> Int64 {
        let fields: [String: JSONValue] = [
            "position": .integer(Int(position)), "reason": "salah", "set": .object(set),
        ]
        return try await happened(shop, "Corrected", fields)
    }

    @Test func `notes, documents and letters are differences too`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let start = shop.log.head.size - 1
        let document: JSONValue = [
            "name": "a.pdf", "size": 1, "sha256": .string(String(repeating: "a", count: 64)),
        ]
        let attached = try await happened(shop, "DocumentAttached", ["document": document])
        guard case .documentAdded(let found)? = try changes(shop, start, attached).first else {
            Issue.record("the document is hidden")
            return
        }
        #expect(found.position == attached)
        let note = try await happened(shop, "NoteAdded", ["text": "satu"])
        let letter = try await happened(
            shop,
            "LetterSent",
            ["number": "1", "date": "2018-11-01", "to": "35.72"]
        )
        let recorded = try changes(shop, attached, letter).map { change -> Int64? in
            if case .recorded(let fact) = change { return fact.position }
            return nil
        }
        #expect(recorded == [note, letter])
        let corrected = try await correct(shop, note, ["text": "dua"])
        #expect(
            try changes(shop, letter, corrected).map { change -> [AgreementChange.Restated] in
                if case .restated(_, let values) = change { return values }
                return []
            } == [[.init(field: "text", from: "satu", to: "dua")]]
        )
        // Looking back, what was recorded in between is not there.
        #expect(try changes(shop, letter, start).count == 3)
    }

    @Test(
        arguments: [
            ("NoteAdded", ["text": "salah"], ["text": "betul"]),
            ("FollowedUp", ["channel": "telepon", "outcome": "belum"], ["outcome": "besok"]),
            (
                "DocumentAttached",
                [
                    "document": [
                        "name": "a.pdf", "size": 1,
                        "sha256": .string(String(repeating: "a", count: 64)),
                    ],
                    "kind": "undangan",
                ],
                ["kind": "penawaran"]
            ),
        ] as [(String, [String: JSONValue], [String: JSONValue])]
    )
    func `what only adds to what is known stands as it was corrected, at its corrected time`(
        event: String,
        fields: [String: JSONValue],
        set: [String: JSONValue]
    ) async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let entry = try await happened(shop, event, fields)
        let corrections = [
            try await correct(shop, entry, set),
            try await correct(shop, entry, ["at": "2018-11-01"]),
        ]
        let replay = try #require(try replay(shop, happenedBy: "2018-11-01T16:00:00.000Z"))
        let step = try #require(replay.steps.first { $0.entry.position == entry })
        let corrected = try #require(step.corrected)
        #expect(step.placed == nil, "nothing rests on it")
        #expect(corrected.correctedBy == corrections)
        #expect(corrected.fact.data == fields.merging(set) { $1 })
        #expect(corrected.fact.moment.text == "2018-11-01")
        #expect(step.effective < step.entry.moment.start)
    }

    @Test func `a corrected hold goes on, and says what was corrected`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let hold = try await happened(shop, "Held", ["until": "2018-12-31", "reason": "libur"])
        let corrected = try await correct(shop, hold, ["reason": "pemilihan"])
        let found = try changes(shop, hold, corrected)
        guard case .restated(let fact, let values)? = found.first, found.count == 1 else {
            Issue.record("\(found)")
            return
        }
        #expect(fact.position == hold)
        #expect(values == [.init(field: "reason", from: "libur", to: "pemilihan")])
    }

    @Test func `a lapse is judged by the calendar of its day, whatever is adopted afterwards`()
        async throws
    {
        let shop = try await AdoptionTests.shop(start: "2025-10-06T01:00:00.000Z")
        let begun = try await shop.submit(
            "1",
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: "2025-07-01",
                    fields: ["title": "Kota kembar", "parties": ["99.71"], "kind": "KSDPL"]
                )
            )
        )
        let id = try #require(begun.agreement)
        let day = "2025-07-21"
        for (key, verb, fields) in [
            ("2", "discuss", ["scope": ["a"]]), ("3", "draft", [:]),
            ("4", "await", ["office": "99.01/DPRD", "for": "persetujuan"]),
        ] as [(String, String, [String: JSONValue])] {
            _ = try await shop.happen(key, verb, at: day, fields, agreement: id)
        }
        let before = try #require(
            try Replay(id, in: shop.log, RulesOfDay(shop.log, shop.submitter.rulesInForce))
        ).state
        let rules = shop.submitter.rulesInForce.circumstances
        let wait = try #require(before.waits.first)
        let ends = rules.rules[before.workflow]?.limitEnds(of: wait, in: before, rules)
        let end = try #require(ends?.first)
        let deemed: [String: JSONValue] = ["office": "99.01/DPRD", "citing": "Ps 17(4)"]
        _ = try await shop.submit(
            "5",
            .happened(
                agreement: id,
                .init(
                    intent: .event("DeemedApproved"),
                    at: end.lastDay.adding(days: 1).description,
                    fields: deemed
                )
            )
        )
        func lapse() throws -> Replay.Step? {
            let replay = try Replay(
                id,
                in: shop.log,
                RulesOfDay(shop.log, shop.submitter.rulesInForce)
            )
            return replay?.steps.first { $0.entry.type == "DeemedApproved" }
        }
        #expect(try #require(try lapse()).rejection == nil)
        // One day off more in August: by the calendar of today the limit ends a day later.
        let file = RuleFile(text: try Shipped.text("config/calendars/id.yaml"))
        _ = try await shop.submit("6", .adopt(file))
        let today = Fold(shop.submitter.rulesInForce.circumstances)
        let history = History(
            try HistoryReader.entries(shop.log.entries(ofSubject: id), in: shop.log)
        )
        let judged = today.judged(id, history).first { $0.placed.fact.type == "DeemedApproved" }
        #expect(judged?.rejection != nil)
        #expect(try #require(try lapse()).rejection == nil)
    }

    private func replay(
        _ shop: Workshop,
        happenedBy: String? = nil,
        knownAt: String? = nil
    ) throws -> Replay? {
        try Replay(
            id,
            in: shop.log,
            RulesOfDay(shop.log, shop.submitter.rulesInForce),
            happenedBy: happenedBy.flatMap(Timestamp.init(rfc3339:)),
            knownAt: knownAt.flatMap(Timestamp.init(rfc3339:))
        )
    }

    @Test func `every entry stands in its place with its rule and the state after it`()
        async throws
    {
        let replay = try #require(try replay(try await shop()))
        #expect(replay.steps.map(\.entry.position) == [7, 8, 9, 10, 11])
        #expect(
            replay.steps.map { $0.after?.stage } == [
                "VisitProposed", "ScopeDiscussed", "ScopeDiscussed", "ScopeDiscussed",
                "ScopeDiscussed",
            ]
        )
        #expect(replay.steps[1].workflow?.description == "kerja-sama-daerah@1")
        #expect(replay.steps[2].voidedBy == 10)
        #expect(replay.steps[2].placed == nil)
        #expect(replay.steps.allSatisfy { $0.rejection == nil })
        #expect(replay.state.waits.isEmpty)
    }

    @Test func `what was not known or had not happened yet is left out`() async throws {
        let shop = try await shop()
        let before = try #require(try replay(shop, knownAt: "2018-11-08T23:00:00.000Z"))
        #expect(before.steps.map(\.entry.position) == [7, 8, 9])
        #expect(before.steps[2].after?.stage == "ReadinessAwaited")
        #expect(before.state.waits.map(\.office) == ["35.72"])
        let early = try #require(try replay(shop, happenedBy: "2018-10-31T00:00:00.000Z"))
        #expect(early.steps.map(\.entry.position) == [7])
        #expect(try replay(shop, happenedBy: "2017-01-01T00:00:00.000Z") == nil)
        #expect(try replay(shop, knownAt: "2017-01-01T00:00:00.000Z") == nil)
    }

    @Test func `a step that the rules would have refused is shown with the reason`()
        async throws
    {
        let shop = try await shop()
        // By the daemon's door it would have been refused; a forged log may have it.
        let now = shop.clock.now()
        let entry = Entry(
            id: "00000000-0000-4000-8000-00000000eeee",
            source: "https://" + Workshop.origin,
            type: "ReadinessGiven",
            subject: Entry.Subject(agreement: id, version: 6),
            moment: Moment(instant: now, offsetMinutes: 480),
            recorded: now,
            position: shop.log.head.size,
            command: CommandStamp(id: "f", part: 1, parts: 1, digest: "0123456789abcdef"),
            actor: Workshop.officer,
            data: ["office": "35.72"]
        )
        let bytes = try entry.encoded()
        let key = CommandKey(actor: entry.actor, id: entry.command.id)
        try await shop.log.write { transaction in
            _ = try transaction.append(
                NewEntry(
                    bytes: bytes,
                    subject: "2018-0001",
                    subjectVersion: 6,
                    type: entry.type,
                    command: key,
                    part: 1
                )
            )
        }
        let step = try #require(try replay(shop)?.steps.last)
        #expect(step.entry.position == entry.position)
        guard case .notAwaited(office: "35.72", _, _, _) = step.rejection?.reason else {
            Issue.record("\(String(describing: step.rejection))")
            return
        }
        #expect(step.rejection?.rule?.event == "ReadinessGiven")
    }

    @Test func `each difference cites the entries that brought it, whichever way one looks`()
        async throws
    {
        let shop = try await shop()
        let circumstances = shop.submitter.rulesInForce.circumstances
        func found(
            _ from: Comparison.Edge,
            _ to: Comparison.Edge,
            _ mode: Comparison.Mode = .recorded
        ) throws -> [(change: AgreementChange, causes: [Int64])] {
            let found = try Comparison(from: from, to: to, mode: mode)
                .changes(of: id, in: shop.log, circumstances)
            return Array(zip(found.changes, try #require(found.causes)))
        }
        // The wait's own entry is 9; what ended it is the correction that made that void.
        let voided = try found(.position(9), .position(10))
        #expect(!voided.isEmpty)
        #expect(voided.allSatisfy { $0.causes == [10] })
        let all = try found(.position(6), .position(11))
        #expect(all.first?.causes == [7], "the beginning")
        #expect(
            all.allSatisfy { !$0.causes.isEmpty && $0.causes.allSatisfy { (7...11).contains($0) } }
        )
        guard case .recorded(let note)? = all.last?.change else {
            Issue.record("\(all)")
            return
        }
        #expect(all.last?.causes == [note.position])
        let back = try found(.position(11), .position(6))
        #expect(back.count == 1 && back.first?.causes == [7])
        let times = try ["2018-10-01T00:00:00.000Z", "2018-12-09T23:00:00.000Z"].map {
            Comparison.Edge.time(try #require(Timestamp(rfc3339: $0)))
        }
        for edges in [times, times.reversed()] {
            let happened = try found(edges[0], edges[1], .happened)
            #expect(!happened.isEmpty && happened.allSatisfy { !$0.causes.isEmpty })
        }
    }

    @Test func `two states are compared by what was recorded, by position, or by what happened`()
        async throws
    {
        let shop = try await shop()
        let circumstances = shop.submitter.rulesInForce.circumstances
        func changes(
            _ from: Comparison.Edge,
            _ to: Comparison.Edge,
            _ mode: Comparison.Mode
        ) throws -> [AgreementChange] {
            try Comparison(from: from, to: to, mode: mode)
                .changes(of: id, in: shop.log, circumstances).changes
        }
        func time(_ text: String) throws -> Comparison.Edge {
            .time(try #require(Timestamp(rfc3339: text)))
        }
        let voided = try changes(.position(9), .position(10), .recorded)
        guard case .stage("ReadinessAwaited", "ScopeDiscussed", _) = voided.first,
            case .waitEnded(let wait) = voided.last
        else {
            Issue.record("\(voided)")
            return
        }
        #expect(wait.office == "35.72")
        let noted = try changes(.position(10), .position(11), .recorded)
        guard case .recorded(let note) = noted.first, noted.count == 1 else {
            Issue.record("\(noted)")
            return
        }
        #expect(note.position == 11)
        let byTime = try changes(
            try time("2018-11-08T23:00:00.000Z"),
            try time("2018-11-09T23:00:00.000Z"),
            .recorded
        )
        #expect(byTime == voided + noted)
        guard case .begun = try changes(.position(6), .position(7), .recorded).first else {
            Issue.record("a new agreement was not told")
            return
        }
        // By now the wait never happened.
        let happened = try changes(
            try time("2018-10-31T16:00:00.000Z"),
            try time("2018-11-09T23:00:00.000Z"),
            .happened
        )
        #expect(happened.contains { if case .waitBegan = $0 { true } else { false } } == false)
        #expect(happened.contains(.field("scope", from: nil, to: ["a"])))
    }
}
