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
        var screen = Screen(page)
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
            screen.add(sentence(step, before))
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

    private func sentence(_ step: ReplayStep, _ before: ReplayState?) -> Phrase {
        var words = NarrationPhrases.happened(step)
        if let detail = detail(step) { words = words + Phrase(" (") + detail + Phrase(")") }
        if let source = step.source { words = words + NarrationPhrases.source(source) }
        words = words + Phrase(" [") + CommonPhrases.entries([step.position]) + Phrase("].")
        if let position = step.voidedBy { words = words + NarrationPhrases.voided(position) }
        if !step.correctedBy.isEmpty {
            words = words + NarrationPhrases.corrected(step.correctedBy)
        }
        if step.redacted { words = words + Phrase(" ") + HistoryPhrases.redacted }
        guard step.voidedBy == nil, let state = step.state else { return words }
        let known = Set((before?.awaiting ?? []).map(\.position))
        let opened = state.awaiting.filter { !known.contains($0.position) }
        if !opened.isEmpty { words = words + NarrationPhrases.waits(opened) }
        if let before, !before.awaiting.isEmpty, state.awaiting.isEmpty, state.closed == nil {
            words = words + NarrationPhrases.nobody
        }
        return words
    }

    /// The fields that tell a reader most, in their own words.
    private func detail(_ step: ReplayStep) -> Phrase? {
        let data = step.data.object ?? [:]
        let wanted = [
            "party", "office", "for", "scope", "number", "place", "reason", "text", "channel",
            "outcome", "until",
        ]
        let parts = wanted.compactMap { name -> Phrase? in
            guard let value = data[name], value != .null else { return nil }
            return FieldWords.label(name) + Phrase(": ")
                + Phrase { FieldWords.value(value, of: name, form: nil, $0) }
        }
        guard !parts.isEmpty else { return nil }
        return parts.dropFirst().reduce(parts[0]) { $0 + Phrase("; ") + $1 }
    }
}
