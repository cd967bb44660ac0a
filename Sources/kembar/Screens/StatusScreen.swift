import Language
import Wire

/// What the daemon is doing, and for whom it takes the caller.
struct StatusScreen {
    private let status: StatusAnswer

    init(_ status: StatusAnswer) { self.status = status }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        let language = page.language
        screen.banners(rehearsal: status.rehearsal, synthetic: status.own.synthetic)
        screen.field(StatusPhrases.program, status.program)
        screen.field(StatusPhrases.own, "\(status.own.words(language)), \(status.zone)")
        screen.field(StatusPhrases.now, language.date(status.now))
        screen.field(StatusPhrases.origin, status.origin)
        writeLog(to: &screen)
        writeReminders(to: &screen)
        screen.field(StatusPhrases.agreements, agreements(language))
        screen.field(StatusPhrases.you, caller(language))
        let files = status.files.sorted { $0.key < $1.key }.map { role, path in
            "\(language.say(StatusPhrases.file(role))): \(path)"
        }
        if !files.isEmpty {
            screen.field(StatusPhrases.files, files.joined(separator: "\n"))
        }
        writeMissingYears(to: &screen)
        writeProblems(to: &screen)
        return screen
    }

    private func writeLog(to screen: inout Screen) {
        let page = screen.page
        let log = page.say(
            StatusPhrases.log(
                status.log.size,
                root: status.log.root,
                writable: status.log.writable
            )
        )
        screen.field(
            StatusPhrases.log,
            [log, status.log.lastError].compactMap(\.self)
                .joined(separator: "\n")
        )
        if let mirror = status.mirror {
            screen.field(
                MirrorPhrases.title,
                page.say(
                    MirrorPhrases.state(
                        path: mirror.path,
                        size: mirror.size,
                        behind: mirror.behind
                    )
                )
            )
        }
        // What is wrong with them stands among the problems, in words.
        screen.field(
            StatusPhrases.views,
            page.say(
                StatusPhrases.views(
                    position: status.views.position,
                    lag: status.views.lag
                )
            )
        )
    }

    private func writeReminders(to screen: inout Screen) {
        let language = screen.page.language
        let figures = language.say(
            StatusPhrases.reminders(
                issued: status.reminders.issued,
                outstanding: status.reminders.outstanding,
                exhausted: status.reminders.exhausted
            )
        )
        let lapsed = status.reminders.lapsed.flatMap { count in
            count > 0 ? language.say(StatusPhrases.lapsed(count)) : nil
        }
        let doubts = DoubtWords([status.reminders.nextWakeDoubt])
        let next = status.reminders.nextWake.map {
            language.say(StatusPhrases.nextWake(language.date($0), doubts))
        }
        let named = status.reminders.exhaustedAgreements ?? []
        let exhausted =
            named.isEmpty
            ? nil
            : language.say(
                StatusPhrases.exhausted(named, more: status.reminders.exhausted - named.count)
            )
        screen.field(
            StatusPhrases.reminders,
            ([figures, exhausted, lapsed, next].compactMap(\.self) + doubts.legend(language))
                .joined(separator: "\n")
        )
    }

    private func agreements(_ language: Language) -> String {
        let counts = status.agreements.sorted { $0.key < $1.key }.map { stage, count in
            let label = status.stageLabels?[stage].map { language.say($0.phrase) }
            let name = stage == "closed" ? language.say(StatusPhrases.closed) : label ?? stage
            return "\(name) \(language.number(count))"
        }
        return counts.isEmpty ? "0" : counts.joined(separator: ", ")
    }

    private func caller(_ language: Language) -> String {
        let you = status.you
        let none = language.say(StatusPhrases.noRights)
        let rights = you.rights.map { language.say(StatusPhrases.right($0)) }
        let words = language.say(
            StatusPhrases.you(
                user: you.actor ?? language.say(StatusPhrases.notYetNamed),
                uid: you.uid,
                groups: you.groups.isEmpty ? none : you.groups.joined(separator: ", "),
                rights: rights.isEmpty ? none : rights.joined(separator: ", ")
            )
        )
        return "\(words); \(language.say(StatusPhrases.socket(you.socket)))"
    }

    private func writeMissingYears(to screen: inout Screen) {
        let language = screen.page.language
        let lines = status.missingYears.sorted { $0.key < $1.key }
            .filter { !$0.value.isEmpty }
            .map { name, years in
                let missing = MissingYears(years, from: status.missingFrom?[name])
                return "\(name): \(language.say(missing.phrase))"
            }
        guard !lines.isEmpty else { return }
        screen.field(StatusPhrases.missing, lines.joined(separator: "\n"))
    }

    private func writeProblems(to screen: inout Screen) {
        guard !status.problems.isEmpty else {
            screen.add(StatusPhrases.allWell, as: .quiet)
            return
        }
        screen.space()
        screen.add(StatusPhrases.attention, as: .heading)
        for problem in status.problems {
            screen.add(Phrase("- ") + NoticeText(problem).sentence, as: .warning)
        }
    }
}
