import Language
import Wire

/// What would go out, day by day, and what other rules would change in it.
struct SimulationScreen {
    private let answer: SimulationAnswer

    init(_ answer: SimulationAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        screen.banners(
            rehearsal: answer.rehearsal,
            synthetic: answer.reminders.contains(where: \.reminder.synthetic)
        )
        screen.add(
            SimulationPhrases.span(
                from: language.date(answer.from),
                to: language.date(answer.until)
            )
        )
        guard !answer.reminders.isEmpty else {
            screen.add(SimulationPhrases.nothing)
            return screen
        }
        // One block for each day on which something goes out, as a digest would.
        for (index, one) in answer.reminders.enumerated() {
            let isNewDay = index == 0 || day(answer.reminders[index - 1]) != day(one)
            if isNewDay {
                screen.space()
                screen.add(language.date(day(one)), as: .heading)
            }
            // The recipients of one reminder stand in one line.
            let isSame = !isNewDay && matter(answer.reminders[index - 1]) == matter(one)
            guard !isSame else { continue }
            let recipients = answer.reminders[index...]
                .prefix { day($0) == day(one) && matter($0) == matter(one) }
                .map(\.reminder.roleLabel.phrase)
            screen.add(
                line(one, recipients, page),
                as: one.change == "removed" ? .quiet : .plain
            )
        }
        screen.space()
        screen.add(SimulationPhrases.count(answer.reminders.count + answer.leftOut))
        if answer.leftOut > 0 { screen.add(SimulationPhrases.leftOut(answer.leftOut)) }
        if answer.compared { screen.add(difference) }
        for line in DoubtWords(answer.reminders.map(\.reminder.doubt)).legend(language) {
            screen.add(line, as: .quiet)
        }
        screen.add(SimulationPhrases.unforeseen, as: .quiet)
        return screen
    }

    private func day(_ one: SimulatedReminder) -> String { String(one.at.prefix(10)) }

    /// What tells one reminder from another but for its recipient.
    private func matter(_ one: SimulatedReminder) -> String {
        let reminder = one.reminder
        return "\(one.change ?? "") \(reminder.agreement) \(reminder.opener) "
            + "\(reminder.office?.code ?? "-") \(reminder.rule) \(reminder.rung) \(reminder.occurrence)"
    }

    private func line(
        _ one: SimulatedReminder,
        _ recipients: [Phrase],
        _ page: Page
    ) -> String {
        let reminder = one.reminder
        let mark =
            switch one.change {
            case "added": "+ "
            case "removed": "- "
            case "moved": "~ "
            default: answer.compared ? "  " : ""
            }
        let about = ReminderPhrases.about(reminder)
        let synthetic = reminder.synthetic ? " [\(page.say(.synthetic))]" : ""
        return mark
            + page.say(
                SimulationPhrases.line(
                    "\(reminder.agreement) \(reminder.title)\(synthetic)",
                    about: about,
                    rung: reminder.rung,
                    occurrence: reminder.occurrence,
                    DoubtWords([reminder.doubt]),
                    recipients: .list(recipients)
                ) + moved(one)
            )
    }

    /// By how many days the other rules move it, and from which; where the day stays, from which hour.
    private func moved(_ one: SimulatedReminder) -> Phrase {
        guard let days = one.movedDays, let before = one.before else { return Phrase("") }
        return SimulationPhrases.moved(days, from: before, to: one.at)
    }

    private var difference: Phrase {
        SimulationPhrases.difference(
            added: answer.reminders.count { $0.change == "added" },
            moved: answer.reminders.count { $0.change == "moved" },
            removed: answer.reminders.count { $0.change == "removed" },
            isWhole: answer.leftOut == 0
        )
    }
}
