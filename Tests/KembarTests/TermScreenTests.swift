import Entries
import Language
import Testing
import Wire

@testable import kembar

/// The end of a term, what was put off, gaps and ladders at their end, as people read them.
@Suite struct TermScreenTests {
    private let id = Page(language: .id, width: 200)
    private let en = Page(language: .en, width: 200)

    private let matter = TermMatter(
        label: Label(id: "Masa berlaku akan berakhir", en: "Term about to end"),
        lastDay: "2027-03-14",
        date: "2027-03-14",
        mark: "office-policy",
        source: "Kebijakan kantor"
    )

    private func slot(
        _ days: Int,
        _ date: String,
        from: String? = nil,
        state: String
    ) -> SlotExplanation {
        SlotExplanation(
            rung: 1,
            occurrence: 1,
            role: "petugas",
            roleLabel: Label(id: "Petugas", en: "Officer"),
            workingDays: 0,
            date: date,
            due: "\(date)T08:00:00.000+08:00",
            skipped: from == nil
                ? []
                : [
                    SkippedAnswer(
                        date: "2027-01-13",
                        name: Label(id: "Hari Suci Galungan", en: "Galungan"),
                        kind: "bali_pawukon",
                        estimated: true
                    )
                ],
            estimated: from != nil,
            missingYears: [],
            state: state,
            daysBefore: days,
            rolledFrom: from
        )
    }

    private func explanation(_ matter: TermMatter) -> ReminderExplanation {
        ReminderExplanation(
            agreement: "2022-0001",
            title: "Perjanjian contoh",
            now: "2026-12-01T09:00:00.000+08:00",
            openers: [
                OpenerExplanation(
                    opener: 7,
                    signature: false,
                    rule: "akhir-masa",
                    since: "2022-03-15",
                    anchor: matter.date ?? "2027-03-15",
                    recorded: "2026-01-05T09:00:00.000+08:00",
                    calendar: "id-bali",
                    calendarOffice: Samples.buleleng,
                    slots: [
                        slot(90, "2026-12-14", state: "upcoming"),
                        slot(60, "2027-01-11", from: "2027-01-13", state: "upcoming"),
                        slot(0, "2027-03-05", state: "upcoming"),
                    ],
                    term: matter
                )
            ],
            rehearsal: false,
            synthetic: false
        )
    }

    @Test func `the arithmetic back from a date is told in words`() {
        let screen = ExplanationScreen(explanation(matter)).screen(id).text(id)
        #expect(
            screen.contains(
                "Dihitung mundur dari Minggu, 14 Maret 2027, hari terakhir masa berlaku (kebijakan kantor)."
            ),
            "\(screen)"
        )
        #expect(screen.contains("- Senin, 14 Desember 2026 (90 hari sebelumnya), kepada Petugas"))
        #expect(
            screen.contains("(60 hari sebelumnya), dimajukan dari hari libur Rabu, 13 Januari 2027")
        )
        #expect(
            screen.contains("hari libur: 13/1/2027 Hari Suci Galungan [perkiraan]")
                || screen.contains("hari libur: ")
        )
        #expect(screen.contains("(pada hari itu), kepada Petugas"))
        #expect(!screen.contains("Sabtu dan Minggu tidak dihitung"))
        let other = ExplanationScreen(explanation(matter)).screen(en).text(en)
        #expect(
            other.contains(
                "Counted back from Sunday, 14 March 2027, the last day of the term (office policy)."
            )
        )
        #expect(other.contains("(60 days before), brought forward from a day off"))
    }

    @Test func `a date before the end is told with the end and its article`() {
        var notice = matter
        notice.label = Label(id: "Batas pemberitahuan perpanjangan", en: "Notice of renewal")
        notice.date = "2026-09-14"
        notice.mark = "legal"
        notice.source = "Permendagri 25/2020 Ps 33"
        let screen = ExplanationScreen(explanation(notice)).screen(en).text(en)
        #expect(
            screen.contains(
                "Counted back from Monday, 14 September 2026; the term ends on Sunday, 14 March 2027 (Permendagri 25/2020 Ps 33, "
            ),
            "\(screen)"
        )
        #expect(screen.contains("Notice of renewal: Monday, 14 September 2026"))
    }

    @Test func `what was put off says how often, until when and why`() {
        var explained = explanation(matter)
        explained.openers[0].postponed = PostponementAnswer(
            until: "2026-12-31",
            note: "sudah ditelepon",
            count: 3,
            silent: true,
            position: 9
        )
        let screen = ExplanationScreen(explained).screen(id).text(id)
        #expect(
            screen.contains(
                "Ditunda 3 kali, terakhir sampai Kamis, 31 Desember 2026: sudah ditelepon."
            ),
            "\(screen)"
        )
        var agreement = Samples.agreement
        agreement.postponed = explained.openers[0].postponed
        let shown = AgreementScreen(agreement).screen(en).text(en)
        #expect(shown.contains("postponed 3 times, last until Thursday, 31 December 2026"))
        var reminder = Samples.reminderAnswer
        reminder.postponements = 1
        let list = ReminderList(
            now: "2018-11-22T08:00:00.000+08:00",
            items: [reminder],
            rehearsal: false
        )
        #expect(ReminderListScreen(list).screen(en).text(en).contains("owed now, postponed once"))
    }

    @Test func `of each matter the last reminder is told, behind what comes next`() {
        func item(_ agreement: String, _ role: String, _ day: String, _ state: String)
            -> ReminderAnswer
        {
            var item = Samples.reminderAnswer
            (item.agreement, item.state) = (agreement, state)
            item.roleLabel = Label(id: role, en: role)
            item.due = "\(day)T08:00:00.000+08:00"
            return item
        }
        let list = ReminderList(
            now: "2019-01-10T08:00:00.000+08:00",
            items: [
                item("2018-0001", "Petugas", "2018-11-22", "issued"),
                item("2018-0001", "Kabag", "2018-12-06", "issued"),
                item("2018-0001", "Petugas", "2018-12-06", "issued"),
                item("2018-0002", "Petugas", "2018-12-10", "issued"),
                item("2018-0002", "Petugas", "2019-01-28", "upcoming"),
            ],
            rehearsal: false
        )
        func rows(_ page: Page, isWhole: Bool = false) -> [String] {
            ReminderListScreen(list, isWhole: isWhole).screen(page).text(page)
                .split(separator: "\n").map { String($0.prefix(11)) }
        }
        #expect(
            rows(en).dropFirst(3) == [
                "28 Jan 2019", "10 Dec 2018", "6 Dec 2018 ", "6 Dec 2018 ", "1 more was ",
            ]
        )
        #expect(
            rows(en, isWhole: true).dropFirst(3) == [
                "28 Jan 2019", "10 Dec 2018", "6 Dec 2018 ", "6 Dec 2018 ", "22 Nov 2018",
            ]
        )
        #expect(
            ReminderListScreen(list).screen(id).text(id)
                .contains("\n1 lagi sudah diterbitkan sebelum itu: kembar remind list --all")
        )
    }

    @Test func `a gap and a ladder at its end stand in the sheet and on the board`() {
        var agreement = Samples.agreement
        agreement.gap = GapAnswer(
            since: "2027-03-15",
            predecessor: "2022-0001",
            successor: "2018-0001"
        )
        agreement.exhausted = true
        let sheet = AgreementScreen(agreement).screen(id).text(id)
        #expect(
            sheet.contains(
                "Celah: sejak Senin, 15 Maret 2027 tidak ada naskah yang berlaku. 2022-0001 sudah berakhir; perpanjangannya, 2018-0001, belum ditandatangani."
            ),
            "\(sheet)"
        )
        func board(_ agreement: AgreementAnswer) -> String {
            BoardScreen(
                AgreementList(agreements: [agreement], position: 9, rehearsal: false)
            ).screen(en).text(en)
        }
        #expect(board(agreement).contains("(gap)"))
        // The row says another thing first: under the table it is named all the same.
        #expect(board(agreement).contains("reminders at their end: 2018-0001"))
        agreement.gap = nil
        agreement.nextReminder = nil
        #expect(board(agreement).contains("(reminders at their end)"))
    }

    @Test func `of two waits the one at its end is named, and what follows is not denied`() {
        var agreement = Samples.agreement
        agreement.exhausted = true
        agreement.awaiting[0].exhausted = true
        var other = agreement.awaiting[0]
        other.office = Samples.buleleng
        other.exhausted = nil
        agreement.awaiting.append(other)
        func sheet(_ page: Page) -> String { AgreementScreen(agreement).screen(page).text(page) }
        func board(_ page: Page) -> String {
            BoardScreen(AgreementList(agreements: [agreement], position: 9, rehearsal: false))
                .screen(page).text(page)
        }
        #expect(
            sheet(id).contains(
                "\nSemua pengingat tentang Pemerintah Kota Blitar sudah diterbitkan; yang masih dapat menyusul tentang hal lain.\n"
            ),
            "\(sheet(id))"
        )
        #expect(board(id).contains("(sebagian pengingat habis)"), "\(board(id))")
        #expect(board(id).contains("\npengingat habis: 2018-0001 (Pemerintah Kota Blitar)\n"))
        #expect(!board(id).contains("tidak ada lagi"))
        // A hold without an end tells no next day: the other wait may go on all the same.
        agreement.nextReminder = nil
        agreement.held = HoldAnswer(since: "2019-08-01", until: nil, reason: nil)
        #expect(sheet(en).contains("what may still follow is about something else."))
        #expect(!board(en).contains("no further reminder follows"))
        // Of one wait alone, nothing is left that could follow, hold or not.
        let waits = agreement.awaiting
        agreement.awaiting = waits.filter { $0.exhausted == true }
        #expect(!sheet(en).contains("what may still follow"), "\(sheet(en))")
        #expect(board(en).contains("no further reminder follows"), "\(board(en))")
        agreement.awaiting = waits
        agreement.held = nil
        agreement.awaiting[1].office = Samples.blitar
        agreement.awaiting[1].purpose = "izin"
        #expect(
            sheet(en).contains(
                "every reminder about Pemerintah Kota Blitar (kesiapan penandatanganan) has been issued: none follows any more."
            )
        )
        #expect(board(en).contains("no further reminder follows"))
    }

    @Test func `the status names whose reminders are at their end, as far as the daemon does`() {
        var status = Samples.status
        status.reminders.exhausted = 3
        #expect(!StatusScreen(status).screen(id).text(id).contains("pengingat habis"))
        status.reminders.exhaustedAgreements = ["2018-0001", "2018-0004"]
        let text = StatusScreen(status).screen(id).text(id)
        #expect(text.contains("pengingat habis: 2018-0001, 2018-0004, dan 1 lagi"), "\(text)")
        status.reminders.exhausted = 2
        #expect(
            StatusScreen(status).screen(en).text(en)
                .contains("reminders at their end: 2018-0001, 2018-0004\n")
        )
    }

    @Test(arguments: [
        (
            Notice(
                code: "renewal-gap",
                params: [
                    "predecessor": "2022-0001", "since": "2027-03-15", "successor": "2026-0004",
                ]
            ),
            "2026-0004 belum ditandatangani, sedangkan 2022-0001 yang diperpanjangnya sudah berakhir: celah sejak Senin, 15 Maret 2027."
        ),
        (
            Notice(code: "renewed", params: ["agreement": "2026-0004"]),
            "Perpanjangannya sudah ditandatangani: 2026-0004."
        ),
        (
            Notice(code: "calendar-next-year", params: ["calendar": "id", "year": 2028]),
            "Kalender id belum memuat hari libur 2028; tambahkan sebelum tahun itu mulai: kembar calendars adopt BERKAS"
        ),
        (
            Notice(
                code: "calendar-this-year",
                params: ["calendar": "id-bali", "year": 2020, "files": ["id-bali"]]
            ),
            "Hari libur 2020 yang khusus di kalender id-bali belum diketahui; hari libur lainnya sudah. Tambahkan: kembar calendars adopt BERKAS"
        ),
    ])
    func `remarks are sentences`(notice: Notice, words: String) {
        #expect(Language.id.say(NoticeText(notice).sentence) == words)
    }

    @Test func `a jump of the clock names both times and the command`() {
        let notice = Notice(
            code: "clock-set-ahead",
            params: [
                "clock": "2018-12-18T01:01:00.000Z", "expected": "2018-11-08T01:01:00.000Z",
            ]
        )
        let words = Language.en.say(NoticeText(notice).sentence)
        #expect(words.contains("8 November 2018"), "\(words)")
        #expect(words.contains("18 December 2018"))
        #expect(words.hasSuffix("kembar admin clock confirm"))
    }

    @Test func `the history tells days before, what came back and a ladder at its end`() {
        func line(_ type: String, _ data: JSONValue, _ page: Page) -> String {
            var history = Samples.history
            var entry = history.entries[0]
            entry.type = type
            entry.position = 30
            entry.data = data
            history.entries = [entry]
            return HistoryScreen(history).screen(page).text(page)
        }
        let back: JSONValue = [
            "date": "2027-03-14", "daysBefore": 90, "due": "2026-12-14T00:00:00.000Z",
            "occurrence": 1, "opener": 7, "role": "petugas", "rule": "akhir-masa", "rung": 1,
        ]
        let told = line("ReminderIssued", back, id)
        #expect(told.contains("tentang masa berlaku dari entri 7"), "\(told)")
        #expect(told.contains("90 hari sebelumnya (Minggu, 14 Maret 2027)"), "\(told)")
        let again: JSONValue = [
            "due": "2018-12-03T00:00:00.000Z", "occurrence": 1, "opener": 12, "office": "35.72",
            "postponements": 2, "resumes": 20, "role": "petugas", "rule": "menunggu", "rung": 1,
            "workingDays": 10,
        ]
        let resumed = line("ReminderIssued", again, en)
        #expect(
            resumed.contains("once more after it was put off (entry 20), postponed 2 times"),
            "\(resumed)"
        )
        let end: JSONValue = ["office": "35.72", "opener": 12, "rule": "menunggu"]
        let exhausted = line("LadderExhausted", end, en)
        #expect(
            exhausted.contains("No further reminder by the rule menunggu about 35.72"),
            "\(exhausted)"
        )
    }

    @Test func `a rung that counts back is told in words when a policy changes`() throws {
        let notice = Notice(
            code: "rule-changed",
            params: [
                "part": "ladder", "name": "akhir-masa", "what": "rungs",
                "before": ["-90: petugas"], "after": ["-80: petugas"],
            ]
        )
        let text = try #require(RuleChangeText(notice)).sentence
        #expect(Language.id.say(text).contains("+ 80 hari sebelumnya: petugas"))
        #expect(Language.en.say(text).contains("- 90 days before: petugas"))
    }
}
