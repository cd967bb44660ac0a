import Language
import Wire

/// What is owed, what went out and what comes next, over all agreements.
struct ReminderListScreen {
    private let list: ReminderList

    init(_ list: ReminderList) { self.list = list }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(
            rehearsal: list.rehearsal,
            synthetic: list.items.contains(where: \.synthetic)
        )
        screen.field(ReminderPhrases.now, page.language.date(list.now))
        screen.space()
        guard !list.items.isEmpty else {
            screen.add(ReminderPhrases.empty)
            return screen
        }
        ReminderRows(list.items).write(to: &screen)
        return screen
    }
}

/// Reminders as rows, shared by the list and the rehearsal.
struct ReminderRows {
    private let items: [ReminderAnswer]

    init(_ items: [ReminderAnswer]) { self.items = items }

    func write(to screen: inout Screen) {
        let page = screen.page
        var table = Table(
            zip(ReminderPhrases.headings, [11, 9, 12, 14, 10, 10])
                .map { Table.Column(heading: page.say($0), widthMin: $1) }
        )
        for item in items { table.add(cells(item, page)) }
        if table.widthMin <= page.width {
            table.write(to: &screen)
        } else {
            writeCards(to: &screen)
        }
    }

    private func cells(_ item: ReminderAnswer, _ page: Page) -> [String] {
        let about = ReminderPhrases.about(item)
        let state =
            ReminderPhrases.state(item.state)
            + (item.postponements.map { Phrase(", ") + ReminderPhrases.postponed($0) }
                ?? Phrase(""))
        let mark = item.synthetic ? " [\(page.say(.synthetic))]" : ""
        return [
            page.language.shortInstant(item.goesOut ?? item.due), item.agreement,
            item.title.shortened + mark,
            "\(page.say(about)) (\(page.say(item.stageLabel.phrase)))",
            page.say(item.roleLabel.phrase), page.say(state),
        ]
    }

    private func writeCards(to screen: inout Screen) {
        for item in items {
            let cells = cells(item, screen.page)
            screen.space()
            screen.add("\(cells[1]) \(cells[2])", as: .heading)
            for index in [0, 3, 4, 5] {
                screen.field(ReminderPhrases.headings[index], cells[index])
            }
        }
    }
}
