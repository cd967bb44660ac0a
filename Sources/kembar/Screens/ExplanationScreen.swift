import Language
import Wire

/// The arithmetic of an agreement's reminders, in words: who is told next and when, then why.
struct ExplanationScreen {
    private let explanation: ReminderExplanation

    init(_ explanation: ReminderExplanation) { self.explanation = explanation }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(rehearsal: explanation.rehearsal, synthetic: explanation.synthetic)
        screen.add("\(explanation.agreement)  \(explanation.title)", as: .heading)
        screen.field(ReminderPhrases.now, page.language.date(explanation.now))
        screen.space()
        screen.add(outlook)
        for opener in explanation.openers {
            screen.space()
            LadderBlock(opener, of: explanation, isEnded: isEnded).write(to: &screen)
        }
        if explanation.weekly != nil || explanation.window != nil { screen.space() }
        for line in explanation.window.map(ReminderPhrases.window) ?? [] {
            screen.add(line, as: .quiet)
        }
        if let weekly = explanation.weekly {
            screen.add(ReminderPhrases.weekly(weekly), as: .quiet)
            for line in DoubtWords([weekly.nextDoubt]).legend(page.language) {
                screen.add(line, as: .quiet)
            }
        }
        return screen
    }

    /// Nothing comes any more, unless a person sees to it.
    private var isEnded: Bool {
        guard let silent = explanation.silent else { return false }
        return silent.params["until"] == nil
    }

    /// One sentence: who is told next, when, and of what; or why nobody is.
    private var outlook: Phrase {
        let reason = explanation.silent.map { ReminderPhrases.silent + NoticeText($0).sentence }
        guard !isEnded else { return reason ?? ReminderPhrases.nothingAhead }
        let parts = [reason, next].compactMap(\.self)
        guard let first = parts.first else { return ReminderPhrases.nothingAhead }
        return parts.dropFirst().reduce(first) { $0 + Phrase(" ") + $1 }
    }

    private var next: Phrase? {
        let speaking = explanation.openers.filter { $0.silent == nil }
        let slots = speaking.flatMap { opener in opener.slots.map { (opener, $0) } }
        let owed = slots.filter { $0.1.state == "owed" }
        if !owed.isEmpty { return ReminderPhrases.owed(to: roles(owed), about: subjects(owed)) }
        // One daemon writes all instants with one offset: their texts sort as they do.
        guard let next = slots.compactMap(\.1.goesOut).min() else { return nil }
        let first = slots.filter { $0.1.goesOut == next }
        return ReminderPhrases.next(
            to: roles(first),
            on: next,
            DoubtWords(first.map(\.1.goesOutDoubt)),
            about: subjects(first)
        )
    }

    private func roles(_ slots: [(OpenerExplanation, SlotExplanation)]) -> Phrase {
        .list(Phrase.distinct(slots.map(\.1.roleLabel.phrase)))
    }

    private func subjects(_ slots: [(OpenerExplanation, SlotExplanation)]) -> Phrase {
        .list(
            Phrase.distinct(
                slots.map { opener, _ in ReminderPhrases.about(opener) }
            )
        )
    }
}

/// One opener: from which day is counted by which calendar, and the steps that follow from it.
private struct LadderBlock {
    let opener: OpenerExplanation
    /// The agreement's id.
    let agreement: String
    /// The time that the daemon takes for right.
    let now: String
    /// Nothing comes any more: only what was is shown.
    let isEnded: Bool

    init(_ opener: OpenerExplanation, of explanation: ReminderExplanation, isEnded: Bool) {
        self.opener = opener
        agreement = explanation.agreement
        now = explanation.now
        self.isEnded = isEnded
    }

    /// What the lines above have named already.
    private struct Listed {
        var days: Set<String> = []
        var pauses: Set<PauseAnswer> = []
    }

    func write(to screen: inout Screen) {
        writeHeader(to: &screen)
        for limit in opener.limits ?? [] { write(limit, to: &screen) }
        if let postponed = opener.postponed {
            screen.add(
                ReminderPhrases.postponed(postponed).capitalized + Phrase("."),
                indent: 2
            )
        }
        if let silent = opener.silent {
            screen.add(ReminderPhrases.silent + NoticeText(silent).sentence, indent: 2)
            return
        }
        let all = LadderStep.steps(of: opener.slots)
        let (steps, rest) = LadderStep.shown(isEnded ? all.filter { !$0.isUpcoming } : all)
        var listed = Listed()
        for step in steps {
            write(step, without: listed, to: &screen)
            listed.days.formUnion(step.skipped.map(\.date))
            listed.pauses.formUnion(step.pauses)
        }
        let language = screen.page.language
        if let last = rest.last {
            screen.add(
                ReminderPhrases.more(
                    rest.count,
                    last: language.date(last.date),
                    DoubtWords([last])
                ),
                indent: 2
            )
            if !last.missing.isEmpty { screen.add(last.missing.phrase, as: .quiet, indent: 6) }
        }
        guard !steps.isEmpty else { return }
        if opener.term?.date == nil {
            screen.add(ReminderPhrases.weekends, as: .quiet, indent: 2)
        }
        if steps.contains(where: \.estimated) || rest.last?.estimated == true {
            screen.add(DoubtWords.estimate, as: .quiet, indent: 2)
        }
    }

    /// The limit's last day and how it was counted, which may be by another calendar than the ladder's.
    private func write(_ limit: LimitExplanation, to screen: inout Screen) {
        let language = screen.page.language
        screen.add(
            ReminderPhrases.limit(
                limit,
                from: language.date(limit.from),
                until: language.date(limit.lastDay)
            ),
            indent: 2
        )
        if let days = CountWords.skipped(limit.skipped, more: false, as: nil, language) {
            screen.add(days, as: .quiet, indent: 6)
        }
        let missing = MissingYears(limit.missingYears, from: limit.missingFrom)
        if !missing.isEmpty { screen.add(missing.phrase, as: .quiet, indent: 6) }
        if let event = limit.event {
            screen.add(
                ReminderPhrases.recordable(agreement, event, limit.fields ?? []),
                indent: 6
            )
        }
    }

    private func writeHeader(to screen: inout Screen) {
        let language = screen.page.language
        let about =
            opener.term == nil && opener.limitLabel == nil
            ? ReminderPhrases.about(
                office: opener.office?.words(language),
                purpose: Phrase.purpose(opener.purpose, signature: opener.signature)
            ) : ReminderPhrases.about(opener)
        let place = language.say(ReminderPhrases.opener(opener.opener, rule: opener.rule))
        screen.add("\(language.say(about.capitalized)) (\(place))", as: .heading)
        if let term = opener.term, term.date != nil {
            screen.add(ReminderPhrases.countedBack(opener.anchor, term), indent: 2)
            return
        }
        screen.add(
            ReminderPhrases.counted(
                start(language),
                calendar: opener.calendar,
                office: opener.calendarOffice.words(language)
            ),
            indent: 2
        )
    }

    private func start(_ language: Language) -> Phrase {
        let anchor = language.date(opener.anchor)
        let since = language.date(opener.since)
        if opener.begunAnew == true {
            return ReminderPhrases.start(recorded: anchor, since: since)
        }
        // The days of a limit run on: a promise does not move what is said of it.
        guard opener.promised != nil, opener.limitLabel == nil else {
            return ReminderPhrases.start(anchor)
        }
        return ReminderPhrases.start(
            promised: anchor,
            count: opener.promiseCount ?? 1,
            since: since
        )
    }

    private func write(
        _ step: LadderStep,
        without listed: Listed,
        to screen: inout Screen
    ) {
        let language = screen.page.language
        let estimated = step.estimated ? " [\(language.say(.estimated))]" : ""
        let moved = step.isMoved ? ReminderPhrases.moved(to: language.date(step.due)) : nil
        let later = step.leavesLater.map { ReminderPhrases.leaves(on: language.date($0)) }
        let rolled = step.rolledFrom.map { ReminderPhrases.rolled(from: language.date($0)) }
        let resumed = step.resumes.map(ReminderPhrases.resumed(after:))
        let distance =
            step.daysBefore.map(ReminderPhrases.daysBefore)
            ?? (step.pauses.isEmpty
                ? Phrase.workingDays(step.workingDays)
                : ReminderPhrases.sum(step.workingDays, paused: step.pausedDays))
        let day = step.resumes == nil ? step.date : String(step.due.prefix(10))
        let state = ReminderPhrases.state(
            step.state,
            positions: step.positions,
            recorded: language.shortDate(opener.recorded),
            // One daemon writes all instants with one offset: their texts sort as they do.
            isAhead: step.due > now
        )
        let line =
            Phrase("- \(language.date(day))\(estimated) (") + distance
            + Phrase(")") + (resumed ?? rolled ?? moved ?? Phrase(""))
            + ReminderPhrases.to(step.roles.map(\.phrase)) + Phrase(": ") + state
            + (later ?? Phrase(""))
        screen.add(line, indent: 2)
        for pause in step.pauses where !listed.pauses.contains(pause) {
            screen.add(ReminderPhrases.paused(pause), as: .quiet, indent: 6)
        }
        let fresh = step.skipped.filter { !listed.days.contains($0.date) }
        let head = step.daysBefore == nil ? nil : ReminderPhrases.daysOff
        if let days = CountWords.skipped(fresh, more: !listed.days.isEmpty, as: head, language) {
            screen.add(days, as: .quiet, indent: 6)
        }
        if let days = CountWords.skipped(step.resting, as: ReminderPhrases.resting, language) {
            screen.add(days, as: .quiet, indent: 6)
        }
        if !step.missing.isEmpty { screen.add(step.missing.phrase, as: .quiet, indent: 6) }
    }
}
