import Calendars
import Engine
import Entries
import EventLog
import Reminders
package import Wire
import Workflows

extension AuditAnswers {
    /// Goes through one agreement, or all of them, as far as it happened by the end of `asOf` and was
    /// recorded by the end of `knownAt`.
    ///
    /// Throws `Problem` for what can't be read as a time, and for an agreement that had not begun or was not
    /// recorded.
    package func replay(
        _ agreement: String?,
        asOf: String? = nil,
        knownAt: String? = nil
    ) throws -> ReplayAnswer {
        let happenedBy = try end(asOf)
        let recordedBy = try end(knownAt)
        let replays = try agreements(agreement).compactMap { id in
            try Replay(
                id,
                in: log,
                rulesOfDay,
                happenedBy: happenedBy,
                knownAt: recordedBy
            )
        }
        if let agreement, replays.isEmpty {
            throw try AgreementAbsence.problem(
                of: agreement,
                in: log,
                asOf: asOf,
                knownAt: knownAt,
                recordedBy: recordedBy
            )
        }
        let planner = asOf == nil && knownAt == nil ? rules.planner : nil
        var answer = ReplayAnswer(
            agreements: try replays.map { replay in
                var answer = AgreementReplay(
                    id: replay.agreement,
                    title: replay.state.title,
                    synthetic: isSynthetic(replay.state),
                    steps: try replay.steps.map { try self.answer($0, of: replay) }
                )
                answer.offices = names(in: answer.steps, replay.state)
                answer.ahead = planner.map { ahead(of: replay.state, $0) }
                return answer
            },
            rehearsal: isRehearsal,
            offsetMinutes: zone.offsetMinutes
        )
        answer.facts = ReplayComparison.facts
        return answer
    }

    /// That there is no such agreement; in a bundle of one, that it is not the one that is carried.
    func noAgreement(_ id: String) -> Problem {
        var params: [String: JSONValue] = ["id": .string(id)]
        if let carried {
            params["reason"] = "not-carried"
            params["carried"] = .string(carried)
        }
        return Problem(.unknownAgreement, params)
    }

    /// Goes through every agreement, one after another, and keeps none: whether all of them can be replayed.
    package func replayCount() throws -> ReplayCountAnswer {
        var count = ReplayCountAnswer(agreements: 0, steps: 0)
        for id in try agreements(nil) {
            guard let replay = try Replay(id, in: log, rulesOfDay) else { continue }
            count.agreements += 1
            count.steps += replay.steps.count
        }
        return count
    }

    private func ahead(of agreement: Agreement, _ planner: Planner) -> AgreementAhead {
        let reminders = planner.ladders(of: agreement).flatMap { running in
            planner.slots(of: running).map { slot in
                (planner.key(slot, running).description, text(slot.due))
            }
        }
        return AgreementAhead(
            // Several steps that are rolled to one day before an end have one key.
            reminders: Dictionary(reminders) { first, _ in first },
            limits: circumstances.limitEnds(of: agreement).map(\.lapses).sorted().map(text),
            termEnds: circumstances.termEnd(of: agreement).map { text($0.passes) }
        )
    }

    private func text(_ instant: Timestamp) -> String {
        instant.rfc3339(offsetMinutes: zone.offsetMinutes)
    }

    private func answer(_ step: Replay.Step, of replay: Replay) throws -> ReplayStep {
        let entry = step.entry
        let fact = step.corrected?.fact
        var answer = ReplayStep(
            position: entry.position,
            type: entry.type,
            label: label(of: entry.type, step.workflow ?? replay.state.workflow),
            time: (fact?.moment ?? entry.moment).text,
            recorded: entry.recorded.rfc3339(offsetMinutes: zone.offsetMinutes),
            actor: entry.actor.name,
            source: fact?.source ?? entry.data["source"]?.string,
            data: fact.map { .object($0.data) } ?? entry.data,
            rule: rule(of: step),
            state: step.after.map(state),
            correctedBy: step.corrected?.correctedBy ?? [],
            voidedBy: step.voidedBy,
            redacted: step.isRedacted,
            rejection: step.rejection.map { rejection in
                let problem = RejectionProblem(offices: offices, rules: circumstances.rules)
                    .problem(of: rejection)
                return Notice(code: problem.code.rawValue, params: problem.params)
            }
        )
        answer.original = original(step)
        answer.fields = fields(of: entry.type, step.workflow ?? replay.state.workflow)
        if zone.date(of: entry.recorded)
            > zone.date(of: (fact?.moment ?? entry.moment).end.adding(milliseconds: -1))
        {
            answer.late = true
        }
        answer.reminder = try rulesOfDay.reminderRule(of: entry).map(ReminderRuleUse.init)
        return answer
    }

    /// What a corrected entry said at first, as far as it differs; nil if nothing does.
    private func original(_ step: Replay.Step) -> OriginalEntry? {
        guard let placed = step.corrected, !placed.correctedBy.isEmpty else { return nil }
        let (old, new) = (step.entry.data.object ?? [:], placed.fact.data)
        let names = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
        return OriginalEntry(
            time: step.entry.moment == placed.fact.moment ? nil : step.entry.moment.text,
            data: names.reduce(into: [:]) { data, name in data[name] = old[name] ?? .null }
        )
    }

    func fields(of type: String, _ version: WorkflowVersion) -> [String: FieldAnswer]? {
        let rules =
            circumstances.rules[version]?.event(named: type)?.fields
            ?? EngineEvent(rawValue: type)?.fields ?? []
        guard !rules.isEmpty else { return nil }
        return Dictionary(
            rules.map { ($0.name, FieldAnswer(label: $0.label.answer, form: $0.form.word)) }
        ) { first, _ in first }
    }

    /// The names of all offices whose codes stand in the steps.
    private func names(in steps: [ReplayStep], _ agreement: Agreement) -> [String: String] {
        var codes = Set(agreement.parties.map(\.code))
        for step in steps {
            Self.gather(step.data, into: &codes)
            for (name, value) in step.original?.data ?? [:] {
                Self.gather([name: value], into: &codes)
            }
        }
        return codes.reduce(into: [:]) { names, code in
            names[code] = office(code, in: agreement).name
        }
    }

    static func gather(_ value: JSONValue, into codes: inout Set<String>) {
        for element in value.array ?? [] { gather(element, into: &codes) }
        for (name, member) in value.object ?? [:] {
            if ["office", "party", "code", "sender", "recipient"].contains(name),
                let code = member.string
            {
                codes.insert(code)
            }
            if name == "numbers" { codes.formUnion((member.object ?? [:]).keys) }
            gather(member, into: &codes)
        }
    }

    func label(of type: String, _ version: WorkflowVersion) -> Label {
        if let label = circumstances.rules[version]?.event(named: type)?.label {
            return label.answer
        }
        return EngineEvent(rawValue: type).map(EngineLabels.label) ?? Label(id: type, en: type)
    }

    func rule(of step: Replay.Step) -> RuleUse? {
        guard let version = step.workflow,
            let event = circumstances.rules[version]?.event(named: step.entry.type)
        else { return nil }
        return RuleUse(
            workflow: version.description,
            event: event.name,
            source: event.source.text,
            mark: event.source.mark.rawValue
        )
    }

    func state(_ agreement: Agreement) -> ReplayState {
        ReplayState(
            stage: agreement.stage,
            stageLabel: stageLabel(agreement.stage, agreement.workflow),
            awaiting: agreement.waits.map { wait in
                AwaitedOffice(
                    office: office(wait.office, in: agreement),
                    purpose: wait.purpose,
                    signature: wait.isSignature,
                    since: wait.since.moment.text,
                    position: wait.since.position
                )
            },
            closed: agreement.closed?.label.answer
        )
    }
}

extension ReminderRuleUse {
    /// As an answer says it.
    fileprivate init(_ rule: ReminderRule) {
        self.init(
            policy: "\(rule.policy.name)@\(rule.policy.version)",
            ladder: rule.ladder,
            ladderLabel: rule.ladderLabel?.answer,
            calendar: rule.calendar + (rule.calendarVersion.map { "@\($0)" } ?? "")
        )
    }
}
