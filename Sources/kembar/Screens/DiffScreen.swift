import Entries
import Language
import Wire

/// What differs between two states of the agreements.
struct DiffScreen {
    private let diff: DiffAnswer

    init(_ diff: DiffAnswer) { self.diff = diff }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let isSynthetic = diff.agreements.contains(where: \.synthetic)
        screen.banners(rehearsal: diff.rehearsal, synthetic: isSynthetic)
        screen.add(DiffPhrases.edges(diff), as: .heading)
        if diff.backwards == true { screen.add(DiffPhrases.backwards, as: .warning) }
        for agreement in diff.agreements {
            screen.space()
            screen.add("\(agreement.id)  \(agreement.title)", as: .heading)
            for change in agreement.changes {
                screen.add(
                    Phrase("- ") + DiffPhrases.change(change) + DiffPhrases.causes(change),
                    indent: 2
                )
            }
        }
        screen.space()
        screen.add(DiffPhrases.count(diff.agreements.count, of: diff.compared), as: .quiet)
        return screen
    }
}
