import Entries
import Language
import Testing
import Wire

@testable import kembar

@Suite struct ExplanationTests {
    private let id = Page(language: .id, width: 200)
    private let en = Page(language: .en, width: 200)

    private static let roles = [
        "petugas": Label(id: "Petugas", en: "Officer"), "kabag": Label(id: "Kabag", en: "Head"),
    ]

    private static func skipped(_ date: String, estimated: Bool = false) -> SkippedAnswer {
        SkippedAnswer(
            date: date,
            name: Label(id: "Libur", en: "Holiday"),
            kind: "public",
            estimated: estimated
        )
    }

    private func slot(
        _ rung: Int,
        _ role: String,
        _ date: String,
        _ state: String,
        due: String? = nil,
        position: Int64? = nil,
        skipped: [SkippedAnswer] = [],
        estimated: Bool = false,
        missingYears: [Int] = []
    ) -> SlotExplanation {
        SlotExplanation(
            rung: rung,
            occurrence: 1,
            role: role,
            roleLabel: Self.roles[role] ?? Label(id: role, en: role),
            workingDays: rung * 10,
            date: date,
            due: "\(due ?? date)T08:00:00.000+08:00",
            skipped: skipped,
            estimated: estimated,
            missingYears: missingYears,
            state: state,
            position: position,
            goesOut: state == "upcoming" ? "\(due ?? date)T08:00:00.000+08:00" : nil,
            goesOutDoubt: estimated || !missingYears.isEmpty
                ? DayDoubt(estimated: estimated, missingYears: missingYears) : nil
        )
    }

    private func text(
        _ page: Page,
        silent: Notice? = nil,
        ladder: Notice? = nil,
        _ slots: [SlotExplanation]
    ) -> String {
        var explanation = Samples.explanation
        explanation.silent = silent
        explanation.openers[0].silent = ladder
        explanation.openers[0].slots = slots
        return ExplanationScreen(explanation).screen(page).text(page)
    }

    @Test func `a wait's day limit is told with its law, its calendar and the days it skips`() {
        var explanation = Samples.explanation
        explanation.openers[0].limits = [
            LimitExplanation(
                name: "persetujuan-dprd",
                label: Label(id: "Persetujuan DPRD", en: "DPRD approval"),
                workingDays: 45,
                from: "2026-03-16",
                calendar: "id",
                lastDay: "2026-05-29",
                lapsed: false,
                skipped: [Self.skipped("2026-03-18")],
                estimated: false,
                missingYears: [],
                mark: "legal",
                source: "Pasal 1"
            )
        ]
        let words = ExplanationScreen(explanation).screen(id).text(id)
        #expect(
            words.contains(
                """
                  Persetujuan DPRD (batas hukum): sampai Jumat, 29 Mei 2026; 45 hari kerja sejak Senin, 16 Maret 2026 menurut kalender id (Pasal 1).
                      tidak dihitung: 18 Mar 2026 Libur
                """
            )
        )
        explanation.openers[0].limits?[0].lapsed = true
        #expect(
            ExplanationScreen(explanation).screen(en).text(en)
                .contains(
                    "DPRD approval (legal limit): until Friday, 29 May 2026, passed; 45 working"
                )
        )
        #expect(!words.contains("kembar record"))
        explanation.openers[0].limits?[0].event = "DeemedApproved"
        explanation.openers[0].limits?[0].fields = ["office=51.08/DPRD", "citing=Pasal 1"]
        let command = "kembar record 2018-0001 DeemedApproved office=51.08/DPRD 'citing=Pasal 1'"
        #expect(
            ExplanationScreen(explanation).screen(id).text(id)
                .contains("\n      Dapat dicatat: \(command)\n")
        )
        #expect(
            ExplanationScreen(explanation).screen(en).text(en)
                .contains("\n      It can be recorded: \(command)\n")
        )
    }

    @Test func `as long as a limit runs, what will be said of it is told as what may come`() {
        var explanation = Samples.explanation
        explanation.openers[0].limitLabel = Label(id: "Persetujuan DPRD", en: "DPRD approval")
        explanation.openers[0].limits = [
            LimitExplanation(
                name: "persetujuan-dprd",
                label: Label(id: "Persetujuan DPRD", en: "DPRD approval"),
                workingDays: 45,
                from: "2026-03-16",
                calendar: "id",
                lastDay: "2026-05-29",
                lapsed: false,
                skipped: [],
                estimated: false,
                missingYears: [],
                mark: "legal",
                source: "Pasal 1"
            )
        ]
        let words = ExplanationScreen(explanation).screen(id).text(id)
        #expect(
            words.contains(
                "\nBila batas waktu Persetujuan DPRD (Pemerintah Kota Blitar) lewat (entri"
            )
        )
        #expect(
            ExplanationScreen(explanation).screen(en).text(en).contains(
                "\nOnce the limit DPRD approval (Pemerintah Kota Blitar) has passed (entry 12"
            )
        )
        var reminder = Samples.reminderAnswer
        reminder.limitLabel = Label(id: "Persetujuan DPRD", en: "DPRD approval")
        #expect(ReminderPhrases.about(reminder).en.hasPrefix("limit DPRD approval"))
        reminder.limitRuns = true
        #expect(ReminderPhrases.about(reminder).en.hasPrefix("once the limit DPRD approval"))
    }

    @Test func `what a silence keeps back is told with the day on which it leaves`() {
        var explanation = Samples.explanation
        var first = slot(1, "petugas", "2018-11-22", "superseded")
        first.goesOut = nil
        var second = slot(2, "petugas", "2018-12-06", "upcoming")
        second.goesOut = "2019-03-29T08:00:00.000+08:00"
        explanation.openers[0].slots = [first, second]
        let words = ExplanationScreen(explanation).screen(en).text(en)
        #expect(words.contains("Next to be reminded: Officer, on Friday, 29 March 2019"))
        #expect(words.contains("upcoming, goes out on Friday, 29 March 2019 at 08:00 WITA"))
        explanation.openers[0].slots[1].state = "held"
        explanation.openers[0].slots[1].goesOut = nil
        explanation.silent = Notice(code: "held", params: [:])
        let held = ExplanationScreen(explanation).screen(en).text(en)
        #expect(!held.contains("Next to be reminded"))
    }

    @Test
    func `the arithmetic names each step once, with all its recipients and only the new days`() {
        let first = [Self.skipped("2018-11-20")]
        let second = first + [Self.skipped("2018-12-26", estimated: true)]
        let slots = [
            slot(1, "petugas", "2018-11-22", "issued", position: 21, skipped: first),
            slot(2, "petugas", "2018-12-06", "issued", position: 23, skipped: first),
            slot(2, "kabag", "2018-12-06", "issued", position: 24, skipped: first),
            slot(4, "petugas", "2019-01-08", "upcoming", skipped: second, estimated: true),
            slot(4, "kabag", "2019-01-08", "upcoming", skipped: second, estimated: true),
        ]
        #expect(
            text(id, slots) == """
                GLADI: jam dan pesan di sini hanya latihan.
                2018-0001  Kota Kembar
                Sekarang          Kamis, 22 November 2018 pukul 09.00 WITA

                Berikutnya diingatkan: Petugas dan Kabag, pada Selasa, 8 Januari 2019 pukul 08.00 WITA [perkiraan] (menunggu Pemerintah Kota Blitar, kesiapan).

                Menunggu Pemerintah Kota Blitar (35.72), kesiapan (entri 12, aturan menunggu)
                  Dihitung dari Rabu, 7 November 2018, menurut kalender id dari Pemerintah Kota Blitar (35.72).
                  - Kamis, 22 November 2018 (10 hari kerja), kepada Petugas: sudah diterbitkan (entri 21)
                      tidak dihitung: 20 Nov 2018 Libur
                  - Kamis, 6 Desember 2018 (20 hari kerja), kepada Petugas, Kabag: sudah diterbitkan (entri 23, 24)
                  - Selasa, 8 Januari 2019 [perkiraan] (40 hari kerja), kepada Petugas, Kabag: akan datang
                      juga tidak dihitung: 26 Des 2018 Libur [perkiraan]
                  Sabtu dan Minggu tidak dihitung.
                  [perkiraan]: ada hari libur yang belum ditetapkan.
                """
        )
    }

    @Test func `everything past and the next three steps are shown, the rest is counted`() {
        let slots =
            [slot(1, "petugas", "2018-11-22", "issued", position: 21)]
            + (2...7).map { slot($0, "petugas", "2019-0\($0)-01", "upcoming") }
        let text = text(en, slots)
        #expect(text.contains("1 April 2019 (40 working days)"))
        #expect(!text.contains("(50 working days)"))
        #expect(text.contains("\n  … and 3 more, the last on Monday, 1 July 2019\n"))
        #expect(!self.text(en, Array(slots.prefix(4))).contains("…"))
    }

    @Test func `a hold in the count is named with its days, and the sum adds up`() {
        var held = slot(1, "petugas", "2018-11-26", "upcoming")
        held.pauses = [
            PauseAnswer(
                first: "2018-11-09",
                last: "2018-11-12",
                workingDays: ["2018-11-09", "2018-11-12"],
                position: 14,
                reason: "menunggu anggaran"
            )
        ]
        var later = slot(2, "petugas", "2018-12-10", "upcoming")
        later.pauses = held.pauses
        let words = text(id, [held, later])
        #expect(
            words.contains(
                """
                  - Senin, 26 November 2018 (10 hari kerja = 12 hari kerja di kalender - 2 ditahan), kepada Petugas: akan datang
                      ditahan 9-12 Nov 2018 (entri 14, menunggu anggaran): 2 hari kerja tidak dihitung: 9 Nov 2018, 12 Nov 2018
                """
            )
        )
        // Said once.
        #expect(words.split(separator: "ditahan 9-12").count == 2)
        #expect(
            text(en, [held]).contains(
                "on hold 9-12 Nov 2018 (entry 14, menunggu anggaran): 2 working days not counted: 9 Nov 2018, 12 Nov 2018"
            )
        )
    }

    @Test func `the days on which the own office rests are named and marked`() {
        var moved = slot(1, "petugas", "2019-03-06", "upcoming", due: "2019-03-11", estimated: true)
        moved.resting = [Self.skipped("2019-03-06", estimated: true), Self.skipped("2019-03-08")]
        let words = text(id, [moved])
        #expect(
            words.contains("- Rabu, 6 Maret 2019 [perkiraan] (10 hari kerja), dikirim Senin, 11")
        )
        #expect(
            words.contains(
                "libur kantor sendiri: 6 Mar 2019 Libur [perkiraan]; 8 Mar 2019 Libur"
            )
        )
        #expect(text(en, [moved]).contains("days off of the own office: 6 Mar 2019 Holiday"))
    }

    @Test func `the window stands in words, with the days that have other hours`() {
        var explanation = Samples.explanation
        explanation.window = WindowAnswer(
            office: explanation.openers[0].calendarOffice,
            from: "08:00",
            until: "15:00",
            exceptions: [
                .init(
                    first: "2027-02-08",
                    last: "2027-03-09",
                    from: "08:00",
                    until: "14:00",
                    label: Label(id: "Ramadan", en: "Ramadan")
                )
            ]
        )
        let words = ExplanationScreen(explanation).screen(id).text(id)
        #expect(
            words.contains(
                "Dikirim pada hari kerja Pemerintah Kota Blitar (35.72), pukul 08.00-15.00."
            )
        )
        #expect(words.contains("8 Feb - 9 Mar 2027 (Ramadan): pukul 08.00-14.00."))
        #expect(
            ExplanationScreen(explanation).screen(en).text(en)
                .contains("Sent on working days of Pemerintah Kota Blitar (35.72), 08:00-15:00.")
        )
    }

    @Test func `steps stand in their order, and one that gives way to a hidden one is hidden too`()
    {
        var overtaken = slot(4, "petugas", "2027-03-05", "superseded")
        overtaken.goesOut = nil
        let slots = [
            slot(1, "petugas", "2026-12-14", "upcoming"),
            slot(2, "petugas", "2027-01-11", "upcoming"),
            slot(3, "petugas", "2027-02-12", "upcoming"), overtaken,
            slot(5, "petugas", "2027-03-05", "upcoming"),
        ]
        let words = text(id, slots)
        #expect(!words.contains("digantikan"))
        #expect(words.contains("… dan 1 lagi, terakhir Jumat, 5 Maret 2027"))
        // With the one that takes its place in sight it stands before it.
        let all = text(id, Array(slots.dropFirst(2)))
        let places = ["12 Februari", "digantikan", "akan datang\n"].map { all.firstRange(of: $0) }
        let starts = places.compactMap { $0?.lowerBound }
        #expect(starts.count == 3 && starts[0] < starts[1])
    }

    @Test func `what is said of a limit that is over is called so`() {
        var explanation = Samples.explanation
        explanation.openers[0].limitLabel = Label(id: "Persetujuan DPRD", en: "DPRD approval")
        #expect(
            ExplanationScreen(explanation).screen(id).text(id).contains(
                "Batas waktu Persetujuan DPRD (Pemerintah Kota Blitar) sudah lewat (entri 12"
            )
        )
        #expect(
            ExplanationScreen(explanation).screen(en).text(en)
                .contains("Limit DPRD approval (Pemerintah Kota Blitar) has passed (entry 12")
        )
    }

    @Test func `a paper that was ended is silent because of that, with the day`() {
        let notice = Notice(
            code: "closed",
            params: ["label": ["id": "Diakhiri", "en": "Terminated"], "time": "2026-11-27"]
        )
        let words = text(id, silent: notice, [slot(1, "petugas", "2018-11-22", "issued")])
        #expect(words.contains("sudah selesai: Diakhiri, Jumat, 27 November 2026."))
    }

    @Test func `a silent ladder says why in one line and shows no steps`() {
        let notice = Notice(code: "awaited", params: ["offices": ["Kota Blitar"]])
        let text = text(id, ladder: notice, [slot(1, "petugas", "2018-11-22", "silent")])
        #expect(
            text.hasSuffix(
                """
                Tidak ada lagi yang akan diingatkan.

                Menunggu Pemerintah Kota Blitar (35.72), kesiapan (entri 12, aturan menunggu)
                  Dihitung dari Rabu, 7 November 2018, menurut kalender id dari Pemerintah Kota Blitar (35.72).
                  Tidak diingatkan. Menunggu Kota Blitar: yang diingatkan penantian itu, bukan tahapnya.
                """
            )
        )
    }

    @Test(arguments: [
        ("owed", "saatnya dikirim", "owed now"),
        (
            "passed-over", "dilewati, karena jatuh tempo sebelum dicatat (7 Nov 2018)",
            "passed over, because it fell due before it was recorded (7 Nov 2018)"
        ),
        (
            "not-in-force",
            "dilewati, karena aturan atau penerima ini baru ditetapkan sesudahnya",
            "passed over, because this rule or recipient was adopted only later"
        ),
        (
            "superseded", "tidak dikirim, digantikan pengingat yang lebih baru",
            "not sent, a later reminder took its place"
        ),
        ("silent", "tidak diingatkan", "no reminder"), ("newer", "lain (newer)", "other (newer)"),
    ])
    func `every state is said in words`(state: String, inIndonesian: String, inEnglish: String) {
        let slots = [slot(1, "petugas", "2018-11-22", state)]
        #expect(text(id, slots).contains("kepada Petugas: \(inIndonesian)\n"))
        #expect(text(en, slots).contains("to Officer: \(inEnglish)\n"))
    }

    @Test func `the day that is counted from is named with its reason`() {
        var promised = Samples.explanation
        promised.openers[0].promised = "2018-11-30"
        promised.openers[0].promiseCount = 2
        promised.openers[0].anchor = "2018-11-30"
        let text = ExplanationScreen(promised).screen(id).text(id)
        #expect(
            text.contains("yang dijanjikan, Jumat, 30 November 2018 (janji ke-2) (dibuka Rabu, 7")
        )
        var anew = Samples.explanation
        anew.openers[0].begunAnew = true
        anew.openers[0].anchor = "2026-11-23"
        #expect(
            ExplanationScreen(anew).screen(en).text(en)
                .contains("Counted from the day of recording, Monday, 23 November 2026: since Wed")
        )
    }

    @Test func `recipients of one step who stand differently have a line each`() {
        let slots = [
            slot(2, "petugas", "2018-12-06", "superseded"), slot(2, "kabag", "2018-12-06", "owed"),
        ]
        let text = text(en, slots)
        #expect(text.contains("to Officer: will not be sent, a later reminder takes its place"))
        #expect(text.contains("to Head: owed now"))
        #expect(
            text.contains(
                "To be reminded now: Head (waiting for Pemerintah Kota Blitar, kesiapan)."
            )
        )
    }

    @Test func `a day on which the own office rests says when the message goes out instead`() {
        let slots = [slot(1, "petugas", "2018-11-22", "upcoming", due: "2018-11-26")]
        #expect(
            text(en, slots).contains(
                "(10 working days), sent on Monday, 26 November 2018 at 08:00 WITA because the own office rests that day, to Officer"
            )
        )
        #expect(!text(en, [slot(1, "petugas", "2018-11-22", "upcoming")]).contains("rests"))
    }

    @Test func `years without data stand under every step that they reach`() {
        let slots = [
            slot(1, "petugas", "2029-12-27", "upcoming"),
            slot(2, "petugas", "2030-01-10", "upcoming", missingYears: [2030]),
            slot(3, "petugas", "2030-01-24", "upcoming", missingYears: [2030]),
        ]
        #expect(text(en, slots).split(separator: "no holidays known for 2030").count == 3)
    }

    @Test func `a hold with an end says why, and who is told after it`() {
        let notice = Notice(code: "held", params: ["until": "2019-01-14"])
        let text = text(en, silent: notice, [slot(1, "petugas", "2019-01-28", "upcoming")])
        #expect(
            text.contains(
                "\nNo reminder. On hold until Monday, 14 January 2019. Next to be reminded: Officer, on Monday,"
            )
        )
        #expect(text.contains("to Officer: upcoming"))
    }

    @Test func `a closed agreement shows what went out and nothing to come`() {
        let notice = Notice(
            code: "closed",
            params: ["label": ["id": "Ditarik", "en": "Withdrawn"]]
        )
        let slots = [
            slot(1, "petugas", "2018-11-22", "issued", position: 21),
            slot(2, "petugas", "2018-12-06", "upcoming"),
        ]
        let text = text(id, silent: notice, slots)
        #expect(text.contains("\nTidak diingatkan. Proses naskah ini sudah selesai: Ditarik.\n"))
        #expect(text.contains("(entri 21)") && !text.contains("akan datang"))
        #expect(!text.contains("Berikutnya"))
    }

    @Test func `of two ladders the earlier one is told of first, both if they meet`() {
        var explanation = Samples.explanation
        var other = explanation.openers[0]
        explanation.openers[0].slots = [slot(1, "petugas", "2018-12-06", "upcoming")]
        other.office = nil
        other.purpose = nil
        other.slots = [slot(1, "kabag", "2018-12-05", "upcoming")]
        explanation.openers.append(other)
        var text = ExplanationScreen(explanation).screen(en).text(en)
        #expect(
            text.contains("Head, on Wednesday, 5 December 2018 at 08:00 WITA (no progress yet).")
        )
        explanation.openers[1].slots = [slot(1, "kabag", "2018-12-06", "upcoming")]
        text = ExplanationScreen(explanation).screen(en).text(en)
        #expect(
            text.contains("Next to be reminded: Officer and Head, on Thursday, 6 December 2018")
        )
    }
}
