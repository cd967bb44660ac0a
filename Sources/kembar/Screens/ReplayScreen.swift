import Entries
import Language
import Wire

/// Agreements gone through again: each step with its rule and the state after it.
struct ReplayScreen {
    private let replay: ReplayAnswer
    private let past: PastWords

    init(_ replay: ReplayAnswer, past: PastWords = PastWords()) {
        self.replay = replay
        self.past = past
    }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let isSynthetic = replay.agreements.contains(where: \.synthetic)
        screen.banners(rehearsal: replay.rehearsal, synthetic: isSynthetic)
        past.write(to: &screen)
        if replay.agreements.isEmpty { screen.add(ReplayPhrases.empty) }
        for agreement in replay.agreements {
            screen.space()
            screen.add("\(agreement.id)  \(agreement.title)", as: .heading)
            for step in agreement.steps {
                screen.space()
                write(step, to: &screen)
            }
        }
        return screen
    }

    private func write(_ step: ReplayStep, to screen: inout Screen) {
        let language = screen.page.language
        let label = language.say(step.label.phrase)
        let name = label == step.type ? step.type : "\(step.type) (\(label))"
        screen.add(
            "\(step.position)  \(language.date(step.time))  \(name)",
            as: step.voidedBy == nil ? .heading : .quiet
        )
        screen.add(recording(of: step, language), as: .quiet, indent: 4)
        for remark in remarks(on: step) { screen.add(remark, as: .warning, indent: 4) }
        screen.add(rule(of: step), indent: 4)
        if let rejection = step.rejection { write(rejection, to: &screen) }
        if let state = step.state { screen.add(ReplayPhrases.state(state), indent: 4) }
    }

    private func recording(of step: ReplayStep, _ language: Language) -> String {
        let actor = step.actor == "system" ? language.say(HistoryPhrases.system) : step.actor
        var parts = [
            "\(language.say(HistoryPhrases.recordedBy)) \(actor)",
            language.shortInstant(step.recorded),
        ]
        if let source = step.source {
            parts.append("\(language.say(HistoryPhrases.source)): \(source)")
        }
        return parts.joined(separator: "; ")
    }

    private func remarks(on step: ReplayStep) -> [Phrase] {
        var remarks: [Phrase] = []
        if let position = step.voidedBy { remarks.append(HistoryPhrases.voided(by: position)) }
        if !step.correctedBy.isEmpty {
            remarks.append(HistoryPhrases.corrected(by: step.correctedBy))
        }
        if step.redacted { remarks.append(HistoryPhrases.redacted) }
        let data = step.data.object ?? [:]
        if step.type == "Redacted", data["position"] != nil {
            remarks.append(HistoryPhrases.redacts(Params(data).text("position")))
        }
        for correction in data["corrections"]?.array ?? [] where step.type == "Corrected" {
            let entry = Params(correction.object ?? [:]).text("position")
            let isVoid = correction["void"]?.bool == true
            remarks.append(
                isVoid ? HistoryPhrases.made(void: entry) : ReplayPhrases.corrects(entry)
            )
        }
        return remarks
    }

    private func rule(of step: ReplayStep) -> Phrase {
        if let rule = step.rule { return ReplayPhrases.rule(rule) }
        return step.reminder.map(ReplayPhrases.reminder) ?? ReplayPhrases.noRule
    }

    /// Why the step should not have been possible, in the words of a refusal.
    private func write(_ rejection: Notice, to screen: inout Screen) {
        screen.add(ReplayPhrases.impossible, as: .warning, indent: 4)
        let report = ProblemReport(code: rejection.code, params: rejection.params, json: "")
        ProblemText(report).write(to: &screen, indent: 6)
    }
}
