import Entries
import Language
import Wire

/// One agreement in full.
struct AgreementScreen {
    private let agreement: AgreementAnswer
    /// As of when it is shown: what comes next is told of the present only.
    private let past: PastWords

    init(_ agreement: AgreementAnswer, past: PastWords = PastWords()) {
        self.agreement = agreement
        self.past = past
    }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        screen.banners(synthetic: agreement.synthetic)
        past.write(to: &screen)
        screen.add("\(agreement.id)  \(agreement.title)", as: .heading)
        screen.space()
        writeState(to: &screen)
        writeParties(to: &screen)
        writeAwaiting(to: &screen)
        writeSignatures(to: &screen)
        writeFields(to: &screen)
        writePapers(to: &screen)
        screen.field(
            AgreementPhrases.workflow,
            page.say(AgreementPhrases.workflow(agreement.workflow))
        )
        screen.field(AgreementPhrases.version, String(agreement.version))
        writeDoubts(to: &screen)
        return screen
    }

    /// What the mark on a count means.
    private func writeDoubts(to screen: inout Screen) {
        let lines = CountWords.doubts(
            skipped: [],
            estimated: agreement.estimated == true
                || agreement.awaiting.contains { $0.estimated == true },
            missing: (agreement.awaiting.map(\.missing) + [agreement.missing]).together,
            screen.page.language
        )
        let ahead = DoubtWords([agreement.nextReminderDoubt]).legend(screen.page.language)
        let all = lines + ahead.filter { !lines.contains($0) }
        if !all.isEmpty { screen.space() }
        for line in all { screen.add(line, as: .quiet) }
    }

    /// Since when it is in its stage; where it ended with that stage nothing is counted.
    private func since(_ language: Language) -> String {
        let date = language.date(agreement.since)
        guard agreement.closed == nil || agreement.workingDays > 0 else {
            return language.say(AgreementPhrases.since(date))
        }
        return AgreementPhrases.since(
            date,
            agreement.workingDays,
            held: agreement.heldDays,
            isSure: agreement.isSure,
            language
        )
    }

    private func words(of closing: ClosingAnswer, _ language: Language) -> String {
        [
            "\(language.say(closing.label.phrase)), \(language.date(closing.time))",
            closing.by?.words(language), closing.reason,
        ].compactMap(\.self).joined(separator: "\n")
    }

    private func writeState(to screen: inout Screen) {
        let language = screen.page.language
        screen.field(
            AgreementPhrases.stage,
            "\(language.say(agreement.stageLabel.phrase)), \(since(language))"
        )
        if let closed = agreement.closed {
            screen.field(AgreementPhrases.closed, words(of: closed, language))
        }
        if let hold = agreement.held {
            screen.field(AgreementPhrases.hold, words(of: hold, language))
        }
        if let term = agreement.term {
            screen.field(
                AgreementPhrases.term,
                AgreementPhrases.term(
                    from: term.from,
                    until: term.until,
                    ended: term.ended,
                    language
                )
            )
        }
        if let ending = agreement.term?.ending {
            screen.field(AgreementPhrases.ended, words(of: ending, language))
        }
        if !past.isAsked {
            let next = agreement.nextReminder.map { next in
                let marks = DoubtWords([agreement.nextReminderDoubt]).marks
                return language.date(next) + language.say(marks)
            }
            screen.field(
                AgreementPhrases.nextReminder,
                next ?? language.say(AgreementPhrases.noReminder)
            )
        }
        if let postponed = agreement.postponed {
            screen.field(
                AgreementPhrases.postponed,
                language.say(ReminderPhrases.postponed(postponed))
            )
        }
        if agreement.exhausted {
            screen.add(AgreementPhrases.exhausted(agreement), as: .warning)
        } else if agreement.stalled {
            screen.add(AgreementPhrases.stalled, as: .warning)
        }
        if let gap = agreement.gap { screen.add(AgreementPhrases.gap(gap), as: .warning) }
    }

    private func words(of hold: HoldAnswer, _ language: Language) -> String {
        var words = language.say(Phrase("sejak ", "since ")) + language.date(hold.since)
        if let until = hold.until {
            words += language.say(Phrase(" sampai ", " until ")) + language.date(until)
        }
        return hold.reason.map { "\(words): \($0)" } ?? words
    }

    private func writeParties(to screen: inout Screen) {
        let page = screen.page
        let lines = agreement.parties.map { office in
            let own = office.code == agreement.own ? ", \(page.say(AgreementPhrases.own))" : ""
            return office.words(page.language) + own
        }
        screen.field(AgreementPhrases.parties, lines.joined(separator: "\n"))
    }

    private func writeAwaiting(to screen: inout Screen) {
        let page = screen.page
        let waits = agreement.awaiting.map { words(of: $0, page.language) }
        if waits.isEmpty, agreement.closed == nil {
            screen.field(AgreementPhrases.awaiting, page.say(AgreementPhrases.nobodyAwaited))
        } else if !waits.isEmpty {
            screen.field(AgreementPhrases.awaiting, waits.joined(separator: "\n"))
        }
    }

    /// Whom, for what, since when, on whose word, until which promise, under which limit.
    private func words(of wait: AwaitingAnswer, _ language: Language) -> String {
        var parts = [wait.office.words(language)]
        if let whatFor = wait.whatFor {
            parts.append(language.say(Phrase("untuk ", "for ") + whatFor))
        }
        parts.append(
            AgreementPhrases.since(
                language.date(wait.since),
                wait.workingDays,
                held: wait.heldDays,
                isSure: wait.isSure,
                language
            )
        )
        if let source = wait.source {
            parts.append("\(language.say(AgreementPhrases.onWord)) \(source)")
        }
        if let promised = wait.promised {
            let count = wait.promiseCount ?? 1
            let number = count > 1 ? " (\(language.say(AgreementPhrases.promise(count))))" : ""
            let date = language.date(promised)
            parts.append("\(language.say(AgreementPhrases.promised)) \(date)\(number)")
        }
        if let limit = wait.limit { parts.append(words(of: limit, language)) }
        return parts.joined(separator: ", ")
    }

    private func words(of limit: LimitAnswer, _ language: Language) -> String {
        var words = "\(language.say(AgreementPhrases.limit)) \(language.date(limit.lastDay))"
        if limit.estimated { words += " [\(language.say(.estimated))]" }
        if limit.lapsed { words += " \(language.say(AgreementPhrases.lapsed))" }
        let source = Phrase.sourceInBrackets(limit.source, mark: .limitMark(limit.mark))
        return words + language.say(source)
    }
}

extension AgreementScreen {
    private func writeSignatures(to screen: inout Screen) {
        let language = screen.page.language
        let lines = agreement.signatures.map { signature in
            var parts = [signature.office.words(language), language.date(signature.time)]
            for (field, value) in [
                ("number", signature.number), ("place", signature.place),
                ("capacity", signature.capacity), ("draft", signature.draft),
            ] {
                guard let value else { continue }
                parts.append("\(language.say(FieldWords.label(field))) \(value)")
            }
            if let position = signature.voidedBy {
                parts.append(language.say(AgreementPhrases.voided(by: position)))
            }
            return parts.joined(separator: ", ")
        }
        // Of a paper that came in signed, or ended without, none is missing.
        guard !lines.isEmpty || agreement.closed == nil else { return }
        let none = language.say(AgreementPhrases.noSignatures)
        screen.field(
            AgreementPhrases.signatures,
            lines.isEmpty ? none : lines.joined(separator: "\n")
        )
    }

    /// The further fields, each with its own label, then how many versions there are of what.
    private func writeFields(to screen: inout Screen) {
        let language = screen.page.language
        for name in agreement.fields.keys.sorted() {
            guard let value = agreement.fields[name] else { continue }
            let label =
                name == "version"
                ? AgreementPhrases.draftVersion : FieldWords.label(name).capitalized
            screen.field(
                language.say(label),
                FieldWords.value(value, of: name, language)
            )
        }
        let versions = agreement.versions.sorted { $0.key < $1.key }.compactMap { event, _ in
            version(of: event, language).map { words in
                let label = agreement.versionLabels?[event]?.phrase ?? Phrase(event)
                return "\(language.say(label)): \(words)"
            }
        }
        if !versions.isEmpty {
            screen.field(AgreementPhrases.versions, versions.joined(separator: "\n"))
        }
    }

    private func version(of event: String, _ language: Language) -> String? {
        guard let positions = agreement.versions[event], let latest = positions.last else {
            return nil
        }
        return language.say(AgreementPhrases.latestVersion(positions.count, latest))
    }

    private func writePapers(to screen: inout Screen) {
        let language = screen.page.language
        let documents = agreement.documents.map { document in
            let words = FieldWords.document(
                name: document.name,
                size: document.size,
                sha256: document.sha256,
                language
            )
            let version = document.version.map {
                ", \(language.say(FieldWords.label("version"))) \($0)"
            }
            return words + (version ?? "")
        }
        if !documents.isEmpty {
            screen.field(AgreementPhrases.documents, documents.joined(separator: "\n"))
        }
        let notes = agreement.notes.map { "\(language.shortDate($0.time)): \($0.text)" }
        if !notes.isEmpty {
            screen.field(AgreementPhrases.notes, notes.joined(separator: "\n"))
        }
    }
}

extension AgreementAnswer {
    /// The years in the count of its days that are not known.
    var missing: MissingYears { MissingYears(missingYears ?? [], from: missingFrom) }

    /// Whether the count of its days rests on fixed days alone.
    var isSure: Bool { estimated != true && (missingYears ?? []).isEmpty }

    /// Whether anybody may still be reminded of something in it: a hold without an end tells no day.
    var mayBeReminded: Bool {
        nextReminder != nil
            || held != nil
                && (awaiting.isEmpty || awaiting.contains { $0.exhausted != true })
    }

    /// Whose ladders are at their end, each office with what it is awaited for if it is awaited twice; nil if
    /// that is the stage's own, or not told.
    var exhaustedOffices: Phrase? {
        let names = awaiting.filter { $0.exhausted == true }.map { wait in
            let isAlone = awaiting.count { $0.office.code == wait.office.code } == 1
            let whatFor = isAlone ? nil : wait.whatFor
            return Phrase(wait.office.name)
                + (whatFor.map { Phrase(" (") + $0 + Phrase(")") } ?? Phrase(""))
        }
        return names.isEmpty ? nil : .list(names)
    }
}

extension AwaitingAnswer {
    /// The years in the count of its days that are not known.
    var missing: MissingYears { MissingYears(missingYears ?? [], from: missingFrom) }

    /// Whether the count of its days rests on fixed days alone.
    var isSure: Bool { estimated != true && (missingYears ?? []).isEmpty }
}
