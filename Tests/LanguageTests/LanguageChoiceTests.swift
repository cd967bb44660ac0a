import Language
import Testing

@Suite struct LanguageChoiceTests {
    @Test(arguments: [
        ([:], Language.id),
        (["LANG": "en_US.UTF-8"], .en),
        (["LANG": "EN"], .en),
        (["LANG": "id_ID.UTF-8"], .id),
        (["LANG": "C"], .id),
        (["LANG": "POSIX"], .id),
        (["LANG": "fr_FR"], .id),
        (["LC_ALL": "en_GB", "LANG": "id_ID"], .en),
        (["LC_ALL": "id_ID", "LC_MESSAGES": "en_GB", "LANG": "en_GB"], .id),
        (["LC_ALL": "", "LC_MESSAGES": "en_GB", "LANG": "id_ID"], .en),
        (["LC_ALL": "C", "LANG": "en_US"], .id),
        (["LANGUAGE": "en", "LC_ALL": "id_ID"], .en),
        (["LANGUAGE": "id:en", "LANG": "en_US"], .id),
        (["LANGUAGE": "fr:jv:en_GB:id", "LANG": "id_ID"], .en),
        (["LANGUAGE": "fr", "LANG": "en_US"], .en),
        (["LANGUAGE": "", "LANG": "en_US"], .en),
        (["LANGUAGE": "en", "LC_ALL": "C"], .id),
        (["LANGUAGE": "en"], .id),
        (["LANGUAGE": "en", "LANG": "C.UTF-8"], .en),
    ])
    func `without an option the first locale variable that says something decides`(
        environment: [String: String],
        language: Language
    ) {
        #expect(Language(option: nil, environment: environment) == language)
    }

    @Test func `the option counts before every variable`() {
        #expect(Language(option: .id, environment: ["LC_ALL": "en_US"]) == .id)
        #expect(Language(option: .en, environment: ["LC_ALL": "id_ID"]) == .en)
    }

    @Test func `a phrase says its own words in each language`() {
        let phrase = Phrase("menunggu ", "waiting for ") + Phrase("Kota Blitar")
        #expect(Language.id.say(phrase) == "menunggu Kota Blitar")
        #expect(Language.en.say(phrase.capitalized) == "Waiting for Kota Blitar")
    }
}
