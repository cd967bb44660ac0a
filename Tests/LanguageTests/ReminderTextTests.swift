import Language
import Testing

@Suite struct ReminderTextTests {
    private func content(
        rehearsal: Bool = false,
        synthetic: Bool = false,
        items: [DigestContent.Item]
    ) -> DigestContent {
        DigestContent(
            role: Phrase("Kepala Bagian Pemerintahan", "Head of the governance section"),
            office: "Pemerintah Kabupaten Buleleng",
            date: "2018-11-22",
            rehearsal: rehearsal,
            synthetic: synthetic,
            items: items
        )
    }

    private var blitar: DigestContent.Item {
        DigestContent.Item(
            agreement: "2018-0001",
            title: "Kota Kembar",
            stage: Phrase("Menunggu Kesiapan", "Readiness Awaited"),
            waitedOffice: "Pemerintah Kota Blitar",
            purpose: "kesiapan penandatanganan",
            signature: false,
            since: "2018-11-07",
            workingDays: 10,
            promised: nil,
            rung: 2,
            escalated: false,
            estimated: false,
            missingYears: [],
            synthetic: false
        )
    }

    @Test func `an Indonesian digest names office, purpose, since when and how long`() {
        let text = ReminderText(content(items: [blitar]), in: .id)
        #expect(
            text.subject == "Pengingat kerja sama daerah, Kamis, 22 November 2018: 1 naskah"
        )
        #expect(
            text.lines == [
                "Yth. Kepala Bagian Pemerintahan, Pemerintah Kabupaten Buleleng", "",
                "Sampai dengan Kamis, 22 November 2018, berikut naskah kerja sama yang perlu perhatian:",
                "", "1. 2018-0001 Kota Kembar", "   Tahap: Menunggu Kesiapan; pengingat kedua.",
                "   Menunggu Pemerintah Kota Blitar untuk kesiapan penandatanganan sejak Rabu, 7 November 2018 (10 hari kerja).",
                "   Mohon segera ditindaklanjuti.", "",
                "Pesan ini disusun oleh kembar dari riwayat yang tercatat. Mengapa dikirim dan kapan berikutnya: kembar remind explain ID. Rinciannya: kembar show ID.",
            ]
        )
    }

    @Test(arguments: [
        (
            DigestContent.Item.Term(
                label: Phrase("Masa berlaku akan berakhir", "Term about to end"),
                lastDay: "2027-03-14",
                date: "2027-03-14",
                daysAhead: 9
            ),
            "   Masa berlaku akan berakhir: Minggu, 14 Maret 2027 (9 hari lagi).",
            "   Term about to end: Sunday, 14 March 2027 (9 days left).",
            "   Please follow up soon."
        ),
        (
            DigestContent.Item.Term(
                label: Phrase("Batas pemberitahuan", "Notice"),
                lastDay: "2027-09-14",
                date: "2027-03-14",
                daysAhead: 0,
                law: "Pasal 1"
            ),
            "   Batas pemberitahuan (batas hukum, Pasal 1): Minggu, 14 Maret 2027 (hari ini); masa berlaku berakhir Selasa, 14 September 2027.",
            "   Notice (legal limit, Pasal 1): Sunday, 14 March 2027 (today); the term ends on Tuesday, 14 September 2027.",
            "   Please follow up soon."
        ),
        (
            DigestContent.Item.Term(
                label: Phrase("Laporan akhir", "Final report"),
                lastDay: "2027-03-14",
                date: nil
            ),
            "   Laporan akhir: masa berlaku sudah berakhir Minggu, 14 Maret 2027.",
            "   Final report: the term has ended on Sunday, 14 March 2027.",
            "   Please draw up the final report."
        ),
    ])
    func `what is said of a term: its date once, how far it is, and what rests on the law`(
        term: DigestContent.Item.Term,
        id: String,
        en: String,
        request: String
    ) {
        var item = blitar
        item.term = term
        #expect(ReminderText(content(items: [item]), in: .id).lines.contains(id))
        let lines = ReminderText(content(items: [item]), in: .en).lines
        #expect(lines.contains(en))
        #expect(lines.contains(request))
    }

    @Test func `an English digest says the same`() {
        var item = blitar
        item.promised = "2018-12"
        let text = ReminderText(content(items: [item]), in: .en)
        #expect(
            text.subject == "Regional cooperation reminder, Thursday, 22 November 2018: 1 paper"
        )
        #expect(
            text.lines.contains(
                "   Waiting for Pemerintah Kota Blitar for kesiapan penandatanganan since Wednesday, 7 November 2018 (10 working days)."
            )
        )
        #expect(text.lines.contains("   Promised: December 2018."))
        #expect(text.lines.contains("   Please follow up soon."))
    }

    @Test(arguments: [
        (
            Language.id, false,
            "   Batas waktu Persetujuan DPRD (batas hukum): sampai Jumat, 29 Mei 2026."
        ),
        (.en, false, "   Limit: DPRD approval (legal limit), until Friday, 29 May 2026."),
        (
            .id, true,
            "   Batas waktu Persetujuan DPRD (batas hukum) sudah lewat; hari terakhirnya Jumat, 29 Mei 2026. Dapat dicatat: kembar record 2018-0001 DeemedApproved"
        ),
        (
            .en, true,
            "   The limit DPRD approval (legal limit) is over; its last day was Friday, 29 May 2026. It can be recorded: kembar record 2018-0001 DeemedApproved"
        ),
    ])
    func `a wait under a limit says until when, and what silence then allows`(
        language: Language,
        isOver: Bool,
        line: String
    ) {
        var item = blitar
        item.limits = [
            .init(
                label: Phrase("Persetujuan DPRD", "DPRD approval"),
                mark: "legal",
                lastDay: "2026-05-29",
                isOver: isOver,
                event: isOver ? "DeemedApproved" : nil
            )
        ]
        #expect(ReminderText(content(items: [item]), in: language).lines.contains(line))
    }

    @Test
    func `the last day of a limit that is not certain bears the marks, and they are explained`() {
        var item = blitar
        var limit = DigestContent.Item.Limit(
            label: Phrase("Persetujuan DPRD", "DPRD approval"),
            mark: "legal",
            lastDay: "2028-02-04",
            isOver: false,
            event: nil
        )
        limit.doubt = DoubtWords(estimated: true, MissingYears([2028]))
        item.limits = [limit]
        item.missingYears = [2028]
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(
            lines.contains(
                "   Batas waktu Persetujuan DPRD (batas hukum): sampai Jumat, 4 Februari 2028 [perkiraan] [tanpa kalender 2028]."
            )
        )
        #expect(lines.contains("   [perkiraan]: ada hari libur yang belum ditetapkan."))
        #expect(lines.count { $0.hasPrefix("   Hari libur 2028 belum ada") } == 1)
        // The days that have passed are counted for certain.
        #expect(!lines.contains { $0.contains("Hitungan hari") })
        #expect(
            ReminderText(content(items: [item]), in: .en).lines.contains(
                "   Limit: DPRD approval (legal limit), until Friday, 4 February 2028 [estimated] [no calendar for 2028]."
            )
        )
    }

    @Test func `the command that records a limit's end is whole, and safe to paste`() {
        var item = blitar
        var limit = DigestContent.Item.Limit(
            label: Phrase("Persetujuan DPRD", "DPRD approval"),
            mark: "legal",
            lastDay: "2026-05-29",
            isOver: true,
            event: "DeemedApproved"
        )
        limit.fields = ["office=51.08/DPRD", "citing=Permendagri 25/2020 Ps 17(2)-(4)", "for=a'b"]
        item.limits = [limit]
        item.isOfLimit = true
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(
            lines.contains {
                $0.hasSuffix(
                    #"""
                    kembar record 2018-0001 DeemedApproved office=51.08/DPRD 'citing=Permendagri 25/2020 Ps 17(2)-(4)' 'for=a'\''b'
                    """#
                )
            }
        )
        #expect(lines.contains("   Tahap: Menunggu Kesiapan; batas waktu sudah lewat."))
        #expect(
            ReminderText(content(items: [item]), in: .en).lines
                .contains("   Stage: Readiness Awaited; a limit has passed.")
        )
    }

    @Test func `a hold in the days counted is named, and what is left is what counts`() {
        var item = blitar
        item.pauses = [.init(first: "2018-11-09", last: "2018-11-19", workingDays: 7)]
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(lines.contains { $0.hasSuffix("sejak Rabu, 7 November 2018 (10 hari kerja).") })
        #expect(lines.contains("   Ditahan 9-19 Nov 2018: 7 hari kerja tidak dihitung."))
        #expect(
            ReminderText(content(items: [item]), in: .en).lines
                .contains("   On hold 9-19 Nov 2018: 7 working days not counted.")
        )
    }

    @Test func `days after a promised date are called so`() {
        var item = blitar
        item.promised = "2018-11-08"
        item.isAfterPromise = true
        #expect(
            ReminderText(content(items: [item]), in: .id).lines.contains {
                $0.hasSuffix(
                    "sejak Rabu, 7 November 2018 (10 hari kerja sesudah tanggal yang dijanjikan)."
                )
            }
        )
        #expect(
            ReminderText(content(items: [item]), in: .en).lines.contains {
                $0.hasSuffix(
                    "since Wednesday, 7 November 2018 (10 working days after the promised date)."
                )
            }
        )
    }

    @Test func `the days to the end of a term are exact, and only the day of sending a guess`() {
        var item = blitar
        item.term = DigestContent.Item.Term(
            label: Phrase("Masa berlaku akan berakhir", "Term about to end"),
            lastDay: "2027-03-14",
            date: "2027-03-14",
            daysAhead: 9
        )
        item.estimated = true
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(
            lines.contains(
                "   Hanya hari pengirimannya yang perkiraan: ada hari libur yang belum ditetapkan."
            )
        )
        #expect(!lines.contains { $0.contains("Hitungan hari") })
        #expect(
            ReminderText(content(items: [item]), in: .en).lines
                .contains(
                    "   Only the day of sending is an estimate: some holidays are not fixed yet."
                )
        )
    }

    @Test func `two waits of one paper are one paper in the subject`() {
        var other = blitar
        other.waitedOffice = "Pemerintah Kabupaten Blitar"
        let text = ReminderText(content(items: [blitar, other]), in: .id)
        #expect(text.subject.hasSuffix(": 1 naskah"))
        #expect(text.lines.contains("2. 2018-0001 Kota Kembar"))
        #expect(
            ReminderText(content(items: [blitar, other]), in: .en).subject.hasSuffix("1 paper")
        )
    }

    @Test func `a date of the law is called so, not the second of reminders that nobody got`() {
        var item = blitar
        item.term = DigestContent.Item.Term(
            label: Phrase("Batas pemberitahuan", "Notice"),
            lastDay: "2027-09-14",
            date: "2027-03-14",
            daysAhead: 3,
            law: "Pasal 1"
        )
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(lines.contains("   Tahap: Menunggu Kesiapan; pengingat batas hukum."))
    }

    @Test func `the end of a term is told by its days, not by a number of reminders`() {
        var item = blitar
        item.rung = 5
        item.term = DigestContent.Item.Term(
            label: Phrase("Masa berlaku akan berakhir", "Term about to end"),
            lastDay: "2027-03-14",
            date: "2027-03-14",
            daysAhead: 9
        )
        let id = ReminderText(content(items: [item]), in: .id).lines
        #expect(id.contains("   Tahap: Menunggu Kesiapan."))
        let en = ReminderText(content(items: [item]), in: .en).lines
        #expect(en.contains("   Stage: Readiness Awaited."))
        // What asks for the final report is counted forward, and is the first.
        item.rung = 1
        item.term?.date = nil
        let report = ReminderText(content(items: [item]), in: .id).lines
        #expect(report.contains("   Tahap: Menunggu Kesiapan; pengingat pertama."))
    }

    @Test func `in the HTML each line of the checkpoint stands alone`() {
        let note = "contoh.invalid/log\n12\nAAAA=\n\n\u{2014} contoh.invalid/log BBBB\n"
        var digest = content(items: [blitar])
        digest.proof = note
        let html = ReminderText(digest, in: .id).html
        #expect(html.contains("<pre>\n\(note)</pre>"))
    }

    @Test func `a repetition of the last rung says which one it is`() {
        var item = blitar
        item.rung = 3
        func stage(_ language: Language) -> String? {
            ReminderText(content(items: [item]), in: language).lines.first {
                $0.hasPrefix("   Tahap") || $0.hasPrefix("   Stage")
            }
        }
        #expect(stage(.id) == "   Tahap: Menunggu Kesiapan; pengingat ketiga.")
        item.occurrence = 3
        #expect(stage(.id) == "   Tahap: Menunggu Kesiapan; pengingat ketiga (ulangan ke-2).")
        #expect(stage(.en) == "   Stage: Readiness Awaited; third reminder (repeat 2).")
    }

    @Test func `a purpose of several lines is one line and passes for nothing of ours`() {
        var item = blitar
        let usual = ReminderText(content(items: [item]), in: .id)
        item.purpose =
            "paraf\n\n2. 2018-0009 Palsu\r\n\u{2014} contoh.invalid/log AAAA\u{2028}x\ty"
        let text = ReminderText(content(items: [item]), in: .id)
        #expect(text.lines.count == usual.lines.count)
        #expect(
            text.lines.contains {
                $0.contains("untuk paraf  2. 2018-0009 Palsu  \u{2014} contoh.invalid/log AAAA x y")
            }
        )
        let breaks: [Unicode.Scalar] = ["\n", "\r", "\t", "\u{2028}"]
        #expect(text.lines.allSatisfy { !$0.unicodeScalars.contains(where: breaks.contains) })
        #expect(text.html.split(separator: "\n").count == usual.html.split(separator: "\n").count)
    }

    @Test(arguments: ["\u{600}", "\u{6DD}", ""])
    func `no text becomes markup, whatever sign stands in front of it`(sign: String) {
        var item = blitar
        item.title = "a\(sign)<b>\(sign)&\(sign)\"c\u{301}<"
        let html = ReminderText(content(items: [item]), in: .id).html
        // Without the signs, or `<` behind one could not be found here either.
        let plain = String(String.UnicodeScalarView(html.unicodeScalars.filter { $0.isASCII }))
        #expect(plain.contains("a&lt;b&gt;&amp;&quot;c&lt;"))
        #expect(!plain.contains("<b>"))
    }

    @Test func `what is left for another day is counted`() {
        var digest = content(items: [blitar])
        for (count, words) in [(1, "1 more follows on"), (2, "2 more follow on")] {
            digest.waiting = count
            #expect(ReminderText(digest, in: .en).lines.contains { $0.hasPrefix(words) })
        }
    }

    @Test func `upwards one reports and asks for direction`() {
        var item = blitar
        item.escalated = true
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(
            lines.contains("   Izin melaporkan perkembangan Kota Kembar, mohon arahan.")
        )
        #expect(!lines.contains("   Mohon segera ditindaklanjuti."))
    }

    @Test func `a stage in which nothing moves is said to have no progress yet`() {
        var item = blitar
        item.waitedOffice = nil
        item.purpose = nil
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(
            lines.contains(
                "   Belum ada perkembangan sejak Rabu, 7 November 2018 (10 hari kerja)."
            )
        )
    }

    @Test(arguments: [Language.id, .en])
    func `the checkpoint stands at the end, every byte of it`(language: Language) {
        let note = "contoh.invalid/log\n12\nAAAA=\n\n\u{2014} contoh.invalid/log BBBB\n"
        var digest = content(items: [blitar])
        let without = ReminderText(digest, in: language).lines
        digest.proof = note
        let lines = ReminderText(digest, in: language).lines
        #expect(Array(lines.prefix(without.count)) == without)
        #expect(lines.joined(separator: "\n").hasSuffix("\n\n" + note))
    }

    @Test func `a signature that is awaited is called one`() {
        var item = blitar
        item.purpose = nil
        item.signature = true
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(lines.contains { $0.contains("Kota Blitar untuk tanda tangan sejak") })
    }

    @Test(arguments: [(Language.id, "[GLADI] "), (.en, "[REHEARSAL] ")])
    func `a rehearsal says so in its subject`(language: Language, mark: String) {
        let text = ReminderText(content(rehearsal: true, items: [blitar]), in: language)
        #expect(text.subject.hasPrefix(mark))
        #expect(text.lines.contains { $0.hasPrefix(mark.dropFirst().dropLast(2)) })
    }

    @Test(arguments: [(Language.id, "SINTETIS"), (.en, "SYNTHETIC")])
    func `an invented office is marked in the subject and beside its agreement`(
        language: Language,
        mark: String
    ) {
        var item = blitar
        item.synthetic = true
        let text = ReminderText(content(items: [blitar, item]), in: language)
        #expect(text.subject.contains(mark))
        #expect(text.lines.contains("2. 2018-0001 Kota Kembar (\(mark))"))
        #expect(text.lines.contains("1. 2018-0001 Kota Kembar"))
        let own = ReminderText(content(synthetic: true, items: [blitar]), in: language)
        #expect(own.lines.first?.hasSuffix("Buleleng (\(mark))") == true)
    }

    @Test func `a figure that rests on uncertain days says so`() {
        var item = blitar
        item.estimated = true
        item.missingYears = [2028, 2029]
        let lines = ReminderText(content(items: [item]), in: .id).lines
        #expect(lines.contains { $0.contains("perkiraan") })
        #expect(
            lines.contains(
                "   Hari libur 2028 dan 2029 belum ada; dihitung Senin sampai Jumat."
            )
        )
        item.missingYears = [2020]
        item.missingFrom = ["id-bali": [2020]]
        let partly = ReminderText(content(items: [item]), in: .id).lines
        #expect(
            partly.contains { $0.hasPrefix("   Hari libur 2020 yang khusus di kalender id-bali") }
        )
    }

    @Test(arguments: Language.allCases)
    func `nobody is called late`(language: Language) {
        var item = blitar
        item.rung = 7
        item.promised = "2018-11-10"
        let text = ReminderText(content(items: [item]), in: language)
        let words = (text.lines + [text.subject]).joined(separator: " ").lowercased()
        for word in ["terlambat", "lewat waktu", "tagih", "tegur", "late", "overdue"] {
            #expect(!words.split { !$0.isLetter }.contains { $0 == word }, "\(word)")
        }
        #expect(!text.lines.contains { $0.contains("\n") })
    }
}
