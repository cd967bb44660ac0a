import Answers
import Calendars
import Engine
import Entries
import EventLog
import Projections
import Reminders
import Wire
import Workflows

/// Turns states into answers: names, counts and labels of this moment.
struct AnswerMaker {
    let house: House
    let rules: RulesInForce
    let now: Timestamp
    /// The agreement as it is after what was just recorded, where the views may not be yet.
    private let recorded: Agreement?

    /// `receipt` is what the answer is about, if it is about something that was just recorded.
    init(_ house: House, _ rules: RulesInForce, _ receipt: Receipt? = nil) {
        self.house = house
        self.rules = rules
        now = house.submitter.time
        recorded = receipt?.state
    }

    /// An agreement as it is now; nil if there is none of that id.
    func state(of id: String) throws -> Agreement? {
        if let recorded, recorded.id == id { return recorded }
        return try house.views.row(of: id)?.agreement
    }

    var circumstances: Circumstances { rules.circumstances }
    var offices: Offices { circumstances.offices }

    /// Answers from the board; notes and documents attached later are not on it.
    func answer(_ row: BoardRow) throws -> AgreementAnswer {
        var told = try answer(
            row.agreement,
            version: row.version,
            nextDue: row.nextDue,
            exhausted: row.isExhausted,
            extras: [],
            history: nil,
            at: now
        )
        told.gap = try gap(at: row.agreement)
        return told
    }

    /// Answers from the log, as of a day and as known by a day; nil if it had not begun.
    func answer(_ id: String, _ span: TimeSpanQuery) throws -> AgreementAnswer? {
        let entries = try HistoryReader.entries(house.log.entries(ofSubject: id), in: house.log)
            .filter { entry in span.knownAt.map { entry.recorded <= $0 } ?? true }
        let history = History(entries)
        guard
            let agreement = Fold(circumstances).agreement(
                id,
                history,
                happenedBy: span.happenedBy
            )
        else { return nil }
        let extras = history.supplements().filter { placed in
            span.happenedBy.map { placed.effective <= $0 } ?? true
        }.map(\.fact)
        let row = span.isPresent ? try house.views.row(of: id) : nil
        var told = try answer(
            agreement,
            version: history.version,
            nextDue: row?.nextDue,
            exhausted: row?.isExhausted ?? false,
            extras: extras,
            history: history,
            at: min(now, span.happenedBy ?? now, span.knownAt ?? now)
        )
        if span.isPresent { told.gap = try gap(at: agreement) }
        return told
    }

    private func answer(
        _ agreement: Agreement,
        version: Int,
        nextDue: Timestamp?,
        exhausted: Bool,
        extras: [Fact],
        history: History?,
        at instant: Timestamp
    ) throws -> AgreementAnswer {
        let workflow = circumstances.rules[agreement.workflow]
        let days = workingDays(
            of: agreement,
            since: agreement.since,
            offices.own,
            at: instant,
            closed: agreement.closed?.at
        )
        let ended = exhausted ? try exhaustedWaits(of: agreement) : []
        return AgreementAnswer(
            id: agreement.id,
            title: agreement.title,
            stage: agreement.stage,
            stageLabel: stageLabel(of: agreement),
            since: agreement.since.moment.text,
            workingDays: days.count,
            estimated: days.isEstimated,
            missingYears: days.missingYears.isEmpty ? nil : days.missingYears,
            missingFrom: days.missingFrom,
            heldDays: days.heldDays,
            version: version,
            parties: agreement.parties.map { office($0.code, named: $0.name) },
            awaiting: agreement.waits.map { wait in
                var told = awaiting(wait, agreement, workflow, at: instant)
                told.exhausted = ended.contains(wait) ? true : nil
                return told
            },
            signatures: agreement.signatures.map { signature($0, agreement) },
            documents: documents(agreement, extras),
            workflow: WorkflowReference(
                name: agreement.workflow.name,
                version: agreement.workflow.version
            ),
            closed: agreement.closed.map(closing),
            term: try term(agreement, history),
            held: agreement.held.flatMap { hold(of: $0, at: instant) },
            fields: numbered(
                agreement.fields,
                (workflow?.events ?? []).flatMap(\.fields),
                agreement
            ),
            versions: versions(agreement, workflow),
            versionLabels: versions(agreement, workflow).reduce(into: [:]) { labels, version in
                labels[version.key] = workflow?.event(named: version.key)?.label.answer
            },
            notes: notes(extras),
            stalled: rules.planner?.isStalled(agreement, at: instant) ?? false,
            exhausted: exhausted,
            nextReminder: nextDue.map(local),
            nextReminderDoubt: try doubt(ofNext: nextDue, agreement),
            synthetic: isSynthetic(agreement),
            own: offices.own.code,
            postponed: postponed(agreement)
        )
    }

    /// What the stage of an agreement is called.
    func stageLabel(of agreement: Agreement) -> Label {
        circumstances.rules[agreement.workflow]?.stage(named: agreement.stage)?.label.answer
            ?? Label(id: agreement.stage, en: agreement.stage)
    }

    /// How an agreement stands, in one label: by what ended it, the end of a term before that of the stages, or
    /// by its stage.
    func standing(of agreement: Agreement) throws -> Label {
        let end = try ending(of: agreement, nil) ?? agreement.closed.map(closing)
        return end?.label ?? stageLabel(of: agreement)
    }

    /// The waits whose ladders have nothing more to give, so that nobody takes the other ones for silent.
    private func exhaustedWaits(of agreement: Agreement) throws -> [Agreement.Wait] {
        guard let planner = rules.planner else { return [] }
        let issued = try issuedPositions(agreement.id)
        return planner.exhausted(agreement) { issued[$0.description] != nil }.compactMap(\.wait)
    }

    /// The last "I have seen it" that some ladder of the agreement still knows of.
    private func postponed(_ agreement: Agreement) -> PostponementAnswer? {
        guard !agreement.postponements.isEmpty, let planner = rules.planner else { return nil }
        return planner.ladders(of: agreement).filter { !$0.isSilent }
            .compactMap { postponed($0, planner) }
            .max { ($0.position, $0.count) < ($1.position, $1.count) }
    }

    /// The events that other fields refer to by number: scopes and drafts, not every entering of a stage.
    private func versions(_ agreement: Agreement, _ workflow: Workflow?) -> [String: [Int64]] {
        let counted = (workflow?.events ?? []).flatMap(\.fields).compactMap { field -> String? in
            guard case .version(let event) = field.form else { return nil }
            return event
        }
        return agreement.versions.filter { counted.contains($0.key) }
    }

    /// An instant as the own office's clock shows it.
    func local(_ instant: Timestamp) -> String {
        instant.rfc3339(offsetMinutes: offices.own.zone.offsetMinutes)
    }

    func office(_ code: String, named name: String? = nil) -> OfficeAnswer {
        offices.answer(code, named: name)
    }

    /// An office of an agreement: one that no list has goes by the name it was recorded under.
    func office(_ code: String, in agreement: Agreement) -> OfficeAnswer {
        office(code, named: name(of: code, in: agreement))
    }

    func isSynthetic(_ agreement: Agreement) -> Bool {
        (agreement.parties.map(\.code) + agreement.waits.map(\.office) + [offices.own.code])
            .contains { offices.office($0).synthetic }
    }

    /// Counts the working days of an office from a fact to `instant`, or to the end of the agreement; those
    /// of holds do not count.
    private func workingDays(
        of agreement: Agreement,
        since: Agreement.Point,
        _ office: Office,
        at instant: Timestamp,
        closed: Agreement.Point? = nil
    ) -> DayCount {
        let now = office.zone.date(of: instant)
        return DayCount(
            of: agreement,
            by: office,
            after: since.date(in: office.zone),
            through: closed.map { min(now, $0.date(in: office.zone)) } ?? now,
            circumstances
        )
    }

    /// The values with the numbers that people use where the log holds the entry of a version.
    func numbered(
        _ values: [String: JSONValue],
        _ rules: [FieldRule],
        _ agreement: Agreement
    ) -> [String: JSONValue] {
        var values = values
        for rule in rules {
            guard case .version(let event) = rule.form, let position = values[rule.name]?.integer,
                let index = agreement.versions[event]?.firstIndex(of: Int64(position))
            else { continue }
            values[rule.name] = .integer(index + 1)
        }
        return values
    }

    /// The term, and what ended it if anything did.
    private func term(_ agreement: Agreement, _ history: History?) throws -> TermAnswer? {
        guard let term = agreement.term else { return nil }
        var answer = TermAnswer(from: term.from, until: term.until, ended: nil)
        guard let ended = term.ended else { return answer }
        answer.ended = ended.moment.text
        answer.ending = try ending(of: agreement, history)
        return answer
    }

    /// What ended an agreement's term; nil while it runs, and of one without a term.
    func ending(of agreement: Agreement, _ history: History?) throws -> ClosingAnswer? {
        guard let ended = agreement.term?.ended else { return nil }
        let known =
            try history
            ?? History(
                HistoryReader.entries(house.log.entries(ofSubject: agreement.id), in: house.log)
            )
        let fact = known.placed().first { $0.fact.position == ended.position }?.fact
        return fact.map { fact in
            ClosingAnswer(
                event: fact.type,
                label: circumstances.rules[agreement.workflow]?.event(named: fact.type)?.label
                    .answer
                    ?? Label(id: fact.type, en: fact.type),
                time: ended.moment.text,
                by: fact.data["party"]?.string.map {
                    office($0, named: name(of: $0, in: agreement))
                },
                reason: fact.data["reason"]?.string
            )
        }
    }

    /// A hold that has run out is none.
    private func hold(of hold: Agreement.Hold, at instant: Timestamp) -> HoldAnswer? {
        guard hold.holds(at: instant, in: offices.own.zone) else { return nil }
        return HoldAnswer(since: hold.at.moment.text, until: hold.until, reason: hold.reason)
    }

    private func awaiting(
        _ wait: Agreement.Wait,
        _ agreement: Agreement,
        _ workflow: Workflow?,
        at instant: Timestamp
    ) -> AwaitingAnswer {
        let actor = offices.office(wait.office)
        let end = workflow?.limitEnds(of: wait, in: agreement, circumstances).first
        let days = workingDays(of: agreement, since: wait.since, actor, at: instant)
        return AwaitingAnswer(
            office: office(wait.office, named: name(of: wait.office, in: agreement)),
            purpose: wait.purpose,
            signature: wait.isSignature,
            since: wait.since.moment.text,
            workingDays: days.count,
            estimated: days.isEstimated,
            missingYears: days.missingYears.isEmpty ? nil : days.missingYears,
            missingFrom: days.missingFrom,
            heldDays: days.heldDays,
            source: wait.source,
            promised: wait.promised?.text,
            promiseCount: wait.promiseCount > 0 ? wait.promiseCount : nil,
            position: wait.since.position,
            limit: end.map { end in
                LimitAnswer(
                    name: end.limit.name,
                    lastDay: end.lastDay.description,
                    lapsed: instant >= end.lapses,
                    mark: end.limit.source.mark.rawValue,
                    source: end.limit.source.text,
                    estimated: end.count.touchesEstimate
                )
            }
        )
    }

    /// The name that a party was given when it was recorded, for offices that no list has.
    func name(of code: String, in agreement: Agreement) -> String? {
        guard !offices.office(code).known else { return nil }
        return agreement.parties.first { $0.code == code }?.name
    }

    private func signature(
        _ signature: Agreement.Signature,
        _ agreement: Agreement
    ) -> SignatureAnswer {
        let draft = signature.draft.flatMap { position in
            agreement.versions.values.compactMap { $0.firstIndex(of: position) }.first
        }
        return SignatureAnswer(
            office: office(signature.party, named: name(of: signature.party, in: agreement)),
            time: signature.at.moment.text,
            number: signature.number,
            place: signature.place,
            capacity: signature.capacity,
            draft: draft.map { String($0 + 1) },
            position: signature.at.position,
            voidedBy: signature.voidedBy
        )
    }

    private func closing(_ closing: Agreement.Closing) -> ClosingAnswer {
        ClosingAnswer(
            event: closing.event,
            label: closing.label.answer,
            time: closing.at.moment.text,
            by: closing.party.map { office($0) },
            reason: closing.reason
        )
    }

    private func documents(_ agreement: Agreement, _ extras: [Fact]) -> [DocumentAnswer] {
        let drafts = agreement.documents.map {
            DocumentAnswer(
                name: $0.name,
                size: $0.size,
                sha256: $0.sha256,
                position: $0.position,
                version: $0.version
            )
        }
        let known = Set(drafts.map(\.position))
        let others = extras.compactMap { entry -> DocumentAnswer? in
            guard !known.contains(entry.position), let document = entry.data["document"],
                let name = document["name"]?.string, let size = document["size"]?.integer,
                let sha256 = document["sha256"]?.string
            else { return nil }
            return DocumentAnswer(
                name: name,
                size: size,
                sha256: sha256,
                position: entry.position,
                version: nil
            )
        }
        return (drafts + others).sorted { $0.position < $1.position }
    }

    private func notes(_ extras: [Fact]) -> [NoteAnswer] {
        extras.filter { $0.type == EngineEvent.noteAdded.rawValue }.map {
            NoteAnswer(
                time: $0.moment.text,
                text: $0.data["text"]?.string ?? "",
                position: $0.position
            )
        }
    }
}

extension Offices {
    /// An office as answers name it.
    func answer(_ code: String, named name: String? = nil) -> OfficeAnswer {
        let office = office(code, named: name)
        return OfficeAnswer(code: code, name: office.name, synthetic: office.synthetic)
    }
}
