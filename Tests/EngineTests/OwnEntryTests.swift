import Calendars
import Engine
import Entries
import EventLog
import Projections
import Reminders
import TestSupport
import Testing
import Workflows

/// What the daemon says of an agreement by itself: that a term has ended, that a ladder is at its end.
@Suite struct OwnEntryTests {
    private func instant(_ text: String) throws -> Timestamp {
        try #require(Timestamp(rfc3339: text))
    }

    private func register(
        _ shop: Workshop,
        _ key: String = "r",
        until: String,
        renews: String? = nil
    ) async throws {
        var fields: [String: JSONValue] = [
            "title": "Naskah lama", "parties": ["35.72"], "from": "2015-01-01",
            "until": .string(until),
        ]
        fields["renews"] = renews.map { [.string($0)] }
        _ = try await shop.submit(
            key,
            .begin(workflow: nil, .init(intent: .verb("register"), at: "2018", fields: fields))
        )
    }

    @Test func `a term that is over is ended once, on its last day`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        try await register(shop, until: "2018-12-31")
        await views.catchUp()
        // Midnight in Bali.
        let end = try instant("2018-12-31T16:00:00.000Z")
        #expect(try views.firstTermEnd() == end)
        #expect(try views.termsOver(by: end.adding(milliseconds: -1), limit: 10) == [])
        #expect(try views.termsOver(by: end, limit: 10) == ["2018-0001"])

        shop.clock.move(to: end.adding(milliseconds: -1))
        #expect(try await shop.submitter.endTerm(of: "2018-0001") == nil)
        shop.clock.move(to: end)
        let entry = try #require(try await shop.submitter.endTerm(of: "2018-0001"))
        #expect(entry.type == "TermEnded")
        #expect(entry.actor == .system)
        #expect(entry.moment.text == "2018-12-31")
        #expect(entry.subject?.version == 2)
        #expect(entry.data == ["until": "2018-12-31"])
        let opener = try #require(try shop.entries().first { $0.type == "Registered" })
        #expect(entry.command.id == "term:2018-0001:\(opener.position):2018-12-31")
        #expect(entry.causation == opener.id)
        #expect(try await shop.submitter.endTerm(of: "2018-0001") == nil)

        await views.catchUp()
        #expect(try views.firstTermEnd() == nil)
        let row = try #require(try views.row(of: "2018-0001"))
        #expect(row.agreement.term?.isExpired == true)
        // The final report is asked for on the first working day of the new year.
        #expect(row.nextDue == (try instant("2019-01-02T00:00:00.000Z")))
    }

    @Test func `the golden data of a reminder back from a date`() async throws {
        let shop = try await Workshop()
        try await register(shop, until: "2019-03-01")
        shop.clock.move(to: try instant("2018-11-30T00:00:00.000Z"))
        let entries = try await shop.submitter.remind("2018-0001")
        let opener = try #require(try shop.entries().first { $0.type == "Registered" })
        #expect(
            entries.map(\.command.id) == [
                "reminder:2018-0001:\(opener.position):-:akhir-masa:2019-03-01-90:petugas"
            ]
        )
        #expect(try await shop.submitter.remind("2018-0001") == [])
        #expect(
            entries.first?.data.canonicalText
                == #"{"date":"2019-03-01","day":"2018-11-30","daysBefore":90,"due":"2018-11-30T00:00:00.000Z","occurrence":1,"opener":\#(opener.position),"role":"petugas","rule":"akhir-masa","rung":1}"#
        )
    }

    @Test func `the golden data of a postponement and of the reminder after it`() async throws {
        let shop = try await Workshop()
        try await shop.awaitReadiness()
        shop.clock.move(to: try instant("2018-11-22T00:00:00.000Z"))
        #expect(try await shop.submitter.remind("2018-0001").count == 1)
        let receipt = try await shop.submit(
            "later",
            .happened(
                agreement: "2018-0001",
                .init(
                    intent: .event("Postponed"),
                    fields: ["until": "2018-11-30", "note": "sudah ditelepon"]
                )
            )
        )
        let postponed = try #require(receipt.entries.first)
        #expect(
            postponed.data.canonicalText == #"{"note":"sudah ditelepon","until":"2018-11-30"}"#
        )
        #expect(receipt.version == 3)
        shop.clock.move(to: try instant("2018-11-30T06:00:00.000Z"))
        #expect(try await shop.submitter.remind("2018-0001") == [])
        shop.clock.move(to: try instant("2018-12-03T00:00:00.000Z"))
        let again = try await shop.submitter.remind("2018-0001")
        let wait = try #require(try shop.entries().first { $0.type == "ReadinessAwaited" })
        #expect(
            again.map(\.command.id) == [
                "reminder:2018-0001:\(wait.position):35.72:menunggu:10@\(postponed.position):petugas"
            ]
        )
        #expect(
            again.first?.data.canonicalText
                == #"{"day":"2018-12-03","due":"2018-12-03T00:00:00.000Z","occurrence":1,"office":"35.72","opener":\#(wait.position),"postponements":1,"resumes":\#(postponed.position),"role":"petugas","rule":"menunggu","rung":1,"workingDays":10}"#
        )
        #expect(try await shop.submitter.remind("2018-0001") == [])
    }

    @Test func `a ladder that has said its last says so once, and after a promise again`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        _ = try await shop.propose("1")
        _ = try await shop.happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        _ = try await shop.happen(
            "3",
            "await",
            at: "2018-11-07",
            ["office": "35.72", "for": "kesiapan"]
        )
        await views.catchUp()
        #expect(try await shop.submitter.tellExhausted("2018-0001") == [])
        var issued = 0
        while let due = try views.firstDue() {
            shop.clock.move(to: due)
            issued += try await shop.submitter.remind("2018-0001").count
            await views.catchUp()
        }
        #expect(issued == 1 + 2 + 3 + 6 * 2)
        #expect(try views.untoldExhausted(limit: 10) == ["2018-0001"])
        let told = try await shop.submitter.tellExhausted("2018-0001")
        let wait = try #require(try shop.entries().first { $0.type == "ReadinessAwaited" })
        #expect(told.map(\.type) == ["LadderExhausted"])
        #expect(
            told.first?.data.canonicalText
                == #"{"office":"35.72","opener":\#(wait.position),"rule":"menunggu"}"#
        )
        #expect(
            told.first?.command.id == "exhausted:2018-0001:\(wait.position):35.72:menunggu"
        )
        #expect(told.first?.causation == wait.id)
        #expect(try await shop.submitter.tellExhausted("2018-0001") == [])
        await views.catchUp()
        #expect(try views.untoldExhausted(limit: 10) == [])
        #expect(try views.exhaustedCount() == 1)
    }

    @Test func `a message about the end of a term does not leave once the renewal is signed`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        try await register(shop, until: "2019-03-01")
        await views.catchUp()
        shop.clock.move(to: try #require(try views.firstDue()))
        let issued = try #require(try await shop.submitter.remind("2018-0001").first)
        let carried = CarriedReminder(
            key: issued.command.id,
            agreement: "2018-0001",
            opener: try #require(issued.data["opener"]?.integer.map(Int64.init)),
            office: nil
        )
        await views.catchUp()
        #expect(try views.successors(waitingFor: "petugas") == [:])
        let day = try #require(LocalDate("2018-11-30"))
        let message = try #require(
            try await shop.submitter.gather(for: "petugas", on: day, [carried])
        )
        try await register(shop, "s", until: "2024-03-01", renews: "2018-0001")
        await views.catchUp()
        let successors = try views.successors(ofMessage: message.position)
        #expect(successors == ["2018-0001": ["2018-0002"]])
        let failed = try await shop.submitter.askOnceMore(
            message: message.position,
            successors: successors
        )
        #expect(failed?.data["reason"] == "noLongerStands")
        await views.catchUp()
        // Nor does it go into another message.
        let waiting = try views.successors(waitingFor: "petugas")
        #expect(waiting == successors)
        #expect(
            try await shop.submitter.gather(
                for: "petugas",
                on: day,
                [carried],
                successors: waiting
            ) == nil
        )
    }

    @Test func `a renewal that is signed silences the old paper, in the views and in the log`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        try await register(shop, until: "2019-03-01")
        await views.catchUp()
        let due = try #require(try views.firstDue())
        #expect(try views.row(of: "2018-0001")?.nextDue == due)
        try await register(shop, "s", until: "2024-03-01", renews: "2018-0001")
        await views.catchUp()
        #expect(
            try views.renewals().map { "\($0.predecessor) \($0.successor) \($0.standing.rawValue)" }
                == ["2018-0001 2018-0002 signed"]
        )
        #expect(try views.signedRenewals() == ["2018-0001": "2018-0002"])
        #expect(try views.due(by: due, limit: 10) == [])
        #expect(try views.row(of: "2018-0001")?.nextDue == nil)
        shop.clock.move(to: due)
        #expect(
            try await shop.submitter.remind("2018-0001", successors: ["2018-0002"]) == []
        )
        // Who renews something else, or is not there, silences nothing.
        #expect(
            try await shop.submitter.remind("2018-0001", successors: ["2018-0001", "2018-0009"])
                .count == 1
        )
        // Made anew, the views are the same.
        let anew = try Views(path: scratch.path + "/anew.db", log: shop.log)
        try await anew.rebuild()
        await views.catchUp()
        #expect(try anew.canonicalDump() == views.canonicalDump())
    }

    @Test func `a policy moves the dates of papers whose term runs`() async throws {
        let scratch = try Scratch()
        let shop = try await Workshop()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        try await register(shop, until: "2019-03-01")
        await views.catchUp()
        let text = try Shipped.text("config/reminders.yaml")
            .replacing("{before: 90, roles", with: "{before: 80, roles")
        let receipt = try await shop.submit("p", .adopt(RuleFile(text: text)))
        let entry = try #require(receipt.entries.first)
        let effect = try #require(AdoptionEffect(data: entry.data))
        #expect(effect.touched == 1)
        #expect(effect.moves.map(\.before?.description) == ["2018-11-30"])
        #expect(effect.moves.map(\.after?.description) == ["2018-12-11"])
        await views.catchUp()
        #expect(try views.firstDue() == (try instant("2018-12-11T00:00:00.000Z")))
    }
}
