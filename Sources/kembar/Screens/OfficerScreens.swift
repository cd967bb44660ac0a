import Language
import Wire

/// Whose the names in the log are.
struct OfficerListScreen {
    private let list: OfficerList

    init(_ list: OfficerList) { self.list = list }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        guard !list.officers.isEmpty else {
            screen.add(OfficerPhrases.none)
            return screen
        }
        var table = Table(
            zip(OfficerPhrases.headings, [11, 10, 6, 24])
                .map { Table.Column(heading: page.say($0), widthMin: $1) }
        )
        for officer in list.officers { table.add(officer.cells(page)) }
        table.write(to: &screen)
        return screen
    }
}

/// Whose one name in the log is.
struct OfficerScreen {
    private let officer: OfficerAnswer

    init(_ officer: OfficerAnswer) { self.officer = officer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        for (heading, value) in zip(OfficerPhrases.headings, officer.cells(page)) {
            screen.field(heading, value)
        }
        return screen
    }
}

extension OfficerAnswer {
    fileprivate func cells(_ page: Page) -> [String] {
        [
            id,
            login ?? page.say(erased ? OfficerPhrases.erased : OfficerPhrases.unknownLogin),
            uid.map { String($0) } ?? "", page.say(ContactPhrases.time(since: since, until: until)),
        ]
    }
}
