import Language
import Wire

/// The board: every agreement in one row, whom it waits for and when it is reminded of.
struct BoardScreen {
    private let list: AgreementList
    /// Whether only some of the agreements were asked for.
    private let isFiltered: Bool
    private let past: PastWords

    init(_ list: AgreementList, isFiltered: Bool = false, past: PastWords = PastWords()) {
        self.past = past
        self.list = list
        self.isFiltered = isFiltered
    }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(
            rehearsal: list.rehearsal,
            synthetic: list.agreements.contains(where: \.synthetic)
        )
        past.write(to: &screen)
        guard !list.agreements.isEmpty else {
            screen.add(isFiltered ? BoardPhrases.noneFits : BoardPhrases.empty)
            return screen
        }
        var table = Table(columns(page))
        for agreement in list.agreements { table.add(cells(agreement, page)) }
        if table.widthMin <= page.width {
            table.write(to: &screen)
        } else {
            writeCards(to: &screen)
        }
        screen.space()
        screen.add(BoardPhrases.count(list.agreements.count), as: .quiet)
        writeMeanings(to: &screen)
        let doubts = CountWords.doubts(
            skipped: [],
            estimated: list.agreements.contains { $0.estimated == true },
            missing: list.agreements.map(\.missing).together,
            page.language
        )
        let ahead = DoubtWords(list.agreements.map(\.nextReminderDoubt)).legend(page.language)
        for doubt in doubts + ahead.filter({ !doubts.contains($0) }) {
            screen.add(doubt, as: .quiet)
        }
        return screen
    }

    /// What the marks mean, and by id whose reminders are at their end: a gap or a hold may stand in the
    /// row instead.
    private func writeMeanings(to screen: inout Screen) {
        let exhausted = list.agreements.filter(\.exhausted)
        let shown = Set(list.agreements.flatMap(marks) + exhausted.map(exhaustion))
        if !exhausted.isEmpty {
            let language = screen.page.language
            let named = exhausted.map { agreement in
                let offices = agreement.exhaustedOffices.map { " (\(language.say($0)))" }
                return agreement.id + (offices ?? "")
            }
            screen.add(StatusPhrases.exhausted(named, more: 0), as: .quiet)
        }
        for mark in Mark.allCases where shown.contains(mark) {
            screen.add(mark.meaning, as: .quiet)
        }
    }

    private func columns(_ page: Page) -> [Table.Column] {
        // The mark of an unsure count is never broken.
        let mark = "[\(page.say(.estimated))]".cellWidth
        let count = list.agreements.allSatisfy(\.isSure) ? 5 : mark
        return zip(BoardPhrases.headings, [9, 12, 10, 11, count, 14, 11])
            .map { Table.Column(heading: page.say($0), widthMin: $1) }
    }

    private func cells(_ agreement: AgreementAnswer, _ page: Page) -> [String] {
        let language = page.language
        let mark = agreement.synthetic ? " [\(language.say(.synthetic))]" : ""
        return [
            agreement.id, agreement.title.shortened + mark, stage(agreement, page),
            // What has ended stands there since its end, not since the stage before it.
            language.shortDate(agreement.closed?.time ?? agreement.since), days(agreement, page),
            waiting(agreement, page),
            agreement.nextReminder.map { next in
                let marks = DoubtWords([agreement.nextReminderDoubt]).marks
                return language.shortDate(next) + page.say(marks)
            } ?? "-",
        ]
    }

    /// How many working days; none are counted where it ended with its stage.
    private func days(_ agreement: AgreementAnswer, _ page: Page) -> String {
        guard agreement.closed == nil || agreement.workingDays > 0 else { return "-" }
        let mark = agreement.isSure ? "" : "\n[\(page.say(.estimated))]"
        return page.language.number(agreement.workingDays) + mark
    }

    /// The stage, or how it ended, and whether the clock stands still.
    private func stage(_ agreement: AgreementAnswer, _ page: Page) -> String {
        let ended = agreement.term?.ending ?? agreement.closed
        var label = page.say(ended?.label.phrase ?? agreement.stageLabel.phrase)
        if let ending = agreement.term?.ending {
            let words = [page.language.shortDate(ending.time), ending.reason].compactMap(\.self)
            label += "\n" + words.joined(separator: ": ")
        }
        return ([label] + marks(agreement).map { "(\(page.say($0.word)))" })
            .joined(separator: "\n")
    }

    /// What stands below the stage, a line each; a line under the table says what it means.
    private enum Mark: CaseIterable {
        case exhausted, partlyExhausted, stalled, held, gap, lapsed, postponed

        var word: Phrase {
            switch self {
            case .stalled: BoardPhrases.stalled
            case .held: BoardPhrases.held
            case .exhausted: BoardPhrases.exhausted
            case .partlyExhausted: BoardPhrases.partlyExhausted
            case .gap: BoardPhrases.gap
            case .lapsed: BoardPhrases.lapsed
            case .postponed: BoardPhrases.postponed
            }
        }

        var meaning: Phrase {
            switch self {
            case .stalled: BoardPhrases.meaningOfStalled
            case .held: BoardPhrases.meaningOfHeld
            case .exhausted: BoardPhrases.meaningOfExhausted
            case .partlyExhausted: BoardPhrases.meaningOfPartlyExhausted
            case .gap: BoardPhrases.meaningOfGap
            case .lapsed: BoardPhrases.meaningOfLapsed
            case .postponed: BoardPhrases.meaningOfPostponed
            }
        }
    }

    /// How its reminders stand, then what is true beside that: the law's days run on while it is on hold.
    private func marks(_ agreement: AgreementAnswer) -> [Mark] {
        let isLapsed = agreement.awaiting.contains { $0.limit?.lapsed == true }
        return [
            reminders(of: agreement), isLapsed ? .lapsed : nil,
            agreement.postponed?.silent == true ? .postponed : nil,
        ].compactMap(\.self)
    }

    private func reminders(of agreement: AgreementAnswer) -> Mark? {
        if agreement.gap != nil { return .gap }
        if agreement.held != nil { return .held }
        if agreement.exhausted { return exhaustion(of: agreement) }
        return agreement.stalled ? .stalled : nil
    }

    /// Beside a date of the next reminder nobody is told that none follows.
    private func exhaustion(of agreement: AgreementAnswer) -> Mark {
        agreement.mayBeReminded ? .partlyExhausted : .exhausted
    }

    private func waiting(_ agreement: AgreementAnswer, _ page: Page) -> String {
        guard !agreement.awaiting.isEmpty else { return "-" }
        let bullet = agreement.awaiting.count > 1 ? "- " : ""
        return agreement.awaiting.map { wait in
            let whatFor = wait.whatFor.map { ": \(page.say($0))" } ?? ""
            let since = page.language.shortDate(wait.since)
            return "\(bullet)\(wait.office.name)\(whatFor) (\(since))"
        }.joined(separator: "\n")
    }

    /// The same on a narrow page: one block for each agreement.
    private func writeCards(to screen: inout Screen) {
        let page = screen.page
        for agreement in list.agreements {
            let cells = cells(agreement, page)
            screen.space()
            screen.add("\(cells[0]) \(cells[1])", as: .heading)
            for (heading, cell) in zip(BoardPhrases.headings, cells).dropFirst(2) {
                screen.field(heading, cell)
            }
        }
    }
}
