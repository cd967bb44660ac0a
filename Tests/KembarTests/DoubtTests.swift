import Entries
import Language
import Testing
import Wire

@testable import kembar

/// Dates that rest on an estimate, or on a year without data, say so wherever they stand.
@Suite struct DoubtTests {
    private let id = Page(language: .id, width: 200)
    private let en = Page(language: .en, width: 200)
    private static let doubt = DayDoubt(estimated: true, missingYears: [2028])

    private static func slot(_ number: Int, _ day: String, _ doubt: DayDoubt?) -> SlotExplanation {
        SlotExplanation(
            rung: number,
            occurrence: 1,
            role: "petugas",
            roleLabel: Label(id: "Petugas", en: "Officer"),
            workingDays: number * 10,
            date: day,
            due: "\(day)T08:00:00.000+08:00",
            skipped: [],
            estimated: doubt?.estimated ?? false,
            missingYears: doubt?.missingYears ?? [],
            state: "upcoming",
            goesOut: "\(day)T08:00:00.000+08:00",
            goesOutDoubt: doubt
        )
    }

    @Test func `an explanation marks its headline and its last date, and says what that means`() {
        var explanation = Samples.explanation
        explanation.openers[0].slots = [
            Self.slot(1, "2028-01-25", Self.doubt), Self.slot(2, "2028-02-08", nil),
            Self.slot(3, "2028-02-22", nil), Self.slot(4, "2028-06-13", Self.doubt),
        ]
        let told = ExplanationScreen(explanation).screen(id).text(id)
        #expect(
            told.contains(
                "Selasa, 25 Januari 2028 pukul 08.00 WITA [perkiraan] [tanpa kalender 2028] (menunggu"
            )
        )
        #expect(
            told.contains(
                """
                  … dan 1 lagi, terakhir Selasa, 13 Juni 2028 [perkiraan] [tanpa kalender 2028]
                      hari libur 2028 belum ada; dihitung Senin sampai Jumat
                """
            )
        )
        let words = ExplanationScreen(explanation).screen(en).text(en)
        #expect(
            words.contains(
                "the last on Tuesday, 13 June 2028 [estimated] [no calendar for 2028]"
            )
        )
        explanation.weekly = WeeklyAnswer(
            day: "monday",
            roles: [Label(id: "Petugas", en: "Officer")],
            next: "2028-01-31T08:00:00.000+08:00",
            nextDoubt: DayDoubt(estimated: false, missingYears: [2028])
        )
        let weekly = ExplanationScreen(explanation).screen(en).text(en)
        #expect(weekly.contains("31 January 2028 at 08:00 WITA [no calendar for 2028].\n"))
        #expect(weekly.contains("\n[no calendar for 2028]: no holidays known for 2028"))
        // The mark is explained also where the last date alone bears it.
        explanation.openers[0].slots[0] = Self.slot(1, "2028-01-25", nil)
        let last = ExplanationScreen(explanation).screen(en).text(en)
        #expect(last.contains("[estimated]: some holidays are not fixed yet."))
    }

    @Test func `the board and a paper mark the next reminder, and say once what the mark means`() {
        var agreement = Samples.agreement
        agreement.nextReminderDoubt = Self.doubt
        let list = AgreementList(
            agreements: [agreement, agreement],
            position: 20,
            rehearsal: false
        )
        for told in [
            BoardScreen(list).screen(en).text(en), AgreementScreen(agreement).screen(en).text(en),
        ] {
            let words = told.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("[no calendar for 2028]") || words.contains("2028]"))
            #expect(told.contains("[estimated]"))
            #expect(told.split(separator: "no holidays known for 2028").count == 2)
        }
        #expect(
            AgreementScreen(agreement).screen(id).text(id)
                .contains("pukul 08.00 WITA [perkiraan] [tanpa kalender 2028]")
        )
    }

    @Test func `reminders to come bear the marks, and those that went out none`() {
        var item = Samples.reminderAnswer
        item.state = "upcoming"
        item.doubt = DayDoubt(
            estimated: false,
            missingYears: [2028],
            missingFrom: ["id-bali": [2028]]
        )
        func told(_ item: ReminderAnswer) -> String {
            let list = ReminderList(now: item.due, items: [item], rehearsal: false)
            return ReminderListScreen(list).screen(id).text(id)
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(told(item).contains("yang khusus di kalender id-bali belum diketahui"))
        #expect(told(item).contains("[kalender"))
        item.state = "issued"
        #expect(!told(item).contains("kalender"))
    }

    @Test func `a day that somebody put it off to is certain, whatever its own day rests on`() {
        var explanation = Samples.explanation
        var slot = Self.slot(1, "2028-01-25", Self.doubt)
        slot.goesOut = "2028-02-01T08:00:00.000+08:00"
        slot.goesOutDoubt = nil
        explanation.openers[0].slots = [slot]
        let told = ExplanationScreen(explanation).screen(en).text(en)
        #expect(told.contains("1 February 2028 at 08:00 WITA ("))
        #expect(told.contains("- Tuesday, 25 January 2028 [estimated]"))
    }

    @Test func `a promise does not say that the days of a limit are counted from it`() {
        var explanation = Samples.explanation
        explanation.openers[0].promised = "2028-01-10"
        explanation.openers[0].anchor = "2028-01-12"
        let wait = ExplanationScreen(explanation).screen(en).text(en)
        #expect(wait.contains("from the promised date, Wednesday, 12 January 2028"))
        explanation.openers[0].limitLabel = Label(id: "Batas DPRD", en: "DPRD limit")
        let limit = ExplanationScreen(explanation).screen(en).text(en)
        #expect(!limit.contains("promised"))
        #expect(limit.contains("Wednesday, 12 January 2028"))
    }

    @Test func `a paper names the days of holds that its number leaves out`() {
        var agreement = Samples.agreement
        agreement.workingDays = 43
        #expect(
            !AgreementScreen(agreement).screen(id).text(id).contains("ditahan tidak dihitung")
        )
        agreement.heldDays = 13
        let told = AgreementScreen(agreement).screen(id).text(id)
        #expect(told.contains("(43 hari kerja, 13 ditahan tidak dihitung)"))
        let words = AgreementScreen(agreement).screen(en).text(en)
        #expect(words.contains("(43 working days, 13 on hold not counted)"))
    }

    @Test func `a simulation marks each line, and says under them what the marks mean`() {
        var reminder = Samples.reminderAnswer
        reminder.doubt = Self.doubt
        let answer = SimulationAnswer(
            from: "2027-12-29T09:00:00.000+08:00",
            until: "2028-03-31T23:59:59.999+08:00",
            compared: false,
            reminders: [
                SimulatedReminder(
                    at: "2028-01-25T08:00:00.000+08:00",
                    change: nil,
                    reminder: reminder
                )
            ],
            leftOut: 0,
            rehearsal: false
        )
        let told = SimulationScreen(answer).screen(id).text(id)
        let number = "pengingat \(reminder.rung)"
        #expect(
            told.contains(
                "; \(number) [perkiraan] [tanpa kalender 2028], kepada Kabag Pemerintahan\n"
            )
        )
        #expect(
            told.contains(
                "\n[tanpa kalender 2028]: hari libur 2028 belum ada; dihitung Senin sampai Jumat\n"
            )
        )
        #expect(told.contains("\n[perkiraan]: ada hari libur yang belum ditetapkan.\n"))
    }

    @Test func `status marks the day on which something is said next`() {
        var status = Samples.status
        #expect(!StatusScreen(status).screen(id).text(id).contains("[perkiraan]"))
        status.reminders.nextWakeDoubt = Self.doubt
        let told = StatusScreen(status).screen(id).text(id)
        #expect(
            told.contains(
                "berikutnya Jumat, 23 November 2018 pukul 08.00 WITA [perkiraan] [tanpa kalender 2028]\n"
            )
        )
        #expect(told.contains("[perkiraan]: ada hari libur yang belum ditetapkan."))
        #expect(told.contains("hari libur 2028 belum ada; dihitung Senin sampai Jumat"))
        let words = StatusScreen(status).screen(en).text(en)
        #expect(words.contains("08:00 WITA [estimated] [no calendar for 2028]\n"))
    }

    @Test func `deadlines that an adoption moves bear the marks of both days`() {
        let move = DeadlineMoveAnswer(
            agreement: "2027-0001",
            title: nil,
            kind: "reminder",
            office: nil,
            limit: nil,
            position: 10,
            before: "2028-01-18",
            after: "2028-01-19",
            rung: 2,
            occurrence: 1,
            beforeDoubt: DayDoubt(estimated: false, missingYears: [2028]),
            afterDoubt: DayDoubt(estimated: true, missingYears: [])
        )
        let touch = AdoptionTouch(
            touched: 1,
            movable: nil,
            moves: [move, move],
            movesLeftOut: 0,
            others: [],
            changesLeftOut: 0
        )
        func told(_ page: Page) -> String {
            var screen = Screen(page)
            AdoptionWords("calendar", [], touch).write(to: &screen)
            return screen.text(page)
        }
        #expect(
            told(id).contains(
                ": Selasa, 18 Januari 2028 [tanpa kalender 2028] -> Rabu, 19 Januari 2028 [perkiraan]\n"
            )
        )
        for line in [
            "hari libur 2028 belum ada; dihitung Senin sampai Jumat",
            "[perkiraan]: ada hari libur yang belum ditetapkan.",
        ] {
            #expect(told(id).ranges(of: line).count == 1)
        }
        #expect(told(en).contains("18 January 2028 [no calendar for 2028] -> Wednesday"))
        #expect(told(en).contains("[estimated]: some holidays are not fixed yet."))
        // An agreement that goes to another version of its workflow tells them alike.
        let moved = WorkflowMoveAnswer(
            entries: [],
            dryRun: true,
            moved: [
                MovedAgreement(
                    agreement: "2027-0001",
                    title: nil,
                    from: WorkflowReference(name: "w", version: 1),
                    to: WorkflowReference(name: "w", version: 2),
                    changes: [],
                    moves: [move]
                )
            ],
            stays: [],
            remaining: 0
        )
        let text = WorkflowMoveScreen(moved).screen(en).text(en)
        #expect(text.contains("19 January 2028 [estimated]\n"))
        #expect(text.contains("[estimated]: some holidays are not fixed yet."))
    }

    @Test func `a move that an entry holds tells its doubts, and one of an older version none`() {
        let old: JSONValue = ["before": "2028-01-18", "after": "2028-01-19"]
        #expect(Phrase.move(old, roleLabels: nil).en.hasSuffix("Wednesday, 19 January 2028"))
        let doubtful: JSONValue = [
            "before": "2028-01-18", "after": "2028-01-19",
            "afterDoubt": [
                "estimated": true, "missingYears": [2028], "missingFrom": ["id-bali": [2028]],
            ],
        ]
        #expect(
            Phrase.move(doubtful, roleLabels: nil).en.hasSuffix(
                "18 January 2028 -> Wednesday, 19 January 2028 [estimated] [calendar for 2028 incomplete]"
            )
        )
    }
}
