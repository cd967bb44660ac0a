import Language
import Testing

/// The weekly report as it is read.
@Suite struct WeeklyTextTests {
    private static let report = WeeklyContent(
        open: 12,
        stages: [
            .init(name: Phrase("Menunggu Kesiapan", "Readiness Awaited"), papers: 9),
            .init(name: Phrase("Naskah PKS Disusun", "PKS Drafted"), papers: 3),
        ],
        awaited: [
            .init(name: Phrase("Pemerintah Kota Blitar"), papers: 8),
            .init(name: Phrase("DPRD Buleleng"), papers: 1),
        ],
        offices: 3,
        exhausted: 1,
        due: "2018-11-22T08:00:00.000+08:00",
        agreement: "2018-0001",
        audit: .whole(size: 1_234),
        next: "2018-11-26"
    )

    private func content(
        _ weekly: WeeklyContent?,
        items: [DigestContent.Item] = [],
        missing: DigestContent.MissingYear? = nil
    ) -> DigestContent {
        var content = DigestContent(
            role: Phrase("Petugas", "Officer"),
            office: "Pemerintah Kabupaten Buleleng",
            date: "2018-11-19",
            rehearsal: false,
            synthetic: false,
            items: items
        )
        content.weekly = weekly
        content.nextYear = missing
        return content
    }

    @Test func `in Indonesian it says what is open, awaited and due, and how the history stands`() {
        let text = ReminderText(content(Self.report), in: .id)
        #expect(
            text.subject == "Kabar mingguan kerja sama daerah, Senin, 19 November 2018: 12 naskah"
        )
        #expect(
            text.lines == [
                "Yth. Petugas, Pemerintah Kabupaten Buleleng", "",
                "Kabar mingguan: kembar bekerja.",
                "   12 naskah sedang berjalan: Menunggu Kesiapan 9 dan Naskah PKS Disusun 3.",
                "   Yang ditunggu: Pemerintah Kota Blitar (8 naskah), DPRD Buleleng (1 naskah), dan 1 kantor lain.",
                "   Tangga pengingat sudah habis pada 1 naskah: kembar list.",
                "   Pengingat berikutnya: Kamis, 22 November 2018 pukul 08.00 WITA, 2018-0001.",
                "   Riwayat: 1.234 entri, hari ini diperiksa seluruhnya: utuh.",
                "   Kabar berikutnya: Senin, 26 November 2018. Bila tidak sampai, jalankan: kembar status.",
                "",
                "Pesan ini disusun oleh kembar dari riwayat yang tercatat. Mengapa dikirim dan kapan berikutnya: kembar remind explain ID. Rinciannya: kembar show ID.",
            ]
        )
    }

    @Test func `in English it says the same`() {
        let text = ReminderText(content(Self.report), in: .en)
        #expect(
            text.subject
                == "Weekly report on regional cooperation, Monday, 19 November 2018: 12 papers"
        )
        #expect(
            text.lines.dropFirst(2).prefix(7) == [
                "Weekly report: kembar is at work.",
                "   12 papers are under way: Readiness Awaited 9 and PKS Drafted 3.",
                "   Awaited: Pemerintah Kota Blitar (8 papers), DPRD Buleleng (1 paper), and 1 other office.",
                "   The ladder is at its end for 1 paper: kembar list.",
                "   Next reminder: Thursday, 22 November 2018 at 08:00 WITA, 2018-0001.",
                "   History: 1,234 entries, all checked today: whole.",
                "   Next report: Monday, 26 November 2018. If it does not come, run: kembar status.",
            ]
        )
    }

    @Test func `days that are not certain bear marks, and once it is said what these mean`() {
        var report = Self.report
        report.dueDoubt = DoubtWords(estimated: true, MissingYears([2019]))
        report.nextDoubt = DoubtWords(estimated: true, MissingYears())
        #expect(
            ReminderText(content(report), in: .id).lines.dropFirst(6).prefix(5) == [
                "   Pengingat berikutnya: Kamis, 22 November 2018 pukul 08.00 WITA [perkiraan] [tanpa kalender 2019], 2018-0001.",
                "   Riwayat: 1.234 entri, hari ini diperiksa seluruhnya: utuh.",
                "   Kabar berikutnya: Senin, 26 November 2018 [perkiraan]. Bila tidak sampai, jalankan: kembar status.",
                "   [perkiraan]: ada hari libur yang belum ditetapkan.",
                "   Hari libur 2019 belum ada; dihitung Senin sampai Jumat.",
            ]
        )
        let english = ReminderText(content(report), in: .en).lines
        #expect(
            english.contains(
                "   Next reminder: Thursday, 22 November 2018 at 08:00 WITA [estimated] [no calendar for 2019], 2018-0001."
            )
        )
        #expect(english.contains("   [estimated]: some holidays are not fixed yet."))
    }

    @Test func `limits that have passed are counted`() {
        var report = Self.report
        report.lapsed = 2
        #expect(
            ReminderText(content(report), in: .id).lines
                .contains("   Batas waktu sudah lewat pada 2 naskah: kembar list.")
        )
        report.lapsed = 1
        #expect(
            ReminderText(content(report), in: .en).lines
                .contains("   A limit has passed for 1 paper: kembar list.")
        )
    }

    @Test func `papers whose renewal left a gap are counted`() {
        var report = Self.report
        func lines(_ language: Language) -> [String] {
            ReminderText(content(report), in: language).lines
        }
        #expect(!lines(.id).contains { $0.contains("Celah") })
        report.gaps = 2
        #expect(
            lines(.id).contains(
                "   Celah (masa berlaku sudah berakhir, perpanjangannya belum ditandatangani) pada 2 naskah: kembar list."
            )
        )
        report.gaps = 1
        #expect(
            lines(.en).contains(
                "   A gap (the term has ended, its renewal is not signed) for 1 paper: kembar list."
            )
        )
    }

    @Test func `an office with nothing under way is told just that`() {
        var quiet = Self.report
        (quiet.open, quiet.stages, quiet.awaited, quiet.offices) = (0, [], [], 0)
        (quiet.exhausted, quiet.due, quiet.agreement, quiet.next) = (0, nil, nil, nil)
        #expect(
            ReminderText(content(quiet), in: .id).lines.dropFirst(2).prefix(5) == [
                "Kabar mingguan: kembar bekerja.", "   Tidak ada naskah yang sedang berjalan.",
                "   Tidak ada yang ditunggu.", "   Tidak ada pengingat yang akan jatuh tempo.",
                "   Riwayat: 1.234 entri, hari ini diperiksa seluruhnya: utuh.",
            ]
        )
    }

    @Test(arguments: [
        (WeeklyContent.Audit.notChecked(size: 1_234_567), "1.234.567 entri; periksa dengan: "),
        (.damaged(position: 17), "RIWAYAT TIDAK UTUH pada entri 17. "),
        (.damaged(position: -1), "RIWAYAT TIDAK UTUH. "),
        (.contradicted, "RIWAYAT TIDAK COCOK dengan yang pernah ditandatangani. "),
    ])
    func `a history that is not whole is called so`(audit: WeeklyContent.Audit, words: String) {
        var report = Self.report
        report.audit = audit
        let lines = ReminderText(content(report), in: .id).lines
        #expect(lines.contains { $0.contains(words) && $0.contains("kembar audit verify") })
    }

    @Test(arguments: [
        (Language.id, "Kalender id-bali belum memuat hari libur 2019; "),
        (.en, "The calendar id-bali has no days off yet for 2019; "),
    ])
    func `a calendar without the next year is named in every message`(
        language: Language,
        words: String
    ) {
        let missing = DigestContent.MissingYear(year: 2019, calendars: ["id", "id-bali"])
        for content in [content(nil, missing: missing), content(Self.report, missing: missing)] {
            let text = ReminderText(content, in: language)
            #expect(text.lines.contains { $0.hasPrefix(words) })
            #expect(text.html.contains(words))
        }
        #expect(!ReminderText(content(nil), in: language).lines.contains { $0.contains("2019") })
    }

    @Test(arguments: [
        (
            Language.id,
            [
                "Kalender id belum memuat hari libur 2018; tambahkan: kembar calendars adopt BERKAS.",
                "Hari libur 2019 yang khusus di kalender id-bali belum diketahui; hari libur lainnya sudah. Tambahkan sebelum tahun itu mulai: kembar calendars adopt BERKAS.",
            ]
        ),
        (
            .en,
            [
                "The calendar id has no days off yet for 2018; add them: kembar calendars adopt FILE.",
                "The days off for 2019 that only id-bali has are not known; all others are. Add them before that year begins: kembar calendars adopt FILE.",
            ]
        ),
    ])
    func `the running year is named too, and of a year known in part only what is missing`(
        language: Language,
        words: [String]
    ) {
        var next = DigestContent.MissingYear(year: 2019, calendars: ["id-bali"])
        next.files = ["id-bali": ["id-bali"]]
        var report = content(Self.report, missing: next)
        report.thisYear = DigestContent.MissingYear(year: 2018, calendars: ["id"])
        let lines = ReminderText(report, in: language).lines
        #expect(lines.filter { $0.contains("kembar calendars adopt") } == words)
    }
}
