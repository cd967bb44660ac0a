import ArgumentParser
import Entries
import Language
import Testing
import Wire

@testable import kembar

@Suite struct ScreenTests {
    private let id = Page(language: .id, width: 110)
    private let en = Page(language: .en, width: 110)

    @Test func `a title of any length leaves a table readable`() {
        var agreement = Samples.agreement
        agreement.title = String(repeating: "kata ", count: 600)
        let page = Page(language: .id, width: 120)
        let text = board([agreement]).screen(page).text(page)
        #expect(text.split(separator: "\n").count < 30)
        #expect(text.contains("…"))
    }

    @Test func `what has ended stands on the board since its end`() {
        var agreement = Samples.agreement
        agreement.closed = ClosingAnswer(
            event: "Withdrawn",
            label: Label(id: "Ditarik", en: "Withdrawn"),
            time: "2019-01-09",
            by: nil,
            reason: nil
        )
        let page = Page(language: .id, width: 120)
        #expect(board([agreement]).screen(page).text(page).contains("9 Jan 2019"))
    }

    @Test func `stages go by their labels, and who recorded nothing has no pseudonym yet`() {
        var status = Samples.status
        status.stageLabels = ["PKSDrafted": Label(id: "Naskah PKS Disusun", en: "Drafted")]
        status.you.actor = nil
        let page = Page(language: .id, width: 120)
        let text = StatusScreen(status).screen(page).text(page)
        #expect(text.contains("Naskah PKS Disusun 2"))
        #expect(text.contains("belum pernah mencatat (uid 1000)"))
    }

    @Test func `the version of a draft and that of the record have labels of their own`() {
        var agreement = Samples.agreement
        agreement.fields["version"] = "v2"
        let page = Page(language: .id, width: 120)
        let text = AgreementScreen(agreement).screen(page).text(page)
        #expect(text.contains("Versi konsep      v2"))
        #expect(text.contains("Versi catatan     3"))
    }

    private func board(_ agreements: [AgreementAnswer], rehearsal: Bool = false) -> BoardScreen {
        BoardScreen(AgreementList(agreements: agreements, position: 20, rehearsal: rehearsal))
    }

    @Test func `the board shows stage, days, whom it waits for and the next reminder`() {
        let text = board([Samples.agreement]).screen(id).text(id)
        for words in [
            "2018-0001", "Kota Kembar", "Menunggu", "7 Nov 2018", "10", "Pemerintah Kota",
            "22 Nov 2018", "1 naskah",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.contains("SINTETIS") && !text.contains("GLADI"))
        #expect(board([Samples.agreement]).screen(en).text(en).contains("Readiness"))
    }

    @Test func `the board marks a limit that has passed and what was put off, beside other marks`()
    {
        var agreement = Samples.agreement
        agreement.awaiting[0].limit?.lapsed = true
        agreement.stalled = true
        agreement.postponed = PostponementAnswer(
            until: "2018-12-01",
            note: nil,
            count: 1,
            silent: true,
            position: 14
        )
        let wide = Page(language: .id, width: 240)
        let text = board([agreement]).screen(wide).text(wide)
        for words in ["(belum ada perkembangan)", "(batas waktu lewat)", "(ditunda dulu)"] {
            // Below the stage, and what it means.
            #expect(text.split(separator: words).count == 3, "\(words)")
        }
        let page = Page(language: .en, width: 240)
        let english = board([agreement]).screen(page).text(page)
        #expect(english.contains("(limit passed)") && english.contains("(put off)"))
        agreement.postponed?.silent = false
        #expect(!board([agreement]).screen(page).text(page).contains("(put off)"))
    }

    @Test func `the status counts papers of which a limit has passed`() {
        var status = Samples.status
        let page = Page(language: .id, width: 200)
        #expect(!StatusScreen(status).screen(page).text(page).contains("batas waktu"))
        status.reminders.lapsed = 2
        #expect(
            StatusScreen(status).screen(page).text(page)
                .contains("batas waktu sudah lewat pada 2 naskah: kembar list")
        )
    }

    @Test func `what verify found is said in words, and what it could not compare`() {
        var answer = Samples.verification
        answer.fault = VerifyFault(
            position: -1,
            code: "kept-checkpoint",
            params: ["reason": "no-note"]
        )
        answer.signer = "not-checked"
        answer.vkey = "k"
        answer.checked = ["bytes", "checkpoint"]
        var text = VerifyScreen(answer).screen(id).text(id)
        #expect(text.contains("sebab: isinya bukan catatan bertanda tangan"))
        #expect(!text.contains("--vkey"))
        answer.result = "whole"
        answer.fault = nil
        answer.checked = ["bytes"]
        text = VerifyScreen(answer).screen(id).text(id)
        #expect(text.contains("tidak ada berkas checkpoint"))
        answer.result = "damaged"
        answer.fault = VerifyFault(position: 7, code: "signer", params: [:])
        answer.signer = "failed"
        text = VerifyScreen(answer).screen(en).text(en)
        #expect(text.contains("There is no signed checkpoint here"))
        #expect(text.contains("no signature to compare"))
    }

    @Test func `documents are told of one by one where something is wrong with them`() {
        var answer = Samples.verification
        answer.result = "whole"
        answer.fault = nil
        answer.documents = DocumentCheck([
            DocumentState(
                position: 5,
                agreement: "2018-0001",
                name: "konsep.pdf",
                sha256: "aa"
            ),
            DocumentState(position: 7, agreement: "2018-0001", name: "peta.pdf", sha256: "bb"),
        ])
        #expect(
            VerifyScreen(answer).screen(id).text(id).contains("2 dokumen tercatat, TIDAK diperiksa")
        )
        answer.compareDocuments(
            with: [(path: "konsep.pdf", sha256: "ab"), (path: "lain.txt", sha256: "cc")]
        )
        let text = VerifyScreen(answer).screen(id).text(id)
        #expect(text.hasPrefix("Log ini sendiri utuh"))
        #expect(text.contains("Entri 5 (naskah 2018-0001): konsep.pdf diubah"))
        #expect(text.contains("Entri 7 (naskah 2018-0001): peta.pdf hilang"))
        #expect(text.contains("lain.txt"))
        #expect(!text.contains("TIDAK utuh"))
        let english = VerifyScreen(answer).screen(en).text(en)
        #expect(english.contains("Entry 5 (agreement 2018-0001): konsep.pdf was changed"))
        #expect(VerifyScreen(answer).status == .refused)
        for words in [text, english].map({ $0.replacing(".invalid", with: "") }) {
            #expect(!words.contains(" sah") && !words.contains("valid"))
        }
    }

    @Test
    func `what was kept is no witness, times are claims, and a page that is changed is told`() {
        var answer = Samples.verification
        answer.result = "whole"
        answer.fault = nil
        answer.since = 40
        answer.witnesses = [WitnessAnswer(name: "saksi.invalid", time: 1_700_000_000)]
        func text(_ page: Page) -> String { VerifyScreen(answer).screen(page).text(page) }
        #expect(text(id).contains("Yang Anda simpan  surel atau checkpoint itu cocok"))
        #expect(text(en).contains("What you kept     that mail or checkpoint fits"))
        #expect(text(id).ranges(of: "\nSaksi log  ").count == 1)
        #expect(
            text(id).contains(
                "\nWaktu             menurut jam kembard dan keterangan pencatat, bukan"
            )
        )
        #expect(
            text(en).contains("\nTimes             as kembard's clock and people stated them, not")
        )
        answer.result = "damaged"
        answer.page = "differ"
        answer.fault = VerifyFault(position: -1, code: "page", params: [:])
        #expect(text(id).contains("jangan ikuti\nlangkah-langkahnya"))
        #expect(text(en).contains("The entries here are whole, but the page README.txt is NOT"))
        #expect(!text(id).contains("TIDAK utuh"))
        #expect(VerifyScreen(answer).status == .refused)
        answer.result = "unverified"
        answer.page = "newer"
        answer.fault = VerifyFault(position: -1, code: "page-newer", params: [:])
        #expect(text(id).contains("nomornya belum dikenal kembar ini"))
        #expect(text(en).contains("README page       NOT compared"))
        #expect(VerifyScreen(answer).status == .cancelled)
    }

    @Test func `a followed key, a lost one and a witness are told of`() {
        var answer = Samples.verification
        answer.result = "whole"
        answer.fault = nil
        answer.followed = [40]
        answer.keys = [
            KeyAnswer(vkey: "a+1+x", origin: .founding, position: 0),
            KeyAnswer(vkey: "a+2+y", origin: .lost, position: 40),
        ]
        answer.witnesses = [WitnessAnswer(name: "saksi.invalid", time: 1_700_000_000)]
        answer.witnessed = answer.size - 1
        let text = VerifyScreen(answer).screen(id).text(id)
        #expect(text.contains("diikuti lewat serah terima pada entri 40"))
        #expect(text.contains("TANPA serah terima"))
        #expect(text.contains("sesudah itu belum ada saksinya"))
        #expect(text.contains("saksi.invalid (Selasa, 14 November 2023"))
        #expect(text.contains("menurut jamnya)"))
        let english = VerifyScreen(answer).screen(en).text(en)
        #expect(english.contains("WITHOUT a handover"))
        #expect(english.contains("by its clock)"))
    }

    @Test func `a hold that is over names its end, and a workflow its version`() {
        func words(_ code: String, _ params: [String: JSONValue]) -> [String] {
            let change = Notice(code: code, params: params)
            return [Language.id, .en].map {
                $0.say(DiffPhrases.change(change) + DiffPhrases.causes(change))
            }
        }
        #expect(
            words(
                "hold-ended",
                ["since": "2018-11-08", "position": 13, "ended": "2018-12-31"]
            ) == [
                "penundaan sejak Kamis, 8 November 2018 (entri 13) berakhir Senin, 31 Desember 2018",
                "the hold since Thursday, 8 November 2018 (entry 13) ended Monday, 31 December 2018",
            ]
        )
        #expect(
            words("hold-ended", ["since": "2018-11-08", "position": 13, "causes": [20]]) == [
                "penundaan sejak Kamis, 8 November 2018 (entri 13) tidak berlaku lagi; oleh entri 20",
                "the hold since Thursday, 8 November 2018 (entry 13) is no more; by entry 20",
            ]
        )
        #expect(
            words(
                "field",
                [
                    "field": "workflow", "from": ["name": "kerja-sama-daerah", "version": 1],
                    "to": ["name": "kerja-sama-daerah", "version": 2],
                ]
            ) == [
                "alur kerja: kerja-sama-daerah versi 1 menjadi kerja-sama-daerah versi 2",
                "workflow: kerja-sama-daerah version 1 to kerja-sama-daerah version 2",
            ]
        )
    }

    @Test
    func `a comparison names what changed, letters and notes included, and that it looks back`() {
        let changes = [
            Notice(
                code: "wait-changed",
                params: [
                    "office": "35.72", "for": "kesiapan", "since": "2018-11-07", "position": 9,
                    "promised": "2018-11-20", "promisedBefore": "2018-11-20", "source": "surat 2",
                    "sourceBefore": "surat 1", "sinceBefore": "2018-11-07",
                ]
            ),
            Notice(
                code: "recorded",
                params: [
                    "type": "NoteAdded", "label": ["id": "Catatan", "en": "Note"],
                    "time": "2018-11-08", "position": 10, "data": ["text": "isi"],
                ]
            ),
            Notice(
                code: "restated",
                params: [
                    "type": "Held", "label": ["id": "Ditunda", "en": "Put on hold"],
                    "time": "2018-11-08", "position": 11, "causes": [12, 14],
                    "fields": [["field": "reason", "from": "a", "to": "b"]],
                ]
            ),
            Notice(
                code: "field",
                params: [
                    "field": "term",
                    "to": ["from": "2018-11-07", "ended": "2018-11-07T15:00:00.000+08:00"],
                ]
            ),
        ]
        let diff = DiffAnswer(
            from: DiffEdge(position: 12),
            to: DiffEdge(position: 5),
            mode: "recorded",
            agreements: [
                AgreementDiff(id: "2018-0001", title: "T", synthetic: false, changes: changes)
            ],
            compared: 1,
            rehearsal: false,
            backwards: true
        )
        let text = DiffScreen(diff).screen(id).text(id).replacing("\n", with: " ")
            .replacing(#/ +/#, with: " ")
        #expect(text.contains("melihat mundur"))
        #expect(text.contains("(entri 9); atas dasar surat 2 (semula surat 1)"))
        #expect(!text.contains("semula 20 November"))
        #expect(text.contains("tercatat: Catatan"))
        #expect(text.contains("catatan: isi"))
        #expect(text.contains("diralat: Ditunda"))
        #expect(text.contains("alasan: a menjadi b; oleh entri 12, 14"))
        #expect(text.contains("berakhir: Rabu, 7 November 2018"))
        #expect(!text.contains("ended"))
    }

    @Test func `a letter in a comparison has its own labels, and offices their names`() {
        let labels: JSONValue = [
            "number": ["id": "Nomor surat", "en": "Letter number"],
            "to": ["id": "Kepada", "en": "To"],
        ]
        var params: [String: JSONValue] = [
            "type": "LetterSent", "label": ["id": "Surat dikirim", "en": "Letter sent"],
            "time": "2018-11-08", "position": 10, "fieldLabels": labels,
            "fieldForms": ["number": "text", "to": "office"],
            "offices": ["35.72": "Kota Blitar", "51.08": "Kabupaten Buleleng"],
        ]
        func words(_ code: String) -> String {
            Language.id.say(DiffPhrases.change(Notice(code: code, params: params)))
        }
        params["data"] = ["number": "1", "to": "35.72"]
        #expect(words("recorded").hasSuffix("; nomor surat: 1, kepada: Kota Blitar (35.72)"))
        params["fields"] = [["field": "to", "from": "35.72", "to": "51.08"]]
        #expect(
            words("restated").hasSuffix(
                ": kepada: Kota Blitar (35.72) menjadi Kabupaten Buleleng (51.08)"
            )
        )
    }

    @Test func `a replay of the past says of which`() {
        let replay = ReplayAnswer(agreements: [], rehearsal: false, offsetMinutes: 480)
        let text = ReplayScreen(replay, past: PastWords(asOf: "2018-11-07", knownAt: nil))
            .screen(id).text(id)
        #expect(text.contains("Keadaan per Rabu, 7 November 2018"))
    }

    @Test func `checkpoint and key are documents with --json`() async throws {
        for (words, text, document) in [
            (["audit", "key"], "a+1+b\n", #"{"vkey":"a+1+b"}"#),
            (["audit", "checkpoint"], "o\n1\nr\n\n", #"{"checkpoint":"o\n1\nr\n\n"}"#),
        ] {
            try await TinyServer.serving(.answer(status: 200, body: text)) { server in
                let desk = TestDesk(words + ["--json", "--socket", server.path])
                #expect(await desk.run() == .done)
                #expect(desk.output == document + "\n")
                let plain = TestDesk(words + ["--socket", server.path])
                #expect(await plain.run() == .done)
                #expect(plain.output == text)
            }
        }
    }

    @Test(arguments: [30, 60, 80, 100, 200])
    func `no line of a screen is wider than the page`(width: Int) {
        let page = Page(language: .id, width: width)
        let screens = [
            board([Samples.agreement], rehearsal: true).screen(page),
            AgreementScreen(Samples.agreement).screen(page),
            HistoryScreen(Samples.history).screen(page),
            StatusScreen(Samples.status).screen(page),
            ExplanationScreen(Samples.explanation).screen(page),
            RehearsalScreen(Samples.rehearsal).screen(page),
            VerifyScreen(Samples.verification).screen(page),
        ]
        for screen in screens {
            for line in screen.text(page).split(separator: "\n") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }

    @Test(arguments: [40, 110])
    func `invented offices and rehearsals are marked at every width`(width: Int) {
        var agreement = Samples.agreement
        agreement.synthetic = true
        for (language, marks) in [
            (Language.id, ["GLADI", "SINTETIS"]), (.en, ["REHEARSAL", "SYNTHETIC"]),
        ] {
            let page = Page(language: language, width: width)
            let text = board([agreement], rehearsal: true).screen(page).text(page)
            for mark in marks { #expect(text.contains(mark)) }
            #expect(AgreementScreen(agreement).screen(page).text(page).contains(marks[1]))
        }
    }

    @Test func `an empty board says how to begin`() {
        #expect(board([]).screen(id).text(id).contains("kembar propose"))
    }

    @Test func `a board that shows only some and has none points to all of them`() async throws {
        for option in [
            ["--stalled"], ["--stage", "S"], ["--as-of", "2018"], ["--waiting-on", "x"],
        ] {
            let list = try #require(try await Kembar.asyncParseAsRoot(["list"] + option) as? List)
            let empty = AgreementList(agreements: [], position: 1, rehearsal: false)
            #expect(list.screen(empty, id).text(id).hasSuffix("Semua naskah: kembar list"))
        }
    }

    @Test func `stalled, held and closed stand beside the stage`() {
        var stalled = Samples.agreement
        stalled.stalled = true
        #expect(board([stalled]).screen(id).text(id).contains("(belum ada"))
        var held = Samples.agreement
        held.held = HoldAnswer(since: "2018-12-03", until: nil, reason: nil)
        #expect(board([held]).screen(en).text(en).contains("(on hold)"))
        var closed = Samples.agreement
        closed.closed = ClosingAnswer(
            event: "Withdrawn",
            label: Label(id: "Ditarik", en: "Withdrawn"),
            time: "2019-01-02",
            by: nil,
            reason: nil
        )
        #expect(board([closed]).screen(id).text(id).contains("Ditarik"))
    }

    @Test func `a line under the board says what a mark means, if one stands there`() {
        var stalled = Samples.agreement
        stalled.stalled = true
        #expect(board([stalled]).screen(id).text(id).contains("(belum ada perkembangan): "))
        #expect(board([stalled]).screen(en).text(en).contains("(no progress yet): "))
        var held = stalled
        held.held = HoldAnswer(since: "2018-12-03", until: "2019-01-14", reason: nil)
        let text = board([held]).screen(en).text(en)
        #expect(text.contains("(on hold): ") && !text.contains("(no progress yet): "))
        #expect(!board([Samples.agreement]).screen(id).text(id).contains("): "))
    }

    @Test func `one agreement shows everything that is known of it`() {
        let text = AgreementScreen(Samples.agreement).screen(id).text(id)
        for words in [
            "2018-0001  Kota Kembar (Sister City) Buleleng dan Blitar",
            "Menunggu Kesiapan, sejak Rabu, 7 November 2018 (10 hari kerja)",
            "Pemerintah Kabupaten Buleleng (51.08), kantor sendiri",
            "Pemerintah Kota Blitar (35.72), untuk kesiapan penandatanganan",
            "Kabag Pemerintahan", "dijanjikan Desember", "[perkiraan]", "(kebijakan Bagian",
            "kebijakan kantor", "Kamis, 22 November 2018 pukul 08.00 WITA",
            "notulen.pdf (123.456 bita, SHA-256 ba7816bf8f01…)", "pariwisata; kebudayaan",
            "8 Nov 2018: Naskah masih konsep.", "kerja-sama-daerah versi 1", "belum ada",
            "versi 1 (entri 11)",
        ] {
            #expect(text.contains(words), "\(words) in\n\(text)")
        }
        #expect(AgreementScreen(Samples.agreement).screen(en).text(en).contains("own office"))
    }

    @Test func `a count that rests on expected days is marked, and the mark is explained`() {
        var unsure = Samples.agreement
        unsure.estimated = true
        unsure.awaiting[0].missingYears = [2030]
        let text = AgreementScreen(unsure).screen(id).text(id)
        #expect(text.contains("sejak Rabu, 7 November 2018 (10 hari kerja [perkiraan])"))
        #expect(text.contains("[perkiraan]: ada hari libur") && text.contains("2030 belum ada"))
        let board = board([unsure]).screen(en).text(en)
        #expect(board.contains("[estimated]: some holidays are not fixed yet."))
    }

    @Test func `the past is named at the top`() {
        let past = PastWords(asOf: "2018-10-31", knownAt: "2018-11")
        let text = AgreementScreen(Samples.agreement, past: past).screen(id).text(id)
        #expect(
            text.hasPrefix(
                """
                Keadaan per Rabu, 31 Oktober 2018
                Menurut yang tercatat sampai November 2018
                2018-0001
                """
            )
        )
        #expect(!text.contains("Pengingat berikut"))
        #expect(HistoryScreen(Samples.history, past: past).screen(en).text(en).hasPrefix("As of "))
    }

    @Test func `a paper whose term was ended says so, with date and reason`() {
        var ended = Samples.agreement
        let label = Label(id: "Diakhiri", en: "Terminated")
        ended.term = TermAnswer(
            from: "2018-11-07",
            until: nil,
            ended: "2019-08-12",
            ending: ClosingAnswer(
                event: "Terminated",
                label: label,
                time: "2019-08-12",
                by: nil,
                reason: "tujuan tercapai"
            )
        )
        let text = AgreementScreen(ended).screen(id).text(id)
        #expect(text.contains("Diakhiri, Senin, 12 Agustus 2019"))
        #expect(text.contains("tujuan tercapai"))
        let words = board([ended]).screen(id).text(id)
        #expect(words.contains("Diakhiri") && words.contains("12 Agu 2019"))
    }

    @Test func `a signature that a later draft made void says by which entry`() {
        var agreement = Samples.agreement
        agreement.signatures = [
            SignatureAnswer(
                office: Samples.blitar,
                time: "2019-09-20",
                number: "415/12",
                place: "Blitar",
                capacity: "Wali Kota",
                draft: "v2",
                position: 20,
                voidedBy: 24
            )
        ]
        let text = AgreementScreen(agreement).screen(id).text(id)
        #expect(text.contains("nomor 415/12, tempat Blitar"))
        #expect(text.contains("gugur oleh entri"))
    }

    @Test func `status says who you are, whether the log is writable, and what to look at`() {
        let text = StatusScreen(Samples.status).screen(id).text(id)
        for words in [
            "GLADI", "1.234 entri", "TIDAK dapat ditulisi", "kurang 3", "a-0007 (uid 1000)",
            "membaca, mencatat", "soket operator", "/var/lib/kembar/log.db", "PKSDrafted 2",
            "id-bali: hari libur 2029 belum ada", "sudo groupadd --system kembar-audit",
        ] {
            #expect(text.contains(words), "\(words) in\n\(text)")
        }
    }

    @Test func `a rehearsal shows every message as its recipient reads it`() {
        let text = RehearsalScreen(Samples.rehearsal).screen(en).text(en)
        #expect(text.contains("kembard woke 3 times"))
        #expect(text.contains("Message (entry 22) to Head of section"))
    }

    @Test func `a rehearsal tells what was issued and not written, and why`() {
        var rehearsal = Samples.rehearsal
        (rehearsal.reminders, rehearsal.messages) = ([], [])
        let nothing = RehearsalScreen(rehearsal).screen(en).text(en)
        #expect(nothing.contains("Nothing went out meanwhile."))
        rehearsal.unwritten = UnwrittenMessages(
            place: "spool",
            cause: "/srv/spool: No such file or directory",
            messages: [9, 12]
        )
        let text = RehearsalScreen(rehearsal).screen(en).text(en)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(!text.contains("Nothing went out"))
        #expect(
            text.contains("2 messages were issued and wait to be written (entries 9, 12).")
        )
        #expect(text.contains("The spool folder takes no message: /srv/spool: No such file"))
    }

    @Test(arguments: [20, 110]) func `the message of a rehearsal is never set anew`(width: Int) {
        let page = Page(language: .id, width: width)
        let text = RehearsalScreen(Samples.rehearsal).screen(page).text(page)
        #expect(
            text.hasSuffix(
                """
                \n    [GLADI] Pengingat

                    Yth. Kabag

                    1. 2018-0001
                       Menunggu Kota Blitar.
                """
            )
        )
    }

    @Test(arguments: [(0, "0 times"), (1, "once"), (2, "twice"), (3, "3 times")])
    func `a single thing is said in the singular`(count: Int, words: String) {
        var rehearsal = Samples.rehearsal
        rehearsal.wakeUps = count
        #expect(
            RehearsalScreen(rehearsal).screen(en).text(en)
                .contains(words)
        )
        var status = Samples.status
        status.log.size = 1
        status.views.lag = 1
        status.reminders.outstanding = 1
        status.reminders.exhausted = 1
        let screen = StatusScreen(status).screen(en).text(en)
        for words in [
            "1 entry, root", "1 entry behind", "1 message without an outcome",
            "1 agreement is past its last reminder",
        ] {
            #expect(screen.contains(words), "\(words) in\n\(screen)")
        }
        var verified = Samples.verification
        verified.size = 1
        verified.agreements = 1
        #expect(VerifyScreen(verified).screen(en).text(en).contains("1 entry, 1 agreement, 1 red"))
        #expect(board([Samples.agreement]).screen(en).text(en).contains("\n1 agreement"))
    }

    @Test(arguments: ["whole", "damaged", "unverified"])
    func `verification says whole, never valid`(result: String) {
        var answer = Samples.verification
        answer.result = result
        let words = [
            VerifyScreen(answer).screen(id).text(id), VerifyScreen(answer).screen(en).text(en),
        ].joined().lowercased().split { !$0.isLetter }
        for word in ["sah", "valid", "absah"] { #expect(!words.contains { $0 == word }) }
        #expect(words.contains("utuh") == (result != "unverified"))
    }

    @Test func `a damaged log names the first wrong entry`() {
        let text = VerifyScreen(Samples.verification).screen(en).text(en)
        #expect(text.contains("First at entry 7: tree"))
        #expect(text.contains("should be: aa"))
        #expect(text.contains("there is no signature by that key"))
    }

    @Test func `a write in a dry run says that nothing was recorded`() {
        let answer = WriteAnswer(
            id: "2018-0001",
            version: 4,
            entries: [EntryReference(position: 20, id: "e", type: "Signed")],
            dryRun: true,
            warnings: [Notice(code: "office-unknown", params: ["office": "univ"])]
        )
        let text = WriteScreen(answer).screen(en).text(en)
        #expect(text.hasPrefix("Dry run: nothing was recorded. It would record for 2018-0001: "))
        #expect(!text.contains("Version"))
        #expect(text.contains("Note: The office univ is not in the list yet"))
    }

    @Test func `a write shows the version, and how to look where something new stands`() {
        func text(_ version: Int, _ types: [String]) -> String {
            let entries = types.map { EntryReference(position: 8, id: "e", type: $0) }
            let answer = WriteAnswer(id: "2018-0001", version: version, entries: entries)
            return WriteScreen(answer).screen(en).text(en)
        }
        let look = "; in full: kembar show 2018-0001"
        #expect(text(1, ["VisitProposed"]).hasSuffix("\nVersion now: 1\(look)"))
        #expect(text(9, ["PartySigned", "Signed"]).hasSuffix("\nVersion now: 9\(look)"))
        #expect(text(4, ["NoteAdded"]).hasSuffix("\nVersion now: 4"))
    }

    @Test func `the count of working days names the days that did not count`() {
        let count = CalendarCount(
            calendar: "id",
            from: "2018-11-07",
            days: 10,
            date: "2018-11-22",
            skipped: Samples.explanation.openers[0].slots[0].skipped,
            estimated: false,
            missingYears: []
        )
        #expect(
            CalendarCountScreen(count).screen(id).text(id) == """
                10 hari kerja sesudah Rabu, 7 November 2018, kalender id: Kamis, 22 November 2018
                  tidak dihitung: 20 Nov 2018 Maulid Nabi
                  Sabtu dan Minggu tidak dihitung.
                """
        )
    }

    @Test func `where only an overlay lacks the year, only its days are called unknown`() {
        let count = CalendarCount(
            calendar: "id-bali",
            from: "2019-12-30",
            days: 5,
            date: "2020-01-07",
            skipped: [],
            estimated: false,
            missingYears: [2020],
            missingFrom: ["id-bali": [2020]]
        )
        let words = CalendarCountScreen(count).screen(id).text(id)
        #expect(words.contains("hari libur 2020 yang khusus di kalender id-bali belum diketahui"))
        #expect(!words.contains("Senin sampai Jumat"))
        var status = Samples.status
        status.missingFrom = ["id-bali": ["id-bali": [2029]]]
        let screen = StatusScreen(status).screen(en).text(en)
        #expect(screen.contains("id-bali: the days off for 2029 that only id-bali has"))
    }

    @Test func `years of two counts are said in one line`() {
        var unsure = Samples.agreement
        unsure.missingYears = [2030]
        unsure.missingFrom = ["id-bali": [2030]]
        let partly = AgreementScreen(unsure).screen(en).text(en)
        #expect(partly.contains("the days off for 2030 that only id-bali has"))
        unsure.awaiting[0].missingYears = [2030]
        let whole = AgreementScreen(unsure).screen(en).text(en)
        #expect(whole.contains("no holidays known for 2030; counted Monday to Friday"))
        #expect(!whole.contains("itself"))
    }

    @Test func `years of a calendar are drawn together`() {
        #expect(CalendarListScreen.years([2017, 2015, 2016, 2020]) == "2015-2017, 2020")
        #expect(CalendarListScreen.years([]) == "-")
    }

    @Test func `a rule file is printed to the byte`() throws {
        let text = "name: x\n\n  # komentar\twith tab\n"
        let rule = RuleAnswer(
            kind: "workflow",
            name: "x",
            version: 1,
            position: 3,
            adopted: "2018-01-01T00:00:00.000Z",
            sha256: "00",
            label: Label(id: "X", en: "X"),
            text: text
        )
        #expect(RuleScreen(rule).screen(Page(language: .id, width: 20)).text(id) == text)
    }

    @Test func `one office is found by its code, and a missing one is not found`() async throws {
        let body = """
            {"own":"51.08","offices":[{"code":"35.72","name":"Kota Blitar","zone":"WIB",\
            "calendar":"id","synthetic":false}]}
            """
        let response = Response(status: 200, body: Array(body.utf8))
        let show = try #require(
            try await Kembar.asyncParseAsRoot(["offices", "show", "35.72", "--json"])
                as? OfficesShow
        )
        #expect(
            try show.told(response, id).text
                == #"{"calendar":"id","code":"35.72","name":"Kota Blitar","synthetic":false,"zone":"WIB"}"#
        )
        let missing = try #require(
            try await Kembar.asyncParseAsRoot(["offices", "show", "35.05"]) as? OfficesShow
        )
        #expect(throws: Failure.noSuchOffice(code: "35.05")) {
            try missing.told(response, id)
        }
    }
}
