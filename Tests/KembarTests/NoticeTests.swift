import Entries
import Language
import Testing
import Wire

@testable import kembar

@Suite struct NoticeTests {
    private static let blitar: JSONValue = ["code": "35.72", "name": "Kota Blitar"]
    private static let kabupaten: JSONValue = ["code": "35.05", "name": "Kabupaten Blitar"]

    private func id(_ code: String, _ params: [String: JSONValue]) -> String {
        Language.id.say(NoticeText(Notice(code: code, params: params)).sentence)
    }

    @Test func `a name that another office has is answered with that office and the correction`() {
        let words = id(
            "party-named-otherwise",
            [
                "office": Self.kabupaten, "typed": "Kota Blitar", "nearest": Self.blitar,
                "agreement": "2018-0001", "position": 8, "parties": ["51.08", "35.72"],
            ]
        )
        #expect(words.hasPrefix("Kabupaten Blitar (35.05) yang dicatat; nama “Kota Blitar” tidak"))
        #expect(words.contains("Bila yang dimaksud Kota Blitar (35.72)"))
        #expect(
            words.contains(
                #"kembar correct 2018-0001 8 'parties:=["51.08","35.72"]' --reason ALASAN"#
            )
        )
    }

    @Test func `an office of no list goes by the name that it was given`() {
        let params: [String: JSONValue] = [
            "office": "univ-contoh", "name": "Universitas Contoh",
        ]
        #expect(
            id("office-unknown", params).hasPrefix("Kantor Universitas Contoh (univ-contoh) belum")
        )
    }

    @Test func `signatures that fell are named, each office once`() {
        let params: [String: JSONValue] = [
            "offices": [Self.blitar, Self.blitar, Self.kabupaten], "positions": [7, 8, 9],
        ]
        #expect(
            id("signatures-voided", params).hasPrefix(
                "Dengan ini gugur tanda tangan Kota Blitar (35.72) dan Kabupaten Blitar (35.05)."
            )
        )
    }

    @Test func `a promise before the wait is told with both days`() {
        let words = id("promise-before-wait", ["promised": "2017-12", "since": "2018-11-07"])
        #expect(words.contains("Desember 2017, sebelum mulai ditunggu (Rabu, 7 November 2018)"))
    }

    @Test func `an office awaited for two things is named once`() {
        let words = id("awaited", ["offices": ["Kota Blitar", "Kota Blitar"]])
        #expect(words.hasPrefix("Menunggu Kota Blitar: "))
    }
}
