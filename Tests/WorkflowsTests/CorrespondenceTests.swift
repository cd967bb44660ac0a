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

    private func letter(_ event: String, _ number: String, at time: String) -> Act {
        let (from, to) = event == "LetterSent" ? ("51.08", "35.72") : ("35.72", "51.08")
        return .record(
            event,
            at: time,
            ["number": .string(number), "from": .string(from), "to": .string(to)]
        )
    }

    private func replies(_ acts: [Act], isAwaited: Bool = true) throws -> [String?] {
        let begun = isAwaited ? Situation.awaited.acts : Situation.drafted.acts
        let story = try Story.buleleng().given(begun + acts)
        let workflow = try #require(story.circumstances.rules.newest("kerja-sama-daerah"))
        let wait = story.agreement?.waits.first { $0.office == "35.72" }
        #expect((wait != nil) == isAwaited)
        return Correspondence(story.history, workflow).replies(from: "35.72", awaited: wait)
            .map(\.number)
    }

    @Test(arguments: [true, false])
    func `a reply of the day of the letter answers it, one recorded before it does not`(
        isAwaited: Bool
    ) throws {
        let sent = letter("LetterSent", "121", at: "2026-03-02")
        let came = letter("LetterReceived", "9", at: "2026-03-02")
        #expect(try replies([sent, came], isAwaited: isAwaited) == ["9"])
        #expect(try replies([came, sent], isAwaited: isAwaited) == [])
        let again = letter("LetterSent", "122", at: "2026-03-02")
        #expect(try replies([sent, came, again], isAwaited: isAwaited) == [])
        // A day known better stands where it belongs, whatever was recorded first.
        let late = letter("LetterReceived", "10", at: "2026-03-03")
        #expect(try replies([late, sent], isAwaited: isAwaited) == ["10"])
    }

    @Test func `a reply of the day on which the wait began answers it`() throws {
        #expect(try replies([letter("LetterReceived", "9", at: "2026-01-26")]) == ["9"])
        #expect(try replies([letter("LetterReceived", "9", at: "2026-01-25")]) == [])
    }

    @Test func `a voided letter was never sent`() throws {
        let acts =
            Situation.awaited.acts + [
                .record("LetterSent", at: "2026-03-02", sent), .void(4, at: "2026-03-03"),
            ]
        #expect(try correspondence(acts).letters.isEmpty)
    }
}
