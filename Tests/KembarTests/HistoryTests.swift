import Entries
import Language
import Testing
import Wire

@testable import kembar

@Suite struct HistoryTests {
    private let id = Page(language: .id, width: 130)
    private let en = Page(language: .en, width: 130)

    private func entry(
        _ position: Int64,
        _ type: String,
        _ data: JSONValue,
        actor: String = "system"
    ) -> HistoryEntry {
        HistoryEntry(
            position: position,
            type: type,
            label: Label(id: type, en: type),
            time: "2018-11-22",
            recorded: "2018-11-22T08:00:00.000+08:00",
            actor: actor,
            source: nil,
            data: data,
            stage: nil,
            correctedBy: [],
            voidedBy: nil,
            late: false,
            redacted: false
        )
    }

    /// The lines of one entry behind those that name it.
    private func lines(
        _ type: String,
        _ data: JSONValue,
        _ page: Page,
        _ fields: [String: FieldAnswer]? = nil
    ) -> [String] {
        var history = Samples.history
        var entry = entry(21, type, data)
        entry.fields = fields
        history.entries.append(entry)
        let text = HistoryScreen(history).screen(page).text(page)
        let block = text.split(separator: "\n\n").last ?? ""
        return block.split(separator: "\n").dropFirst(2).map { String($0.drop { $0 == " " }) }
    }

    @Test func `history shows event name beside label, late recording, corrections and voids`() {
        #expect(
            HistoryScreen(Samples.history).screen(id).text(id) == """
                2018-0001  Kota Kembar

                9  Oktober 2018  VisitProposed (Kunjungan Diusulkan)
                    dicatat oleh a-0007; dicatat kemudian, Kamis, 8 November 2018 pukul 09.15 WITA; sumber: laporan BKPSDM
                    diralat oleh entri 14
                    judul: Kota Kembar
                    para pihak: Buleleng (51.08)

                12  Rabu, 7 November 2018  ReadinessAwaited (Menunggu Kesiapan)
                    dicatat oleh sistem
                    dibatalkan oleh entri 15
                    kantor: 35.72
                    dijanjikan: Desember 2018
                """
        )
    }

    @Test func `a limit whose end an adoption moved goes by its label, and else by its key`() {
        var history = Samples.history
        let move: JSONValue = [
            "kind": "limit", "limit": "persetujuan-dprd", "before": "2019-01-14",
            "after": "2019-01-15",
        ]
        history.entries.append(
            entry(21, "CalendarAdopted", ["name": "id", "version": 2, "moves": [move]])
        )
        let dates = ": Senin, 14 Januari 2019 -> Selasa, 15 Januari 2019"
        #expect(
            HistoryScreen(history).screen(id).text(id)
                .contains("- batas waktu persetujuan-dprd\(dates)")
        )
        history.limits = ["persetujuan-dprd": Label(id: "Persetujuan DPRD", en: "DPRD approval")]
        #expect(
            HistoryScreen(history).screen(id).text(id)
                .contains("- batas waktu Persetujuan DPRD\(dates)")
        )
    }

    @Test func `several corrections of one entry are named in one line`() {
        var history = Samples.history
        history.entries[0].correctedBy = [14, 16]
        #expect(
            HistoryScreen(history).screen(en).text(en).contains("corrected by entries 14, 16\n")
        )
    }

    @Test func `a reminder is a sentence with the hour of the own office`() {
        let data: JSONValue = [
            "day": "2018-11-22", "due": "2018-11-22T00:00:00.000Z", "occurrence": 1,
            "office": "51.08", "opener": 12, "role": "petugas", "rule": "menunggu", "rung": 1,
            "workingDays": 10,
        ]
        #expect(
            lines("ReminderIssued", data, id) == [
                "Pengingat pertama kepada petugas tentang Buleleng, jatuh tempo 22 Nov 2018 08.00 WITA, 10 hari kerja"
            ]
        )
    }

    @Test func `a repeated, estimated reminder about a stage says all of that`() {
        let data: JSONValue = [
            "day": "2030-01-10", "due": "2030-01-10T00:00:00.000Z", "estimated": true,
            "occurrence": 2, "opener": 8, "role": "kabag", "rule": "tahap", "rung": 3,
            "workingDays": 60, "yearsWithoutData": [2030],
        ]
        #expect(
            lines("ReminderIssued", data, en) == [
                "Third reminder (repeat 1) to kabag about the stage since entry 8, due 10 Jan 2030 08:00 WITA, 60 working days [estimated];",
                "holidays for 2030 not all known",
            ]
        )
    }

    @Test func `a correction names the entries, what is right, and why`() {
        let data: JSONValue = [
            "corrections": [
                ["position": 9, "set": ["place": "Blitar", "title": "Kota Kembar"]],
                ["position": 12, "void": true],
            ],
            "reason": "salah baca",
        ]
        #expect(
            lines("Corrected", data, id) == [
                "yang benar untuk entri 9:", "- judul: Kota Kembar", "- tempat: Blitar",
                "entri 12 dibatalkan", "alasan: salah baca",
            ]
        )
        #expect(lines("Corrected", data, en).contains("entry 12 is void"))
    }

    @Test func `a correction says the right time, and the corrected entry what stood there`() {
        let data: JSONValue = [
            "corrections": [
                ["position": 9, "time": "2018-10-01T00:00:00.000+08:00", "timeprecision": "month"]
            ]
        ]
        #expect(
            lines("Corrected", data, id) == ["yang benar untuk entri 9:", "- waktu: Oktober 2018"]
        )
        var history = Samples.history
        history.offices = ["99.01/DPRD": "DPRD Contoh"]
        history.entries[0].original = OriginalEntry(
            time: "2018-11",
            data: ["title": "Kota Kembr", "office": "99.01/DPRD", "place": .null]
        )
        let text = HistoryScreen(history).screen(id).text(id)
        for words in [
            "semula: November 2018", #"semula: judul "Kota Kembr""#,
            #"semula: kantor "DPRD Contoh (99.01/DPRD)""#, "semula: tempat tidak diisi",
        ] {
            #expect(text.contains(words), "\(words) in\n\(text)")
        }
    }

    @Test func `an adoption of which nothing is listed is not said to have moved a deadline`() {
        let days: JSONValue = ["name": "main", "version": 4, "moves": [], "movesLeftOut": 9]
        #expect(
            lines("PolicyAdopted", days, en).first == "main@4 moved deadlines of this agreement"
        )
        let recipients: JSONValue = [
            "name": "main", "version": 4, "moves": [], "movesLeftOut": 9, "recipientsLeftOut": 9,
        ]
        let said = lines("PolicyAdopted", recipients, id)
        #expect(said.first == "main@4 mengubah tenggat atau penerima pengingat naskah ini")
        #expect(said.last?.hasPrefix("- entri ini tidak memuat semua tenggat dan penerima") == true)
    }

    @Test func `recipients in an adoption are called what its entry calls them`() {
        let data: JSONValue = [
            "name": "main", "version": 2,
            "roleLabels": ["kabag": ["id": "Kepala Bagian", "en": "Head of section"]],
            "moves": [
                [
                    "agreement": "2018-0001", "kind": "reminder", "opener": 8, "rung": 2,
                    "occurrence": 1, "before": "2018-11-22", "after": "2018-11-22",
                    "rolesBefore": ["petugas", "kabag"], "rolesAfter": ["petugas"],
                ]
            ],
        ]
        let said = lines("PolicyAdopted", data, en).last ?? ""
        #expect(said.hasSuffix("recipients change: petugas and Head of section -> petugas"))
    }

    @Test func `a corrected source is said, and what was taken away is no redaction`() {
        let data: JSONValue = ["corrections": [["position": 9, "set": ["source": "surat 415/7"]]]]
        #expect(
            lines("Corrected", data, id) == ["yang benar untuk entri 9:", "- sumber: surat 415/7"]
        )
        let taken: JSONValue = ["corrections": [["position": 9, "set": ["source": .null]]]]
        #expect(lines("Corrected", taken, en) == ["right for entry 9:", "- source: taken away"])
        let redacted: JSONValue = ["corrections": [["position": 9]]]
        #expect(
            lines("Corrected", redacted, id) == ["ralat entri 9: data pribadinya dihapus"]
        )
    }

    @Test func `for whom it was recorded stands beside who recorded it`() {
        var history = Samples.history
        history.entries[0].onBehalfOf = "Bagian Hukum"
        let text = HistoryScreen(history).screen(id).text(id)
        #expect(text.contains("dicatat oleh a-0007 atas nama Bagian Hukum; dicatat kemudian"))
    }

    @Test func `a step that ends the force of signatures says whose`() {
        var history = Samples.history
        history.offices = ["35.72": "Kota Blitar"]
        history.entries[0].voidsSignatures = ["35.72", "51.08"]
        let text = HistoryScreen(history).screen(id).text(id)
        #expect(
            text.contains(
                "tanda tangan yang gugur karenanya: Kota Blitar (35.72) dan Buleleng (51.08)"
            )
        )
    }

    @Test func `a correction of several fields is named once, a role by its label`() {
        var history = Samples.history
        history.entries[0].correctedBy = [14, 16, 16]
        history.roles = ["kabag": Label(id: "Kepala Bagian", en: "Head of section")]
        history.entries.append(entry(21, "ReminderIssued", ["role": "kabag", "rung": 1]))
        let text = HistoryScreen(history).screen(en).text(en)
        #expect(text.contains("corrected by entries 14, 16\n"))
        #expect(text.contains("First reminder to Head of section"))
    }

    @Test(arguments: [
        ("2018-11-07T09:00", "Rabu, 7 November 2018 pukul 09.00"),
        ("2018-11-07 09:00:30", "Rabu, 7 November 2018 pukul 09.00"),
        ("2018-11-07T09:00+08:00", "Rabu, 7 November 2018 pukul 09.00 WITA"),
        ("2018-11", "November 2018"),
    ])
    func `a past with an hour is said in words`(typed: String, words: String) {
        let past = PastWords(knownAt: typed)
        let text = HistoryScreen(Samples.history, past: past).screen(id).text(id)
        #expect(text.hasPrefix("Menurut yang tercatat sampai \(words)\n"))
    }

    @Test func `title and parties come first, the workflow last, the source only once`() {
        let data: JSONValue = [
            "kind": "KSDD", "parties": [["code": "51.08", "name": "Buleleng"]], "source": "surat",
            "title": "Riset", "workflow": ["name": "kerja-sama-daerah", "version": 1],
            "under": [], "numbers": ["51.08": "12/KB"],
        ]
        #expect(
            lines("VisitProposed", data, id) == [
                "judul: Riset", "para pihak: Buleleng (51.08)", "jenis: KSDD",
                "nomor: Buleleng (51.08): 12/KB", "alur kerja kerja-sama-daerah versi 1",
            ]
        )
    }

    @Test func `an office has its name beside its code where the history knows it`() {
        #expect(
            lines("ReadinessGiven", ["office": "51.08"], en) == ["office: Buleleng (51.08)"]
        )
        #expect(lines("PartySigned", ["party": "univ"], en) == ["party: univ"])
    }

    @Test func `the workflow's own labels and forms come before those of the program`() {
        let fields = [
            "from": FieldAnswer(label: Label(id: "Dari", en: "From"), form: "office"),
            "date": FieldAnswer(label: Label(id: "Tanggal surat", en: "Date"), form: "date"),
            "promised": FieldAnswer(label: Label(id: "Janji", en: "Promise"), form: "text"),
        ]
        let data: JSONValue = ["from": "51.08", "date": "2018-11-07", "promised": "2018-11-07"]
        #expect(
            lines("LetterSent", data, id, fields) == [
                "Tanggal surat: Rabu, 7 November 2018", "Dari: Buleleng (51.08)",
                "Janji: 2018-11-07",
            ]
        )
    }

    @Test func `an engine entry of another shape still shows what it carries`() {
        #expect(lines("ReminderIssued", ["newer": "x"], id) == ["newer: x"])
        #expect(
            lines("Corrected", ["position": 9, "void": true], id) == ["entri: 9", "dibatalkan: ya"]
        )
    }

    @Test func `a stage that another event brought is named with its label`() {
        var history = Samples.history
        history.entries[1].stage = "VisitProposed"
        let text = HistoryScreen(history).screen(id).text(id)
        #expect(text.contains("tahap sesudahnya: VisitProposed (Kunjungan Diusulkan)"))
    }
}
