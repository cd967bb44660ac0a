import Language
import Wire

/// What is owed and what comes next, then what went out last of each matter, over all agreements.
struct ReminderListScreen {
    private let list: ReminderList
    /// Whether all that went out is told: a ladder that ran to its end has said the same many times.
    private let isWhole: Bool

    init(_ list: ReminderList, isWhole: Bool = false) {
        self.list = list
        self.isWhole = isWhole
    }

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
        let told = isWhole ? issued : lastIssued
        let rows = list.items.filter { $0.state != "issued" } + told
        ReminderRows(rows).write(to: &screen)
        let doubts = DoubtWords(rows.map(\.shownDoubt)).legend(page.language)
        if !doubts.isEmpty { screen.space() }
        for line in doubts { screen.add(line, as: .quiet) }
        if told.count < issued.count {
            screen.space()
            screen.add(ReminderPhrases.earlier(issued.count - told.count), as: .quiet)
        }
        return screen
    }

    /// What went out, the latest first.
    private var issued: [ReminderAnswer] {
        list.items.filter { $0.state == "issued" }
            .sorted { ($1.due, $0.agreement, $0.role) < ($0.due, $1.agreement, $1.role) }
    }

    /// Of each matter what went out last, to whomever it went on that day.
    private var lastIssued: [ReminderAnswer] {
        // One daemon writes all instants with one offset: their texts sort as they do.
        let last = Dictionary(grouping: issued, by: \.matter).mapValues { $0.map(\.due).max() }
        return issued.filter { last[$0.matter] == $0.due }
    }
}

extension ReminderAnswer {
    /// What its day rests on that is not certain; of one that went out nothing is uncertain any more.
    fileprivate var shownDoubt: DayDoubt? { state == "issued" ? nil : doubt }

    /// What a ladder of its own runs for: a stage, a wait, a limit or a term.
    fileprivate var matter: [String] {
        [agreement, String(opener), office?.code ?? "-", rule, limitLabel?.id ?? "-"]
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
            page.language.shortInstant(item.goesOut ?? item.due)
                + page.say(DoubtWords([item.shownDoubt]).marks),
            item.agreement,
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
