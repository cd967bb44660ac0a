import Calendars
import Entries
import TestSupport
import Testing
import Workflows

@Suite struct BeginningTests {
    @Test func `the own office is a party of every agreement, and stands first if not named`()
        throws
    {
        let story = try Story.buleleng().given(.propose("35.72", at: "2018-10"))
        let agreement = try #require(story.agreement)
        #expect(agreement.parties.map(\.code) == ["51.08", "35.72"])
        #expect(agreement.parties.map(\.name) == ["Kabupaten Buleleng", "Kota Blitar"])
        let named = try Story.buleleng().given(.propose("35.72", "51.08", at: "2018-10"))
        #expect(named.agreement?.parties.map(\.code) == ["35.72", "51.08"])
    }

    @Test func `a known office keeps its name whatever was typed`() throws {
        let act = Act.propose(at: "2018-10")
            .with("parties", [["code": "35.05", "name": "Kota Blitar"]])
        let story = try Story.buleleng().given(act)
        #expect(
            story.agreement?.parties.map(\.name) == ["Kabupaten Buleleng", "Kabupaten Blitar"]
        )
    }

    @Test func `an unknown office may be a party under the name that was typed`() throws {
        let act = Act.propose(at: "2018-10").with(
            "parties",
            [["code": "univ-contoh", "name": "Universitas Contoh"], "99.99"]
        )
        let story = try Story.buleleng().given(act)
        #expect(
            story.agreement?.parties.map(\.name)
                == ["Kabupaten Buleleng", "Universitas Contoh", "99.99"]
        )
    }

    @Test func `the same party twice, and nobody beside the own office, are refused`() throws {
        let twice = try Story.buleleng().when(.propose("35.72", "35.72", at: "2018-10"))
        #expect(twice.rejection?.reason == .duplicateParty("35.72"))
        let alone = try Story.buleleng().when(.propose("51.08", at: "2018-10"))
        #expect(alone.rejection?.reason == .tooFewParties)
        #expect(try Story.buleleng().when(.propose(at: "2018-10")).word == "tooFewParties")
    }

    @Test func `an agreement is pinned to the newest version of its workflow`() throws {
        var circumstances = try Shipped.buleleng()
        var second = try #require(circumstances.rules.newest("kerja-sama-daerah"))
        second.version = 2
        circumstances.rules.adopt(second)
        let story = try Story(circumstances).given(.propose("35.72", at: "2018-10"))
        #expect(story.agreement?.workflow.description == "kerja-sama-daerah@2")
        let older = try Story.buleleng().given(.propose("35.72", at: "2018-10"))
        #expect(older.agreement?.workflow.description == "kerja-sama-daerah@1")
    }

    @Test func `an old paper is registered with its numbers and term, and is signed at once`()
        throws
    {
        let act = Act.register("35.72", at: "2017-03-08")
            .with("numbers", ["51.08": "075/1/2017", "35.72": "188/7/2017"])
            .with("from", "2017-03-08").with("until", "2022-03-07")
        let agreement = try #require(try Story.buleleng().given(act).agreement)
        #expect(agreement.stage == "Signed")
        #expect(agreement.closed?.event == "Registered")
        #expect(agreement.term?.from == "2017-03-08")
        #expect(agreement.term?.until == "2022-03-07")
        #expect(agreement.term?.ended == nil)
        #expect(agreement.fields["numbers"] == ["51.08": "075/1/2017", "35.72": "188/7/2017"])
        #expect(agreement.signatures.isEmpty)
    }

    @Test func `a number of somebody who is no party is refused already at the beginning`() throws {
        let act = Act.register("35.72", at: "2017-03-08").with("numbers", ["35.05": "1"])
        let rejection = try #require(try Story.buleleng().when(act).rejection)
        guard case .notAParty("35.05", let parties) = rejection.reason else {
            Issue.record("\(rejection.reason)")
            return
        }
        #expect(parties.map(\.code) == ["51.08", "35.72"])
    }

    @Test func `agreements that a paper lies under or renews must exist`() throws {
        var story = try Story.buleleng()
        story.others = ["2017-0004"]
        let act = Act.propose("35.72", at: "2018-10")
        #expect(story.when(act.with("under", ["2017-0004"])).word == "accepted")
        #expect(
            story.when(act.with("renews", ["2017-0004", "2017-0005"])).rejection?.reason
                == .unknownAgreement("2017-0005")
        )
    }

    @Test func `nothing is decided about an agreement that has not begun`() throws {
        let command = Command(
            agreement: "2018-0007",
            intent: .verb("discuss"),
            moment: try .init("2018-11-07", in: .utc),
            source: nil,
            fields: ["scope": ["a"]],
            position: 3,
            now: .latest
        )
        let decider = Decider(try Shipped.buleleng()) { _ in false }
        #expect(throws: Rejection(.unknownAgreement("2018-0007"))) {
            try decider.decide(command, History())
        }
    }
}
