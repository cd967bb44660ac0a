import Entries
import Language
import Wire

/// What other rules would have said, where it is something else.
struct OtherRulesScreen {
    private let answer: OtherRulesAnswer

    init(_ answer: OtherRulesAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(
            rehearsal: answer.rehearsal,
            synthetic: answer.agreements.contains(where: \.synthetic)
        )
        guard !answer.agreements.isEmpty else {
            screen.add(ReplayPhrases.noDifference(answer.workflow))
            return screen
        }
        screen.add(ReplayPhrases.differing(answer.agreements.count, same: answer.same))
        for agreement in answer.agreements {
            screen.space()
            screen.add("\(agreement.id)  \(agreement.title)", as: .heading)
            for step in agreement.steps {
                screen.space()
                write(step, to: &screen)
            }
        }
        return screen
    }

    private func write(_ step: OtherRulesStep, to screen: inout Screen) {
        let language = screen.page.language
        let label = language.say(step.label.phrase)
        let name = label == step.type ? step.type : "\(step.type) (\(label))"
        screen.add("\(step.position)  \(language.date(step.time))  \(name)", as: .heading)
        write(step.was, after: ReplayPhrases.was, to: &screen)
        write(step.would, after: ReplayPhrases.would, to: &screen)
    }

    private func write(
        _ verdict: OtherRulesVerdict,
        after opening: Phrase,
        to screen: inout Screen
    ) {
        let state = verdict.state.map(ReplayPhrases.state) ?? ReplayPhrases.notBegun
        guard let rejection = verdict.rejection else {
            screen.add(opening + state, indent: 4)
            return
        }
        screen.add(opening + ReplayPhrases.notPossible, as: .warning, indent: 4)
        let report = ProblemReport(code: rejection.code, params: rejection.params, json: "")
        ProblemText(report).write(to: &screen, indent: 6)
    }
}
