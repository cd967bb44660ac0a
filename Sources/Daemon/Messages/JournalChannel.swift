import Calendars
import Engine
import Entries
import EventLog
import Language
import Reminders
import Workflows

/// A message as its recipient reads it.
struct JournalMessage: Sendable {
    /// The `MessageIssued` that it makes readable.
    var entry: Entry
    var role: String
    var roleLabel: Bilingual
    var office: String
    var day: String
    var text: ReminderText
    /// In which language the text is.
    var language: Language
    /// Asked for by somebody to see whether messages arrive; it reminds of nothing.
    var isTrial: Bool
    /// It is the weekly report alone: nothing was owed that day.
    var isReport: Bool
    /// It is a rehearsal's.
    var isRehearsal: Bool
    /// The agreements that it speaks of.
    var agreements: [String]
    /// The signed checkpoint of the log up to it; nil if none could be signed.
    var proof: String?
    /// The deadlines of what it reminds of.
    var deadlines: [OpenDeadline]
}

/// Makes messages readable, and writes them to the journal.
///
/// The text is reproducible from the log: the state of the agreements as of the message's entry.
struct JournalChannel: Sendable {
    let log: any EntryLog
    let submitter: Submitter
    let checkpoints: Checkpoints
    let isRehearsal: Bool
    /// The journal itself.
    var journal = Journal.standardOutput

    /// Composes the message of a `MessageIssued` entry; nil if there is none at that position.
    ///
    /// In the own office's language unless another one is wished.
    func message(at position: Int64, in wished: Language? = nil) throws -> JournalMessage? {
        guard let kept = try log.entry(at: position) else { return nil }
        let entry = try HistoryReader.entry(kept, in: log, recent: submitter.recent)
        // By the rules of its day, or its text would change with the next adoption.
        guard let rules = try submitter.rulesInForce.before(position, in: log),
            entry.type == EngineEvent.messageIssued.rawValue, let policy = rules.policy,
            let roleName = entry.data["role"]?.string, let day = entry.data["day"]?.string,
            let office = entry.data["office"]?.string
        else { return nil }
        let role = policy.role(named: roleName)
        let label = role?.label ?? Bilingual(id: roleName, en: roleName)
        let offices = rules.circumstances.offices
        let carried = try (entry.data["reminders"]?.array ?? []).compactMap { key in
            try log.entries(ofCommand: CommandKey(actor: .system, id: key.string ?? "")).first
        }
        let found = try carried.compactMap {
            try item($0, entry, role?.isSuperior == true, rules)
        }
        let items = found.map(\.item).sorted { $0.workingDays > $1.workingDays }
        // Where nothing can be signed, `status` and `audit checkpoint` say so; a reminder goes out.
        let proof = try? checkpoints.signed(ofSize: position + 1)
        var content = DigestContent(
            role: Phrase(label.id, label.en),
            office: offices.office(office).name,
            date: day,
            rehearsal: isRehearsal,
            synthetic: offices.own.synthetic,
            items: items,
            waiting: entry.data["waiting"]?.integer ?? 0,
            proof: proof
        )
        content.isImmediate = entry.data["immediate"]?.bool == true
        content.weekly = entry.data["weekly"].map { weekly in
            WeeklyContent(
                weekly,
                rules,
                names: names(in: weekly, before: position, rules.circumstances)
            )
        }
        content.thisYear = LocalDate(day).flatMap { rules.circumstances.missingYear(on: $0) }
            .map { DigestContent.MissingYear($0.year, $0.calendars, rules.circumstances) }
        content.nextYear = entry.data["nextYear"].map { data in
            DigestContent.MissingYear(
                data["year"]?.integer ?? 0,
                (data["calendars"]?.array ?? []).compactMap(\.string),
                rules.circumstances
            )
        }
        let language = wished ?? Language(rawValue: offices.language) ?? .id
        let isTrial = entry.data["trial"]?.bool == true
        return JournalMessage(
            entry: entry,
            role: roleName,
            roleLabel: label,
            office: office,
            day: day,
            text: isTrial
                ? ReminderText(trial: content, in: language) : ReminderText(content, in: language),
            language: language,
            isTrial: isTrial,
            isReport: content.weekly != nil && items.isEmpty,
            isRehearsal: isRehearsal,
            agreements: items.map(\.agreement).distinct,
            proof: proof,
            deadlines: found.flatMap(\.deadlines).distinct
        )
    }

    private func item(
        _ kept: KeptEntry,
        _ message: Entry,
        _ isEscalated: Bool,
        _ rules: RulesInForce
    ) throws -> (item: DigestContent.Item, deadlines: [OpenDeadline])? {
        guard let id = kept.subject else { return nil }
        let reminder = try HistoryReader.entry(kept, in: log, recent: submitter.recent)
        let circumstances = rules.circumstances
        guard let agreement = try state(of: id, before: message.position, circumstances) else {
            return nil
        }
        let office = reminder.data["office"]?.string
        let opener = reminder.data["opener"]?.integer.map(Int64.init)
        let limit = reminder.data["limit"]?.string
        // What is said of a limit names the wait, and not its last promise.
        let wait = agreement.waits.first { wait in
            wait.office == office
                && (limit == nil ? wait.opener : wait.since).position == opener
        }
        let actor = circumstances.offices.office(office ?? circumstances.offices.own.code)
        let today = actor.zone.date(of: message.recorded)
        // What its ladder counts from: the stage or its last answer, the wait or its promise.
        let since = wait?.since ?? agreement.unmoved(in: actor.zone)
        let promised = wait?.promised.map { $0.lastDay(in: actor.zone) }.flatMap {
            // Before that day only a limit is spoken of, whose days began with the wait.
            $0 < today ? $0 : nil
        }
        let days = DayCount(
            of: agreement,
            by: actor,
            after: promised ?? since.date(in: actor.zone),
            through: today,
            circumstances
        )
        let stage = circumstances.rules[agreement.workflow]?.stage(named: agreement.stage)?.label
        let codes = agreement.parties.map(\.code) + [office].compactMap(\.self)
        var item = DigestContent.Item(
            agreement: id,
            title: agreement.title,
            stage: Phrase(stage?.id ?? agreement.stage, stage?.en ?? agreement.stage),
            waitedOffice: wait.map { name(of: $0.office, agreement, circumstances.offices) },
            purpose: wait?.purpose,
            signature: wait?.isSignature ?? false,
            since: since.moment.text,
            workingDays: days.count,
            promised: wait?.promised?.text,
            rung: reminder.data["rung"]?.integer ?? 1,
            escalated: isEscalated,
            estimated: days.isEstimated,
            missingYears: days.missingYears,
            synthetic: codes.contains { circumstances.offices.office($0).synthetic }
        )
        item.missingFrom = days.missingFrom ?? [:]
        item.isOfLimit = limit != nil
        item.isAfterPromise = promised != nil
        item.pauses = days.pauses.map(DigestContent.Item.Pause.init)
        item.occurrence = reminder.data["occurrence"]?.integer ?? 1
        item.term = term(of: reminder, agreement, rules, today)
        if item.term != nil {
            // No day since the signature is of any interest, and none of its doubts.
            item.workingDays = 0
            item.pauses = []
            item.estimated = reminder.data["estimated"]?.bool ?? false
            item.missingYears = []
            item.isAfterPromise = false
        }
        item.limits = limits(of: wait, agreement, circumstances, today)
        item.postponements = reminder.data["postponements"]?.integer ?? 0
        // A date before a term's end that is over has no place in anybody's calendar any more; a promise that was
        // not kept is what its message is about.
        let deadlines = OpenDeadline.all(of: agreement, rules).filter { deadline in
            deadline.wait == wait?.since.position && (wait != nil || deadline.day >= today)
        }
        return (item, deadlines)
    }

    /// An agreement as its entries before a position have it; nil if it had not begun.
    private func state(
        of id: String,
        before position: Int64,
        _ circumstances: Circumstances
    ) throws -> Agreement? {
        let known = try HistoryReader.entries(
            log.entries(ofSubject: id),
            in: log,
            recent: submitter.recent
        ).filter { $0.position < position }
        return Fold(circumstances).agreement(id, History(known))
    }

    /// What papers call the offices of a weekly report that no list has, by code.
    private func names(
        in weekly: JSONValue,
        before position: Int64,
        _ circumstances: Circumstances
    ) -> [String: String] {
        var names: [String: String] = [:]
        for wait in weekly["awaited"]?.array ?? [] {
            guard let code = wait["office"]?.string, let id = wait["agreement"]?.string,
                // Where that paper can't be read its office goes by the code; the report is said all the same.
                let agreement = try? state(of: id, before: position, circumstances)
            else { continue }
            names[code] = agreement.parties.first { $0.code == code }?.name
        }
        return names
    }

    /// The limits that a wait is under, as of that day of the office that must act.
    private func limits(
        of wait: Agreement.Wait?,
        _ agreement: Agreement,
        _ circumstances: Circumstances,
        _ today: LocalDate
    ) -> [DigestContent.Item.Limit] {
        guard let wait, let workflow = circumstances.rules[agreement.workflow] else { return [] }
        let lapse = workflow.events.first { $0.effects.contains(.lapses) }
        return workflow.limitEnds(of: wait, in: agreement, circumstances).map { end in
            let isOver = today > end.lastDay
            var limit = DigestContent.Item.Limit(
                label: Phrase(end.limit.label.id, end.limit.label.en),
                mark: end.limit.source.mark.rawValue,
                lastDay: end.lastDay.description,
                isOver: isOver,
                event: isOver ? lapse?.name : nil
            )
            limit.doubt = DoubtWords(CountDoubt([end.count]))
            limit.fields = isOver ? lapse?.fields(ending: end, of: wait, in: agreement) ?? [] : []
            return limit
        }
    }

    /// The end of the term that a reminder is about; nil for a stage or a wait.
    private func term(
        of reminder: Entry,
        _ agreement: Agreement,
        _ rules: RulesInForce,
        _ today: LocalDate
    ) -> DigestContent.Item.Term? {
        guard let rule = reminder.data["rule"]?.string, let policy = rules.policy,
            policy.terms.contains(rule) || policy.ended == rule,
            let lastDay = agreement.term?.lastDay(in: rules.circumstances.offices.own.zone)
        else { return nil }
        let ladder = policy.ladder(named: rule)
        let label = ladder?.label ?? Bilingual(id: rule, en: rule)
        let date = reminder.data["date"]?.string
        // What asks for the final report comes when all of them are long over.
        let passed =
            date == nil
            ? []
            : policy.dates(before: lastDay, of: agreement).filter {
                $0.ladder.name != rule && $0.ladder.source.mark == .legal && $0.day < today
            }
        var term = DigestContent.Item.Term(
            label: Phrase(label.id, label.en),
            lastDay: lastDay.description,
            date: date,
            daysAhead: date.flatMap { LocalDate($0) }.map { $0.dayNumber - today.dayNumber },
            law: ladder.flatMap { $0.source.mark == .legal ? $0.source.text : nil }
        )
        term.passed = passed.map { ladder, day in
            DigestContent.Item.Term.Passed(
                label: Phrase(ladder.label.id, ladder.label.en),
                date: day.description,
                law: ladder.source.text
            )
        }
        return term
    }

    private func name(of code: String, _ agreement: Agreement, _ offices: Offices) -> String {
        let office = offices.office(code)
        guard !office.known else { return office.name }
        return agreement.parties.first { $0.code == code }?.name ?? office.name
    }

    /// Writes one message, whole; throws if the journal took only a part of it or nothing.
    func write(_ message: JournalMessage) throws(JournalFailure) {
        guard journal.write(message) else {
            throw JournalFailure(
                position: message.entry.position,
                place: MessageChannel.journal,
                cause: errorText()
            )
        }
    }
}

extension DigestContent.MissingYear {
    /// Says of each calendar which files lack the year, where the others have it.
    fileprivate init(_ year: Int, _ calendars: [String], _ circumstances: Circumstances) {
        self.init(year: year, calendars: calendars)
        for name in calendars {
            files[name] = circumstances.calendars.calendar(named: name)?.gaps(in: [year]).keys
                .sorted()
        }
    }
}

extension DigestContent.Item.Pause {
    /// As a message speaks of it.
    fileprivate init(_ pause: CountedPause) {
        self.init(
            first: pause.days.lowerBound.description,
            last: pause.days.upperBound.description,
            workingDays: pause.workingDays
        )
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it stands first.
    fileprivate var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

/// A message could not be written; it stands in the log and stays outstanding.
struct JournalFailure: Error, Sendable {
    /// The message's entry.
    var position: Int64
    /// Where it was to be written: `journal` or `spool`.
    var place: String
    /// What the system says.
    var cause: String
}
