import Language
import Wire

/// The rule files in force.
struct RuleListScreen {
    private let list: RuleList

    init(_ list: RuleList) { self.list = list }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        guard !list.rules.isEmpty else {
            screen.add(RulePhrases.empty)
            return screen
        }
        var table = Table(
            zip(RulePhrases.headings, [8, 10, 4, 12, 11, 5, 6])
                .map { Table.Column(heading: page.say($0), widthMin: $1) }
        )
        for rule in list.rules {
            table.add([
                page.say(RulePhrases.kind(rule.kind)), rule.name, String(rule.version),
                page.say(rule.label.phrase), page.language.shortDate(rule.adopted),
                String(rule.position), rule.agreements.map(page.language.number) ?? "-",
            ])
        }
        table.write(to: &screen)
        return screen
    }
}

/// One rule file: its text as it was adopted, to the byte.
struct RuleScreen {
    private let rule: RuleAnswer

    init(_ rule: RuleAnswer) { self.rule = rule }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        guard let text = rule.text else {
            screen.add("\(rule.kind) \(rule.name)@\(rule.version)  sha256 \(rule.sha256)")
            return screen
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            screen.addVerbatim(String(line))
        }
        return screen
    }
}

/// What is wrong with a rule file, or what adopting it would change.
struct RuleCheckScreen {
    private let answer: RuleCheckAnswer

    init(_ answer: RuleCheckAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(synthetic: answer.touch?.isSynthetic == true)
        guard answer.faults.isEmpty else {
            let leftOut = answer.faultsLeftOut ?? 0
            screen.add(RulePhrases.faults(answer.faults.count + leftOut))
            RuleFaultList(answer.faults.map(RuleFaultText.init), leftOut: leftOut)
                .write(to: &screen, indent: 2)
            return screen
        }
        let name = [answer.kind, answer.name].compactMap(\.self).joined(separator: " ")
        screen.add(RulePhrases.sound(name, version: answer.version, unchanged: answer.unchanged))
        if let touch = answer.touch {
            AdoptionWords(answer.kind ?? "", answer.changes, touch).write(to: &screen)
        }
        return screen
    }
}
