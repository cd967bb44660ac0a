import Language
import Wire

/// The arithmetic of an agreement's reminders, in words.
struct ExplanationScreen {
    private let explanation: ReminderExplanation

    init(_ explanation: ReminderExplanation) { self.explanation = explanation }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: explanation.rehearsal, synthetic: explanation.synthetic)
        screen.add("\(explanation.agreement)  \(explanation.title)", as: .heading)
        screen.field(ReminderPhrases.now, page.language.date(explanation.now))
        if let silent = explanation.silent {
            screen.add(ReminderPhrases.silent + NoticeText(silent).sentence)
        }
        if explanation.openers.isEmpty { screen.add(ReminderPhrases.noOpeners) }
        for opener in explanation.openers {
            screen.space()
            write(opener, to: &screen)
        }
        if !explanation.openers.isEmpty {
            screen.space()
            screen.add(ReminderPhrases.weekends, as: .quiet)
        }
        return screen
    }

    private func write(_ opener: OpenerExplanation, to screen: inout Screen) {
        let language = screen.page.language
        let about = ReminderPhrases.about(
            office: opener.office?.words(language),
            purpose: Phrase.purpose(opener.purpose, signature: opener.signature)
        )
        let place = language.say(ReminderPhrases.opener(opener.opener, rule: opener.rule))
        screen.add("\(language.say(about.capitalized)) (\(place))", as: .heading)
        screen.add(
            ReminderPhrases.counted(
                from: language.date(opener.anchor),
                since: language.date(opener.since),
                promised: opener.promised != nil
            ),
            indent: 2
        )
        screen.add(
            ReminderPhrases.calendar(
                opener.calendar,
                office: opener.calendarOffice.words(language)
            ),
            indent: 2
        )
        if opener.slots.contains(where: { $0.state == "passed-over" }) {
            screen.add(ReminderPhrases.recorded(language.date(opener.recorded)), indent: 2)
        }
        if let silent = opener.silent {
            screen.add(ReminderPhrases.silent + NoticeText(silent).sentence, indent: 2)
        }
        for slot in opener.slots { write(slot, to: &screen) }
    }

    private func write(_ slot: SlotExplanation, to screen: inout Screen) {
        let language = screen.page.language
        let count = ReminderPhrases.slot(
            days: .workingDays(slot.workingDays),
            date: language.date(slot.date)
        )
        let role = language.say(slot.roleLabel.phrase)
        let state = language.say(ReminderPhrases.state(slot.state))
        let entry = slot.position.map { " (\(language.say(CommonPhrases.entry)) \($0))" } ?? ""
        screen.add("- \(role): \(language.say(count)): \(state)\(entry)", indent: 2)
        for line in CountWords.doubts(
            skipped: slot.skipped,
            estimated: slot.estimated,
            missingYears: slot.missingYears,
            language
        ) {
            screen.add(line, as: .quiet, indent: 6)
        }
    }
}

/// What a count of working days passed over and rests on, in words.
enum CountWords {
    static func doubts(
        skipped: [SkippedAnswer],
        estimated: Bool,
        missingYears: [Int],
        _ language: Language
    ) -> [String] {
        var lines: [String] = []
        if !skipped.isEmpty {
            let days = skipped.map { day in
                let mark = day.estimated ? " [\(language.say(.estimated))]" : ""
                return "\(language.shortDate(day.date)) \(language.say(day.name.phrase))\(mark)"
            }
            lines.append(language.say(ReminderPhrases.skipped) + days.joined(separator: "; "))
        }
        if estimated { lines.append(language.say(estimate)) }
        if !missingYears.isEmpty { lines.append(language.say(.missingYears(missingYears))) }
        return lines
    }

    private static let estimate = Phrase(
        "perkiraan: ada hari libur yang belum ditetapkan",
        "estimated: some holidays are not fixed yet"
    )
}
