import Calendars
import Entries
import Reminders
import TestSupport
import Testing
import Workflows

/// "I have seen it": silent until a day, then owed once more.
@Suite struct PostponementTests {
    private func waiting() throws -> Story {
        try Story.buleleng().given(
            .propose("35.72", at: "2018-10-01"),
            .discuss("a", at: "2018-11-07"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07")
        )
    }

    /// The keys of what was issued on 22 November, the tenth working day.
    private func first(_ story: Story) throws -> Set<ObligationKey> {
        Set(try story.obligations(at: "2018-11-22T08:00").map(\.key))
    }

    @Test func `nothing is owed through that day, and after it the same step is owed once more`()
        throws
    {
        let issued = try first(waiting())
        let story = try waiting().given(.later(until: "2018-11-30", at: "2018-11-22T09:00"))
        #expect(try story.owed(at: "2018-11-30T14:00", issued: issued) == [])
        #expect(try story.next(issued: issued) == "2018-12-03T08:00:00.000+08:00")
        let again = try story.obligations(at: "2018-12-03T08:00", issued: issued)
        #expect(again.map(\.key.summary) == ["menunggu 10@3 35.72 > petugas"])
        #expect(again.map(\.postponements) == [1])
        #expect(
            again.first?.key.description == "reminder:2018-0001:2:35.72:menunggu:10@3:petugas"
        )
        // Said once more it is said; then the ladder goes on as if nothing had been put off.
        let both = issued.union(again.map(\.key))
        #expect(try story.owed(at: "2018-12-03T09:00", issued: both) == [])
        #expect(try story.next(issued: both) == "2018-12-06T08:00:00.000+08:00")
        #expect(
            try story.owed(at: "2018-12-06T08:00", issued: both)
                == ["menunggu 20 35.72 > petugas", "menunggu 20 35.72 > kabag"]
        )
    }

    @Test func `what falls due meanwhile takes the place of what comes back`() throws {
        let issued = try first(waiting())
        let story = try waiting().given(.later(until: "2018-12-10", at: "2018-11-22T09:00"))
        #expect(try story.owed(at: "2018-12-07T08:00", issued: issued) == [])
        #expect(
            try story.owed(at: "2018-12-11T08:00", issued: issued)
                == ["menunggu 20 35.72 > petugas", "menunggu 20 35.72 > kabag"]
        )
    }

    @Test func `put off before anything was due it only waits`() throws {
        let story = try waiting().given(.later(until: "2018-11-26", at: "2018-11-15T09:00"))
        #expect(try story.owed(at: "2018-11-22T08:00") == [])
        #expect(try story.next() == "2018-11-27T08:00:00.000+08:00")
        #expect(try story.owed(at: "2018-11-27T08:00") == ["menunggu 10 35.72 > petugas"])
    }

    @Test func `the days go on counting, unlike in a hold`() throws {
        let story = try waiting().given(.later(until: "2018-11-30", at: "2018-11-08T09:00"))
        #expect(try story.days(for: "35.72") == waiting().days(for: "35.72"))
    }

    @Test func `a new promise, an answer and another stage end it`() throws {
        let later = try waiting().given(.later(until: "2019-03-29", at: "2018-11-22T09:00"))
        let promised = try later.given(
            .awaiting("35.72", for: "kesiapan", at: "2018-11-26").with("promised", "2018-11-26")
        )
        #expect(try promised.next() == "2018-12-10T08:00:00.000+08:00")
        let answered = try later.given(.ready("35.72", at: "2018-11-26"))
        #expect(try answered.next() == "2018-12-10T08:00:00.000+08:00")
        let drafted = try later.given(.ready("35.72", at: "2018-11-26"), .draft(at: "2018-11-27"))
        #expect(try drafted.next() == "2018-12-11T08:00:00.000+08:00")
        // A further wait was not seen.
        let further = try later.given(.awaitAnswer("51.08/DPRD", for: "izin", at: "2018-11-26"))
        #expect(
            try further.owed(at: "2018-12-10T08:00") == ["menunggu 10 51.08/DPRD > petugas"]
        )
    }

    @Test func `they are counted, and the last one holds`() throws {
        let story = try waiting().given(
            .later(until: "2018-11-30", at: "2018-11-22T09:00"),
            .later(until: "2018-12-28", at: "2018-11-23T09:00"),
            .later(until: "2018-12-04", at: "2018-11-26T09:00")
        )
        let running = try #require(
            try story.planner().ladders(of: try story.state()).first { $0.wait != nil }
        )
        #expect(running.postponements == 3)
        #expect(running.postponed?.until == "2018-12-04")
        let again = try story.obligations(
            at: "2018-12-05T08:00",
            issued: first(waiting())
        )
        #expect(again.map(\.key.summary) == ["menunggu 10@5 35.72 > petugas"])
        #expect(again.map(\.postponements) == [3])
    }

    @Test func `a reminder that waits for its message is seen as well`() throws {
        let key = try #require(try first(waiting()).first)
        let story = try waiting().given(.later(until: "2018-11-30", at: "2018-11-22T09:00"))
        let planner = try story.planner()
        func stands(_ time: String, _ name: String) throws -> Bool {
            planner.stands(
                try story.state(),
                opener: key.opener,
                office: key.office,
                key: name,
                at: try story.instant(time)
            )
        }
        #expect(try !stands("2018-11-23T08:00", key.description))
        #expect(try !stands("2018-12-03T08:00", key.description))
        var again = key
        again.resumes = 3
        #expect(try stands("2018-12-03T08:00", again.description))
    }

    @Test func `put off a second time, what came back the first time is seen as well`() throws {
        let first = try #require(try first(waiting()).first)
        let story = try waiting().given(
            .later(until: "2018-11-30", at: "2018-11-22T09:00"),
            // What came back on 3 December waits in a message when somebody puts it off once more.
            .later(until: "2018-12-04", at: "2018-12-03T10:00")
        )
        let planner = try story.planner()
        func stands(_ resumes: Int64?) throws -> Bool {
            var key = first
            key.resumes = resumes
            return planner.stands(
                try story.state(),
                opener: key.opener,
                office: key.office,
                key: key.description,
                at: try story.instant("2018-12-05T08:00")
            )
        }
        #expect(try [nil, 3, 4].map(stands) == [false, false, true])
        let owed = try story.obligations(at: "2018-12-05T08:00", issued: [first])
        #expect(owed.map(\.key.summary) == ["menunggu 10@4 35.72 > petugas"])
    }

    @Test func `the standing says what is put off, what comes back and what was seen`() throws {
        let issued = try first(waiting())
        let story = try waiting().given(.later(until: "2018-11-30", at: "2018-11-22T09:00"))
        let planner = try story.planner()
        let running = try #require(
            planner.ladders(of: try story.state()).first { $0.wait != nil }
        )
        func standings(_ time: String) throws -> [String] {
            planner.placedSlots(
                of: running,
                of: try story.state(),
                issued: { issued.contains($0) },
                at: try story.instant(time)
            ).filter { $0.slot.role == "petugas" }.prefix(3).map { placed in
                let again = placed.slot.resumes == nil ? "" : "@"
                return "\(placed.slot.step.days)\(again) \(placed.standing.rawValue)"
            }
        }
        #expect(try standings("2018-11-23T08:00") == ["10 issued", "10@ upcoming", "20 upcoming"])
        #expect(try standings("2018-12-03T08:00") == ["10 issued", "10@ owed", "20 upcoming"])
        #expect(try standings("2018-12-06T08:00") == ["10 issued", "10@ superseded", "20 owed"])
    }

    @Test func `it needs a day that lies ahead, a word, and an agreement that goes on`() throws {
        let story = try waiting()
        let past = story.when(.later(until: "2018-11-20", at: "2018-11-22T09:00"))
        #expect(past.rejection?.reason.word == "endsBeforeItBegins")
        let silent = story.when(
            .record("Postponed", at: "2018-11-22T09:00", ["until": "2018-11-30"])
        )
        #expect(silent.rejection?.reason.word == "missingField")
        let over = try story.given(.withdraw("35.72", because: "a", at: "2018-11-22"))
        #expect(
            over.when(.later(until: "2018-11-30", at: "2018-11-22T10:00")).rejection?.reason.word
                == "closed"
        )
        // It changes nothing that a decision rests on.
        #expect(
            try story.given(.later(until: "2018-11-30", at: "2018-11-22T09:00")).history.version
                == story.history.version
        )
    }
}
