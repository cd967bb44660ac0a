import Calendars
import Engine
import Entries
import EventLog
package import Wire
import Workflows

extension AuditAnswers {
    /// Goes through one agreement, or all of them, as far as it happened by the end of `asOf` and was
    /// recorded by the end of `knownAt`.
    ///
    /// Throws `Problem` for what can't be read as a time, and for an agreement that had not begun.
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
            let isKnown = asOf != nil || knownAt == nil
            var params: [String: JSONValue] = [
                "id": .string(agreement), "reason": isKnown ? "not-begun" : "not-recorded",
            ]
            params["time"] = (asOf ?? knownAt).map(JSONValue.string)
            throw Problem(.unknownAgreement, params)
        }
        return ReplayAnswer(
            agreements: replays.map { replay in
                AgreementReplay(
                    id: replay.agreement,
                    title: replay.state.title,
                    synthetic: isSynthetic(replay.state),
                    steps: replay.steps.map { answer($0, of: replay) }
                )
            },
            rehearsal: isRehearsal,
            offsetMinutes: zone.offsetMinutes
        )
    }

    private func answer(_ step: Replay.Step, of replay: Replay) -> ReplayStep {
        let entry = step.entry
        let fact = step.placed?.fact
        return ReplayStep(
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
            correctedBy: step.placed?.correctedBy ?? [],
            voidedBy: step.voidedBy,
            redacted: step.isRedacted,
            rejection: step.rejection.map { rejection in
                let problem = RejectionProblem(offices: offices, rules: circumstances.rules)
                    .problem(of: rejection)
                return Notice(code: problem.code.rawValue, params: problem.params)
            }
        )
    }

    func label(of type: String, _ version: WorkflowVersion) -> Label {
        if let label = circumstances.rules[version]?.event(named: type)?.label {
            return label.answer
        }
        return EngineEvent(rawValue: type).map(EngineLabels.label) ?? Label(id: type, en: type)
    }

    private func rule(of step: Replay.Step) -> RuleUse? {
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
