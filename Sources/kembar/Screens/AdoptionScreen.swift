import Entries
import Language
import Wire

/// What took force, or would: what is different, and for whom.
struct AdoptionScreen {
    private let answer: AdoptionAnswer

    init(_ answer: AdoptionAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(synthetic: answer.touch.isSynthetic)
        let rule = page.say(RulePhrases.kind(answer.rule.kind)) + " \(answer.rule.name)"
        let position = answer.entries.first?.position ?? 0
        screen.add(
            answer.dryRun == true
                ? RulePhrases.wouldAdopt(rule, version: answer.rule.version)
                : RulePhrases.adopted(rule, version: answer.rule.version, position: position)
        )
        AdoptionWords(answer.rule.kind, answer.changes, answer.touch).write(to: &screen)
        return screen
    }
}

/// The differences in words, and whom they touch.
struct AdoptionWords {
    private let kind: String
    private let changes: [Notice]
    private let touch: AdoptionTouch

    init(_ kind: String, _ changes: [Notice], _ touch: AdoptionTouch) {
        self.kind = kind
        self.changes = changes
        self.touch = touch
    }

    func write(to screen: inout Screen) {
        for change in changes { screen.add(Phrase("- ") + NoticeText(change).sentence) }
        if touch.changesLeftOut > 0 { screen.add(RulePhrases.more(touch.changesLeftOut)) }
        screen.space()
        guard kind != "workflow" else {
            screen.add(RulePhrases.stay(touch.touched, movable: touch.movable ?? 0))
            return
        }
        screen.add(RulePhrases.touched(touch.touched, touch.kind))
        for move in touch.moves { screen.add(Phrase("- ") + move.sentence(isNamed: true)) }
        touch.moves.writeLegend(to: &screen)
        if touch.movesLeftOut > 0 { screen.add(RulePhrases.more(touch.movesLeftOut)) }
        if !touch.others.isEmpty { screen.add(RulePhrases.others(touch.others, touch.kind)) }
    }
}

extension AdoptionTouch {
    /// Whether an invented office is shown.
    var isSynthetic: Bool { moves.contains { $0.office?.synthetic == true } }

    /// What is told of, with what is not listed.
    fileprivate var kind: RulePhrases.Touch {
        let recipients = recipientsLeftOut ?? 0
        guard recipients > 0 || moves.contains(where: { $0.rolesBefore != nil }) else {
            return .days
        }
        let movesTime = movesLeftOut > recipients || moves.contains(where: \.movesTime)
        return movesTime ? .both : .recipients
    }
}

extension [DeadlineMoveAnswer] {
    /// What the marks behind their days mean.
    fileprivate func writeLegend(to screen: inout Screen) {
        let doubts = DoubtWords(flatMap { [$0.beforeDoubt, $0.afterDoubt] })
        for line in doubts.legend(screen.page.language) { screen.add(line, as: .quiet) }
    }
}

extension DeadlineMoveAnswer {
    /// Whether a day or an hour moves; if not, only the recipients change.
    fileprivate var movesTime: Bool { before != after || goesOutBefore != goesOutAfter }

    /// `2025-0001 Judul: pengingat tentang Kota Contoh (99.71): 18 Agustus 2025 -> 19 Agustus 2025`.
    func sentence(isNamed: Bool) -> Phrase {
        let name =
            isNamed
            ? Phrase([agreement, title].compactMap(\.self).joined(separator: " ")) + Phrase(": ")
            : Phrase("")
        let about = office.map { office in
            Phrase(" (") + Phrase { office.words($0) } + Phrase(")")
        }
        let what = RulePhrases.deadline(
            limit: kind == "limit" ? limitLabel?.phrase ?? Phrase(limit ?? "") : nil,
            rule: rule.map { ruleLabel?.phrase ?? Phrase($0) },
            rung: rung,
            occurrence: occurrence
        )
        return name + what + (about ?? Phrase("")) + Phrase(": ")
            + Phrase.move(
                (before, after),
                goesOut: (goesOutBefore, goesOutAfter),
                doubts: (DoubtWords([beforeDoubt]), DoubtWords([afterDoubt])),
                roles: (rolesBefore?.map(\.phrase), rolesAfter?.map(\.phrase))
            )
    }
}

extension Phrase {
    /// What becomes of a deadline: from when to when, and, where others are told, to whom; of one that only
    /// goes to others its day.
    static func move(
        _ days: (before: String?, after: String?),
        goesOut: (before: String?, after: String?),
        doubts: (before: DoubtWords, after: DoubtWords),
        roles: (before: [Phrase]?, after: [Phrase]?)
    ) -> Phrase {
        let isSameTime = days.before == days.after && goesOut.before == goesOut.after
        let dates = Phrase { language in
            let marks = (language.say(doubts.before.marks), language.say(doubts.after.marks))
            guard isSameTime, let day = days.before else {
                return language.dates(days.before, days.after, goesOut: goesOut, marks: marks)
            }
            return language.date(day) + marks.1
        }
        guard let before = roles.before, let after = roles.after else { return dates }
        return dates + Phrase("; ") + RulePhrases.recipients(before, after)
    }

    /// The same of a move as an entry holds it, with what it calls the roles.
    static func move(_ move: JSONValue, roleLabels: JSONValue?) -> Phrase {
        func roles(_ name: String) -> [Phrase]? {
            move[name]?.array?.compactMap(\.string).map { .role($0, roleLabels) }
        }
        return .move(
            (move["before"]?.string, move["after"]?.string),
            goesOut: (move["goesOutBefore"]?.string, move["goesOutAfter"]?.string),
            doubts: (DoubtWords(json: move["beforeDoubt"]), DoubtWords(json: move["afterDoubt"])),
            roles: (roles("rolesBefore"), roles("rolesAfter"))
        )
    }

    /// A role by its label; where there is none, by its name in the policy.
    static func role(_ name: String, _ labels: JSONValue?) -> Phrase {
        let label = labels?[name]
        return Phrase(label?["id"]?.string ?? name, label?["en"]?.string ?? name)
    }
}

extension Language {
    /// `Jumat, 15 Agustus 2025 -> Selasa, 19 Agustus 2025`, in words where there is no date.
    ///
    /// `marks` stand behind the dates.
    func dates(
        _ before: String?,
        _ after: String?,
        marks: (before: String, after: String) = ("", "")
    ) -> String {
        let none = say(Phrase("tidak ada", "none"))
        return [(before, marks.before), (after, marks.after)]
            .map { day, marks in day.map { date($0) + marks } ?? none }
            .joined(separator: " -> ")
    }

    /// The same of a deadline that moves; where its day stays, from which hour to which:
    /// `Rabu, 15 Januari 2020 pukul 08.00 WITA -> 08.30 WITA`.
    func dates(
        _ before: String?,
        _ after: String?,
        goesOut: (before: String?, after: String?),
        marks: (before: String, after: String)
    ) -> String {
        guard let early = goesOut.before, let late = goesOut.after else {
            return dates(before, after, marks: marks)
        }
        return "\(date(early))\(marks.before) -> \(hour(late))\(marks.after)"
    }
}

/// Which agreements moved to another version, and what is different for each.
struct WorkflowMoveScreen {
    private let answer: WorkflowMoveAnswer

    init(_ answer: WorkflowMoveAnswer) { self.answer = answer }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(
            synthetic: answer.moved.flatMap(\.moves).contains { $0.office?.synthetic == true }
        )
        if answer.moved.isEmpty {
            screen.add(
                answer.dryRun == true ? RulePhrases.nothingWouldMove : RulePhrases.nothingMoved
            )
        } else {
            screen.add(
                answer.dryRun == true
                    ? RulePhrases.wouldMove(answer.moved.count)
                    : RulePhrases.moved(answer.moved.count)
            )
        }
        for agreement in answer.moved { write(agreement, to: &screen) }
        answer.moved.flatMap(\.moves).writeLegend(to: &screen)
        if !answer.stays.isEmpty {
            screen.space()
            screen.add(RulePhrases.staying(answer.stays.count))
        }
        for stay in answer.stays {
            let report = ProblemReport(code: stay.code, params: stay.params, json: "")
            screen.add([stay.agreement, stay.title].compactMap(\.self).joined(separator: " "))
            ProblemText(report).write(to: &screen, indent: 2)
        }
        if answer.remaining > 0 { screen.add(RulePhrases.remaining(answer.remaining)) }
        return screen
    }

    private func write(_ moved: MovedAgreement, to screen: inout Screen) {
        screen.space()
        let name = [moved.agreement, moved.title].compactMap(\.self).joined(separator: " ")
        screen.add(
            "\(name): \(moved.from.name)@\(moved.from.version) -> @\(moved.to.version)",
            as: .heading
        )
        if moved.changes.isEmpty, moved.moves.isEmpty {
            screen.add(RulePhrases.nothingDifferent, indent: 2)
        }
        for change in moved.changes {
            screen.add(Phrase("- ") + NoticeText(change).sentence, indent: 2)
        }
        for move in moved.moves {
            screen.add(Phrase("- ") + move.sentence(isNamed: false), indent: 2)
        }
    }
}
