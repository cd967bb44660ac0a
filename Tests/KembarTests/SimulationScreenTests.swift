import Language
import Testing
import Wire

@testable import kembar

/// What would go out, as people read it.
@Suite struct SimulationScreenTests {
    private func answer(_ changes: [String?]) -> SimulationAnswer {
        SimulationAnswer(
            from: "2018-11-08T09:00:00.000+08:00",
            until: "2018-12-31T23:59:59.999+08:00",
            compared: changes.contains { $0 != nil },
            reminders: changes.enumerated().map { index, change in
                SimulatedReminder(
                    at: "2018-11-2\(index / 2)T08:00:00.000+08:00",
                    change: change,
                    reminder: Samples.reminderAnswer
                )
            },
            leftOut: 0,
            rehearsal: false
        )
    }

    private func text(_ answer: SimulationAnswer, _ language: Language) -> String {
        let page = Page(language: language, width: 200)
        return SimulationScreen(answer).screen(page).text(page)
    }

    @Test func `days are headings, and every line says whom, about what and how often`() {
        let screen = text(answer([nil, nil, nil]), .id)
        #expect(screen.contains("Selasa, 20 November 2018\n"))
        #expect(screen.contains("Rabu, 21 November 2018\n"))
        #expect(screen.contains("2018-0001 Kota Kembar: "))
        #expect(screen.contains("kepada Kabag Pemerintahan"))
        #expect(screen.contains("3 pengingat."))
        #expect(!screen.contains("Menurut berkas itu"))
    }

    @Test func `a comparison marks what comes and what goes`() {
        let screen = text(answer(["added", nil, "removed"]), .en)
        #expect(screen.contains("\n+ 2018-0001"))
        #expect(screen.contains("\n  2018-0001"))
        #expect(screen.contains("\n- 2018-0001"))
        #expect(screen.contains("Under that file: 1 more (+), 1 gone (-), 0 moved (~)."))
    }

    @Test(arguments: [
        (3, "; mundur 3 hari, semula Sabtu, 17 November 2018"),
        (-1, "; lebih awal 1 hari, semula Sabtu, 17 November 2018"),
        (0, "; pada jam lain: pukul 08.00 WITA, semula pukul 08.30 WITA"),
    ])
    func `what moves says by how many days, and from which`(days: Int, words: String) {
        var moved = answer([nil])
        moved.compared = true
        moved.reminders[0].change = "moved"
        moved.reminders[0].movedDays = days
        moved.reminders[0].before = "2018-11-17T08:30:00.000+08:00"
        let screen = text(moved, .id)
        #expect(screen.contains("\n~ 2018-0001"))
        #expect(screen.contains(words), "\(screen)")
        #expect(screen.contains("0 bertambah (+), 0 hilang (-), 1 bergeser (~)."))
    }

    @Test func `no change is said of the days shown, and of a list that stops of the list`() {
        var same = answer([nil])
        same.compared = true
        #expect(text(same, .en).contains("That file changes no reminder of those days."))
        same.leftOut = 3
        #expect(text(same, .en).contains("That file changes none of those that are shown."))
        var added = answer(["added"])
        added.leftOut = 3
        #expect(
            text(added, .en).contains(
                "Under that file, of those that are shown: 1 more (+), 0 gone (-), 0 moved (~)."
            )
        )
    }

    @Test func `what is not in it is said, and no final report is denied`() {
        #expect(text(answer([nil]), .en).contains("What follows the end of a term is, because"))
        #expect(
            text(answer([nil]), .id).contains("Yang menyusul berakhirnya masa berlaku termasuk")
        )
    }

    @Test(arguments: [
        (Language.id, "Tidak ada pengingat yang akan terbit."),
        (.en, "No reminder would go out."),
    ])
    func `nothing is said to be nothing`(language: Language, words: String) {
        #expect(text(answer([]), language).contains(words))
    }
}
