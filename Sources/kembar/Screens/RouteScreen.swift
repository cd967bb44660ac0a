import Language
import Wire

/// Who would be told of an agreement, by which way, and why.
struct RouteScreen {
    private let answer: RouteAnswer

    /// How many reminders of a ladder are named one by one.
    private static let stepsMax = 4

    init(_ answer: RouteAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: answer.rehearsal, synthetic: answer.synthetic)
        screen.add("\(answer.agreement) \(answer.title)", as: .heading)
        if let silent = answer.silent {
            screen.add(ReminderPhrases.silent + NoticeText(silent).sentence, as: .warning)
        }
        guard answer.ladders.contains(where: { !$0.steps.isEmpty }) else {
            screen.add(RoutePhrases.nobody)
            return screen
        }
        for ladder in answer.ladders where !ladder.steps.isEmpty { write(ladder, to: &screen) }
        for role in answer.roles {
            screen.space()
            let office = role.office.words(page.language)
            screen.add("\(page.say(role.roleLabel.phrase)), \(office)", as: .heading)
            RoleRouteLines(role).write(to: &screen)
        }
        return screen
    }

    private func write(_ ladder: LadderRoute, to screen: inout Screen) {
        screen.space()
        let office = ladder.office.map { $0.words(screen.page.language) }
        let lapsed = ladder.limitLabel.map { limit in
            ReminderPhrases.lapsed(
                limit.phrase,
                office: office,
                runs: ladder.limitRuns ?? false
            ).capitalized
        }
        screen.add(
            lapsed
                ?? RoutePhrases.why(
                    ladder.label.phrase,
                    office: office,
                    purpose: Phrase.purpose(ladder.purpose, signature: ladder.signature)
                )
        )
        // A hold without an end keeps all of them back, so none has a day.
        let steps = ladder.steps.compactMap { step in
            step.goesOut.map { (day: $0, step: step) }
        }
        for (day, step) in steps.prefix(Self.stepsMax) {
            let label = answer.roles.first { $0.role == step.role }?.roleLabel.phrase
            screen.add(
                RoutePhrases.step(day, DoubtWords([step.doubt]), label ?? Phrase(step.role)),
                indent: 2
            )
        }
        let rest = steps.count - Self.stepsMax
        if rest > 0 { screen.add(RoutePhrases.more(rest), as: .quiet, indent: 2) }
        let doubts = DoubtWords(steps.prefix(Self.stepsMax).map(\.step.doubt))
        for line in doubts.legend(screen.page.language) {
            screen.add(line, as: .quiet, indent: 2)
        }
    }
}

/// How a role is reached.
struct RoleRouteLines {
    private let route: RoleRoute

    init(_ route: RoleRoute) { self.route = route }

    func write(to screen: inout Screen) {
        let page = screen.page
        let channels = route.channels.map { page.say(RoutePhrases.channel($0)) }
        screen.field(RoutePhrases.channels, channels.joined(separator: ", "))
        let people = route.people.map { words($0, page) }
        screen.field(
            RoutePhrases.people,
            people.isEmpty ? page.say(RoutePhrases.noPeople) : people.joined(separator: "\n")
        )
        guard !route.missing.isEmpty else { return }
        let missing = route.missing.map { page.say(self.missing($0, page)) }
        screen.field(RoutePhrases.missing, missing.joined(separator: "\n"))
    }

    /// Who was recorded for a later day need not be recorded again.
    private func missing(_ code: String, _ page: Page) -> Phrase {
        guard code == "no-person", let since = route.upcoming?.first?.since else {
            return RoutePhrases.missing(code, role: route.role)
        }
        let next = (route.upcoming ?? []).filter { $0.since == since }
        return RoutePhrases.notBefore(
            since,
            .list(next.map { Phrase(words($0, page)) }),
            channels: .list(route.channels.map(RoutePhrases.channel))
        )
    }

    private func words(_ person: PersonRoute, _ page: Page) -> String {
        let name = person.name.map { "\($0) (\(person.id))" } ?? person.id
        let address = person.mail.map { " <\($0)>" } ?? ""
        let mark = person.reachable ? "" : ", \(page.say(ContactPhrases.noMail))"
        return name + address + mark
    }
}
