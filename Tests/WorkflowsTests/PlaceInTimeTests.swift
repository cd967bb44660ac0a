import Calendars
import Entries
import TestSupport
import Testing
import Workflows

/// Facts have their place in time, whenever they were recorded.
@Suite struct PlaceInTimeTests {
    private func proposed() throws -> Story {
        try Story.buleleng().given(.propose("35.72", at: "2018-10-01"))
    }

    @Test func `a late entry takes its place`() throws {
        let story = try proposed().given(
            .discuss("pariwisata", at: "2018-11-26"),
            .discuss("budaya", at: "2018-11-07").recorded("2018-12-01")
        )
        #expect(story.order == [0, 2, 1])
        #expect(story.agreement?.fields["scope"] == ["pariwisata"])
        #expect(story.agreement?.versions["ScopeDiscussed"] == [2, 1])
        #expect(story.agreement?.since.moment.text == "2018-11-26")
    }

    @Test func `an exact time is its own place`() throws {
        let story = try proposed().given(
            .discuss("a", at: "2018-11-07T10:00"),
            .discuss("b", at: "2018-11-07T09:59:59.999")
        )
        #expect(story.order == [0, 2, 1])
    }

    @Test func `of two facts at one instant the one recorded first stands first`() throws {
        let story = try proposed().given(
            .discuss("a", at: "2018-11-07T10:00"),
            .discuss("b", at: "2018-11-07T10:00")
        )
        #expect(story.order == [0, 1, 2])
        #expect(story.agreement?.fields["scope"] == ["b"])
    }

    @Test
    func `an imprecise time stands behind what was recorded before it and lies inside its period`()
        throws
    {
        let story = try proposed().given(
            .discuss("a", at: "2018-11-07T10:00"),
            .discuss("b", at: "2018-11-07"),
            .discuss("c", at: "2018-11"),
            .discuss("d", at: "2018")
        )
        #expect(story.order == [0, 1, 2, 3, 4])
        let places = Set(story.history.placed().dropFirst().map(\.effective))
        #expect(places == [try #require(Timestamp(rfc3339: "2018-11-07T10:00:00+08:00"))])
    }

    @Test func `whatever was recorded last, it stands behind the latest inside its period`() throws
    {
        // The last word was about the 8th; the 7th is still behind what is known of the 7th.
        let story = try proposed().given(
            .discuss("a", at: "2018-11-07T10:00"),
            .discuss("b", at: "2018-11-08"),
            .discuss("c", at: "2018-11-07")
        )
        #expect(story.order == [0, 1, 3, 2])
        // "In October", said in December of what was proposed on 20 October: not before it.
        let month = try Story.buleleng().given(
            .propose("35.72", at: "2018-10-20"),
            .discuss("a", at: "2018-11-07"),
            .record("LetterReceived", at: "2018-10").recorded("2018-12-03")
        )
        #expect(month.order == [0, 2, 1])
        #expect(month.history.placed()[1].effective == month.history.placed()[0].effective)
        // Of two inside, behind the later one, in whatever order they came.
        let both = try proposed().given(
            .discuss("a", at: "2018-11-20"),
            .discuss("b", at: "2018-11-07"),
            .discuss("c", at: "2018-11")
        )
        #expect(both.order == [0, 2, 1, 3])
        // A voided fact is nobody's place.
        let voided = try proposed().given(
            .discuss("a", at: "2018-11-20"),
            .void(1, at: "2018-12-03"),
            .discuss("c", at: "2018-11")
        )
        #expect(voided.history.placed()[1].effective.utc == "2018-10-31T16:00:00.000Z")
    }

    @Test func `else at the first instant of its period`() throws {
        let month = try proposed().given(
            .discuss("a", at: "2018-12-03"),
            .discuss("b", at: "2018-11")
        )
        #expect(month.order == [0, 2, 1])
        #expect(month.history.placed()[1].effective.utc == "2018-10-31T16:00:00.000Z")
    }

    @Test func `the period ends before its end and begins with its start`() throws {
        let last = try proposed().given(
            .discuss("a", at: "2018-11-07T23:59:59.999"),
            .discuss("b", at: "2018-11-07")
        )
        #expect(last.order == [0, 1, 2])
        let next = try proposed().given(
            .discuss("a", at: "2018-11-08T00:00"),
            .discuss("b", at: "2018-11-07")
        )
        #expect(next.order == [0, 2, 1])
        let first = try proposed().given(
            .discuss("a", at: "2018-11-07T00:00"),
            .discuss("b", at: "2018-11-07")
        )
        #expect(first.order == [0, 1, 2])
    }

    @Test func `overlapping imprecise facts keep the order of recording where periods allow`()
        throws
    {
        let story = try proposed().given(
            .discuss("a", at: "2018-11"),
            .draft(at: "2018-11"),
            .discuss("b", at: "2018-11"),
            .draft(at: "2018-11-07"),
            .awaiting("35.72", for: "kesiapan", at: "2018-11-07"),
            .ready("35.72", at: "2018-11"),
            .discuss("c", at: "2018-10")
        )
        #expect(story.order == [0, 7, 1, 2, 3, 4, 5, 6])
    }

    @Test func `a note or a message has no place and draws nothing to itself`() throws {
        let story = try proposed().given(
            .discuss("a", at: "2018-11-07T10:00"),
            .note("catatan", at: "2018-11-08T09:00"),
            .draft(at: "2018-11-07")
        )
        #expect(story.order == [0, 1, 3])
    }

    @Test(arguments: [
        ("2018-09", nil), ("2018-10-01", "VisitProposed"), ("2018-11-06", "VisitProposed"),
        ("2018-11-07", "ScopeDiscussed"), ("2018-11", "PKSDrafted"), ("2018", "PKSDrafted"),
        ("2018-11-19", "ScopeDiscussed"), ("2018-11-20", "PKSDrafted"),
    ])
    func `as of a day means the end of that day in the own zone`(
        day: String,
        stage: String?
    ) throws {
        // Ten at night in UTC is already the next day in Bali.
        let story = try proposed().given(
            .discuss("a", at: "2018-11-07T23:59"),
            .draft(at: "2018-11-19T22:00Z")
        )
        #expect(try story.agreement(asOf: day)?.stage == stage)
    }

    @Test func `known at shows what was recorded by then, as it was understood then`() throws {
        let story = try proposed().given(
            .discuss("a", at: "2018-11-07").recorded("2018-11-23T10:00"),
            .draft(at: "2018-11-20").recorded("2018-11-24T10:00"),
            .correct(1, ["scope": ["b"]], at: "2018-11-25").recorded("2018-11-26T10:00")
        )
        #expect(try story.agreement(knownAt: "2018-09-01") == nil)
        #expect(try story.agreement(knownAt: "2018-11-22")?.stage == "VisitProposed")
        #expect(try story.agreement(knownAt: "2018-11-23T09:59")?.stage == "VisitProposed")
        #expect(try story.agreement(knownAt: "2018-11-23T10:00")?.stage == "ScopeDiscussed")
        #expect(try story.agreement(knownAt: "2018-11-25")?.fields["scope"] == ["a"])
        #expect(try story.agreement(knownAt: "2018-11-26")?.fields["scope"] == ["b"])
        // Happened up to the 7th, as known now: the correction holds already.
        #expect(try story.agreement(asOf: "2018-11-07")?.fields["scope"] == ["b"])
    }

    @Test func `a time whose period begins after now is refused, one that contains now is not`()
        throws
    {
        let story = try proposed()
        let now = "2018-11-07T10:00"
        for time in ["2018-11-07T10:00", "2018-11-07", "2018-11", "2018", "2018-11-06"] {
            #expect(story.when(.discuss("a", at: time).recorded(now)).word == "accepted", "\(time)")
        }
        for time in ["2018-11-07T10:00:00.001", "2018-11-08", "2018-12", "2019"] {
            let refused = story.when(.discuss("a", at: time).recorded(now))
            guard case .timeInFuture(let moment, let clock)? = refused.rejection?.reason else {
                Issue.record("\(time): \(refused.word)")
                continue
            }
            #expect(moment.start > clock)
        }
        // A promise is no fact: it may lie ahead.
        let promise = Act.awaitAnswer("35.72", for: "a", at: "2018-11-07").recorded(now)
        #expect(story.when(promise.with("promised", "2019-01-31")).word == "accepted")
    }

    @Test func `nothing happens before the beginning`() throws {
        let story = try proposed()
        let before = story.when(.discuss("a", at: "2018-09-30"))
        #expect(before.rejection?.reason == .notBeginning(event: "ScopeDiscussed"))
        #expect(
            story.when(.hold(until: "2018-12-31", at: "2018-09-30")).rejection?.reason
                == .notBeginning(event: "Held")
        )
    }

    @Test func `a late entry that makes a later step impossible is refused naming that step`()
        throws
    {
        let story = try proposed().given(
            .discuss("a", at: "2018-11-07"),
            .draft(at: "2018-11-20"),
            .sign(at: "2018-12-03")
        )
        let late = story.when(
            .awaiting("51.08/DPRD", for: "persetujuan", at: "2018-11-26").recorded("2018-12-10")
        )
        #expect(late.laterStep == "Signed@3: stillAwaited")
        guard
            case .laterStepImpossible(let fact, let label, .stillAwaited(let waits), let all)? =
                late.rejection?.reason
        else {
            Issue.record("\(late.word)")
            return
        }
        #expect(fact.moment.text == "2018-12-03")
        #expect(label?.id == "Ditandatangani")
        #expect(waits.map(\.office) == ["51.08/DPRD"])
        #expect(all == [3])
        #expect(late.rejection?.rule?.event == "Signed")
        let ending = story.when(
            .withdraw("35.72", because: "a", at: "2018-11-10").recorded("2018-12-10")
        )
        #expect(ending.laterStep == "PKSDrafted@2: closed")
    }

    @Test func `what stood in the way before does not count against a late entry`() throws {
        // A rule of a newer version may judge an old step otherwise; here a history is made that
        // no decision would have allowed: a signature before any draft.
        let zone = try Story.buleleng().circumstances.offices.own.zone
        func fact(_ position: Int64, _ type: String, _ at: String, _ data: [String: JSONValue])
            throws -> Fact
        {
            Fact(
                position: position,
                entryID: "",
                type: type,
                moment: try Moment(at, in: zone),
                recorded: .earliest,
                data: data
            )
        }
        let history = History([
            try fact(
                0,
                "VisitProposed",
                "2018-10-01",
                [
                    "title": "a", "parties": [["code": "51.08"], ["code": "35.72"]],
                    "workflow": ["name": "kerja-sama-daerah", "version": 1],
                ]
            ),
            try fact(1, "PartySigned", "2018-10-20", ["party": "35.72"]),
        ])
        let circumstances = try Shipped.buleleng()
        let steps = Fold(circumstances).judged("2018-0001", history)
        #expect(steps.map { $0.rejection?.reason.word } == [nil, "notFromHere"])
        let command = Command(
            agreement: "2018-0001",
            intent: .verb("discuss"),
            moment: try Moment("2018-10-10", in: zone),
            source: nil,
            fields: ["scope": ["a"]],
            position: 2,
            now: .latest
        )
        let events = try Decider(circumstances) { _ in false }.decide(command, history)
        #expect(events.map(\.type) == ["ScopeDiscussed"])
    }
}
