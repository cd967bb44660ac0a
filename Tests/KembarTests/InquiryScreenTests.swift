import Entries
import FoundationEssentials
import Language
import Testing
import Wire

@testable import kembar

/// What an auditor reads about the times in which nobody was reminded.
@Suite struct InquiryScreenTests {
    @Test func `a silence is told by the office's own clock`() {
        // Given a stop over midnight by UTC, and a reminder of an agreement that came late
        let answer = SilencesAnswer(
            silences: [
                Silence(
                    kind: "stopped",
                    from: "2026-11-25T23:30:00.000Z",
                    until: "2026-11-26T00:15:00.000Z",
                    positions: [7, 8]
                ),
                Silence(
                    kind: "late-reminder",
                    from: "2026-11-26T00:00:00.000Z",
                    until: "2026-11-26T00:15:00.000Z",
                    positions: [9],
                    agreement: "2026-0001"
                ),
            ],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: false
        )
        // When it is read in Bali
        let text = { (language: Language) in
            let page = Page(language: language, width: 160)
            return SilencesScreen(answer: answer).screen(page).text(page)
        }
        // Then it is morning there
        #expect(
            text(.id) == """
                Kembard dihentikan: kira-kira sejak 26 Nov 2026 07.30 WITA sampai 26 Nov 2026 08.15 WITA (entri 7, 8)
                Pengingat terlambat, 2026-0001: jatuh tempo 26 Nov 2026 08.00 WITA, terbit 26 Nov 2026 08.15 WITA (entri 9)
                """
        )
        #expect(
            text(.en) == """
                Kembard was stopped: from about 26 Nov 2026 07:30 WITA until about 26 Nov 2026 08:15 WITA (entries 7, 8)
                A reminder came late, 2026-0001: due 26 Nov 2026 08:00 WITA, issued 26 Nov 2026 08:15 WITA (entry 9)
                """
        )
    }

    @Test func `a stage is shown with its label, an office with its name`() {
        func entry(_ value: JSONValue) -> WhyEntry {
            WhyEntry(
                position: 9,
                type: "ReadinessAwaited",
                label: Label(id: "Kesiapan ditunggu", en: "Readiness awaited"),
                time: "2018-11-07",
                recorded: "2018-11-08T09:00:00+08:00",
                actor: "a-0001",
                source: nil,
                value: value,
                correctedBy: [],
                voidedBy: nil
            )
        }
        func first(_ field: String, _ entry: WhyEntry, _ language: Language) -> String {
            let match = FirstMatch(
                id: "2018-0001",
                title: "Kerja sama",
                synthetic: false,
                entry: entry
            )
            let answer = FirstAnswer(matches: [match], offsetMinutes: 480, rehearsal: false)
            let page = Page(language: language, width: 110)
            return FirstScreen(answer: answer, field: field).screen(page).text(page)
        }
        func why(_ field: String, _ entry: WhyEntry) -> String {
            let answer = WhyAnswer(
                id: "2018-0001",
                title: "Kerja sama",
                field: field,
                value: entry.value,
                entries: [entry],
                offsetMinutes: 480,
                rehearsal: false,
                synthetic: false
            )
            let page = Page(language: .id, width: 110)
            return WhyScreen(answer: answer).screen(page).text(page)
        }
        var stage = entry("PKSDrafted")
        stage.stageLabel = Label(id: "Konsep PKS", en: "PKS drafted")
        #expect(why("stage", stage).contains("\nTahap: PKSDrafted (Konsep PKS)\n"))
        #expect(first("stage", stage, .en).contains("Stage: PKSDrafted (PKS drafted)"))
        var office = entry("35.72")
        office.field = FieldAnswer(label: Label(id: "Instansi", en: "Office"), form: "office")
        office.offices = ["35.72": "Kota Blitar"]
        #expect(why("office", office).contains("\nInstansi: Kota Blitar (35.72)\n"))
        #expect(first("office", office, .id).contains("Instansi: Kota Blitar (35.72)"))
        // An older daemon has no words for it.
        #expect(first("office", entry("35.72"), .id).contains("Kantor: 35.72"))
    }

    @Test func `what each party signed is told with its name, and a search says where it looked`() {
        func entry(_ party: String, _ name: String, _ capacity: JSONValue) -> WhyEntry {
            var entry = WhyEntry(
                position: 9,
                type: "PartySigned",
                label: Label(id: "Satu pihak menandatangani", en: "One party signed"),
                time: "2018-11-07",
                recorded: "2018-11-08T09:00:00+08:00",
                actor: "a-0001",
                source: nil,
                value: [party: capacity],
                correctedBy: [],
                voidedBy: nil
            )
            entry.field = FieldAnswer(label: Label(id: "Jabatan", en: "Capacity"), form: "text")
            entry.offices = [party: name]
            return entry
        }
        let answer = WhyAnswer(
            id: "2018-0001",
            title: "Kerja sama",
            field: "capacity",
            value: ["35.72": "Wali Kota", "51.08": "Bupati"],
            entries: [
                entry("51.08", "Kabupaten Buleleng", "Bupati"),
                entry("35.72", "Kota Blitar", "Wali Kota"),
            ],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: false
        )
        let page = Page(language: .id, width: 160)
        let text = WhyScreen(answer: answer).screen(page).text(page)
        #expect(
            text.contains(
                "\nJabatan: Kabupaten Buleleng (51.08): Bupati, Kota Blitar (35.72): Wali Kota\n"
            )
        )
        #expect(text.hasSuffix("Jabatan: Kota Blitar (35.72): Wali Kota"))
        func none(_ field: String, _ language: Language) -> String {
            let answer = FirstAnswer(matches: [], offsetMinutes: 480, rehearsal: false)
            let page = Page(language: language, width: 400)
            return FirstScreen(answer: answer, field: field).screen(page).text(page)
        }
        #expect(none("number", .id).contains("tanda tangan, catatan, dokumen, dan tindak lanjut"))
        #expect(none("number", .en).contains("messages and what was redacted are not searched"))
        #expect(none("stage", .en).contains("It never came true"))
    }

    @Test func `of a bundle of one agreement a search and a comparison say that it is one alone`() {
        let id = "Di sini hanya dibawa naskah 2018-0001."
        let en = "Only the agreement 2018-0001 is carried here."
        func first(_ field: String, _ carried: String?, _ language: Language) -> String {
            var answer = FirstAnswer(matches: [], offsetMinutes: 480, rehearsal: false)
            answer.carried = carried
            let page = Page(language: language, width: 400)
            return FirstScreen(answer: answer, field: field).screen(page).text(page)
        }
        for field in ["title", "stage"] {
            #expect(first(field, "2018-0001", .id).hasSuffix(id))
            #expect(first(field, "2018-0001", .en).hasSuffix(en))
            #expect(!first(field, nil, .en).contains("carried"))
        }
        func compared(same: Int, _ language: Language) -> String {
            var answer = OtherRulesAnswer(
                workflow: "w",
                agreements: [],
                same: same,
                rehearsal: false
            )
            answer.carried = "2018-0001"
            let page = Page(language: language, width: 400)
            return OtherRulesScreen(answer).screen(page).text(page)
        }
        for same in [0, 1] {
            #expect(compared(same: same, .id).hasPrefix(id))
            #expect(compared(same: same, .en).hasPrefix(en))
        }
    }

    @Test func `a field that nothing set has no value, and no list of entries`() {
        let answer = WhyAnswer(
            id: "2018-0001",
            title: "Kerja sama",
            field: "capacity",
            value: nil,
            entries: [],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: false
        )
        let page = Page(language: .en, width: 160)
        let text = WhyScreen(answer: answer).screen(page).text(page)
        #expect(text.hasSuffix("no value that counts"), "\(text)")
    }

    @Test func `other rules say what was compared, and what rests on something else`() {
        func text(_ answer: OtherRulesAnswer, _ language: Language) -> String {
            let page = Page(language: language, width: 400)
            return OtherRulesScreen(answer).screen(page).text(page)
        }
        var answer = OtherRulesAnswer(workflow: "w", agreements: [], same: 0, rehearsal: false)
        #expect(text(answer, .id).contains("Tidak ada naskah beralur w di sini"))
        #expect(text(answer, .en).contains("No agreement of w here: nothing was compared."))
        answer.same = 2
        func rule(_ workflow: String, _ mark: String) -> RuleUse {
            RuleUse(workflow: workflow, event: "Signed", source: "Ps 6", mark: mark)
        }
        answer.sources = [
            OtherRuleSource(was: rule("w@1", "legal"), would: rule("w", "unverified"))
        ]
        #expect(text(answer, .en).contains("2 agreements of w would have gone as before"))
        #expect(text(answer, .en).contains("1 rule has another source or mark in that file:"))
        #expect(text(answer, .id).contains("menurut berkas itu: aturan: w Signed; sumber: Ps 6"))
        let state = ReplayState(
            stage: "Signed",
            stageLabel: Label(id: "Ditandatangani", en: "Signed"),
            awaiting: [],
            closed: nil
        )
        var was = OtherRulesVerdict(state: state, rejection: nil)
        was.signed = ["51.08"]
        was.term = OtherRulesTerm(from: "2018-11-07", until: "2021-11-07", ended: nil)
        var would = OtherRulesVerdict(state: state, rejection: nil)
        would.signed = []
        answer.agreements = [
            OtherRulesReplay(
                id: "2018-0001",
                title: "T",
                synthetic: false,
                steps: [
                    OtherRulesStep(
                        position: 9,
                        type: "Signed",
                        label: Label(id: "Ditandatangani", en: "Signed"),
                        time: "2018-11-07",
                        was: was,
                        would: would
                    )
                ]
            )
        ]
        let english = text(answer, .en)
        #expect(english.contains("until Sunday, 7 November 2021; signatures: 51.08\n"))
        #expect(english.hasSuffix("term: none; signatures: none"))
    }

    @Test func `what a bundle of one agreement can't show stands apart from what was not found`() {
        var answer = ExceptionsAnswer(
            origin: "kembar.invalid/x",
            size: 47,
            root: "00ff",
            asOf: "2018-12-12T10:00:00.000+08:00",
            calendar: CountedBy(name: "id", label: Label(id: "x", en: "x"), version: 1),
            kinds: ["late"],
            lateDays: 5,
            holdDays: 10,
            nearDays: 5,
            findings: [
                Finding(
                    kind: "silence",
                    agreement: "2018-0001",
                    positions: [9],
                    params: ["silence": "late-reminder", "from": "2018-11-26T00:00:00.000Z"]
                )
            ],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: false
        )
        answer.notLookedFor = ["log-recovered", "silence"]
        let text = { (language: Language) in
            let page = Page(language: language, width: 160)
            return ExceptionsScreen(answer: answer).screen(page).text(page)
        }
        #expect(text(.id).contains("1. Masa tanpa pengingat (1)"), "\(text(.id))")
        #expect(!text(.id).contains("Entri bertanda tangan yang hilang: tidak ada"))
        let id = text(.id).components(separatedBy: "jadi tidak dicari:").last ?? ""
        #expect(id.contains("- Entri bertanda tangan yang hilang\n"), "\(text(.id))")
        #expect(id.contains("- Masa kembard tidak berjalan, dan jamnya\n"))
        #expect(id.contains("bahwa semuanya dibawa tidak terbukti"))
        let en = text(.en).components(separatedBy: "so not looked for:").last ?? ""
        #expect(en.contains("- Signed entries that are lost\n"), "\(text(.en))")
        #expect(en.contains("- When kembard was not running, and its clock\n"))
        // Nor is it proved that no change of the key is left out.
        #expect(id.contains("Pemberlakuan aturan dan pergantian kunci dicari"))
        #expect(en.contains("Rules and keys were looked for among the adoptions carried here"))
        answer.notLookedFor = nil
        #expect(!text(.en).contains("so not looked for"))
    }

    @Test(arguments: [true, false])
    func `what shows an invented office says so before anything else`(isInvented: Bool) {
        let page = Page(language: .id, width: 160)
        let why = WhyAnswer(
            id: "2018-0001",
            title: "Kerja sama",
            field: "capacity",
            value: nil,
            entries: [],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: isInvented
        )
        let entry = WhyEntry(
            position: 9,
            type: "ReadinessAwaited",
            label: Label(id: "Kesiapan ditunggu", en: "Readiness awaited"),
            time: "2018-11-07",
            recorded: "2018-11-08T09:00:00+08:00",
            actor: "a-0001",
            source: nil,
            value: "99.71",
            correctedBy: [],
            voidedBy: nil
        )
        let match = FirstMatch(id: "2018-0001", title: "T", synthetic: isInvented, entry: entry)
        let first = FirstAnswer(matches: [match], offsetMinutes: 480, rehearsal: false)
        let exceptions = ExceptionsAnswer(
            origin: "kembar.invalid/x",
            size: 47,
            root: "00ff",
            asOf: "2018-12-12T10:00:00.000+08:00",
            calendar: CountedBy(name: "id", label: Label(id: "x", en: "x"), version: 1),
            kinds: ["late"],
            lateDays: 5,
            holdDays: 10,
            nearDays: 5,
            findings: [],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: isInvented
        )
        let silences = SilencesAnswer(
            silences: [],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: isInvented
        )
        let sample = SampleAnswer(
            seed: "x",
            size: 47,
            root: "00",
            entries: [],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: isInvented
        )
        for screen in [
            WhyScreen(answer: why).screen(page),
            FirstScreen(answer: first, field: "office").screen(page),
            ExceptionsScreen(answer: exceptions).screen(page),
            SilencesScreen(answer: silences).screen(page),
            SampleScreen(answer: sample).screen(page),
        ] {
            let text = screen.text(page)
            #expect(text.hasPrefix("SINTETIS: ada kantor rekaan") == isInvented, "\(text)")
        }
    }

    @Test func `a sample counts what was drawn, and names what is not carried`() {
        var answer = SampleAnswer(
            seed: "x",
            size: 321,
            root: "00",
            entries: [],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: false
        )
        answer.notCarried = [4, 20, 300]
        let text = { (language: Language) in
            let page = Page(language: language, width: 160)
            return SampleScreen(answer: answer).screen(page).text(page)
        }
        #expect(text(.id).contains("3 entri diambil dari 321"), "\(text(.id))")
        #expect(text(.id).contains("Terpilih, tetapi tidak dibawa di sini: entri 4, 20, 300"))
        #expect(text(.en).contains("3 entries drawn from 321"), "\(text(.en))")
        #expect(text(.en).contains("Drawn, not carried here: entries 4, 20, 300"))
    }

    @Test func `the ground of a redaction stands as its cause, with the entry that says it`() {
        let answer = ExceptionsAnswer(
            origin: "kembar.invalid/x",
            size: 47,
            root: "00ff",
            asOf: "2018-12-12T10:00:00.000+08:00",
            calendar: CountedBy(
                name: "id-bali",
                label: Label(id: "Bali", en: "Bali"),
                version: 1
            ),
            kinds: ["redacted"],
            lateDays: 5,
            holdDays: 10,
            nearDays: 5,
            findings: [
                Finding(
                    kind: "redacted",
                    agreement: "2018-0001",
                    positions: [9, 46],
                    roles: ["redacted", "redaction"],
                    params: ["authority": "Berita acara 1"]
                )
            ],
            offsetMinutes: 480,
            rehearsal: false,
            synthetic: false
        )
        let text = { (language: Language) in
            let page = Page(language: language, width: 160)
            return ExceptionsScreen(answer: answer).screen(page).text(page)
        }
        #expect(text(.id).contains("Sebab: \"Berita acara 1\" (entri 46); "), "\(text(.id))")
        #expect(text(.en).contains("Cause: \"Berita acara 1\" (entry 46); "), "\(text(.en))")
    }
}
