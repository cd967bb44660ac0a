import Entries
import Language
import Wire

/// One agreement's story in sentences: what happened, on whose word, whom it waited for.
///
/// Every sentence ends with the number of its entry, so that a report can be checked line by line.
struct NarrationScreen {
    private let replay: ReplayAnswer
    private let past: PastWords

    init(_ replay: ReplayAnswer, past: PastWords = PastWords()) {
        self.replay = replay
        self.past = past
    }

    func screen(_ page: Page) -> Screen {
        // It is put into a report, whose lines are broken there.
        var screen = Screen(page.flowing)
        screen.banners(
            rehearsal: replay.rehearsal,
            synthetic: replay.agreements.contains(where: \.synthetic)
        )
        past.write(to: &screen)
        for agreement in replay.agreements { write(agreement, to: &screen) }
        return screen
    }

    private func write(_ agreement: AgreementReplay, to screen: inout Screen) {
        screen.add("\(agreement.id)  \(agreement.title)", as: .heading)
        let words = NarratedStep.Words(agreement)
        var before: ReplayState?
        var reminders: [ReplayStep] = []
        for step in agreement.steps {
            defer { before = step.state ?? before }
            // Reminders come by the dozen: they are counted, not told one by one.
            guard step.rule != nil || !Self.isEngines(step) else {
                if step.type == "ReminderIssued" { reminders.append(step) }
                continue
            }
            screen.space()
            screen.add(NarratedStep(step, before, words).sentences)
        }
        if let first = reminders.first, let last = reminders.last {
            screen.space()
            screen.add(
                NarrationPhrases.reminders(reminders.count, from: first.time, until: last.time)
            )
        }
        if let state = before {
            screen.space()
            screen.add(NarrationPhrases.now(state))
        }
    }

    /// What the engine records by itself, or what changes another entry: that shows there.
    private static func isEngines(_ step: ReplayStep) -> Bool {
        [
            "ReminderIssued", "LadderExhausted", "MessageIssued", "MessageDelivered",
            "MessageFailed", "Corrected", "Redacted",
        ].contains(step.type)
    }
}
