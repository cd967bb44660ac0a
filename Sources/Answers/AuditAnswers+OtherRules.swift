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
        for id in try agreements(agreement) {
            guard let was = try Replay(id, in: log, rulesOfDay), was.state.workflow.name == name,
                let would = try Replay(id, in: log, others.rulesOfDay)
            else { continue }
            let steps = zip(was.steps, would.steps).compactMap {
                difference($0, $1, was, would, others)
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
        return answer
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
        _ first: Replay,
        _ second: Replay,
        _ others: AuditAnswers
    ) -> OtherRulesStep? {
        // Corrections, notes and reminders are judged by no workflow.
        guard was.placed != nil || would.placed != nil else { return nil }
        let (before, after) = (verdict(was), others.verdict(would, isSupposed: true))
        guard !before.agrees(with: after) else { return nil }
        return OtherRulesStep(
            position: was.entry.position,
            type: was.entry.type,
            label: label(of: was.entry.type, was.workflow ?? first.state.workflow),
            time: (was.placed?.fact.moment ?? was.entry.moment).text,
            was: before,
            would: after
        )
    }

    /// Of rules that are only supposed the version is none that was adopted: they are cited by their name.
    private func verdict(_ step: Replay.Step, isSupposed: Bool = false) -> OtherRulesVerdict {
        OtherRulesVerdict(
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
    }
}

extension OtherRulesVerdict {
    /// Whether both say the same; what a stage is called does not count.
    fileprivate func agrees(with other: OtherRulesVerdict) -> Bool {
        rejection?.code == other.rejection?.code && state?.stage == other.state?.stage
            && (state?.closed == nil) == (other.state?.closed == nil)
            && state?.awaiting == other.state?.awaiting
    }
}
