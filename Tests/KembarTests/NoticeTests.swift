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

    @Test func `what the system says of a mirror is said in Indonesian, where it adds something`() {
        let failed = id(
            "mirror-behind",
            ["path": "/mnt/x", "reason": "io", "behind": 3, "cause": "Input/output error"]
        )
        #expect(failed.contains("disknya bermasalah (disknya gagal membaca atau menulis). "))
        let missing = id(
            "mirror-behind",
            [
                "path": "/mnt/x", "reason": "missing", "behind": 3,
                "cause": "No such file or directory",
            ]
        )
        #expect(missing.contains("atau buat folder itu. Pencatatan"), "\(missing)")
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

    @Test func `a date of the law that is silenced is told with what can be done about it`() {
        var params: [String: JSONValue] = [
            "label": ["id": "Batas pemberitahuan perpanjangan", "en": "Notice of renewal"],
            "date": "2026-06-10", "source": "Permendagri 25/2020 Ps 33", "mark": "legal",
            "silence": "postponed", "agreement": "2021-0001", "next": "2026-06-12",
            "latest": "2026-06-09", "position": 9,
        ]
        let start =
            "Batas pemberitahuan perpanjangan (Permendagri 25/2020 Ps 33, dasar hukum), Rabu, 10 Juni 2026, akan lewat selama tidak ada yang diingatkan; pengingat berikutnya paling awal Jumat, 12 Juni 2026."
        let earlier = " Tanggal yang lebih awal, paling lambat Selasa, 9 Juni 2026: "
        #expect(
            id("legal-date-silenced", params)
                == start + earlier
                + "kembar remind later 2021-0001 --until 2026-06-09 --note CATATAN"
        )
        params["position"] = nil
        #expect(id("legal-date-silenced", params) == start + earlier + "--until 2026-06-09")
        // On the day itself it is too late for an earlier one.
        params["latest"] = nil
        #expect(id("legal-date-silenced", params) == start)
        params["position"] = 9
        #expect(
            id("legal-date-silenced", params)
                == start + " Membatalkannya: kembar correct 2021-0001 9 --void --reason ALASAN"
        )
    }

    @Test func `a limit that is over is told with the command for what follows`() {
        var params: [String: JSONValue] = [
            "label": ["id": "Persetujuan DPRD", "en": "DPRD approval"], "date": "2026-03-26",
            "source": "Permendagri 25/2020 Ps 17(2)-(4)", "mark": "legal",
            "agreement": "2026-0001",
            "office": ["code": "99.01/DPRD", "name": "DPRD Contoh"], "event": "DeemedApproved",
            "fields": ["office=99.01/DPRD", "citing=Permendagri 25/2020 Ps 17(2)-(4)"],
        ]
        func en() -> String {
            Language.en.say(NoticeText(Notice(code: "limit-passed", params: params)).sentence)
        }
        let command =
            "kembar record 2026-0001 DeemedApproved office=99.01/DPRD 'citing=Permendagri 25/2020 Ps 17(2)-(4)'"
        #expect(
            id("limit-passed", params)
                == "Batas waktu Persetujuan DPRD (Permendagri 25/2020 Ps 17(2)-(4), batas hukum) bagi DPRD Contoh (99.01/DPRD) sudah lewat; hari terakhirnya Kamis, 26 Maret 2026. Dapat dicatat: \(command)"
        )
        let start =
            "The limit DPRD approval (Permendagri 25/2020 Ps 17(2)-(4), legal limit) for DPRD Contoh (99.01/DPRD) is over; its last day was Thursday, 26 March 2026."
        #expect(en() == start + " It can be recorded: \(command)")
        // A workflow may know no event for it.
        params["event"] = nil
        #expect(en() == start)
    }

    @Test func `a hold past the limit of an office can be resumed or shortened`() {
        var params: [String: JSONValue] = [
            "label": ["id": "Persetujuan DPRD", "en": "DPRD approval"],
            "date": "2027-04-20", "source": "Permendagri 25/2020 Ps 17(2)-(4)", "mark": "legal",
            "silence": "held", "agreement": "2027-0001", "latest": "2027-04-19", "position": 9,
            "office": ["code": "99.01/DPRD", "name": "DPRD Contoh"],
        ]
        func en() -> String {
            let notice = Notice(code: "legal-date-silenced", params: params)
            return Language.en.say(NoticeText(notice).sentence)
        }
        let start =
            "The limit DPRD approval (Permendagri 25/2020 Ps 17(2)-(4), legal limit) for DPRD Contoh (99.01/DPRD), Tuesday, 20 April 2027, passes while nobody is reminded; "
        let remedies =
            " To resume it before then: kembar resume 2027-0001. An earlier date, at the latest Monday, 19 April 2027: kembar correct 2027-0001 9 until=2027-04-19 --reason REASON"
        #expect(en() == start + "the hold has no end." + remedies)
        params["next"] = "2027-06-02"
        #expect(
            en() == start + "the next reminder comes on Wednesday, 2 June 2027 at the earliest."
                + remedies
        )
    }

    @Test func `an office awaited for two things is named once`() {
        let words = id("awaited", ["offices": ["Kota Blitar", "Kota Blitar"]])
        #expect(words.hasPrefix("Menunggu Kota Blitar: "))
    }
}
