import Calendars
import Entries
import TestSupport
import Testing
import Workflows

/// Nothing of the shipped workflow is in the code: quite another one runs through it to its end.
@Suite struct OtherWorkflowTests {
    private func requested() throws -> Story {
        try Story(try Shipped.synthetic(), workflow: "permintaan-data")
            .given(.propose("univ-contoh", at: "2026-01-05").with("years", 10))
    }

    @Test func `the example of a data request runs from its beginning to its end`() throws {
        let accepted = try requested().given(
            .record(
                "RequestAccepted",
                at: "2026-01-12",
                ["office": "univ-contoh", "for": "data curah hujan", "promised": "2026-02-13"]
            )
        )
        #expect(accepted.agreement?.stage == "InPreparation")
        #expect(accepted.awaited == ["univ-contoh: data curah hujan"])
        #expect(accepted.agreement?.fields["years"] == 10)
        let delivered = try accepted.given(
            .record("DataDelivered", at: "2026-02-16", ["office": "univ-contoh"])
        )
        #expect(delivered.agreement?.stage == "Delivered")
        #expect(delivered.agreement?.closed?.event == "DataDelivered")
        #expect(delivered.awaited.isEmpty)
        #expect(delivered.agreement?.workflow.description == "permintaan-data@1")
        #expect(
            delivered.when(
                .record("RequestAccepted", at: "2026-02-17", ["office": "univ-contoh", "for": "a"])
            ).word == "closed"
        )
    }

    @Test func `its other end is a refusal`() throws {
        let refused = try requested().given(
            .decline("univ-contoh", because: "tidak tersedia", at: "2026-01-12")
        )
        #expect(refused.agreement?.closed?.event == "RequestRefused")
        #expect(refused.agreement?.stage == "Requested")
    }

    @Test func `its own rules refuse what is out of order`() throws {
        let story = try requested()
        #expect(
            story.when(.record("DataDelivered", at: "2026-01-12", ["office": "univ-contoh"])).word
                == "notFromHere"
        )
        let accepted = try story.given(
            .record("RequestAccepted", at: "2026-01-12", ["office": "univ-contoh", "for": "data"])
        )
        #expect(
            accepted.when(.record("DataDelivered", at: "2026-01-13", ["office": "99.71"])).word
                == "notAwaited"
        )
        #expect(story.when(.sign(at: "2026-01-12")).word == "unknownEvent")
        #expect(story.when(.draft(at: "2026-01-12")).word == "unknownEvent")
    }

    /// Requirements that the shipped workflow does not use.
    private static let strict = """
        workflow: ketat
        label: {id: Ketat, en: Strict}
        stages:
          - {name: Open, label: {id: Buka, en: Open}, ladder: tahap}
          - {name: Done, label: {id: Selesai, en: Done}}
        events:
          - name: Begun
            verb: propose
            label: {id: Mulai, en: Begun}
            from: []
            fields:
              - {name: title, form: text, required: true, label: {id: Judul, en: Title}}
              - {name: parties, form: offices, required: true, label: {id: Pihak, en: Parties}}
            brings: {begins: true, enters: Open}
            source: {text: Contoh, mark: unverified}
          - name: Drafted
            verb: draft
            label: {id: Naskah, en: Drafted}
            from: [Open]
            fields: [{name: document, form: document, label: {id: Dokumen, en: Document}}]
            brings: {attaches: draft}
            source: {text: Contoh, mark: unverified}
          - name: Initialled
            verb: sign
            label: {id: Diparaf, en: Initialled}
            from: [Open]
            fields:
              - {name: party, form: party, required: true, label: {id: Pihak, en: Party}}
              - {name: draft, form: version, of: Drafted, label: {id: Naskah, en: Draft}}
            brings: {requires: [draft], signs: party}
            source: {text: Contoh, mark: unverified}
          - name: Finished
            verb: terminate
            label: {id: Selesai, en: Finished}
            from: [Open]
            brings: {requires: [every-signature, nobody-else-awaited], enters: Done, closes: true}
            source: {text: Contoh, mark: unverified}
        """

    @Test func `a draft and every signature can be required, and are named when they are missing`()
        throws
    {
        let story = try Story(try circumstances(with: Self.strict), workflow: "ketat")
            .given(.propose("35.72", at: "2026-01-05"))
        let early = story.when(.sign("35.72", at: "2026-01-06"))
        #expect(early.rejection?.reason == .draftMissing)
        #expect(early.rejection?.rule?.source.mark == .unverified)
        let one = try story.given(.draft(at: "2026-01-06"), .sign("35.72", at: "2026-01-07"))
        #expect(
            one.when(Act(.verb("terminate"), at: "2026-01-08")).rejection?.reason
                == .signaturesMissing(["51.08"])
        )
        // No event completes these signatures; the last one just stands.
        let both = try one.given(.sign("51.08", at: "2026-01-08"))
        #expect(both.agreement?.closed == nil)
        #expect(both.agreement?.signatures.map(\.draft) == [1, 1])
        let done = try both.given(Act(.verb("terminate"), at: "2026-01-09"))
        #expect(done.agreement?.stage == "Done")
    }

    @Test func `a draft may come without entering a stage, and is a version all the same`() throws {
        let story = try Story(try circumstances(with: Self.strict), workflow: "ketat").given(
            .propose("35.72", at: "2026-01-05"),
            .draft(at: "2026-01-06"),
            .draft(at: "2026-01-07"),
            .sign("35.72", at: "2026-01-08").with("draft", 1),
            .sign("51.08", at: "2026-01-09")
        )
        #expect(story.agreement?.signatures.map(\.draft) == [1, 2])
        #expect(story.agreement?.versions["Drafted"] == [1, 2])
        #expect(story.agreement?.since.moment.text == "2026-01-05")
    }
}
