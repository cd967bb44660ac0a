import Entries
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
        if let unwritten = answer.unwritten {
            screen.add(RehearsalPhrases.unwritten(unwritten.messages), as: .warning)
            screen.add(unwritten.sentence, as: .warning)
        } else if answer.reminders.isEmpty, answer.messages.isEmpty {
            screen.add(RehearsalPhrases.nothing)
        }
        if !answer.reminders.isEmpty {
            screen.space()
            ReminderRows(answer.reminders).write(to: &screen)
        }
        // One report is read to the end; that the others came is enough.
        let first = answer.messages.first { $0.report == true }?.position
        for message in answer.messages where message.report != true || message.position == first {
            screen.space()
            write(message, to: &screen)
        }
        let others = answer.messages.filter { $0.report == true && $0.position != first }
        if !others.isEmpty {
            screen.space()
            screen.add(
                RehearsalPhrases.reports(
                    others.count,
                    from: language.date(others[0].date),
                    to: language.date(others[others.count - 1].date)
                ),
                as: .quiet
            )
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

extension UnwrittenMessages {
    /// What took nothing, and why, in the words of `status`.
    var sentence: Phrase {
        let code = place == "spool" ? "spool-failing" : "journal-failing"
        return NoticeText(Notice(code: code, params: ["cause": .string(cause)])).sentence
    }
}
