import Language
import Wire

/// Everything that happened to an agreement, in the order in which it happened.
struct HistoryScreen {
    private let history: HistoryAnswer
    private let words: EntryWords

    private let past: PastWords

    init(_ history: HistoryAnswer, past: PastWords = PastWords()) {
        self.history = history
        self.past = past
        words = EntryWords(history)
    }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: history.rehearsal, synthetic: history.synthetic)
        past.write(to: &screen)
        screen.add("\(history.id)  \(history.title)", as: .heading)
        if history.entries.isEmpty { screen.add(HistoryPhrases.empty) }
        for entry in history.entries {
            screen.space()
            write(entry, to: &screen)
        }
        return screen
    }

    private func write(_ entry: HistoryEntry, to screen: inout Screen) {
        let language = screen.page.language
        let label = language.say(entry.label.phrase)
        let name = label == entry.type ? entry.type : "\(entry.type) (\(label))"
        screen.add(
            "\(entry.position)  \(language.date(entry.time))  \(name)",
            as: entry.voidedBy == nil ? .heading : .quiet
        )
        screen.add(recording(of: entry, language), as: .quiet, indent: 4)
        for remark in remarks(on: entry) { screen.add(remark, as: .warning, indent: 4) }
        for line in words.lines(of: entry, language) { screen.add(line, indent: 4) }
        for line in words.original(of: entry, language) {
            screen.add(line, as: .quiet, indent: 4)
        }
    }

    /// Who recorded it, when, and on whose word.
    private func recording(of entry: HistoryEntry, _ language: Language) -> String {
        let actor = entry.actor == "system" ? language.say(HistoryPhrases.system) : entry.actor
        let recorder = "\(language.say(HistoryPhrases.recordedBy)) \(actor)"
        let onBehalf = entry.onBehalfOf.map { " \(language.say(HistoryPhrases.onBehalfOf)) \($0)" }
        var parts = [recorder + (onBehalf ?? "")]
        if entry.late {
            parts.append(
                language.say(HistoryPhrases.recordedLater(language.date(entry.recorded)))
            )
        }
        if let source = entry.source {
            parts.append("\(language.say(HistoryPhrases.source)): \(source)")
        }
        return parts.joined(separator: "; ")
    }

    private func remarks(on entry: HistoryEntry) -> [Phrase] {
        var remarks: [Phrase] = []
        if let position = entry.voidedBy { remarks.append(HistoryPhrases.voided(by: position)) }
        if !entry.correctedBy.isEmpty {
            // One correction may set several fields of it.
            let positions = entry.correctedBy.reduce(into: [Int64]()) { positions, position in
                if !positions.contains(position) { positions.append(position) }
            }
            remarks.append(HistoryPhrases.corrected(by: positions))
        }
        if let parties = entry.voidsSignatures {
            let offices = Phrase.list(parties.map { Phrase(words.office($0)) })
            remarks.append(HistoryPhrases.voidsSignatures(of: offices))
        }
        // Most events are named like the stage that they enter.
        if let stage = entry.stage, stage != entry.type {
            remarks.append(HistoryPhrases.entersStage(words.label(ofStage: stage)))
        }
        if entry.redacted { remarks.append(HistoryPhrases.redacted) }
        return remarks
    }
}
