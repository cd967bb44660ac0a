import Testing

@testable import Language

@Suite struct PhraseTests {
    @Test(arguments: [
        (0, "0 naskah", "0 agreements"), (1, "1 naskah", "1 agreement"),
        (2, "2 naskah", "2 agreements"), (1000, "1.000 naskah", "1,000 agreements"),
    ])
    func `a single thing has its own form in English only`(count: Int, id: String, en: String) {
        let phrase = Phrase.count(count, "naskah", "agreement", "agreements")
        #expect(phrase == Phrase(id, en))
    }

    @Test func `phrases are listed in each language`() {
        let phrases = [Phrase("a"), Phrase("dua", "two"), Phrase("c")]
        #expect(Phrase.list(phrases) == Phrase("a, dua, dan c", "a, two, and c"))
        #expect(Phrase.list([]) == Phrase(""))
    }

    @Test func `a phrase said twice is kept once, in its first place`() {
        let phrases = [Phrase("b"), Phrase("a"), Phrase("b"), Phrase("a", "b")]
        #expect(Phrase.distinct(phrases) == [Phrase("b"), Phrase("a"), Phrase("a", "b")])
    }

    @Test(arguments: [
        ("Kebijakan kantor", "office-policy", "kebijakan kantor", " (office policy)"),
        ("Office policy", "office-policy", "kebijakan kantor", " (office policy)"),
        (
            "Kebijakan kantor: surat", "office-policy",
            "Kebijakan kantor: surat (kebijakan kantor)",
            " (Kebijakan kantor: surat, office policy)"
        ),
        (
            "PP 28/2018 Ps 9", "legal", "PP 28/2018 Ps 9 (dasar hukum)",
            " (PP 28/2018 Ps 9, legal basis)"
        ),
    ])
    func `a source that says no more than its mark is left out`(
        source: String,
        mark: String,
        id: String,
        en: String
    ) {
        #expect(Phrase.source(source, mark: .mark(mark)).id == id)
        #expect(Phrase.sourceInBrackets(source, mark: .mark(mark)).en == en)
    }

    @Test func `the hour of an instant follows the zone it is shifted to`() throws {
        let time = try #require(SpokenTime("2018-11-22T00:00:00.000Z"))
        #expect(
            Language.id.shortInstant(time.shifted(toOffsetMinutes: 480)) == "22 Nov 2018 08.00 WITA"
        )
        #expect(Language.en.shortInstant("2018-11") == "Nov 2018")
    }
}
