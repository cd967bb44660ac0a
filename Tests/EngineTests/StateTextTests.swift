import Calendars
import Entries
import Foundation
import Testing

@testable import Projections
@testable import Workflows

/// The state is written member by member, and read by the decoder.
@Suite struct StateTextTests {
    private func point(_ position: Int64) throws -> Agreement.Point {
        let moment = try Moment("2018-11", in: Zone(name: "", abbreviation: "", offsetMinutes: 480))
        return Agreement.Point(
            moment: moment,
            effective: moment.start.adding(milliseconds: position),
            position: position,
            recorded: moment.end
        )
    }

    private func least() throws -> Agreement {
        Agreement(
            id: "2018-0001",
            title: "",
            workflow: WorkflowVersion(name: "kerja-sama-daerah", version: 1),
            parties: [],
            stage: "VisitProposed",
            since: try point(1)
        )
    }

    /// Every member that there can be, each with a value.
    private func full() throws -> Agreement {
        var agreement = try least()
        agreement.title = "Kerja sama \"riset\" \\ / 7\nCafé 😀\u{7F}"
        agreement.parties = [.init(code: "51.08", name: "Kabupaten Contoh")]
        agreement.waits = [
            .init(
                office: "35.72",
                purpose: "paraf",
                since: try point(3),
                source: "surat",
                promised: try point(4).moment,
                promisedBy: try point(4),
                promiseCount: 2,
                limits: ["a", "b"]
            ),
            .init(office: "35.73", since: try point(5), limits: []),
        ]
        agreement.free = try point(6)
        agreement.signatures = [
            .init(
                party: "51.08",
                at: try point(7),
                number: "7/2018",
                place: "Singaraja",
                capacity: "Bupati",
                draft: 4,
                voidedBy: 9
            )
        ]
        agreement.documents = [
            .init(name: "naskah.pdf", size: 7, sha256: "00", position: 4, version: "naskah 1")
        ]
        agreement.draft = 4
        agreement.versions = ["PKSDrafted": [4, 5], "Awaited": []]
        agreement.fields = ["scope": ["a", ["b": .null]], "Z": 1, "a": true]
        agreement.closed = .init(
            event: "Withdrawn",
            label: Bilingual(id: "Ditarik", en: "Withdrawn"),
            at: try point(10),
            party: "51.08",
            reason: "contoh"
        )
        agreement.term = .init(
            from: "2018",
            until: "2019",
            at: try point(14),
            ended: try point(11),
            isExpired: true
        )
        agreement.postponements = [.init(at: try point(15), until: "2018-12-03", note: "dilihat")]
        agreement.held = .init(
            at: try point(12),
            until: "2018-12",
            reason: "x",
            ended: try point(13)
        )
        agreement.pastHolds = [.init(at: try point(2))]
        return agreement
    }

    @Test func `what is written is what the encoder writes, and is read back`() throws {
        let encoder = JSONEncoder()
        for agreement in [try least(), try full()] {
            let text = StateText.encode(agreement)
            #expect(try StateText.decode(text) == agreement)
            let decoder = JSONDecoder()
            let written = try decoder.decode(JSONValue.self, from: Data(text.utf8))
            let encoded = try decoder.decode(
                JSONValue.self,
                from: try encoder.encode(agreement)
            )
            #expect(written == encoded)
            #expect(text == written.canonicalText)
        }
    }

    @Test func `every member there is has a value here`() throws {
        func check(_ value: Any, _ path: String) {
            for child in Mirror(reflecting: value).children {
                let name = "\(path).\(child.label ?? "")"
                let mirror = Mirror(reflecting: child.value)
                if mirror.displayStyle == .optional {
                    #expect(!mirror.children.isEmpty, "\(name)")
                }
            }
        }
        let agreement = try full()
        check(agreement, "agreement")
        check(try #require(agreement.waits.first), "wait")
        check(try #require(agreement.signatures.first), "signature")
        check(try #require(agreement.documents.first), "document")
        check(try #require(agreement.closed), "closed")
        check(try #require(agreement.term), "term")
        check(try #require(agreement.held), "held")
    }
}
