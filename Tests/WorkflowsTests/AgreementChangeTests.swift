import Calendars
import Entries
import TestSupport
import Testing

@testable import Workflows

/// What two states of an agreement differ in.
@Suite struct AgreementChangeTests {
    private func point(_ position: Int64) throws -> Agreement.Point {
        let instant = try #require(Timestamp(rfc3339: "2018-11-07T02:00:00.000Z"))
        return Agreement.Point(
            moment: Moment(instant: instant, offsetMinutes: 480),
            effective: instant,
            position: position,
            recorded: instant
        )
    }

    private func agreement() throws -> Agreement {
        Agreement(
            id: "2018-0001",
            title: "Contoh",
            workflow: WorkflowVersion(name: "w", version: 1),
            parties: [.init(code: "99.01", name: "A"), .init(code: "99.02", name: "B")],
            stage: "One",
            since: try point(1)
        )
    }

    private func wait(_ position: Int64, promised: String? = nil) throws -> Agreement.Wait {
        let zone = Zone(name: "", abbreviation: "", offsetMinutes: 480)
        return Agreement.Wait(
            office: "99.02",
            purpose: "jawaban",
            since: try point(position),
            source: nil,
            promised: try promised.map { try Moment($0, in: zone) },
            limits: []
        )
    }

    @Test func `the same state twice, or none twice, differs in nothing`() throws {
        let one = try agreement()
        #expect(AgreementChange.between(one, one).isEmpty)
        #expect(AgreementChange.between(nil, nil).isEmpty)
    }

    @Test
    func
        `a new agreement tells its beginning and what came since, one that is not there that it is gone`()
        throws
    {
        var new = try agreement()
        new.waits = [try wait(2)]
        new.fields = ["scope": ["a"]]
        #expect(
            AgreementChange.between(nil, new) == [
                .begun(new), .waitBegan(new.waits[0]), .field("scope", from: nil, to: ["a"]),
            ]
        )
        #expect(AgreementChange.between(new, nil) == [.gone])
    }

    @Test func `a wait that was answered and asked again is one that ended and one that began`()
        throws
    {
        var old = try agreement()
        var new = old
        old.waits = [try wait(2)]
        new.waits = [try wait(5)]
        #expect(
            AgreementChange.between(old, new)
                == [.waitBegan(new.waits[0]), .waitEnded(old.waits[0])]
        )
        new.waits = [try wait(2, promised: "2018-11-30")]
        #expect(
            AgreementChange.between(old, new)
                == [.waitChanged(from: old.waits[0], to: new.waits[0])]
        )
    }

    @Test func `stage, ending, signatures, papers, hold, title and fields each have their line`()
        throws
    {
        let old = try agreement()
        var new = old
        new.stage = "Two"
        new.since = try point(3)
        new.title = "Lain"
        new.fields = ["scope": ["b"]]
        let signature = Agreement.Signature(
            party: "99.02",
            at: try point(4),
            number: "1",
            place: nil,
            capacity: nil,
            draft: nil
        )
        new.signatures = [signature]
        let document = Agreement.Document(name: "a.pdf", size: 1, sha256: "00", position: 5)
        new.documents = [document]
        let hold = Agreement.Hold(at: try point(6), until: "2018-12", reason: "x")
        new.held = hold
        let closing = Agreement.Closing(
            event: "Ended",
            label: Bilingual(id: "Berakhir", en: "Ended"),
            at: try point(7)
        )
        new.closed = closing
        #expect(
            AgreementChange.between(old, new) == [
                .stage(from: "One", to: "Two", at: new.since), .closed(closing),
                .signed(signature), .documentAdded(document), .held(hold),
                .field("scope", from: nil, to: ["b"]),
                .field("title", from: "Contoh", to: "Lain"),
            ]
        )
        // The other way round everything is undone.
        #expect(
            AgreementChange.between(new, old) == [
                .stage(from: "Two", to: "One", at: old.since), .reopened(closing),
                .signatureLost(signature), .documentRemoved(document), .holdEnded(hold),
                .field("scope", from: ["b"], to: nil),
                .field("title", from: "Lain", to: "Contoh"),
            ]
        )
    }

    @Test func `a signature that a later draft voided is lost`() throws {
        var old = try agreement()
        old.signatures = [
            Agreement.Signature(
                party: "99.02",
                at: try point(4),
                number: nil,
                place: nil,
                capacity: nil,
                draft: nil
            )
        ]
        var new = old
        new.signatures[0].voidedBy = 9
        #expect(AgreementChange.between(old, new) == [.signatureLost(old.signatures[0])])
    }
}
