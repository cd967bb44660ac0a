import Answers
import Calendars
import Engine
import Entries
import EventLog
import Projections
import Reminders
import Wire
import Workflows

extension AnswerMaker {
    /// The differences as remarks; of a file that is the first of its name, that it is new.
    func changes(_ effect: AdoptionEffect, _ rule: RuleReference) -> [Notice] {
        if !effect.changes.isEmpty { return effect.changes.map(notice) }
        guard effect.changesLeftOut == 0 else { return [] }
        // Comments and layout make another text of the same rules.
        return [
            Notice(
                code: rule.version == 1 ? "rule-new" : "rule-text",
                params: ["kind": .string(rule.kind), "name": .string(rule.name)]
            )
        ]
    }

    private func notice(_ change: RuleChange) -> Notice {
        var params = change.json.object ?? [:]
        params["change"] = nil
        return Notice(code: "rule-\(change.kind.rawValue)", params: params)
    }

    func touch(_ effect: AdoptionEffect) throws -> AdoptionTouch {
        AdoptionTouch(
            touched: effect.touched,
            movable: effect.movable,
            moves: try effect.moves.map { try answer($0, effect.roleLabels) },
            movesLeftOut: effect.movesLeftOut,
            recipientsLeftOut: effect.recipientsLeftOut > 0 ? effect.recipientsLeftOut : nil,
            others: effect.others,
            changesLeftOut: effect.changesLeftOut
        )
    }

    private func answer(
        _ move: DeadlineMove,
        _ roleLabels: [String: Bilingual]
    ) throws -> DeadlineMoveAnswer {
        /// What the entry calls those roles; in one of an older version, what the policy in force does.
        func roles(_ names: [String]) -> [Label] {
            names.map { name in
                (roleLabels[name] ?? rules.policy?.role(named: name)?.label)?.answer
                    ?? Label(id: name, en: name)
            }
        }
        let agreement = try house.views.row(of: move.agreement)?.agreement
        let labels = agreement.map(ruleLabels) ?? [:]
        return DeadlineMoveAnswer(
            agreement: move.agreement,
            title: agreement?.title,
            kind: move.kind,
            office: move.office.map { office($0) },
            limit: move.limit,
            limitLabel: move.limit.flatMap { labels[$0] },
            position: move.opener,
            before: move.before?.description,
            after: move.after?.description,
            rule: move.rule,
            ruleLabel: move.rule.flatMap { labels[$0] },
            rung: move.rung,
            occurrence: move.occurrence,
            goesOutBefore: move.goesOutBefore,
            goesOutAfter: move.goesOutAfter,
            rolesBefore: move.rolesBefore.map(roles),
            rolesAfter: move.rolesAfter.map(roles),
            beforeDoubt: move.beforeDoubt.map(DayDoubt.init),
            afterDoubt: move.afterDoubt.map(DayDoubt.init)
        )
    }

    /// What the limits of an agreement's workflow, and the ladders of the policy in force, are called.
    func ruleLabels(_ agreement: Agreement) -> [String: Label] {
        var labels: [String: Label] = [:]
        for ladder in rules.policy?.ladders ?? [] { labels[ladder.name] = ladder.label.answer }
        for limit in circumstances.rules[agreement.workflow]?.limits ?? [] {
            labels[limit.name] = limit.label.answer
        }
        return labels
    }

    /// What a `WorkflowMoved` entry says.
    func moved(_ entry: Entry) throws -> MovedAgreement {
        let id = entry.subject?.agreement ?? ""
        let effect = AdoptionEffect(data: entry.data) ?? AdoptionEffect()
        return MovedAgreement(
            agreement: id,
            title: try house.views.row(of: id)?.agreement.title,
            from: WorkflowReference(json: entry.data["from"]),
            to: WorkflowReference(json: entry.data["workflow"]),
            changes: effect.changes.map(notice),
            moves: try effect.moves.map { try answer($0, effect.roleLabels) }
        )
    }

    /// Says of every open agreement that did not move why not, or that it can still.
    func addStaying(
        to answer: inout WorkflowMoveAnswer,
        of workflow: String?,
        version: Int?
    ) throws {
        let moved = Set(answer.moved.map(\.agreement))
        let problems = RejectionProblem(offices: offices, rules: circumstances.rules)
        for row in try house.views.board(openOnly: true) where !moved.contains(row.agreement.id) {
            let agreement = row.agreement
            guard workflow == nil || agreement.workflow.name == workflow else { continue }
            guard let rejection = rules.obstacle(to: agreement, version: version) else {
                answer.remaining += 1
                continue
            }
            if case .sameWorkflowVersion = rejection.reason { continue }
            let problem = problems.problem(of: rejection)
            answer.stays.append(
                StayingAgreement(
                    agreement: agreement.id,
                    title: agreement.title,
                    code: problem.code.rawValue,
                    params: problem.params
                )
            )
        }
    }

    /// The adoptions that moved a deadline of an agreement, as lines of its history.
    ///
    /// They are entries of the engine without a subject: which agreements they moved stands in them.
    func adoptions(moving agreement: String, _ span: TimeSpanQuery) throws -> [HistoryEntry] {
        let kept = try house.log.engineEntries(ofTypes: RulesInForce.types)
        return try HistoryReader.entries(kept, in: house.log).compactMap { entry in
            guard let effect = AdoptionEffect(data: entry.data), effect.moves(agreement: agreement)
            else { return nil }
            if let limit = span.knownAt, entry.recorded > limit { return nil }
            if let limit = span.happenedBy, entry.recorded > limit { return nil }
            let moves = effect.moves.filter { $0.agreement == agreement }
            var data: [String: JSONValue] = [
                "name": entry.data["name"] ?? .null, "version": entry.data["version"] ?? .null,
            ]
            data["moves"] = .array(moves.map(\.json))
            // Whose they are, the entry does not say: the reader is told that there may be more.
            for name in ["movesLeftOut", "recipientsLeftOut", "roleLabels"] {
                data[name] = entry.data[name]
            }
            return HistoryEntry(
                position: entry.position,
                type: entry.type,
                label: EngineEvent(rawValue: entry.type).map(EngineLabels.label)
                    ?? Label(id: entry.type, en: entry.type),
                time: local(entry.recorded),
                recorded: local(entry.recorded),
                actor: entry.actor.name,
                source: nil,
                data: .object(data),
                stage: nil,
                correctedBy: [],
                voidedBy: nil,
                late: false,
                redacted: false
            )
        }
    }
}

extension WorkflowReference {
    init(json: JSONValue?) {
        self.init(name: json?["name"]?.string ?? "", version: json?["version"]?.integer ?? 0)
    }
}

extension Workflow {
    /// The workflow as a graph, for programs that draw or complete.
    var structure: WorkflowStructure {
        WorkflowStructure(
            name: name,
            version: version,
            label: label.answer,
            stages: stages.map {
                .init(name: $0.name, label: $0.label.answer, open: $0.isOpen, ladder: $0.ladder)
            },
            events: events.map { event in
                .init(
                    name: event.name,
                    label: event.label.answer,
                    verb: event.verb,
                    from: event.from.names,
                    enters: event.enters,
                    closes: event.closes,
                    endsTerm: event.effects.contains(.endsTerm),
                    byDaemon: event.byDaemon,
                    fields: event.fields.map(\.name),
                    inputs: event.fields.map(\.input)
                )
            }
        )
    }
}

extension FieldRule {
    /// The field as somebody is asked for it.
    fileprivate var input: WorkflowStructure.FieldInput {
        let choices: [String]? = if case .choice(let choices) = form { choices } else { nil }
        return .init(
            name: name,
            label: label.answer,
            form: form.word,
            required: isRequired,
            choices: choices
        )
    }
}

extension EventRule.Origin {
    fileprivate var names: [String] {
        switch self {
        case .nothing: []
        case .open: ["open"]
        case .any: ["any"]
        case .stages(let names): names
        }
    }
}
