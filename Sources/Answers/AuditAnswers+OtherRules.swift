import Calendars
import Engine
import Entries
import EventLog
import RuleFiles
package import Wire
import Workflows

extension AuditAnswers {
    /// Says where what happened would have gone another way under a workflow file.
    ///
    /// The file stands for every adopted version of its name; offices and calendars are those of the
    /// day, and nothing is recorded. Throws `SubmissionFailure.ruleFileFaulty`, and `Problem` for a rule file of
    /// another kind: it changes no step.
    package func replay(
        _ agreement: String?,
        underRules text: String
    ) throws -> OtherRulesAnswer {
        let (name, others) = try replacing(text)
        var answer = OtherRulesAnswer(
            workflow: name,
            agreements: [],
            same: 0,
            rehearsal: isRehearsal
        )
        answer.carried = carried
        var sources: Set<OtherRuleSource> = []
        for id in try agreements(agreement) {
            guard let was = try Replay(id, in: log, rulesOfDay), was.state.workflow.name == name
            else { continue }
            let steps: [OtherRulesStep]
            if let would = try Replay(id, in: log, others.rulesOfDay) {
                let pairs = zip(was.steps, would.steps)
                sources.formUnion(pairs.compactMap { source($0, $1, others) })
                steps = pairs.compactMap { difference($0, $1, was, others) }
            } else {
                // By the file it never begins: every step differs, and the first one says so.
                let never = OtherRulesVerdict(state: nil, rejection: nil)
                steps =
                    was.steps.first { $0.placed != nil }
                    .map { [differing($0, was, verdict($0), never)] } ?? []
            }
            if steps.isEmpty {
                answer.same += 1
            } else {
                answer.agreements.append(
                    OtherRulesReplay(
                        id: id,
                        title: was.state.title,
                        synthetic: isSynthetic(was.state),
                        steps: steps
                    )
                )
            }
        }
        answer.sources = sources.sorted {
            ($0.was.event, $0.was.workflow) < ($1.was.event, $1.was.workflow)
        }
        return answer
    }

    /// What the two rules of one step rest on, where that is not the same.
    private func source(
        _ was: Replay.Step,
        _ would: Replay.Step,
        _ others: AuditAnswers
    ) -> OtherRuleSource? {
        guard let before = rule(of: was), var after = others.rule(of: would),
            (before.source, before.mark) != (after.source, after.mark)
        else { return nil }
        after.workflow = would.workflow?.name ?? after.workflow
        return OtherRuleSource(was: before, would: after)
    }

    /// The same answers under rules in which the file stands for every version of its workflow.
    private func replacing(_ text: String) throws -> (name: String, AuditAnswers) {
        let file = RuleFile(text: text)
        // What can't be told is told by the proving.
        if let kind = try? file.kind(), kind != .workflow {
            throw Problem(
                .badField,
                [
                    "field": "rules", "value": .string(kind.rawValue),
                    "expected": "workflow-file",
                ]
            )
        }
        let proved: RuleFile.Content
        do {
            proved = try file.proved(only: .workflow)
        } catch {
            throw SubmissionFailure.ruleFileFaulty(error)
        }
        var replaced = rules
        for version in circumstances.rules.all where version.name == proved.name {
            guard case .workflow(var workflow) = proved else { continue }
            workflow.version = version.version
            replaced = try replaced.adopting(.workflow(workflow), at: .earliest)
        }
        return (proved.name, AuditAnswers(log, replaced, isRehearsal: isRehearsal))
    }

    private func difference(
        _ was: Replay.Step,
        _ would: Replay.Step,
        _ replay: Replay,
        _ others: AuditAnswers
    ) -> OtherRulesStep? {
        // Corrections, notes and reminders are judged by no workflow.
        guard was.placed != nil || would.placed != nil else { return nil }
        let (before, after) = (verdict(was), others.verdict(would, isSupposed: true))
        return before.agrees(with: after) ? nil : differing(was, replay, before, after)
    }

    private func differing(
        _ step: Replay.Step,
        _ replay: Replay,
        _ was: OtherRulesVerdict,
        _ would: OtherRulesVerdict
    ) -> OtherRulesStep {
        OtherRulesStep(
            position: step.entry.position,
            type: step.entry.type,
            label: label(of: step.entry.type, step.workflow ?? replay.state.workflow),
            time: (step.placed?.fact.moment ?? step.entry.moment).text,
            was: was,
            would: would
        )
    }

    /// Of rules that are only supposed the version is none that was adopted: they are cited by their name.
    private func verdict(_ step: Replay.Step, isSupposed: Bool = false) -> OtherRulesVerdict {
        var verdict = OtherRulesVerdict(
            state: step.after.map(state),
            rejection: step.rejection.map { rejection in
                var problem = RejectionProblem(offices: offices, rules: circumstances.rules)
                    .problem(of: rejection)
                if isSupposed, problem.params["rule"] != nil, let rule = rejection.rule {
                    problem.params["rule"] = .string("\(rule.workflow.name) \(rule.event)")
                    problem.params["supposed"] = true
                }
                return Notice(code: problem.code.rawValue, params: problem.params)
            }
        )
        verdict.term = step.after?.term.map {
            OtherRulesTerm(from: $0.from, until: $0.until, ended: $0.ended?.moment.text)
        }
        verdict.signed = step.after.map { agreement in
            agreement.signatures.filter { $0.voidedBy == nil }.map(\.party)
        }
        return verdict
    }
}

extension OtherRulesVerdict {
    /// Whether both say the same; what a stage is called does not count.
    fileprivate func agrees(with other: OtherRulesVerdict) -> Bool {
        rejection?.code == other.rejection?.code && state?.stage == other.state?.stage
            && (state?.closed == nil) == (other.state?.closed == nil)
            && state?.awaiting == other.state?.awaiting
            && term == other.term && Set(signed ?? []) == Set(other.signed ?? [])
    }
}
