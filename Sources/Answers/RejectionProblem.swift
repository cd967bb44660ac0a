package import Calendars
package import Entries
package import Wire
package import Workflows

/// Turns the rules' "no" into a problem: what is missing, and by which rule.
package struct RejectionProblem {
    private let offices: Offices
    private let rules: Rulebook

    /// Names offices and rules as these do.
    package init(offices: Offices, rules: Rulebook) {
        self.offices = offices
        self.rules = rules
    }

    /// Returns the problem for a refusal: code and parameters, with the rule that says so.
    package func problem(of rejection: Rejection) -> Problem {
        var problem = problem(of: rejection.reason)
        name(&problem, rejection.rule)
        if let rule = rejection.rule, !Self.isFault(ofForm: rejection.reason) {
            problem.params["rule"] = .string("\(rule.workflow) \(rule.event)")
            // A limit has an article of its own, which says more than that of the event.
            if problem.params["source"] == nil {
                problem.params["source"] = .string(rule.source.text)
                problem.params["mark"] = .string(rule.source.mark.rawValue)
            }
        }
        return problem
    }

    /// Whether only the form is wrong: no rule of law or office says so.
    private static func isFault(ofForm reason: Rejection.Reason) -> Bool {
        switch reason {
        case .unknownField, .missingField, .badField, .nameNotOneLine, .badTime, .unknownAgreement,
            .unknownVersion, .duplicateParty:
            true
        default: false
        }
    }

    /// Adds what the rules call the event and the field that a problem names.
    private func name(_ problem: inout Problem, _ citation: RuleCitation?) {
        guard let name = problem.params["event"]?.string ?? citation?.event else { return }
        let workflows = citation.flatMap { rules[$0.workflow] }.map { [$0] } ?? rules.all
        // Where no rule is cited the newest workflow that has the event says what it is called.
        let event = workflows.last { $0.event(named: name) != nil }?.event(named: name)
        if Self.namingEvent.contains(problem.code) {
            problem.params["eventLabel"] =
                event?.label.json ?? EngineEvent(rawValue: name).map(EngineLabels.label)?.json
        }
        if problem.code == .badField, let field = problem.params["field"]?.string {
            let fields = event?.fields ?? EngineEvent(rawValue: name)?.fields ?? []
            problem.params["label"] = fields.first { $0.name == field }?.label.json
        }
    }

    /// Problems whose sentence names an event that they carry by its name in the workflow file only.
    private static let namingEvent: Set<ProblemCode> = [
        .unknownField, .missingField, .unknownVersion, .notBeginning, .fieldRequired,
    ]

    private func problem(of reason: Rejection.Reason) -> Problem {
        switch reason {
        case .unknownEvent, .unknownField, .missingField, .badField, .nameNotOneLine, .badTime,
            .timeInFuture, .unknownVersion:
            problem(ofInput: reason)
        case .notFromHere, .closed, .termEnded, .alreadyHeld, .notHeld, .notBeginning:
            problem(ofPlace: reason)
        case .stillAwaited, .notAwaited, .alreadyAwaited, .noLimit, .limitNotLapsed:
            problem(ofWaiting: reason)
        case .unknownAgreement(let id): Problem(.unknownAgreement, ["id": .string(id)])
        case .duplicateParty(let code): Problem(.duplicateParty, ["office": office(code)])
        case .tooFewParties: Problem(.tooFewParties)
        case .notAParty(let code, let parties):
            Problem(
                .notAParty,
                [
                    "office": office(code),
                    "parties": .array(
                        parties.map { ["code": .string($0.code), "name": .string($0.name)] }
                    ),
                ]
            )
        case .alreadySigned(let signature):
            Problem(
                .alreadySigned,
                [
                    "office": office(signature.party), "time": .string(signature.at.moment.text),
                    "position": .integer(Int(signature.at.position)),
                ]
            )
        case .signaturesMissing(let codes):
            Problem(.signaturesMissing, ["offices": .array(codes.map { office($0) })])
        case .draftMissing: Problem(.draftMissing)
        case .notOfThisAgreement(let position):
            Problem(.notOfThisAgreement, ["position": .integer(Int(position))])
        case .notCorrectable(let position, let type, let by):
            notCorrectable(position, type, by)
        case .nothingChanged: Problem(.nothingChanged)
        case .alreadyRedacted(let position, let by):
            Problem(
                .alreadyRedacted,
                ["position": .integer(Int(position)), "by": .integer(Int(by))]
            )
        case .fieldRequired(let field, let event, let label):
            fieldRequired(field, event, label)
        case .notRedactable(let position, let type):
            Problem(.notRedactable, named(position, type))
        case .textRemains(let positions):
            Problem(
                .textRemains,
                ["positions": .array(positions.map { .integer(Int($0)) })]
            )
        case .endsBeforeItBegins(let field, let until, let begins):
            Problem(
                .endsBeforeItBegins,
                [
                    "field": .string(field), "until": .string(until.text),
                    "begins": .string(begins.text),
                ]
            )
        case .unknownWorkflowVersion, .sameWorkflowVersion, .moveImpossible:
            problem(ofMove: reason)
        case .laterStepImpossible(let fact, let label, let because, let positions):
            laterStep(fact, label, because, positions)
        }
    }

    private func fieldRequired(_ field: String, _ event: String, _ label: Bilingual?) -> Problem {
        var params: [String: JSONValue] = ["field": .string(field), "event": .string(event)]
        params["label"] = label?.json
        return Problem(.fieldRequired, params)
    }

    private func notCorrectable(_ position: Int64, _ type: String, _ by: Int64?) -> Problem {
        var params = named(position, type)
        params["by"] = by.map { .integer(Int($0)) }
        return Problem(.notCorrectable, params)
    }

    /// An entry by its position, its event, and what people call that where it is the engine's own.
    private func named(_ position: Int64, _ type: String) -> [String: JSONValue] {
        var params: [String: JSONValue] = [
            "position": .integer(Int(position)), "type": .string(type),
        ]
        params["label"] = EngineEvent(rawValue: type).map { event in
            let label = EngineLabels.label(event)
            return ["id": .string(label.id), "en": .string(label.en)]
        }
        return params
    }

    private func laterStep(
        _ fact: Fact,
        _ label: Bilingual?,
        _ because: Rejection.Reason,
        _ positions: [Int64]
    ) -> Problem {
        var inner = problem(of: because)
        name(&inner, nil)
        var params: [String: JSONValue] = [
            "position": .integer(Int(fact.position)), "type": .string(fact.type),
            "time": .string(fact.moment.text), "because": .string(inner.code.rawValue),
            "params": .object(inner.params),
            "positions": .array(positions.map { .integer(Int($0)) }),
        ]
        params["label"] = label?.json
        return Problem(.laterStepImpossible, params)
    }

    private func problem(ofInput reason: Rejection.Reason) -> Problem {
        switch reason {
        case .unknownEvent(let event, let allowed):
            return Problem(
                .unknownEvent,
                ["event": .string(event), "allowed": .array(allowed.map(JSONValue.string))]
            )
        case .unknownField(let field, let event, let allowed):
            var params: [String: JSONValue] = [
                "field": .string(field), "event": .string(event),
                "allowed": .array(allowed.map(JSONValue.string)),
            ]
            params["nearest"] = Spelling.nearest(to: field, in: allowed).map(JSONValue.string)
            return Problem(.unknownField, params)
        case .missingField(let field, let event, let label):
            var params: [String: JSONValue] = ["field": .string(field), "event": .string(event)]
            params["label"] = label?.json
            return Problem(.missingField, params)
        case .badField(let field, let value, let expected, let allowed):
            var params: [String: JSONValue] = [
                "field": .string(field), "value": .string(value),
                "expected": .string(expected),
                "allowed": .array(allowed.map(JSONValue.string)),
            ]
            if expected == "year" {
                params["from"] = .integer(Decider.years.lowerBound)
                params["to"] = .integer(Decider.years.upperBound)
            }
            return Problem(.badField, params)
        case .nameNotOneLine(let field, let scalar):
            return Problem(
                .textRefused,
                [
                    "field": .string(field), "kind": "line",
                    "scalar": .string(Unicode.Scalar(scalar).map(PlainText.name) ?? ""),
                ]
            )
        case .badTime(let text): return Problem(.badTime, ["value": .string(text)])
        case .timeInFuture(let moment, let now):
            return Problem(
                .timeInFuture,
                [
                    "value": .string(moment.text),
                    "now": .string(now.rfc3339(offsetMinutes: offices.own.zone.offsetMinutes)),
                ]
            )
        case .unknownVersion(let event, let version, let latest):
            return Problem(
                .unknownVersion,
                [
                    "event": .string(event), "version": .integer(version),
                    "latest": .integer(latest),
                ]
            )
        default: return Problem(.internalError)
        }
    }

    private func problem(ofPlace reason: Rejection.Reason) -> Problem {
        switch reason {
        case .notFromHere(let event, let stage, let from):
            Problem(
                .notFromHere,
                [
                    "event": .string(event.name), "eventLabel": event.label.json,
                    "stage": .string(stage.name), "stageLabel": stage.label.json,
                    "from": .array(
                        from.map { ["stage": .string($0.name), "label": $0.label.json] }
                    ),
                ]
            )
        case .closed(let closing):
            Problem(
                .closed,
                [
                    "event": .string(closing.event), "label": closing.label.json,
                    "time": .string(closing.at.moment.text),
                ]
            )
        case .termEnded(let point):
            Problem(.termEnded, ["time": .string(point.moment.text)])
        case .alreadyHeld(let hold):
            Problem(.alreadyHeld, ["since": .string(hold.at.moment.text)])
        case .notHeld: Problem(.notHeld)
        case .notBeginning(let event): Problem(.notBeginning, ["event": .string(event)])
        default: Problem(.internalError)
        }
    }

    private func problem(ofWaiting reason: Rejection.Reason) -> Problem {
        switch reason {
        case .stillAwaited(let waits):
            return Problem(.stillAwaited, ["awaited": .array(waits.map(json(of:)))])
        case .notAwaited(let code, let purpose, let waits, let moment):
            var params: [String: JSONValue] = [
                "office": office(code), "awaited": .array(waits.map(json(of:))),
                "time": .string(moment.text),
            ]
            params["for"] = purpose.map(JSONValue.string)
            return Problem(.notAwaited, params)
        case .alreadyAwaited(let wait):
            return Problem(
                .alreadyAwaited,
                [
                    "office": office(wait.office), "for": .string(wait.purpose ?? ""),
                    "since": .string(wait.since.moment.text),
                ]
            )
        case .noLimit(let code): return Problem(.noLimit, ["office": office(code)])
        case .limitNotLapsed(let end):
            return Problem(
                .limitNotLapsed,
                [
                    "office": office(end.office), "limit": .string(end.limit.name),
                    "limitLabel": end.limit.label.json,
                    "lastDay": .string(end.lastDay.description),
                    "source": .string(end.limit.source.text),
                    "mark": .string(end.limit.source.mark.rawValue),
                ]
            )
        default: return Problem(.internalError)
        }
    }

    private func problem(ofMove reason: Rejection.Reason) -> Problem {
        switch reason {
        case .unknownWorkflowVersion(let version, let newest):
            return Problem(
                .unknownRules,
                [
                    "kind": "workflow", "name": .string(version.name),
                    "version": .integer(version.version), "newest": .integer(newest),
                ]
            )
        case .sameWorkflowVersion(let agreement, let version):
            return Problem(
                .sameWorkflowVersion,
                [
                    "agreement": .string(agreement), "workflow": .string(version.name),
                    "version": .integer(version.version),
                ]
            )
        case .moveImpossible(let agreement, let version, let obstacle):
            return Problem(
                .moveImpossible,
                [
                    "agreement": .string(agreement), "workflow": .string(version.name),
                    "version": .integer(version.version),
                ].merging(params(of: obstacle)) { first, _ in first }
            )
        default: return Problem(.internalError)
        }
    }

    private func params(of obstacle: MoveObstacle) -> [String: JSONValue] {
        switch obstacle {
        case .stage(let stage):
            ["missing": "stage", "stage": .string(stage.name), "label": stage.label.json]
        case .ending(let stage):
            ["missing": "way-on", "stage": .string(stage.name), "label": stage.label.json]
        case .wait(let wait): ["missing": "answer", "awaited": json(of: wait)]
        case .limit(let name, let wait):
            ["missing": "limit", "limit": .string(name), "awaited": json(of: wait)]
        case .ladder(let name): ["missing": "ladder", "ladder": .string(name)]
        }
    }

    private func office(_ code: String) -> JSONValue {
        ["code": .string(code), "name": .string(offices.office(code).name)]
    }

    private func json(of wait: Agreement.Wait) -> JSONValue {
        var members: [String: JSONValue] = [
            "office": office(wait.office), "signature": .bool(wait.isSignature),
            "since": .string(wait.since.moment.text),
        ]
        members["for"] = wait.purpose.map(JSONValue.string)
        members["source"] = wait.source.map(JSONValue.string)
        members["promised"] = wait.promised.map { .string($0.text) }
        return .object(members)
    }
}

extension Label {
    /// As problems carry it.
    var json: JSONValue { ["id": .string(id), "en": .string(en)] }
}

extension Bilingual {
    /// As problems carry it.
    package var json: JSONValue { ["id": .string(id), "en": .string(en)] }

    /// As answers carry it.
    package var answer: Label { Label(id: id, en: en) }
}
