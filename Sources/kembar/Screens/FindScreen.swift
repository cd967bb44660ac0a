import Language
import Wire

/// What a search found, each place with its entry.
struct FindScreen {
    private let answer: SearchAnswer

    init(_ answer: SearchAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(synthetic: answer.hits.contains(where: \.synthetic))
        guard !answer.hits.isEmpty else {
            screen.add(FindPhrases.nothing(answer.query))
            return screen
        }
        for hit in answer.hits {
            screen.space()
            let mark = hit.synthetic ? " [\(page.say(.synthetic))]" : ""
            screen.add(
                "\(hit.id)  \(hit.title)\(mark) (\(page.say(hit.label.phrase)))",
                as: .heading
            )
            for match in hit.matches { screen.add(line(match, page), indent: 4) }
        }
        screen.space()
        screen.add(FindPhrases.count(answer.hits.count, of: answer.total), as: .quiet)
        return screen
    }

    private func line(_ match: SearchMatch, _ page: Page) -> String {
        let text = match.snippet.map { $0.match ? "«\($0.text)»" : $0.text }.joined()
        let entry = page.say(CommonPhrases.entries([match.position]))
        return "\(page.say(FieldWords.label(match.field))) (\(entry)): \(text)"
    }
}
