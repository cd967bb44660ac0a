import Language
import Wire

/// What happened while the rehearsal's clock moved, and every message as its recipient reads it.
struct RehearsalScreen {
    private let answer: RehearsalAnswer

    init(_ answer: RehearsalAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        let isSynthetic =
            answer.reminders.contains(where: \.synthetic)
            || answer.messages.contains(where: \.office.synthetic)
        screen.banners(rehearsal: true, synthetic: isSynthetic)
        screen.add(
            RehearsalPhrases.moved(
                from: language.date(answer.from),
                to: language.date(answer.to),
                wakeUps: answer.wakeUps
            )
        )
        if answer.reminders.isEmpty, answer.messages.isEmpty {
            screen.add(RehearsalPhrases.nothing)
        }
        if !answer.reminders.isEmpty {
            screen.space()
            ReminderRows(answer.reminders).write(to: &screen)
        }
        for message in answer.messages {
            screen.space()
            write(message, to: &screen)
        }
        return screen
    }

    private func write(_ message: MessageAnswer, to screen: inout Screen) {
        let language = screen.page.language
        screen.add(
            RehearsalPhrases.message(
                message.position,
                role: message.roleLabel.phrase,
                office: message.office.words(language),
                date: language.date(message.date),
                channel: message.channel
            ),
            as: .heading
        )
        // To the letter: what the recipient reads is not set anew.
        for line in "\(message.subject)\n\n\(message.text)"
            .split(separator: "\n", omittingEmptySubsequences: false)
        {
            screen.addVerbatim(line.isEmpty ? "" : "    \(line)")
        }
    }
}
