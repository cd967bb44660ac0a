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
        if let agreement = answer.carried { screen.add(InquiryPhrases.onlyCarried(agreement)) }
        guard !answer.agreements.isEmpty || answer.same > 0 else {
            screen.add(ReplayPhrases.notCompared(answer.workflow))
            return screen
        }
        screen.add(
            answer.agreements.isEmpty
                ? ReplayPhrases.noDifference(answer.workflow, answer.same)
                : ReplayPhrases.differing(answer.agreements.count, same: answer.same)
        )
        screen.add(ReplayPhrases.compared, as: .quiet)
        writeSources(to: &screen)
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

    private func writeSources(to screen: inout Screen) {
        guard let sources = answer.sources, !sources.isEmpty else { return }
        screen.space()
        screen.add(ReplayPhrases.sources(sources.count))
        for source in sources {
            screen.space()
            screen.add(source.was.event, as: .heading)
            screen.add(ReplayPhrases.was + ReplayPhrases.rule(source.was), indent: 4)
            screen.add(ReplayPhrases.would + ReplayPhrases.rule(source.would), indent: 4)
        }
    }

    private func write(_ step: OtherRulesStep, to screen: inout Screen) {
        let language = screen.page.language
        let label = language.say(step.label.phrase)
        let name = label == step.type ? step.type : "\(step.type) (\(label))"
        screen.add("\(step.position)  \(language.date(step.time))  \(name)", as: .heading)
        let other = step.would
        write(step.was, after: ReplayPhrases.was, unlike: other, to: &screen)
        write(other, after: ReplayPhrases.would, unlike: step.was, to: &screen)
    }

    private func write(
        _ verdict: OtherRulesVerdict,
        after opening: Phrase,
        unlike other: OtherRulesVerdict,
        to screen: inout Screen
    ) {
        var state = verdict.state.map(ReplayPhrases.state) ?? ReplayPhrases.notBegun
        if verdict.term != other.term {
            state = state + Phrase("; ") + ReplayPhrases.term(verdict.term)
        }
        if let signed = verdict.signed, Set(signed) != Set(other.signed ?? []) {
            state = state + Phrase("; ") + ReplayPhrases.signed(signed)
        }
        guard let rejection = verdict.rejection else {
            screen.add(opening + state, indent: 4)
            return
        }
        screen.add(opening + ReplayPhrases.notPossible, as: .warning, indent: 4)
        let report = ProblemReport(code: rejection.code, params: rejection.params, json: "")
        ProblemText(report).write(to: &screen, indent: 6)
        // What happened is no less so for being impossible: then the state is the difference.
        if rejection.code == other.rejection?.code { screen.add(state, indent: 6) }
    }
}
