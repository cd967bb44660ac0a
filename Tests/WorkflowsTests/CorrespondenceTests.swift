import Calendars
import Entries
import TestSupport
import Testing
import Workflows

/// What a letter can cite, as of the corrected history.
@Suite struct CorrespondenceTests {
    private func correspondence(_ acts: [Act]) throws -> Correspondence {
        let story = try Story.buleleng().given(acts)
        let workflow = try #require(story.circumstances.rules.newest("kerja-sama-daerah"))
        return Correspondence(story.history, workflow)
    }

    private let sent: [String: JSONValue] = [
        "number": "180/1", "date": "2026-03-02", "from": "51.08", "to": "35.72",
    ]

    @Test func `the last meeting that happened is cited, also if it was recorded first`() throws {
        var acts = Situation.visitProposed.acts
        acts += [
            .discuss("pariwisata", at: "2026-01-19"), .discuss("kebudayaan", at: "2026-01-12"),
        ]
        let meeting = try #require(try correspondence(acts).meeting)
        #expect(meeting.moment.text == "2026-01-19")
        #expect(meeting.words.en == "the discussion of the scope of cooperation")
        #expect(meeting.place == nil)
    }

    @Test func `without a meeting there is none to cite, and no letter`() throws {
        let cited = try correspondence(Situation.visitProposed.acts)
        #expect(cited.meeting == nil)
        #expect(cited.letters.isEmpty)
    }

    @Test func `letters stand in the order in which they went, a received one is none of ours`()
        throws
    {
        let acts =
            Situation.awaited.acts + [
                .record("LetterSent", at: "2026-03-02", sent),
                .record("LetterReceived", at: "2026-03-09", sent),
                .record("LetterSent", at: "2026-02-16", ["to": "35.72"]),
            ]
        let letters = try correspondence(acts).letters
        #expect(letters.map(\.date) == ["2026-02-16", "2026-03-02"])
        #expect(letters.map(\.number) == [nil, "180/1"])
    }

    @Test func `a voided letter was never sent`() throws {
        let acts =
            Situation.awaited.acts + [
                .record("LetterSent", at: "2026-03-02", sent), .void(4, at: "2026-03-03"),
            ]
        #expect(try correspondence(acts).letters.isEmpty)
    }
}
